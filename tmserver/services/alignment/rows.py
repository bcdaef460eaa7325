"""An alignment as rows of texts, and the units that become of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tmserver.match.deductions import ALIGNMENT_PENALTY
from tmserver.segment import Prop, Status, Unit, Variant

ORIGIN = "alignment"
CONFIDENCE = "x-confidence"


@dataclass(frozen=True, slots=True)
class Row:
    """What says the same: a text for each language, "" none; ``confidence`` 0 to 1, None unknown."""

    texts: tuple[str, ...]
    confidence: float | None = None

    @property
    def is_pair(self) -> bool:
        """Whether at least two languages have text: a unit can be made of it."""
        return sum(map(bool, self.texts)) > 1


def units_of(
    rows: Sequence[Row],
    languages: Sequence[str],
    *,
    document: str = "",
    status: Status = Status.DRAFT,
    penalty: int = 0,
) -> list[Unit]:
    """A unit of each row that has at least two languages, with its neighbours and its place in the document.

    ``languages`` are those of the rows' texts, the first the one that was translated from. ``penalty``:
    points that matches lose as long as the unit is a draft.
    """
    columns = [
        _with_neighbours(language, [row.texts[number] for row in rows])
        for number, language in enumerate(languages)
    ]
    units = []
    for place, row in enumerate(rows, 1):
        if row.is_pair:
            variants = tuple(column[place - 1] for column in columns if column[place - 1].text)
            unit = Unit(
                variants,
                document=document,
                position=place,
                source_language=languages[0] if row.texts[0] else "",
                status=status,
                origin=ORIGIN,
                props=_props(row.confidence, penalty),
            )
            units.append(unit)
    return units


def _props(confidence: float | None, penalty: int) -> tuple[Prop, ...]:
    known = [Prop(CONFIDENCE, f"{confidence:.2f}")] if confidence is not None else []
    return (*known, Prop(ALIGNMENT_PENALTY, str(penalty))) if penalty else tuple(known)


def _with_neighbours(language: str, texts: Sequence[str]) -> list[Variant]:
    """The texts of a language as variants, each knowing the next one with text before and after it."""
    variants = []
    previous = ""
    for text in texts:
        variants.append(Variant(language, text, previous=previous))
        previous = text or previous
    following = ""
    for number in range(len(texts) - 1, -1, -1):
        variants[number] = replace(variants[number], next=following)
        following = texts[number] or following
    return variants
