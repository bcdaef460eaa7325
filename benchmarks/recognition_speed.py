"""How long a segment takes against a glossary of 100,000 terms, on real text.

    python -m benchmarks.recognition_speed FILE LANGUAGE [--terms 100000]

FILE is a text with a segment a line. Terms are one to three adjacent words of its even lines, each lemma
sequence once, filled up with pairs of its words: far more of them stand in a segment than any glossary's do.
The segments measured are its odd lines, at most 5,000. Dictionaries are warm for words met before, as in a
server; the first 500 segments are not counted.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from glossary.concept import Concept, Term
from glossary.index import TermIndex
from glossary.recognise import recognise
from tmserver.language.lexicon import Lexicon

WARM_UP, MEASURED = 500, 5_000


def terms(lines: list[str], lexicon: Lexicon, number: int) -> Iterator[str]:
    """That many different terms made of the lines' words."""
    seen: set[tuple[str, ...]] = set()
    vocabulary: list[str] = []
    for phrase in _phrases(lines, lexicon, vocabulary):
        lemmas = tuple(map(lexicon.lemma, phrase))
        if lemmas not in seen:
            seen.add(lemmas)
            yield " ".join(phrase)
        if len(seen) >= number:
            return


def _phrases(lines: list[str], lexicon: Lexicon, vocabulary: list[str]) -> Iterator[list[str]]:
    for line in lines:
        words = [line[word.start : word.end] for word in lexicon.words(line)]
        vocabulary += words
        for length in (1, 2, 3):
            yield from (words[at : at + length] for at in range(len(words) - length + 1))
    chosen = random.Random(1)
    while vocabulary:
        yield chosen.choices(vocabulary, k=2)


def main() -> None:
    """Print the time to compile, the memory and the times of a segment."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("language")
    parser.add_argument("--terms", type=int, default=100_000)
    options = parser.parse_args()
    lines = options.file.read_text(encoding="utf-8").splitlines()
    lexicon = Lexicon(options.language)
    concepts = [
        Concept(str(number), (Term(text, options.language),))
        for number, text in enumerate(terms(lines[::2], lexicon, options.terms))
    ]
    before, began = _peak(), time.perf_counter()
    index = TermIndex(concepts, lexicon)
    compiled, grown = time.perf_counter() - began, _peak() - before
    spent, found, words = [], 0, 0
    for line in lines[1 : 2 * (WARM_UP + MEASURED) : 2]:
        began = time.perf_counter()
        found += len(recognise(line, index))
        spent.append(time.perf_counter() - began)
        words += len(lexicon.words(line))
    found, words = found // len(spent), words // len(spent)
    spent = sorted(spent[WARM_UP:])
    table = Table(
        "language", "terms", "compiled in", "index", "words a segment", "found", "mean", "p50", "p95"
    )
    table.add_row(
        options.language, f"{len(concepts):,}", f"{compiled:.1f} s", f"{grown} MB", str(words), str(found),
        *(f"{1000 * value:.2f} ms" for value in (
            sum(spent) / len(spent), spent[len(spent) // 2], spent[len(spent) * 95 // 100]
        )),
    )  # fmt: skip
    Console(width=120).print(table)


def _peak() -> int:
    """The largest size of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
