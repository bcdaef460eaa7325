"""Markdown as paragraphs: CommonMark with tables, by markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tmserver.exchange.prose.html import paragraphs_of_html

_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)


def paragraphs_of_markdown(text: str) -> Iterator[str]:
    """Paragraphs, headings, list items and table cells; code blocks and front matter are left out."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(_FRONT_MATTER.sub("", text)):
        if token.type == "inline":
            yield "".join(_inline(token.children or ()))
        elif token.type == "html_block":
            yield from paragraphs_of_html(token.content)


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "image":
                yield token.content
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "\n"
