"""Findings as one web page that needs nothing else: to read, to filter, to print, to send to somebody."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import IO

from tmserver import __version__
from tmserver.audit.baseline import Entry
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Finding, Location, Severity, Share, Side
from tmserver.audit.reports.excerpt import pieces, printable
from tmserver.audit.reports.phrases import number, phrase
from tmserver.audit.reports.result import PLURALS, Result, left_out, place
from tmserver.audit.spool import Group
from tmserver.audit.wording import say, title
from tmserver.language.tags import display_name

MOST = 3_000
"""Findings on a page: browsers become slow beyond."""
_FIRST = 100
"""Findings of a group on a page."""


def write_html(result: Result, out: IO[bytes]) -> None:
    """Write the page: counts, a chart, filters, and the findings side by side, errors first.

    It loads nothing and runs only its own script, which its security policy states; everything that came
    from a file is escaped.
    """
    for piece in _page(result):
        out.write(piece.encode("utf-8", "replace"))


def _page(result: Result) -> Iterator[str]:
    language = result.language
    yield from _head(language)
    yield f"<h1>{_phrase('title', language)}</h1>\n"
    yield f'<p class="soft files">{_text(", ".join(result.files))}</p>\n'
    yield from _cards(result)
    yield from _left_out(result)
    if result.total:
        yield from _chart(result)
        yield from _filters(result)
        yield f"<h2>{_phrase('findings', language)}</h2>\n"
        yield from _groups(result)
    else:
        yield f'<p class="good">{_phrase("none", language)}</p>\n'
    yield from _entries("stale", result.stale, language)
    yield from _entries("expired", result.expired, language)
    yield f"<footer>{escape(phrase('made', language, version=__version__))}</footer>\n"
    yield f"<script>{_file('page.js')}</script>\n</body>\n</html>\n"


def _head(language: str) -> Iterator[str]:
    style, script = _file("page.css"), _file("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n'
    yield f"<title>{_phrase('title', language)}</title>\n<style>{style}</style>\n</head>\n<body>\n"


def _cards(result: Result) -> Iterator[str]:
    language = result.language
    yield '<dl class="cards">'
    yield _card("", phrase("units", language), result.summary.units, language)
    yield _card("", phrase("findings", language), result.total, language)
    for severity in reversed(Severity):
        if result.severities[severity]:
            label = phrase(PLURALS[severity], language)
            yield _card(severity.value, label, result.severities[severity], language)
    yield "</dl>\n"


def _card(name: str, label: str, count: int, language: str) -> str:
    return f'<div class="{name}"><dt>{escape(label)}</dt><dd>{number(count, language)}</dd></div>'


def _left_out(result: Result) -> Iterator[str]:
    language = result.language
    compared = ", ".join(
        f"{_languages(source, target, language)} {number(count, language)}"
        for (source, target), count in result.summary.pairs.items()
    )
    yield f'<p class="soft">{_phrase("pairs", language)}: {compared}</p>\n'
    others = [
        f"{phrase(key, language)} {number(count, language)}" for key, count in left_out(result) if count
    ]
    if others:
        yield f'<p class="soft">{_text("; ".join(others))}</p>\n'


def _languages(source: str, target: str, language: str) -> str:
    names = f"{display_name(source, language)} → {display_name(target, language)}"
    return f'<span title="{_text(names)}">{_text(source)} → {_text(target)}</span>'


def _chart(result: Result) -> Iterator[str]:
    """A bar for each check, in parts by severity, as long as its share of the most frequent check."""
    language, counts = result.language, result.checks
    most = max(counts.values())
    yield f'<h2>{_phrase("by-check", language)}</h2>\n<table class="chart">\n'
    for check in sorted(counts, key=lambda check: (-counts[check], list(CHECKS).index(check))):
        shown = number(counts[check], language)
        bar = "".join(_parts(result, check, most))
        yield (
            f"<tr><th>{_text(title(check, language))}<code>{escape(check)}</code></th>"
            f'<td><svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" role="img">{bar}</svg></td>'
            f'<td class="count">{shown}</td></tr>\n'
        )
    yield "</table>\n"


def _parts(result: Result, check: str, most: int) -> Iterator[str]:
    at = 0.0
    for severity in reversed(Severity):
        width = 100 * result.by_check[check, severity] / most
        if width:
            yield f'<rect class="{severity.value}" x="{at:.2f}" width="{width:.2f}" height="1"/>'
        at += width


def _filters(result: Result) -> Iterator[str]:
    language = result.language
    checks = [(check, title(check, language)) for check in CHECKS if result.checks[check]]
    severities = [
        (severity.value, phrase(severity.value, language))
        for severity in reversed(Severity)
        if result.severities[severity]
    ]
    pairs = [(f"{source} {target}", f"{source} → {target}") for source, target in result.summary.pairs]
    yield '<form class="filters" hidden>\n'
    yield from _choice("severity", "severity", severities, language)
    yield from _choice("check", "check", checks, language)
    yield from _choice("languages", "languages", pairs, language)
    if len(result.files) > 1:
        yield from _choice("file", "files", [(file, file) for file in result.files], language)
    yield f'<label class="wide">{_phrase("search", language)}<input type="search" name="text"></label>\n'
    yield f'<button type="reset">{_phrase("clear", language)}</button><output></output>\n</form>\n'


def _choice(name: str, label: str, values: Iterable[tuple[str, str]], language: str) -> Iterator[str]:
    yield f'<label>{_phrase(label, language)}<select name="{name}">'
    yield f'<option value="">{_phrase("all", language)}</option>'
    for value, shown in values:
        yield f'<option value="{_text(value)}">{_text(shown)}</option>'
    yield "</select></label>\n"


def _groups(result: Result) -> Iterator[str]:
    shown = 0
    for group in result.groups(_FIRST):
        if shown >= MOST:
            break
        yield from _group(group, result)
        shown += len(group.first)
    if shown < result.total:
        cut = phrase("cut", result.language, shown=shown, count=result.total)
        yield f'<p class="more">{escape(cut)}</p>\n'


def _group(group: Group, result: Result) -> Iterator[str]:
    language, first = result.language, group.first[0]
    times = f"<span>× {number(group.count, language)}</span>" if group.count > 1 else ""
    yield (
        f'<section class="group {group.severity.value}"><h3>'
        f'<span class="badge">{_phrase(group.severity.value, language)}</span>'
        f"<span>{_text(say(first.message, language))}</span>{times}<code>{escape(group.check)}</code></h3>\n"
    )
    for finding in group.first:
        yield from _finding(finding, language)
    if group.count > len(group.first):
        more = phrase("more", language, count=group.count - len(group.first))
        yield f'<p class="more">… {escape(more)}</p>\n'
    yield "</section>\n"


def _finding(finding: Finding, language: str) -> Iterator[str]:
    data = {
        "check": finding.check,
        "severity": finding.severity.value,
        "languages": f"{finding.source.language} {finding.target.language}",
        "file": finding.location.file,
    }
    attributes = "".join(f' data-{name}="{_text(value)}"' for name, value in data.items())
    yield f'<article class="finding"{attributes}>\n'
    yield f'<div class="place"><span>{_place(finding.location)}</span><code>{finding.id}</code></div>\n'
    yield '<div class="sides">'
    for side in (finding.source, finding.target, finding.third):
        if side is not None:
            yield _side(side, finding.deviates, language)
    yield "</div>\n"
    if finding.expected:
        wanted = ", ".join(f"<ins>{_text(text)}</ins>" for text in finding.expected)
        yield f'<p class="expected">{_phrase("expected", language)}: {wanted}</p>\n'
    if finding.distribution:
        yield from _shares(finding.distribution, language)
    yield "</article>\n"


def _side(side: Side, deviates: str, language: str) -> str:
    text = "".join(
        f"<mark>{_text(piece)}</mark>" if marked else _text(piece) for piece, marked in pieces(side)
    )
    odd = f' <span class="odd">{_phrase("deviates", language)}</span>' if side.language == deviates else ""
    tag = _text(side.language)
    return f'<div class="side"><b>{tag}{odd}</b><p lang="{tag}" dir="auto">{text}</p></div>'


def _shares(shares: Iterable[Share], language: str) -> Iterator[str]:
    yield '<table class="shares">'
    for share in shares:
        places = "; ".join(_place(location) for location in share.locations[:5])
        count = number(share.count, language)
        yield f'<tr><td>{count} ×</td><td dir="auto">{_text(share.text)}</td><td>{places}</td></tr>'
    yield "</table>\n"


def _entries(key: str, entries: tuple[Entry, ...], language: str) -> Iterator[str]:
    if entries:
        yield f'<h2>{_phrase(key, language)}</h2>\n<ul class="entries">\n'
        for entry in entries:
            words = (entry.check, entry.file, entry.unit, entry.evidence, entry.expires, entry.reason)
            yield f"<li><code>{_text(entry.id)}</code> {_text(' · '.join(filter(None, words)))}</li>\n"
        yield "</ul>\n"


def _place(location: Location) -> str:
    return _text(place(location))


def _phrase(key: str, language: str) -> str:
    return escape(phrase(key, language))


def _text(text: str) -> str:
    """A text of anybody's, harmless between tags and in a quoted attribute."""
    return escape(printable(text))


def _file(name: str) -> str:
    return (files("tmserver.audit.reports") / name).read_text("utf-8")


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
