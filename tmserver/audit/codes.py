"""Inline codes and placeholders written as text: the same ones on both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from tmserver.audit.finding import Finding, Span
from tmserver.audit.pair import Pair, Reading
from tmserver.markup import PlaceableKind
from tmserver.segment import Code

_TAG = re.compile(r"(?:<|&lt;)(/?)\s*([\w:.-]+).*?(/?)(?:>|&gt;)", re.DOTALL)
_ENTITY = re.compile(r"&[\w#]+;")
_ANGLED = re.compile(r"<[^<>\n]{1,60}>")
_DIRECTIVE = re.compile(r"%[-+0 #]*[\d.*]*(?:hh?|ll?|[Lzjtq])?([diouxXeEfFgGcrsaAp])")
_MARKUP = frozenset(
    """
    a abbr b bdi bdo blockquote body bpt br button center cite code col dd del details dfn div dl dt em
    ept ex figure font footer form g h1 h2 h3 h4 h5 h6 head header hi hr html i img input ins it kbd
    label li link mark mrk nav ol option p param ph pre q s samp script section select small span strike
    strong style sub sup svg table tbody td textarea tfoot th thead title tr tt u ul var video wbr x
    xliff
    """.split()  # noqa: SIM905 (sixty strings in quotes are harder to read)
)


def find_codes(pair: Pair) -> Iterator[Finding]:
    """Codes that only one side has, or has more often; two that differ make one finding.

    Attributes are not compared (titles are translated), nor character entities, nor words in angle brackets
    that are no markup where the other side has as many (<nombre>). Then the order of unnumbered % directives.
    """
    yield from _inline(pair)
    if not pair.source.placeables and not pair.target.placeables:
        return
    ours, theirs = _written(pair.source), _written(pair.target)
    if not ours and not theirs:
        return
    _forgive_angled(pair, ours, theirs)
    _forgive_words(ours, theirs)
    lost, added = _more(ours, theirs), _more(theirs, ours)
    for was, became in zip_longest(lost, added):
        yield _difference(pair, was, became)
    yield from _order(pair)


def _more(these: dict[str, list[Span]], others: dict[str, list[Span]]) -> list[tuple[str, list[Span]]]:
    """The codes that stand here more often than there, with the spans of those beyond."""
    beyond = ((key, spans[len(others.get(key, ())) :]) for key, spans in these.items())
    return [(key, spans) for key, spans in beyond if spans]


def _difference(
    pair: Pair, was: tuple[str, list[Span]] | None, became: tuple[str, list[Span]] | None
) -> Finding:
    """The finding of a code lost, one added, or one that became another."""
    if was and became:
        (ours, source), (theirs, target) = was, became
        return pair.finding(
            "code",
            "code-changed",
            source=source,
            target=target,
            expected=[ours],
            source_text=ours,
            target_text=theirs,
        )
    if was:
        return pair.finding("code", "code-missing", source=was[1], expected=[was[0]], text=was[0])
    key, spans = became or ("", [])
    return pair.finding("code", "code-added", target=spans, text=key)


def _written(reading: Reading) -> dict[str, list[Span]]:
    """The codes written in the text, by what is compared of them."""
    found: dict[str, list[Span]] = {}
    for placeable in reading.placeables:
        if placeable.kind is PlaceableKind.CODE and not _ENTITY.fullmatch(placeable.value):
            found.setdefault(_key(placeable.value), []).append((placeable.start, placeable.end))
    return found


def _key(code: str) -> str:
    tag = _TAG.fullmatch(code)
    return f"<{tag[1]}{tag[2].lower()}{tag[3]}>" if tag else code


def _forgive_angled(pair: Pair, ours: dict[str, list[Span]], theirs: dict[str, list[Span]]) -> None:
    """Drop words in angle brackets that are no markup if both sides have as many of these."""
    if len(_angled(pair.source)) == len(_angled(pair.target)):
        for side in (ours, theirs):
            for key in [key for key in side if key.startswith("<") and key.strip("</>") not in _MARKUP]:
                del side[key]


def _forgive_words(ours: dict[str, list[Span]], theirs: dict[str, list[Span]]) -> None:
    """Drop words in braces that are no names of a program ({vacío}) if the source has any."""
    if not all(map(str.isascii, ours)):
        for side in (ours, theirs):
            for key in [key for key in side if not key.isascii()]:
                del side[key]


def _angled(reading: Reading) -> list[str]:
    return [found for found in _ANGLED.findall(reading.text) if _key(found).strip("</>") not in _MARKUP]


def _order(pair: Pair) -> Iterator[Finding]:
    """%s and %d take their values in order: swapped ones print the wrong thing."""
    ours, theirs = (
        [
            (match[1], (placeable.start, placeable.end))
            for placeable in reading.placeables
            if (match := _DIRECTIVE.fullmatch(placeable.value))
        ]
        for reading in (pair.source, pair.target)
    )
    kinds, other_kinds = [kind for kind, _ in ours], [kind for kind, _ in theirs]
    if kinds != other_kinds and sorted(kinds) == sorted(other_kinds):
        yield pair.finding(
            "code", "code-order", source=[span for _, span in ours], target=[span for _, span in theirs]
        )


def _inline(pair: Pair) -> Iterator[Finding]:
    ours, theirs = pair.source.variant.codes, pair.target.variant.codes
    if not ours and not theirs:
        return
    keys, other_keys = _signatures(ours, theirs)
    for key, number in (keys - other_keys).items():
        places = [(code.position, code.position) for code in ours if _is_signed(code, key)][:number]
        yield pair.finding("code", "code-missing", source=places, expected=[key], text=key)
    for key, number in (other_keys - keys).items():
        places = [(code.position, code.position) for code in theirs if _is_signed(code, key)][:number]
        yield pair.finding("code", "code-added", target=places, text=key)


def _signatures(ours: tuple[Code, ...], theirs: tuple[Code, ...]) -> tuple[Counter[str], Counter[str]]:
    """What identifies the codes of each side: native content if both sides have it, else the element."""
    with_content = all(code.content for code in (*ours, *theirs) if code.part == "whole")
    sign = _content if with_content else _element
    return Counter(map(sign, ours)), Counter(map(sign, theirs))


def _content(code: Code) -> str:
    return code.content if code.part == "whole" else _element(code)


def _element(code: Code) -> str:
    kind = dict(code.attributes).get("type", "")
    return f"<{'/' if code.part == 'end' else ''}{code.element}{' ' + kind if kind else ''}>"


def _is_signed(code: Code, key: str) -> bool:
    return key in (_content(code), _element(code))
