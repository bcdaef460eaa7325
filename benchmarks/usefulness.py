"""How useful is the best match to a translator? Compares scores on human translations.

Segments of LibreOffice's help are held back; each is looked up among the others by each score, and the
translation of the best match is compared with the human translation of the segment by chrF (character
n-grams, 0–100; higher is closer), averaged over the segments. A score is the more useful, the closer the
translations that it offers. "As shown" is what a lookup puts first, after deductions and caps.

    scripts/bench usefulness                the table (about five minutes)
    scripts/bench usefulness --placeables   the weight of a placeable token instead: 1 to 12
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.chrf import CHRF

from benchmarks.libreoffice_help import Paragraph, read_paragraphs
from benchmarks.scores import SCORES, Scores, TextPairs, ours
from tmserver.match.hits import Hit
from tmserver.match.lookup import best_matches
from tmserver.match.pairs import Candidate, Query
from tmserver.segment import Unit, Variant

DIRECTIONS = (("ru", "es"), ("en", "ru"), ("es", "en"))
FEWEST_WORDS = 3
PLACEABLE_WEIGHTS = range(1, 13)

Best = npt.NDArray[np.intp]
"""For each query the number of the stored segment that matches best."""


class Trial:
    """One direction: the segments held back, those stored, and how close an offered translation is."""

    def __init__(self, paragraphs: Sequence[Paragraph], source: str, target: str, queries: int) -> None:
        self.source, self.target = source, target
        self.held, self.stored = hold_back(paragraphs, source, queries)
        self.pairs = TextPairs([p[source] for p in self.held], [p[source] for p in self.stored], source)
        self._known: dict[tuple[int, int], float] = {}
        self._chrf = CHRF()

    def usefulness(self, best: Best) -> float:
        """Mean chrF of the offered translations, 0–100."""
        return sum(self._closeness(query, int(found)) for query, found in enumerate(best)) / len(best)

    def _closeness(self, query: int, found: int) -> float:
        if (query, found) not in self._known:
            offered, human = self.stored[found][self.target], self.held[query][self.target]
            self._known[query, found] = self._chrf.sentence_score(offered, [human]).score
        return self._known[query, found]


def hold_back(
    paragraphs: Sequence[Paragraph], source: str, queries: int
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Some segments of three words and more, and all others; none has the same source text as another.

    The choice is by a digest of the id, so that it is the same in every run.
    """
    distinct = {paragraph[source]: paragraph for paragraph in reversed(paragraphs)}.values()
    mixed = sorted(distinct, key=lambda paragraph: sha256(paragraph["id"].encode()).digest())
    held = [p for p in mixed if len(p[source].split()) >= FEWEST_WORDS][:queries]
    ids = {paragraph["id"] for paragraph in held}
    return held, [paragraph for paragraph in mixed if paragraph["id"] not in ids]


def as_shown(trial: Trial, pairs: TextPairs, scores: Scores) -> Best:
    """What a lookup shows first, from the raw scores; the best raw one where all are below 30 percent."""
    return np.array([_shown_first(trial, pairs, query, row) for query, row in enumerate(scores)])


def _shown_first(trial: Trial, pairs: TextPairs, number: int, row: npt.NDArray[np.float32]) -> int:
    def candidate(at: int) -> Candidate:
        paragraph = trial.stored[at]
        source, target = (Variant(language, paragraph[language]) for language in (trial.source, trial.target))
        return Candidate(at, Unit((source, target), id=at), 0, "help", pairs.analysed_stored[at])

    query = Query(
        Variant(trial.source, trial.held[number][trial.source]),
        trial.target,
        pairs.analysed_queries[number],
    )
    found = best_matches(query, _hits(row), lambda ids: map(candidate, ids), limit=1, min_score=30)
    return found[0].unit.id if found else int(row.argmax())


def _hits(row: npt.NDArray[np.float32]) -> Iterator[Hit]:
    percents = np.floor(100 * row + 1e-4).astype(int)
    for at in np.argsort(-percents, kind="stable"):
        yield Hit(int(percents[at]), int(at))


def compare_scores(trials: Sequence[Trial]) -> None:
    """Prints the table of scores."""
    for name, score in SCORES.items():
        _print_row(name, [trial.usefulness(score(trial.pairs).argmax(axis=1)) for trial in trials])
    _print_row(
        "tmserver as shown, after deductions", [_shown_usefulness(trial, trial.pairs) for trial in trials]
    )


def compare_placeable_weights(trials: Sequence[Trial]) -> None:
    """Prints the table of weights of a placeable token: best by the raw score, and as shown."""
    for weight in PLACEABLE_WEIGHTS:
        weighed = [(trial, trial.pairs.weighing(weight)) for trial in trials]
        _print_row(f"{weight}, raw", [t.usefulness(ours(pairs).argmax(axis=1)) for t, pairs in weighed])
        _print_row(f"{weight}, as shown", [_shown_usefulness(*each) for each in weighed])


def _shown_usefulness(trial: Trial, pairs: TextPairs) -> float:
    return trial.usefulness(as_shown(trial, pairs, ours(pairs)))


def _print_row(name: str, values: Sequence[float]) -> None:
    print(name.ljust(44), *(f"{value:8.2f}" for value in values), flush=True)


def main() -> None:
    """Runs the comparison that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--queries", type=int, default=1_000, help="segments held back for each direction")
    parser.add_argument("--placeables", action="store_true", help="compare weights of a placeable token")
    asked = parser.parse_args()
    paragraphs = read_paragraphs()
    trials = [Trial(paragraphs, source, target, asked.queries) for source, target in DIRECTIONS]
    print(
        "mean chrF of the best match's translation".ljust(44), *(f"{s}→{t}".rjust(8) for s, t in DIRECTIONS)
    )
    compare: Callable[[Sequence[Trial]], None] = (
        compare_placeable_weights if asked.placeables else compare_scores
    )
    compare(trials)


if __name__ == "__main__":
    main()
