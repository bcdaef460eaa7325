"""Text on its way into an XML file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

# What XML 1.0 cannot hold (section 2.2, Char), lone surrogates among it.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN_ATTRIBUTE = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
# A carriage return in text and white space in an attribute become references, or a reader would change them.
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = {**_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
REMOVED = "characters that XML cannot hold, taken out"


@dataclass(slots=True)
class XmlText:
    """Escapes text for XML; characters that it cannot hold are taken out and counted in ``lost``."""

    lost: Counter[str] = field(default_factory=Counter)

    def text(self, text: str) -> str:
        """The text as content of an element."""
        if not _NOT_PLAIN.search(text):
            return text
        return _NOT_PLAIN.sub(lambda found: self._written(found, _TEXT), text)

    def attribute(self, text: str) -> str:
        """The text as the value of an attribute in double quotes."""
        if not _NOT_PLAIN_ATTRIBUTE.search(text):
            return text
        return _NOT_PLAIN_ATTRIBUTE.sub(lambda found: self._written(found, _ATTRIBUTE), text)

    def clean(self, text: str) -> str:
        """The text without what XML cannot hold, not escaped."""
        return _FORBIDDEN.sub(lambda found: self._written(found, {}), text)

    def tag(self, name: str, attributes: Iterable[tuple[str, str]], end: str = ">") -> str:
        """A start tag, or with ``end`` "/>" an empty element."""
        return "".join(["<", name, *(f' {key}="{self.attribute(value)}"' for key, value in attributes), end])

    def element(self, name: str, attributes: Iterable[tuple[str, str]], content: str) -> str:
        """An element around ``content``, which is XML already."""
        if not content:
            return self.tag(name, attributes, "/>")
        return f"{self.tag(name, attributes)}{content}</{name}>"

    def _written(self, found: re.Match[str], escapes: dict[str, str]) -> str:
        if found[0] in escapes:
            return escapes[found[0]]
        self.lost[REMOVED] += 1
        return ""
