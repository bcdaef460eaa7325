"""The bytes of an XML file as clean UTF-8, whatever their encoding and whatever stands before or in them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from glossary.formats import encoding
from glossary.formats.errors import FormatError
from glossary.formats.packed import LIMITS, PackingLimits, chunks

_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_SUSPECT = re.compile(rb"&#(x[0-9a-fA-F]{1,24}|[0-9]{1,24});|\xef\xbf[\xbe\xbf]")
_LONGEST_REFERENCE = 32
_ALLOWED = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))


@dataclass(frozen=True)
class Reading:
    """How a file's bytes are understood: ``mark`` bytes skipped, then ``codec``.

    ``repair``: references to characters that XML forbids (&#x3;), and U+FFFE and U+FFFF, are taken out.
    """

    codec: str
    mark: int = 0
    repair: bool = False


class Utf8:
    """The file in pieces of UTF-8: no mark, nothing before the first "<", no control characters.

    ``removed`` counts the characters taken out so far, ``lines_before`` the line ends before the first "<".
    """

    def __init__(self, file: Path | IO[bytes], name: str, packing: PackingLimits, reading: Reading) -> None:
        self.removed = 0
        self.lines_before = 0
        self._pieces = chunks(file, name=name, limits=packing)
        self._name = name
        self._reading = reading

    def __iter__(self) -> Iterator[bytes]:
        pieces = self._from_first_tag(self._decoded())
        return self._repaired(pieces) if self._reading.repair else self._without_controls(pieces)

    def _decoded(self) -> Iterator[bytes]:
        first = next(self._pieces, b"")[self._reading.mark :]
        if self._reading.codec == "utf-8":
            yield first
            yield from self._pieces
            return
        decoder = codecs.getincrementaldecoder(self._reading.codec)()
        try:
            yield decoder.decode(first).encode()
            for piece in self._pieces:
                yield decoder.decode(piece).encode()
            yield decoder.decode(b"", final=True).encode()
        except UnicodeError as error:
            raise FormatError(
                f"The text is not {self._reading.codec} ({error}). Save it again as UTF-8.", file=self._name
            ) from error

    def _from_first_tag(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """A blank or a stray U+FEFF before the XML declaration is an error to expat, and common."""
        for piece in pieces:
            start = piece.lstrip(b"\xef\xbb\xbf \t\r\n")
            self.lines_before += piece[: len(piece) - len(start)].count(b"\n")
            if start:
                yield start
                break
        yield from pieces

    def _without_controls(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            clean = piece.translate(None, _CONTROLS)
            self.removed += len(piece) - len(clean)
            yield clean

    def _repaired(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        kept = b""
        for piece in self._without_controls(pieces):
            text = kept + piece
            cut = max(len(text) - _LONGEST_REFERENCE, 0)
            # A reference may be torn between two pieces: what follows a late "&" or EF waits for the next.
            torn = min((at for at in (text.find(b"&", cut), text.find(b"\xef", cut)) if at >= 0), default=-1)
            text, kept = (text, b"") if torn < 0 else (text[:torn], text[torn:])
            yield _SUSPECT.sub(self._allowed, text)
        yield _SUSPECT.sub(self._allowed, kept)

    def _allowed(self, found: re.Match[bytes]) -> bytes:
        if found[1]:
            digits = found[1]
            point = int(digits[1:], 16) if digits[:1] == b"x" else int(digits)
            if point in {9, 10, 13} or any(point in allowed for allowed in _ALLOWED):
                return found[0]
        self.removed += 1
        return b""


def first_reading(file: Path | IO[bytes], name: str, packing: PackingLimits) -> Reading:
    """What the file's first bytes say about its encoding.

    :raise FormatError: the declared encoding is unknown
    """
    head = next(chunks(file, name=name, limits=packing), b"")
    try:
        sniffed = encoding.sniff(head)
    except LookupError as error:
        raise FormatError(f"The declared encoding is unknown ({error}); use UTF-8.", file=name) from error
    return Reading(sniffed.codec, sniffed.mark)


def second_reading(
    file: Path | IO[bytes], name: str, packing: PackingLimits, first: Reading
) -> Reading | None:
    """Another encoding, if the bytes cannot be in that of ``first``: UTF-8 if they are, else a guess.

    None if they can, or if the file is UTF-8 for the most part: then some bytes are damaged, and a guess
    would turn all others into nonsense.
    """
    if decodes(file, name, first.codec, packing):
        return None
    if first.codec != "utf-8" and decodes(file, name, "utf-8", packing):
        return Reading("utf-8", first.mark)
    lines = lines_with_high_bytes(file, name, packing)
    damaged = sum(line.decode(errors="replace").count("\ufffd") for line in lines)
    sound = sum(len(line.decode(errors="ignore")) - sum(byte < 128 for byte in line) for line in lines)
    return None if sound > damaged else Reading(encoding.guess(lines), first.mark)


def decodes(file: Path | IO[bytes], name: str, codec: str, packing: PackingLimits = LIMITS) -> bool:
    """Whether all bytes of the unpacked file are text in this codec."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for piece in chunks(file, name=name, limits=packing):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def lines_with_high_bytes(file: Path | IO[bytes], name: str, packing: PackingLimits = LIMITS) -> list[bytes]:
    """Up to 1 MB of the lines that are not ASCII, cut at pieces of the file: enough for a guess."""
    lines: list[bytes] = []
    size = 0
    for piece in chunks(file, name=name, limits=packing):
        for line in piece.splitlines():
            if not line.isascii():
                lines.append(line)
                size += len(line)
        if size > 1024**2:
            break
    return lines
