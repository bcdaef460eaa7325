"""Bilingual units as a gettext PO file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO

from tmserver import __version__
from tmserver.exchange.losses import count_losses
from tmserver.exchange.report import WriteReport
from tmserver.segment import Status, Unit

_SPECIAL = re.compile(r'[\\"\n\t\r\x00-\x1f]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_MARKS = {"po:comment": "#.", "po:reference": "#:"}
_FLAG = "po:flag"
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_po(units: Iterable[Unit], file: IO[bytes], *, source: str, target: str) -> WriteReport:
    """Write bilingual units (see ``tmserver.exchange.pairs``) as PO in UTF-8, streaming.

    Drafts are fuzzy, rejected units are left out. PO knows a message by its text and msgctxt: where the same
    source has several translations, the later ones get a msgctxt of their own. It has neither inline codes,
    dates nor users; plural forms leave as messages of their own. The report counts what was not kept, but for
    positions: there is only the order of the file.
    """
    report = WriteReport()
    writer = _Writer(report)
    file.write(_header(source, target).encode())
    for unit in units:
        if unit.status is Status.REJECTED:
            report.lost["rejected units, left out"] += 1
            continue
        entry = writer.entry(unit)
        if entry:
            report.written += 1
            file.write(entry.encode())
    return report


def _header(source: str, target: str) -> str:
    fields = {
        "Language": target,
        "X-Source-Language": source,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": f"tmserver {__version__}",
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f'msgid ""\nmsgstr {quoted(text)}\n'


class _Writer:
    """Writes entries, each message once."""

    def __init__(self, report: WriteReport) -> None:
        self._report = report
        self._targets: dict[int, int] = {}

    def entry(self, unit: Unit) -> str:
        """The unit as an entry; "" if the same message with the same translation was written before."""
        of_source, of_target = unit.variants[:2]
        if not of_source.text.strip() or not of_target.text.strip():
            self._report.lost["units without text, left out"] += 1
            return ""
        given = next((prop.value for prop in unit.props if prop.type == "x-context"), None)
        context, is_new = self._free_context(given, of_source.text, of_target.text)
        if not is_new:
            self._report.lost["repeated messages, written once"] += 1
            return ""
        if of_source.codes or of_target.codes:
            self._report.lost["inline codes"] += len(of_source.codes) + len(of_target.codes)
        self._count(unit)
        lines = [*_comments(unit), *_flags(unit)]
        if context is not None:
            lines.append(f"msgctxt {quoted(self._clean(context))}")
        lines.append(f"msgid {quoted(self._clean(of_source.text))}")
        lines.append(f"msgstr {quoted(self._clean(of_target.text))}")
        return "\n" + "\n".join(lines) + "\n"

    def _count(self, unit: Unit) -> None:
        lost = self._report.lost
        count_losses(unit, lost, kept=("x-context", _FLAG, *_MARKS))
        told = {
            "reviewed units, written as translated": unit.status is Status.REVIEWED,
            "ids": bool(unit.external_id),
            "documents": bool(unit.document),
            "neighbours": sum(bool(text) for v in unit.variants for text in (v.previous, v.next)),
            "notes and comments, each line on its own now": sum(_is_parted(text) for text in _remarks(unit)),
            "flags that PO does not take": sum(p.type == _FLAG and not _is_flag(p.value) for p in unit.props),
        }
        lost.update({what: times for what, times in told.items() if times})

    def _free_context(self, context: str | None, source: str, target: str) -> tuple[str | None, bool]:
        """A msgctxt that makes the message unique, and False if it was written before as it is."""
        number, tried = 1, context
        while (known := self._targets.get(hash((tried, source)))) is not None:
            if known == hash(target):
                return tried, False
            number += 1
            tried = f"{context} {number}" if context else str(number)
        if number > 1:
            self._report.lost["messages that needed a msgctxt of their own"] += 1
        self._targets[hash((tried, source))] = hash(target)
        return tried, True

    def _clean(self, text: str) -> str:
        if found := _SURROGATE.findall(text):
            self._report.lost["lone surrogates, taken out"] += len(found)
        return _SURROGATE.sub("", text)


def _comments(unit: Unit) -> Iterator[str]:
    for note in unit.notes:
        yield from (f"# {line}" for line in note.splitlines())
    for kind, mark in _MARKS.items():
        for prop in unit.props:
            if prop.type == kind:
                yield from (f"{mark} {line}" for line in prop.value.splitlines())


def _flags(unit: Unit) -> Iterator[str]:
    flags = ["fuzzy"] if unit.status is Status.DRAFT else []
    flags += [prop.value for prop in unit.props if prop.type == _FLAG and _is_flag(prop.value)]
    if flags:
        yield f"#, {', '.join(flags)}"


def _is_flag(text: str) -> bool:
    return text == text.strip() and text not in {"", "fuzzy"} and not re.search(r"[,\r\n]", text)


def _remarks(unit: Unit) -> Iterator[str]:
    yield from unit.notes
    yield from (prop.value for prop in unit.props if prop.type in _MARKS)


def _is_parted(text: str) -> bool:
    """Whether comments give the text back otherwise: each is one line, without white space around it."""
    return text.splitlines() != [text.strip()]


def quoted(text: str) -> str:
    """The text as one or, if it has line ends within, several strings in double quotes."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text) if "\n" in text[:-1] else [text]
    quoted = [f'"{_SPECIAL.sub(_escaped, line)}"' for line in lines]
    return quoted[0] if len(quoted) == 1 else "\n".join(['""', *quoted])


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\{ord(found[0]):03o}"
