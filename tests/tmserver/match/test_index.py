"""The index finds what the full scan finds, in the same order, however it was filled."""

from __future__ import annotations

import argparse
import email.message
import logging
import os
import pathlib
import random
import re
import string
import subprocess
import textwrap
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language.analysis import Analysis, analyse, to_bytes
from tmserver.match.build import SMALLEST_WITH_BITS
from tmserver.match.hits import Hit, merge, raise_floor
from tmserver.match.index import Index
from tmserver.match.scan import Scan

THRESHOLDS = (100, 90, 75, 70, 60, 50, 30)
WORDS = [
    "the",
    "a",
    "of",
    "file",
    "files",
    "open",
    "opened",
    "closing",
    "window",
    "not",
    "12",
    "7.5",
    "Ёлка",
    "ёлки",
    "домов",
    "дом",
    "¿qué",
    "año",
    ",",
    ".",
    "!",
    "{1}",
    "日本",
]

sentences = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
memories = st.lists(sentences, max_size=40)


def analysed(texts: Sequence[str]) -> list[tuple[int, Analysis]]:
    """The analyses of texts as variants 1, 2, 3 …"""
    return [(number, analyse(text, "en")) for number, text in enumerate(texts, 1)]


def blobs(variants: Sequence[tuple[int, Analysis]]) -> list[tuple[int, bytes]]:
    """The same, as they are stored."""
    return [(number, to_bytes(analysis)) for number, analysis in variants]


@given(memories, sentences, st.sampled_from(THRESHOLDS))
def test_index_equals_scan(texts: list[str], query: str, threshold: int) -> None:
    """Percents, variants and order are those of the full scan, ties included."""
    variants = analysed(texts)
    asked = analyse(query, "en")
    expected = list(Scan(variants, "en").search(asked, threshold))
    assert list(Index.of(blobs(variants)).search(asked, threshold)) == expected


@given(
    memories,
    st.lists(
        st.tuples(st.lists(st.tuples(st.integers(1, 60), sentences), max_size=6), st.sets(st.integers(1, 60)))
    ),
    sentences,
)
def test_changed_index_equals_scan(
    texts: list[str], steps: list[tuple[list[tuple[int, str]], set[int]]], query: str
) -> None:
    """After any additions, changes and removals the index answers as if it had been built from the result."""
    index = Index.of(blobs(analysed(texts)))
    present = dict(analysed(texts))
    for revision, (changed, removed) in enumerate(steps, 1):
        analyses = {number: analyse(text, "en") for number, text in changed}
        for number in removed:
            present.pop(number, None)
        present |= analyses
        index.apply(blobs(list(analyses.items())), removed, revision)
    asked = analyse(query, "en")
    expected = list(Scan(present.items(), "en").search(asked, 30))
    assert list(index.search(asked, 30)) == expected
    assert len(index) == len(present)
    block, revision = index.compacted()
    assert (len(block), revision) == (len(present), len(steps))
    assert list(Index(block).search(asked, 30)) == expected


ADJECTIVES = [
    "red",
    "green",
    "blue",
    "small",
    "large",
    "old",
    "new",
    "open",
    "closed",
    "final",
    "first",
    "common",
]
NOUNS = ["file", "folder", "window", "page", "table", "value", "door", "key", "user", "group", "list", "map"]
VERBS = ["opens", "closes", "shows", "hides", "keeps", "loses", "finds", "takes", "gives", "makes"]


@pytest.fixture(scope="module")
def many() -> list[tuple[int, Analysis]]:
    """So many variants of so few words that the lists of frequent words are kept as bits."""
    words = product(ADJECTIVES, NOUNS, VERBS, ADJECTIVES[:3], NOUNS[:2])
    return analysed([f"The {a} {n} {v} the {b} {m}." for a, n, v, b, m in words])


@pytest.fixture(scope="module")
def index(many: list[tuple[int, Analysis]]) -> Index:
    """The index of all of them."""
    assert len(many) > SMALLEST_WITH_BITS
    return Index.of(blobs(many))


QUERIES = (
    "The red file opens the blue file.",
    "The old window closes",
    "the the the . .",
    "Completely unrelated words only",
    "red",
    ".",
    "",
    "?!…—",
    "Только по-русски",
    "a" * 10_000,
    "file " * 2_000,
)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:20])
@pytest.mark.parametrize("threshold", [90, 70, 50, 30])
def test_large_index_equals_scan(
    many: list[tuple[int, Analysis]], index: Index, query: str, threshold: int
) -> None:
    """Posting lists kept as bits, nasty queries: the same hits as the scan's."""
    asked = analyse(query, "en")
    assert list(index.search(asked, threshold)) == list(Scan(many, "en").search(asked, threshold))


def test_raised_floor_ends_the_hits(index: Index) -> None:
    """Who has enough says so, and gets nothing below."""
    asked = analyse("The red file opens the blue file.", "en")
    every = list(index.search(asked, 30))
    search = index.search(asked, 30)
    first = next(search)
    search.raise_floor(80)
    assert [first, *search] == [hit for hit in every if hit.percent >= 80]


def test_raised_floor_reaches_all_of_several_searches(index: Index) -> None:
    """Merged hits hand the floor on; a plain iterator among them goes on as before."""
    asked = analyse("The red file opens the blue file.", "en")
    merged = merge([index.search(asked, 30), iter([Hit(99, 0), Hit(40, 0)])])
    first = next(merged)
    raise_floor(merged, 80)
    expected = list(index.search(asked, 80))
    rest = list(merged)
    assert [hit for hit in [first, *rest] if hit.variant] == expected
    assert rest[-1] == Hit(40, 0)


def test_older_changes_are_ignored(index: Index) -> None:
    """Of two threads that bring the same news the second changes nothing."""
    small = Index.of(blobs(analysed(["One file."])), 5)
    small.apply([], [1], 5)
    assert len(small) == 1
    small.apply([], [1], 6)
    assert (len(small), small.revision) == (0, 6)


def test_colliding_keys_lose_nothing() -> None:
    """Tokens of one text whose keys are equal by accident make its percent too high, never too low."""
    text = analyse("alpha beta", "en")
    same = replace(text, keys=text.keys[[0, 0]])
    index = Index.of([(1, to_bytes(same))])
    assert list(index.search(same, 100)) == [(100, 1)]
    assert [hit.variant for hit in index.search(text, 30)] == [1]


def real_sentences() -> list[str]:
    """Sentences that people wrote: the documentation inside Python's own modules."""
    modules = (argparse, email.message, logging, os, pathlib, random, re, string, subprocess, textwrap)
    found = [getattr(value, "__doc__", None) for module in modules for value in vars(module).values()]
    texts = " ".join(text for text in found if isinstance(text, str)).split(". ")
    return list(dict.fromkeys(" ".join(text.split()) for text in texts if 20 < len(text) < 400))[:600]


@pytest.mark.parametrize("threshold", [90, 75, 70, 60, 50, 30])
def test_real_text_equals_scan(threshold: int) -> None:
    """Sentences of real documentation, asked as they are and with words left out: the scan's hits."""
    texts = real_sentences()
    variants = analysed(texts)
    index, scan = Index.of(blobs(variants)), Scan(variants, "en")
    for text in texts[::40]:
        words = text.split()
        for query in (text, " ".join(words[1:]), " ".join(words[: len(words) // 2]), " ".join(words[::-1])):
            asked = analyse(query, "en")
            assert list(index.search(asked, threshold)) == list(scan.search(asked, threshold))


def test_threads_search_while_another_changes(many: list[tuple[int, Analysis]]) -> None:
    """Every search sees the variants of one revision, and no thread another's sums."""
    index = Index.of(blobs(many[:3000]))
    asked = [analyse(text, "en") for text in ("The red file opens the blue file.", "The old window closes")]
    expected = [list(index.search(query, 60)) for query in asked]
    extra = [[(100_000, to_bytes(query))] for query in asked]

    def search(number: int) -> bool:
        found = list(index.search(asked[number % 2], 60))
        return [hit for hit in found if hit.variant < 100_000] == expected[number % 2]

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(search, range(200))
        for revision in range(1, 100):
            index.apply(extra[revision % 2], [], revision)
        assert all(answers)
    assert len(index) == 3001


def test_empty_index_finds_nothing() -> None:
    """No unit has the language: no hit, and no error; the first unit is found at once."""
    index = Index()
    asked = analyse("One file.", "en")
    assert list(index.search(asked, 30)) == []
    assert not index.wants_compaction
    index.apply([(1, to_bytes(asked))], [], 1)
    assert list(index.search(asked, 30)) == [(100, 1)]


def test_many_changes_want_a_compaction(many: list[tuple[int, Analysis]]) -> None:
    """Past 10,000 changed variants a new large block is worth its while; after it nothing is changed."""
    index = Index.of(blobs(many))
    index.apply([], range(1, 8_001), 1)
    wanted = [index.wants_compaction]
    index.apply(blobs(many[:4_000]), [], 2)
    wanted += [index.wants_compaction, Index(*index.compacted()).wants_compaction]
    assert wanted == [False, True, False]
