"""Concepts and terms as rows, and back; the same form is the JSON of their history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from glossary.concept import (
    CaseMode,
    Concept,
    ConceptKind,
    Definition,
    MatchMode,
    Term,
    TermStatus,
    TermType,
)
from tmserver.store.rows import SHORT, from_json, to_json
from tmserver.store.session import Session
from tmserver.store.texts import check_text

PLAIN = tuple(
    field.name for field in fields(Term) if field.name not in {"status", "type", "case", "match", "forms"}
)


def concept_values(concept: Concept) -> dict[str, Any]:
    """The columns of a concept's row that its own value fills."""
    return {
        "code": concept.id,
        "kind": concept.kind.value,
        "domain": concept.domain,
        "definitions": to_json([(d.language, d.text, d.source) for d in concept.definitions]),
        "note": concept.note,
        "related": to_json(concept.related),
        "not_to_confuse": to_json(concept.not_to_confuse),
        "valid_from": concept.valid_from,
        "valid_until": concept.valid_until,
    }


def term_values(term: Term) -> dict[str, Any]:
    """The columns of a term's row that its own value fills."""
    return {name: getattr(term, name) for name in PLAIN} | {
        "status": term.status.value,
        "type": term.type.value,
        "case_mode": term.case and term.case.value,
        "match_mode": term.match and term.match.value,
        "forms": to_json(term.forms),
    }


def concept_of(row: Mapping[str, Any], terms: Iterable[Term]) -> Concept:
    """The concept of a row's columns by name."""
    return Concept(
        id=row["code"],
        terms=tuple(terms),
        kind=ConceptKind(row["kind"]),
        domain=row["domain"],
        definitions=tuple(Definition(*definition) for definition in from_json(row["definitions"])),
        note=row["note"],
        related=from_json(row["related"]),
        not_to_confuse=from_json(row["not_to_confuse"]),
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        revision=row["revision"],
    )


def term_of(row: Mapping[str, Any]) -> Term:
    """The term of a row's columns by name."""
    return Term(
        **{name: row[name] for name in PLAIN},
        status=TermStatus(row["status"]),
        type=TermType(row["type"]),
        case=row["case_mode"] and CaseMode(row["case_mode"]),
        match=row["match_mode"] and MatchMode(row["match_mode"]),
        forms=from_json(row["forms"]),
    )


def to_state(concept: Concept) -> str:
    """The whole concept as JSON text."""
    state = concept_values(concept) | {"revision": concept.revision}
    state["terms"] = [term_values(term) for term in concept.terms]
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def from_state(text: str) -> Concept:
    """The concept of such a JSON text."""
    state = json.loads(text)
    return concept_of(state, map(term_of, state["terms"]))


def check_concept(session: Session, concept: Concept) -> None:
    """Nothing if every text of the concept can be stored, else InvalidInput naming the field."""
    for name, value in concept_values(concept).items():
        field = "/id" if name == "code" else f"/{name}"
        check_text(value, field, SHORT if name == "code" else session.max_text_length)
    for number, term in enumerate(concept.terms):
        for name, value in term_values(term).items():
            if isinstance(value, str):
                check_text(value, f"/terms/{number}/{name}", session.max_text_length)
