"""How soon does the look-up page show an answer? From the end of the debounce to what is painted.

A real server with a memory of real sentences and the seed's glossary, a real Chromium. Half of the texts are
sentences of the memory with some words changed, half are not in it; each is put into the field as if pasted.

    scripts/bench pages                     100,000 sentences, 100 texts
    scripts/bench pages --size 1000000
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

import platformdirs
from playwright.sync_api import Page, sync_playwright

from benchmarks.engines import OurServer, temporary_folder
from benchmarks.lookup import analyses, material
from tmserver.services.database import open_database
from tmserver.services.seed import load_seed

OBSERVE = """() => {
  const answer = document.getElementById("answer");
  let began = 0;
  document.addEventListener("htmx:beforeRequest", () => { began = performance.now(); window.took = null; });
  document.addEventListener("htmx:afterSettle", () => {
    requestAnimationFrame(() => setTimeout(() => { window.took = performance.now() - began; }));
  });
}"""


def main() -> None:
    """Print how long answers took."""
    options = _options()
    corpus, queries = material(options.size, options.texts, options.cache)
    blobs = analyses(corpus, options.cache)
    with temporary_folder() as folder:
        server = OurServer(Path(folder))
        _store_seed(server)
        server.fill(corpus, blobs)
        try:
            taken = sorted(_measured(server.address, queries))
        finally:
            server.close()
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    load = os.getloadavg()[0]
    print(f"{options.size:,} sentences, {len(taken)} texts, load {load:.1f}: ", end="")
    print(f"p50 {middle:.0f} ms, p95 {late:.0f} ms, longest {taken[-1]:.0f} ms")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000, help="sentences in the memory")
    parser.add_argument("--texts", type=int, default=100, help="texts to look up")
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(platformdirs.user_cache_dir("tmserver-bench", appauthor=False)),
        help="folder of the corpus",
    )
    return parser.parse_args()


def _store_seed(server: OurServer) -> None:
    database = open_database(server.settings)
    load_seed(database)
    database.close()


def _measured(address: str, texts: list[str]) -> list[float]:
    """Milliseconds for each text, the first left out: it warms the server."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=os.getuid() != 0)
        page = browser.new_page(base_url=address)
        page.goto("/lookup")
        page.select_option("[name=source]", "en")
        page.select_option("[name=target]", "es")
        page.evaluate(OBSERVE)
        taken = [_answer(page, text) for text in texts]
        browser.close()
    return taken[1:]


def _answer(page: Page, text: str) -> float:
    page.evaluate("() => { window.took = null; }")
    page.fill("[name=text]", text)
    page.wait_for_function("() => window.took !== null")
    taken: float = page.evaluate("() => window.took")
    return taken


if __name__ == "__main__":
    main()
