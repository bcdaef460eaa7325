"""The JSON shapes that other programs rely on: one function a value, used by the API and by ``--json``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from tmserver.segment import Match, MeaningMatch, Unit, Variant
from tmserver.services.concordance.find import Page as ConcordancePage
from tmserver.services.memories import MemoryStatistics, MemorySummary
from tmserver.services.paging import Page

T = TypeVar("T")


def match_shape(match: Match | MeaningMatch) -> dict[str, object]:
    """A match as the lookup answers it; scores are whole percents, shares 0–1 with four places.

    A match by meaning has the cosine of the meanings instead, and neither score nor shares.
    """
    return _scored_shape(match) if isinstance(match, Match) else _meaning_shape(match)


def _meaning_shape(match: MeaningMatch) -> dict[str, object]:
    return {
        "kind": "meaning",
        "meaning": round(match.cosine, 4),
        "source": variant_shape(match.source),
        "target": variant_shape(match.target),
        "memory": match.memory,
        "unit": match.unit.id,
        **_of_unit(match.unit),
    }


def _scored_shape(match: Match) -> dict[str, object]:
    return {
        "kind": "fuzzy",
        "score": match.score,
        "source": variant_shape(match.source),
        "target": variant_shape(match.target),
        "memory": match.memory,
        "unit": match.unit.id,
        "words": round(match.words, 4),
        "characters": round(match.characters, 4),
        "deductions": [
            {"reason": each.reason, "points": each.points, "detail": each.detail} for each in match.deductions
        ],
        "context": match.context,
        "ambiguous": match.ambiguous,
        "repaired": match.repaired,
        "count": match.count,
        "origins": [{"memory": memory, "unit": unit} for memory, unit in match.origins],
        **_of_unit(match.unit),
    }


def _of_unit(unit: Unit) -> dict[str, object]:
    return {
        "status": unit.status.value,
        "document": unit.document,
        "origin": unit.origin,
        "created_by": unit.created_by,
        "changed_at": time_shape(unit.changed_at or unit.created_at),
    }


def concordance_shape(page: ConcordancePage) -> dict[str, object]:
    """A page of the concordance; spans are [start, end) in code points, empty where nothing was found."""
    items = [
        {
            "unit": line.unit.id,
            "memory": line.memory,
            "texts": [
                variant_shape(variant) | {"spans": [list(span) for span in spans]}
                for variant, spans in zip(line.unit.variants, line.spans, strict=True)
            ],
            **({} if line.meaning is None else {"meaning": round(line.meaning, 4)}),
        }
        for line in page.lines
    ]
    return {"items": items, "total": page.total, "more": page.more, "next": page.next}


def page_shape(page: Page[T], shape: Callable[[T], dict[str, object]]) -> dict[str, object]:
    """A page of a list, each item as ``shape`` has it."""
    items = [shape(each) for each in page.items]
    return {"items": items, "total": page.total, "more": page.more, "next": page.next}


def memory_shape(found: MemorySummary) -> dict[str, object]:
    """A memory with its numbers of units in all, by language and by status."""
    return {
        "name": found.memory.name,
        "title": found.memory.title,
        "description": found.memory.description,
        "units": found.units,
        "languages": dict(found.languages),
        "statuses": dict(found.statuses),
        "revision": found.memory.revision,
    }


def statistics_shape(found: MemoryStatistics) -> dict[str, object]:
    """All numbers of a memory."""
    return {
        "memory": memory_shape(found.summary),
        "growth": [{"month": month, "units": units} for month, units in found.months.items()],
        "authors": [
            {"name": each.name, "created": each.created, "changed": each.changed} for each in found.authors
        ],
        "documents": [{"name": name, "units": units} for name, units in found.documents.items()],
        "documents_in_all": found.documents_in_all,
        "characters": dict(found.characters),
    }


def variant_shape(variant: Variant) -> dict[str, object]:
    """Language and plain text of a variant."""
    return {"language": variant.language, "text": variant.text}


def time_shape(time: datetime | None) -> str | None:
    """ISO 8601 in UTC with a Z and whole seconds, or None."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ") if time else None
