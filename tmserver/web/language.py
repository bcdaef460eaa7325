"""The language that a page speaks: the reader's choice, else what the browser asks for.

Catalogues are read from their .po files when first needed: nothing is compiled, so that a checkout, an
editable install and a wheel behave alike. English stands in the code itself.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import g, request

LANGUAGES = {"en": "English", "es": "Español", "ru": "Русский"}
"""Languages of the pages, each by its own name."""

COOKIE = "tmserver-language"
_SOURCE = "en"


def language() -> str:
    """The language of this request's page, one of LANGUAGES."""
    if "language" not in g:
        chosen = request.cookies.get(COOKIE, "")
        known = chosen in LANGUAGES
        g.language = chosen if known else request.accept_languages.best_match(LANGUAGES, _SOURCE)
    found: str = g.language
    return found


def gettext(message: str) -> str:
    """The message in the language of this request's page."""
    return _translations(language()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message that this number of things needs."""
    return _translations(language()).ngettext(singular, plural, count)


@cache
def _translations(code: str) -> NullTranslations:
    if code == _SOURCE:
        return NullTranslations()
    place = files("tmserver.web") / "translations" / code / "LC_MESSAGES" / "messages.po"
    with place.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
