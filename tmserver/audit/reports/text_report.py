"""Findings for people in a terminal or a log."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import IO

from rich.console import Console
from rich.text import Text

from tmserver.audit.baseline import Entry
from tmserver.audit.finding import Finding, Severity, Side
from tmserver.audit.reports.excerpt import excerpt, visible
from tmserver.audit.reports.phrases import number, phrase
from tmserver.audit.reports.result import PLURALS, Result, left_out, place
from tmserver.audit.spool import Group
from tmserver.audit.wording import say, title

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
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
            print_lines(_group(group, result.language), terminal)
            terminal.print()
        print_lines(summary_lines(result), terminal)
    finally:
        stream.detach()


def print_lines(lines: Iterable[Text], terminal: Console) -> None:
    """Print each line; what does not fit goes on below it, two columns further in, no blanks at the end."""
    for line in lines:
        indent = len(line.plain) - len(line.plain.lstrip(" "))
        wrapped = line[indent:].wrap(terminal, max(terminal.width - indent - 2, 20))
        for row, part in enumerate(wrapped or [Text()]):
            part.rstrip()
            terminal.print(Text(" " * (indent + (2 if row else 0)) if part else "").append_text(part))


def finding_lines(finding: Finding, language: str, *, located: bool = True) -> Iterator[Text]:
    """A finding under its message: place, id, the texts with what is meant in brackets, what is expected."""
    head = Text(f"  {visible(place(finding.location))}  " if located else "  ")
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
    text.append(visible(say(finding.message, language)))
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


def summary_lines(result: Result) -> Iterator[Text]:
    """The counts: units, what was left out and why, findings by check, stale entries."""
    language, summary = result.language, result.summary
    compared = ", ".join(
        visible(f"{a} → {b} {number(count, language)}") for (a, b), count in summary.pairs.items()
    )
    yield Text(f"{phrase('units', language)}: {number(summary.units, language)}", style="bold")
    yield Text(f"  {phrase('pairs', language)}: {compared}")
    for key, count in left_out(result):
        if count:
            yield Text(f"  {phrase(key, language)}: {number(count, language)}")
    for reason, count in result.skipped.most_common():
        yield Text(f"    {reason}: {number(count, language)}")
    yield Text()
    yield from _counts(result)
    yield from _entries("stale", result.stale, language)
    yield from _entries("expired", result.expired, language)


def _counts(result: Result) -> Iterator[Text]:
    language = result.language
    if not result.total:
        yield Text(phrase("none", language), style="bold green")
        return
    parts = [
        f"{phrase(PLURALS[severity], language)} {number(result.severities[severity], language)}"
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
