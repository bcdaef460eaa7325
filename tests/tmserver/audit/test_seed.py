"""The seed memory under its own glossary: clean as it is, and errors planted into it found by name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import glossary
import tmserver
from glossary.formats.tbx import read_tbx
from tmserver.audit.auditor import Audit
from tmserver.audit.finding import Finding, Location
from tmserver.audit.options import AuditOptions, Rule
from tmserver.audit.wording import LANGUAGES, say
from tmserver.exchange.tmx.reader import read_tmx
from tmserver.segment import Code, Unit

UNITS = list(read_tmx(Path(tmserver.__file__).with_name("data") / "chile-1973.tmx"))
GLOSSARY = Path(glossary.__file__).with_name("data") / "chile-1973.tbx"
CONCEPTS = read_tbx(io.BytesIO(GLOSSARY.read_bytes())).glossary.concepts
PAIRS = [("ru", "es"), ("ru", "en"), ("es", "en"), ("es", "ru"), ("en", "ru"), ("en", "es")]


def audited(units: list[Unit], *pairs: tuple[str, str], rules: tuple[Rule, ...] = ()) -> list[Finding]:
    """The findings of all checks with the seed glossary; no pairs: all, and three-way."""
    placed = [(Location(unit=unit.external_id, number=n), unit) for n, unit in enumerate(units, start=1)]
    return list(Audit(AuditOptions(pairs=pairs, concepts=tuple(CONCEPTS), rules=rules)).run(placed))


def with_text(unit: Unit, language: str, text: str) -> Unit:
    """The unit with another text in a language."""
    return replace(
        unit,
        variants=tuple(
            replace(variant, text=text) if variant.language == language else variant
            for variant in unit.variants
        ),
    )


def planted(language: str, right: str, wrong: str) -> list[Unit]:
    """The seed with the first ``right`` of a language made ``wrong``."""
    units = list(UNITS)
    for place, unit in enumerate(units):
        text = next(variant.text for variant in unit.variants if variant.language == language)
        if right in text:
            units[place] = with_text(unit, language, text.replace(right, wrong, 1))
            return units
    raise AssertionError(f"{right!r} is not in the seed")


@pytest.mark.parametrize("pairs", [(), *((pair,) for pair in PAIRS)], ids=str)
def test_the_seed_is_clean(pairs: tuple[tuple[str, str], ...]) -> None:
    """In every pair and in three languages, without a baseline."""
    assert audited(UNITS, *pairs) == []


ERRORS = [
    # check, source, target, right and wrong in the target
    ("number", "ru", "es", "25\u00a0000", "52\u00a0000"),
    ("number", "ru", "es", "las 25\u00a0000", "muchas"),
    ("number", "ru", "en", "25,000", "2,500"),
    ("number", "es", "en", "25,000", "25"),
    ("number", "en", "ru", "25 тыс.", "25 млн."),
    ("number", "ru", "es", "9:25", "9:52"),
    ("number", "ru", "en", "11:45", "10:45"),
    ("number", "es", "ru", "11 часов 45 минут", "11 часов 54 минуты"),
    ("date", "ru", "es", "29 de junio", "29 de julio"),
    ("date", "ru", "en", "29 June", "28 June"),
    ("date", "ru", "es", "julio de 1973", "julio de 1937"),
    ("date", "en", "ru", "июля 1973 года", "июня 1973 года"),
    ("term-missing", "ru", "es", "poder popular", "dominio del pueblo"),
    ("term-missing", "ru", "en", "sabotage", "incidents"),
    ("term-missing", "es", "ru", "Уачипато", "Хачипато"),
    ("term-missing", "en", "es", "Chiguayante", "Chigayante"),
    ("term-missing", "ru", "en", "the storming of the Bastille", "the fall of the fortress"),
    ("term-forbidden", "ru", "es", "Central Única de Trabajadores", "Central Unitaria de Trabajadores"),
    ("term-forbidden", "ru", "es", "poder popular", "gobierno popular"),
    ("term-forbidden", "ru", "en", "sabotage", "diversion"),
    ("term-deprecated", "es", "en", "peasants", "farmers"),
    ("term-deprecated", "en", "ru", "Уачипато", "Хуачипато"),
    ("term-deprecated", "ru", "es", "planta siderúrgica", "fundición"),
    ("name-script", "ru", "es", "Talcahuano", "Talсahuano"),
    ("name-script", "es", "ru", "Талькауано", "Талькаyано"),
    ("name-script", "ru", "en", "Lota", "Lоta"),
    ("punctuation", "ru", "es", "en la base.", "en la base"),
    ("punctuation", "ru", "en", "grass roots.", "grass roots?"),
    ("punctuation", "en", "es", "en la base.", "en la base!"),
    ("brackets", "ru", "es", "San Bernardo)", "San Bernardo"),
    ("brackets", "es", "en", "(San Miguel", "San Miguel"),
    ("brackets", "en", "ru", "Сан-Бернардо)", "Сан-Бернардо]"),
    ("quotes", "ru", "es", "«Huachipato»", "«Huachipato"),
    ("quotes", "ru", "en", "“Huachipato”", "«Huachipato»"),
    ("quotes", "es", "ru", "«танкасо»", "танкасо»"),
    ("repeated-word", "ru", "es", "el poder popular", "el el poder popular"),
    ("repeated-word", "ru", "en", "of the capital", "of of the capital"),
    ("repeated-word", "en", "ru", "на местах", "на на местах"),
    ("spacing", "ru", "es", "poder popular", "poder  popular"),
    ("spacing", "es", "en", "grass roots.", "grass roots. "),
    ("spacing", "en", "ru", "В те первые", " В те первые"),
    ("code", "ru", "es", "poder popular", "{0} poder popular"),
    ("url", "ru", "en", "popular power", "popular power https://example.org/a"),
    ("alphanumeric", "ru", "es", "obreros", "obreros del T-34"),
    ("alphanumeric", "en", "ru", "рабочие", "рабочие Т-34М"),
]


@pytest.mark.parametrize(("check", "source", "target", "right", "wrong"), ERRORS)
def test_a_planted_error_is_found_and_named(
    check: str, source: str, target: str, right: str, wrong: str
) -> None:
    """Every finding is of this check, about the text that was changed.

    A forbidden term, right in other units, is also rendered inconsistently.
    """
    found = audited(planted(target, right, wrong), (source, target))
    assert {finding.check for finding in found} - {"term-inconsistent"} == {check}
    assert all(finding.target.language == target for finding in found)
    assert all(say(finding.message, language) for finding in found for language in LANGUAGES)


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("es", "25\u00a0000", "52\u00a0000"),
        ("en", "25,000", "2,500"),
        ("ru", "25 тыс.", "25 млн."),
        ("es", "9:25", "9:52"),
        ("ru", "29 июня", "30 июня"),
        ("en", "29 June", "29 July"),
        ("es", "Chiguayante", "Chigayante"),
        ("en", "Huachipato", "Uachipato"),
        ("ru", "Альенде", "Альянде"),
        ("es", "poder popular", "dominio del pueblo"),
    ],
)
def test_three_languages_say_who_deviates(language: str, right: str, wrong: str) -> None:
    """One finding in place of those of the pairs."""
    found = [f for f in audited(planted(language, right, wrong)) if f.check != "term-inconsistent"]
    assert {(finding.check, finding.deviates) for finding in found} == {("three-way", language)}
    assert len(found) == 1


def whole_units() -> Iterator[tuple[str, list[Unit]]]:
    """Seeds with an error of a whole unit, and the check that it is for."""
    first, second, *rest = UNITS
    texts = {variant.language: variant.text for variant in first.variants}
    yield "empty", [with_text(first, "es", ""), second, *rest]
    yield "untranslated", [with_text(first, "es", texts["ru"]), second, *rest]
    yield "length", [first, with_text(second, "es", "Durante la sublevación del Tancazo."), *rest]
    yield "same-source", [*UNITS, with_text(first, "es", "Se creó allí el poder popular en julio de 1973.")]
    others = next(variant.text for variant in UNITS[-1].variants if variant.language == "es")
    yield "same-target", [with_text(first, "es", others), second, *rest]
    codes = (Code(0, "ph", content="&lt;br/&gt;"),)
    yield "code", [replace(first, variants=(replace(first.variants[0], codes=codes), *first.variants[1:]))]


WHOLE = dict(whole_units())


@pytest.mark.parametrize("check", list(WHOLE))
def test_an_error_of_a_whole_unit(check: str) -> None:
    """Empty, untranslated, cut off, translated twice, a neighbour's target, a code lost."""
    assert check in {finding.check for finding in audited(WHOLE[check], ("ru", "es"))}


def test_a_rule_of_the_users_own() -> None:
    """«poder popular» may be asked for in other words."""
    rule = Rule("power", "poder popular", "Dígase «poder del pueblo».")
    found = audited(UNITS, ("ru", "es"), rules=(rule,))
    assert {finding.check for finding in found} == {"pattern"}
    assert len(found) == 3
