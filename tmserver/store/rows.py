"""Units and variants as rows, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from tmserver.language.tags import index_key
from tmserver.segment import Code, Prop, Status, Unit, Variant
from tmserver.store.digests import Keys
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow
from tmserver.store.texts import check_text, is_storable

SHORT = 500
"""Longest document name and language tag: PostgreSQL's indexes hold no more than 2,700 bytes a row."""

UNIT_COLUMNS = (
    UnitRow.id,
    UnitRow.external_id,
    UnitRow.document,
    UnitRow.position,
    UnitRow.source_language,
    UnitRow.notes,
    UnitRow.props,
    UnitRow.status,
    UnitRow.origin,
    UnitRow.created_by,
    UnitRow.created_at,
    UnitRow.changed_by,
    UnitRow.changed_at,
    UnitRow.usage_count,
    UnitRow.revision,
    UnitRow.added_by,
    UnitRow.added_at,
)

VARIANT_COLUMNS = (
    VariantRow.unit_id,
    VariantRow.language,
    VariantRow.text,
    VariantRow.codes,
    VariantRow.language_as_read,
    VariantRow.previous,
    VariantRow.next,
    VariantRow.notes,
    VariantRow.props,
)

STATUSES = {status.value: status for status in Status}


def unit_values(unit: Unit) -> dict[str, Any]:
    """The columns of a unit's row that its own value fills, but for the digests; times as they are."""
    return {
        "external_id": unit.external_id,
        "document": unit.document,
        "position": unit.position or 0,
        "source_language": unit.source_language,
        "notes": to_json(unit.notes),
        "props": props_to_json(unit.props),
        "status": unit.status.value,
        "origin": unit.origin,
        "created_by": unit.created_by,
        "created_at": unit.created_at,
        "changed_by": unit.changed_by,
        "changed_at": unit.changed_at,
        "usage_count": unit.usage_count,
    }


def key_values(keys: Keys) -> dict[str, bytes | None]:
    """The columns of a unit's row for its digests."""
    return {"digest": keys.texts, "source_digest": keys.source, "identity_digest": keys.identity}


def variant_values(variant: Variant) -> dict[str, Any]:
    """The columns of a variant's row that its own value fills."""
    return {
        "removed": False,
        "language": variant.language,
        "language_key": index_key(variant.language),
        "language_as_read": variant.language_as_read,
        "text": variant.text,
        "codes": codes_to_json(variant.codes),
        "previous": variant.previous,
        "next": variant.next,
        "notes": to_json(variant.notes),
        "props": props_to_json(variant.props),
    }


def unit_of(row: Sequence[Any], variants: Iterable[Variant]) -> Unit:
    """The unit of a row of UNIT_COLUMNS."""
    (key, external_id, document, position, source, notes, props, status, origin, *rest) = row
    created_by, created_at, changed_by, changed_at, usage, revision, added_by, added_at = rest
    return Unit(
        variants=tuple(variants),
        id=key,
        external_id=external_id,
        document=document,
        position=position or None,
        source_language=source,
        notes=from_json(notes),
        props=props_from_json(props),
        status=STATUSES[status],
        origin=origin,
        created_by=created_by,
        created_at=created_at,
        changed_by=changed_by,
        changed_at=changed_at,
        usage_count=usage,
        revision=revision,
        added_by=added_by,
        added_at=added_at,
    )


def variant_of(row: Sequence[Any]) -> Variant:
    """The variant of a row of VARIANT_COLUMNS."""
    _, language, text, codes, as_read, before, after, notes, props = row
    return Variant(
        language,
        text,
        codes_from_json(codes) if codes else (),
        as_read,
        before,
        after,
        from_json(notes) if notes else (),
        props_from_json(props) if props else (),
    )


def to_json(items: Sequence[Any]) -> str:
    """A list as JSON text, "" if it is empty."""
    return json.dumps(items, ensure_ascii=False, separators=(",", ":")) if items else ""


def from_json(text: str) -> tuple[Any, ...]:
    """The list of a JSON text; empty for ""."""
    return tuple(json.loads(text)) if text else ()


def codes_to_json(codes: Sequence[Code]) -> str:
    """Inline codes as JSON text: [position, element, part, [[name, value], …], content] each."""
    return to_json([(c.position, c.element, c.part, c.attributes, c.content) for c in codes])


def codes_from_json(text: str) -> tuple[Code, ...]:
    """The inline codes of such a JSON text."""
    return tuple(
        Code(position, element, part, tuple((name, value) for name, value in attributes), content)
        for position, element, part, attributes, content in from_json(text)
    )


def props_to_json(props: Sequence[Prop]) -> str:
    """Properties as JSON text: [type, value, language] each."""
    return to_json([(p.type, p.value, p.language) for p in props])


def props_from_json(text: str) -> tuple[Prop, ...]:
    """The properties of such a JSON text."""
    return tuple(Prop(*prop) for prop in from_json(text))


def check_unit(session: Session, unit: Unit) -> None:
    """Nothing if every text of the unit can be stored, else InvalidInput naming the field."""
    check_texts(unit, session.max_text_length)


def check_texts(unit: Unit, limit: int) -> None:
    """As ``check_unit``, before there is a session; ``limit`` is the most code points of a text."""
    if _plainly_good(unit, limit):
        return
    for field, text in _texts(unit).items():
        short = field in {"/document", "/source_language"} or field.endswith("/language")
        check_text(text, field, SHORT if short else limit)


def _plainly_good(unit: Unit, limit: int) -> bool:
    """Whether nothing can be wrong; only the few other units pay for finding out which field it is."""
    if unit.notes or unit.props or len(unit.document) > SHORT:
        return False
    texts = [unit.external_id, unit.document, unit.source_language, unit.origin]
    texts += (unit.created_by, unit.changed_by)
    for variant in unit.variants:
        if variant.codes or variant.notes or variant.props or len(variant.language) > SHORT:
            return False
        texts += (variant.language, variant.language_as_read, variant.text)
        texts += (variant.previous or "", variant.next or "")
    whole = "".join(texts)
    return len(whole) <= limit and len(unit.source_language) <= SHORT and is_storable(whole)


def _texts(unit: Unit) -> dict[str, str]:
    texts = {
        "/external_id": unit.external_id,
        "/document": unit.document,
        "/source_language": unit.source_language,
        "/origin": unit.origin,
        "/created_by": unit.created_by,
        "/changed_by": unit.changed_by,
        "/notes": "".join(unit.notes),
        "/props": "".join(p.type + p.value + p.language for p in unit.props),
    }
    for number, variant in enumerate(unit.variants):
        at = f"/variants/{number}"
        texts[f"{at}/language"] = variant.language
        texts[f"{at}/language_as_read"] = variant.language_as_read
        texts[f"{at}/text"] = variant.text
        texts[f"{at}/codes"] = "".join(
            c.element + c.content + "".join(n + v for n, v in c.attributes) for c in variant.codes
        )
        texts[f"{at}/previous"] = variant.previous or ""
        texts[f"{at}/next"] = variant.next or ""
        texts[f"{at}/notes"] = "".join(variant.notes)
        texts[f"{at}/props"] = "".join(p.type + p.value + p.language for p in variant.props)
    return texts
