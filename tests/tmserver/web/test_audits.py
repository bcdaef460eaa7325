"""Audits: started, watched, read by check and severity, findings accepted."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest

from tests.tmserver.api.test_imports import done
from tests.tmserver.conftest import Client
from tests.tmserver.services.imports.importing import FOOT, HEAD, tu
from tests.tmserver.web.conftest import Send
from tmserver.audit.reports.formats import FORMATS
from tmserver.settings import Settings

HTMX = {"HX-Request": "true"}
EVIL = "<img src=x onerror=alert(1)>"
WRONG = (
    HEAD
    + "".join(tu(ru=f"В {year} году.", es=f"En {year + 1}.") for year in range(1950, 1972))
    + tu(ru="Он вернулся домой.", es="Volvió a a su casa.")
    + tu(ru="Заняли 25 заводов.", es="Ocuparon 25 fábricas.", en="They occupied 52 factories.")
    + FOOT
).encode()


@pytest.fixture
def home(client: Client, settings: Settings) -> str:
    """The memory "work", with faults in numbers, a word twice, and a language that deviates."""
    data = {"files": (BytesIO(WRONG), "a.tmx"), "memory": "work", "create": "true"}
    assert client.post("/api/v2/imports", data=data).status_code == 202
    done(client, settings)
    return "work"


@pytest.fixture
def address(client: Client, settings: Settings, send: Send, home: str) -> str:
    """Where an audit of that memory is, which has ended."""
    found = _start(send, memory=home, all_pairs="1")
    done(client, settings)
    return found


def _start(send: Send, **fields: Any) -> str:
    address: str = send("/audits", fields, HTMX).headers["HX-Redirect"]
    return address


def _finding(text: str) -> str:
    found = re.search(r'name="finding" value="([\w-]+)"', text)
    assert found is not None
    return found[1]


def test_an_audit_is_started_and_watched(client: Client, settings: Settings, send: Send, home: str) -> None:
    """The form leads to the audit's own address: progress that asks again, then its findings."""
    address = _start(send, memory=home, glossary="chile-1973")
    assert 'hx-trigger="every 1s"' in client.get(address, headers=HTMX).text
    assert "waits" in client.get("/audits").text
    done(client, settings)
    assert "every 1s" not in client.get(address).text
    listed = client.get("/audits").text
    assert f'href="{address}"' in listed
    assert re.search(r"error: \d", listed)


def test_findings_are_grouped(client: Client, address: str) -> None:
    """By check, gravest first, the first of each with the way to all of them, each with both texts marked."""
    text = client.get(address).text
    assert text.index('id="group-number"') < text.index('id="group-repeated-word"')
    assert 'id="group-three-way"' in text
    assert '<mark class="error">1951</mark>' in text
    assert "All of “Number”" in text
    assert 'width="100.0"' in text


def test_a_check_and_a_severity_alone(client: Client, address: str) -> None:
    """The address says what is shown; further findings follow, without JavaScript on a page of their own."""
    numbers = client.get(f"{address}?check=number").text
    assert numbers.count('<li class="finding') == 20
    found = re.search(rf'hx-get="({re.escape(address)}\?check=number&amp;cursor=[^"]+)"', numbers)
    assert found is not None
    more = client.get(unescape(found[1]), headers=HTMX).text
    assert more.count('<li class="finding') == 2
    assert "<h1>" not in more
    warnings = client.get(f"{address}?severity=warning").text
    assert 'id="group-repeated-word"' in warnings
    assert 'id="group-number"' not in warnings
    assert client.get(f"{address}?check=nothing&severity=nothing").status_code == 200


def test_three_languages(client: Client, address: str) -> None:
    """The third language stands beside, and the one that deviates is named."""
    text = client.get(f"{address}?check=three-way").text
    assert text.count('class="segment"') == 3
    deviating = re.search(r'class="text deviates" lang="(\w+)"', text)
    assert deviating is not None
    assert deviating[1] == "en"


def test_a_finding_is_accepted(client: Client, settings: Settings, send: Send, address: str) -> None:
    """With a reason, kept with the memory: its next audit leaves it out; taken back, it counts again."""
    finding = _finding(client.get(f"{address}?check=repeated-word").text)
    told = send(f"{address}/accept", {"finding": finding, "reason": "On purpose"}, HTMX).text
    assert "On purpose" in told
    assert "On purpose" in client.get(f"{address}?check=repeated-word").text
    later = _start(send, memory="work")
    done(client, settings)
    assert "1 accepted finding left out" in client.get(later).text
    assert "Accept as it is" in send(f"{address}/withdraw", {"finding": finding}, HTMX).text
    assert client.get("/api/v2/memories/work/baseline").json["accepted"] == []


def test_a_reason_is_needed(client: Client, send: Send, address: str) -> None:
    """Without one the field says so, and nothing is accepted."""
    finding = _finding(client.get(address).text)
    answer = send(f"{address}/accept", {"finding": finding, "reason": " "}, HTMX)
    assert answer.status_code == 422
    assert f'data-field="reason-{finding}"' in answer.text


def _many(send: Send, address: str, **fields: Any) -> str:
    text: str = send(address, {"reason": "On purpose", **fields}, HTMX).text
    return text


def test_all_of_a_check_are_accepted_at_once(client: Client, send: Send, address: str) -> None:
    """For one reason; what was accepted before keeps its own, and one press takes back what was not."""
    numbers = f"{address}?check=number"
    first = _finding(client.get(numbers).text)
    send(f"{address}/accept", {"finding": first, "reason": "Before"}, HTMX)
    text = _many(send, f"{address}/accept-many?check=number", which="all")
    at = re.search(r'name="at" value="([^"]+)"', text)
    assert at is not None
    known = client.get("/api/v2/memories/work/baseline").json["accepted"]
    assert f"{len(known) - 1} findings accepted" in text
    assert len(known) > 20
    assert {each["check"] for each in known} == {"number"}
    assert sorted({each["reason"] for each in known}) == ["Before", "On purpose"]
    assert "All of them were accepted before." in _many(
        send, f"{address}/accept-many?check=number", which="all"
    )
    text = send(f"{address}/withdraw-many?check=number", {"at": at[1]}, HTMX).text
    assert f"{len(known) - 1} findings count again" in text
    assert len(client.get("/api/v2/memories/work/baseline").json["accepted"]) == 1


def test_chosen_ones_are_accepted_at_once(client: Client, send: Send, address: str) -> None:
    """Those and no other, of whatever check."""
    chosen = re.findall(r'form="together" name="finding" value="([\w-]+)"', client.get(address).text)[:3]
    assert "3 findings accepted" in _many(send, f"{address}/accept-many", finding=chosen)
    known = client.get("/api/v2/memories/work/baseline").json["accepted"]
    assert sorted(each["id"] for each in known) == sorted(chosen)


@pytest.mark.parametrize(
    ("path", "fields", "status", "field"),
    [
        ("accept-many", {"reason": "On purpose"}, 422, "finding"),
        ("accept-many", {"which": "all", "reason": " "}, 422, "reason"),
        ("withdraw-many", {"at": "yesterday"}, 422, "at"),
    ],
)
def test_what_cannot_be_accepted(
    client: Client, send: Send, address: str, path: str, fields: dict[str, str], status: int, field: str
) -> None:
    """An error names its field, and nothing is accepted."""
    answer = send(f"{address}/{path}", fields, HTMX)
    assert answer.status_code == status
    assert f'data-field="{field}"' in answer.text
    assert client.get("/api/v2/memories/work/baseline").json["accepted"] == []


def test_every_report_can_be_had(client: Client, address: str) -> None:
    """A link for each format leads to the file."""
    links = re.findall(r'href="(/api/v2/audits/\d+/report\.\w+)"', client.get(address).text)
    assert len(links) == len(FORMATS)
    for link in links:
        with client.get(link) as sent:
            assert sent.status_code == 200


def test_nothing_is_found(client: Client, settings: Settings, send: Send) -> None:
    """A good memory is told to be one."""
    address = _start(send, memory="chile-1973", only="empty")
    done(client, settings)
    assert "Nothing was found." in client.get(address).text


def test_an_audit_is_stopped(client: Client, send: Send) -> None:
    """One that waits ends at once."""
    address = _start(send, memory="chile-1973")
    assert send(f"{address}/cancel", {}).location == address
    assert "was stopped" in client.get(address).text


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"memory": ""}, 422, "memory"),
        ({"memory": "nowhere"}, 404, "memory"),
        ({"memory": "chile-1973", "glossary": "nowhere"}, 404, "glossary"),
        ({"memory": "chile-1973", "all_pairs": "1", "source": "ru"}, 422, "all_pairs"),
        ({"memory": "chile-1973", "only": "nothing"}, 422, "check"),
    ],
)
def test_what_cannot_be(send: Send, fields: dict[str, str], status: int, field: str) -> None:
    """An error names its field."""
    answer = send("/audits", fields, HTMX)
    assert answer.status_code == status
    assert f'data-field="{field}"' in answer.text


def test_another_job_is_no_audit(client: Client, settings: Settings, home: str) -> None:
    """An import's number, and one that nobody has, are not found."""
    assert home
    assert client.get("/audits/1", headers={"Accept": "text/html"}).status_code == 404
    assert client.get("/audits/99").status_code == 404


def test_html_is_text(client: Client, settings: Settings, send: Send, address: str) -> None:
    """Markup in texts, names of files and reasons is shown as it stands."""
    evil = EVIL.replace("<", "&lt;").replace(">", "&gt;")
    file = (HEAD + tu(ru=f"{evil} 5", es=f"{evil} 6") + FOOT).encode()
    audited = _start(send, files=(BytesIO(file), f"{EVIL}.tmx"))
    done(client, settings)
    finding = _finding(client.get(f"{address}?check=repeated-word").text)
    pages = [
        client.get(audited).text,
        client.get("/audits").text,
        send(f"{address}/accept", {"finding": finding, "reason": EVIL}, HTMX).text,
        client.get(f"{address}?check=repeated-word").text,
    ]
    assert all("<img" not in page for page in pages)
    assert all("img src=x" in unescape(re.sub("</?mark[^>]*>", "", page)) for page in pages)
