"""Which variants of a unit serve a query: those of the closest region."""

from __future__ import annotations

from collections.abc import Iterable

from tmserver.language.tags import closeness
from tmserver.segment import Variant


def closest(variants: Iterable[Variant], language: str) -> list[Variant]:
    """The variants of ``language`` with a text whose region is closest to the one asked for, in their order.

    The exact tag is preferred, then one without region, then any other region; a language that repeats
    gives several.
    """
    ranked = [(closeness(language, variant.language), variant) for variant in variants if variant.text]
    best = min((rank for rank, _ in ranked if rank is not None), default=None)
    return [variant for rank, variant in ranked if rank == best and rank is not None]


def same_context(asked: Variant, stored: Variant) -> bool:
    """Both neighbours known and equal on both sides; "" (the document's edge) is a value, None is not."""
    return (
        asked.previous is not None
        and asked.next is not None
        and (asked.previous, asked.next) == (stored.previous, stored.next)
    )
