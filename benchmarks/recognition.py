"""How well terms are found in all their forms: F1 on Universal Dependencies treebanks with hand lemmas.

    python -m benchmarks.recognition FOLDER [--terms 2000] [--seed 1]

FOLDER holds treebanks as https://universaldependencies.org/ gives them (``en_gum-ud-dev.conllu`` and so on).
Terms are drawn from a treebank's train file, or dev where there is no train; occurrences are counted in its
test file. A term is the lemma of a noun or name that stands at least three times in the former; its
occurrences are the words to which an annotator gave that lemma, and nothing else is; parts of a hyphenated
word are left out of the count, as some treebanks give them lemmas and others do not.

The other columns find whole words as written (as Weblate does), words that begin with the term (as Pontoon)
and words with the same Snowball stem (as OmegaT), all without regard to case.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from glossary.concept import Concept, ConceptKind, Term
from glossary.index import TermIndex
from glossary.recognise import recognise
from tmserver.language import folding, stems
from tmserver.language.lexicon import Lexicon
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

    def is_part_of_compound(self, start: int, end: int) -> bool:
        """Whether the span is less than a word that has a hyphen."""
        return any(
            token.start <= start
            and end <= token.end
            and (start, end) != (token.start, token.end)
            and "-" in self.text[token.start : token.end]
            for token in self.tokens
        )


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
    lemmas_of: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for token in sentence.tokens:
            for lemma, kind in token.parts:
                seen[folding.fold(lemma)][lemma, kind] += 1
                lemmas_of[folding.fold(sentence.text[token.start : token.end])][folding.fold(lemma)] += 1
    usual = [(folded, *times.most_common(1)[0]) for folded, times in seen.items()]
    often = sorted(
        (lemma, kind == "PROPN")
        for folded, (lemma, kind), times in usual
        if kind in KINDS
        and times >= LEAST_OFTEN
        and lemma.isalpha()
        and len(lemma) > 2
        # «veces» is a lemma in some sentences and a form of «vez» in most: a slip, and no term.
        and (folded not in lemmas_of or lemmas_of[folded].most_common(1)[0][0] == folded)
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


def _kind(name: bool) -> ConceptKind:
    return ConceptKind.PERSON if name else ConceptKind.GENERAL


class Methods:
    """The four ways to find the terms, each a function from a text to its occurrences."""

    def __init__(self, terms: dict[str, bool], language: str) -> None:
        self.language = language
        concepts = [Concept(term, (Term(term, language),), _kind(name)) for term, name in terms.items()]
        self.index = TermIndex(concepts, Lexicon(language))
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


@dataclass(frozen=True, slots=True)
class Measured:
    """A treebank's name, what was counted in it, and each method's count and milliseconds a sentence."""

    treebank: str
    terms: int
    sentences: int
    occurrences: int
    counts: tuple[tuple[Count, float], ...]


def measure(treebank: str, train: list[Path], test: list[Path], number: int, seed: int) -> Measured:
    """All methods on one treebank; the last is ours."""
    language = treebank[:2]
    terms = draw_terms((s for path in train for s in read_sentences(path)), number, seed)
    by_fold = {folding.fold(term): term for term in terms}
    sentences = [sentence for path in test for sentence in read_sentences(path)]
    expected = [gold(sentence, by_fold) for sentence in sentences]
    methods = Methods(terms, language)
    counts = tuple(
        count_method(method, sentences, expected)
        for method in (methods.as_written, methods.by_prefix, methods.by_stem, methods.by_lemma)
    )
    return Measured(treebank, len(terms), len(sentences), sum(map(len, expected)), counts)


def count_method(
    method: Callable[[str], set[Occurrence]], sentences: list[Sentence], expected: list[set[Occurrence]]
) -> tuple[Count, float]:
    """What a method finds in the sentences, and the milliseconds that it takes for one."""
    count, spent = Count(), 0.0
    for sentence, wanted in zip(sentences, expected, strict=True):
        began = time.perf_counter()
        found = method(sentence.text)
        spent += time.perf_counter() - began
        found -= {one for one in found - wanted if sentence.is_part_of_compound(one[1], one[2])}
        count.right += len(found & wanted)
        count.wrong += len(found - wanted)
        count.missed += len(wanted - found)
    return count, 1000 * spent / (len(sentences) or 1)


def show(measured: Iterable[Measured]) -> Table:
    """The table: a row for each treebank, F1 of each method, and ours in detail."""
    table = Table("treebank", "terms", "found in", "times", "as written", "prefix", "stem", "tmserver")
    for title in ("bar", "precision", "recall", "ms"):
        table.add_column(title)
    for one in measured:
        ours, spent = one.counts[-1]
        precision = ours.right / ((ours.right + ours.wrong) or 1)
        recall = ours.right / ((ours.right + ours.missed) or 1)
        table.add_row(
            one.treebank, str(one.terms), str(one.sentences), str(one.occurrences),
            *(f"{count.f1:.3f}" for count, _ in one.counts),
            f"{BARS.get(one.treebank[:2], '')}", f"{precision:.3f}", f"{recall:.3f}", f"{spent:.2f}",
        )  # fmt: skip
    return table


def main() -> None:
    """Measure every treebank of the folder and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--terms", type=int, default=2000, help="at most so many a treebank")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    treebanks: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(options.folder.glob("**/*.conllu")):
        treebanks[path.name.partition("-")[0]].append(path)
    measured = []
    for treebank, paths in sorted(treebanks.items()):
        test = [path for path in paths if "test" in path.name]
        train = [path for path in paths if "train" in path.name] or [p for p in paths if "dev" in p.name]
        measured.append(measure(treebank, train, test, options.terms, options.seed))
    Console(width=120).print(show(measured))


if __name__ == "__main__":
    main()
