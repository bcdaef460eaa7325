"""Texts split into sentences."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…])[»”\")]*\s+(?=[«“¿¡\"(]*[^\W\d_a-zа-я])")


def split(text: str, language: str) -> list[str]:  # noqa: ARG001  (rules by language follow)
    """The sentences of a text in order, without the white space between them; [] for a blank text."""
    pieces: list[str] = []
    at = 0
    for found in _END.finditer(text):
        pieces.append(text[at : found.end()].strip())
        at = found.end()
    return [piece for piece in [*pieces, text[at:].strip()] if piece]
