"""How well terms are found in all their forms: F1 on Universal Dependencies treebanks with hand lemmas.

    python -m benchmarks.recognition FOLDER [--terms 400] [--seed 1]

FOLDER holds ``*.conllu`` files as https://universaldependencies.org/ gives them (``ru_taiga-ud-dev.conllu``).
The first two letters are the language. Terms are drawn from the files named train, or dev where there is no
train; occurrences are counted in the files named test. A term is a lemma that an annotator gave to a noun,
adjective, verb or name; its occurrences are the words with that lemma, and nothing else is.

The other columns find whole words as written (as Weblate does), words that begin with the term (as Pontoon)
and words with the same Snowball stem (as OmegaT), all without regard to case.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from glossary.concept import Concept, ConceptKind, Term
from glossary.index import TermIndex
from glossary.recognise import recognise
from tmserver.language import folding, lemmas, stems
from tmserver.language.words import words

BARS = {"ru": 0.985, "es": 0.97, "en": 0.985}
KINDS = {"NOUN", "PROPN"}
LEAST_OFTEN = 3
"""How often a lemma stands in the training text to be drawn: what stands there once is often a mistake."""

Occurrence = tuple[str, int, int]
"""Term, start, end."""


@dataclass(frozen=True, slots=True)
class Token:
    """An annotated word: its span in the sentence, and the lemma and part of speech of each of its parts."""

    start: int
    end: int
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its words."""

    text: str
    tokens: tuple[Token, ...]


@dataclass(slots=True)
class Count:
    """What was found rightly, found wrongly, and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 if nothing is right."""
        return 2 * self.right / ((2 * self.right + self.wrong + self.missed) or 1)


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file (https://universaldependencies.org/format.html)."""
    text, rows = "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield Sentence(text, tuple(_tokens(text, rows)))
            rows = []


def _tokens(text: str, rows: list[list[str]]) -> Iterator[Token]:
    """The words with their places; dámelo is one word of two lemmas, country's two words."""
    at, covered = 0, 0
    by_number = {row[0]: row for row in rows}
    for row in rows:
        number, _, last = row[0].partition("-")
        if "." in number or int(number) <= covered:
            continue
        parts = [by_number[str(n)] for n in range(int(number), int(last or number) + 1)]
        if last and "".join(part[1] for part in parts) == row[1]:
            continue
        covered = int(last or number)
        while text[at : at + 1].isspace():
            at += 1
        if not text.startswith(row[1], at):
            return  # the text and its words differ
        at += len(row[1])
        yield Token(at - len(row[1]), at, tuple((part[2], part[3]) for part in parts))


def draw_terms(sentences: Iterable[Sentence], number: int, seed: int) -> dict[str, bool]:
    """Lemmas of the training text, and whether each is a name; as many as asked for, or all there are."""
    seen: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for sentence in sentences:
        for token in sentence.tokens:
            for lemma, kind in token.parts:
                seen[folding.fold(lemma)][lemma, kind] += 1
    usual = [(*times.most_common(1)[0][0], times.most_common(1)[0][1]) for times in seen.values()]
    often = sorted(
        (lemma, kind == "PROPN")
        for lemma, kind, times in usual
        if kind in KINDS and times >= LEAST_OFTEN and lemma.isalpha() and len(lemma) > 2
    )
    return dict(random.Random(seed).sample(often, min(number, len(often))))


def gold(sentence: Sentence, terms: dict[str, str]) -> set[Occurrence]:
    """The occurrences that the annotators' lemmas give; a name's begin with a capital as it does."""
    return {
        (term, token.start, token.end)
        for token in sentence.tokens
        for lemma, _ in token.parts
        if (term := terms.get(folding.fold(lemma))) and (term[0].islower() or lemma[0].isupper())
    }


class Methods:
    """The four ways to find the terms, each a function from a text to its occurrences."""

    def __init__(self, terms: dict[str, bool], language: str) -> None:
        self.language = language
        concepts = [
            Concept(term, (Term(term, language),), ConceptKind.PERSON if name else ConceptKind.GENERAL)
            for term, name in terms.items()
        ]
        self.index = TermIndex(concepts, lemmas.Lexicon(language))
        self.literal: dict[str, list[str]] = defaultdict(list)
        self.stems: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            self.literal[folding.fold(term)].append(term)
            self.stems[stems.stem(folding.fold(term), language)].append(term)

    def by_lemma(self, text: str) -> set[Occurrence]:
        """Ours."""
        return {(found.concept.id, found.start, found.end) for found in recognise(text, self.index)}

    def as_written(self, text: str) -> set[Occurrence]:
        """Words equal to the term."""
        return {(term, a, b) for word, a, b in self._words(text) for term in self.literal.get(word, ())}

    def by_prefix(self, text: str) -> set[Occurrence]:
        """Words that begin with the term."""
        return {
            (term, a, b)
            for word, a, b in self._words(text)
            for end in range(1, len(word) + 1)
            for term in self.literal.get(word[:end], ())
        }

    def by_stem(self, text: str) -> set[Occurrence]:
        """Words with the term's stem."""
        return {
            (term, a, b)
            for word, a, b in self._words(text)
            for term in self.stems.get(stems.stem(word, self.language), ())
        }

    def _words(self, text: str) -> Iterator[tuple[str, int, int]]:
        for word in words(text, self.language):
            yield folding.fold(text[word.start : word.end]), word.start, word.end


def measure(language: str, train: list[Path], test: list[Path], number: int, seed: int) -> Table:
    """A table of the four methods on one language."""
    terms = draw_terms((s for path in train for s in read_sentences(path)), number, seed)
    by_fold = {folding.fold(term): term for term in terms}
    sentences = [sentence for path in test for sentence in read_sentences(path)]
    methods = Methods(terms, language)
    bar = BARS.get(language)
    title = f"{language}: {len(terms)} terms, {len(sentences)} sentences" + (f", bar {bar}" if bar else "")
    table = Table("method", "precision", "recall", "F1", "ms a sentence", title=title)
    table.columns[0].min_width = 24
    for name, method in (
        ("as written (Weblate)", methods.as_written),
        ("prefix (Pontoon)", methods.by_prefix),
        ("Snowball stem (OmegaT)", methods.by_stem),
        ("tmserver", methods.by_lemma),
    ):
        count = Count()
        spent = 0.0
        for sentence in sentences:
            began = time.perf_counter()
            found = method(sentence.text)
            spent += time.perf_counter() - began
            expected = gold(sentence, by_fold)
            count.right += len(found & expected)
            count.wrong += len(found - expected)
            count.missed += len(expected - found)
        table.add_row(
            name,
            f"{count.right / ((count.right + count.wrong) or 1):.3f}",
            f"{count.right / ((count.right + count.missed) or 1):.3f}",
            f"{count.f1:.4f}",
            f"{1000 * spent / len(sentences):.2f}",
        )
    return table


def main() -> None:
    """Measure every language of the folder and print a table for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--terms", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    by_language: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(options.folder.glob("**/*.conllu")):
        by_language[path.name[:2]].append(path)
    for language, paths in sorted(by_language.items()):
        test = [path for path in paths if "test" in path.name]
        train = [path for path in paths if "train" in path.name] or [p for p in paths if "dev" in p.name]
        Console().print(measure(language, train, test, options.terms, options.seed))


if __name__ == "__main__":
    main()
