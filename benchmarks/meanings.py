"""Vectors of the texts of a benchmark: each distinct text encoded once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from benchmarks.libreoffice_help import Paragraph
from tmserver.meaning.encoder import Vectors, get_encoder


class Encoded:
    """The vectors of all texts of one language."""

    def __init__(self, texts: Iterable[str]) -> None:
        distinct = list(dict.fromkeys(texts))
        self._places = {text: place for place, text in enumerate(distinct)}
        self._rows = get_encoder().encode(distinct)

    def of(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        rows: Vectors = self._rows[[self._places[text] for text in texts]]
        return rows


def page_of(paragraph: Paragraph) -> str:
    """The page that a paragraph is from."""
    return paragraph["id"].partition("#")[0]


def encode(paragraphs: Sequence[Paragraph], languages: Iterable[str]) -> dict[str, Encoded]:
    """The texts of each language."""
    return {language: Encoded(paragraph[language] for paragraph in paragraphs) for language in languages}


def highest(row: np.ndarray[tuple[int], np.dtype[np.float32]], count: int) -> list[int]:
    """The places of the highest numbers."""
    return [int(place) for place in np.argsort(-row)[:count]]
