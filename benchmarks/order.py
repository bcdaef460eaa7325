"""How much does the order by use gain? Fits it on one half of the pages, measures on the other.

As ``scripts/bench usefulness``: mean chrF of the translation offered first to the human one. Offered are the
25 best stored segments by the score, and the 15 nearest by source and by target. Printed are the order of
characters alone (Indel), of the score, and by use with the coefficients of the code, on the half of the pages
that a fit does not see; with --fit, the coefficients that the other half gives.

    scripts/bench order                 all pages (ten minutes)
    scripts/bench order --part 3        a third of the pages
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.chrf import CHRF

from benchmarks.libreoffice_help import Paragraph, read_paragraphs
from benchmarks.meanings import Encoded, encode, highest, page_of
from benchmarks.scores import TextPairs, character_indel, ours
from benchmarks.usefulness import DIRECTIONS, hold_back
from tmserver.meaning import order

Row = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A segment held back: the shares of each candidate, and how close its translation is (chrF)."""

    fitted: bool
    indel: Row
    score: Row
    characters: Row
    source: Row
    target: Row
    closeness: Row

    def gain(self, coefficients: Sequence[float]) -> float:
        """ChrF of the first by use, less that of the first by characters."""
        shares = (self.characters, self.source, self.target)
        worth = self.score + sum(c * share for c, share in zip(coefficients, shares, strict=True))
        return float(self.closeness[worth.argmax()] - self.closeness[self.indel.argmax()])


def cases(
    paragraphs: Sequence[Paragraph], encoded: dict[str, Encoded], source: str, target: str, queries: int
) -> list[Case]:
    """All segments held back in one direction."""
    held, stored = hold_back(paragraphs, source, queries)
    pairs = TextPairs([p[source] for p in held], [p[source] for p in stored], source)
    scores, indel = ours(pairs), character_indel(pairs)
    rows = encoded[source].of([p[source] for p in held])
    by_source = rows @ encoded[source].of([p[source] for p in stored]).T
    by_target = rows @ encoded[target].of([p[target] for p in stored]).T
    chrf = CHRF()
    made = []
    for at, paragraph in enumerate(held):
        pool = [*highest(scores[at], 25), *highest(by_source[at], 15), *highest(by_target[at], 15)]
        pool = sorted({*pool, int(indel[at].argmax())})
        texts = [stored[each][source] for each in pool]
        close = [chrf.sentence_score(stored[each][target], [paragraph[target]]).score for each in pool]
        shares = order.shared_characters(paragraph[source], texts)
        fitted = sha256(page_of(paragraph).encode()).digest()[0] % 2 == 0
        columns = (indel[at, pool], scores[at, pool], shares, by_source[at, pool], by_target[at, pool], close)
        made.append(Case(fitted, *(np.asarray(column, np.float64) for column in columns)))
    return made


def fitted(found: Sequence[Case]) -> tuple[float, ...]:
    """The coefficients, in steps of a tenth, with the highest mean gain; the smallest of equal ones."""
    steps = [step / 10 for step in range(11)]
    return max(
        product(steps, repeat=3),
        key=lambda each: (round(sum(case.gain(each) for case in found) / len(found), 3), -sum(each)),
    )


def main() -> None:
    """Prints a line for each direction, then the fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--queries", type=int, default=1_000, help="segments held back for each direction")
    parser.add_argument("--part", type=int, default=1, help="one of so many pages only")
    parser.add_argument("--fit", action="store_true", help="fit the coefficients too (minutes)")
    asked = parser.parse_args()
    paragraphs = [
        each for each in read_paragraphs() if sha256(page_of(each).encode()).digest()[1] % asked.part == 0
    ]
    encoded = encode(paragraphs, ("ru", "es", "en"))
    print("      segments    Indel    score   by use    gain", flush=True)
    every: list[Case] = []
    for source, target in DIRECTIONS:
        found = cases(paragraphs, encoded, source, target, asked.queries)
        every += found
        _print_row(f"{source}→{target}", [case for case in found if not case.fitted])
    if asked.fit:
        best = fitted([case for case in every if case.fitted])
        print("fitted on the other pages (characters, source, target):", best)


def _print_row(name: str, unseen: Sequence[Case]) -> None:
    indel = float(np.mean([case.closeness[case.indel.argmax()] for case in unseen]))
    score = float(np.mean([case.closeness[case.score.argmax()] for case in unseen]))
    gain = float(np.mean([case.gain((order.CHARACTERS, order.SOURCE, order.TARGET)) for case in unseen]))
    print(f"{name} {len(unseen):>6} {indel:8.2f} {score:8.2f} {indel + gain:8.2f} {gain:+7.2f}", flush=True)


if __name__ == "__main__":
    main()
