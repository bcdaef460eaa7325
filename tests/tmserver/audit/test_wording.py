"""Findings in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from babel import Locale

import tmserver.audit
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Message
from tmserver.audit.sentences import en, es, ru
from tmserver.audit.wording import LANGUAGES, LONGEST, description, say, title

MODULES = {"ru": ru, "es": es, "en": en}


def fields(template: str) -> set[str]:
    """The names that a sentence has a place for."""
    return set(re.findall(r"\{(\w+)\}", template))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_with_the_same_arguments(language: str) -> None:
    """All languages have all keys, and put the same things into them."""
    sentences = MODULES[language].SENTENCES
    assert sentences.keys() == en.SENTENCES.keys()
    for key, template in sentences.items():
        english = en.SENTENCES[key]
        assert isinstance(template, Mapping) is isinstance(english, Mapping)
        if isinstance(template, str) and isinstance(english, str):
            assert fields(template) == fields(english), key
        elif isinstance(template, Mapping) and isinstance(english, Mapping):
            assert {frozenset(fields(each)) for each in template.values()} <= {
                frozenset(fields(english["other"])),
                frozenset(fields(english["other"])) - {"count"},
            }, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_complete(language: str) -> None:
    """A sentence that counts has every plural category that CLDR gives the language."""
    categories = {*Locale(language).plural_form.tags, "other"}
    for key, template in MODULES[language].SENTENCES.items():
        if isinstance(template, Mapping):
            assert set(template) == categories, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_a_title_and_a_description(language: str) -> None:
    """In the order of the checks, and no more than there are."""
    assert list(MODULES[language].TITLES) == list(CHECKS) == list(MODULES[language].DESCRIPTIONS)
    for check in CHECKS:
        assert title(check, language)
        assert description(check, language).endswith(".")


def test_every_message_of_a_check_has_a_sentence() -> None:
    """No key that stands in the code is unknown to the tables, and none of the tables is idle."""
    folder = Path(tmserver.audit.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    built = {f"{check}-{what}" for check in ("number", "date") for what in ("changed", "missing", "added")}
    built |= {f"term-{what}{bare}" for what in ("forbidden", "deprecated") for bare in ("", "-bare")}
    for key in en.SENTENCES:
        assert f'"{key}"' in code or key in built, key


def test_russian_numbers_decline() -> None:
    """Two, five and twenty-one take three forms."""
    said = [say(Message("term-inconsistent", (("count", n), ("text", "кордон"))), "ru") for n in (2, 5, 21)]
    assert said == [
        "У термина «кордон» 2 разных перевода.",
        "У термина «кордон» 5 разных переводов.",
        "У термина «кордон» 21 перевод.",
    ]


def test_three_languages_say_who_deviates() -> None:
    """The sentence of the pair is said of the language, which has its name."""
    arguments = (("check", "number"), ("deviates", "es-CL"), ("text", "25"), ("what", "number-missing"))
    message = Message("three-way", arguments)
    assert say(message, "en") == (
        "Spanish (Chile) deviates from the other languages. The number “25” is missing."
    )
    assert say(message, "es") == (
        "El texto en español (Chile) se aparta de los otros idiomas. Falta el número «25»."
    )
    assert say(message, "ru") == (
        "Отличается один язык, испанский (Чили); другие согласны. Пропущено число «25»."
    )


def test_long_texts_are_cut() -> None:
    """A whole paragraph is no part of a sentence; braces in it mean nothing."""
    said = say(Message("number-missing", (("text", "{x} " * 100),)), "en")
    assert said.startswith("The number “{x} {x}")
    assert len(said) < LONGEST + 40
