"""The JSON shapes of glossaries, concepts and what was found: for the API and ``--json``."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.check import Fault
from glossary.concept import Concept, Term
from glossary.differences import differences
from glossary.formats.fields import as_text
from glossary.formats.remarks import Remark
from glossary.recognise import Occurrence
from tmserver.services.glossaries.browse import ListedTerm
from tmserver.services.glossaries.concepts import Step
from tmserver.services.glossaries.importing import ImportReport
from tmserver.services.glossaries.recognition import FoundTerm, suggested
from tmserver.services.glossaries.whole import GlossarySummary
from tmserver.services.shapes import time_shape


def occurrence_shape(occurrence: Occurrence) -> dict[str, object]:
    """An occurrence: the concept's id, the term as the glossary has it, span in code points, form, lemma.

    ``sure`` is there, and false, only where the words may be something else, as at the start of a sentence.
    """
    shape: dict[str, object] = {
        "concept": occurrence.concept.id,
        "term": occurrence.term.text,
        "status": occurrence.term.status.value,
        "start": occurrence.start,
        "end": occurrence.end,
        "form": occurrence.form,
        "lemma": occurrence.lemma,
    }
    return shape if occurrence.sure else shape | {"sure": False}


def found_shape(
    text: str, found: Sequence[FoundTerm], *, named: bool, target: str | None = None
) -> dict[str, object]:
    """What was found in a text.

    Each occurrence names its glossary if several were searched (``named``), and with ``target`` has the terms
    of its concept in that language that may be used, best first.
    """
    occurrences = []
    for each in found:
        shape = occurrence_shape(each.occurrence)
        if named:
            shape["glossary"] = each.glossary
        if target is not None:
            terms = suggested(each.occurrence.concept, target)
            shape["targets"] = [{"term": term.text, "status": term.status.value} for term in terms]
        occurrences.append(shape)
    return {"text": text, "occurrences": occurrences}


def glossary_shape(found: GlossarySummary) -> dict[str, object]:
    """A glossary with its numbers of concepts, and of terms by language and by status."""
    return {
        "name": found.glossary.name,
        "title": found.glossary.title,
        "description": found.glossary.description,
        "concepts": found.concepts,
        "languages": dict(found.languages),
        "statuses": dict(found.statuses),
        "revision": found.glossary.revision,
    }


def concept_shape(concept: Concept) -> dict[str, object]:
    """A concept with all its terms and definitions."""
    return {
        "id": concept.id,
        "kind": concept.kind.value,
        "domain": concept.domain,
        "definitions": [
            {"language": each.language, "text": each.text, "source": each.source}
            for each in concept.definitions
        ],
        "terms": [term_shape(term) for term in concept.terms],
        "note": concept.note,
        "related": list(concept.related),
        "not_to_confuse": list(concept.not_to_confuse),
        "valid_from": concept.valid_from,
        "valid_until": concept.valid_until,
        "revision": concept.revision,
    }


def term_shape(term: Term) -> dict[str, object]:
    """A term: language, text and status always, the other fields where they say something."""
    others: dict[str, object] = {
        name.replace("-", "_"): getattr(term, name.replace("-", "_"))
        for name in as_text(term)
        if name != "status"
    }
    return {"language": term.language, "text": term.text, "status": term.status.value} | others


def listed_term_shape(listed: ListedTerm) -> dict[str, object]:
    """A term with the id of its concept and the name of the glossary."""
    return {"glossary": listed.glossary, "concept": listed.concept.id} | term_shape(listed.term)


def step_shape(step: Step) -> dict[str, object]:
    """A change in a concept's history; ``revision`` is that of the state which it ended."""
    return {
        "action": step.action,
        "at": time_shape(step.at),
        "by": step.by,
        "why": step.why,
        "revision": step.revision,
        "differences": list(step.differences),
    }


def import_shape(report: ImportReport, *, dry_run: bool) -> dict[str, object]:
    """What an import did, or would do: numbers of concepts, each that changed, remarks on the file."""
    return {
        "glossary": report.glossary,
        "created": report.created,
        "dry_run": dry_run,
        "added": report.added,
        "updated": report.updated,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "terms_gone": report.terms_gone,
        "changes": [
            {
                "concept": held.id,
                "action": "add" if change.before is None else "edit" if change.after else "delete",
                "differences": differences(change.before, change.after)
                if change.before and change.after
                else [],
            }
            for change in report.changes
            if (held := change.after or change.before)
        ],
        "remarks": [remark_shape(remark) for remark in report.remarks],
    }


def fault_shape(fault: Fault) -> dict[str, object]:
    """A fault of a glossary, with its message in English."""
    return {
        "kind": fault.kind.value,
        "concepts": list(fault.concepts),
        "language": fault.language,
        "terms": list(fault.terms),
        "message": fault.message,
    }


def remark_shape(remark: Remark) -> dict[str, object]:
    """What a file could not say or a format not keep; ``line`` 0 where unknown."""
    return {"text": remark.text, "line": remark.line, "count": remark.count}
