"""Terms in running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.concept import Concept, ConceptKind, MatchMode, Term
from glossary.index import TermIndex
from glossary.recognise import recognise
from tests.glossary.chile import CONCEPTS, INDEX, found
from tmserver.language.lexicon import Lexicon


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Рабочие промышленного кордона", [("worker", "Рабочие"), ("cordon", "промышленного кордона")]),
        ("ru", "создавались штабы коммун", [("command", "штабы коммун")]),
        ("ru", "на каждом кордоне", [("cordon", "кордоне")]),
        ("ru", "вооруженными силами", [("armed-forces", "вооруженными силами")]),
        ("ru", "за наро́дную власть", [("popular-power", "наро́дную власть")]),
        ("ru", "рабочего класса", [("working-class", "рабочего класса")]),
        ("ru", "форма рабоче-крестьянского союза", [("alliance", "рабоче-крестьянского союза")]),
        ("ru", "в СТАЛЕЛИТЕЙНЫХ ЗАВОДАХ", [("steel", "СТАЛЕЛИТЕЙНЫХ ЗАВОДАХ")]),
        ("es", "los cordones industriales", [("cordon", "cordones industriales")]),
        ("es", "LOS CORDONES INDUSTRIALES", [("cordon", "CORDONES INDUSTRIALES")]),
        ("es", "un cordon industrial", [("cordon", "cordon industrial")]),
        ("es", "la alianza obrero campesina", [("alliance", "alianza obrero campesina")]),
        ("es", "las tomas de fundos", [("toma", "tomas")]),
        ("es", "las FF. AA. y las FF.AA.", [("armed-forces", "FF. AA."), ("armed-forces", "FF.AA.")]),
        (
            "en",
            "steelworks and industrial cordons",
            [("steel", "steelworks"), ("cordon", "industrial cordons")],
        ),
        ("en", "the people’s power", [("popular-power", "people’s power")]),
        ("en", "the workers' lesson", [("worker", "workers"), ("toma", "lesson")]),
    ],
)
def test_finds_every_form(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Cases, numbers, capitals, accents, ё, stress, hyphens and dots do not hide a term."""
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "рабочие кончали смену", [("worker", "рабочие")]),
        ("ru", "в Кончали и в Лоте", [("conchali", "Кончали"), ("lota", "Лоте")]),
        ("ru", "лоты проданы, перец чили", []),
        ("ru", "Недалеко, в Лоте и Коронеле", [("lota", "Лоте"), ("coronel", "Коронеле")]),
        ("ru", "из Лоты, Лоту, Лотой", [("lota", "Лоты"), ("lota", "Лоту"), ("lota", "Лотой")]),
        (
            "ru",
            "комплекс в Пангипулье, в Вальдивии",
            [("panguipulli", "Пангипулье"), ("valdivia", "Вальдивии")],
        ),
        ("ru", "из Сан-Мигеля", [("san-miguel", "Сан-Мигеля")]),
        ("ru", "анти-Альенде и Или кто", [("allende", "Альенде")]),
        ("es", "el coronel Souper en Coronel", [("coronel", "Coronel")]),
        ("es", "en Conchali", [("conchali", "Conchali")]),
        ("en", "a cut, cut by the CUT", [("cut", "CUT")]),
        ("en", "Allende's", [("allende", "Allende")]),
        (
            "ru",
            "Единого профсоюзного центра (КУТ), кут",
            [("cut", "Единого профсоюзного центра"), ("cut", "КУТ")],
        ),
        ("ru", "единый профсоюзный центр", []),
        ("ru", "В КОНЧАЛИ", [("conchali", "КОНЧАЛИ")]),
    ],
)
def test_names_differ_from_common_words(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Names are found in their cases where a capital says so, and homonyms in small letters are not."""
    assert found(text, language) == expected


def test_quotes_inside_a_term_are_transparent() -> None:
    """The term with quotes is found without them and the other way round; a span has both of its quotes."""
    assert found("Во время мятежа «танкасо» Альенде", "ru")[0] == ("tancazo", "мятежа «танкасо»")
    assert found('мятеж "танкасо".', "ru") == [("tancazo", 'мятеж "танкасо"')]
    assert found("мятежом танкасо", "ru") == [("tancazo", "мятежом танкасо")]


def test_punctuation_between_words_parts_them() -> None:
    """Words that a comma or a full stop parts are no term."""
    assert found("Он рабочий. Класс ушёл", "ru") == [("worker", "рабочий")]
    assert found("рабочий, класс", "ru") == [("worker", "рабочий")]


def test_no_part_of_a_compound() -> None:
    """A general term inside a hyphenated word is not it; a particle makes no compound."""
    index = TermIndex([Concept("m", (Term("министр", "ru"), Term("minister", "en")))], Lexicon("ru"))
    assert recognise("премьер-министр, министр-президент", index) == []
    assert [o.form for o in recognise("министр-то", index)] == ["министр"]


def test_nested_terms_only_when_asked_for() -> None:
    """The longest term hides those inside it, unless ``nested``."""
    text = "промышленный кордон Талькауано"
    assert found(text, "ru") == [("talcahuano-cordon", text)]
    assert ("cordon", "кордон") in found(text, "ru", nested=True)


def test_accepted_terms_only_when_asked_for() -> None:
    """A term that only satisfies checks is not found otherwise."""
    assert found("los chilenos", "es") == []
    assert found("los chilenos", "es", accepted=True) == [("chile", "chilenos")]


def test_a_string_of_two_concepts_is_reported_for_both() -> None:
    """Homonyms in a glossary are both offered, at one span."""
    concepts = [Concept("belt", (Term("кордон", "ru"),)), Concept("police", (Term("кордон", "ru"),))]
    assert [o.concept.id for o in recognise("два кордона", TermIndex(concepts, Lexicon("ru")))] == [
        "belt",
        "police",
    ]


def test_lemma_is_the_dictionary_form() -> None:
    """The lemma of a phrase is its words' lemmas, of a name the term."""
    (phrase,) = recognise("штабами коммун", INDEX["ru"])
    (name,) = recognise("в Лоте", INDEX["ru"])
    assert (phrase.lemma, name.lemma) == ("штаб коммуна", "Лота")


def test_a_capital_at_the_start_of_a_sentence_is_no_proof() -> None:
    """Only names that may be common words are unsure there."""
    sure = {o.form: o.sure for o in recognise("Кончали поздно. Вальдивия? Кончали! В Кончали", INDEX["ru"])}
    assert sure == {"Кончали": True, "Вальдивия": True}
    assert [o.sure for o in recognise("Кончали поздно.", INDEX["ru"])] == [False]


def test_a_noun_that_may_be_an_adjective_is_unsure() -> None:
    """«рабочий день» is no worker for certain; «рабочие завода» are workers."""
    term = Term("рабочий", "ru", part_of_speech="noun")
    index = TermIndex([Concept("worker", (term,))], Lexicon("ru"))
    text = "рабочий день, рабочая группа, рабочие завода, рабочих. Пригород"
    found_here = [(o.form, o.sure) for o in recognise(text, index)]
    assert found_here == [("рабочий", False), ("рабочие", True), ("рабочих", True)]


def test_own_forms_replace_the_lemma_of_a_name() -> None:
    """A name with forms has these and no others; a general term has them besides."""
    name = Concept("l", (Term("Лота", "ru", forms=("Лоты", "Лоте")),), ConceptKind.PLACE)
    general = Concept("g", (Term("завод", "ru", forms=("з-д",)),))
    exact = Concept("e", (Term("товары", "ru", match=MatchMode.EXACT),))
    index = TermIndex([name, general, exact], Lexicon("ru"))
    text = "Лота, Лоты, Лоту; заводу, з-д; товары, товаров"
    assert [o.form for o in recognise(text, index)] == ["Лота", "Лоты", "заводу", "з-д", "товары"]


def test_symbols_count_as_words() -> None:
    """C++ is not C, and AT&T is found."""
    index = TermIndex(
        [Concept("c", (Term("C", "en"),)), Concept("p", (Term("C++", "en"), Term("AT&T", "en")))],
        Lexicon("en"),
    )
    assert [o.form for o in recognise("C++ or C at AT&T", index)] == ["C++", "C", "AT&T"]


def test_a_term_without_words_is_never_found() -> None:
    """Empty terms and terms of punctuation are left out."""
    index = TermIndex([Concept("c", (Term("", "ru"), Term("…", "ru")))], Lexicon("ru"))
    assert recognise("… «»", index) == []


_PIECES = st.sampled_from(
    [term.text for concept in CONCEPTS for term in concept.terms] + ["«", "»", "-", ".", " ", "\u0301", "İ"]
)
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(_PIECES, max_size=12).map(" ".join),
    st.lists(_PIECES, max_size=12).map("".join),
)


@settings(max_examples=150)
@given(_TEXTS, st.sampled_from(["ru", "es", "en"]), st.booleans())
def test_spans_are_valid(text: str, language: str, nested: bool) -> None:
    """No text breaks it; a form is what its span holds; spans are in order and do not overlap."""
    occurrences = recognise(text, INDEX[language], nested=nested)
    assert all(text[o.start : o.end] == o.form and o.start < o.end for o in occurrences)
    spans = sorted({(o.start, o.end) for o in occurrences})
    assert [(o.start, o.end) for o in occurrences] == sorted((o.start, o.end) for o in occurrences)
    if not nested:
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("language", ["ru", "es", "en"])
def test_every_term_is_found_in_itself(language: str) -> None:
    """A term's own text is an occurrence of its concept."""
    for concept in CONCEPTS:
        for term in INDEX[language].terms(concept):
            text = f"x, {term.text}"
            assert concept.id in {o.concept.id for o in recognise(text, INDEX[language], accepted=True)}, term
