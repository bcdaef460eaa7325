"""The tmserver protocol under /tmserver and /api/v1, as its clients speak it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest

from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.services.access.keys import NewKey, create_key
from tmserver.services.database import open_database
from tmserver.services.units.add import NewUnit, add_unit
from tmserver.settings import Settings

SENTENCE = "Тогда вооруженные силы начали прочесывание."
AWKWARD = [
    "a/b",
    "a//b",
    "/etc/passwd",
    "//two first",
    "the end/",
    "first\nsecond",
    "CR\r\nLF",
    "a%2Fb is not a/b",
    "50 % off",
    "Really?",
    "issue #5",
    "a+b & c=d;e",
    " spaces at both ends ",
    "..",
    "../../up",
    "./here/.",
    "Press [X12X] to go [X5X]on",
    "\u2028 separator",
    "🙂 emoji",
    "languages/",
    "слово " * 333 + "кц",
]


def at(place: str, source: str, target: str, text: str) -> str:
    """The path of a lookup with every reserved character escaped, as both clients do it."""
    return f"/{place}/{source}/{target}/unit/{quote(text, safe='')}"


@pytest.fixture
def stocked(settings: Settings) -> Iterator[Client]:
    """A client of a service whose memory has the awkward texts."""
    database = open_database(settings)
    for text in AWKWARD:
        add_unit(database, settings, "awkward", NewUnit("en", "ru", text, "так"), by="test", create=True)
    database.close()
    app = create_app(settings)
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


@pytest.mark.parametrize("place", ["tmserver", "api/v1"])
def test_it_works(client: Client, place: str) -> None:
    """A list of source, target and a number from 0 to 100, best first, at both places."""
    answer = client.get(at(place, "ru", "es", SENTENCE))
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    first = answer.json[0]
    assert first["source"].startswith("Именно тогда")
    assert first["target"].startswith("Fue precisamente")
    assert first["quality"] == 87
    qualities = [each["quality"] for each in answer.json]
    assert qualities == sorted(qualities, reverse=True)


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_is_found(stocked: Client, text: str) -> None:
    """Slashes anywhere, line breaks, escapes, spaces at the ends and 2,000 characters come back as 100."""
    for prefix in ("tmserver", "api/v1", "tmserver/", "api/v1/"):
        answer = stocked.get(at(prefix, "en", "ru", text))
        assert answer.status_code == 200
        assert (answer.json[0]["source"], answer.json[0]["quality"]) == (text, 100)
    in_query = stocked.get("/tmserver/en/ru/unit/", query_string={"source": text})
    assert in_query.json[0]["source"] == text


def test_weblate_saves_its_configuration(client: Client) -> None:
    """It asks for the languages and for "test" from English into German: both are 200, the second empty."""
    languages = client.get("/tmserver/languages/").json
    assert languages == {"sourceLanguages": ["en", "es", "ru"], "targetLanguages": ["en", "es", "ru"]}
    answer = client.get("/tmserver/en/de/unit/test", headers={"Accept": "application/json; charset=utf-8"})
    assert (answer.status_code, answer.json) == (200, [])


@pytest.mark.parametrize("granted", [(), ("chile-1973",)])
def test_weblate_with_a_key_in_its_url(client: Client, settings: Settings, granted: tuple[str, ...]) -> None:
    """From elsewhere with user:KEY@host or /tmserver/KEY: languages, the trial lookup, and real ones."""
    key = create_key(open_database(settings), NewKey("weblate", memories=granted)).secret
    away = {"REMOTE_ADDR": "203.0.113.5"}
    basic = b64encode(f"weblate:{key}".encode()).decode()
    for prefix, headers in (("tmserver", {"Authorization": f"Basic {basic}"}), (f"tmserver/{key}", {})):
        asked = {"headers": headers | {"Accept": "application/json; charset=utf-8"}, "environ_base": away}
        assert client.get(f"/{prefix}/languages/", **asked).json["sourceLanguages"] == ["en", "es", "ru"]
        trial = client.get(f"/{prefix}/en/de/unit/test", **asked)
        assert (trial.status_code, trial.json) == (200, [])
        found = client.get(at(prefix, "ru", "es", SENTENCE), **asked).json
        assert int(found[0]["quality"]) == 87
        with_marks = client.get(at(prefix, "en", "pt_br", "Files in [X9X]\n/tmp/a: [X23X]"), **asked)
        assert (with_marks.status_code, with_marks.json) == (200, [])
    assert client.get("/tmserver/en/de/unit/test", environ_base=away).status_code == 401


@pytest.mark.parametrize(
    ("source", "target"),
    [("xx", "ru"), ("ru", "xx"), ("ru", "ru"), ("ru", "ru_ru"), ("---", "ru"), ("%20", "ru")],
)
def test_languages_without_translations(client: Client, source: str, target: str) -> None:
    """Languages that nobody has, or that are the same, are an empty list."""
    answer = client.get(f"/tmserver/{source}/{target}/unit/test")
    assert (answer.status_code, answer.json) == (200, [])


@pytest.mark.parametrize("codes", [("RU", "es"), ("ru_ru", "es_CL"), ("ru-RU", "ES"), ("rus", "es_es")])
def test_codes_are_folded(client: Client, codes: tuple[str, str]) -> None:
    """Case, underscore and region of a code do not keep a translation away."""
    assert client.get(at("tmserver", *codes, SENTENCE)).json


def test_languages_in_every_spelling(settings: Settings) -> None:
    """A regional language is listed with and without its region, Chinese with its script."""
    database = open_database(settings)
    for tag in ("en-US", "zh-CN", "pt-BR"):
        add_unit(database, settings, "more", NewUnit(tag, "ru", "a", "b"), by="test", create=True)
    database.close()
    app = create_app(settings)
    listed = app.test_client().get("/api/v1/languages/").json
    app.extensions["tmserver"].close()
    assert listed is not None
    assert listed["sourceLanguages"] == ["en", "en_us", "es", "pt", "pt_br", "ru", "zh", "zh_cn", "zh_hans"]


@pytest.fixture
def numbered(settings: Settings) -> Iterator[Client]:
    """A client of a service with 40 texts that differ in a number."""
    database = open_database(settings)
    for number in range(40):
        new = NewUnit("en", "ru", f"There are {number} of them in the old box.", f"{number}")
        add_unit(database, settings, "numbers", new, by="test", create=True)
    database.close()
    app = create_app(settings)
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 5),
        ({"max_candidates": "2"}, 2),
        ({"max_candidates": "0"}, 1),
        ({"max_candidates": "999"}, 40),
        ({"min_similarity": "100"}, 1),
        ({"min_similarity": "999"}, 1),
        ({"min_similarity": "1"}, 5),
        ({"min_similarity": "", "max_candidates": "x", "style": "gnome"}, 5),
        ({"min_similarity": "1.5", "max_candidates": "-5"}, 5),
        ({"min_similarity": "9" * 50, "max_candidates": "٣"}, 5),
    ],
)
def test_bounds(numbered: Client, query: dict[str, str], number: int) -> None:
    """Bounds are kept; beyond ours they are moved to ours, and nonsense is passed over."""
    answer = numbered.get(
        at("tmserver", "en", "ru", "There are 7 of them in the old box."), query_string=query
    )
    assert len(answer.json) == number


def test_quality_ends_at_100(client: Client) -> None:
    """Equal text is 100 and never 101."""
    text = "В те первые дни июля 1973 года создавалась народная власть на местах."
    assert client.get(at("tmserver", "ru", "es", text)).json[0]["quality"] == 100


def test_no_text(client: Client) -> None:
    """No text is 404, as amaGama answers; a blank one is found nowhere."""
    assert client.get("/tmserver/ru/es/unit/").status_code == 404
    assert client.get("/tmserver/ru/es/unit/%20%0A").json == []


def test_too_long(client: Client) -> None:
    """A text longer than the longest query is refused with the limit."""
    answer = client.get(at("tmserver", "ru", "es", "x" * 10_001))
    assert answer.status_code == 422
    assert "10,000" in answer.json["detail"]


def test_jsonp_is_off(client: Client) -> None:
    """A call of a function is refused, naming the setting."""
    answer = client.get(at("tmserver", "ru", "es", "да"), query_string={"jsoncallback": "show"})
    assert answer.status_code == 400
    assert "jsonp" in answer.json["detail"]


@pytest.mark.parametrize("parameter", ["jsoncallback", "callback"])
def test_jsonp(settings: Settings, parameter: str) -> None:
    """Once allowed, both servers' parameters call a function; nothing but a function's name is taken."""
    app = create_app(replace(settings, jsonp=True))
    client: Client = app.test_client()
    for name in ("show", "jQuery1_2.done", "$f"):
        answer = client.get("/tmserver/xx/es/unit/a", query_string={parameter: name})
        assert (answer.mimetype, answer.text) == ("text/javascript", f"/**/{name}([])")
    for name in ("alert(1)//", "a b", "1a", "é", "x" * 101, "a\n"):
        assert client.get("/tmserver/xx/es/unit/a", query_string={parameter: name}).status_code == 422
    app.extensions["tmserver"].close()


def test_jsonp_of_another_site(settings: Settings) -> None:
    """Pages of other sites get lookups by JSONP only if that is allowed, and nothing else."""
    page = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script"}
    for jsonp, status in ((False, 403), (True, 200)):
        app = create_app(replace(settings, jsonp=jsonp))
        client: Client = app.test_client()
        assert client.get("/tmserver/ru/es/unit/a?callback=f", headers=page).status_code == status
        assert client.get("/tmserver/ru/es/unit/a", headers=page).status_code == 403
        assert client.get("/api/v2/memories?callback=f", headers=page).status_code == 403
        app.extensions["tmserver"].close()
