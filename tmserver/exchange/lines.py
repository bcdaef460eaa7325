"""The lines of a text file whose encoding nobody knows for sure."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from glossary.formats.encoding import guess, sniff
from glossary.formats.errors import FormatError
from glossary.formats.packed import chunks, file_name
from glossary.formats.xmlbytes import decodes, lines_with_high_bytes
from tmserver.exchange.report import ReadReport

LONGEST_LINE = 16 * 1024**2


def text_lines(
    file: Path | IO[bytes], report: ReadReport, *, name: str = "", encoding: str = ""
) -> Iterator[str]:
    r"""The lines with their "\n", decoded; streaming, gzip and zip unpacked, without byte order mark.

    The mark beats all; then UTF-8 if the bytes are; then ``encoding``, which the caller knows or the file
    claims; then a guess, which ``report`` tells.

    :raise FormatError: no text, bytes that the encoding does not have, or a line beyond 16 MB
    """
    called = file_name(file, name)
    report.file = called
    head = next(chunks(file, name=called), b"")
    if not head:
        raise FormatError("The file is empty.", file=called)
    codec, mark = codec_of(file, called, report, encoding)
    return _lines(file, called, codec, mark)


def codec_of(file: Path | IO[bytes], called: str, report: ReadReport, encoding: str = "") -> tuple[str, int]:
    """The codec of a text file, and the length of its byte order mark; see ``text_lines``."""
    head = next(chunks(file, name=called), b"")
    seen = sniff(head[:4])
    if seen.mark:
        return seen.codec, seen.mark
    if decodes(file, called, "utf-8"):
        return "utf-8", 0
    for codec in (encoding, guess(lines_with_high_bytes(file, called))):
        if codec and decodes(file, called, codec):
            if codec != encoding:
                report.warnings[f"The text is not UTF-8; it was read as {codec}."] += 1
            return codec, 0
    raise FormatError("The text is in no encoding that we know. Save it as UTF-8.", file=called)


def _lines(file: Path | IO[bytes], called: str, codec: str, mark: int) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)()
    number, size = 1, 0
    begun: list[str] = []
    for piece in chunks(file, name=called):
        try:
            text = decoder.decode(piece[mark:])
        except UnicodeError as error:
            reason = f"The text is not {codec} ({error})."
            raise FormatError(reason, file=called, line=number, column=1) from error
        mark = 0
        if "\0" in text:
            raise FormatError("This is not a text file: it holds NUL.", file=called, line=number, column=1)
        *whole, rest = text.split("\n")
        for line in whole:
            yield "".join((*begun, line, "\n"))
            begun, size = [], 0
        number += len(whole)
        begun.append(rest)
        size += len(rest)
        if size > LONGEST_LINE:
            reason = f"A line is longer than {LONGEST_LINE:,} characters."
            raise FormatError(reason, file=called, line=number, column=1)
    if size:
        yield "".join(begun)
