"""Who made and changed a unit and when: attributes of the unit in some tools, of its variants in others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tmserver.exchange.dates import read_date
from tmserver.segment import Prop, Variant

# Props of this prefix stand for attributes we have no field for; the writer makes them attributes again.
ATTRIBUTE = "tmx:"
STAMPS = ("creationdate", "creationid", "changedate", "changeid")
_STAMP_TYPES = frozenset(f"{ATTRIBUTE}{name}" for name in STAMPS)
_DATES = frozenset({"creationdate", "changedate"})


@dataclass(frozen=True, slots=True)
class UnitStamps:
    """The four stamps of a unit; ``props`` keep a date that is none as it was written."""

    created_by: str = ""
    created_at: datetime | None = None
    changed_by: str = ""
    changed_at: datetime | None = None
    props: tuple[Prop, ...] = ()


def lifted(
    attributes: Mapping[str, str], variants: list[Variant], source: str
) -> tuple[UnitStamps, list[Variant]]:
    """The unit's stamps, and the variants without those that say the same.

    What the unit itself lacks is taken from its variants, as OmegaT writes it: from a translation rather
    than from the source, and from the one that changed last.
    """
    found = {name: attributes[name] for name in STAMPS if name in attributes}
    if any(prop.type in _STAMP_TYPES for variant in variants for prop in variant.props):
        for variant in sorted(variants, key=lambda variant: _rank(variant, source), reverse=True):
            found = _stamps(variant) | found
        variants = [_without(variant, found) for variant in variants]
    raw = tuple(
        Prop(f"{ATTRIBUTE}{name}", found[name])
        for name in STAMPS
        if name in _DATES and name in found and read_date(found[name]) is None
    )
    return (
        UnitStamps(
            found.get("creationid", ""),
            read_date(found.get("creationdate", "")),
            found.get("changeid", ""),
            read_date(found.get("changedate", "")),
            raw,
        ),
        variants,
    )


def _rank(variant: Variant, source: str) -> tuple[bool, str]:
    return variant.language != source, _stamps(variant).get("changedate", "")


def _stamps(variant: Variant) -> dict[str, str]:
    return {
        prop.type.removeprefix(ATTRIBUTE): prop.value for prop in variant.props if prop.type in _STAMP_TYPES
    }


def _without(variant: Variant, said: Mapping[str, str]) -> Variant:
    kept = tuple(
        prop
        for prop in variant.props
        if prop.type not in _STAMP_TYPES or not _same(prop, said[prop.type.removeprefix(ATTRIBUTE)])
    )
    return variant if len(kept) == len(variant.props) else replace(variant, props=kept)


def _same(prop: Prop, said: str) -> bool:
    if prop.value == said:
        return True
    date = read_date(prop.value)
    return date is not None and date == read_date(said)
