"""Indexes kept in files, so that a start takes no time and all processes share one copy in memory.

A snapshot is a cache: whatever is wrong with a file or its folder, lookups go on and the log says why.

Layout: 8 bytes of magic, length and CRC-32 of the header (4 bytes each, little-endian), the header in JSON,
then the arrays of a Block, each at a multiple of 64 with a CRC-32 of its own in the header.
"""

from __future__ import annotations

import json
import logging
import os
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from hashlib import blake2s
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from filelock import FileLock, Timeout

from tmserver.match.block import Block
from tmserver.match.index import Index

MAGIC = b"tmindex\x01"
"""The first bytes; the last of them is raised with the layout."""

_PREFIX = struct.Struct("<II")
_ALIGNMENT = 64
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Identity:
    """What an index is of: a file of another identity is never read.

    ``database`` is the database's uuid, ``epoch`` the memory's; ``language`` an index key ("ru", "zh-Hant"),
    ``analyser`` the version that made the analyses.
    """

    database: str
    memory: int
    epoch: str
    language: str
    analyser: str

    @property
    def name(self) -> str:
        """The beginning of the file's name: 32 hexadecimal digits."""
        return blake2s(json.dumps(asdict(self)).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a snapshot folder; ``identity`` None: it is no whole snapshot, ``fault`` says why."""

    path: Path
    size: int
    revision: int
    identity: Identity | None
    fault: str = ""


class Snapshots:
    """The snapshots of a folder; it is made when first written to, and may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, identity: Identity, *, newest: int, above: int = -1) -> Index | None:
        """The mapped index of the latest good snapshot, above < revision ≤ newest; None if there is none."""
        for revision, path in self._kept(identity):
            if above < revision <= newest:
                try:
                    return Index(_read(path, identity, revision), revision)
                except (OSError, ValueError, KeyError, TypeError) as error:
                    _log.warning(
                        "The index snapshot %s is not used, its memory is indexed anew: %s", path, error
                    )
        return None

    def renew(self, identity: Identity, index: Index) -> Index:
        """The index with one large block again, mapped from a new snapshot.

        It may stand for an earlier revision than ``index``: what changed since has to be applied to it. If
        another process is writing a snapshot just now, ``index`` itself; if none can be written, a
        compacted index in memory.
        """
        with self._lock(identity) as mine:
            if not mine:
                return index
            written = self.load(identity, newest=index.revision, above=index.base_revision)
            if written is not None:
                return written
            block, revision = index.compacted()
            self._write(identity, block, revision)
        written = self.load(identity, newest=revision, above=revision - 1)
        return Index(block, revision) if written is None else written

    def kept(self) -> list[Kept]:
        """All snapshots of all databases in the folder, each read through, and what killed processes left."""
        paths = [*self._folder.glob("*.index"), *self._folder.glob("*.part")]
        return [_looked_at(path) for path in sorted(paths)]

    def sizes(self) -> Iterator[tuple[Identity, int]]:
        """Of each snapshot in the folder what it is of and its bytes, by its header alone."""
        for path in self._folder.glob("*.index"):
            with suppress(OSError, ValueError, KeyError, TypeError):
                yield Identity(**_opened(path)[0]["identity"]), path.stat().st_size

    def has(self, identity: Identity) -> bool:
        """Whether there is a snapshot of it."""
        return bool(self._kept(identity))

    def remove(self, path: Path) -> None:
        """Remove a file of the folder, if it is still there and nothing (Windows) holds it."""
        _remove(path)

    def forget(self, database: str, memory: int) -> int:
        """Remove the snapshots of a memory; how many there were."""
        found = [each for each in self.kept() if each.identity and each.identity.memory == memory]
        mine = [each for each in found if each.identity and each.identity.database == database]
        for each in mine:
            _remove(each.path)
        return len(mine)

    def _kept(self, identity: Identity) -> list[tuple[int, Path]]:
        """Revision and path of each snapshot, latest first."""
        paths = self._folder.glob(f"{identity.name}-*.index")
        found = [(path.stem.rpartition("-")[2], path) for path in paths]
        return sorted(((int(digits), path) for digits, path in found if digits.isdecimal()), reverse=True)

    @contextmanager
    def _lock(self, identity: Identity) -> Iterator[bool]:
        """Whether this process may write; a lock dies with its process. True where no lock can be made."""
        lock = None
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(self._folder / f"{identity.name}.lock", blocking=False)
            lock.acquire()
        except Timeout:
            yield False
            return
        except OSError as error:
            _log.warning("No index snapshot can be kept in %s: %s", self._folder, error)
        try:
            yield True
        finally:
            if lock is not None:
                lock.release()

    def _write(self, identity: Identity, block: Block, revision: int) -> None:
        """Write a snapshot whole or not at all, then remove older ones and what a killed process left."""
        path = self._folder / f"{identity.name}-{revision}.index"
        try:
            part = _written(path, _header(identity, block, revision), block)
            part.replace(path)
            _sync_folder(self._folder)
        except OSError as error:
            _log.warning("The index snapshot %s could not be written, lookups go on without: %s", path, error)
            return
        for _, older in self._kept(identity):
            if older != path:
                _remove(older)
        for left in self._folder.glob(f"{identity.name}-*.part"):
            _remove(left)


def _arrays(block: Block) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    for field in fields(block):
        yield field.name, np.ascontiguousarray(getattr(block, field.name))


def _header(identity: Identity, block: Block, revision: int) -> bytes:
    sections = []
    offset = 0  # from the first multiple of 64 after the header
    for name, array in _arrays(block):
        kind, checksum = array.dtype.str, zlib.crc32(array.data)
        sections.append({"name": name, "type": kind, "shape": array.shape, "offset": offset, "crc": checksum})
        offset += -(-array.nbytes // _ALIGNMENT) * _ALIGNMENT
    return json.dumps(
        {
            "identity": asdict(identity),
            "revision": revision,
            "byteorder": sys.byteorder,
            "size": offset,
            "sections": sections,
        }
    ).encode()


def _written(path: Path, header: bytes, block: Block) -> Path:
    """The finished file under a name of its own, safe on disk; nothing is left if that fails."""
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f"{path.stem}-", suffix=".part", delete=False
    ) as file:
        part = Path(file.name)
        try:
            file.write(MAGIC + _PREFIX.pack(len(header), zlib.crc32(header)) + header)
            for _, array in _arrays(block):
                _pad(file)
                file.write(array.data)
            _pad(file)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            _remove(part)
            raise
    return part


def _pad(file: BinaryIO | Any) -> None:
    file.write(bytes(-file.tell() % _ALIGNMENT))


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # Windows opens no folders, and needs none of this
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: Path) -> None:
    with suppress(OSError):  # Windows keeps files that a process still maps; the next write tries again
        path.unlink()


def _looked_at(path: Path) -> Kept:
    digits = path.stem.rpartition("-")[2]
    revision = int(digits) if digits.isdecimal() else 0
    try:
        size = path.stat().st_size
        identity = Identity(**_opened(path)[0]["identity"])
        _read(path, identity, revision)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return Kept(path, path.stat().st_size if path.exists() else 0, revision, None, str(error))
    return Kept(path, size, revision, identity)


def _opened(path: Path) -> tuple[dict[str, Any], np.ndarray[Any, Any]]:
    """The header and what follows it, mapped; ValueError if it is none."""
    content = np.memmap(path, np.uint8, "r")
    fixed = len(MAGIC) + _PREFIX.size
    if content[: len(MAGIC)].tobytes() != MAGIC or len(content) < fixed:
        raise ValueError("it is of another layout")
    length, checksum = _PREFIX.unpack(content[len(MAGIC) : fixed].tobytes())
    text = content[fixed : fixed + length].tobytes()
    if zlib.crc32(text) != checksum:
        raise ValueError("its header is damaged")
    header: dict[str, Any] = json.loads(text)
    return header, content[-(-(fixed + length) // _ALIGNMENT) * _ALIGNMENT :]


def _read(path: Path, identity: Identity, revision: int) -> Block:
    """The mapped block; ValueError says what is wrong with the file."""
    header, body = _opened(path)
    if (header["identity"], header["revision"]) != (asdict(identity), revision):
        raise ValueError("it is of another memory")
    if header["byteorder"] != sys.byteorder or header["size"] != len(body):
        raise ValueError("it is cut short, or of another kind of machine")
    return Block(**{section["name"]: _section(body, section) for section in header["sections"]})


def _section(body: np.ndarray[Any, Any], section: dict[str, Any]) -> np.ndarray[Any, Any]:
    kind, shape = np.dtype(section["type"]), tuple(section["shape"])
    start, size = section["offset"], kind.itemsize * int(np.prod(shape, dtype=np.int64))
    content = np.asarray(body[start : start + size])
    if zlib.crc32(content.data) != section["crc"]:
        raise ValueError(f"its {section['name']} are damaged")
    array: np.ndarray[Any, Any] = content.view(kind).reshape(shape)
    return array
