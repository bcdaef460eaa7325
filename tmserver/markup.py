"""Inline codes and placeables: find them, hide them, put them back.

A *placeable* is a piece of a text that is carried over rather than translated. Spans count code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

from rapidfuzz.distance import Indel, Postfix, Prefix

from tmserver.segment import Code, Variant


class PlaceableKind(StrEnum):
    """What a placeable is. Numbers, found by ``tmserver.language.numbers``, are placeables too."""

    NUMBER = "number"
    CODE = "code"
    URL = "url"
    EMAIL = "email"


HIDDEN = {
    PlaceableKind.NUMBER: "\ue000",
    PlaceableKind.CODE: "\ue001",
    PlaceableKind.URL: "\ue002",
    PlaceableKind.EMAIL: "\ue003",
}
"""The private-use character that stands for a placeable of each kind where texts are compared."""


@dataclass(frozen=True, slots=True)
class Placeable:
    """A placeable: its span [start, end), its kind, and ``value``, the text as written."""

    start: int
    end: int
    kind: PlaceableKind
    value: str


# The order decides where two could begin: an address before a host, a tag with attributes before "<".
# Atomic groups, not possessive ones: those fail in re before Python 3.11.5.
_COMPARED = 10**8
"""Pairs of characters up to which two texts are compared in whole: a tenth of a second."""

_PLACEABLE = re.compile(
    r"""
      (?P<email> (?<![\w.+-]) [\w+-] (?:[\w.+-]{0,62}[\w+-])? @
          (?:[\w-]{1,63}\.){1,8} [^\W\d_]{2,24} (?![\w@]) )
    | (?P<url> (?:\b(?:https?|ftps?|file|mailto|tel)://? | \bwww\.(?=\w)) [^\s<>"«»“”„‘’`{}|\\^]{1,2000} )
    | (?P<code>
          &lt; /? [A-Za-z][\w:.-]{0,40} (?: \s (?>(?: [^<>&] | &(?:quot|apos|amp); ){0,500}) )? /? &gt;
        | < /? [A-Za-z][\w:.-]{0,40} (?: \s [^<>]{0,1000}+ )? /? >
        | &(?: [A-Za-z][A-Za-z0-9]{1,10} | \#\d{1,7} | \#x[0-9A-Fa-f]{1,6} );
        | \$? \{\{ [^{}\n]{1,100} \}\}
        | [$\#%@]? \{ \s? [\w.:,\[\]\#+-]{0,60} \s? \}
        | \$\( [\w.-]{1,60} \)
        | %(?:\(\w{1,60}\)|\d{1,2}\$)? [-+0\#]{0,4} (?:\d{1,3}|\*)? (?:\.(?:\d{1,3}|\*))?
          (?:hh?|ll?|[Lzjtq])? [diouxXeEfFgGcrsaAp@] (?!\w)
        | %[A-Z][A-Z0-9_]{2,60}\b (?:%)?
        | %\d{1,2}(?![\d%\w])
        | \\[nrt](?![a-z]) | (?<!\w)__\w{1,60}?__(?!\w)
      )
    """,
    re.VERBOSE,
)
_TRAILING = ".,;:!?…'*_"


def find_placeables(text: str) -> list[Placeable]:
    """URLs, e-mail addresses and codes written as text, in order, none overlapping.

    >>> [(p.kind.value, p.value) for p in find_placeables("Haga clic en {1}: https://example.org/a.")]
    [('code', '{1}'), ('url', 'https://example.org/a')]
    """
    if not any(map(text.__contains__, _SIGNS)):
        return []
    return [_placeable(found) for found in _PLACEABLE.finditer(text)]


# Each placeable has one of them; str finds them faster than a pattern.
_SIGNS = ("@", "<", ">", "&", "{", "%", "$", "\\", "://", "www.", "__", "mailto:", "tel:")


def _placeable(found: re.Match[str]) -> Placeable:
    kind = PlaceableKind(found.lastgroup or "")
    value = _without_trailing(found.group()) if kind is PlaceableKind.URL else found.group()
    return Placeable(found.start(), found.start() + len(value), kind, value)


def _without_trailing(url: str) -> str:
    """The URL without the punctuation of the sentence around it, nor a bracket that it did not open."""
    while url:
        last = url[-1]
        unopened = last in ")]" and url.count(last) > url.count("(["[")]".index(last)])
        if last not in _TRAILING and not unopened:
            break
        url = url[:-1]
    return url


def hide(text: str, placeables: Sequence[Placeable], codes: Sequence[Code] = ()) -> str:
    """The text with one private-use character (HIDDEN) for each placeable and each inline code.

    ``placeables`` are in order and do not overlap. A code inside a placeable or a word stands after it, so
    that the word stays whole. A character of the text that is one of HIDDEN's becomes U+FFFD.
    """
    pieces: list[str] = []
    at = 0
    positions = [_after_word(text, code.position) for code in codes]
    marks = [(p.start, 1, p.end, HIDDEN[p.kind]) for p in placeables]
    marks += [(position, 0, position, HIDDEN[PlaceableKind.CODE]) for position in positions]
    for start, _, end, character in sorted(marks):
        pieces += (_TAKEN.sub("\ufffd", text[at : max(at, start)]), character)
        at = max(at, end)
    pieces.append(_TAKEN.sub("\ufffd", text[at:]))
    return "".join(pieces)


_TAKEN = re.compile(f"[{''.join(HIDDEN.values())}]")
_WORD_REST = re.compile(r"\w*")


def _after_word(text: str, position: int) -> int:
    if 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum():
        rest = _WORD_REST.match(text, position)
        return rest.end() if rest else position
    return position


def pieces(variant: Variant) -> Iterator[str | Code]:
    """The variant's text and codes in reading order: what to write out. Empty pieces of text are left out.

    Codes beyond the end of the text come last.
    """
    at = 0
    for code in sorted(variant.codes, key=lambda code: code.position):
        if code.position > at and variant.text[at : code.position]:
            yield variant.text[at : code.position]
            at = code.position
        yield code
    if variant.text[at:]:
        yield variant.text[at:]


def join(parts: Sequence[str | Code]) -> tuple[str, tuple[Code, ...]]:
    """The inverse of ``pieces``: the plain text, and the codes at their positions in it."""
    text: list[str] = []
    codes: list[Code] = []
    length = 0
    for part in parts:
        if isinstance(part, str):
            text.append(part)
            length += len(part)
        else:
            codes.append(Code(length, part.element, part.part, part.attributes, part.content))
    return "".join(text), tuple(codes)


def carried(codes: Sequence[Code], old: str, new: str) -> tuple[Code, ...]:
    """The codes of a text after it was rewritten: each before the character that it stood before.

    Where that is gone, before what came in its place. Of two long texts only the equal ends are compared.
    """
    if not codes or old == new:
        return tuple(codes)
    start = Prefix.similarity(old, new)
    end = Postfix.similarity(old[start:], new[start:])
    places: dict[int, int] = {}
    if (len(old) - start - end) * (len(new) - start - end) <= _COMPARED:
        for step in Indel.opcodes(old, new):
            kept = step.tag == "equal"
            for at in range(step.src_start, step.src_end):
                places[at] = step.dest_start + (at - step.src_start) * kept

    def moved(code: Code) -> Code:
        at = code.position
        if at >= len(old) - end:
            return replace(code, position=min(at, len(old)) + len(new) - len(old))
        return replace(code, position=at if at < start else places.get(at, start))

    return tuple(sorted(map(moved, codes), key=attrgetter("position")))
