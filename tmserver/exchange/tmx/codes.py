"""The inline codes of a variant as TMX 1.4 allows them."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import count
from xml.etree.ElementTree import Element

from glossary.formats.errors import FormatError
from glossary.formats.xml import open_xml
from tmserver.exchange.inline import pieces
from tmserver.exchange.text import XmlText
from tmserver.segment import Code, Variant

# Attributes by element, those required first.
_ALLOWED = {
    "bpt": ("i", "x", "type"),
    "ept": ("i",),
    "it": ("pos", "x", "type"),
    "ph": ("x", "assoc", "type"),
    "ut": ("x",),
    "hi": ("x", "type"),
    "sub": ("datatype", "type"),
}
_NATIVE = frozenset({"bpt", "ept", "it", "ph", "ut"})
_INSIDE_SUB = frozenset({"bpt", "ept", "it", "ph", "hi", "ut"})
_PLAIN_CONTENT = re.compile(r"[^<&]*(?:&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});[^<&]*)*")


def write_codes(variant: Variant, xml: XmlText, lost: Counter[str]) -> str:
    """The variant's text and codes as the content of a seg element; ``lost`` counts what TMX cannot say.

    Codes of other formats leave as ph, or as a bpt and ept pair where they enclose text, with a type x- and
    their name, and their tag as content.
    """
    partners = _partners(variant.codes)
    numbers = count(1 + max((_number(code) for code in variant.codes), default=0))
    names: dict[int, str] = {}
    written: list[str] = []
    order = -1
    for piece in pieces(variant.text, variant.codes):
        if isinstance(piece, str):
            written.append(xml.text(piece))
            continue
        order += 1
        if piece.part == "whole":
            written.append(_whole(piece, xml, lost, numbers))
            continue
        opening = min(order, partners.get(order, order))
        if opening not in names:
            names[opening] = str(next(numbers))
        written.append(_half(piece, order in partners, names[opening], xml, lost))
    return "".join(written)


def _partners(codes: tuple[Code, ...]) -> dict[int, int]:
    """For the order of each start its end's and the other way round, where they nest properly."""
    partners: dict[int, int] = {}
    open_starts: list[int] = []
    for order, code in enumerate(codes):
        if code.part == "start":
            open_starts.append(order)
        elif code.part == "end" and open_starts and codes[open_starts[-1]].element == code.element:
            start = open_starts.pop()
            partners[start], partners[order] = order, start
    return partners


def _number(code: Code) -> int:
    number = dict(code.attributes).get("i", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def _whole(code: Code, xml: XmlText, lost: Counter[str], numbers: count[int]) -> str:
    if code.element not in _NATIVE:
        lost["inline codes of another format, written as ph"] += 1
        return f'<ph type="{_type(code, xml)}">{xml.text(_foreign(code, xml))}</ph>'
    given = dict(code.attributes)
    if code.element in {"bpt", "ept"} and "i" not in given:
        given["i"] = given.get("rid") or given.get("id") or str(next(numbers))
    if code.element == "it" and given.get("pos") not in {"begin", "end"}:
        given["pos"] = "end" if given.get("pos") == "close" else "begin"
    kept = [pair for pair in given.items() if pair[0] in _ALLOWED[code.element]]
    if dropped := len(given) - len(kept):
        lost["attributes of inline codes that TMX does not have"] += dropped
    content = xml.clean(code.content)
    content = content if _is_valid(content) else xml.text(content)
    return xml.element(code.element, kept, content)


def _half(code: Code, paired: bool, number: str, xml: XmlText, lost: Counter[str]) -> str:
    """One end of a code that encloses text; hi is TMX's own, others become pairs or isolated ends."""
    starts = code.part == "start"
    if paired and code.element == "hi":
        kept = (pair for pair in code.attributes if pair[0] in _ALLOWED["hi"])
        return xml.tag("hi", kept) if starts else "</hi>"
    lost["inline codes of another format, written as bpt, ept or it"] += 1
    kind, native = _type(code, xml), xml.text(_foreign(code, xml))
    if paired:
        return (
            f'<bpt i="{number}" type="{kind}">{native}</bpt>'
            if starts
            else f'<ept i="{number}">{native}</ept>'
        )
    return f'<it pos="{"begin" if starts else "end"}" type="{kind}">{native}</it>'


def _type(code: Code, xml: XmlText) -> str:
    return xml.attribute(f"x-{code.element}")


def _foreign(code: Code, xml: XmlText) -> str:
    """The code's own tag, as text."""
    if code.part == "end":
        return f"</{code.element}>"
    if code.part == "start":
        return xml.tag(code.element, code.attributes)
    return xml.element(code.element, code.attributes, code.content)


def _is_valid(content: str) -> bool:
    """Whether the content may stand in a native code as it is: text, and sub elements of TMX's own."""
    if "]]>" in content:
        return False
    if _PLAIN_CONTENT.fullmatch(content):
        return True
    try:
        (found,) = open_xml(io.BytesIO(f"<code>{content}</code>".encode())).subtrees("code")
    except (FormatError, ValueError):
        return False
    return all(_is_sub(child) for child in found.element)


def _is_sub(element: Element) -> bool:
    return element.tag == "sub" and _has_allowed(element) and all(_is_inside_sub(child) for child in element)


def _is_inside_sub(element: Element) -> bool:
    if element.tag not in _INSIDE_SUB or not _has_allowed(element):
        return False
    if element.tag == "hi":
        return all(_is_inside_sub(child) for child in element)
    return all(_is_sub(child) for child in element)


def _has_allowed(element: Element) -> bool:
    """Whether the attributes are TMX's, with the required ones (i of bpt and ept, pos of it)."""
    required = {"bpt": "i", "ept": "i", "it": "pos"}.get(element.tag)
    return set(element.attrib) <= set(_ALLOWED[element.tag]) and (
        required is None or required in element.attrib
    )
