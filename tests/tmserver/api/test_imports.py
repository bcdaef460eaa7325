"""POST /api/v2/imports and the jobs that come of it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.services.imports.importing import FOOT, HEAD, tu
from tests.tmserver.services.jobs.working import do_next
from tmserver.app import create_app
from tmserver.gate import uploads
from tmserver.gate.services import Services
from tmserver.settings import Settings

FILE = (HEAD + tu(ru="Да", es="Sí") + tu(ru="Один") + FOOT).encode()


def form(**fields: Any) -> dict[str, Any]:
    """A form with one small file."""
    return {"files": (BytesIO(FILE), "a.tmx"), "memory": "chile-1973"} | fields


def services_of(client: Client) -> Services:
    """The services of the client's application."""
    found: Services = client.application.extensions["tmserver"]
    return found


def done(client: Client, settings: Settings) -> int:
    """The id of the next job, after it was done."""
    here = services_of(client)
    return do_next(here.database, settings, here.jobs).id


def test_import(client: Client, settings: Settings) -> None:
    """202 with the job and its address; then its counts, its report, and the units in lookups."""
    answer = client.post("/api/v2/imports", data=form(map="es=es-CL", document="letter"))
    assert answer.status_code == 202
    assert (answer.json["state"], answer.json["memories"]) == ("queued", ["chile-1973"])
    address = answer.headers["Location"]
    assert address == f"/api/v2/jobs/{answer.json['id']}"
    assert client.get(f"{address}/report").status_code == 404
    done(client, settings)
    job = client.get(address).json
    assert (job["state"], job["progress"]["share"], job["error"]) == ("done", 1, None)
    assert job["result"]["total"]["added"] == 1
    assert job["request"]["map"] == {"es": "es-CL"}
    assert job["request"]["files"] == [{"name": "a.tmx", "size": len(FILE)}]
    with client.get(f"{address}/report") as report:
        assert "one language only" in report.text
        assert f"import-{job['id']}.csv" in report.headers["Content-Disposition"]
    found = client.get("/api/v2/lookup?source=ru&target=es-CL&text=Да").json
    assert found["matches"][0]["target"] == {"language": "es-CL", "text": "Sí"}


@pytest.mark.parametrize(
    ("fields", "status", "pointer"),
    [
        ({"memory": "nowhere"}, 404, "/memory"),
        ({"memory": "../etc", "create": "true"}, 422, "/memory"),
        ({"files": "a.tmx"}, 422, "/files/0"),
        ({"on_conflict": "mine"}, 422, "/on_conflict"),
        ({"map": "es"}, 422, "/map"),
        ({"source": " "}, 422, "/source"),
        ({"memry": "x"}, 422, "/memry"),
        ({"delimiter": "::"}, 422, "/delimiter"),
    ],
)
def test_wrong_forms(client: Client, fields: dict[str, Any], status: int, pointer: str) -> None:
    """The problem names the field, and no job or file is left."""
    answer = client.post("/api/v2/imports", data=form(**fields), content_type="multipart/form-data")
    assert answer.status_code == status
    named = [answer.json.get("pointer"), *(each["pointer"] for each in answer.json.get("errors", ()))]
    assert pointer in named
    assert client.get("/api/v2/jobs").json["total"] == 0
    root = services_of(client).jobs.folders.root
    assert not root.exists() or not list(root.iterdir())


def test_pages_of_other_sites_send_no_files(client: Client) -> None:
    """A form of another site says where it comes from; a browser that does not say it is not trusted."""
    for headers, status in (
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"User-Agent": "Mozilla/4.0 (compatible; MSIE 8.0)"}, 415),
        ({"User-Agent": "Mozilla/5.0", "Origin": "http://localhost"}, 202),
        ({"User-Agent": "Mozilla/5.0", "Sec-Fetch-Site": "same-origin"}, 202),
        ({"User-Agent": "curl/8.5"}, 202),
    ):
        answer = client.post("/api/v2/imports", data=form(), headers=headers)
        assert answer.status_code == status, headers


def test_files_go_only_where_they_are_taken(client: Client) -> None:
    """A form with files is no JSON elsewhere."""
    assert client.post("/api/v2/lookup", data=form()).status_code == 415


@pytest.mark.parametrize(("size", "status"), [(10_000, 202), (30_000, 413)])
def test_large_uploads(settings: Settings, size: int, status: int) -> None:
    """Uploads may be larger than other bodies, up to a limit of their own."""
    app = create_app(replace(settings, max_body_size=5_000, max_upload_size=20_000))
    large = {"files": (BytesIO(b" " * size), "a.csv")}
    answer = app.test_client().post("/api/v2/imports", data=form(**large))
    assert answer.status_code == status
    app.extensions["tmserver"].close()


def test_list_cancel_delete(client: Client, settings: Settings) -> None:
    """Jobs come page by page, the last one first; waiting ones are cancelled, ended ones deleted."""
    ids = [client.post("/api/v2/imports", data=form()).json["id"] for _ in range(3)]
    page = client.get("/api/v2/jobs?limit=2").json
    assert ([job["id"] for job in page["items"]], page["total"], page["more"]) == (ids[:0:-1], 3, False)
    rest = client.get(f"/api/v2/jobs?limit=2&cursor={page['next']}").json
    assert ([job["id"] for job in rest["items"]], rest["next"]) == (ids[:1], None)
    assert client.delete(f"/api/v2/jobs/{ids[0]}").status_code == 409
    assert client.post(f"/api/v2/jobs/{ids[0]}/cancel", json={}).json["state"] == "cancelled"
    assert client.get("/api/v2/jobs?state=cancelled&kind=import").json["total"] == 1
    folders = services_of(client).jobs.folders
    assert len(list(folders.root.iterdir())) == 3
    assert client.delete(f"/api/v2/jobs/{ids[0]}").status_code == 204
    assert client.get(f"/api/v2/jobs/{ids[0]}").status_code == 404
    assert len(list(folders.root.iterdir())) == 2
    assert done(client, settings) == ids[1]


@pytest.mark.parametrize("query", ["limit=0", "cursor=x", "state=lost", "page=2"])
def test_wrong_lists(client: Client, query: str) -> None:
    """Parameters that cannot be are refused."""
    assert client.get(f"/api/v2/jobs?{query}").status_code == 422


def test_an_upload_leaves_nothing_in_the_web_root(client: Client, tmp_path: Path) -> None:
    """Files have random names, below the data folder only."""
    client.post("/api/v2/imports", data=form(files=(BytesIO(FILE), "../../../evil.tmx")))
    assert [path.name for path in tmp_path.rglob("*evil*")] == []
    (folder,) = services_of(client).jobs.folders.root.iterdir()
    assert [path.name for path in folder.iterdir()] == ["files-0"]


def test_an_upload_comes_on_the_disk_of_the_jobs(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not in the system's folder for such, which may be in memory; only the job's folder stays."""
    monkeypatch.setattr(uploads, "_IN_MEMORY", 10)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    assert client.post("/api/v2/imports", data=form()).status_code == 202
    assert len(list(services_of(client).jobs.folders.root.iterdir())) == 1
