"""/api/v2/glossaries/{name}/concepts: concepts listed, added, edited, deleted."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, url_for
from marshmallow import RAISE

from glossary.concept import Concept
from tmserver.api.describe import answers
from tmserver.api.glossaries import seen
from tmserver.api.preconditions import expected, tagged
from tmserver.api.schemas.concepts import (
    ConceptAnswer,
    ConceptBody,
    ConceptPatch,
    ConceptsAnswer,
    TermsQuery,
    WholeConceptBody,
    fields_of,
    query_of,
    whole_fields,
)
from tmserver.api.schemas.units import WhyQuery
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.glossaries import concepts
from tmserver.services.glossaries.shapes import concept_shape
from tmserver.services.shapes import page_shape

blueprint = APIBlueprint("concepts", __name__, url_prefix="/api/v2/glossaries")

CONCEPT = "/<name>/concepts/<anything:concept>"


@blueprint.get("/<name>/concepts")
@blueprint.input(TermsQuery, location="query", unknown=RAISE)
@answers(blueprint, ConceptsAnswer, "A page of the glossary's concepts")
def browse_concepts(name: str, query_data: dict[str, Any]) -> dict[str, object]:
    """The concepts of a glossary in the order of their terms, narrowed by what a term is or has."""
    found = services().listings.concepts(seen(name, Right.READ), query_of(query_data))
    return page_shape(found, concept_shape)


@blueprint.post("/<name>/concepts")
@blueprint.input(ConceptBody)
@answers(blueprint, ConceptAnswer, "The new concept", status=201, etag=True)
def add_concept(name: str, json_data: dict[str, Any]) -> Response:
    """Add a concept with its terms."""
    found, why = seen(name, Right.TERMS), json_data.pop("why")
    concept = Concept(**fields_of(json_data))
    made = concepts.add_concept(services().database, found, concept, by=caller().name, why=why)
    answer = tagged(concept_shape(made.concept), status=201)
    answer.headers["Location"] = url_for("concepts.read_concept", name=name, concept=made.concept.id)
    return answer


@blueprint.get(CONCEPT, merge_slashes=False)
@answers(blueprint, ConceptAnswer, "The concept", etag=True)
def read_concept(name: str, concept: str) -> Response:
    """One concept with all its terms."""
    return tagged(concept_shape(concepts.get_concept(services().database, seen(name, Right.READ), concept)))


@blueprint.put(CONCEPT, merge_slashes=False)
@blueprint.input(WholeConceptBody)
@answers(blueprint, ConceptAnswer, "The concept as it is now", etag=True, if_match=True)
def replace_concept(name: str, concept: str, json_data: dict[str, Any]) -> Response:
    """Put a whole concept in the place of one; what is absent is empty then.

    Needs If-Match with the ETag that was read, or *.
    """
    why = json_data.pop("why")
    return _changed(name, concept, whole_fields(json_data), why)


@blueprint.patch(CONCEPT, merge_slashes=False)
@blueprint.input(ConceptPatch)
@answers(blueprint, ConceptAnswer, "The concept as it is now", etag=True, if_match=True)
def edit_concept(name: str, concept: str, json_data: dict[str, Any]) -> Response:
    """Change some fields of a concept; terms and definitions are replaced as whole lists.

    Needs If-Match with the ETag that was read, or *.
    """
    why = json_data.pop("why")
    return _changed(name, concept, fields_of(json_data), why)


@blueprint.delete(CONCEPT, merge_slashes=False)
@blueprint.input(WhyQuery, location="query", unknown=RAISE)
@answers(blueprint, None, "It is deleted", status=204, if_match=True)
def delete_concept(name: str, concept: str, query_data: dict[str, Any]) -> tuple[str, int]:
    """Delete a concept; it can be restored. Needs If-Match with the ETag that was read, or *."""
    found, by = seen(name, Right.TERMS), caller().name
    told = {"by": by, "why": query_data["why"]}
    concepts.remove_concept(services().database, found, concept, expected=expected(), **told)
    return "", 204


def _changed(name: str, concept: str, fields: dict[str, Any], why: str) -> Response:
    found = seen(name, Right.TERMS)
    changed = concepts.change_concept(
        services().database, found, concept, fields, expected=expected(), by=caller().name, why=why
    )
    return tagged(concept_shape(changed.concept))
