"""Which languages of a unit leave or enter: bilingual pairs, subsets, other tags."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from tmserver.language import tags
from tmserver.segment import Unit, Variant


def map_languages(unit: Unit, mapping: Mapping[str, str]) -> Unit:
    """The unit with its language tags replaced: ``{"es": "es-CL"}`` changes es, and not es-ES.

    Trados and memoQ treat bare and regional codes as different languages.
    """
    table = {tags.normalise(old): tags.normalise(new) for old, new in mapping.items()}
    if not any(variant.language in table for variant in unit.variants):
        return unit
    variants = tuple(
        replace(variant, language=table.get(variant.language, variant.language)) for variant in unit.variants
    )
    return replace(
        unit, variants=variants, source_language=table.get(unit.source_language, unit.source_language)
    )


def closest(unit: Unit, language: str) -> tuple[Variant, ...]:
    """The variants in a language, in their order: those of the very tag, else of none, else of any region."""
    ranked = [(tags.closeness(language, variant.language), variant) for variant in unit.variants]
    best = min((rank for rank, _ in ranked if rank is not None), default=None)
    return tuple(variant for rank, variant in ranked if rank is not None and rank == best)


def pairs(unit: Unit, source: str, target: str) -> Iterator[Unit]:
    """Bilingual units, the variant in ``source`` first; one for each combination where a language repeats.

    None if the unit lacks one of the languages. ``source_language`` stays if it is one of the two.
    """
    for of_source in closest(unit, source):
        for of_target in closest(unit, target):
            if of_target is not of_source:
                kept = {of_source.language, of_target.language}
                language = unit.source_language if unit.source_language in kept else ""
                yield replace(unit, variants=(of_source, of_target), source_language=language)


def only_languages(unit: Unit, languages: Collection[str]) -> Unit | None:
    """The unit with those of its variants whose language is asked for; None if fewer than two remain.

    A tag without region stands for all its regions.
    """
    kept = tuple(
        variant for variant in unit.variants if any(_is_asked(asked, variant.language) for asked in languages)
    )
    if len({variant.language for variant in kept}) < 2:
        return None
    source = unit.source_language if any(v.language == unit.source_language for v in kept) else ""
    return unit if len(kept) == len(unit.variants) else replace(unit, variants=kept, source_language=source)


def _is_asked(asked: str, language: str) -> bool:
    closeness = tags.closeness(asked, language)
    return closeness == 0 or (closeness is not None and not tags.region(asked))
