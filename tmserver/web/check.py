"""A text and its translation side by side, what an audit would find in them marked as one types."""

from __future__ import annotations

from dataclasses import dataclass

from apiflask import APIBlueprint
from flask import request
from werkzeug.wrappers import Response

from tmserver.audit.finding import Finding
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.audits.pair import PairRequest, check_pair
from tmserver.web.choices import choices
from tmserver.web.errors import wrong
from tmserver.web.findings import ShownFinding, options_for, shown_finding
from tmserver.web.language import gettext
from tmserver.web.marks import Mark, apart
from tmserver.web.page import answer, text_field

blueprint = APIBlueprint("check", __name__, enable_openapi=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings, gravest first, and the marks of both texts."""

    findings: tuple[ShownFinding, ...]
    source_marks: list[Mark]
    target_marks: list[Mark]


@blueprint.get("/check")
def page() -> str:
    """The empty form."""
    caller().require(Right.READ)
    return _page(PairRequest(*choices().pair, "", ""), None)


@blueprint.post("/check")
def check() -> str | Response:
    """The findings of the pair sent."""
    caller().require(Right.READ)
    form = request.form
    pair = PairRequest(
        form.get("source", ""), form.get("target", ""), text_field("source_text"), text_field("target_text")
    )
    if not (pair.source_text.strip() and pair.target_text.strip()):
        return _page(pair, None)
    if pair.source == pair.target:
        return wrong("target", gettext("Both texts are said to be in one language."))
    return _page(pair, _checked(pair))


def _page(pair: PairRequest, checked: Checked | None) -> str:
    return answer("check/page.html", "check/findings.html", pair=pair, checked=checked)


def _checked(pair: PairRequest) -> Checked:
    found = check_pair(
        pair, options_for({pair.source: pair.source_text, pair.target: pair.target_text}), services().settings
    )
    ordered = sorted(found, key=lambda finding: -finding.severity.rank)
    return Checked(
        findings=tuple(shown_finding(each) for each in ordered),
        source_marks=_marks(ordered, "source", pair.source_text),
        target_marks=_marks(ordered, "target", pair.target_text),
    )


def _marks(findings: list[Finding], side: str, text: str) -> list[Mark]:
    return apart(
        (
            (start, end, finding.severity.value)
            for finding in findings
            for start, end in getattr(finding, side).spans
        ),
        len(text),
    )
