"""The entries of a gettext PO file, one after another, as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from glossary.formats.errors import FormatError

_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,2})\])?)\s*(?=")')


@dataclass(slots=True)
class Entry:
    """One message; ``strings`` are its translations by plural form, ``comments`` by their mark.

    Marks: "" the translator's, "." the programmer's, ":" places in the source, "," flags, "|" what the
    message was before.
    """

    line: int
    context: str | None = None
    singular: str | None = None
    plural: str | None = None
    strings: dict[int, str] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    obsolete: bool = False

    @property
    def flags(self) -> list[str]:
        """The flags, "fuzzy" among them."""
        return [flag.strip() for line in self.comments.get(",", []) for flag in line.split(",")]


def entries(lines: Iterable[str], file: str) -> Iterator[Entry]:
    """The entries in file order, the header (empty singular) among them.

    :raise FormatError: a line that is none of PO's, with its number
    """
    reading = _Reading(file)
    for number, line in enumerate(lines, 1):
        done = reading.take(number, line.strip())
        if done is not None:
            yield done
    last = reading.finish()
    if last is not None:
        yield last


class _Reading:
    """Puts lines together to entries."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._entry = Entry(1)
        self._keyword = ""

    def take(self, number: int, line: str) -> Entry | None:
        """The entry that ends before this line, None if none does."""
        obsolete = line.startswith("#~")
        if obsolete:
            line = line[2:].lstrip()
            if line.startswith("|"):
                line = f"#{line}"
        if not line:
            return None if obsolete else self._next(number)
        starts_new = self._entry.strings and (line.startswith(("#", "msgctxt")) or self._is_singular(line))
        done = self._next(number) if starts_new else None
        self._entry.obsolete = self._entry.obsolete or obsolete
        if line.startswith("#"):
            mark = line[1:2] if line[1:2] in {".", ":", ",", "|"} else ""
            self._entry.comments.setdefault(mark, []).append(line[1 + len(mark) :].strip())
        else:
            self._string(number, line)
        return done

    def finish(self) -> Entry | None:
        """The last entry."""
        return self._next(0)

    def _is_singular(self, line: str) -> bool:
        return line.startswith("msgid") and not line.startswith("msgid_plural")

    def _next(self, number: int) -> Entry | None:
        done, self._entry, self._keyword = self._entry, Entry(number), ""
        return done if done.singular is not None and done.strings else None

    def _string(self, number: int, line: str) -> None:
        found = _KEYWORD.match(line)
        if found:
            if self._entry.singular is None and self._entry.context is None:
                self._entry.line = number
            self._keyword = found[1]
            line = line[found.end() :]
        if not self._keyword or len(line) < 2 or line[0] != '"' or line[-1] != '"':
            raise FormatError("This is no line of a PO file.", file=self._file, line=number, column=1)
        self._add(_ESCAPE.sub(_unescaped, line[1:-1]))

    def _add(self, text: str) -> None:
        entry = self._entry
        match self._keyword:
            case "msgctxt":
                entry.context = (entry.context or "") + text
            case "msgid":
                entry.singular = (entry.singular or "") + text
            case "msgid_plural":
                entry.plural = (entry.plural or "") + text
            case keyword:
                form = int(keyword[7:-1] or 0)
                entry.strings[form] = entry.strings.get(form, "") + text


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    return chr(int(code, 8)) if code.isdigit() and code[0] < "8" else _ESCAPES.get(code, code)
