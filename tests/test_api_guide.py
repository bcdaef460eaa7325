"""The examples of docs/api-guide.md and docs/connect.md do what they say, on a real server."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.test_docs import DOCS
from tmserver.app import create_app
from tmserver.services.database import create_database, open_database
from tmserver.services.seed import load_seed
from tmserver.settings import Settings

WRITTEN = "http://127.0.0.1:8080"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a server over the example memory and glossary."""
    folder = str(tmp_path / "cache")
    options = Settings(
        database_url=f"sqlite:///{tmp_path / 'tm.db'}", cache_folder=folder, data_folder=folder
    )
    create_database(options)
    database = open_database(options)
    load_seed(database)
    database.close()
    app = create_app(options)
    serving = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()
    app.extensions["tmserver"].close()


def examples() -> list[tuple[str, str, str | None]]:
    """Kind, code and shown output (None: not shown) of each example, in the order of the guide."""
    text = (DOCS / "api-guide.md").read_text("utf-8")
    found = re.findall(
        r"^```(sh|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", text, re.MULTILINE | re.DOTALL
    )
    return [(kind, code, shown or None) for kind, code, shown in found]


def test_the_examples_do_what_the_guide_says(server: str, tmp_path: Path) -> None:
    """Run one after the other, each prints what is shown below it; those of Python share their names."""
    names: dict[str, Any] = {}
    for kind, code, shown in examples():
        printed = StringIO()
        if kind == "python":
            with redirect_stdout(printed):
                exec(code.replace(WRITTEN, server), names)
        else:
            printed.write(_run(code.replace(WRITTEN, server), tmp_path))
        assert shown is None or printed.getvalue() == shown
    names["api"].close()


def test_the_script_for_omegat_fills_a_project(server: str, tmp_path: Path) -> None:
    """docs/connect.md: memory and glossary come into the folders that OmegaT reads; twice does no harm."""
    section = (DOCS / "connect.md").read_text("utf-8").partition("## OmegaT")[2]
    (script,) = re.findall(r"^```sh\n(.*?)^```\n", section, re.MULTILINE | re.DOTALL)[:1]
    project = tmp_path / "project"
    for folder in ("tm", "glossary"):
        (project / folder).mkdir(parents=True)
    for _ in range(2):
        _run(script.replace(WRITTEN, server).replace("PROJECT", str(project)) + "ls", tmp_path)
        assert b"<tmx" in (project / "tm" / "chile-1973.tmx").read_bytes()
        assert "народная власть" in (project / "glossary" / "chile-1973.txt").read_text("utf-8")


def _run(code: str, folder: Path) -> str:
    """What the commands print; they must not fail."""
    command = ["bash", "-euo", "pipefail", "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout
    return done.stdout
