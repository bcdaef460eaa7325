"""HTML as paragraphs: the tree that a browser would make of it, by selectolax."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = frozenset(
    ["-comment", "head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "del",
     "rt", "rp"]
)  # fmt: skip
# Every other element ends the paragraph before it.
_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i",
     "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strong", "sub",
     "sup", "time", "tt", "u", "var", "wbr"]
)  # fmt: skip
_END = "\0"


def paragraphs_of_html(text: str) -> Iterator[str]:
    """The text of each block element, with the inline elements in it; no scripts, styles or head."""
    # HTML has no NUL: the parser makes another character of it.
    yield from "".join(_pieces(LexborHTMLParser(text).root)).split(_END)


def _pieces(root: LexborNode | None) -> Iterator[str]:
    """All text in order, _END where a block element begins or ends; no recursion, for depth has no limit."""
    below = [root]
    while below:
        node = below.pop()
        if node is None:
            yield _END
        elif node.text_content is not None:
            yield node.text_content.replace("\n", " ")
        elif node.tag == "br":
            yield "\n"
        elif node.tag == "pre":
            yield f"{_END}{node.text()}{_END}"
        elif node.tag not in _SKIPPED:
            children: list[LexborNode | None] = list(node.iter(include_text=True))
            edges: list[LexborNode | None] = [] if node.tag in _INLINE else [None]
            below += [*edges, *reversed(children), *edges]
