"""What is wrong with an installation, how to mend it, and the mending where nothing can be lost by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tmserver.language.analyser import ANALYSER
from tmserver.language.analysis import blob_of
from tmserver.match.snapshot import Kept, Snapshots
from tmserver.segment import Memory
from tmserver.settings import Settings
from tmserver.store import concordance, copying, memories, soundness, staging, variants
from tmserver.store.copying import Step, Watch
from tmserver.store.database import Database

REPAIR = "tmserver database check --repair"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: what, in a sentence, and its remedy. ``mended``: it was, just now.

    ``harmless``: worth knowing, and no reason for alarm.
    """

    check: str
    what: str
    remedy: str
    mended: bool = False
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Installation:
    """What is looked at."""

    database: Database
    settings: Settings
    watch: Watch | None = None


Find = Callable[[Installation], Iterator[Fault]]
Mend = Callable[[Installation], None]


def check(
    database: Database, settings: Settings, *, repair: bool = False, watch: Watch | None = None
) -> list[Fault]:
    """Everything found wrong, in the order of CHECKS; with ``repair`` mended where that loses nothing."""
    looked_at = Installation(database, settings, watch)
    found: list[Fault] = []
    for number, (find, mend) in enumerate(CHECKS.values()):
        if watch:
            watch(Step("checks", number, len(CHECKS)))
        faults = list(find(looked_at))
        wrong = [fault for fault in faults if not fault.harmless]
        if wrong and repair and mend:
            mend(looked_at)
            left = {fault.what for fault in find(looked_at)}
            faults = [replace(fault, mended=fault.what not in left) for fault in faults]
        found += faults
    return found


def _damage(looked_at: Installation) -> Iterator[Fault]:
    with looked_at.database.read() as session:
        for what in soundness.damage(session):
            yield Fault(
                "file", f"SQLite reports: {what}.", "Restore a backup: tmserver database restore FILE"
            )


def _orphans(looked_at: Installation) -> Iterator[Fault]:
    with looked_at.database.read() as session:
        for each in soundness.orphans(session):
            what = f"{each.rows:,} rows of {each.table} belong to a {each.parent} that is not there."
            yield Fault("orphans", what, f"They are of no use; delete them: {REPAIR}")


def _delete_orphans(looked_at: Installation) -> None:
    with looked_at.database.write(why="check") as session:
        soundness.delete_orphans(session)


def _stages(looked_at: Installation) -> Iterator[Fault]:
    with looked_at.database.read() as session:
        number = len(staging.abandoned(session))
    if number:
        what = f"{number} imports were ended before they could take away what nobody sees of them."
        yield Fault("imports", what, f"Delete it: {REPAIR}")


def _discard_stages(looked_at: Installation) -> None:
    with looked_at.database.write(why="check") as session:
        for stage in staging.abandoned(session):
            staging.discard(session, stage)


def _counts(looked_at: Installation) -> Iterator[Fault]:
    with looked_at.database.read() as session:
        for memory in soundness.miscounted(session):
            what = f"The units of memory {memory.name} are counted wrongly by language."
            yield Fault("counts", what, f"Count them anew: {REPAIR}")


def _recount(looked_at: Installation) -> None:
    with looked_at.database.write(why="check") as session:
        for memory in soundness.miscounted(session):
            soundness.recount(session, memory)


def _revisions(looked_at: Installation) -> Iterator[Fault]:
    with looked_at.database.read() as session:
        for memory in soundness.ahead(session):
            what = f"Memory {memory.name} has units of a later revision than its own."
            yield Fault("revisions", what, f"Lookups may miss changes. Set it right: {REPAIR}")


def _raise_revisions(looked_at: Installation) -> None:
    with looked_at.database.write(why="check") as session:
        for memory in soundness.ahead(session):
            soundness.raise_revision(session, memory)


def _sequences(looked_at: Installation) -> Iterator[Fault]:
    with looked_at.database.read() as session:
        for table in soundness.outrun_sequences(session):
            what = f"The next row of {table} would get the number of one that is there."
            yield Fault("numbers", what, f"Set the sequence: {REPAIR}")


def _set_sequences(looked_at: Installation) -> None:
    with looked_at.database.write(why="check") as session:
        copying.set_sequences(session)


def _analyses(looked_at: Installation) -> Iterator[Fault]:
    bad = _bad_analyses(looked_at)
    if bad:
        what = f"{sum(map(len, bad.values())):,} stored analyses are not those of their texts."
        yield Fault("analyses", what, f"Matches may be missed. Have them made anew: {REPAIR}")


def _drop_analyses(looked_at: Installation) -> None:
    bad = _bad_analyses(looked_at)
    with looked_at.database.write(why="check") as session:
        for found in bad.values():
            variants.drop_analyses(session, found)
        memories.renew_epochs(session, bad)


def _bad_analyses(looked_at: Installation) -> dict[int, list[int]]:
    """The variants by memory whose analysis by this version is another than that of their text."""
    bad: dict[int, list[int]] = {}
    with looked_at.database.read() as session:
        total = variants.count_analysed(session, ANALYSER)
        for done, (memory_id, found) in enumerate(variants.analysed(session, ANALYSER)):
            if blob_of(found.text, found.language, found.codes) != found.analysis:
                bad.setdefault(memory_id, []).append(found.id)
            if looked_at.watch and done % 1_000 == 0:
                looked_at.watch(Step("analyses", done, total))
    return bad


def _words(looked_at: Installation) -> Iterator[Fault]:
    for memory in _unsound_words(looked_at):
        what = f"The word index does not have the units of memory {memory.name} as they are."
        yield Fault("words", what, f"Have it made anew: {REPAIR}")


def _forget_words(looked_at: Installation) -> None:
    unsound = _unsound_words(looked_at)
    with looked_at.database.write(why="check") as session:
        for memory in unsound:
            concordance.forget(session, memory.id)


def _unsound_words(looked_at: Installation) -> list[Memory]:
    with looked_at.database.write(why="check") as session:
        damaged = concordance.is_damaged(session)
    with looked_at.database.read() as session:
        known = memories.list_memories(session)
        return [memory for memory in known if damaged or not concordance.is_sound(session, memory)]


def _snapshots(looked_at: Installation) -> Iterator[Fault]:
    folder = looked_at.settings.cache_folder
    bad, foreign = _useless_snapshots(looked_at)
    for each in bad:
        why = each.fault or "nothing reads it any more"
        yield Fault(
            "snapshots", f"The index snapshot {each.path} is of no use: {why}.", f"Delete it: {REPAIR}"
        )
    if foreign:
        size = sum(each.size for each in foreign) / 1e6
        what = f"{len(foreign)} index snapshots in {folder} are of other databases ({size:,.1f} MB)."
        remedy = "If these are no longer used, delete the folder: what is needed is made anew."
        yield Fault("snapshots", what, remedy, harmless=True)


def _remove_snapshots(looked_at: Installation) -> None:
    folder = Snapshots(Path(looked_at.settings.cache_folder))
    for each in _useless_snapshots(looked_at)[0]:
        folder.remove(each.path)


def _useless_snapshots(looked_at: Installation) -> tuple[list[Kept], list[Kept]]:
    """The snapshots that are damaged or stale, and those of other databases."""
    uuid = looked_at.database.uuid()
    with looked_at.database.read() as session:
        revisions = {(each.id, each.epoch): each.revision for each in memories.list_memories(session)}
    bad, foreign = [], []
    for each in Snapshots(Path(looked_at.settings.cache_folder)).kept():
        identity = each.identity
        if identity is not None and identity.database != uuid:
            foreign.append(each)
        elif (
            identity is None
            or identity.analyser != ANALYSER
            or revisions.get((identity.memory, identity.epoch), -1) < each.revision
        ):
            bad.append(each)
    return bad, foreign


CHECKS: dict[str, tuple[Find, Mend | None]] = {
    "file": (_damage, None),
    "orphans": (_orphans, _delete_orphans),
    "imports": (_stages, _discard_stages),
    "counts": (_counts, _recount),
    "revisions": (_revisions, _raise_revisions),
    "numbers": (_sequences, _set_sequences),
    "analyses": (_analyses, _drop_analyses),
    "words": (_words, _forget_words),
    "snapshots": (_snapshots, _remove_snapshots),
}
"""What is looked for, in this order: what finds it, and what mends it without loss."""
