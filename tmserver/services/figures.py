"""The installation in numbers, for who watches over it: by language and state, never by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tmserver.match.snapshot import Snapshots
from tmserver.settings import Settings
from tmserver.store import jobs, languages
from tmserver.store.database import Database


@dataclass(frozen=True, slots=True)
class Figures:
    """Units by language tag, bytes of index snapshots by language key, jobs by state."""

    units: Mapping[str, int]
    index_bytes: Mapping[str, int]
    jobs: Mapping[str, int]


def figures(database: Database, settings: Settings) -> Figures:
    """What there is at this moment; cheap enough to be asked for every few seconds."""
    uuid = database.uuid()
    with database.read() as session:
        units: Counter[str] = Counter()
        for each in languages.everywhere(session):
            units[each.language] += each.units
        states = jobs.count_by_state(session)
    sizes: Counter[str] = Counter()
    for identity, size in Snapshots(Path(settings.cache_folder)).sizes():
        if identity.database == uuid:
            sizes[identity.language] += size
    return Figures(units, sizes, states)
