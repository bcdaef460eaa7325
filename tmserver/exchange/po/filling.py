"""PO files as documents to translate: which messages they have, and translations put into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from glossary.formats.packed import chunks, file_name
from tmserver.errors import UnreadableFile
from tmserver.exchange.files import told
from tmserver.exchange.filling import Filling, Place
from tmserver.exchange.lines import codec_of
from tmserver.exchange.po.entries import Entry, entries
from tmserver.exchange.po.reader import SOURCE, declared_charset, headers_of
from tmserver.exchange.po.writer import quoted
from tmserver.exchange.report import ReadReport
from tmserver.language import tags
from tmserver.segment import Code


class PoDocument:
    """The messages of a PO file without plural, in order; obsolete ones are left aside.

    :raise UnreadableFile: a line that is none of PO's
    """

    format = "po"

    def __init__(self, file: Path | IO[bytes], *, name: str = "", source: str = "", target: str = "") -> None:
        self._name = file_name(file, name)
        with told():
            raw = b"".join(chunks(file, name=self._name))
            charset = declared_charset(file, self._name)
            self._codec, mark = codec_of(file, self._name, ReadReport(), charset)
            self._mark, text = raw[:mark], raw[mark:].decode(self._codec)
            *whole, last = text.split("\n")
            self._lines = [*(f"{line}\n" for line in whole), last]
            found = list(entries(self._lines, self._name))
        headers = headers_of(found[0] if found else None)
        languages = (
            tags.normalise(source or headers.get("x-source-language", SOURCE)),
            tags.normalise(target or headers.get("language", "")),
        )
        self._entries = [entry for entry in found if _is_place(entry)]
        self.places: Sequence[Place] = [_place(entry, languages) for entry in self._entries]

    def codes(self, number: int) -> tuple[Code, ...]:  # noqa: ARG002 (a document's signature)
        """None: PO has no inline codes."""
        return ()

    def filled(self, fillings: Mapping[int, Filling]) -> bytes:
        """The document with the translations; see ``filling.Document``.

        A translation that is not sure is fuzzy, and tells the text that it was made for (#| msgid); a comment
        names score and memory.
        """
        lines = list(self._lines)
        ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
        for number in sorted(fillings, reverse=True):
            self._fill(lines, self._entries[number], fillings[number], ending)
        try:
            return self._mark + "".join(lines).encode(self._codec)
        except UnicodeEncodeError as error:
            reason = (
                f"The translation has {error.object[error.start]!r}, which the file's encoding "
                f"({self._codec}) cannot hold. Save the file as UTF-8 first."
            )
            raise UnreadableFile(reason, file=self._name) from error

    def _fill(self, lines: list[str], entry: Entry, filling: Filling, ending: str) -> None:
        keyword = entry.line - 1
        start = next(n for n in range(keyword, len(lines)) if lines[n].lstrip().startswith("msgstr"))
        end = start + 1
        while end < len(lines) and lines[end].lstrip().startswith('"'):
            end += 1
        lines[start:end] = _with_ends(f"msgstr {quoted(filling.text)}", ending)
        before = [f"# tmserver: {filling.score} %, {filling.memory}"]
        if not filling.sure and "fuzzy" not in entry.flags:
            before.append("#, fuzzy")
        if filling.score < 100 and "|" not in entry.comments:
            before += [f"#| {line}" for line in f"msgid {quoted(filling.match_source)}".split("\n")]
        lines[keyword:keyword] = _with_ends("\n".join(before), ending)


def _with_ends(text: str, ending: str) -> list[str]:
    return [line + ending for line in text.split("\n")]


def _is_place(entry: Entry) -> bool:
    return bool(entry.singular and entry.singular.strip()) and entry.plural is None and not entry.obsolete


def _place(entry: Entry, languages: tuple[str, str]) -> Place:
    filled = bool(entry.strings.get(0, "").strip())
    return Place(entry.context or "", *languages, entry.singular or "", filled=filled)
