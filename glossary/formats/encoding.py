"""Which encoding a text file is in: by byte order mark, by declaration, by its bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

# The marks of UTF-32 come first: that of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_HIGH = re.compile(rb"[\x80-\xff]+")
# A word in cp1251, whose ё is B8, Ё A8; the quotes « » (AB, BB) and dashes (96, 97) may touch it.
_CYRILLIC = re.compile(
    rb"[\xab\x96\x97]*(?:[\xa8\xc0-\xdf]?[\xb8\xe0-\xff]+|[\xa8\xc0-\xdf]+)[\xbb\x96\x97]*"
)
# Text encodings by Python's lights whose decoders are slow or run escapes: nobody writes XML in them.
_REFUSED = {"punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


@dataclass(frozen=True)
class Sniffed:
    """What the first bytes say: the codec, how long the mark is, and what the XML declaration claims."""

    codec: str
    mark: int = 0
    declared: str = ""


def sniff(head: bytes, default: str = "utf-8") -> Sniffed:
    """The encoding that a file's first bytes show: mark before declaration before ``default``.

    UTF-16 without a mark is seen by its zero bytes; a declared UTF-16 is wrong where they are missing
    (files that were saved again as UTF-8).

    :raise LookupError: the declared encoding is unknown or no encoding of text
    """
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Sniffed(codec, len(mark), codec)
    start = head[:64].lstrip(b" \t\r\n")
    if start[:1] == b"\0" and start[1:2] == b"<":
        return Sniffed("utf-16-be", declared="utf-16-be")
    if start[:2] == b"<\0":
        return Sniffed("utf-16-le", declared="utf-16-le")
    found = _DECLARED.match(head.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if not found:
        return Sniffed(default)
    declared = found[1].decode("ascii")
    return Sniffed(_codec(declared), declared=declared)


def _codec(declared: str) -> str:
    codec = codecs.lookup(declared).name
    "a".encode(codec)  # LookupError for hex, zlib and other codecs that are none of text
    if codec in _REFUSED:
        raise LookupError(declared)
    if codec.startswith(("utf-16", "utf-32")) or codec in {"ascii", "utf-8-sig"}:
        return "utf-8"
    return codec


def guess(lines: Iterable[bytes]) -> str:
    """The likeliest encoding of lines that are not UTF-8: "cp1252", "cp1251" or "gb18030".

    Accented letters of Latin script stand alone between ASCII; Cyrillic words are runs of letters, all or at
    most the first of them capitals; in GB 18030 second bytes spread over the whole upper half.
    """
    runs = [run for line in lines for run in _HIGH.findall(line)]
    high = b"".join(runs)
    if not runs or len(high) < 2 * len(runs):
        return "cp1252"
    if sum(len(run) for run in runs if _CYRILLIC.fullmatch(run)) >= 0.8 * len(high):
        return "cp1251"
    try:
        high.decode("gb18030")
    except UnicodeDecodeError:
        return "cp1252"
    return "gb18030"
