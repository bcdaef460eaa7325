"""How well documents are aligned: pages of LibreOffice's help with noise, against what is known of them.

    scripts/bench alignment                        150 pages, three pairs of languages (some five minutes)
    scripts/bench alignment --sentences 2000       time and memory for one long document instead

On each side of a page 4 of 100 paragraphs are missing and 8 of 100 are run into the one before, each side by
itself, always the same for a page. A link is a paragraph of one side and one of the other in the same bead;
F1 of links is the usual measure; F1 of beads counts those that are right as a whole. galechurch aligns by
length alone. The pages are those of at least 20 paragraphs with the smallest digests; the coefficients of
tmserver/alignment/weights.py were fitted on pages with the largest (one page is among both).
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby

import galechurch
import numpy as np
import numpy.typing as npt

from benchmarks.libreoffice_help import Paragraph, read_paragraphs
from tmserver.alignment.align import align
from tmserver.alignment.track import Document, Span
from tmserver.meaning.encoder import Encoder, Vectors, get_encoder
from tmserver.meaning.together import Together
from tmserver.services.processes import available_cores

PAIRS = (("ru", "es"), ("ru", "en"), ("en", "es"))
BARS = {("ru", "es"): 0.95, ("ru", "en"): 0.96, ("en", "es"): 0.96}
FEWEST = 20
MERGED, MISSING = 0.08, 0.04

Beads = Iterable[tuple[Span, Span]]
Side = list[list[int]]
"""For each text of a side the numbers of the paragraphs that it is made of."""


def pages_of(paragraphs: Iterable[Paragraph]) -> list[list[Paragraph]]:
    """Pages of at least FEWEST paragraphs, by the digest of their first paragraph's id."""
    pages = [list(page) for _, page in groupby(paragraphs, key=lambda each: each["id"].partition("#")[0])]
    long = [page for page in pages if len(page) >= FEWEST]
    return sorted(long, key=lambda page: sha256(page[0]["id"].encode()).digest())


def noisy_side(chance: random.Random, paragraphs: int) -> Side:
    """The paragraphs of one side after some went missing and some were merged."""
    side: Side = []
    for number in [number for number in range(paragraphs) if chance.random() >= MISSING]:
        if side and chance.random() < MERGED:
            side[-1].append(number)
        else:
            side.append([number])
    return side


def true_beads(one: Side, other: Side) -> Iterator[tuple[Span, Span]]:
    """What belongs together: texts that share paragraphs, directly or by way of others, and all between."""
    i = j = 0
    while i < len(one) or j < len(other):
        top, left = i, j
        if j == len(other) or (i < len(one) and one[i][0] <= other[j][0]):
            i += 1
        else:
            j += 1
        while True:
            if j > left and i < len(one) and one[i][0] <= other[j - 1][-1]:
                i += 1
            elif i > top and j < len(other) and other[j][0] <= one[i - 1][-1]:
                j += 1
            else:
                break
        yield (top, i), (left, j)


class Count:
    """Things found, things that are true, and how many are both."""

    def __init__(self) -> None:
        self.found = self.true = self.both = 0

    def add(self, found: set[object], true: set[object]) -> None:
        """Count those of one page."""
        self.found += len(found)
        self.true += len(true)
        self.both += len(found & true)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.both / max(self.found + self.true, 1)


def links(beads: Beads) -> set[object]:
    """Each text of the one side with each of the other in the same bead."""
    return {(i, j) for one, other in beads for i in range(*one) for j in range(*other)}


def whole(beads: Beads) -> set[object]:
    """The beads that have text on both sides."""
    return {(one, other) for one, other in beads if one[0] < one[1] and other[0] < other[1]}


Aligner = Callable[[Document, Document], Beads]


class Remembering:
    """An encoder that encodes each text once: the pages of a language come in two pairs."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.languages = encoder.name, encoder.languages
        self._encoder = encoder
        self._known: dict[str, npt.NDArray[np.float16]] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new).astype(np.float16), strict=True))
        return np.array([self._known[text] for text in texts], np.float32)


def ours(encoder: bool) -> Aligner:
    """Our alignment, with or without the encoder."""
    used = Remembering(Together(get_encoder(), available_cores())) if encoder else None
    return lambda one, other: [(bead.spans[0], bead.spans[1]) for bead in align([one, other], used)]


def by_length(one: Document, other: Document) -> Beads:
    """That of galechurch."""
    found = galechurch.align(one.segments, other.segments).beads
    return [((bead.source_start, bead.source_end), (bead.target_start, bead.target_end)) for bead in found]


ALIGNERS: dict[str, Callable[[], Aligner]] = {
    "tmserver, with the encoder": lambda: ours(encoder=True),
    "tmserver, without": lambda: ours(encoder=False),
    "galechurch": lambda: by_length,
}


def measure(pages: Sequence[Sequence[Paragraph]]) -> None:
    """Prints F1 of each aligner for each pair."""
    print(f"{len(pages)} pages".ljust(30) + "".join(f"{one}–{other}".rjust(16) for one, other in PAIRS))
    print(" " * 30 + "  links   beads".rjust(16) * len(PAIRS))
    for name, make in ALIGNERS.items():
        aligner = make()
        print(name.ljust(30), end="", flush=True)
        for pair in PAIRS:
            in_links, in_beads = Count(), Count()
            for page in pages:
                one, other, true = noisy_page(page, *pair)
                found = list(aligner(one, other))
                in_links.add(links(found), links(true))
                in_beads.add(whole(found), whole(true))
            print(f"{in_links.f1:9.3f}{in_beads.f1:7.3f}", end="", flush=True)
        print()
    print("bar".ljust(30) + "".join(f"{BARS[pair]:9.2f}       " for pair in PAIRS))


def noisy_page(page: Sequence[Paragraph], one: str, other: str) -> tuple[Document, Document, Beads]:
    """A page in two languages with noise, and its true beads."""
    chance = random.Random(f"1{page[0]['id']}{one}{other}")
    sides = [noisy_side(chance, len(page)) for _ in (one, other)]
    documents = [
        Document(language, [" ".join(page[number][language] for number in text) for text in side])
        for language, side in zip((one, other), sides, strict=True)
    ]
    return documents[0], documents[1], list(true_beads(*sides))


def time_one(paragraphs: Sequence[Paragraph], sentences: int) -> None:
    """Prints seconds and memory for one document of so many paragraphs, and the F1 of its links."""
    page = [each for each in paragraphs if len(each["en"].split()) >= 5][:sentences]
    for encoder in (False, True):
        one, other, true = noisy_page(page, "ru", "es")
        aligner = ours(encoder=encoder)
        start, work = time.perf_counter(), time.process_time()
        count = Count()
        count.add(links(aligner(one, other)), links(true))
        print(
            f"{len(one.segments):,} and {len(other.segments):,} sentences, "
            f"{'with' if encoder else 'without'} the encoder: {time.perf_counter() - start:.1f} s "
            f"({time.process_time() - work:.1f} s of work), F1 {count.f1:.3f}, "
            f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
            flush=True,
        )


def main() -> None:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--sentences", type=int, default=0, help="time one document of so many instead")
    asked = parser.parse_args()
    paragraphs = read_paragraphs()
    if asked.sentences:
        time_one(paragraphs, asked.sentences)
    else:
        measure(pages_of(paragraphs)[: asked.pages])


if __name__ == "__main__":
    main()
