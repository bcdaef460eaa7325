"""The context of a unit as Trados Studio writes it.

Its memories know a unit's neighbours by two numbers (the prop x-Context), which only Trados can make from a
text. A memory that keeps the texts as well writes them beside, in x-ContextContent: two texts, each with the
inline codes in base64 behind it, and a bar between any two of these four (a bar of a text is doubled). The
texts are source and target of the segment before, or the sources of the segments before and after, as the
header says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tmserver.segment import Prop, Variant

_CONTENT = "x-ContextContent"
_BOTH_SIDES = Prop("x-TextContextMatchType", "PrecedingAndFollowingSource")


def with_trados_context(
    variants: Sequence[Variant], props: Sequence[Prop], source: str, header: Sequence[Prop]
) -> tuple[Variant, ...]:
    """The variants of a bilingual unit with the neighbours that its own props tell.

    A unit that stood in several contexts has none that is certain; of a neighbour with inline codes the text
    alone is not known.
    """
    told = [prop.value for prop in props if prop.type == _CONTENT]
    texts = _texts(told[0]) if len(told) == 1 else None
    if texts is None or len(variants) != 2:
        return tuple(variants)
    of_source, of_target = sorted(variants, key=lambda variant: variant.language != source)
    if _BOTH_SIDES in header:
        seen = {of_source: _beside(of_source, *texts)}
    else:
        seen = {of_source: _beside(of_source, texts[0], None), of_target: _beside(of_target, texts[1], None)}
    return tuple(seen.get(variant, variant) for variant in variants)


def _texts(content: str) -> tuple[str | None, str | None] | None:
    """The two texts, each None if it is not there or has inline codes; None if this is something else."""
    parts = f"{content} ".split(" | ") if content.endswith(" |") else content.split(" | ")
    if len(parts) != 4:
        return None
    first, second = (
        text.replace("||", "|") if text and not codes.strip() else None
        for text, codes in (parts[:2], parts[2:])
    )
    return first, second


def _beside(variant: Variant, previous: str | None, following: str | None) -> Variant:
    return replace(
        variant,
        previous=previous if variant.previous is None else variant.previous,
        next=following if variant.next is None else variant.next,
    )
