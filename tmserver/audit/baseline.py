"""The baseline: findings that were looked at and accepted, so that only new ones count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import IO, Any

from tmserver.audit.finding import Finding
from tmserver.errors import UnreadableFile

VERSION = 1
_SHOWN = 160
"""Characters of a source text that an entry repeats for people."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted finding: its id, why it was accepted, and until when (ISO date, the last day; "" for ever).

    The rest says to people, and to ``Baseline.stale``, which finding that is.
    """

    id: str
    reason: str = ""
    expires: str = ""
    check: str = ""
    languages: str = ""
    file: str = ""
    unit: str = ""
    source: str = ""
    evidence: str = ""

    def is_expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return bool(self.expires) and date.fromisoformat(self.expires) < today


@dataclass(frozen=True)
class Baseline:
    """The entries by id."""

    entries: Mapping[str, Entry]

    def accepted(self, id_: str, today: date) -> Entry | None:
        """The entry that accepts a finding; None if there is none or it has expired."""
        entry = self.entries.get(id_)
        return None if entry is None or entry.is_expired(today) else entry


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file; an empty one if there is no file.

    :raise UnreadableFile: no JSON, another version, or entries that are none; names all of them
    """
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Baseline({})
    except json.JSONDecodeError as error:
        reason = f"This is no baseline: {error.msg}."
        raise UnreadableFile(reason, file=str(path), line=error.lineno, column=error.colno) from error
    except (OSError, UnicodeError) as error:
        raise UnreadableFile(f"cannot be read: {error}.", file=str(path)) from error
    return Baseline({entry.id: entry for entry in entries_of(data, str(path))})


def entries_of(data: Any, file: str) -> list[Entry]:
    """The entries in the JSON of a baseline.

    :raise UnreadableFile: another version, or entries that are none; names all of them
    """
    if (
        not isinstance(data, dict)
        or data.get("version") != VERSION
        or not isinstance(data.get("accepted"), list)
    ):
        reason = (
            f'This is no baseline: an object with "version": {VERSION} and a list "accepted" is expected.'
        )
        raise UnreadableFile(reason, file=file)
    entries, mistakes = [], []
    for number, item in enumerate(data["accepted"], 1):
        mistake = _mistake(item)
        if mistake:
            mistakes.append(f"entry {number}: {mistake}")
        else:
            entries.append(Entry(**item))
    if mistakes:
        raise UnreadableFile(f"{'; '.join(mistakes)}.", file=file)
    return entries


def _mistake(item: Any) -> str:
    """What is wrong with an entry as read, "" if nothing."""
    if not isinstance(item, dict) or not item.get("id"):
        return "it has no id"
    unknown = set(item) - {field.name for field in fields(Entry)}
    if unknown:
        return f"{', '.join(sorted(unknown))} is unknown"
    if not all(isinstance(value, str) for value in item.values()):
        return "all values must be texts"
    try:
        date.fromisoformat(item.get("expires") or "2000-01-01")
    except ValueError:
        return f"expires must be a date like 2027-01-31, not {item['expires']!r}"
    return ""


def write_baseline(entries: Iterable[Entry], out: IO[bytes]) -> None:
    """Write the entries by id, one to a line, so that two branches that add some can be merged."""
    out.write(f'{{"version": {VERSION}, "accepted": ['.encode())
    for number, entry in enumerate(sorted(entries, key=lambda entry: entry.id)):
        item = {name: value for name, value in asdict(entry).items() if value or name == "reason"}
        line = json.dumps(item, ensure_ascii=False).encode("utf-8", "backslashreplace")
        out.write((b",\n" if number else b"\n") + line)
    out.write(b"\n]}\n")


def entry_of(finding: Finding, reason: str = "", expires: str = "") -> Entry:
    """An entry that accepts the finding."""
    source, target = finding.source, finding.target
    return Entry(
        finding.id,
        reason,
        expires,
        finding.check,
        f"{source.language} {target.language}",
        finding.location.file,
        finding.location.unit,
        source.text if len(source.text) <= _SHOWN else source.text[: _SHOWN - 1] + "…",
        " | ".join((*source.evidence, *target.evidence))[:_SHOWN],
    )


def updated(
    baseline: Baseline,
    found: Iterable[Finding],
    kept: Iterable[Entry],
    *,
    reason: str,
    expires: str,
    today: date,
) -> Iterator[Entry]:
    """The entries that accept all that was ``found``, besides those to be ``kept`` though not found.

    An entry that is there keeps its reason and its last day, unless that is over.
    """
    yield from kept
    for finding in found:
        entry = baseline.entries.get(finding.id)
        if entry is None:
            yield entry_of(finding, reason, expires)
        elif entry.is_expired(today):
            yield entry_of(finding, reason or entry.reason, expires)
        else:
            yield entry_of(finding, entry.reason, entry.expires)
