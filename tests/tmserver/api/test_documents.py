"""POST /api/v2/pretranslate and /api/v2/analyse."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from typing import Any

import pytest

from tests.tmserver.api.test_imports import done
from tests.tmserver.conftest import Client
from tmserver.services.jobs.documents import SMALL
from tmserver.settings import Settings

STORED = "Именно тогда вооруженные силы и начали прочесывание."
HEAD = (
    '<xliff version="1.2"><file original="a" source-language="ru" target-language="es"><body>'
    '<trans-unit id="1"><source>{}</source></trans-unit>'
)
DOCUMENT = (HEAD.format(STORED) + "</body></file></xliff>").encode()
MANY = "".join(f'<trans-unit id="x{n}"><source>{"я" * 5_000}{n}</source></trans-unit>' for n in range(30))
LARGE = (HEAD.format(STORED) + MANY + "</body></file></xliff>").encode()


def sent(client: Client, path: str, **fields: Any) -> Any:
    """The answer to a form."""
    return client.post(f"/api/v2/{path}", data=fields, content_type="multipart/form-data")


def file(content: bytes = DOCUMENT, name: str = "a.xlf") -> tuple[BytesIO, str]:
    """A file of a form."""
    return BytesIO(content), name


def test_a_small_document_is_filled_at_once(client: Client) -> None:
    """The answer is the file under its own name, with its numbers in a header."""
    answer = sent(client, "pretranslate", file=file(), memory="chile-1973")
    assert answer.status_code == 200
    assert "Fue precisamente entonces" in answer.text
    assert "filename=a.xlf" in answer.headers["Content-Disposition"]
    assert json.loads(answer.headers["X-Tmserver-Result"])["scores"] == {"100": 1}


@pytest.mark.parametrize("packed", [False, True])
def test_a_large_or_packed_document_is_a_job(client: Client, settings: Settings, packed: bool) -> None:
    """Its report is the filled file."""
    content = file(gzip.compress(DOCUMENT), "a.xlf.gz") if packed else file(LARGE)
    assert packed or len(LARGE) > SMALL
    answer = sent(client, "pretranslate", file=content)
    assert (answer.status_code, answer.json["memories"]) == (202, ["chile-1973"])
    done(client, settings)
    job = client.get(answer.headers["Location"]).json
    assert (job["state"], job["result"]["filled"]) == ("done", 1), job["error"]
    with client.get(f"{answer.headers['Location']}/report") as report:
        assert "Fue precisamente entonces" in report.text
        assert "filename=a.xlf" in report.headers["Content-Disposition"]


def test_analyse(client: Client, settings: Settings) -> None:
    """The table of match bands, the same at once and as a job."""
    asked = {"bands": "100,75", "weights": "100=0.1", "memory": "chile-1973"}
    small = sent(client, "analyse", files=file(), **asked)
    assert small.status_code == 200
    rows = {row["band"]: (row["segments"], row["weight"]) for row in small.json["rows"]}
    assert rows["100"] == (1, 0.1)
    large = sent(client, "analyse", files=file(gzip.compress(DOCUMENT)), **asked)
    assert large.status_code == 202
    done(client, settings)
    job = client.get(large.headers["Location"]).json
    assert job["result"] == small.json
    assert client.get(f"{large.headers['Location']}/report").status_code == 404


def test_a_bomb_is_told_in_its_job(client: Client, settings: Settings) -> None:
    """The server never unpacks it."""
    bomb = gzip.compress(DOCUMENT[:-20] + b" " * 20_000_000)
    answer = sent(client, "pretranslate", file=file(bomb, "bomb.xlf.gz"))
    assert answer.status_code == 202
    done(client, settings)
    job = client.get(answer.headers["Location"]).json
    assert (job["state"], "200 times its size" in job["error"]) == ("failed", True)


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("pretranslate", {}, 422),
        ("pretranslate", {"file": file(b"a,b\n1,2")}, 422),
        ("pretranslate", {"file": file(DOCUMENT[:-9])}, 422),
        ("pretranslate", {"file": file(), "min_score": "5"}, 422),
        ("pretranslate", {"file": file(), "memory": "nowhere"}, 404),
        ("analyse", {"files": file(), "bands": "1,2,3"}, 422),
        ("analyse", {"files": file(), "bands": "x"}, 422),
        ("analyse", {"files": file(), "weights": "none=nan"}, 422),
        ("analyse", {"files": file(), "weights": "never=1"}, 422),
        ("analyse", {"files": file(), "scale": "luck"}, 422),
        ("analyse", {"files": file(), "source": " "}, 422),
    ],
)
def test_wrong_forms(client: Client, path: str, fields: dict[str, Any], status: int) -> None:
    """The problem says what is wrong, and no job is made."""
    fresh = {
        name: file(value[0].getvalue()) if name in ("file", "files") else value
        for name, value in fields.items()
    }
    answer = sent(client, path, **fresh)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
    assert client.get("/api/v2/jobs").json["total"] == 0
