"""Why a match shows less than its raw percent: named deductions, and caps for decisive differences.

Translators are paid by these numbers, so each stands for something that a reader can check:

* 100 only for equal texts with equal codes;
* 95–99 only where all words are equal after folding: each kind of other difference costs one point;
* 94 at most for another word, ending or accent, and for a question against a statement;
* 84 at most where a negation came or went: «не» added to a long sentence would score 96 without.

A cap appears as a deduction of the points that it takes after all before it; one that takes none is not
listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tmserver.language.tags import primary
from tmserver.match.differences import (
    CASE,
    CHARACTER,
    CODE,
    NUMBER,
    PUNCTUATION,
    SPACE,
    WORD,
    YO,
    Differences,
    differences,
)
from tmserver.match.surface import Kind, Surface
from tmserver.segment import Deduction, Status, Unit

QUESTION, POLARITY, MEMORY, ALIGNMENT = "question", "polarity", "memory", "alignment"
ALIGNMENT_PENALTY = "x-alignment-penalty"
"""The prop of a unit with the points that its matches lose as long as it is a draft."""

WORD_CAP = QUESTION_CAP = 94
POLARITY_CAP = 84

_ONE_POINT = (NUMBER, CODE, PUNCTUATION, CASE, SPACE, YO, CHARACTER)
_QUESTION_MARKS = frozenset("?¿？؟⁇⁈⁉")
_POLARITY = {
    "ru": frozenset({"не", "ни", "нет", "без", "нельзя"}),
    "es": frozenset({"no", "ni", "sin", "nunca", "jamás", "tampoco", "nadie"}),
    "en": frozenset({"not", "no", "nor", "never", "without"}),
}
_LONGEST_DETAIL = 120
_DIGITS = 3


def deductions(stored: Surface, asked: Surface, raw: int, language: str) -> tuple[Deduction, ...]:
    """What lowers ``raw`` for this pair, in the order it is taken; () only for equal texts and codes.

    The shown score is ``raw`` less the sum of the points, exactly; never below 0. ``language`` is the
    language of both texts: one without a list of negations has no polarity cap.
    """
    found = differences(stored, asked)
    taken: list[Deduction] = []
    left = raw
    for reason in _ONE_POINT:
        if reason in found and left:
            taken.append(Deduction(reason, 1, _shortened(found[reason])))
            left -= 1
    for reason, cap, details in _caps(found, stored, asked, language):
        if details and left > cap:
            taken.append(Deduction(reason, left - cap, _shortened(details)))
            left = cap
    return tuple(taken)


def decisive(stored: Surface, asked: Surface, language: str) -> dict[str, str]:
    """What makes the two texts say different things, reason → what was seen; at any score.

    A number, a code, a negation that came or went, a question against a statement: among many other words
    they take no points, and must be seen all the same.
    """
    found = differences(stored, asked)
    seen = {
        POLARITY: _polarity_change(stored, asked, language),
        QUESTION: _question_change(stored, asked),
        NUMBER: found.get(NUMBER, ()),
        CODE: found.get(CODE, ()),
    }
    return {reason: _shortened(details) for reason, details in seen.items() if details}


def penalties(points: int, memory: str, unit: Unit, left: int) -> tuple[Deduction, ...]:
    """What a user's distrust takes of the score ``left``, never more than that.

    ``points`` are those of the ``memory``; those of an alignment are the unit's own, until it is accepted.
    """
    taken = []
    for reason, wanted, detail in (
        (MEMORY, points, memory),
        (ALIGNMENT, alignment_penalty(unit), unit.document),
    ):
        if lost := min(wanted, left):
            taken.append(Deduction(reason, lost, _shortened([detail])))
            left -= lost
    return tuple(taken)


def alignment_penalty(unit: Unit) -> int:
    """The points that the unit's prop names, 0 for a unit without one or that is no draft any more."""
    if unit.status is not Status.DRAFT:
        return 0
    named = (prop.value for prop in unit.props if prop.type == ALIGNMENT_PENALTY)
    value = next(named, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _DIGITS else 0


def _caps(
    found: Differences, stored: Surface, asked: Surface, language: str
) -> tuple[tuple[str, int, Sequence[str]], ...]:
    return (
        (WORD, WORD_CAP, found.get(WORD, ())),
        (QUESTION, QUESTION_CAP, _question_change(stored, asked)),
        (POLARITY, POLARITY_CAP, _polarity_change(stored, asked, language)),
    )


def _question_change(stored: Surface, asked: Surface) -> Sequence[str]:
    was, is_ = _is_question(stored), _is_question(asked)
    if was == is_:
        return ()
    return ("question → statement",) if was else ("statement → question",)


def _is_question(surface: Surface) -> bool:
    """A question mark anywhere but in a code: a URL may hold one."""
    return any(piece.surface in _QUESTION_MARKS for piece in surface.pieces if piece.kind is Kind.PUNCTUATION)


def _polarity_change(stored: Surface, asked: Surface, language: str) -> Sequence[str]:
    words = _POLARITY.get(primary(language))
    if words is None:
        return ()
    ours, theirs = _negations(stored, words), _negations(asked, words)
    gone = [f"− {word}" for word in (ours - theirs).elements()]
    return gone + [f"+ {word}" for word in (theirs - ours).elements()]


def _negations(surface: Surface, words: frozenset[str]) -> Counter[str]:
    """The negations of a text, each spelling of "not" as that word: don't, cannot."""
    counted: Counter[str] = Counter()
    for piece in surface.pieces:
        word = piece.key
        if "not" in words and (word == "cannot" or word.replace("’", "'").endswith("n't")):
            word = "not"
        if word in words:
            counted[word] += 1
    return counted


def _shortened(details: Sequence[str]) -> str:
    text = "; ".join(details)
    return text if len(text) <= _LONGEST_DETAIL else text[: _LONGEST_DETAIL - 1] + "…"
