"""Alignments corrected step by step: no segment is ever lost or moved past another, and all can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.alignment.track import Bead, Document
from tmserver.errors import ChangedMeanwhile, InvalidInput
from tmserver.services.alignment.correction import Correction
from tmserver.services.alignment.kept import correct, keep_correction, kept_correction

RU = Document("ru", ["Раз.", "Два.", "Три.", "Четыре."])
ES = Document("es", ["Uno.", "Dos y tres.", "Cuatro."])
STEPS = ("merged", "split", "moved_up", "moved_down", "accepted", "certain_accepted", "undone")


@pytest.fixture
def correction() -> Correction:
    """Four links: certain, doubtful, of one language only, certain."""
    spans = (((0, 1), (0, 1)), ((1, 2), (1, 2)), ((2, 3), (2, 2)), ((3, 4), (2, 3)))
    return Correction.of(map(Bead, spans, (0.99, 0.3, 0.8, 0.95)))


def texts(correction: Correction) -> list[tuple[str, ...]]:
    """The links as texts of both languages."""
    return [row.texts for row in correction.rows([RU, ES])]


def test_what_is_doubtful(correction: Correction) -> None:
    """What is more likely wrong than right and what one language has alone, the least sure first."""
    assert correction.doubtful() == [1, 2]
    assert correction.accepted(1).doubtful() == [2]


def test_merged_and_split(correction: Correction) -> None:
    """Two links become one, and that one two again; what is made by hand is not doubtful."""
    merged = correction.merged(1)
    assert texts(merged)[1] == ("Два. Три.", "Dos y tres.")
    assert merged.doubtful() == []
    assert texts(merged.split(1, 0, 1)) == texts(correction)
    with pytest.raises(InvalidInput, match="between two sentences"):
        merged.split(1, 1, 1)


def test_moved(correction: Correction) -> None:
    """A segment goes to the neighbour; a link that becomes empty is gone; at the ends a new one begins."""
    assert texts(correction.moved_up(2, 0))[1:] == [("Два. Три.", "Dos y tres."), ("Четыре.", "Cuatro.")]
    assert texts(correction.moved_down(0, 1))[:2] == [("Раз.", ""), ("Два.", "Uno. Dos y tres.")]
    assert texts(correction.moved_up(0, 1))[:2] == [("", "Uno."), ("Раз.", "")]
    assert texts(correction.moved_down(3, 0))[-2:] == [("", "Cuatro."), ("Четыре.", "")]
    with pytest.raises(InvalidInput, match="nothing in that language"):
        correction.moved_up(2, 1)


def test_accepted(correction: Correction) -> None:
    """One, or all that are certain and have several languages."""
    assert [link.accepted for link in correction.certain_accepted().links] == [True, False, False, True]
    assert [link.accepted for link in correction.accepted(2).links] == [False, False, True, False]


@pytest.mark.parametrize("at", [-1, 4])
def test_what_is_not_there(correction: Correction, at: int) -> None:
    """A link that there is not is told with the numbers that there are."""
    with pytest.raises(InvalidInput, match="from 1 to 4"):
        correction.accepted(at)


@given(st.data())
def test_every_step_keeps_all_segments_and_can_be_undone(data: st.DataObject) -> None:
    """Whatever is done: each segment once, in order, no empty link; undone, all is as it was."""
    spans = (((0, 2), (0, 1)), ((2, 2), (1, 2)), ((2, 4), (2, 3)))
    states = [Correction.of(map(Bead, spans))]
    for _ in range(data.draw(st.integers(1, 8))):
        number = len(states[-1].links)
        step = data.draw(st.sampled_from(STEPS[:-1]))
        at = (data.draw(st.integers(0, number)),) if step != "certain_accepted" else ()
        where = (data.draw(st.integers(0, 2)),) if step in ("split", "moved_up", "moved_down") else ()
        cut = (data.draw(st.integers(0, 3)),) if step == "split" else ()
        try:
            states.append(getattr(states[-1], step)(*at, *where, *cut))
        except InvalidInput:
            continue
        for language, size in enumerate((4, 3)):
            ends = [link.spans[language] for link in states[-1].links]
            assert [0, *(end for _, end in ends)] == [*(start for start, _ in ends), size]
        assert all(link.filled for link in states[-1].links)
    undone = states.pop()
    while states:
        undone = undone.undone()
        assert undone.links == states.pop().links
    with pytest.raises(InvalidInput, match="nothing to undo"):
        undone.undone()


def test_two_at_once(correction: Correction, tmp_path: Path) -> None:
    """A step for a state that is not the last any more is refused, and the state stays."""
    keep_correction(tmp_path, correction)
    after = correct(tmp_path, 0, lambda each: each.merged(1))
    assert kept_correction(tmp_path) == after
    with pytest.raises(ChangedMeanwhile):
        correct(tmp_path, 0, lambda each: each.merged(0))
    assert correct(tmp_path, 1, Correction.undone).links == correction.links
