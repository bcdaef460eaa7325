"""Where words stand in the memories: all languages of a unit side by side, what was found marked."""

from __future__ import annotations

from dataclasses import dataclass

from apiflask import APIBlueprint
from flask import request
from werkzeug.wrappers import Response

from tmserver.errors import InvalidInput
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.segment import Variant
from tmserver.services.access.principal import Right
from tmserver.services.concordance.find import ConcordanceRequest, Line, Page
from tmserver.services.concordance.query import LONGEST_QUERY
from tmserver.web.errors import wrong
from tmserver.web.language import gettext
from tmserver.web.marks import pieces
from tmserver.web.page import answer

blueprint = APIBlueprint("concordance", __name__, enable_openapi=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the form."""

    q: str = ""
    language: str = ""
    memories: tuple[str, ...] = ()
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the concordance; ``texts`` of each line are its variants in pieces, marked ones first."""

    page: Page
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A unit: each variant with its pieces (text, kind of mark), those where something was found first."""

    line: Line
    texts: tuple[tuple[Variant, list[tuple[str, str]]], ...]


@blueprint.get("/concordance")
def page() -> str:
    """The empty form."""
    caller().require(Right.READ)
    return _page(Asked(), None)


@blueprint.post("/concordance")
def find() -> str | Response:
    """The units in which the words sent stand."""
    caller().require(Right.READ)
    form = request.form
    asked = Asked(
        form.get("q", "").strip(),
        form.get("language", ""),
        tuple(form.getlist("memory")),
        form.get("cursor", ""),
    )
    try:
        return _page(asked, _found(asked) if asked.q else None)
    except InvalidInput as error:
        if error.field != "/q":
            raise
        return wrong(
            "q", gettext("Give words, “a phrase” or a beginn*: the * stands behind two letters or more.")
        )


def _page(asked: Asked, found: Found | None) -> str:
    return answer(
        "concordance/page.html",
        "concordance/more.html" if asked.cursor else "concordance/found.html",
        asked=asked,
        found=found,
        longest=LONGEST_QUERY,
    )


def _found(asked: Asked) -> Found:
    memories = caller().scope(asked.memories)
    page = services().concordance.find(
        ConcordanceRequest(asked.q, asked.language, memories, cursor=asked.cursor)
    )
    return Found(page, tuple(_shown(line) for line in page.lines))


def _shown(line: Line) -> ShownLine:
    texts = [
        (variant, pieces(variant.text, [(start, end, "found") for start, end in spans]))
        for variant, spans in zip(line.unit.variants, line.spans, strict=True)
    ]
    hit = [bool(spans) for spans in line.spans]
    order = sorted(range(len(texts)), key=lambda at: not hit[at])
    return ShownLine(line, tuple(texts[at] for at in order))
