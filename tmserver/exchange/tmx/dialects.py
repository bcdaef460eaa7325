"""What tools say in props for which TMX has no attribute: document, position, status, origin, context.

Our own props are x-document, x-position, x-status and x-origin; we also write prev and next of the unit, as
OmegaT does, and x-context-pre and x-context-post of the variant, as memoQ does. A reader takes them out, for
the unit's fields say the same; a writer adds them where the remaining props do not say it. Props of other
tools stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import unescape

from tmserver.exchange.text import XmlText
from tmserver.segment import Prop, Status, Unit, Variant

# Ours and memoQ's; OmegaT; Olifant, Okapi; MateCat; Déjà Vu; OpenTM2; MultiTrans; lokalize; DGT.
_DOCUMENT = (
    "x-document",
    "file",
    "Txt::FileName",
    "x-MateCAT-filename",
    "x-filename",
    "tmgr:docname",
    "DOC:Name",
    "x-file",
    "Txt::Doc. No.",
)
_ORIGIN = ("x-origin", "origin", "x-Origin")
_STATUS = ("x-status", "x-ConfirmationLevel", "x-MateCAT-status", "approved")
_STATUS_WORDS = {
    # ours
    "draft": Status.DRAFT,
    "translated": Status.TRANSLATED,
    "reviewed": Status.REVIEWED,
    "rejected": Status.REJECTED,
    # Trados Studio
    "unspecified": Status.DRAFT,
    "rejectedtranslation": Status.REJECTED,
    "rejectedsignoff": Status.REJECTED,
    "approvedtranslation": Status.REVIEWED,
    "approvedsignoff": Status.REVIEWED,
    # MateCat
    "new": Status.DRAFT,
    "approved": Status.REVIEWED,
    "approved2": Status.REVIEWED,
    "fixed": Status.REVIEWED,
    "rebutted": Status.TRANSLATED,
    # Okapi
    "yes": Status.REVIEWED,
    "no": Status.TRANSLATED,
}
_STATUS_VALUES = frozenset(status.value for status in Status)
AS_STORED = Prop("x-tmserver", "as-stored")
"""In the header: the file is an export of a memory."""
_OWN = frozenset({"x-document", "x-position", "x-status", "x-origin", "prev", "next"})
_MARKUP = re.compile(r"<[^<>]*>")


def first_values(props: Sequence[Prop]) -> dict[str, str]:
    """The first value of each type."""
    return {prop.type: prop.value for prop in reversed(props)}


def values_of(props: Sequence[Prop], variants: Iterable[Variant]) -> dict[str, str]:
    """The first value of each type, of the unit's props before those of its variants."""
    values = first_values(props)
    for variant in variants:
        if variant.props:
            values = first_values(variant.props) | values
    return values


def document_of(values: Mapping[str, str]) -> str:
    """The document that the props name, "" none; memoQ writes one space for none."""
    return _first(values, _DOCUMENT).strip()


def position_of(values: Mapping[str, str]) -> int | None:
    """The place in the document, from 1."""
    number = values.get("x-position", "")
    return int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 19 else None


def origin_of(values: Mapping[str, str]) -> str:
    """Where the translation came from: "MT", another memory."""
    return _first(values, _ORIGIN).strip()


def status_of(values: Mapping[str, str]) -> Status:
    """How far the unit has come; what a memory holds is translated unless it says otherwise."""
    for name in _STATUS if values else ():
        if name in values:
            return _STATUS_WORDS.get(values[name].strip().lower(), Status.TRANSLATED)
    return Status.TRANSLATED


def without_own(props: Sequence[Prop]) -> tuple[Prop, ...]:
    """The props that no field of the unit stands for.

    A type that is ours but occurs twice, has a language or says nothing usable stays.
    """
    own = [prop.type for prop in props if prop.type in _OWN]
    if not own:
        return tuple(props)
    return tuple(prop for prop in props if own.count(prop.type) != 1 or not _is_own(prop))


def _is_own(prop: Prop) -> bool:
    value = prop.value
    match prop.type if not prop.language else "":
        case "x-document" | "x-origin":
            return value == value.strip()
        case "x-position":
            return str(position_of({prop.type: value})) == value
        case "x-status":
            return value in _STATUS_VALUES
        case "prev" | "next":
            return True
    return False


def own_context(props: Sequence[Prop]) -> tuple[str | None, str | None, tuple[Prop, ...]]:
    """What a variant's own props say of its neighbours (previous, next), and the props that say more."""
    told = {
        prop.type: read_context(prop.value)
        for prop in reversed(props)
        if prop.type in {"x-context-pre", "x-context-post"}
    }
    if not told:
        return None, None, tuple(props)
    kept = tuple(
        prop
        for prop in props
        if prop.type not in told or prop.language or prop.value != write_context(told[prop.type])
    )
    return told.get("x-context-pre"), told.get("x-context-post"), kept


def with_unit_context(
    variants: Sequence[Variant], values: Mapping[str, str], source: str
) -> tuple[Variant, ...]:
    """The variants, that of the source with the neighbours that OmegaT's props of the unit tell."""
    if "prev" not in values and "next" not in values:
        return tuple(variants)
    place = next((place for place, variant in enumerate(variants) if variant.language == source), 0)
    told = variants[place]
    previous = values.get("prev") if told.previous is None else told.previous
    following = values.get("next") if told.next is None else told.next
    return (*variants[:place], replace(told, previous=previous, next=following), *variants[place + 1 :])


def read_context(value: str) -> str:
    """The plain text of a memoQ context prop, which is an escaped seg element with its codes."""
    if not value.lstrip().startswith("<seg"):
        return value
    return unescape(_MARKUP.sub("", value.strip()))


def write_context(text: str) -> str:
    """A memoQ context prop's value for the neighbouring text."""
    return f"<seg>{XmlText().text(text)}</seg>"


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    if not values:  # most units, hundreds of thousands in an export
        return ""
    return next((values[name] for name in names if name in values), "")


def own_props(unit: Unit, *, context: bool) -> list[Prop]:
    """Our props for the fields of the unit that its own props do not tell; with ``context`` prev and next."""
    values = values_of(unit.props, unit.variants)
    own: list[Prop] = []
    if unit.document != document_of(values):
        own.append(Prop("x-document", unit.document))
    if unit.position != position_of(values):
        own.append(Prop("x-position", "" if unit.position is None else str(unit.position)))
    if unit.status != status_of(values):
        own.append(Prop("x-status", unit.status.value))
    if unit.origin != origin_of(values):
        own.append(Prop("x-origin", unit.origin))
    if context:
        source = next((v for v in unit.variants if v.language == unit.source_language), unit.variants[0])
        for kind, text in (("prev", source.previous), ("next", source.next)):
            if text is not None and values.get(kind) != text:
                own.append(Prop(kind, text))
    return own


def with_context_props(variant: Variant, props: list[Prop]) -> list[Prop]:
    """The props with those for the variant's known neighbours, replaced where they say something else."""
    for kind, text in (("x-context-pre", variant.previous), ("x-context-post", variant.next)):
        if text is None:
            continue
        said = next((prop.value for prop in props if prop.type == kind), None)
        if said is None or read_context(said) != text:
            props = [*(prop for prop in props if prop.type != kind), Prop(kind, write_context(text))]
    return props
