"""/api/v2/alignments: documents aligned as a job, corrected, taken away as a table, and stored."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.tmserver.api.test_imports import done
from tests.tmserver.conftest import Client
from tmserver.settings import Settings

RU = "Рабочие заняли завод. Солдаты начали обыски. В 1973 году это было обычным делом."
ES = "Los obreros tomaron la fábrica. Los soldados iniciaron los allanamientos. En 1973 era cosa corriente."


def form(**fields: Any) -> dict[str, Any]:
    """A form with two small documents."""
    files = [(BytesIO(RU.encode()), "a.txt"), (BytesIO(ES.encode()), "b.md")]
    return {"files": files, "language": ["ru", "es"], "memory": "chile-1973", "meaning": "false"} | fields


@pytest.fixture
def address(client: Client, settings: Settings) -> str:
    """The address of an alignment that is done."""
    answer = client.post("/api/v2/alignments", data=form(document="carta"))
    assert answer.status_code == 202, answer.json
    job = client.get(answer.headers["Location"]).json
    assert done(client, settings) == job["id"]
    return f"/api/v2/alignments/{job['id']}"


def step(client: Client, address: str, **given: Any) -> Any:
    """A step of the correction."""
    return client.post(f"{address}/steps", json=given)


def test_aligned(client: Client, address: str) -> None:
    """The job tells what was found; the links have all segments in both languages."""
    job = client.get(address.replace("alignments", "jobs")).json
    assert job["result"]["shapes"] == {"1-1": 3}
    assert (job["result"]["by_meaning"], job["result"]["sentences"]) == (False, [3, 3])
    page = client.get(f"{address}/links?limit=2").json
    assert (len(page["items"]), page["total"], page["next"], page["version"]) == (2, 3, 2, 0)
    first = page["items"][0]
    assert first["texts"][1] == {"language": "es", "segments": ["Los obreros tomaron la fábrica."]}
    assert client.get(f"{address}/links?after=2").json["next"] is None


def test_corrected(client: Client, address: str) -> None:
    """Steps change the links one after another; one for an earlier state is refused, a wrong one named."""
    assert step(client, address, version=0, step="merge", link=0).json["links"] == 2
    assert step(client, address, version=0, step="merge", link=0).status_code == 412
    split = step(client, address, version=1, step="split", link=0, language="es", segment=1)
    assert split.json == {"version": 2, "links": 3, "doubtful": 0, "accepted": 0}
    moved = step(client, address, version=2, step="move-down", link=0, language="ru").json
    assert moved["links"] == 3
    assert step(client, address, version=3, step="undo").json["version"] == 4
    assert step(client, address, version=4, step="accept", link=1).json["accepted"] == 1
    assert step(client, address, version=5, step="accept-certain").json["accepted"] >= 1
    wrong = step(client, address, version=6, step="move-up", link=0, language="fr")
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/language")
    assert step(client, address, version=6, step="accept", link=9).status_code == 422


def test_taken_away_as_a_table(client: Client, address: str) -> None:
    """As the command line writes it."""
    answer = client.get(f"{address}/review")
    assert answer.mimetype == "text/tab-separated-values"
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0] == "place\tconfidence\tru\tes"
    assert len(lines) == 4


def test_stored(client: Client, address: str) -> None:
    """What is accepted is translated, the rest drafts that lose points; nothing is stored twice."""
    refused = client.post(f"{address}/store", json={"accepted_only": True})
    assert refused.status_code == 422
    step(client, address, version=0, step="accept", link=0)
    assert client.post(f"{address}/store", json={"accepted_only": True}).json["added"] == 1
    stored = client.post(f"{address}/store", json={"penalty": 10}).json
    assert stored == {"added": 2, "unchanged": 1, "replaced": 0}
    units = client.get("/api/v2/memories/chile-1973/units?document=carta").json["items"]
    assert sorted(unit["status"] for unit in units) == ["draft", "draft", "translated"]
    query = {"source": "ru", "target": "es", "text": "Солдаты начали обыски."}
    (match,) = client.get("/api/v2/lookup", query_string=query).json["matches"]
    assert match["score"] == 90


@pytest.mark.parametrize(
    ("fields", "status", "pointer"),
    [
        ({"language": ["ru"]}, 422, "/languages"),
        ({"language": ["ru", "ru"]}, 422, "/languages"),
        ({"language": ["ru", ""]}, 422, "/languages"),
        ({"memory": "none"}, 404, None),
        ({"memory": "../x", "create": "true"}, 422, "/memory"),
    ],
)
def test_what_cannot_be(client: Client, fields: dict[str, Any], status: int, pointer: str | None) -> None:
    """It is refused at once, with the field."""
    answer = client.post("/api/v2/alignments", data=form(**fields))
    assert answer.status_code == status, answer.json
    assert pointer is None or answer.json["errors"][0]["pointer"] == pointer


def test_before_it_is_aligned(client: Client) -> None:
    """There is nothing to correct, and of a job of another kind neither."""
    job = client.post("/api/v2/alignments", data=form()).json["id"]
    assert "queued" in client.get(f"/api/v2/alignments/{job}/links").json["detail"]
    other = client.post(
        "/api/v2/audits", data={"memory": "chile-1973"}, content_type="multipart/form-data"
    ).json["id"]
    assert client.get(f"/api/v2/alignments/{other}/links").status_code == 404


def test_a_document_that_cannot_be_read(client: Client, settings: Settings) -> None:
    """The job fails, and calls the file as its sender does."""
    files = [(BytesIO(b"%PDF-1.7"), "a.pdf"), (BytesIO(ES.encode()), "b.txt")]
    job = client.post("/api/v2/alignments", data=form(files=files)).json["id"]
    done(client, settings)
    assert client.get(f"/api/v2/jobs/{job}").json["error"].startswith("a.pdf: This is PDF")
