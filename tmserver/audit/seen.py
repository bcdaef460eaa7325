"""What an audit must remember of all units to compare them: on disk, so that memory stays small."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from tmserver.audit.finding import Location

_DIGEST_BYTES = 10
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Sighting:
    """How a pair renders something: those of a ``kind`` with one ``key`` and several ``value`` are a group.

    ``label`` is what the rendering is called in a report, ``subject`` what is rendered; ``form`` is how the
    subject stands in the text, ``concept`` the id of its concept.
    """

    kind: str
    key: str
    value: str
    label: str
    subject: str = ""
    form: str = ""
    concept: str = ""


Record = tuple[str, bytes, bytes, str, str, str, str]
"""A sighting as it is kept and handed from process to process, with digests for its key and value."""


def record(sighting: Sighting, source_tag: str, target_tag: str) -> Record:
    """What is to be remembered of a sighting in a pair of these languages, none other being its group."""
    key = _digest(f"{source_tag}\0{target_tag}\0{sighting.key}")
    s = sighting
    return s.kind, key, _digest(s.value), s.label, s.subject, s.form, s.concept


@dataclass(frozen=True, slots=True)
class SeenPair:
    """A pair as it is remembered: its tags and texts, and where it is."""

    location: Location
    source_tag: str
    source: str
    target_tag: str
    target: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting and the pair it was made in."""

    sighting: Sighting
    pair: SeenPair


class Sightings:
    """Sightings in a private temporary database, which SQLite keeps in memory while it is small.

    A context manager; the database goes with it.
    """

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.executescript(
            """
            PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -32000;
            CREATE TABLE pair (id INTEGER PRIMARY KEY, file TEXT, line INT, unit TEXT, number INT,
                               source_tag TEXT, source TEXT, target_tag TEXT, target TEXT);
            CREATE TABLE seen (pair INT, kind TEXT, key BLOB, value BLOB, label TEXT, subject TEXT, form TEXT,
                               concept TEXT);
            """
        )
        self._pairs: list[tuple[object, ...]] = []
        self._seen: list[tuple[object, ...]] = []
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, pair: SeenPair, records: Iterable[Record]) -> None:
        """Remember what a pair renders how: the ``record`` of each sighting."""
        self._count += 1
        place, *texts = pair.location, pair.source_tag, pair.source, pair.target_tag, pair.target
        self._pairs.append((self._count, place.file, place.line, place.unit, place.number, *texts))
        self._seen += [(self._count, *each) for each in records]
        if len(self._pairs) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._pairs)
        self._connection.executemany("INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._seen)
        self._connection.execute("COMMIT")
        self._pairs, self._seen = [], []

    def groups(self, kind: str) -> Iterator[list[Seen]]:
        """The sightings of each key that has more than one value, in the order of the units."""
        self._flush()
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(_GROUPS, (kind,))
            group: list[Seen] = []
            key = None
            for row in cursor:
                if row[0] != key and group:
                    yield group
                    group = []
                key = row[0]
                group.append(_seen(kind, row))
            if group:
                yield group


_GROUPS = """
    SELECT seen.key, hex(seen.value), label, subject, form, concept,
           file, line, unit, number, source_tag, source, target_tag, target
    FROM (SELECT key, min(pair) AS first FROM seen WHERE kind = ?1
          GROUP BY key HAVING min(value) <> max(value)) AS several
    JOIN seen ON seen.key = several.key AND seen.kind = ?1
    JOIN pair ON pair.id = seen.pair
    ORDER BY several.first, seen.key, pair.id
"""


def _seen(kind: str, row: tuple[object, ...]) -> Seen:
    _, value, label, subject, form, concept, file, line, unit, number, *texts = row
    location = Location(str(file), int(str(line)), str(unit), int(str(number)))
    sighting = Sighting(kind, "", str(value), str(label), str(subject), str(form), str(concept))
    return Seen(sighting, SeenPair(location, *map(str, texts)))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()
