"""GET /api/v2/memories/{name}/export: what leaves, how it is packed, and what a failure leaves."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.tmserver.api.test_imports import services_of
from tests.tmserver.conftest import Client
from tmserver.services import export_file

PATH = "/api/v2/memories/chile-1973/export"


def test_filters(client: Client) -> None:
    """Parameters narrow the file and change its tags; the header counts what was written."""
    with client.get(f"{PATH}?language=es&language=ru&map=es=es-CL&anonymise=true&level=1") as answer:
        assert b'xml:lang="es-CL"' in answer.data
        assert b'xml:lang="en"' not in answer.data
        assert b"creationid" not in answer.data
        assert json.loads(answer.headers["X-Tmserver-Result"])["written"] == 20
    for query, units in (
        ("status=draft", 0),
        ("author=nobody", 0),
        ("document=nowhere", 0),
        ("before=2000-01-01T00:00:00Z", 0),
        ("status=reviewed&status=draft", 20),
    ):
        with client.get(f"{PATH}?{query}") as answer:
            assert json.loads(answer.headers["X-Tmserver-Result"])["written"] == units, query


def test_packed(client: Client) -> None:
    """Who takes gzip gets the same bytes as gzip, with their length; who refuses it gets them plain."""
    with client.get(PATH, headers={"Accept-Encoding": "gzip;q=0"}) as plain:
        assert plain.headers["Content-Length"] == str(len(plain.data))
        assert "Content-Encoding" not in plain.headers
    with client.get(PATH, headers={"Accept-Encoding": "br, gzip"}) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Content-Length"] == str(len(packed.data))
        assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_nothing_is_left_on_the_disk(client: Client, tmp_path: Path) -> None:
    """The written file goes with the answer."""
    client.get(PATH).close()
    assert list(services_of(client).jobs.folders.root.iterdir()) == []


def test_a_full_disk_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export that does not fit beside the reserve is 503, and no byte of it leaves."""
    monkeypatch.setattr(export_file, "RESERVE", 1 << 60)
    answer = client.get(PATH)
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert "too little of the disk is free" in answer.json["detail"]


@pytest.mark.parametrize(
    "query", ["level=3", "delimiter=;;", "since=yesterday", "map=es", "status=lost", "langauge=ru"]
)
def test_wrong_parameters(client: Client, query: str) -> None:
    """Each is refused."""
    assert client.get(f"{PATH}?{query}").status_code == 422
