"""Findings in words: a message said in Russian, Spanish or English.

Tables of our own rather than catalogues: some sixty sentences, read and compared side by side, with nothing
to compile. Plural forms are CLDR's, chosen through Babel by the argument ``count``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

from tmserver.audit.finding import Message
from tmserver.audit.sentences import en, es, ru
from tmserver.language import tags

LANGUAGES = ("ru", "es", "en")
"""Languages that findings can be reported in."""

LONGEST = 80
"""Characters of a quoted text in a sentence; the rest is in the finding itself."""

_SENTENCES = {"ru": ru.SENTENCES, "es": es.SENTENCES, "en": en.SENTENCES}
_TITLES = {"ru": ru.TITLES, "es": es.TITLES, "en": en.TITLES}
_DESCRIPTIONS = {"ru": ru.DESCRIPTIONS, "es": es.DESCRIPTIONS, "en": en.DESCRIPTIONS}


def say(message: Message, language: str) -> str:
    """The message as a sentence or two of the language.

    >>> say(Message("same-source", (("count", 3), ("text", "Сохранить файл"))), "ru")
    'У одного исходного текста 3 разных перевода.'
    """
    arguments = {name: _quoted(value) for name, value in message.arguments}
    if message.key == "three-way":
        arguments |= _deviation(message, language)
    template = _SENTENCES[language][message.key]
    if isinstance(template, Mapping):
        count = dict(message.arguments)["count"]
        template = template[_plural_form(language, int(count))]
    return template.format_map(arguments)


def title(check: str, language: str) -> str:
    """What a check is called in a report: "Number"."""
    return _TITLES[language][check]


def description(check: str, language: str) -> str:
    """What a check finds, in one sentence."""
    return _DESCRIPTIONS[language][check]


def _deviation(message: Message, language: str) -> dict[str, str]:
    """The language that deviates, and what the finding of a pair would have said of it."""
    said = dict(message.arguments)
    pair = Message(str(said["what"]), message.arguments)
    return {"language": tags.display_name(str(said["deviates"]), language), "sentence": say(pair, language)}


def _quoted(value: str | int) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


@cache
def _plural_form(language: str, count: int) -> str:
    return str(Locale(language).plural_form(count))
