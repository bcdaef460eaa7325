"""Paragraphs of LibreOffice's help in Russian, Spanish and English, each translated by people.

Debian's packages libreoffice-help-{ru,es,en-us} hold the same pages with the same paragraph ids, so a
paragraph is aligned by page and id. The help is licensed under MPL 2.0; it is fetched, never shipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import platformdirs

LANGUAGES = {"ru": "ru", "es": "es", "en": "en-us"}
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}

Paragraph = dict[str, str]


def read_paragraphs() -> list[Paragraph]:
    """Paragraphs as {"id": …, "ru": …, "es": …, "en": …} in the order of pages; fetched once, then cached."""
    cache = Path(platformdirs.user_cache_dir("tmserver", appauthor=False)) / "libreoffice-help"
    lines = cache / "paragraphs.jsonl"
    if not lines.exists():
        paragraphs = list(_align({name: _pages(cache, package) for name, package in LANGUAGES.items()}))
        lines.with_suffix(".part").write_text("\n".join(map(json.dumps, paragraphs)), encoding="utf-8")
        lines.with_suffix(".part").rename(lines)
    return [json.loads(line) for line in lines.read_text("utf-8").splitlines()]


def _pages(cache: Path, package: str) -> Path:
    """The folder of a language's pages, unpacked from Debian's package."""
    folder = cache / package
    if not folder.exists():
        if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
            sys.exit("This benchmark reads Debian packages: it needs apt-get and dpkg-deb.")
        cache.mkdir(parents=True, exist_ok=True)
        if subprocess.run(
            ["apt-get", "download", f"libreoffice-help-{package}"], cwd=cache, check=False
        ).returncode:
            sys.exit(
                "The package could not be fetched. If apt-get does not know it: run apt-get update as root."
            )
        (archive,) = cache.glob(f"libreoffice-help-{package}_*.deb")
        subprocess.run(["dpkg-deb", "--extract", archive, folder], check=True)
    (text,) = folder.glob("usr/share/libreoffice/help/*/text")
    return text


def _align(pages: dict[str, Path]) -> Iterator[Paragraph]:
    """Paragraphs that all languages have, and that are translated (not left in English)."""
    for page in sorted(pages["en"].rglob("*.html")):
        name = page.relative_to(pages["en"])
        if not all((folder / name).exists() for folder in pages.values()):
            continue
        texts = {language: _paragraphs_of(folder / name) for language, folder in pages.items()}
        for key, english in texts["en"].items():
            paragraph = {language: texts[language].get(key, "") for language in pages}
            if all(paragraph.values()) and english not in (paragraph["ru"], paragraph["es"]):
                yield {"id": f"{name}#{key}", **paragraph}


def _paragraphs_of(page: Path) -> dict[str, str]:
    reader = _ParagraphReader()
    reader.feed(page.read_text("utf-8"))
    return reader.paragraphs


class _ParagraphReader(HTMLParser):
    """Collects the plain text of paragraphs and headings by their id."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: dict[str, str] = {}
        self._id = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._id = dict(attrs).get("id") or ""
            self._text = []

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = " ".join("".join(self._text).split())
        if tag in BLOCKS and self._id and text:
            self.paragraphs[self._id] = text
            self._id = ""
