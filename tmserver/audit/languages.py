"""Which pairs of a unit's languages an audit compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tmserver.audit.options import AuditOptions
from tmserver.language import tags
from tmserver.segment import Unit, Variant


def pairs(unit: Unit, options: AuditOptions) -> list[tuple[Variant, Variant]]:
    """The (source, target) variants to compare, in the order asked; each combination once.

    A language that repeats in a unit gives a pair for each of its variants, never one with itself.
    """
    found = _asked(unit, options.pairs) if options.pairs else _all(unit, both=options.all_pairs)
    return [(a, b) for a, b in found if a is not b and a.language != b.language]


def is_asked(tag: str, asked: str) -> bool:
    """Whether a tag is the one asked for; "es-*" stands for es and all its regions, "" and "*" for any.

    Never another region: an audit of es that silently was one of es-CL would be judged by the wrong rules.
    """
    if asked in ("", "*"):
        return True
    if asked.endswith("-*"):
        return tags.closeness(asked.removesuffix("-*"), tag) is not None
    return tags.normalise(asked) == tags.normalise(tag)


def _asked(unit: Unit, asked: Sequence[tuple[str, str]]) -> Iterator[tuple[Variant, Variant]]:
    seen: set[tuple[int, int]] = set()
    numbered = list(enumerate(unit.variants))
    for source, target in asked:
        for a, of_source in numbered:
            for b, of_target in numbered:
                fits = is_asked(of_source.language, source) and is_asked(of_target.language, target)
                if fits and (a, b) not in seen:
                    seen.add((a, b))
                    yield of_source, of_target


def _all(unit: Unit, *, both: bool) -> Iterator[tuple[Variant, Variant]]:
    """Each two variants, the source language first; both: then each two the other way round."""
    ordered = sorted(unit.variants, key=lambda variant: variant.language != unit.source_language)
    forward = [(a, b) for place, a in enumerate(ordered) for b in ordered[place + 1 :]]
    yield from forward
    if both or not unit.source_language:
        yield from ((b, a) for a, b in forward)
