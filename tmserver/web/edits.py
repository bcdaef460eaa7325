"""What is typed into a unit: what an audit finds in it, and how it differs from what is stored now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import request

from tmserver.audit.examiner import Examiner
from tmserver.audit.finding import Location
from tmserver.errors import ChangedMeanwhile
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.markup import carried
from tmserver.match.word_difference import Stretch, word_difference
from tmserver.segment import Status, Unit, Variant
from tmserver.services.access.principal import Principal, Right
from tmserver.services.units.browse import get_unit
from tmserver.services.units.change import edit_unit
from tmserver.services.units.edit import UnitEdit
from tmserver.services.units.found import Change, Found
from tmserver.web.findings import ShownFinding, options_for, shown_finding


@dataclass(frozen=True, slots=True)
class Draft:
    """A unit in an editor: as it is stored, and as it was typed where that could not be stored.

    ``conflicts``: by language, what was typed against what is stored now.
    """

    found: Found
    typed: Unit | None = None

    @property
    def unit(self) -> Unit:
        """What the editor holds."""
        return self.typed or self.found.unit

    @property
    def findings(self) -> tuple[ShownFinding, ...]:
        """What an audit finds in it, gravest first."""
        return findings_in(self.unit)

    @property
    def conflicts(self) -> tuple[tuple[str, list[Stretch]], ...]:
        """Empty unless somebody else changed a text meanwhile."""
        return tuple(
            (ours.language, word_difference(ours.text, theirs.text, ours.language))
            for ours, theirs in zip(self.unit.variants, self.found.unit.variants, strict=False)
            if ours.text != theirs.text
        )


def change_by(who: Principal, why: str = "", revision: int | None = None) -> Change:
    """A change that the caller makes, whose right to write is checked here; ``revision``: as they saw it."""
    who.require(Right.WRITE)
    expected = None if revision is None else (revision,)
    return Change(who.name, why, expected, who.scope(()), who.may(Right.REVIEW))


def seen_unit(unit: int) -> Found:
    """The unit, if the caller may see it; NotFound otherwise."""
    return get_unit(services().database, unit, seen=caller().scope(()))


def store_typed(unit: int) -> Draft:
    """The unit with the form's texts and status stored; with ``typed`` if somebody else was quicker."""
    revision = request.form.get("revision", type=int)
    wanted = change_by(caller(), request.form.get("why", ""), revision)
    typed = typed_into(seen_unit(unit))
    edit = UnitEdit({"variants": typed.variants, "status": typed.status})
    try:
        return Draft(edit_unit(services().database, unit, edit, wanted))
    except ChangedMeanwhile:
        return Draft(seen_unit(unit), typed)


def typed_into(found: Found) -> Unit:
    """The unit with the texts and the status of the form; inline codes stay at their words."""
    form, unit = request.form, found.unit
    variants = [
        _with_text(variant, form.get(f"text-{at}", variant.text).replace("\r\n", "\n"))
        for at, variant in enumerate(unit.variants)
    ]
    status = form.get("status", unit.status.value)
    known = Status(status) if status in set(Status) else unit.status
    return replace(unit, variants=tuple(variants), status=known)


def findings_in(unit: Unit) -> tuple[ShownFinding, ...]:
    """What an audit finds in the unit's texts, gravest first."""
    texts = {variant.language: variant.text for variant in unit.variants}
    examiner = Examiner(replace(options_for(texts), drafts=True))
    found = examiner.examine(Location(unit=str(unit.id)), unit).findings
    return tuple(shown_finding(each) for each in sorted(found, key=lambda each: -each.severity.rank))


def _with_text(variant: Variant, text: str) -> Variant:
    return replace(variant, text=text, codes=carried(variant.codes, variant.text, text))
