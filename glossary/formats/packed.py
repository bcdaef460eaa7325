"""The bytes of a file as it is or as gzip or zip holds it, told by content, within limits.

A packed file of a kilobyte can hold gigabytes, so both the unpacked size and its ratio to the packed size are
bounded while reading.
"""

from __future__ import annotations

import gzip
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from glossary.formats.errors import FormatError

CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
# ValueError: offsets in a damaged zip lead before its start; struct.error: a header that is cut short.
_DAMAGED = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    LookupError,
)
_RATIO_COUNTS_FROM = 8 * 1024 * 1024


@dataclass(frozen=True)
class PackingLimits:
    """How much may come out of a packed file: bytes in all, and bytes for each byte of the packed one."""

    unpacked: int = 16 * 1024**3
    ratio: int = 200


LIMITS = PackingLimits()


def file_name(file: Path | IO[bytes], name: str = "") -> str:
    """What to call the file in a message: ``name``, else its path, else "(input)"."""
    if name:
        return name
    return str(file) if isinstance(file, Path) else str(getattr(file, "name", "(input)"))


def is_packed(file: IO[bytes]) -> bool:
    """Whether an open file is gzip or zip by its first bytes; it stands at its start afterwards."""
    file.seek(0)
    magic = file.read(4)
    file.seek(0)
    return magic.startswith(_GZIP) or magic == _ZIP


def chunks(file: Path | IO[bytes], *, name: str = "", limits: PackingLimits = LIMITS) -> Iterator[bytes]:
    """The unpacked bytes in pieces of 64 KB, from the start; an open file must be seekable and stays open.

    :raise FormatError: damaged packing, a zip of several files, twice packed, more data than ``limits`` allow
    """
    called = file_name(file, name)
    with ExitStack() as stack:
        raw = stack.enter_context(file.open("rb")) if isinstance(file, Path) else file
        raw.seek(0)
        magic = raw.read(4)
        raw.seek(0)
        if magic.startswith(_GZIP):
            read: Callable[[int], bytes] = stack.enter_context(gzip.open(raw)).read
        elif magic == _ZIP:
            read = stack.enter_context(_only_member(stack, raw, called)).read
        else:
            yield from iter(lambda: raw.read(CHUNK), b"")
            return
        with _told(called):
            yield from _bounded(read, raw, called, limits)


def find_member(
    file: Path | IO[bytes], members: Iterable[str], *, name: str = "", limits: PackingLimits = LIMITS
) -> tuple[str, bytes] | None:
    """The first of these members that a zip file has, with its bytes; None if it has none or is no zip.

    :raise FormatError: damaged or encrypted, more data than ``limits`` allow
    """
    called = file_name(file, name)
    with ExitStack() as stack:
        raw = stack.enter_context(file.open("rb")) if isinstance(file, Path) else file
        raw.seek(0)
        if raw.read(4) != _ZIP:
            return None
        with _told(called):
            archive = stack.enter_context(zipfile.ZipFile(raw))
            held = set(archive.namelist())
            found = next((member for member in members if member in held), None)
            if found is None:
                return None
            content = stack.enter_context(archive.open(found))
            return found, b"".join(_bounded(content.read, raw, called, limits))


@contextmanager
def _told(called: str) -> Iterator[None]:
    """What the unpackers raise, in words."""
    try:
        yield
    except _DAMAGED as error:
        raise FormatError(f"The packed file is damaged ({error}). Pack it again.", file=called) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise FormatError(f"The zip file cannot be opened ({error}). Unpack it.", file=called) from error


def _only_member(stack: ExitStack, raw: IO[bytes], called: str) -> IO[bytes]:
    with _told(called):
        archive = stack.enter_context(zipfile.ZipFile(raw))
        members = [
            member
            for member in archive.infolist()
            if not member.is_dir() and not member.filename.startswith("__MACOSX/")
        ]
        if len(members) != 1:
            listed = ", ".join(member.filename for member in members[:5]) or "nothing"
            raise FormatError(
                f"The zip file holds {len(members)} files ({listed}), not one. Unpack it and give the files.",
                file=called,
            )
        return archive.open(members[0])


def _bounded(
    read: Callable[[int], bytes], raw: IO[bytes], called: str, limits: PackingLimits
) -> Iterator[bytes]:
    size = 0
    while chunk := read(CHUNK):
        if not size and chunk.startswith((_GZIP, _ZIP)):
            raise FormatError("The packed file holds another packed file. Unpack it first.", file=called)
        size += len(chunk)
        if size > limits.unpacked:
            raise FormatError(f"Unpacked, the file is larger than {limits.unpacked:,} bytes.", file=called)
        if size > _RATIO_COUNTS_FROM and size > limits.ratio * raw.tell():
            raise FormatError(
                f"The file unpacks to over {limits.ratio} times its size. If that is right, unpack it first.",
                file=called,
            )
        yield chunk
