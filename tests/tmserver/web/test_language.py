"""The language of pages, and that its catalogues are whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from tests.tmserver.conftest import Client
from tmserver.web.language import LANGUAGES, ngettext

ROOT = Path(__file__).parents[3]
TRANSLATED = [code for code in LANGUAGES if code != "en"]


def _catalogue(path: Path, code: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _of_language(code: str) -> Catalog:
    return _catalogue(ROOT / f"tmserver/web/translations/{code}/LC_MESSAGES/messages.po", code)


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _blanks(text: str) -> Mapping[str, int]:
    """The names to be filled in, each with how often it stands there."""
    names = [piece.partition(")")[0] for piece in text.split("%(")[1:]]
    return {name: names.count(name) for name in names}


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[object]:
    """The messages that templates and code have."""
    file = tmp_path_factory.mktemp("messages") / "messages.pot"
    mapping = f"--mapping-file={ROOT / 'pyproject.toml'}"
    CommandLineInterface().run(["pybabel", "-q", "extract", mapping, f"--output-file={file}", str(ROOT)])  # type: ignore[no-untyped-call]  # Babel's
    return {message.id for message in _catalogue(file) if message.id}


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_has_the_messages_of_the_pages(code: str, extracted: set[object]) -> None:
    """No message is missing and none is left over; scripts/messages brings a catalogue up to date."""
    assert {message.id for message in _of_language(code) if message.id} == extracted


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_is_translated_whole(code: str) -> None:
    """Every form of every message has words, is not in doubt, and fills in what the English one does."""
    for message in _of_language(code):
        if message.id:
            english = [message.id] if isinstance(message.id, str) else list(message.id)
            assert all(_forms(message)), message.id
            assert not message.fuzzy, message.id
            assert {str(_blanks(form)) for form in _forms(message)} == {str(_blanks(english[-1]))}, message.id


@pytest.mark.parametrize(
    ("accepted", "chosen", "spoken"),
    [
        ("ru-RU,en;q=.5", "", "ru"),
        ("es-CL", "", "es"),
        ("fr", "", "en"),
        ("ru", "es", "es"),
        ("ru", "xx", "ru"),
    ],
)
def test_the_language_of_a_page(client: Client, accepted: str, chosen: str, spoken: str) -> None:
    """The browser's, unless the reader chose another; English for those that there is no catalogue of."""
    if chosen:
        client.set_cookie("tmserver-language", chosen)
    answer = client.get("/lookup", headers={"Accept-Language": accepted})
    assert answer.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}"' in answer.text
    assert {"ru": "Ваш перевод", "es": "Su traducción", "en": "Your translation"}[spoken] in answer.text


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 совпадение"), (2, "2 совпадения"), (5, "5 совпадений"), (21, "21 совпадение")]
)
def test_russian_plurals(client: Client, count: int, words: str) -> None:
    """Each number takes the form that Russian has for it."""
    with client.application.test_request_context(headers={"Accept-Language": "ru"}):
        assert ngettext("%(num)s match", "%(num)s matches", count) % {"num": count} == words
