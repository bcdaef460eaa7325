"""Checks of what is carried over: empty and untranslated targets, codes, addresses, words with digits."""

from __future__ import annotations

import pytest

from tests.tmserver.audit.pairs import evidence, messages
from tmserver.audit.codes import find_codes
from tmserver.audit.completeness import find_untranslated
from tmserver.audit.pair import Pair, Reading
from tmserver.segment import Code, Variant


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("завод", "", ["empty-target"]),
        ("завод", " \n", ["empty-target"]),
        ("", "x", ["empty-source"]),
        ("", "", []),
    ],
)
def test_empty(source: str, target: str, expected: list[str]) -> None:
    """White space is nothing; two empty texts agree."""
    assert messages("empty", ("ru", source), ("es", target)) == expected


@pytest.mark.parametrize(
    ("languages", "text"),
    [
        ("ru es", "народная власть на местах"),
        ("es ru", "el poder popular en la base"),
        ("es en", "Delegados de enlace de cada empresa"),
        ("en es", "Delete the selected files"),
        ("en ru", "Help"),
        ("ru en", "Помощь"),
    ],
)
def test_untranslated(languages: str, text: str) -> None:
    """A word that only the source's language has says so."""
    source, target = languages.split()
    assert messages("untranslated", (source, text), (target, text)) == ["untranslated"]


@pytest.mark.parametrize(
    ("languages", "text"),
    [
        ("es en", "Salvador Allende"),
        ("es en", "Quinta Normal"),
        ("en es", "error"),
        ("en es", "Total"),
        ("es en", "Actor principal"),
        ("en ru", "LibreOffice Writer"),
        ("en ru", "UTF-8"),
        ("en ru", "1973"),
        ("ru es", "25 000"),
        ("en es", "CAP"),
        ("en ru", "https://example.org/the/file"),
        ("en es", "{name} %s"),
        ("en ru", "..."),
        ("es es-CL", "el poder popular"),
        ("ru es", ""),
    ],
)
def test_what_stays_as_it_is(languages: str, text: str) -> None:
    """Names, numbers, codes, addresses, words of both languages."""
    source, target = languages.split()
    pair = Pair(Reading(Variant(source, text)), Reading(Variant(target, text)))
    assert list(find_untranslated(pair)) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Файл {name} найден", "Archivo encontrado", [("{name}",)]),
        ("Файл {name} найден", "Archivo {nombre} encontrado", [("{name}", "{nombre}")]),
        ("Файл {name} найден", "Archivo {имя} encontrado", [("{name}", "{имя}")]),
        ("{пусто} или 0", "{vacío} o 0", []),
        ("{0} и {1}", "{2}", [("{0}", "{2}"), ("{1}",)]),
        ("Файлов: %d", "Archivos: %s", [("%d", "%s")]),
        ("<b>жирный</b>", "<b>negrita", [("</b>",)]),
        ('<a href="x" title="да">тут</a>', '<a href="x" title="sí">aquí</a>', []),
        ("%s в %d", "%d en %s", [("%s", "%d", "%d", "%s")]),
        ("%1$s в %2$d", "%2$d en %1$s", []),
        ("<имя> и <name>", "<nombre> y <apellido>", []),
        ("Том &amp; Джерри", "Tom y Jerry", []),
        ("скидка 50 % сегодня", "descuento del 50 % hoy", []),
        ("{0} и {0}", "{0}", [("{0}",)]),
    ],
)
def test_codes_written_in_the_text(source: str, target: str, expected: list[tuple[str, ...]]) -> None:
    """Missing, added, in another order; not entities, titles and words in angle brackets."""
    assert evidence("code", ("ru", source), ("es", target)) == expected


def test_inline_codes() -> None:
    """Compared by their native content, or by the element where a side has none."""
    bold = Code(0, "bpt", attributes=(("i", "1"),), content="&lt;b&gt;")
    end = Code(3, "ept", attributes=(("i", "1"),), content="&lt;/b&gt;")

    def said(source: tuple[Code, ...], target: tuple[Code, ...]) -> list[str]:
        pair = Pair(Reading(Variant("ru", "раз", source)), Reading(Variant("es", "uno", target)))
        return [finding.message.key for finding in find_codes(pair)]

    other = Code(0, "bpt", attributes=(("i", "7"),), content="&lt;b&gt;")
    assert said((bold, end), (other, end)) == []
    assert said((bold, end), (end,)) == ["code-missing"]
    assert said((), (bold,)) == ["code-added"]
    assert said((bold, end), (Code(0, "bpt"), Code(3, "ept"))) == []
    assert said((bold, end), (Code(0, "ph"), Code(3, "ept"))) == ["code-missing", "code-added"]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "https://example.org/a",
            "https://example.org/b",
            [("https://example.org/a", "https://example.org/b")],
        ),
        ("см. https://example.org/a.", "véase el sitio", [("https://example.org/a",)]),
        ("сайт", "véase www.example.org", [("www.example.org",)]),
        ("пишите a@example.org", "escriba a b@example.org", [("a@example.org", "b@example.org")]),
        ("https://ru.wikipedia.org/", "http://es.wikipedia.org", []),
        ("https://example.org/ru/a", "https://example.org/es/a/", []),
        ("https://www.example.org", "http://example.org", []),
        ("https://ru.wikipedia.org/wiki/Чили", "https://es.wikipedia.org/wiki/Chile", []),
        ("www.example.org/download/", "es.example.org/descarga.", []),
        (
            "https://es.example.org/a",
            "https://es.example.org/b",
            [("https://es.example.org/a", "https://es.example.org/b")],
        ),
        ("www.example.org/a", "es.example.net/a", [("www.example.org/a",)]),
    ],
)
def test_addresses(source: str, target: str, expected: list[tuple[str, ...]]) -> None:
    """Of the web and of e-mail; the language that they lead to may differ, and there the names of pages."""
    assert evidence("url", ("ru", source), ("es", target)) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("танк Т-34 и танк", "el tanque T-34 y otro", []),
        ("танк Т-34 и танк", "el tanque T-54 y otro", [("Т-34",), ("T-54",)]),
        ("кодировка UTF-8", "la codificación UTF-16", [("UTF-8",), ("UTF-16",)]),
        ("кодировка UTF-8", "la codificación de siempre", [("UTF-8",)]),
        ("формат A4", "el formato А4", []),
        ("трёхмерный вид", "vista 3D", []),
        ("тело вращения", "cuerpo de giro 3D", []),
        ("вид 3D", "vista 2D", [("3D",), ("2D",)]),
        ("вид 3D", "vista bidimensional", [("3D",)]),
        ("10МБ памяти", "10MB de memoria", []),
        ("СУММРАЗНКВ", "SUMX2MY2", []),
        ("МНИМ.КОРЕНЬ", "IM.RAIZ2", []),
        ("3-й завод", "la 3.ª fábrica", []),
    ],
)
def test_words_with_digits(source: str, target: str, expected: list[tuple[str, ...]]) -> None:
    """By their digits: letters may be transliterated, the whole said in words, a dimension understood."""
    assert evidence("alphanumeric", ("ru", source), ("es", target)) == expected
