"""Use cases of glossaries as wholes: list, show, create, edit, delete, restore, write as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import IO

from glossary.concept import Concept, Glossary, Term
from glossary.formats.omegat import write_omegat
from glossary.formats.remarks import Remark
from glossary.formats.table import write_table
from glossary.formats.tbx import write_tbx
from tmserver.errors import InvalidInput, NotFound
from tmserver.language.folding import fold
from tmserver.language.tags import closeness, index_key, normalise
from tmserver.store import concepts, glossaries
from tmserver.store.database import Database
from tmserver.store.glossaries import StoredGlossary
from tmserver.store.session import Session
from tmserver.store.texts import printable

FORMATS = {
    "tbx": "application/x-tbx+xml",
    "tbx2": "application/x-tbx+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "omegat": "text/plain",
}
"""The formats that ``export_glossary`` writes, with their media types."""


@dataclass(frozen=True, slots=True)
class GlossarySummary:
    """A glossary with its concepts counted, and its terms by language tag and by status."""

    glossary: StoredGlossary
    concepts: int
    languages: Mapping[str, int]
    statuses: Mapping[str, int]


def list_glossaries(database: Database) -> list[GlossarySummary]:
    """All glossaries by name."""
    with database.read() as session:
        return [_summary(session, each) for each in glossaries.list_glossaries(session)]


def show_glossary(database: Database, name: str) -> GlossarySummary:
    """The glossary of that name; NotFound names those that there are."""
    with database.read() as session:
        return _summary(session, glossaries.get_glossary(session, name))


def create_glossary(
    database: Database, name: str, *, title: str = "", description: str = "", by: str = ""
) -> GlossarySummary:
    """A new, empty glossary; Conflict if the name is taken, InvalidInput if it cannot be one."""
    with database.write(by=by, why="glossary create") as session:
        made = glossaries.create_glossary(session, name, title=title, description=description)
        return _summary(session, made)


def edit_glossary(
    database: Database,
    name: str,
    *,
    new_name: str | None = None,
    title: str | None = None,
    description: str | None = None,
    by: str = "",
) -> GlossarySummary:
    """The glossary with another name, title or description; what is None stays. Errors as of a new one."""
    with database.write(by=by, why="glossary edit") as session:
        found = glossaries.get_glossary(session, name)
        if title is not None or description is not None:
            found = glossaries.describe_glossary(
                session,
                found,
                title=found.title if title is None else title,
                description=found.description if description is None else description,
            )
        if new_name is not None:
            found = glossaries.rename_glossary(session, found, new_name)
        return _summary(session, found)


def restore_glossary(database: Database, name: str, *, by: str = "") -> GlossarySummary:
    """The glossary of that name that was deleted last, there again with all its concepts.

    Conflict if there is another one of that name by now; NotFound names the deleted ones.
    """
    with database.write(by=by, why="glossary restore") as session:
        deleted = glossaries.list_deleted(session)
        found = next((each for each in deleted if each.name == name), None)
        if found is None:
            known = sorted({each.name for each in deleted})
            raise NotFound(f"There is no deleted glossary {printable(name)}.", field="/name", known=known)
        return _summary(session, glossaries.restore_glossary(session, found))


def delete_glossary(database: Database, name: str, *, by: str = "") -> None:
    """Delete the glossary with all its concepts; NotFound names the glossaries that there are."""
    with database.write(by=by, why="glossary delete") as session:
        glossaries.delete_glossary(session, glossaries.get_glossary(session, name))


def whole_glossary(database: Database, name: str) -> Glossary:
    """The glossary with all its concepts, as it is at one moment; NotFound names those that there are."""
    with database.read() as session:
        return glossaries.whole(session, glossaries.get_glossary(session, name))


def find_concepts(database: Database, name: str, wanted: str) -> list[Concept]:
    """The concept with that id, else those that have it as a term in any language, case aside.

    NotFound names ids of concepts whose id or terms contain what is wanted.
    """
    with database.read() as session:
        home = glossaries.get_glossary(session, name)
        by_id = concepts.find_concept(session, home.id, wanted)
        if by_id:
            return [by_id]
        key = fold(wanted)
        near: list[Concept] = []
        for concept in concepts.iterate(session, home.id):
            if any(key in fold(text) for text in (concept.id, *(term.text for term in concept.terms))):
                near.append(concept)
    found = [concept for concept in near if any(fold(term.text) == key for term in concept.terms)]
    if found:
        return found
    ids = [concept.id for concept in near]
    like = (
        f"Similar: {', '.join(ids[:10])}."
        if ids
        else f"List its concepts with: tmserver glossary show {name}"
    )
    raise NotFound(f"{name} has no concept or term {wanted[:80]!r}. {like}", field="/concept", known=ids)


def export_glossary(
    database: Database, name: str, format_: str, out: IO[bytes], *, source: str = "", target: str = ""
) -> tuple[Remark, ...]:
    """Write the glossary as a file; what the format could not keep.

    ``source`` and ``target`` are the languages of OmegaT's two columns, any region of them. InvalidInput for
    an unknown format or languages missing, NotFound for an unknown glossary come before anything is written.
    """
    if format_ not in FORMATS:
        raise InvalidInput(
            f"The format {format_[:40]!r} is unknown; one of: {', '.join(FORMATS)}.", field="/format"
        )
    if format_ == "omegat" and not (source and target):
        raise InvalidInput(
            "OmegaT's file has two languages: say them with --from and --to.",
            field="/target" if source else "/source",
        )
    held = whole_glossary(database, name)
    if format_ == "omegat":
        pair = normalise(source), normalise(target)
        return write_omegat(_of_languages(held, pair), out, *pair)
    if format_ in ("csv", "tsv"):
        return write_table(held, out, delimiter="," if format_ == "csv" else "\t")
    return write_tbx(held, out, version=2 if format_ == "tbx2" else 3)


def find_home(session: Session, name: str, *, create: bool) -> StoredGlossary | None:
    """The glossary to write to; None if it is missing and may be made, NotFound if it may not."""
    try:
        return glossaries.get_glossary(session, name)
    except NotFound as error:
        if create:
            return None
        raise NotFound(f"{error} To make it, use --create.", field=error.field, known=error.known) from None


def languages_of(held: Iterable[Concept]) -> list[str]:
    """The languages of the concepts' terms, regions aside, most terms first."""
    counts = Counter(index_key(term.language) for concept in held for term in concept.terms)
    return [key for key, _ in counts.most_common()]


def _of_languages(held: Glossary, pair: tuple[str, str]) -> Glossary:
    """The glossary with the terms of the pair's languages tagged as the pair has them: es-CL for es."""

    def tagged(term: Term) -> Term:
        for tag in pair:
            if closeness(tag, term.language) is not None:
                return replace(term, language=tag)
        return term

    return replace(
        held,
        concepts=tuple(replace(each, terms=tuple(map(tagged, each.terms))) for each in held.concepts),
    )


def _summary(session: Session, found: StoredGlossary) -> GlossarySummary:
    counts = glossaries.count_terms(session, found)
    languages: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for (language, status), terms in counts.items():
        languages[language] += terms
        statuses[status] += terms
    return GlossarySummary(found, glossaries.count_concepts(session, found), languages, statuses)
