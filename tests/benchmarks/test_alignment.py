"""The benchmark of alignments knows what is true of a page with noise."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.alignment import Count, Side, links, noisy_side, true_beads


def components(one: Side, other: Side) -> set[frozenset[tuple[str, int]]]:
    """Texts that hang together by shared paragraphs, found by joining sets until nothing changes."""
    texts = {("one", number): set(text) for number, text in enumerate(one)}
    texts |= {("other", number): set(text) for number, text in enumerate(other)}
    found = [(frozenset([name]), paragraphs) for name, paragraphs in texts.items()]
    for paragraph in set().union(*texts.values()):
        sharing = [each for each in found if paragraph in each[1]]
        if sharing:
            found = [each for each in found if paragraph not in each[1]]
            names = frozenset().union(*(names for names, _ in sharing))
            found.append((names, set().union(*(paragraphs for _, paragraphs in sharing))))
    return {names for names, _ in found}


def test_true_beads_are_texts_that_share_paragraphs() -> None:
    """A merged text takes with it what stands between its paragraphs, even if the other side lacks that."""
    assert list(true_beads([[0], [1], [2], [3]], [[0, 2], [3]])) == [((0, 3), (0, 1)), ((3, 4), (1, 2))]
    assert list(true_beads([[0, 1], [2]], [[0], [1, 2]])) == [((0, 2), (0, 2))]
    assert list(true_beads([[0], [2]], [[1], [2]])) == [((0, 1), (0, 0)), ((1, 1), (0, 1)), ((1, 2), (1, 2))]


@given(st.integers(0, 10_000), st.integers(1, 60))
def test_true_beads_hold_whatever_shares_a_paragraph(seed: int, paragraphs: int) -> None:
    """In order, each text once; what hangs together is in one bead, and two sides have a common paragraph."""
    chance = random.Random(seed)
    one, other = noisy_side(chance, paragraphs), noisy_side(chance, paragraphs)
    beads = list(true_beads(one, other))
    for side, text in enumerate((one, other)):
        bounds = [0, *(bead[side][1] for bead in beads)]
        assert [bead[side][0] for bead in beads] == bounds[:-1]
        assert bounds[-1] == len(text)
    named = [
        frozenset([*(("one", n) for n in range(*left)), *(("other", n) for n in range(*right))])
        for left, right in beads
    ]
    for names in components(one, other):
        assert any(names <= bead for bead in named)
    for left, right in beads:
        if left[0] < left[1] and right[0] < right[1]:
            shared = {p for text in one[slice(*left)] for p in text}
            assert shared & {p for text in other[slice(*right)] for p in text}


def test_f1_is_the_mean_of_what_was_found_and_what_is_true() -> None:
    """Two of three links found, and one that is none."""
    count = Count()
    count.add(
        links([((0, 1), (0, 1)), ((1, 2), (1, 2)), ((2, 3), (3, 4))]),
        links([((0, 1), (0, 1)), ((1, 3), (1, 2))]),
    )
    assert count.f1 == pytest.approx(2 * 2 / (3 + 3))
