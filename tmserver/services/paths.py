"""Files that a caller names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import IO

from glossary.formats.packed import PackingLimits, chunks
from tmserver.errors import UnreadableFile
from tmserver.exchange.files import told


@contextmanager
def readable(path: Path) -> Iterator[IO[bytes]]:
    """The file, open for reading; UnreadableFile if it is missing, a folder, forbidden or damaged."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror or error}.", file=str(path)) from error


def files_of(paths: Iterable[Path], suffixes: Iterable[str]) -> list[Path]:
    """The files themselves, and of folders those within with one of the suffixes, by name; none twice.

    A pattern such as ``jobs/*.tmx`` that no shell has expanded stands for what it matches. UnreadableFile
    for a path that does not exist.
    """
    known = tuple(suffixes)
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.rglob("*") if each.name.lower().endswith(known))
        elif path.exists():
            found.append(path)
        elif matching := sorted(map(Path, glob(str(path), recursive=True))):  # noqa: PTH207 (also absolute ones)
            found += files_of(matching, known)
        else:
            raise UnreadableFile("There is no such file or folder.", file=str(path))
    return list(dict.fromkeys(found))


def check_size(file: IO[bytes], name: str, most: int) -> None:
    """UnreadableFile if an open file holds more than ``most`` bytes, or would once unpacked."""
    if file.seek(0, 2) > most:
        raise UnreadableFile(f"is larger than {most:,} bytes; split it.", file=name)
    with told():
        for _ in chunks(file, name=name, limits=PackingLimits(unpacked=most)):
            pass
