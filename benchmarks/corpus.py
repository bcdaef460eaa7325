"""Real sentences in any number: the text of Debian's documentation packages, fetched once and kept.

``sentences(n, folder)`` downloads as many packages as it takes with ``apt-get download`` (no root needed,
nothing is installed), reads their HTML, text and XML, and keeps distinct English sentences in the order of
the packages, so that a smaller corpus is the beginning of a larger one.
"""

from __future__ import annotations

import gzip
import html
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

PACKAGES = Path(__file__).with_name("packages.txt").read_text(encoding="utf-8").split()

HIDDEN = re.compile(r"(?is)<(script|style|pre|code|head|svg|math)\b.*?</\1\s*>|<!--.*?-->")
BLOCK = re.compile(r"(?i)</?(p|div|li|td|th|tr|h\d|br|dd|dt|table|ul|ol|section|para|title|entry)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"\n\s*\n|\n(?=\s*[-*•] )")
END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
SENTENCE = re.compile(r"[A-Z][^|=<>{}\\_~]{28,398}[.!?:]")
MARKUP = {".html", ".htm", ".xhtml", ".xml"}
PLAIN = {".txt", ".rst", ".md", ".pod", ".1", ".3", ".7", ".dict", ".index"}


def sentences(count: int, folder: Path) -> list[str]:
    """The first ``count`` distinct sentences; fewer only if all packages together hold fewer.

    ``folder`` keeps the packages' sentences (``PACKAGE.txt``); a package that the archive no longer has is
    passed over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    seen: dict[str, None] = {}
    for package in PACKAGES:
        for line in _package(package, folder):
            seen.setdefault(line)
            if len(seen) == count:
                return list(seen)
    return list(seen)


def _package(name: str, folder: Path) -> list[str]:
    kept = folder / f"{name}.txt"
    if not kept.exists():
        text = "\n".join(dict.fromkeys(_sentences_of(_download(name, folder))))
        kept.write_text(text, encoding="utf-8")
        print(f"{name}: {text.count(chr(10))} sentences")
    return kept.read_text(encoding="utf-8").split("\n")


def _download(name: str, folder: Path) -> Iterator[str]:
    """The texts of a package's files; nothing if the archive does not have it."""
    work = folder / f"{name}.part"
    work.mkdir(exist_ok=True)
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg-deb")
    if not apt or not dpkg:
        raise SystemExit("The corpus is made from Debian packages: apt-get and dpkg-deb are needed.")
    subprocess.run([apt, "-qq", "download", name], cwd=work, check=False)
    for package in work.glob("*.deb"):
        with (
            subprocess.Popen([dpkg, "--fsys-tarfile", package], stdout=subprocess.PIPE) as unpacking,
            tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive,
        ):
            for member in archive:
                stream = archive.extractfile(member) if member.isfile() else None
                if stream and member.size < 20_000_000:
                    yield _text(Path(member.name), stream.read())
    shutil.rmtree(work)


def _text(path: Path, content: bytes) -> str:
    if path.suffix in {".gz", ".dz"}:
        path, content = path.with_suffix(""), gzip.decompress(content)
        path = path.with_suffix(path.suffix or ".txt")
    text = content.decode("utf-8", "replace") if path.suffix in MARKUP | PLAIN else ""
    if path.suffix in MARKUP:
        text = html.unescape(TAG.sub("", BLOCK.sub("\n\n", HIDDEN.sub(" ", text))))
    return text


def _sentences_of(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        for paragraph in BREAK.split(text):
            for sentence in END.split(" ".join(paragraph.split())):
                words = sentence.split()
                if SENTENCE.fullmatch(sentence) and len(words) >= 6 and _is_prose(words):
                    yield sentence


def _is_prose(words: list[str]) -> bool:
    return sum(word.strip("\"'(),.:;!?").isalpha() for word in words) >= 0.75 * len(words)
