"""A unit with some of its fields or texts changed, and whether it can be stored so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree import ElementTree

from tmserver.errors import InvalidInput
from tmserver.language.analysis import blob_of
from tmserver.language.tags import LONGEST, normalise
from tmserver.markup import carried
from tmserver.segment import Code, Unit, Variant
from tmserver.services.languages import check_language
from tmserver.services.limits import check_count, check_text
from tmserver.store.digests import source_of
from tmserver.store.rows import check_unit
from tmserver.store.session import Session

MOST_TEXTS = 200
"""Texts of one unit."""

_CONTENT = ["variants", "source_language", "status", "document", "position"]
_CONTENT += ["external_id", "notes", "props", "origin"]


@dataclass(frozen=True, slots=True)
class UnitEdit:
    """What to change: ``fields`` of the unit by their names, ``texts`` by language, None takes one away."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str | None] = field(default_factory=dict)


def whole_edit(unit: Unit) -> UnitEdit:
    """The edit that leaves nothing of a unit but what this one has."""
    return UnitEdit({name: getattr(unit, name) for name in _CONTENT})


def edited(unit: Unit, edit: UnitEdit) -> Unit:
    """The unit after the edit; inline codes stay at the words where they stood.

    InvalidInput for a language that the unit has twice: which one is meant can only be told by all of them.
    """
    unit = replace(unit, **edit.fields)
    variants = list(unit.variants)
    for given, text in edit.texts.items():
        language = normalise(given)
        at = [place for place, variant in enumerate(variants) if variant.language == language]
        if len(at) > 1:
            raise InvalidInput(
                f"The unit has {len(at)} texts in {language}. Send all of its texts, by PUT.", field="/texts"
            )
        if not at and text is not None:
            variants.append(Variant(language, text))
        elif at and text is None:
            del variants[at[0]]
        elif at and text is not None:
            old = variants[at[0]]
            variants[at[0]] = replace(old, text=text, codes=carried(old.codes, old.text, text))
    return replace(unit, variants=tuple(variants))


def check_edit(session: Session, edit: UnitEdit) -> None:
    """InvalidInput or NotFound for a text that cannot be stored, by its place in the edit."""
    for number, (language, text) in enumerate(edit.texts.items()):
        _check_text(session, language, text, f"/texts/{number}")


def check_storable(session: Session, unit: Unit) -> Unit:
    """The unit with its languages in their usual form; InvalidInput or NotFound name what cannot be stored.

    Without a source language it is that of the first text.
    """
    check_count(len(unit.variants), MOST_TEXTS, field="/texts")
    for number, variant in enumerate(unit.variants):
        at = f"/texts/{number}"
        _check_text(session, variant.language, variant.text, at)
        for place, code in enumerate(variant.codes):
            _check_code(code, variant.text, f"{at}/codes/{place}")
    variants = tuple(replace(each, language=normalise(each.language)) for each in unit.variants)
    source = normalise(unit.source_language) or variants[0].language
    if source not in {each.language for each in variants}:
        raise InvalidInput(f"The unit has no text in its source language {source}.", field="/source_language")
    unit = replace(unit, variants=variants, source_language=source)
    try:
        check_unit(session, unit)
    except InvalidInput as error:  # the store's name for the texts of a unit
        raise InvalidInput(str(error), field=error.field.replace("/variants/", "/texts/")) from None
    return unit


def _check_text(session: Session, language: str, text: str | None, at: str) -> None:
    check_text(language, LONGEST, field=f"{at}/language")
    if text is not None:
        check_text(text, session.max_text_length, field=f"{at}/text")
        check_language(session, language, field=f"{at}/language")


def _check_code(code: Code, text: str, at: str) -> None:
    """What is no XML would spoil every file that the unit is exported to."""
    if not 0 <= code.position <= len(text):
        raise InvalidInput(
            f"The code stands outside of the text, at {code.position}.", field=f"{at}/position"
        )
    try:
        ElementTree.fromstring(f"<code>{code.content}</code>")  # noqa: S314 (no DOCTYPE can stand inside)
    except (ElementTree.ParseError, ValueError):
        raise InvalidInput(
            "The content of the code is no XML; escape < and &.", field=f"{at}/content"
        ) from None


def blobs(unit: Unit, before: Unit | None = None) -> tuple[bytes | None, ...]:
    """The analyses of a unit's texts: of a new unit that of its source, as most are searched from there only.

    After an edit, those of the texts that are others than ``before``.
    """
    old = before.variants if before else ()
    source = source_of(unit)
    return tuple(
        blob_of(each.text, each.language, each.codes)
        if each not in old and (before or each is source)
        else None
        for each in unit.variants
    )
