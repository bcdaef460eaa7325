"""An export as a file that is whole before its first byte leaves.

An answer that breaks off in the middle looks complete (Granian ends it in due form), so an export that fails
must not have begun. It is written to disk packed, which takes a tenth of the room, and unpacked while sent.
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import IO

from tmserver import deadline
from tmserver.errors import DatabaseUnusable
from tmserver.exchange.report import WriteReport
from tmserver.services.export import ExportRequest, export_memory
from tmserver.store.database import Database

RESERVE = 256 << 20
"""Bytes that an export leaves free on the disk: the database may be on the same."""

PIECE = 256 << 10
_QUICK = 1
"""gzip's quickest level: three times as quick as its default for a fifth more bytes."""


@dataclass(frozen=True)
class ExportFile:
    """A written export: ``size`` bytes, ``packed_size`` of them as gzip. ``close`` frees the disk."""

    report: WriteReport
    size: int
    packed_size: int
    _file: IO[bytes]

    def pieces(self, *, packed: bool = False) -> Iterator[bytes]:
        """The bytes from the start, as they are or as gzip."""
        self._file.seek(0)
        source = self._file if packed else gzip.GzipFile(fileobj=self._file)
        yield from iter(lambda: source.read(PIECE), b"")

    def close(self) -> None:
        """Delete the file."""
        self._file.close()


def export_file(
    database: Database, name: str, format_: str, request: ExportRequest, folder: Path
) -> ExportFile:
    """The export of a memory, written in a folder; errors as ``export_memory``, before anything leaves.

    DatabaseUnusable if the disk has no room for it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        room = shutil.disk_usage(folder).free - RESERVE
        with deadline.limited(inf), ExitStack() as stack:
            file = stack.enter_context(tempfile.TemporaryFile(dir=folder))
            bounded = _Bounded(file, room)
            with gzip.GzipFile(fileobj=bounded, mode="wb", compresslevel=_QUICK, mtime=0) as packed:
                out = io.BufferedWriter(packed, PIECE)
                report = export_memory(database, name, format_, out, request)
                out.flush()
                size = packed.tell()
            stack.pop_all()
            return ExportFile(report, size, bounded.written, file)
    except OSError as error:
        raise DatabaseUnusable(
            f"The export cannot be written to {folder}: {error.strerror or error}. Free some space there "
            "(setting data_folder)."
        ) from error


class _Bounded(io.RawIOBase):
    """A file that takes no more than so many bytes."""

    def __init__(self, file: IO[bytes], room: int) -> None:
        self._file = file
        self._room = room
        self.written = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # gzip gives bytes
        """Write all of it; OSError if there is no room."""
        self.written += len(data)
        if self.written > self._room:
            raise OSError("too little of the disk is free")
        return self._file.write(data)
