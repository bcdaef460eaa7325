"""All settings of the service: one frozen dataclass, and the only reader of the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from tmserver.errors import InvalidInput

_TRUE = ("1", "true", "yes", "on")
_FALSE = ("0", "false", "no", "off")


def default_database() -> str:
    """The URL of the SQLite file in the user's data folder."""
    return f"sqlite:///{Path(platformdirs.user_data_dir('tmserver', appauthor=False)) / 'tmserver.db'}"


def default_cache() -> str:
    """The user's cache folder, for index snapshots: it may be deleted at any time."""
    return platformdirs.user_cache_dir("tmserver", appauthor=False)


@dataclass(frozen=True)
class Settings:
    """Every setting with its default; the environment variable is TMSERVER_ and the name in capitals."""

    database_url: str = field(
        default_factory=default_database, metadata={"help": "SQLAlchemy URL of the database"}
    )
    cache_folder: str = field(
        default_factory=default_cache, metadata={"help": "folder of index snapshots; may be deleted"}
    )
    data_folder: str = field(
        default="",
        metadata={"help": "folder of uploads and reports; if empty, `jobs` beside the SQLite file"},
    )
    max_query_length: int = field(default=10_000, metadata={"help": "longest query, in characters"})
    max_text_length: int = field(default=1_000_000, metadata={"help": "longest stored text, in characters"})
    max_segments: int = field(default=1_000, metadata={"help": "most segments in one lookup request"})
    max_body_size: int = field(default=64 * 1024 * 1024, metadata={"help": "largest request body, in bytes"})
    max_upload_size: int = field(
        default=2 * 1024**3, metadata={"help": "largest upload of files for a job, in bytes"}
    )
    request_seconds: int = field(
        default=30,
        metadata={"help": "seconds that a request may take; uploads and exports take what they need"},
    )
    jobs_at_once: int = field(default=2, metadata={"help": "jobs that a worker of the server runs at a time"})
    keep_jobs_days: int = field(
        default=30, metadata={"help": "days after which ended jobs go, with their uploads and reports"}
    )

    allowed_hosts: str = field(
        default="", metadata={"help": "host names served besides this machine's own, separated by commas"}
    )
    trusted_proxies: str = field(
        default="",
        metadata={"help": "addresses of reverse proxies whose X-Forwarded headers count, by commas"},
    )
    cors_origins: str = field(
        default="",
        metadata={"help": "sites whose pages may use the API with a key, as https://example.org, by commas"},
    )
    local_lookups: bool = field(
        default=True,
        metadata={"help": "lookups of the tmserver protocol from this machine need no key"},
    )
    session_hours: int = field(default=12, metadata={"help": "hours after which people sign in again"})
    rate_limit: str = field(
        default="6000 per minute", metadata={"help": "most requests of a key or person, or “off”"}
    )
    rate_storage: str = field(
        default="memory://",
        metadata={"help": "where requests are counted; redis://host:6379 for all processes together"},
    )
    log_format: str = field(default="text", metadata={"help": "lines of the server's log: text or json"})
    log_level: str = field(
        default="info", metadata={"help": "what the server logs: debug, info (requests), warning or error"}
    )
    log_texts: bool = field(
        default=False, metadata={"help": "log addresses in full and messages of errors: both may hold texts"}
    )
    jsonp: bool = field(
        default=False, metadata={"help": "let pages of any site look up by JSONP (tmserver protocol)"}
    )
    protocol_memory: str = field(
        default="", metadata={"help": "memory for what tmserver clients send; without it they only look up"}
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Settings from TMSERVER_… variables, defaults elsewhere; InvalidInput for a value that is none."""
        given: dict[str, str | int | bool] = {}
        for setting in fields(cls):
            variable = f"TMSERVER_{setting.name.upper()}"
            value = environment.get(variable, "")
            if value:
                given[setting.name] = _READ[str(setting.type)](variable, value)
        return cls(**given)  # type: ignore[arg-type]

    def as_environment(self) -> dict[str, str]:
        """The variables from which ``from_environment`` makes these settings again, for child processes."""
        return {f"TMSERVER_{each.name.upper()}": str(getattr(self, each.name)) for each in fields(self)}


def _number(variable: str, value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise InvalidInput(f"{variable} must be a whole number from 1, not {value!r}.", field=variable)
    return int(value)


def _flag(variable: str, value: str) -> bool:
    if value.lower() not in (*_TRUE, *_FALSE):
        raise InvalidInput(f"{variable} must be true or false, not {value!r}.", field=variable)
    return value.lower() in _TRUE


def _text(_variable: str, value: str) -> str:
    return value


_READ: Mapping[str, Callable[[str, str], str | int | bool]] = {"int": _number, "bool": _flag, "str": _text}
