"""What makes two units the same, as short digests that an index can hold.

BLAKE2b of 16 bytes (RFC 7693): at a billion units two different ones share a digest with a probability
below 10^-20, so equal digests are taken for equal texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from tmserver.segment import Unit, Variant

SIZE = 16


@dataclass(frozen=True, slots=True)
class Keys:
    """The three digests of a unit: equal texts, equal source, same document and id (None: it has none)."""

    texts: bytes
    source: bytes
    identity: bytes | None

    @classmethod
    def of(cls, unit: Unit) -> Keys:
        """Those of a unit that may not be stored yet."""
        contents = [_content(variant) for variant in unit.variants]
        source = contents[unit.variants.index(source_of(unit))] if contents else ""
        return cls(_hashed(sorted(contents)), _hashed([source]), identity_digest(unit))


def digest(unit: Unit) -> bytes:
    """Equal for units with equal texts, codes and neighbours in all languages, in any order."""
    return _hashed(sorted(map(_content, unit.variants)))


def source_digest(unit: Unit) -> bytes:
    """Equal for units with an equal source variant: same text, codes and neighbours, whatever the targets."""
    return _hashed([_content(source_of(unit)) if unit.variants else ""])


def identity_digest(unit: Unit) -> bytes | None:
    """Equal for units of the same document and external id; None if the unit has no external id."""
    return _hashed([repr((unit.document, unit.external_id))]) if unit.external_id else None


def source_of(unit: Unit) -> Variant:
    """The variant that the others were translated from; the first one if the unit does not say."""
    for variant in unit.variants:
        if variant.language == unit.source_language:
            return variant
    return unit.variants[0]


def _content(variant: Variant) -> str:
    # repr: quotes and escapes, so that no text can imitate the border between two fields.
    codes = [(c.position, c.element, c.part, c.attributes, c.content) for c in variant.codes]
    return repr((variant.language, variant.text, codes, variant.previous, variant.next))


def _hashed(parts: list[str]) -> bytes:
    return blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
