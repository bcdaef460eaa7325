"""What matching needs to know of a text: folded characters, tokens, keys and weights of their stems.

An analysis is stored with its variant as a blob, so that an index is built without tokenising again.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain

import numpy as np
import numpy.typing as npt

from tmserver import markup
from tmserver.language import folding, numbers, stems, tags, tokens
from tmserver.language.analyser import PLACEABLE_WEIGHT
from tmserver.segment import Code

HEAVIEST = 20
"""Weight of a token whose stem has this many letters or more."""

_NEXT_OCCURRENCE = 0x9E3779B1  # odd, so that the keys of 2³² occurrences of a stem all differ
_COUNT = struct.Struct("<I")
_HIDDEN_CHARACTERS = frozenset(markup.HIDDEN.values())

UInt32s = npt.NDArray[np.uint32]
UInt8s = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """A text analysed for matching.

    ``marked`` is the folded text, with one character of markup.HIDDEN for each placeable, and with U+001F
    where two tokens touch without a space. ``keys`` has one number a token (the k-th occurrence of a stem has
    its own), ``weights`` 1–20 for each, ``total`` their sum.
    """

    marked: str
    keys: UInt32s
    weights: UInt8s
    total: int

    @property
    def text(self) -> str:
        """The folded text as it stands."""
        return self.marked.replace(tokens.TOUCHING, "")

    @property
    def words(self) -> tuple[str, ...]:
        """Its tokens."""
        return tuple(self.marked.replace(tokens.TOUCHING, " ").split(" ")) if self.marked else ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Analysis) and to_bytes(self) == to_bytes(other)

    def __hash__(self) -> int:
        return hash(self.text)


def placeables(text: str, language: str) -> list[markup.Placeable]:
    """URLs, e-mail addresses, codes written as text, and numbers: in order, none overlapping."""
    found = markup.find_placeables(text)
    figures = [
        markup.Placeable(figure.start, figure.end, markup.PlaceableKind.NUMBER, figure.text)
        for figure in numbers.find_numbers(text, language)
    ]
    return _without_overlaps(found, figures) if found and figures else found or figures


def _without_overlaps(
    first: list[markup.Placeable], second: list[markup.Placeable]
) -> list[markup.Placeable]:
    """Both lists merged in order; where two overlap, the one of ``first`` stays."""
    kept = list(first)
    place = 0
    for placeable in second:
        while place < len(first) and first[place].end <= placeable.start:
            place += 1
        if place == len(first) or placeable.end <= first[place].start:
            kept.append(placeable)
    return sorted(kept, key=lambda placeable: placeable.start)


def analyse(text: str, language: str, codes: Sequence[Code] = ()) -> Analysis:
    """The analysis of a variant's text in a language, with its inline codes as placeables."""
    marked, keys, weights = _analysed(text, language, codes)
    return Analysis(marked, np.array(keys, np.uint32), np.array(weights, np.uint8), sum(weights))


def blob_of(text: str, language: str, codes: Sequence[Code] = ()) -> bytes:
    """``to_bytes(analyse(…))``, made at once."""
    marked, keys, weights = _analysed(text, language, codes)
    numbers = struct.pack(f"<I{len(keys)}I{len(keys)}B", len(keys), *keys, *weights)
    return numbers + marked.encode("utf-8", "surrogatepass")


def _analysed(text: str, language: str, codes: Sequence[Code]) -> tuple[str, list[int], list[int]]:
    """The marked text, the keys and the weights of its tokens."""
    evened = folding.even(markup.hide(text, placeables(text, language), codes))
    if not evened:
        return "", [], []
    words = tokens.cut(evened, language)
    folded, keys, weights = zip(*map(_weigher(tags.primary(language)), words), strict=True)
    return " ".join(folded), _numbered(chain.from_iterable(keys)), [*chain.from_iterable(weights)]


def _numbered(keys: Iterable[int]) -> list[int]:
    """The keys, that of the k-th occurrence of a stem made its own."""
    seen: dict[int, int] = {}
    numbered: list[int] = []
    for key in keys:
        occurrence = seen.get(key, 0)
        seen[key] = occurrence + 1
        numbered.append((key + occurrence * _NEXT_OCCURRENCE) & 0xFFFFFFFF if occurrence else key)
    return numbered


@lru_cache(maxsize=64)
def _weigher(language: str) -> Callable[[str], tuple[str, tuple[int, ...], tuple[int, ...]]]:
    # A million sentences have over 200,000 words; with all of them remembered a process takes 80 MB more, and
    # is no faster: 96 of 100 words are among these.
    return lru_cache(maxsize=1 << 15)(partial(_weighed, language=language))


def _weighed(word: str, language: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """A word as ``tokens.cut`` gives it: folded, and the key and the weight of each of its tokens."""
    folded = word.casefold()
    pairs = [_key_and_weight(token, language) for token in folded.split(tokens.TOUCHING)]
    return folded, tuple(key for key, _ in pairs), tuple(weight for _, weight in pairs)


def _key_and_weight(token: str, language: str) -> tuple[int, int]:
    if token in _HIDDEN_CHARACTERS:
        return zlib.crc32(token.encode()), PLACEABLE_WEIGHT
    stem = stems.stem(token, language)
    return zlib.crc32(stem.encode("utf-8", "surrogatepass")), min(len(stem), HEAVIEST)


def to_bytes(analysis: Analysis) -> bytes:
    """A blob: number of tokens (4 bytes, little-endian), keys (4 each), weights (1 each), text in UTF-8.

    In the text U+001F stands where two tokens touch without a space.
    """
    return b"".join(
        (
            _COUNT.pack(len(analysis.keys)),
            analysis.keys.astype("<u4", copy=False).tobytes(),
            analysis.weights.tobytes(),
            analysis.marked.encode("utf-8", "surrogatepass"),
        )
    )


def from_bytes(blob: bytes) -> Analysis:
    """The analysis that ``to_bytes`` wrote; ValueError if the blob is cut short."""
    if len(blob) < _COUNT.size or len(blob) < _COUNT.size + 5 * _COUNT.unpack_from(blob)[0]:
        raise ValueError("the blob of an analysis is cut short")
    (count,) = _COUNT.unpack_from(blob)
    keys = np.frombuffer(blob, "<u4", count, 4)
    weights = np.frombuffer(blob, np.uint8, count, 4 + 4 * count)
    return Analysis(_marked(blob), keys, weights, int(weights.sum(dtype=np.int64)))


def _marked(blob: bytes) -> str:
    (count,) = _COUNT.unpack_from(blob)
    return blob[4 + 5 * count :].decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Many analyses as arrays.

    Of each its tokens (``counts``), weight (``totals``), code points (``lengths``), bytes (``sizes``) of
    text; ``keys`` and the folded ``text`` in UTF-8 hold those of all, one after another.
    """

    counts: npt.NDArray[np.int64]
    totals: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
    keys: UInt32s
    text: UInt8s


def columns(blobs: Sequence[bytes]) -> Columns:
    """What an index needs of many blobs, without a step of Python per token."""
    buffer = np.frombuffer(b"".join(blobs), np.uint8)
    whole = np.fromiter((len(blob) for blob in blobs), np.int64, len(blobs))
    starts = np.cumsum(whole) - whole
    counts = buffer[starts[:, None] + np.arange(4)].view("<u4").ravel().astype(np.int64)
    widths = np.column_stack([np.full(len(blobs), 4), 4 * counts, counts, whole - 4 - 5 * counts]).ravel()
    part = np.repeat(np.tile(np.arange(4, dtype=np.uint8), len(blobs)), widths)
    keys = buffer[part == 1].view("<u4").astype(np.uint32, copy=False)
    is_text = (part == 3) & (buffer != ord(tokens.TOUCHING))
    is_start = is_text & ((buffer & 0xC0) != 0x80)
    return Columns(
        counts=counts,
        totals=_sums(buffer[part == 2], counts),
        lengths=_sums(is_start, whole),
        sizes=_sums(is_text, whole),
        keys=keys,
        text=buffer[is_text],
    )


def _sums(
    values: npt.NDArray[np.uint8] | npt.NDArray[np.bool_], counts: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """The sum of the first counts[0] values, of the next counts[1], and so on."""
    running: npt.NDArray[np.int64] = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=running[1:])
    ends = np.cumsum(counts)
    sums: npt.NDArray[np.int64] = running[ends] - running[ends - counts]
    return sums
