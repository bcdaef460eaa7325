"""Pages as somebody uses them: a real server on a seeded database, and a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from threading import Thread
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from werkzeug.serving import make_server

from tmserver.app import create_app
from tmserver.gate.services import EXTENSION, Services
from tmserver.services.jobs.runner import Runner
from tmserver.settings import Settings

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_PATIENCE = 60_000

OpenPage: TypeAlias = Callable[..., Page]
"""``open_page("/lookup", language="ru", width=360, dark=True)``: a page, loaded.

``expected`` stands in what the page may write to its console.
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without one the test is skipped, in CI it fails."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("There is no Chromium: install Debian's chromium.")
        pytest.skip("No Chromium: install it to run the tests of the pages.")
    with sync_playwright() as playwright:
        # Chromium refuses to be root with its sandbox on, as it is in containers.
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=os.getuid() != 0)
        # The first search in Russian reads a dictionary, which takes its time on a busy machine.
        expect.set_options(timeout=_PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """Where a server answers, over a fresh copy of the seeded database; it does jobs too."""
    app = create_app(settings)
    found: Services = app.extensions[EXTENSION]
    runner = Runner(found.database, settings, found.jobs)
    runner.start()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    runner.close()
    found.close()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[OpenPage]:
    """Opens pages; at the end none may have written to its console or asked another server for anything."""
    faults: list[str] = []
    contexts = []

    def heard(message: ConsoleMessage, expected: str) -> None:
        if message.type in ("error", "warning") and not (expected and expected in message.text):
            faults.append(f"{message.text} ({message.location})")

    def sent(request: Request) -> None:
        if not request.url.startswith((f"{address}/", "data:")):
            faults.append(f"asked {request.url}")

    def open_(
        path: str,
        *,
        language: str = "en",
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
        expected: str = "",
    ) -> Page:
        context = chromium.new_context(
            locale=language,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            base_url=address,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        page.on("console", lambda message: heard(message, expected))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", sent)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []
