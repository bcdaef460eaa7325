"""A segment with its codes under their own names, beside the one that TMX allows.

Codes of other formats, and attributes that TMX does not have, are written into seg as far as any program may
read them. That seg cannot say what they were, so a prop of the variant holds the segment as it was, as
memoQ's props hold contexts.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace

from glossary.formats.errors import FormatError
from glossary.formats.xml import open_xml
from tmserver.exchange.inline import pieces, read_segment
from tmserver.exchange.text import XmlText
from tmserver.exchange.tmx.codes import write_codes
from tmserver.segment import Code, Prop, Variant

TYPE = "x-tmserver-seg"
"""Type of the prop."""

WHOLE = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""Elements of TMX that are codes with all they hold."""

_WHOLE_OF_ALL = WHOLE | {"bx", "ex", "x", "sc", "ec"}


def own_segment(variant: Variant) -> list[Prop]:
    """The prop, none if what it holds would not read back as it is."""
    xml = XmlText()
    parts = [
        xml.text(piece) if isinstance(piece, str) else _tag(piece, xml)
        for piece in pieces(variant.text, variant.codes)
    ]
    content = "".join(parts)
    return [Prop(TYPE, content)] if _read(content) == (variant.text, variant.codes) else []


def with_own_codes(variant: Variant) -> Variant:
    """The variant of an export of ours, with the codes that it had, and without the prop that holds them.

    If seg was changed since, its own codes stay.
    """
    held = next((prop.value for prop in variant.props if prop.type == TYPE), None)
    if held is None:
        return variant
    plain = replace(variant, props=tuple(prop for prop in variant.props if prop.type != TYPE))
    found = _read(held)
    if found is None or found[0] != variant.text:
        return plain
    own = replace(plain, codes=found[1])
    written = _read(write_codes(own, XmlText(), Counter()))
    return own if written == (variant.text, variant.codes) else plain


def _read(content: str) -> tuple[str, tuple[Code, ...]] | None:
    """Text and codes of what may stand in seg; None if it is not XML."""
    file = io.BytesIO(f"<seg>{content}</seg>".encode("utf-8", "surrogatepass"))
    try:
        (found,) = open_xml(file).subtrees("seg")
    except (FormatError, ValueError):
        return None
    return read_segment(found.element, _WHOLE_OF_ALL)


def _tag(code: Code, xml: XmlText) -> str:
    if code.part == "end":
        return f"</{code.element}>"
    if code.part == "start":
        return xml.tag(code.element, code.attributes)
    return xml.element(code.element, code.attributes, code.content)
