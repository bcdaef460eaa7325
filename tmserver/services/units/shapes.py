"""The JSON shapes of units and their history, for the API and ``--json``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tmserver.segment import Prop, Unit, Variant
from tmserver.services.shapes import time_shape
from tmserver.services.units.browse import Step, UnitHistory
from tmserver.services.units.bulk import Outcome
from tmserver.services.units.found import Found

_OF_UNIT = ("status", "document", "position", "external_id", "source_language", "origin", "notes", "props")
_OF_TEXT = ("text", "codes", "previous", "next", "notes", "props")
_NO_TEXT: dict[str, object] = {}


def unit_shape(found: Found) -> dict[str, object]:
    """A unit with all its texts and the name of its memory."""
    return {"id": found.unit.id, "memory": found.memory.name} | _state(found.unit)


def outcome_shape(outcome: Outcome) -> dict[str, object]:
    """What became of a unit in a bulk change."""
    return {"unit": outcome.unit, "action": outcome.action, "revision": outcome.revision}


def history_shape(unit_id: int, found: UnitHistory) -> dict[str, object]:
    """The changes of a unit, the latest first, each with what was changed and the state that it led to."""
    return {
        "unit": unit_id,
        "memory": found.memory.name,
        "deleted": found.deleted,
        "steps": [_step_shape(step) for step in found.steps],
    }


def _step_shape(step: Step) -> dict[str, object]:
    return {
        "action": step.action,
        "at": time_shape(step.at),
        "by": step.by,
        "why": step.why,
        "revision": step.after.revision,
        "changes": list(_changes(step.before, step.after)) if step.before else [],
        "state": _state(step.after),
    }


def _state(unit: Unit) -> dict[str, object]:
    return {
        "revision": unit.revision,
        "source_language": unit.source_language,
        "texts": [_text_shape(variant) for variant in unit.variants],
        "status": unit.status.value,
        "document": unit.document,
        "position": unit.position,
        "external_id": unit.external_id,
        "notes": list(unit.notes),
        "props": _props_shape(unit.props),
        "origin": unit.origin,
        "usage_count": unit.usage_count,
        "created_by": unit.created_by,
        "created_at": time_shape(unit.created_at),
        "changed_by": unit.changed_by,
        "changed_at": time_shape(unit.changed_at),
        "added_by": unit.added_by,
        "added_at": time_shape(unit.added_at),
    }


def _text_shape(variant: Variant) -> dict[str, object]:
    return {
        "language": variant.language,
        "text": variant.text,
        "previous": variant.previous,
        "next": variant.next,
        "codes": [
            {
                "position": code.position,
                "element": code.element,
                "part": code.part,
                "attributes": dict(code.attributes),
                "content": code.content,
            }
            for code in variant.codes
        ],
        "notes": list(variant.notes),
        "props": _props_shape(variant.props),
    }


def _props_shape(props: Sequence[Prop]) -> list[dict[str, str]]:
    return [{"type": prop.type, "value": prop.value, "language": prop.language} for prop in props]


def _changes(before: Unit, after: Unit) -> Iterator[dict[str, object]]:
    """Each field that differs, of the unit or (with its language) of a text; null: no such text."""
    old, new = _state(before), _state(after)
    for name in _OF_UNIT:
        if old[name] != new[name]:
            yield {"field": name, "language": None, "before": old[name], "after": new[name]}
    for language in dict.fromkeys(each.language for each in (*before.variants, *after.variants)):
        texts = (
            [_text_shape(each) for each in state.variants if each.language == language]
            for state in (before, after)
        )
        for was, now in zip_longest(*texts, fillvalue=_NO_TEXT):
            for name in _OF_TEXT if was and now else ("text",):
                if was.get(name) != now.get(name):
                    yield {
                        "field": name,
                        "language": language,
                        "before": was.get(name),
                        "after": now.get(name),
                    }
