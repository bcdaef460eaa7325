"""Indentation that a tool wrote inside seg, and that is no text."""

from __future__ import annotations

from dataclasses import replace

from tmserver.exchange.report import ReadReport
from tmserver.segment import Variant


def without_indentation(variants: list[Variant], report: ReadReport) -> list[Variant]:
    """The variants without the line breaks that pretty-printing put around every one of them.

    Only if each variant both begins and ends with a line break (Google Translator Toolkit, Weblate 5.14):
    blanks at one edge, or in one language, are the author's own.
    """
    if not all(_is_indented(variant.text) for variant in variants):
        return variants
    report.warnings["Line breaks and indentation around a segment were taken off."] += 1
    return [_stripped(variant) for variant in variants]


def _is_indented(text: str) -> bool:
    if not text or not (text[0].isspace() and text[-1].isspace()):
        return False
    body = text.strip()
    return bool(body) and "\n" in text[: text.index(body[0])] and "\n" in text[text.rindex(body[-1]) + 1 :]


def _stripped(variant: Variant) -> Variant:
    text = variant.text.strip()
    cut = len(variant.text) - len(variant.text.lstrip())
    codes = tuple(
        replace(code, position=min(max(code.position - cut, 0), len(text))) for code in variant.codes
    )
    return replace(variant, text=text, codes=codes)
