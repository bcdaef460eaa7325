"""What service tests share: settings of a database fixture, and pairs to store."""

from __future__ import annotations

from pathlib import Path

from tmserver.services.units.add import NewUnit
from tmserver.settings import Settings
from tmserver.store.database import Database


def settings_of(database: Database, folder: Path) -> Settings:
    """Settings under which another process opens the same database."""
    url = database.url.render_as_string(hide_password=False)
    return Settings(database_url=url, cache_folder=str(folder / "cache"), data_folder=str(folder / "jobs"))


def pair(source: str, target: str) -> NewUnit:
    """A Russian segment with its Spanish translation."""
    return NewUnit(source="ru", target="es", source_text=source, target_text=target)
