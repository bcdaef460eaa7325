"""The inline codes of a pair of variants as XLIFF 2.1 has them.

A code that opens and one that closes become pc where they nest, else sc and ec, isolated where the other one
is in another segment; all others ph. The native code goes to the unit's originalData. The same code in source
and target has the same id, so that a tool can see which was moved or is missing.
"""

from __future__ import annotations

from collections import Counter
from html import unescape

from tmserver.exchange.inline import pieces
from tmserver.exchange.text import XmlText
from tmserver.segment import Code, Variant

_OPENING = {"bpt", "bx", "sc"}
_CLOSING = {"ept", "ex", "ec"}
# Attributes that tie two ends together, the first that a code has.
_HOLDERS = {"ph", "bpt", "ept", "it", "ut", "pc", "sc", "ec"}
_TIES = ("i", "rid", "startRef", "id")
# Those that are written anew or have nothing to say in a file of ours.
_KEPT = {*_TIES, "x", "dataRef", "dataRefStart", "dataRefEnd", "isolated"}


class Content:
    """Source and target of one unit as XML; ``original_data`` holds the native codes of both."""

    def __init__(self, source: Variant, target: Variant, xml: XmlText, lost: Counter[str]) -> None:
        self._xml = xml
        self._data: dict[str, str] = {}
        self._ids: dict[tuple[str, str, int], str] = {}
        self.source = self._written(source)
        self.target = self._written(target)
        codes = (*source.codes, *target.codes)
        foreign = sum(code.element not in {"ph", "pc", "sc", "ec"} for code in codes)
        if foreign:
            lost["names of inline codes, written as ph, pc, sc or ec"] += foreign
        described = sum(
            code.element in _HOLDERS and not _KEPT.issuperset(dict(code.attributes)) for code in codes
        )
        if described:
            lost["attributes of inline codes"] += described

    def original_data(self) -> str:
        """The originalData element with its line end, "" if there is no native code."""
        if not self._data:
            return ""
        data = "".join(f'        <data id="{key}">{text}</data>\n' for text, key in self._data.items())
        return f"      <originalData>\n{data}      </originalData>\n"

    def _written(self, variant: Variant) -> str:
        codes = variant.codes
        partners = _partners(codes)
        nested = _nested(partners)
        seen: Counter[tuple[str, str]] = Counter()
        ids: dict[int, str] = {}
        written: list[str] = []
        order = -1
        for piece in pieces(variant.text, codes):
            if isinstance(piece, str):
                written.append(self._xml.text(piece))
                continue
            order += 1
            partner = partners.get(order)
            if partner is not None and partner < order:
                written.append(self._end(piece, ids[partner], nested))
                continue
            ids[order] = self._id(piece, seen)
            end = codes[partner] if partner is not None else None
            written.append(self._start(piece, end, ids[order], nested))
        return "".join(written)

    def _id(self, code: Code, seen: Counter[tuple[str, str]]) -> str:
        """The same for the n-th code of the same name and native code in source and target."""
        kind = (code.element, _native(code))
        seen[kind] += 1
        return self._ids.setdefault((*kind, seen[kind]), str(len(self._ids) + 1))

    def _start(self, code: Code, end: Code | None, identity: str, nested: bool) -> str:
        if end is None:
            name = "sc" if _opens(code) else "ec" if _closes(code) else "ph"
            alone = "" if name == "ph" else ' isolated="yes"'
            return f'<{name} id="{identity}"{self._reference("dataRef", _native(code))}{alone}/>'
        if not nested:
            return f'<sc id="{identity}"{self._reference("dataRef", _native(code))}/>'
        closing = self._reference("dataRefEnd", _native(end))
        return f'<pc id="{identity}"{closing}{self._reference("dataRefStart", _native(code))}>'

    def _end(self, code: Code, identity: str, nested: bool) -> str:
        if nested:
            return "</pc>"
        return f'<ec startRef="{identity}"{self._reference("dataRef", _native(code))}/>'

    def _reference(self, name: str, native: str) -> str:
        if not native:
            return ""
        key = self._data.setdefault(self._xml.text(native), f"d{len(self._data) + 1}")
        return f' {name}="{key}"'


def _partners(codes: tuple[Code, ...]) -> dict[int, int]:
    """For the order of each opening code that of its closing one, and the other way round."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for order, code in enumerate(codes):
        if _opens(code):
            waiting.append(order)
        elif _closes(code):
            start = next((place for place in reversed(waiting) if _belongs(codes[place], code)), None)
            if start is not None:
                waiting.remove(start)
                partners[start], partners[order] = order, start
    return partners


def _nested(partners: dict[int, int]) -> bool:
    """Whether no two pairs overlap."""
    waiting: list[int] = []
    for order in sorted(partners):
        if partners[order] > order:
            waiting.append(order)
        elif waiting.pop() != partners[order]:
            return False
    return True


def _opens(code: Code) -> bool:
    return code.part == "start" or (code.part == "whole" and code.element in _OPENING)


def _closes(code: Code) -> bool:
    return code.part == "end" or (code.part == "whole" and code.element in _CLOSING)


def _belongs(start: Code, end: Code) -> bool:
    if start.part == "start" or end.part == "end":
        return start.part == "start" and end.part == "end" and start.element == end.element
    return _tie(start) == _tie(end)


def _tie(code: Code) -> str:
    given = dict(code.attributes)
    return next((given[name] for name in _TIES if name in given), "")


def _native(code: Code) -> str:
    """The native code as text; of elements that can hold none, their own tag."""
    if code.content:
        return unescape(code.content)
    if code.element in _HOLDERS:
        return ""
    if code.part == "end":
        return f"</{code.element}>"
    return XmlText().tag(code.element, code.attributes, ">" if code.part == "start" else "/>")
