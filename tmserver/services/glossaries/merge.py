"""What becomes of a glossary's concepts when those of a file come in: decided before anything is stored."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from itertools import count
from typing import TypeVar

from glossary.concept import Concept, Term
from tmserver.errors import Conflict

_Value = TypeVar("_Value", Concept, Term)


@dataclass(frozen=True, slots=True)
class Change:
    """A concept before and after: ``before`` None it is new, ``after`` None it goes."""

    before: Concept | None
    after: Concept | None


def plan(
    stored: Sequence[Concept], read: Sequence[Concept], *, unnamed: Collection[str], replacing: bool
) -> list[Change]:
    """The changes that bring the concepts read into the glossary; none for a concept that stays as it is.

    A concept takes the place of the one with its id. One of ``unnamed``, whose file gives no ids, is joined
    with the stored concept that has all its terms, or whose terms it all has; else it gets a free id.
    ``replacing``: stored concepts that were not read go.

    :raise Conflict: a concept would take the place of one with which it has no term in common
    """
    placed = _Placing(stored, unnamed).placed(read)
    by_id = {concept.id: concept for concept in stored}
    changes = [Change(by_id.get(concept.id), concept) for concept in placed]
    if not replacing:
        _refuse_strangers([change for change in changes if change.after and change.after.id not in unnamed])
    kept = {concept.id for concept in placed}
    gone = [Change(concept, None) for concept in stored if replacing and concept.id not in kept]
    return [change for change in changes if not _is_same(change)] + gone


def free_id(terms: Iterable[Term], taken: Collection[str]) -> str:
    """An id that nobody has: made of the first term in Latin letters ("cordon-industrial"), else c1, c2 …"""
    for term in terms:
        plain = unicodedata.normalize("NFD", term.text).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
        if len(slug) >= len(term.text) / 2 and slug and not slug.isdigit():
            return next(name for name in _numbered(slug) if name not in taken)
    return next(name for n in count(1) if (name := f"c{n}") not in taken)


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{n}" for n in count(2))


def _is_same(change: Change) -> bool:
    if change.before is None or change.after is None:
        return False
    return replace(change.before, revision=0) == replace(change.after, revision=0)


def _refuse_strangers(changes: Iterable[Change]) -> None:
    strangers = [
        change.before.id
        for change in changes
        if change.before and change.after and not _have_common(change.before, change.after)
    ]
    if strangers:
        raise Conflict(
            f"The glossary has other concepts under ids of the file: {', '.join(strangers[:5])}"
            f"{' …' if len(strangers) > 5 else ''} ({len(strangers)} without a common term). "
            "Use --new-ids to add the file's as concepts of their own, or --replace if they are right."
        )


def _have_common(one: Concept, other: Concept) -> bool:
    return not (one.terms and other.terms) or bool(names_of(one) & names_of(other))


def names_of(concept: Concept) -> frozenset[tuple[str, str]]:
    """The concept's terms as language and text."""
    return frozenset((term.language, term.text) for term in concept.terms)


class _Placing:
    """Gives each concept that was read its id in the glossary."""

    def __init__(self, stored: Sequence[Concept], unnamed: Collection[str]) -> None:
        self.unnamed = unnamed
        self.free = {concept.id: concept for concept in stored}
        self.taken = set(self.free)
        self.having: dict[tuple[str, str], list[str]] = defaultdict(list)
        for concept in stored if unnamed else ():
            for name in names_of(concept):
                self.having[name].append(concept.id)

    def placed(self, read: Sequence[Concept]) -> list[Concept]:
        """The concepts as they are to be stored; what refers to a changed id refers to the new one."""
        self.taken |= {concept.id for concept in read if concept.id not in self.unnamed}
        chosen: dict[str, str] = {}
        placed = []
        for concept in read:
            after = self._placed(concept) if concept.id in self.unnamed else concept
            chosen[concept.id] = after.id
            placed.append(after)
        return [
            replace(
                concept,
                related=tuple(chosen.get(other, other) for other in concept.related),
                not_to_confuse=tuple(chosen.get(other, other) for other in concept.not_to_confuse),
            )
            if chosen.keys() & self.unnamed
            else concept
            for concept in placed
        ]

    def _placed(self, concept: Concept) -> Concept:
        known = self._known(concept)
        if known:
            del self.free[known.id]
            return joined(known, concept)
        # A made-up id says nothing of the concept: where it is taken, another one does as well.
        name = concept.id if concept.id not in self.taken else free_id((), self.taken)
        self.taken.add(name)
        return replace(concept, id=name)

    def _known(self, concept: Concept) -> Concept | None:
        """The stored concept that this one is: one's terms are all among the other's, most in common."""
        names = names_of(concept)
        near = dict.fromkeys(known for name in names for known in self.having[name])
        fitting = [
            self.free[known]
            for known in near
            if known in self.free and _one_in_other(names, names_of(self.free[known]))
        ]
        return max(fitting, key=lambda known: len(names_of(known) & names), default=None)


def _one_in_other(some: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    return some <= others or others <= some


def joined(known: Concept, read: Concept) -> Concept:
    """The known concept with what was read: new terms and definitions, and fields not at their defaults."""
    terms = list(known.terms)
    for term in read.terms:
        place = next(
            (n for n, had in enumerate(terms) if (had.language, had.text) == (term.language, term.text)), None
        )
        if place is None:
            terms.append(term)
        else:
            terms[place] = _filled(terms[place], term)
    return replace(
        _filled(known, read),
        id=known.id,
        terms=tuple(terms),
        definitions=tuple(dict.fromkeys((*known.definitions, *read.definitions))),
        note="\n".join(dict.fromkeys(filter(None, (*known.note.split("\n"), *read.note.split("\n"))))),
    )


def _filled(known: _Value, read: _Value) -> _Value:
    """``known`` with the fields of ``read`` that are not at their defaults."""
    said = {
        field.name: getattr(read, field.name)
        for field in fields(read)
        if field.default is MISSING or getattr(read, field.name) != field.default
    }
    return replace(known, **said)
