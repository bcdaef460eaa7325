"""A glossary file into a stored glossary, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from glossary.concept import Concept
from glossary.formats.detect import read_glossary
from glossary.formats.errors import FormatError
from glossary.formats.remarks import GlossaryReading, Remark
from tmserver.errors import UnreadableFile
from tmserver.language.tags import is_known, normalise
from tmserver.services.glossaries.limits import check_concept
from tmserver.services.glossaries.merge import Change, names_of, plan
from tmserver.services.glossaries.whole import find_home
from tmserver.store import concept_imports, concepts, glossaries
from tmserver.store.database import Database
from tmserver.store.glossaries import StoredGlossary
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Into which glossary, and how.

    ``create``: make it if it is missing. ``replace``: concepts that the file does not have go, and any may
    take the place of another. ``new_ids``: as if the file gave no ids. ``languages``: those of an OmegaT
    file's two columns. ``dry_run``: only say what would be done.
    """

    glossary: str
    create: bool = False
    replace: bool = False
    new_ids: bool = False
    languages: tuple[str, str] | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: every change, and what about the file was passed over or put right."""

    glossary: str
    created: bool
    concepts: int
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]

    @property
    def added(self) -> int:
        """How many concepts are new."""
        return sum(change.before is None for change in self.changes)

    @property
    def removed(self) -> int:
        """How many concepts went."""
        return sum(change.after is None for change in self.changes)

    @property
    def updated(self) -> int:
        """How many concepts are other than before."""
        return len(self.changes) - self.added - self.removed

    @property
    def terms_gone(self) -> int:
        """How many terms of updated concepts are not there any more; the history has them."""
        return sum(
            len(names_of(change.before) - names_of(change.after))
            for change in self.changes
            if change.before and change.after
        )

    @property
    def unchanged(self) -> int:
        """How many of the file's concepts were there already, and equal."""
        return self.concepts - self.added - self.updated


def import_glossary(
    database: Database,
    file: Path | IO[bytes],
    request: ImportRequest,
    *,
    file_name: str = "",
    by: str = "",
    why: str = "",
) -> ImportReport:
    """Store the concepts of a TBX, table or OmegaT file; on any error nothing is stored.

    UnreadableFile names file, line and column; InvalidInput the concept and its field; Conflict ids that
    stand for other concepts in the glossary; NotFound the glossaries that there are.
    """
    reading = _read(file, request, file_name)
    held = reading.glossary.concepts
    for concept in held:
        check_concept(concept)
    if not held:
        raise UnreadableFile("holds no concepts; nothing was imported.", file=file_name or str(file))
    if request.dry_run:
        with database.read() as session:
            return _report(request, reading, *_planned(session, request, reading)[1:])
    why = why or f"import {file_name or getattr(file, 'name', '')}".strip()
    with database.write(by=by, why=why) as session:
        home, created, changes = _planned(session, request, reading)
        if home is None:
            about = reading.glossary
            home = glossaries.create_glossary(
                session, request.glossary, title=about.title, description=about.description
            )
        _carry_out(session, home.id, changes)
    return _report(request, reading, created, changes)


def _read(file: Path | IO[bytes], request: ImportRequest, name: str) -> GlossaryReading:
    languages = request.languages and (request.languages[0], request.languages[1])
    try:
        return read_glossary(file, name=name, languages=languages, normalise=normalise)
    except FormatError as error:
        raise UnreadableFile(error.reason, file=error.file, line=error.line, column=error.column) from error
    except OSError as error:
        called = name or str(file)
        raise UnreadableFile(f"cannot be read: {error.strerror or error}.", file=called) from error


def _planned(
    session: Session, request: ImportRequest, reading: GlossaryReading
) -> tuple[StoredGlossary | None, bool, list[Change]]:
    """The glossary if there is one, whether it is to be made, and the changes."""
    home = find_home(session, request.glossary, create=request.create)
    if home and session.writable:
        session.glossary_revision(home.id)  # locks it before its concepts are read
    stored = list(concepts.iterate(session, home.id)) if home else []
    read = reading.glossary.concepts
    unnamed = frozenset(each.id for each in read) if request.new_ids else reading.unnamed
    return home, home is None, plan(stored, read, unnamed=unnamed, replacing=request.replace)


def _carry_out(session: Session, glossary_id: int, changes: Sequence[Change]) -> None:
    concept_imports.put(session, glossary_id, [change.after for change in changes if change.after])
    for change in changes:
        if change.after is None and change.before:
            concepts.delete(session, glossary_id, change.before.id)


def _report(
    request: ImportRequest, reading: GlossaryReading, created: bool, changes: Sequence[Change]
) -> ImportReport:
    held = reading.glossary.concepts
    remarks = (*reading.remarks, *_unknown_languages(held))
    return ImportReport(request.glossary, created, len(held), tuple(changes), remarks)


def _unknown_languages(held: Sequence[Concept]) -> list[Remark]:
    tags = Counter(term.language for concept in held for term in concept.terms)
    return [
        Remark(
            f"The language “{tag}” is unknown; its terms were kept, and are found as written.", count=terms
        )
        for tag, terms in tags.items()
        if not is_known(tag)
    ]
