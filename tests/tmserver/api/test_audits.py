"""/api/v2/audits: audits as jobs, their findings and reports, and what is accepted."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from tests.tmserver.api.test_imports import done
from tests.tmserver.conftest import Client
from tests.tmserver.services.imports.importing import FOOT, HEAD, tu
from tmserver.audit.reports.formats import FORMATS
from tmserver.settings import Settings

WRONG = (
    HEAD
    + tu(ru="В 1973 году.", es="En 1937.")
    + tu(ru="Это было 11 сентября.", es="Fue el 12 de septiembre.")
    + tu(ru="Он вернулся домой.", es="Volvió a a su casa.")
    + FOOT
).encode()


def form(**fields: Any) -> dict[str, Any]:
    """A form with a file that has three faults."""
    return {"files": (BytesIO(WRONG), "a.tmx")} | fields


def audit(client: Client, settings: Settings, data: dict[str, Any]) -> Any:
    """The audit of a form, ended."""
    answer = client.post("/api/v2/audits", data=data, content_type="multipart/form-data")
    assert answer.status_code == 202, answer.json
    assert done(client, settings) == answer.json["id"]
    return client.get(answer.headers["Location"]).json


def findings(client: Client, job: Any, query: str = "") -> Any:
    """A page of the findings of an audit."""
    return client.get(f"/api/v2/audits/{job['id']}/findings?{query}").json


def imported(client: Client, settings: Settings) -> None:
    """The faulty file, stored in the memory "work"."""
    client.post("/api/v2/imports", data=form(memory="work", create="true"))
    done(client, settings)


def test_audit_of_a_file(client: Client, settings: Settings) -> None:
    """Findings come page by page under the client's file names, by check and severity, in three languages."""
    job = audit(client, settings, form())
    assert (job["state"], job["result"]["total"], job["result"]["failing"]) == ("done", 3, 3)
    first = findings(client, job, "limit=2")
    assert ([each["check"] for each in first["items"]], first["total"]) == (["number", "date"], 3)
    assert first["items"][0]["location"] == {"file": "a.tmx", "line": 3, "unit": "", "number": 1}
    rest = findings(client, job, f"limit=2&cursor={first['next']}")
    assert ([each["check"] for each in rest["items"]], rest["next"]) == (["repeated-word"], None)
    assert findings(client, job, "severity=warning")["total"] == 1
    assert findings(client, job, "check=number&check=date")["total"] == 2
    said = {
        findings(client, job, f"limit=1&language={tag}")["items"][0]["message"] for tag in ("ru", "es", "en")
    }
    assert len(said) == 3
    assert settings.database_url.removeprefix("sqlite:///").rpartition("/")[0] not in str(first)


def test_every_report_is_there(client: Client, settings: Settings) -> None:
    """As a download with its media type; the page is the main report."""
    job = audit(client, settings, form(language="es"))
    for name, form_ in FORMATS.items():
        with client.get(f"/api/v2/audits/{job['id']}/report.{name}") as answer:
            assert (answer.status_code, answer.mimetype) == (200, form_.media_type)
            assert "1937" in answer.text
    with client.get(f"/api/v2/jobs/{job['id']}/report") as main:
        assert main.text.startswith('<!doctype html>\n<html lang="es">')
    assert client.get(f"/api/v2/audits/{job['id']}/report.doc").status_code == 404
    assert client.get(f"/api/v2/audits/{job['id']}/report.html%2F..%2F..").status_code == 404


def test_audit_of_a_memory_with_terms(client: Client, settings: Settings) -> None:
    """A stored memory is audited by stored glossaries, together with files if there are some."""
    data = {"memory": "chile-1973", "glossary": "chile-1973", "all_pairs": "true"}
    alone = audit(client, settings, data)
    assert (alone["memories"], alone["glossaries"]) == (["chile-1973"], ["chile-1973"])
    assert alone["result"]["units"] == 20
    assert audit(client, settings, form(**data))["result"]["units"] == 23


def test_an_accepted_finding_does_not_count_any_more(client: Client, settings: Settings) -> None:
    """It is marked where it was found, left out by the next audit, and counts again once it is withdrawn."""
    imported(client, settings)
    job = audit(client, settings, {"memory": "work"})
    one, two, _ = findings(client, job)["items"]
    address = f"/api/v2/audits/{job['id']}/accepted"
    answer = client.post(address, json={"findings": [one["id"]], "reason": "a quotation"})
    assert answer.json == {"accepted": 1}
    assert [each["accepted"] for each in findings(client, job)["items"]] == ["a quotation", None, None]
    again = audit(client, settings, {"memory": "work"})
    assert (again["result"]["total"], again["result"]["accepted"]) == (2, 1)
    over = {"findings": [two["id"]], "reason": "until yesterday", "expires": "2020-01-01"}
    assert client.post(address, json=over).json == {"accepted": 1}
    third = audit(client, settings, {"memory": "work"})["result"]
    assert (third["total"], [entry["id"] for entry in third["expired"]]) == (2, [two["id"]])
    for _ in range(2):
        last = client.delete(f"/api/v2/memories/work/baseline/{one['id']}").status_code
    assert last == 404
    assert audit(client, settings, {"memory": "work"})["result"]["total"] == 3


def test_a_baseline_goes_out_and_in_as_a_file(client: Client, settings: Settings) -> None:
    """What is accepted here can be taken to an upload, another memory, the command line."""
    imported(client, settings)
    job = audit(client, settings, {"memory": "work"})
    ids = [each["id"] for each in findings(client, job)["items"]]
    client.post(f"/api/v2/audits/{job['id']}/accepted", json={"findings": ids, "reason": "seen"})
    baseline = client.get("/api/v2/memories/work/baseline").json
    assert [(entry["id"], entry["reason"]) for entry in baseline["accepted"]] == [
        (each, "seen") for each in sorted(ids)
    ]
    uploaded = (BytesIO(json.dumps(baseline).encode()), "baseline.json")
    assert audit(client, settings, form(baseline=uploaded))["result"]["accepted"] == 3
    answer = client.post("/api/v2/memories/chile-1973/baseline", json=baseline)
    assert answer.json == {"accepted": 3}
    assert client.get("/api/v2/memories/chile-1973/baseline").json == baseline


def test_nothing_audited_is_a_failure(client: Client, settings: Settings) -> None:
    """Languages that no unit has, and a file that cannot be read, are no green audit."""
    job = audit(client, settings, form(source="ru", target="de"))
    assert (job["state"], job["result"]) == ("failed", None)
    assert "no unit has the languages asked for (ru to de)" in job["error"]
    assert client.get(f"/api/v2/audits/{job['id']}/findings").status_code == 404
    broken = audit(client, settings, {"files": (BytesIO(b"<tmx><body>"), "../b.tmx")})
    assert (broken["state"], broken["error"][:6]) == ("failed", "b.tmx:")


@pytest.mark.parametrize(
    ("fields", "status", "pointer"),
    [
        ({}, 422, "/files"),
        ({"memory": "nowhere"}, 404, "/memory"),
        ({"memory": "chile-1973", "glossary": "nowhere"}, 404, "/glossary"),
        ({"memory": "chile-1973", "glossary": "../../etc/passwd"}, 404, "/glossary"),
        ({"memory": "chile-1973", "only": "beauty"}, 422, "/only/0"),
        ({"memory": "chile-1973", "all_pairs": "true", "source": "ru"}, 422, "/all_pairs"),
        ({"memory": "chile-1973", "baseline": (BytesIO(b"[]"), "b.json")}, 422, None),
    ],
)
def test_wrong_forms(client: Client, fields: dict[str, Any], status: int, pointer: str | None) -> None:
    """The problem names the field, and no job is made."""
    answer = client.post("/api/v2/audits", data=fields, content_type="multipart/form-data")
    assert answer.status_code == status
    named = [answer.json.get("pointer"), *(each["pointer"] for each in answer.json.get("errors", ()))]
    assert pointer in named
    assert client.get("/api/v2/jobs").json["total"] == 0


def test_wrong_acceptances(client: Client, settings: Settings) -> None:
    """Findings that the audit has not, days that are none, and audits without memory."""
    imported(client, settings)
    job = audit(client, settings, {"memory": "work"})
    one = findings(client, job)["items"][0]["id"]
    for ids, expires, status in ((["0" * 16], "", 404), ([one], "soon", 422), ([], "", 422)):
        body = {"findings": ids, "reason": "x", "expires": expires}
        assert client.post(f"/api/v2/audits/{job['id']}/accepted", json=body).status_code == status
    files = audit(client, settings, form())
    body = {"findings": [one], "reason": "x"}
    assert client.post(f"/api/v2/audits/{files['id']}/accepted", json=body).status_code == 422
    assert client.post("/api/v2/audits/1/accepted", json=body).status_code == 404, "an import"
