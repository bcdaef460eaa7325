"""What all pages have in common: policy, assets, forms, who may come from where."""

from __future__ import annotations

import re

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.conftest import Send
from tmserver.web.site import POLICY

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_the_first_address(client: Client) -> None:
    """A browser is led to the pages; a program is told the addresses."""
    assert client.get("/", headers=BROWSER).location == "/lookup"
    assert client.get("/", headers={"Accept": "*/*"}).json["service"] == "tmserver"
    assert client.get("/").json["service"] == "tmserver"


def test_the_policy_of_a_page(client: Client) -> None:
    """Only files of this server run or paint, nothing written into the page, and nobody frames it."""
    answer = client.get("/lookup")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", answer.text)


def test_assets_are_kept_until_they_change(client: Client) -> None:
    """A file asked for by its digest is kept for a year; by its name alone it is asked for each time."""
    address = re.findall(r'src="(/static/page\.js\?v=\w+)"', client.get("/lookup").text)[0]
    with client.get(address) as kept, client.get("/static/page.js") as asked:
        assert "immutable" in kept.headers["Cache-Control"]
        assert asked.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {}])
def test_forms_of_the_pages_are_taken(send: Send, headers: dict[str, str]) -> None:
    """A form that the page itself sends, its origin withheld as no-referrer wants it."""
    assert send("/preferences", {"theme": "dark"}, headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    ],
)
def test_forms_of_other_sites_are_refused(send: Send, headers: dict[str, str]) -> None:
    """Another site's form is 403, however it is sent."""
    assert send("/lookup/save", {"text": "x"}, headers).status_code == 403


def test_links_from_elsewhere_lead_to_pages(client: Client) -> None:
    """A link in a mail or wiki opens a page; another site's script or frame gets nothing."""
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/lookup", headers=link).status_code == 200
    assert client.get("/lookup", headers=link | {"Sec-Fetch-Dest": "iframe"}).status_code == 403
    assert client.get("/lookup", headers=link | {"Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert client.get("/api/v2/memories", headers=link).status_code == 403


def test_the_description_of_the_api_has_no_pages(client: Client) -> None:
    """OpenAPI describes what programs call."""
    paths = client.get("/openapi.json").json["paths"]
    assert "/lookup" not in paths
