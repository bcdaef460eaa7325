"""What becomes of a unit from a file: added, put in the place of a stored one, or left, for it is there.

Equal texts in all languages and in equal context are one unit. A *conflict* is a unit with the same source in
the same context and another translation, or with the same id in the same document and other texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tmserver.segment import Code, Unit, Variant
from tmserver.services.imports.siblings import Siblings
from tmserver.store.digests import Keys, source_of
from tmserver.store.imports import Known, Stock


class OnConflict(StrEnum):
    """Which of two units in conflict is served from now on; the other one stays in its history."""

    KEEP_BOTH = "keep-both"
    NEWER = "newer"
    THEIRS = "theirs"
    OURS = "ours"


class Action(StrEnum):
    """What becomes of a unit that was read."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


OTHER_TRANSLATION = "same source and context, another translation"
OTHER_TEXTS = "same id in the same document, other texts"
OLDER = "conflict: the stored one is newer"
KEPT = "conflict: the stored one was kept (--on-conflict ours)"
SUPERSEDED = "conflict: an earlier state of the stored one"


@dataclass(frozen=True, slots=True)
class Decision:
    """``unit`` is what to store: of an update it has the id and revision of ``stored``, which it replaces.

    ``known`` is the id of the stored unit that stands for it, 0 if it was added.

    ``conflict`` names the kind of conflict, "" none; ``reason`` says why a unit is skipped. ``keep``: the
    skipped unit goes into the history of ``stored``.
    """

    action: Action
    unit: Unit
    stored: Unit | None = None
    conflict: str = ""
    reason: str = ""
    keep: bool = False
    known: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides by a policy, asking the memory only where two units come close.

    ``load`` gives stored units by id, ``earlier`` the digests of the earlier states of one. ``siblings`` are
    the stored units that the file has told of before: those of an export are in no conflict with each other,
    or a memory would not come back as it was.
    """

    policy: OnConflict
    load: Callable[[Iterable[int]], dict[int, Unit]]
    earlier: Callable[[int], set[bytes]]
    siblings: Siblings

    def decide(self, unit: Unit, keys: Keys, stock: Stock) -> Decision:
        """What becomes of the unit, given the stored ones that share a digest with it."""
        equal = stock.texts.get(keys.texts)
        if equal:
            return self._known(unit, equal[0])
        alike = [self._loaded(known) for known in self._others(stock.source.get(keys.source, ()))]
        for stored in alike:
            if _says_the_same(unit, stored):
                return self._same(unit, stored)
        for stored in alike:
            if _shared(unit, stored):
                return self._conflict(unit, keys, stored, OTHER_TRANSLATION)
        if keys.identity:
            for known in self._by_place(unit, self._others(stock.identity.get(keys.identity, ()))):
                stored = self._loaded(known)
                if unit.document or _half_equal(unit, stored):
                    return self._conflict(unit, keys, stored, OTHER_TEXTS)
        return Decision(Action.ADDED, unit)

    def _others(self, known: Iterable[Known]) -> list[Known]:
        """Those that may be in conflict with a unit of this file."""
        return [each for each in known if not (self.siblings.as_stored and each.id in self.siblings)]

    def _loaded(self, known: Known) -> Unit:
        return self.load([known.id])[known.id]

    def _by_place(self, unit: Unit, known: Iterable[Known]) -> list[Known]:
        """Those that can be the same segment: a file may repeat an id at several places of a document."""
        fit = [each for each in known if each.id not in self.siblings or _may_be_there(each, unit)]
        return sorted(fit, key=lambda each: each.position != unit.position)

    def _known(self, unit: Unit, known: Known) -> Decision:
        """An equal unit is there: most never need to be loaded."""
        there = Decision(Action.UNCHANGED, unit, known=known.id)
        if self.policy in {OnConflict.OURS, OnConflict.KEEP_BOTH}:
            return there
        dated = _dated(unit)
        if dated is not None and known.dated is not None:
            changed = dated > known.dated or (self.policy is OnConflict.THEIRS and dated != known.dated)
        else:
            changed = unit.document == known.document and unit.status != known.status
        return self._same(unit, self._loaded(known)) if changed else there

    def _same(self, unit: Unit, stored: Unit) -> Decision:
        """The stored unit says the same, perhaps in more or fewer languages, or with other details."""
        there = Decision(Action.UNCHANGED, unit, known=stored.id)
        merged = _merged(unit, stored)
        grows = len(merged.variants) > len(stored.variants)
        if not grows and (self.policy in {OnConflict.OURS, OnConflict.KEEP_BOTH} or _equal(merged, stored)):
            return there
        dated, before = _dated(unit), _dated(stored)
        newer = dated > before if dated and before else unit.document == stored.document
        if not grows and not newer and self.policy is OnConflict.NEWER:
            return there
        if dated is None and Keys.of(merged).texts in self.earlier(stored.id):
            return there
        return Decision(Action.UPDATED, merged, stored, known=stored.id)

    def _conflict(self, unit: Unit, keys: Keys, stored: Unit, kind: str) -> Decision:
        if self.policy is OnConflict.KEEP_BOTH:
            return Decision(Action.ADDED, unit, stored, kind)
        if self.policy is OnConflict.OURS:
            return _skipped(unit, stored, kind, KEPT)
        merged = _merged(unit, stored) if kind == OTHER_TRANSLATION else _in_place_of(stored, unit)
        if self.policy is OnConflict.THEIRS:
            return Decision(Action.UPDATED, merged, stored, kind, known=stored.id)
        dated = _dated(unit)
        before = _dated(stored) or stored.added_at
        earlier = self.earlier(stored.id)
        known = keys.texts in earlier or Keys.of(merged).texts in earlier
        if dated is None and known:
            # Without dates the last one read wins; a second run must not let the first one win again.
            return _skipped(unit, stored, kind, SUPERSEDED)
        if dated is not None and before is not None and dated < before:
            return _skipped(unit, stored, kind, OLDER, keep=not known)
        return Decision(Action.UPDATED, merged, stored, kind, known=stored.id)


def _skipped(unit: Unit, stored: Unit, kind: str, reason: str, *, keep: bool = False) -> Decision:
    return Decision(Action.SKIPPED, unit, stored, kind, reason, keep, stored.id)


def _may_be_there(known: Known, unit: Unit) -> bool:
    return known.position == unit.position or None in {known.position, unit.position}


def _dated(unit: Unit) -> datetime | None:
    return unit.changed_at or unit.created_at


def _content(variant: Variant) -> tuple[str, str, tuple[Code, ...]]:
    return variant.language, variant.text, variant.codes


def _targets(unit: Unit) -> list[Variant]:
    source = source_of(unit)
    return [variant for variant in unit.variants if variant is not source]


def _shared(unit: Unit, stored: Unit) -> set[str]:
    """The target languages of both."""
    return {v.language for v in _targets(unit)} & {v.language for v in _targets(stored)}


def _says_the_same(unit: Unit, stored: Unit) -> bool:
    """Whether both have target languages in common and the same texts in each of them."""
    shared = _shared(unit, stored)
    return bool(shared) and _texts_in(unit, shared) == _texts_in(stored, shared)


def _texts_in(unit: Unit, languages: set[str]) -> Counter[tuple[str, str, tuple[Code, ...]]]:
    return Counter(_content(variant) for variant in _targets(unit) if variant.language in languages)


def _half_equal(unit: Unit, stored: Unit) -> bool:
    """Whether a text is the same: without a document, ids such as 1, 2, 3 come in any number of files."""
    return bool(
        {(v.language, v.text) for v in unit.variants} & {(v.language, v.text) for v in stored.variants}
    )


def _merged(unit: Unit, stored: Unit) -> Unit:
    """The unit in the place of the stored one, with that one's translations into other languages."""
    own = {variant.language for variant in unit.variants}
    others = tuple(variant for variant in stored.variants if variant.language not in own)
    return _in_place_of(stored, replace(unit, variants=(*unit.variants, *others)))


def _in_place_of(stored: Unit, unit: Unit) -> Unit:
    return replace(unit, id=stored.id, revision=stored.revision)


def _equal(unit: Unit, stored: Unit) -> bool:
    """Whether nothing differs but what the store itself adds."""
    return _bare(unit) == _bare(stored)


def _bare(unit: Unit) -> Unit:
    return replace(
        unit,
        variants=tuple(sorted(unit.variants, key=lambda variant: (variant.language, variant.text))),
        revision=0,
        usage_count=0,
        created_by="",
        created_at=None,
        added_by="",
        added_at=None,
    )


def conflicts(decisions: Sequence[Decision]) -> int:
    """How many of the decisions settled a conflict."""
    return sum(bool(decision.conflict) for decision in decisions)
