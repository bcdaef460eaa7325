"""The baseline of a memory: its accepted findings, in the database; read and written as baseline files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import IO, Any

from tmserver.audit.baseline import Baseline, Entry, entries_of, write_baseline
from tmserver.errors import InvalidInput, NotFound
from tmserver.services.limits import check_text
from tmserver.store import accepted, memories
from tmserver.store.accepted import Accepted
from tmserver.store.database import Database

LONGEST_REASON = 2_000
MOST_ENTRIES = 100_000


def baseline_of(database: Database, memory: str) -> Baseline:
    """What is accepted in the memory; NotFound names the memories that there are."""
    with database.read() as session:
        found = accepted.of_memory(session, memories.get_memory(session, memory).id)
    return Baseline({each.finding: _entry(each) for each in found})


def accept(
    database: Database,
    memory: str,
    entries: Iterable[Entry],
    *,
    reason: str | None = None,
    expires: str | None = None,
    by: str = "",
) -> int:
    """Accept findings of the memory, whose next audit leaves them out; how many.

    ``reason`` and ``expires`` (a last day as ISO date, "" for ever) replace those of the entries.
    InvalidInput for a date that is none, and for longer texts than can be kept.
    """
    wanted = [_with(entry, reason, expires) for entry in entries]
    if len(wanted) > MOST_ENTRIES:
        raise InvalidInput(f"At most {MOST_ENTRIES:,} findings can be accepted at once.", field="/findings")
    for entry in wanted:
        _check(entry)
    with database.write(by=by, why="accept findings") as session:
        home = memories.get_memory(session, memory)
        accepted.put(session, home.id, map(_accepted, wanted))
    return len(wanted)


def withdraw(database: Database, memory: str, findings: Iterable[str], *, by: str = "") -> None:
    """Let findings count again; NotFound if none of them is accepted."""
    wanted = list(findings)
    with database.write(by=by, why="withdraw findings") as session:
        home = memories.get_memory(session, memory)
        if not accepted.remove(session, home.id, wanted):
            raise NotFound(f"{memory} has no accepted finding {wanted[0][:40]!r}.", field="/finding")


def export_baseline(database: Database, memory: str, out: IO[bytes]) -> None:
    """Write the memory's baseline as a file for ``tmserver audit --baseline``."""
    write_baseline(baseline_of(database, memory).entries.values(), out)


def import_baseline(database: Database, memory: str, data: Any, *, by: str = "") -> int:
    """Accept what a baseline file (its JSON) holds, with its reasons; how many findings.

    UnreadableFile says what is wrong with it.
    """
    return accept(database, memory, entries_of(data, "baseline"), by=by)


def read_upload(content: bytes, name: str) -> Baseline:
    """The baseline in an uploaded file; UnreadableFile if it is none."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        data = None
    return Baseline({entry.id: entry for entry in entries_of(data, name)})


def _with(entry: Entry, reason: str | None, expires: str | None) -> Entry:
    return replace(
        entry,
        reason=entry.reason if reason is None else reason,
        expires=entry.expires if expires is None else expires,
    )


def _check(entry: Entry) -> None:
    check_text(entry.reason, LONGEST_REASON, field="/reason", may_be_empty=True)
    for text in (
        entry.id,
        entry.check,
        entry.languages,
        entry.file,
        entry.unit,
        entry.source,
        entry.evidence,
    ):
        check_text(text, LONGEST_REASON, field="/accepted", may_be_empty=True)
    try:
        date.fromisoformat(entry.expires or "2000-01-01")
    except ValueError:
        shown = entry.expires[:40]
        raise InvalidInput(
            f"The last day must be a date like 2027-01-31, not {shown!r}.", field="/expires"
        ) from None


def _entry(found: Accepted) -> Entry:
    return Entry(
        found.finding,
        found.reason,
        found.expires,
        found.check_name,
        found.languages,
        found.file,
        found.unit,
        found.source,
        found.evidence,
    )


def _accepted(entry: Entry) -> Accepted:
    return Accepted(
        entry.id,
        entry.reason,
        entry.expires,
        entry.check,
        entry.languages,
        entry.file,
        entry.unit,
        entry.source,
        entry.evidence,
    )
