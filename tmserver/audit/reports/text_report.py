"""Findings for people in a terminal or a log."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from typing import IO

from rich.console import Console
from rich.text import Text

from tmserver.audit.baseline import Entry
from tmserver.audit.finding import Finding, Severity, Side
from tmserver.audit.reports.excerpt import excerpt
from tmserver.audit.reports.phrases import number, phrase
from tmserver.audit.reports.result import Result, place
from tmserver.audit.spool import Group
from tmserver.audit.wording import say, title

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_PLURAL = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}
_FIRST = 5
"""Findings of a group that are shown."""
_AROUND = 40


def write_text(result: Result, out: IO[bytes], *, width: int = 80, colour: bool = False) -> None:
    """Write the findings, those that say the same together, errors first, and then the summary.

    What a finding is about stands [in brackets]; ``colour`` adds ANSI colours.
    """
    stream = io.TextIOWrapper(out, "utf-8", "backslashreplace", newline="\n", write_through=True)
    terminal = Console(
        file=stream,
        width=width,
        highlight=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    try:
        for group in result.groups(_FIRST):
            for line in _group(group, result.language):
                terminal.print(line)
            terminal.print()
        for line in summary_lines(result):
            terminal.print(line)
    finally:
        stream.detach()


def finding_lines(finding: Finding, language: str, *, located: bool = True) -> Iterator[Text]:
    """A finding under its message: place, id, the texts with what is meant in brackets, what is expected."""
    head = Text(f"  {place(finding.location)}  " if located else "  ")
    yield head.append(finding.id, style="dim")
    for side in (finding.source, finding.target, finding.third):
        if side is not None:
            yield _side(side)
    for share in finding.distribution:
        places = "; ".join(place(each) for each in share.locations[:3])
        yield _indented(f"{number(share.count, language)} × {share.text}  ({places})")
    if finding.expected:
        yield _indented(f"{phrase('expected', language)}: {', '.join(finding.expected)}")


def heading(finding: Finding, language: str, count: int = 1) -> Text:
    """The check, its severity and the sentence that says what is wrong."""
    text = Text()
    text.append(phrase(finding.severity.value, language), style=_STYLES[finding.severity])
    text.append(f" {finding.check}: ", style="bold")
    text.append(say(finding.message, language))
    if count > 1:
        text.append(f" — {phrase('times', language, count=count)}", style="bold")
    return text


def _group(group: Group, language: str) -> Iterator[Text]:
    yield heading(group.first[0], language, group.count)
    for finding in group.first:
        yield from finding_lines(finding, language)
    if group.count > len(group.first):
        yield Text(f"  … {phrase('more', language, count=group.count - len(group.first))}", style="dim")


def _side(side: Side) -> Text:
    text = _indented(f"{side.language}  ")
    for piece, marked in excerpt(side, _AROUND):
        shown = visible(piece)
        if marked:
            text.append(f"[{shown}]", style="bold reverse")
        else:
            text.append(shown)
    return text


def _indented(text: str) -> Text:
    return Text(f"    {visible(text)}")


def visible(text: str) -> str:
    """The text on one line: breaks as ⏎, tabs as →, what could command a terminal as \ufffd."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    named = {"\n": "⏎", "\r": "⏎", "\t": "→", "\u2028": "⏎", "\u2029": "⏎"}.get(character)
    if named:
        return named
    return "\ufffd" if unicodedata.category(character) in {"Cc", "Cs"} or character in _BIDI else character


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def summary_lines(result: Result) -> Iterator[Text]:
    """The counts: units, what was left out and why, findings by check, stale entries."""
    language, summary = result.language, result.summary
    compared = ", ".join(f"{a} → {b} {number(count, language)}" for (a, b), count in summary.pairs.items())
    yield Text(f"{phrase('units', language)}: {number(summary.units, language)}", style="bold")
    yield Text(f"  {phrase('pairs', language)}: {compared}")
    for key, count in _left_out(result):
        if count:
            yield Text(f"  {phrase(key, language)}: {number(count, language)}")
    for reason, count in result.skipped.most_common():
        yield Text(f"    {reason}: {number(count, language)}")
    yield Text()
    yield from _counts(result)
    yield from _entries("stale", result.stale, language)
    yield from _entries("expired", result.expired, language)


def _left_out(result: Result) -> Iterator[tuple[str, int]]:
    summary = result.summary
    yield "empty", summary.empty
    yield "drafts", summary.drafts
    yield "rejected", summary.rejected
    yield "unpaired", summary.unpaired
    yield "ignored", summary.ignored
    yield "accepted", result.accepted
    yield "skipped", result.skipped.total()


def _counts(result: Result) -> Iterator[Text]:
    language = result.language
    if not result.total:
        yield Text(phrase("none", language), style="bold green")
        return
    parts = [
        f"{phrase(_PLURAL[severity], language)} {number(result.severities[severity], language)}"
        for severity in reversed(Severity)
        if result.severities[severity]
    ]
    total = number(result.total, language)
    yield Text(f"{phrase('findings', language)}: {total} ({', '.join(parts)})", style="bold")
    for check, count in result.checks.most_common():
        yield Text(f"  {number(count, language):>7}  {check}  {title(check, language)}")


def _entries(key: str, entries: tuple[Entry, ...], language: str) -> Iterator[Text]:
    if entries:
        yield Text()
        yield Text(f"{phrase(key, language)}: {number(len(entries), language)}", style="bold")
    for entry in entries:
        words = (entry.id, entry.check, entry.file, entry.unit, entry.expires, entry.reason)
        yield Text("  " + " ".join(visible(word) for word in words if word))
