"""/api/v2/terms, recognise and check: terms searched, found in texts, and demanded of translations."""

from __future__ import annotations

from collections import Counter
from typing import Any

from apiflask import APIBlueprint
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.schemas.concepts import AllTermsQuery, TermsAnswer, query_of
from tmserver.api.schemas.terms import CheckAnswer, CheckBody, RecogniseAnswer, RecogniseBody
from tmserver.audit.reports.json_report import finding_shape
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.audits.checking import CheckRequest
from tmserver.services.audits.pair import PairRequest
from tmserver.services.glossaries.recognition import FindRequest
from tmserver.services.glossaries.shapes import found_shape, listed_term_shape
from tmserver.services.shapes import page_shape

blueprint = APIBlueprint("terms", __name__, url_prefix="/api/v2")


@blueprint.get("/terms")
@blueprint.input(AllTermsQuery, location="query", unknown=RAISE)
@answers(blueprint, TermsAnswer, "A page of terms")
def search_terms(query_data: dict[str, Any]) -> dict[str, object]:
    """Terms of all glossaries in their order, narrowed by text, language, first letters and status."""
    caller().require(Right.READ)
    names = caller().glossary_scope(query_data["glossary"])
    return page_shape(services().listings.terms(names, query_of(query_data)), listed_term_shape)


@blueprint.post("/recognise")
@blueprint.input(RecogniseBody)
@answers(blueprint, RecogniseAnswer, "The terms of each text")
def recognise(json_data: dict[str, Any]) -> dict[str, object]:
    """Find the glossaries' terms in up to 1,000 texts, in whatever form they stand there."""
    caller().require(Right.READ)
    texts, target = tuple(json_data["texts"]), json_data["target"]
    names = caller().glossary_scope(json_data["glossaries"], field="/glossaries")
    found = services().recognition.find(FindRequest(json_data["language"], texts, names))
    shapes = [
        found_shape(text, of_text, named=True, target=target)
        for text, of_text in zip(texts, found, strict=True)
    ]
    return {"results": shapes}


@blueprint.post("/check")
@blueprint.input(CheckBody)
@answers(blueprint, CheckAnswer, "What was found")
def check(json_data: dict[str, Any]) -> dict[str, object]:
    """Check a translation as `tmserver check` does: numbers, codes, punctuation, terms and the rest."""
    caller().require(Right.READ)
    asked = json_data["glossaries"]
    names = caller().glossary_scope(asked, field="/glossaries") if asked else ()
    pair = PairRequest(*(json_data[name] for name in ("source", "target", "source_text", "target_text")))
    only, skip = frozenset(json_data["only_checks"]), frozenset(json_data["skip"])
    found = services().checks.check(CheckRequest(pair, names, only, skip))
    shapes = [finding_shape(finding, json_data["language"]) for finding in found]
    return {
        "findings": shapes,
        "summary": {"units": 1, "by_check": Counter(finding.check for finding in found)},
    }
