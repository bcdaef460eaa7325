"""/api/v2/glossaries/{name}/concepts/{concept}/history and restore."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from tmserver.api.concepts import CONCEPT
from tmserver.api.describe import answers
from tmserver.api.glossaries import seen
from tmserver.api.preconditions import tagged
from tmserver.api.schemas.concepts import ConceptAnswer, ConceptHistoryAnswer, RestoreBody
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.glossaries import concepts
from tmserver.services.glossaries.shapes import concept_shape, step_shape

blueprint = APIBlueprint("concept_history", __name__, url_prefix="/api/v2/glossaries", tag="concepts")


@blueprint.get(f"{CONCEPT}/history", merge_slashes=False)
@answers(blueprint, ConceptHistoryAnswer, "All changes of the concept, the latest first")
def read_concept_history(name: str, concept: str) -> dict[str, object]:
    """Every change of a concept, deleted or not: who, when, why, and what."""
    found = concepts.concept_history(services().database, seen(name, Right.READ), concept)
    return {"concept": concept, "steps": [step_shape(step) for step in found]}


@blueprint.post(f"{CONCEPT}/restore", merge_slashes=False)
@blueprint.input(RestoreBody)
@answers(blueprint, ConceptAnswer, "The concept, there again", etag=True)
def restore_concept(name: str, concept: str, json_data: dict[str, Any]) -> Response:
    """Bring a deleted concept back, or any as it was at an earlier revision."""
    found = seen(name, Right.TERMS)
    changed = concepts.restore_concept(services().database, found, concept, **json_data, by=caller().name)
    return tagged(concept_shape(changed.concept))
