"""What formats other than TMX have no place for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from tmserver.segment import Unit


def count_losses(unit: Unit, lost: Counter[str], *, kept: Collection[str]) -> None:
    """Count in ``lost`` what of a bilingual unit is not written; ``kept`` are types of props that are."""
    variants = unit.variants
    props = [*unit.props, *(prop for variant in variants for prop in variant.props)]
    told = {
        "props": sum(prop.type not in kept for prop in props),
        "dates": sum(time is not None for time in (unit.created_at, unit.changed_at)),
        "authors": bool(unit.created_by) + bool(unit.changed_by),
        "usage counts": bool(unit.usage_count),
        "origins": bool(unit.origin),
        "notes of one language": sum(len(variant.notes) for variant in variants),
    }
    lost.update({what: times for what, times in told.items() if times})
