"""Checks of one text beside the other: scripts, brackets, quotes, doubled words, spaces, punctuation."""

from __future__ import annotations

import pytest

from tests.tmserver.audit.pairs import evidence, found, messages


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("ru", "создан нaродный рынок", "нaродный"),  # a Latin a
        ("es", "la cоmuna de Lota", "cоmuna"),  # a Cyrillic о
        ("en", "the сommune", "сommune"),  # a Cyrillic с
        ("ru", "сеть дляLibreOffice", "дляLibreOffice"),
    ],
)
def test_a_word_of_two_scripts(language: str, text: str, word: str) -> None:
    """Wherever the letter stands, in either text."""
    assert evidence("name-script", (language, text), ("fr", "")) == [(word,)]
    assert evidence("name-script", ("fr", ""), (language, text)) == [(word,)]


@pytest.mark.parametrize("text", ["IT-отдел", "Т-34 и UTF-8", "A4 и А4", "Уачипато", "α-частица", "x² и м²"])
def test_scripts_side_by_side_are_no_mixture(text: str) -> None:
    """Only letters between hyphens count, digits not at all."""
    assert messages("name-script", ("en", "x"), ("ru", text)) == []


def test_roman_numerals_typed_in_cyrillic() -> None:
    """Have a message of their own, and the numeral in Latin letters."""
    (finding,) = found("name-script", ("es", "el siglo XX"), ("ru", "в ХХ веке"))
    assert finding.message.key == "roman-in-cyrillic"
    assert finding.expected == ("XX",)
    assert messages("name-script", ("es", "el siglo XX"), ("ru", "в XX веке")) == []
    assert messages("name-script", ("es", "cosecha"), ("ru", "Х. Уачипато")) == []
    assert messages("name-script", ("es", "formas X"), ("ru", "модель Х-формы")) == []


@pytest.mark.parametrize(
    ("language", "text", "double"),
    [
        ("ru", "народная власть власть на местах", "власть власть"),
        ("ru", "движение за за власть", "за за"),
        ("es", "la toma de de empresas", "de de"),
        ("en", "In the The factory", "the The"),
        ("en", "The the factory", "The the"),
        ("en", "Data Sources Sources", "Sources Sources"),
        ("ru", "Они ушли. Власть власть спасла", "Власть власть"),
    ],
)
def test_a_doubled_word(language: str, text: str, double: str) -> None:
    """Of one letter or many, with or without a capital; but see names below."""
    expected = [] if double == "the The" else [(double,)]
    assert evidence("repeated-word", ("fr", "une phrase"), (language, text)) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "nos nos vemos"),
        ("en", "he had had enough"),
        ("es", "en La La Serena"),
        ("es", "en la La Serena"),
        ("es", "en el El Salvador"),
        ("ru", "укажите в поле Поле данных"),
        ("ru", "Введите в поле Имя имя переменной"),
        ("ru", "еле-еле, чуть-чуть"),
        ("ru", "власть, власть и ещё раз власть"),
        ("en", "x x y"),
        ("en", "5 5"),
        ("es", "con Y y Z fijados"),
        ("es", "el de él"),
        ("en", "e.g. G major"),
    ],
)
def test_words_that_may_stand_twice(language: str, text: str) -> None:
    """Across punctuation, in names, by grammar, and where no word is doubled at all."""
    assert messages("repeated-word", ("fr", "une phrase"), (language, text)) == []


def test_where_the_source_doubles_too() -> None:
    """A hyphen doubles as well: Бора-Бора."""
    assert messages("repeated-word", ("ru", "на Бора-Бора"), ("es", "en Bora Bora")) == []
    assert messages("repeated-word", ("ru", "очень очень рад"), ("es", "muy feliz feliz")) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("(Сан-Мигель)", "(San Miguel", [("(",)]),
        ("(Сан-Мигель)", "San Miguel)", [(")",)]),
        ("[а] {б}", "[a) {b}", [("[",), (")",)]),
        ("(а [б; [в]])", "(a [b; [c])", [("[",)]),
        ("(а [б; [в]])", "(a [b; [c]]", [("(",)]),
        ("(а [б] в)", "(a [b) otra)", [("[",), (")",)]),
        ("а) заводы", "a) fábricas", []),
        ("заводы", "1) fábricas; 2) fundos", []),
        ("рад", "feliz :) y triste :(", []),
        ("1) или i)", "por ejemplo «1)» o “i)”", []),
        ("скобка (", "paréntesis (", []),
        ("Сан-Мигель", "(San Miguel)", []),
    ],
)
def test_brackets(source: str, target: str, expected: list[tuple[str, ...]]) -> None:
    """Pairs only: enumerations and faces have one half, and a bracket more is no error."""
    assert evidence("brackets", ("ru", source), ("es", target)) == expected


def test_a_bracket_of_the_source() -> None:
    """Is reported in the source."""
    assert evidence("brackets", ("ru", "(Сан-Мигель"), ("es", "(San Miguel)")) == [("(",)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "el «Huachipato", ["quote-unpaired"]),
        ("es", "el Huachipato»", ["quote-unpaired"]),
        ("en", "the “Huachipato", ["quote-unpaired"]),
        ("en", 'the "Huachipato', ["quote-unpaired"]),
        ("ru", "завод „Уачипато", ["quote-unpaired"]),
        ("en", "the «Huachipato» plant", ["quote-style"]),
        ("ru", "завод “Уачипато”", ["quote-style"]),
        ("ru", "завод ”Уачипато”", ["quote-unpaired"]),
        ("es", "la planta „Huachipato“", ["quote-style"]),
        ("es", "la planta “Huachipato” y «CAP»", []),
        ("ru", "завод «Уачипато» и „КАП“", []),
        ("ru", "ООО «Завод „Уачипато“»", []),
        ("en", 'the ‘Huachipato’ and "CAP"', []),
        ("es", 'las comillas (") y («)', []),
        ("es", 'las comillas (" y «CAP»', ["quote-unpaired"]),
        ("en", "the workers’ plant", []),
        ("fr", "la « Huachipato »", []),
        ("pl", "zakład „Huachipato”", []),
        ("sv", "verket ”Huachipato”", []),
        ("da", "værket »Huachipato«", []),
        ("sv", "verket ”Huachipato", ["quote-unpaired"]),
    ],
)
def test_quotation_marks(language: str, text: str, expected: list[str]) -> None:
    """Paired, of the language's own style; straight ones are everybody's, apostrophes nobody's."""
    assert messages("quotes", ("pt", "a planta Huachipato"), (language, text)) == expected


def test_inches_are_no_quotation_marks() -> None:
    """If the other text has some as well."""
    assert messages("quotes", ("ru", "5-дюймовая труба"), ("en", 'a 5" pipe')) == []
    assert messages("quotes", ("ru", "введите «5»"), ("en", 'type 5"')) == ["quote-unpaired"]


def test_quotation_marks_are_not_counted() -> None:
    """Russian quotes names of factories that Spanish and English leave bare."""
    source = ("ru", "завод «Уачипато», «танкасо» и «Компания»")
    assert messages("quotes", source, ("es", "la planta Huachipato y el Tancazo")) == []


def test_a_quotation_cut_off_by_the_segment() -> None:
    """In both texts, though one of them has single marks."""
    cut = ("en", "The following is added:‘Article 2")
    assert messages("quotes", cut, ("es", "Se añade:«Artículo 2")) == []
    whole = ("en", "The workers’ plant ‘Huachipato’ stood still")
    assert messages("quotes", whole, ("es", "la planta «Huachipato")) == []
    whole = ("en", "The plant ‘Huachipato’ stood still, isn’t it")
    assert messages("quotes", whole, ("es", "la planta «Huachipato")) == ["quote-unpaired"]


def test_crossed_pairs_are_found() -> None:
    """«a “b» c”: the inner one is not closed where it should be."""
    assert messages("quotes", ("ru", "а «б» в"), ("es", "a «b “c» d”")) != []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("на  местах", "en la base", ["double-space"]),
        ("на местах", "en la  base", ["double-space"]),
        ("на местах", "en la\u00a0 base", ["double-space"]),
        ("на  местах", "en la  base", []),
        ("на местах", " en la base", ["edge-space-start"]),
        ("на местах", "en la base\n", ["edge-space-end"]),
        (" на местах ", " en la base ", []),
        ("на местах\nи ещё", "en la base\ny más", []),
    ],
)
def test_spaces(source: str, target: str, expected: list[str]) -> None:
    """Double ones if only one text has some, and edges that differ."""
    assert messages("spacing", ("ru", source), ("es", target)) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Они ушли.", "Se fueron", ["end-mark-missing"]),
        ("Они ушли", "Se fueron.", []),
        ("Они ушли. Завод встал", "Se fueron. La planta paró.", ["end-mark-added"]),
        ("Они ушли: ", "Se fueron", ["end-mark-missing"]),
        ("Они ушли?", "¡Se fueron!", ["end-mark-changed"]),
        ("Они ушли", "¡Se fueron!", ["end-mark-added"]),
        ("Они ушли:", "Se fueron.", []),
        ("Они ушли.", "Se fueron.", []),
        ("Они ушли…", "Se fueron...", []),
        ("Он сказал: «Они ушли».", "Dijo: «Se fueron.»", []),
        ("Он сказал: «Они ушли».", "Dijo: “Se fueron”", ["end-mark-missing"]),
        ("в тот момент 25 тыс.", "en ese momento las 25 000.", []),
        ("25 тыс.", "25 000", []),
        ("в США", "en EE.UU.", []),
        ("в 9 утра", "a las 9 a.m.", []),
        ("в 9 утра.", "a las 9 a.m.", []),
        ("и т. д.", "etcétera", []),
        ("Они ушли (вчера).", "Se fueron (ayer).", []),
        ("Они ушли。", "Se fueron.", []),
        ("даёт ошибку #ДЕЛ/0!.", "da el error #¡DIV/0!", ["end-mark-missing"]),
        ("ошибка #ДЕЛ/0!", "el error #¡DIV/0!.", []),
        ("Значение макс.", "Valor máximo", []),
    ],
)
def test_the_end_of_the_text(source: str, target: str, expected: list[str]) -> None:
    """Compared without closing quotes; the dot of an abbreviation is as good as a full stop or none."""
    assert messages("punctuation", ("ru", source), ("es", target)) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Они ушли", "Se fueron.", ["end-mark-added"]),
        ("Они ушли:", "Se fueron.", ["end-mark-changed"]),
        ("Они ушли…", "Se fueron.", ["end-mark-changed"]),
        ("Они ушли;", "Se fueron", ["end-mark-missing"]),
        ("Они ушли", "Se fueron:", ["end-mark-added"]),
        ("Они ушли.", "Se fueron", []),
        ("Они ушли?", "Se fueron.", []),
    ],
)
def test_ends_that_style_decides(source: str, target: str, expected: list[str]) -> None:
    """A check of their own, for labels, headings and the lines before lists."""
    assert messages("style", ("ru", source), ("es", target)) == expected


@pytest.mark.parametrize(
    ("spanish", "expected"),
    [
        ("Qué hora es?", ["opening-mark-missing"]),
        ("¿Qué hora es?", []),
        ("¡Qué bien! ¿No?", []),
        ("Pero, ¿qué hora es?", []),
        ("Dijo que sí, pero qué hora es?", ["opening-mark-missing"]),
        ("¿Qué hora es? Y qué más?", ["opening-mark-missing"]),
        ("¡¿Qué hora es?!", []),
        ("¿Qué hora es!", []),
        ("¿Qué hora es", ["closing-mark-missing"]),
        ("«¿Qué hora es?», dijo", []),
        ("el error #¡DIV/0!", []),
        ("el error #¡VALOR! aparece", []),
        ("n!, el factorial de n, es (2+3)! / 2!", []),
        ("el signo (?) y a != b", []),
        ("https://example.org/?a=1", []),
        ("¡Hola, {name}!", []),
        ("¿Borrar %s?", []),
        ("Borrar %s?", ["opening-mark-missing"]),
    ],
)
def test_spanish_opens_its_questions(spanish: str, expected: list[str]) -> None:
    """In mid-sentence too; factorials and signs alone are no questions."""
    source = ("ru", "x" + {"?": "?", "!": "!"}.get(spanish[-1], ""))
    said = [key for key in messages("punctuation", source, ("es", spanish)) if not key.startswith("end-")]
    assert said == expected
    reversed_ = messages("punctuation", ("es", spanish), source)
    assert [key for key in reversed_ if not key.startswith("end-")] == expected
