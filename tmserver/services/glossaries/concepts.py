"""Use cases of single concepts: add, edit, remove, restore, and what was changed when by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from glossary.concept import Concept, Term
from glossary.differences import differences
from tmserver.errors import ChangedMeanwhile, Conflict, InvalidInput, NotFound
from tmserver.language.tags import is_known
from tmserver.services.glossaries.edit import Edit, TermName, edited, find_term, without
from tmserver.services.glossaries.limits import check_concept
from tmserver.services.glossaries.merge import free_id
from tmserver.services.glossaries.whole import find_home
from tmserver.store import concepts, glossaries
from tmserver.store.database import Database
from tmserver.store.glossaries import StoredGlossary
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class Changed:
    """A concept after a change, and what that was, in lines; ``new``: there was none before."""

    concept: Concept
    differences: tuple[str, ...]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a concept: edit, delete or restore; ``revision`` is that of the state which it ended."""

    action: str
    at: datetime
    by: str
    why: str
    revision: int
    differences: tuple[str, ...]


def add_terms(
    database: Database, name: str, addition: Concept, *, by: str = "", why: str = "", create: bool = False
) -> Changed:
    """Add a concept; or, if the glossary has one of its id, its terms and definitions to that one.

    Without an id it gets one made of its first Latin term. ``create``: make the glossary if it is missing.
    InvalidInput names the wrong field; Conflict a term that the concept has already.
    """
    with database.write(by=by, why=why) as session:
        home = find_home(session, name, create=create) or glossaries.create_glossary(session, name)
        _check_languages(session, home, addition)
        known = concepts.find_concept(session, home.id, addition.id) if addition.id else None
        if known:
            terms = tuple(_stamped(session, term) for term in addition.terms)
            return _store(session, home, known, _extended(known, replace(addition, terms=terms)))
        return _add(session, home, addition)


def add_concept(database: Database, name: str, concept: Concept, *, by: str = "", why: str = "") -> Changed:
    """Add a concept; without an id it gets one as ``add_terms`` makes it. Conflict if its id is taken."""
    with database.write(by=by, why=why) as session:
        home = glossaries.get_glossary(session, name)
        session.glossary_revision(home.id)
        _check_languages(session, home, concept)
        return _add(session, home, concept)


def get_concept(database: Database, name: str, concept_id: str) -> Concept:
    """The concept of that id; NotFound if there is none or it is removed."""
    with database.read() as session:
        return concepts.get_concept(session, glossaries.get_glossary(session, name).id, concept_id)


def edit_concept(
    database: Database, name: str, concept_id: str, edit: Edit, *, by: str = "", why: str = ""
) -> Changed:
    """The concept with some of its fields, definitions or one term changed; the earlier state is kept.

    InvalidInput names a field, value or term that cannot be; NotFound an unknown glossary or concept.
    """
    with database.write(by=by, why=why) as session:
        home = glossaries.get_glossary(session, name)
        known = concepts.get_concept(session, home.id, concept_id)
        after = edited(known, edit)
        after = replace(
            after, terms=tuple(t if t in known.terms else _stamped(session, t) for t in after.terms)
        )
        _check_languages(session, home, after)
        return _store(session, home, known, after)


def change_concept(
    database: Database,
    name: str,
    concept_id: str,
    fields: Mapping[str, Any],
    *,
    expected: Collection[int] | None = None,
    by: str = "",
    why: str = "",
) -> Changed:
    """The concept with some of its fields, named as ``Concept`` has them, replaced as wholes.

    ``expected`` are revisions of which it must have one, None if any will do: ChangedMeanwhile carries the
    concept as it is now. Other errors as ``edit_concept``.
    """
    with database.write(by=by, why=why) as session:
        home, known = _find_to_change(session, name, concept_id, expected)
        before = {replace(term, changed_by="", changed_at=""): term for term in known.terms}
        after = replace(known, **fields)
        terms = tuple(before.get(term) or _stamped(session, term) for term in after.terms)
        after = replace(after, terms=terms)
        _check_languages(session, home, after)
        return _store(session, home, known, after)


def remove_concept(
    database: Database,
    name: str,
    concept_id: str,
    *,
    expected: Collection[int] | None = None,
    by: str = "",
    why: str = "",
) -> Concept:
    """The concept that was taken away; ``restore_concept`` brings it back. Errors as ``change_concept``."""
    with database.write(by=by, why=why) as session:
        home, known = _find_to_change(session, name, concept_id, expected)
        concepts.delete(session, home.id, concept_id)
        return known


def remove_terms(
    database: Database, name: str, concept_id: str, terms: Sequence[TermName], *, by: str = "", why: str = ""
) -> Changed:
    """The concept without these terms; InvalidInput names one that it does not have."""
    with database.write(by=by, why=why) as session:
        home = glossaries.get_glossary(session, name)
        known = concepts.get_concept(session, home.id, concept_id)
        return _store(session, home, known, without(known, terms))


def restore_concept(
    database: Database,
    name: str,
    concept_id: str,
    *,
    revision: int | None = None,
    by: str = "",
    why: str = "",
) -> Changed:
    """A removed concept, there again; with ``revision`` any concept as it was at that one.

    InvalidInput if the concept is not removed and no revision is given, or has no such revision.
    """
    with database.write(by=by, why=why) as session:
        home = glossaries.get_glossary(session, name)
        present = concepts.find_concept(session, home.id, concept_id)
        if revision is None:
            if present:
                raise InvalidInput(
                    f"{concept_id} is not removed. To undo a change of it, say which revision to go back to: "
                    f"tmserver glossary history {name} {concept_id}",
                    field="/revision",
                )
            return Changed(concepts.restore(session, home.id, concept_id), (), new=True)
        wanted = _at_revision(session, home, concept_id, revision)
        present = present or concepts.restore(session, home.id, concept_id)
        return _store(session, home, present, wanted)


def concept_history(database: Database, name: str, concept_id: str) -> list[Step]:
    """What was changed in a concept, the latest first; removed concepts have theirs too.

    NotFound if the glossary never had the concept.
    """
    with database.read() as session:
        home = glossaries.get_glossary(session, name)
        present = concepts.find_concept(session, home.id, concept_id)
        changes = concepts.history(session, home.id, concept_id)
    if not present and not changes:
        raise NotFound(f"{name} never had a concept {concept_id[:80]!r}.", field="/concept")
    return list(_steps(present, changes))


def _find_to_change(
    session: Session, name: str, concept_id: str, expected: Collection[int] | None
) -> tuple[StoredGlossary, Concept]:
    """The glossary, which nobody else changes until the transaction ends, and its concept."""
    home = glossaries.get_glossary(session, name)
    session.glossary_revision(home.id)
    known = concepts.get_concept(session, home.id, concept_id)
    if expected is not None and known.revision not in expected:
        raise ChangedMeanwhile(
            f"Concept {concept_id} was changed meanwhile: it has revision {known.revision} now. Look at it "
            "again and repeat the change.",
            current=known,
        )
    return home, known


def _steps(present: Concept | None, changes: Sequence[concepts.ConceptChange]) -> Iterator[Step]:
    after = present
    for change in changes:
        shown: tuple[str, ...] = ()
        if change.action == "edit" and after:
            shown = tuple(differences(change.before, after))
        yield Step(change.action, change.at, change.by, change.why, change.before.revision, shown)
        after = change.before


def _at_revision(session: Session, home: StoredGlossary, concept_id: str, revision: int) -> Concept:
    states = {
        change.before.revision: change.before for change in concepts.history(session, home.id, concept_id)
    }
    if revision not in states:
        known = ", ".join(map(str, sorted(states))) or "none"
        raise InvalidInput(
            f"{concept_id} has no earlier state of revision {revision}; there are: {known}.",
            field="/revision",
        )
    return states[revision]


def _store(session: Session, home: StoredGlossary, known: Concept, after: Concept) -> Changed:
    check_concept(after)
    told = tuple(differences(known, after))
    after = replace(after, revision=known.revision)
    return Changed(known if after == known else concepts.edit(session, home.id, after), told)


def _add(session: Session, home: StoredGlossary, addition: Concept) -> Changed:
    taken = {each.id for each in concepts.iterate(session, home.id)} if not addition.id else set()
    terms = tuple(_stamped(session, term) for term in addition.terms)
    concept = replace(addition, id=addition.id or free_id(addition.terms, taken), terms=terms)
    check_concept(concept)
    return Changed(concepts.add(session, home.id, concept), (), new=True)


def _extended(known: Concept, addition: Concept) -> Concept:
    for term in addition.terms:
        if find_term(known, TermName(term.language, term.text)) is not None:
            raise Conflict(f"{known.id} has the {term.language} term {term.text!r} already. Edit it instead.")
    return replace(
        known,
        terms=(*known.terms, *addition.terms),
        definitions=tuple(dict.fromkeys((*known.definitions, *addition.definitions))),
        domain=addition.domain or known.domain,
        note=addition.note or known.note,
    )


def _stamped(session: Session, term: Term) -> Term:
    return replace(term, changed_by=session.by, changed_at=f"{session.now:%Y-%m-%d}")


def _check_languages(session: Session, home: StoredGlossary, concept: Concept) -> None:
    """InvalidInput for a language that CLDR does not know and that the glossary does not have."""
    unknown = {term.language for term in concept.terms if not is_known(term.language)}
    if unknown:
        unknown -= {language for language, _ in glossaries.count_terms(session, home)}
    for tag in sorted(unknown):
        raise InvalidInput(
            f"The language {tag[:40]!r} is unknown; use a tag such as ru or es-CL.", field="/language"
        )
