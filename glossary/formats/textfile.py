"""The text of a file of lines, whatever its encoding."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from glossary.formats.encoding import guess, sniff
from glossary.formats.errors import FormatError
from glossary.formats.packed import chunks, file_name
from glossary.formats.remarks import Remarks

LIMIT = 256 * 1024**2


def read_text(file: Path | IO[bytes], name: str, remarks: Remarks, *, limit: int = LIMIT) -> str:
    r"""The whole text, its line ends "\n", without byte order mark; gzip and zip are unpacked.

    Bytes that are not in the encoding that the mark says (UTF-8 without one) are read as what they most
    likely are, and ``remarks`` says so.

    :raise FormatError: empty, larger than ``limit`` bytes, or holding NUL, hence no text
    """
    called = file_name(file, name)
    data = bytearray()
    for chunk in chunks(file, name=name):
        data += chunk
        if len(data) > limit:
            raise FormatError(f"The file is larger than {limit:,} bytes. Split it.", file=called)
    seen = sniff(bytes(data[:64]))
    text = _decoded(bytes(data[seen.mark :]), seen.codec, remarks)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FormatError("This is not a text file: it holds NUL.", file=called, line=line, column=1)
    if not text.strip():
        raise FormatError("The file is empty.", file=called)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, codec: str, remarks: Remarks) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        likely = guess(data.splitlines())
        remarks.add(f"The text is not {codec.upper()}; it was read as {likely}.")
        return data.decode(likely, errors="replace")
