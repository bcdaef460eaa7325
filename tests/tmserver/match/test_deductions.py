"""Differences that a translator must see, in three languages: what they are called and what they cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tmserver.match.comparing import compared, details, points
from tmserver.match.deductions import decisive, penalties
from tmserver.match.surface import Kind, surface
from tmserver.segment import Code, Deduction, Prop, Status, Unit, Variant

ONE_POINT = [
    # language, stored, asked, reason, detail
    ("ru", "Экспроприировано фабрик: 25.", "Экспроприировано фабрик: 22.", "number", "25 → 22"),
    ("es", "Se expropiaron 25 fábricas.", "Se expropiaron 22 fábricas.", "number", "25 → 22"),
    ("en", "The march began at 9:25 a.m.", "The march began at 9:40 a.m.", "number", "9:25 → 9:40"),
    ("ru", "Откройте https://example.org/a сейчас", "Откройте https://example.org/b сейчас", "code", None),
    ("es", "Escriba a uno@example.org.", "Escriba a dos@example.org.", "code", None),
    ("en", "Could not read %s today", "Could not read %d today", "code", "%s → %d"),
    ("ru", "Рабочие взяли фабрики.", "Рабочие взяли фабрики!", "punctuation", ". → !"),
    ("ru", "Альянс «Народное единство»", 'Альянс "Народное единство"', "punctuation", '« → "; » → "'),
    ("es", "Los obreros, unidos, tomaron todo", "Los obreros unidos, tomaron todo", "punctuation", "− ,"),
    ("en", "The workers took the factories", "The workers took the factories.", "punctuation", "+ ."),
    ("en", "It’s the workers’ own factory", "It's the workers' own factory", "punctuation", None),
    ("ru", "Рабочий класс — хозяин", "Рабочий класс - хозяин", "punctuation", "— → -"),
    ("ru", "Совет министров Чили", "СОВЕТ МИНИСТРОВ ЧИЛИ", "case", None),
    ("es", "Moscú resiste", "MOSCÚ RESISTE", "case", "Moscú → MOSCÚ; resiste → RESISTE"),
    ("en", "The Popular Unity", "The popular unity", "case", "Popular → popular; Unity → unity"),
    ("ru", "Ещё неделя", "Еще неделя", "yo", "Ещё → Еще"),
    ("ru", "Взяли за́мок", "Взяли замок", "character", "за́мок → замок"),
    ("es", "Los obreros tomaron Yarur", "Los obreros  tomaron Yarur", "space", "U+0020 → U+0020 U+0020"),
    ("en", "Take the factory", "Take the factory ", "space", "none → U+0020"),
    ("ru", " Власть народу", "Власть народу", "space", "U+0020 → none"),
    ("es", "Vale\u00a0la pena", "Vale la pena", "space", "U+00A0 → U+0020"),
    ("es", "Canción nueva", "Cancio\u0301n nueva", "character", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "stored", "asked", "reason", "detail"), ONE_POINT)
def test_what_leaves_the_words_alone_costs_one_point(
    language: str, stored: str, asked: str, reason: str, detail: str | None
) -> None:
    """Number, code, punctuation, case, space, ё/е: one point, with its name and what was seen."""
    comparison = compared(language, stored, asked)
    assert points(comparison) == {reason: 1}
    assert comparison.score == comparison.percent - 1
    if detail is not None:
        assert details(comparison)[reason] == detail


ALL_WORDS_EQUAL = [
    ("ru", "Экспроприировано фабрик: 25.", "Экспроприировано фабрик: 22."),
    ("es", "Se expropiaron 25 fábricas.", "SE EXPROPIARON 22 FÁBRICAS."),
    ("en", "«The factory» is ours", '"the  factory" is ours'),
    ("ru", "Ещё неделя", "еще неделя "),
]


@pytest.mark.parametrize(("language", "stored", "asked"), ALL_WORDS_EQUAL)
def test_equal_words_score_from_95_to_99(language: str, stored: str, asked: str) -> None:
    """What folding makes equal is nearly exact, and never quite."""
    assert 95 <= compared(language, stored, asked).score <= 99


LONG = {
    "ru": "Рабочие промышленных кордонов {} потребовали от правительства передать все крупные предприятия "
    "столицы под контроль трудящихся и распустить парламент",
    "es": "Los trabajadores de los cordones industriales {} exigieron al gobierno entregar todas las grandes "
    "empresas de la capital al control obrero y disolver el parlamento",
    "en": "The workers of the industrial belts {} demanded that the government hand over all large "
    "enterprises of the capital to workers' control and dissolve parliament",
}

ANOTHER_WORD = [
    ("ru", "до", "после"),
    ("es", "antes", "después"),
    ("en", "before", "after"),
    ("ru", "города", "городов"),
    ("es", "unido", "unidos"),
    ("en", "council", "councils"),
    ("es", "esta", "está"),
    ("es", "el", "él"),
    ("ru", "рота", "роты"),
    ("en", "form", "from"),
    ("ru", "", "вновь"),
    ("es", "", "ayer"),
    ("en", "", "then"),
    ("en", "can not", "cannot"),
]


@pytest.mark.parametrize(("language", "stored", "asked"), ANOTHER_WORD)
def test_another_word_ending_or_accent_scores_94_at_most(language: str, stored: str, asked: str) -> None:
    """One word, one letter, one accent in a long sentence: near, but work for a translator."""
    text = LONG[language]
    for one, other in ((stored, asked), (asked, stored)):
        comparison = compared(language, text.format(one), text.format(other))
        assert 85 <= comparison.score <= 94
        assert points(comparison).get("word", 0) == max(0, comparison.percent - 94)


NEGATION = [
    ("ru", "", "не"),
    ("ru", "", "ни"),
    ("ru", "", "нельзя"),
    ("ru", "с трудом", "без труда"),
    ("es", "", "no"),
    ("es", "", "tampoco"),
    ("es", "", "nunca"),
    ("es", "con ira", "sin ira"),
    ("en", "", "not"),
    ("en", "", "never"),
    ("en", "with anger", "without anger"),
    ("en", "can", "can't"),
    ("en", "can", "can’t"),
    ("en", "can", "cannot"),
    ("en", "not", "not not"),
]


@pytest.mark.parametrize(("language", "stored", "asked"), NEGATION)
def test_a_changed_polarity_scores_84_at_most(language: str, stored: str, asked: str) -> None:
    """A negation that came or went turns the meaning round, however long the sentence."""
    text = LONG[language]
    for one, other in ((stored, asked), (asked, stored)):
        comparison = compared(language, text.format(one), text.format(other))
        assert comparison.score <= 84
        assert "polarity" in points(comparison)


@pytest.mark.parametrize(
    ("language", "stored", "asked"),
    [
        ("en", "can not", "can't"),
        ("en", "could not", "couldn’t"),
        ("de", "", "nicht"),
        ("ru", "не", "НЕ"),
    ],
)
def test_polarity_that_stays_is_no_polarity_change(language: str, stored: str, asked: str) -> None:
    """Two spellings of one negation; a language without a list has no such cap."""
    text = LONG.get(language, LONG["en"])
    assert "polarity" not in points(compared(language, text.format(stored), text.format(asked)))


QUESTIONS = [
    ("ru", "Рабочие взяли власть в свои руки.", "Рабочие взяли власть в свои руки?"),
    ("es", "Los obreros tomaron el poder en sus manos.", "¿Los obreros tomaron el poder en sus manos?"),
    ("en", "The workers took power into their own hands.", "The workers took power into their own hands?"),
]


@pytest.mark.parametrize(("language", "statement", "question"), QUESTIONS)
def test_a_question_against_a_statement_scores_94_at_most(
    language: str, statement: str, question: str
) -> None:
    """The same words asked and said are two sentences."""
    for stored, asked in ((statement, question), (question, statement)):
        comparison = compared(language, stored, asked)
        assert comparison.score <= 94
        assert points(comparison)["punctuation"] == 1
        assert ("question" in points(comparison)) == (comparison.percent > 95)


def test_a_question_mark_in_an_address_asks_nothing() -> None:
    """A URL may hold one; it is a code like any other."""
    comparison = compared("en", "See https://example.org/a today", "See https://example.org/a?b=1 today")
    assert points(comparison) == {"code": 1}


BOLD = (Code(0, "hi", "start"), Code(5, "hi", "end"))


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        (BOLD, ()),
        ((), BOLD),
        (BOLD, (Code(6, "hi", "start"), Code(9, "hi", "end"))),
        ((Code(0, "ph", content="%1"),), (Code(0, "ph", content="%2"),)),
        ((Code(0, "ph", attributes=(("x", "1"),)),), (Code(0, "ph", attributes=(("x", "2"),)),)),
    ],
)
def test_other_inline_codes_make_no_exact_match(stored: tuple[Code, ...], asked: tuple[Code, ...]) -> None:
    """Codes missing, added, moved or replaced: the text is the same and the score is not 100."""
    comparison = compared("es", "Poder popular", "Poder popular", stored, asked)
    assert comparison.score < 100
    assert points(comparison) == {"code": 1}


def test_equal_codes_make_an_exact_match() -> None:
    """Equal text with equal codes is 100."""
    comparison = compared("es", "Poder popular", "Poder popular", BOLD, BOLD)
    assert (comparison.score, comparison.deductions) == (100, ())


def test_each_reason_is_taken_once_and_caps_take_what_is_left_above_them() -> None:
    """Two numbers and a full stop are two points; the cap of the negation counts from there."""
    text = LONG["es"]
    comparison = compared(
        "es", text.format("en 25 días y 3 noches"), text.format("no en 22 días y 4 noches") + "."
    )
    taken = points(comparison)
    assert (taken["number"], taken["punctuation"]) == (1, 1)
    assert details(comparison)["number"] == "25 → 22; 3 → 4"
    assert details(comparison)["polarity"] == "+ no"
    assert comparison.score == 84


def test_a_long_detail_is_cut() -> None:
    """A detail is a hint for a line on the screen, not the text over again."""
    comparison = compared("en", "Take the " + "very " * 60 + "factory", "Take the factory")
    assert all(len(deduction.detail) <= 120 for deduction in comparison.deductions)


@pytest.mark.parametrize(
    ("points_", "value", "left", "expected"),
    [
        (0, "0", 90, []),
        (5, "", 90, [Deduction("memory", 5, "old")]),
        (20, "5", 7, [Deduction("memory", 7, "old")]),
        (5, "5", 90, [Deduction("memory", 5, "old"), Deduction("alignment", 5, "base")]),
        (2, "999", 7, [Deduction("memory", 2, "old"), Deduction("alignment", 5, "base")]),
        (0, "-3", 90, []),
        (0, "٣", 90, []),
        (0, "9" * 5000, 90, []),
        (5, "5", 0, []),
    ],
)
def test_a_penalty_never_takes_more_than_there_is(
    points_: int, value: str, left: int, expected: list[Deduction]
) -> None:
    """No score falls below 0; a prop that a file brought may hold anything."""
    draft = Unit((), document="base", status=Status.DRAFT, props=(Prop("x-alignment-penalty", value),))
    assert penalties(points_, "old", draft, left) == tuple(expected)


@pytest.mark.parametrize("status", [Status.TRANSLATED, Status.REVIEWED])
def test_a_unit_that_was_accepted_has_no_penalty_for_its_alignment(status: Status) -> None:
    """Somebody has read it."""
    accepted = Unit((), status=status, props=(Prop("x-alignment-penalty", "5"),))
    assert penalties(0, "old", accepted, 100) == ()


WORDS = [
    "фабрика",
    "фабрики",
    "не",
    "Ещё",
    "еще",
    "25",
    "25 000",
    "9:25",
    "?",
    ",",
    "«",
    "  ",
    "%s",
    "до",
    "за́мок",
]
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=30)


codes = st.lists(
    st.builds(Code, st.integers(0, 9), st.sampled_from(["ph", "hi"]), st.sampled_from(["whole", "end"])),
    max_size=2,
).map(tuple)


@given(text=texts, stored=codes, asked=codes)
def test_equal_texts_are_100_only_with_equal_codes(
    text: str, stored: tuple[Code, ...], asked: tuple[Code, ...]
) -> None:
    """Also where a code moved by one letter or across a space only."""
    assert (compared("ru", text, text, stored, asked).score == 100) == (stored == asked)


@given(stored=texts, asked=texts)
def test_the_shown_score_is_the_raw_percent_less_the_points(stored: str, asked: str) -> None:
    """Every point is named, 100 means equal, 95 and more means equal words, and 0 is the least."""
    comparison = compared("ru", stored, asked)
    assert all(deduction.points >= 1 for deduction in comparison.deductions)
    assert 0 <= comparison.score <= comparison.percent <= 100
    assert (comparison.score == 100) == (stored == asked)
    if comparison.score >= 95:
        assert folded_words(stored) == folded_words(asked)


def folded_words(text: str) -> list[str]:
    """The words of a Russian text as they are compared."""
    return [piece.key for piece in surface(Variant("ru", text)).pieces if piece.kind is Kind.WORD]


@pytest.mark.parametrize(
    ("language", "stored", "asked", "seen"),
    [
        (
            "ru",
            "Тогда рабочие уже взяли все заводы.",
            "Не взяли?",
            {"polarity": "+ не", "question": "statement → question"},
        ),
        (
            "es",
            "En 1973 no hubo pan ni trabajo.",
            "En 1974 hubo mucho vino.",
            {"polarity": "− no; − ni", "number": "1973 → 1974"},
        ),
        ("en", "Press {0} now, all of you.", "Press it, said the others.", {"code": "− {0}"}),
        ("en", "The workers took the mill.", "The workers took a mill", {}),
    ],
)
def test_decisive_differences_are_seen_at_any_score(
    language: str, stored: str, asked: str, seen: dict[str, str]
) -> None:
    """Texts far from each other lose no points for them, and say different things all the same."""
    assert decisive(surface(Variant(language, stored)), surface(Variant(language, asked)), language) == seen
