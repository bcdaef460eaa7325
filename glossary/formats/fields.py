"""A term's and a concept's fields as single strings, for formats that hold nothing but text.

The names are those of the dataclasses with hyphens ("part-of-speech"). A field at its default is "" and is
left out, and so is a concept's revision, which means something in one database only. A list is joined by
" | "; a bar or backslash inside an item is written with a backslash before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, replace
from typing import Any, TypeVar

from glossary.concept import CaseMode, Concept, ConceptKind, MatchMode, Term, TermStatus, TermType

_Value = TypeVar("_Value", Term, Concept)

_YES = frozenset({"yes", "true", "1", "y", "да", "sí", "si"})
_NO = frozenset({"no", "false", "0", "n", "нет"})


def _joined(items: tuple[str, ...]) -> str:
    return " | ".join(re.sub(r"([\\|])", r"\\\1", item) for item in items)


def _split(text: str) -> tuple[str, ...]:
    parts = re.findall(r"(?:\\.|[^\\|])+", text)
    return tuple(item for part in parts if (item := re.sub(r"\\(.)", r"\1", part.strip(" \t\r\n"))))


def _flag(text: str) -> bool:
    word = text.strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    raise ValueError(f"“{text}” is neither yes nor no")


def _choice(
    options: type[TermStatus | TermType | CaseMode | MatchMode | ConceptKind],
) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        try:
            return options(text.strip().casefold())
        except ValueError:
            known = ", ".join(options)
            raise ValueError(f"“{text}” is none of {known}") from None

    return parse


_PARSERS: dict[str, Callable[[str], Any]] = {
    "status": _choice(TermStatus),
    "type": _choice(TermType),
    "case": _choice(CaseMode),
    "match": _choice(MatchMode),
    "kind": _choice(ConceptKind),
    "forms": _split,
    "related": _split,
    "not_to_confuse": _split,
    "indeclinable": _flag,
    "accepted": _flag,
    "enforced": _flag,
    "everywhere": _flag,
}


def _default(field: Field[Any]) -> Any:
    return None if field.default is MISSING else field.default


def _names(cls: type[Term | Concept], without: frozenset[str]) -> tuple[str, ...]:
    return tuple(field.name.replace("_", "-") for field in fields(cls) if field.name not in without)


TERM_FIELDS = _names(Term, frozenset({"text", "language"}))
CONCEPT_FIELDS = _names(Concept, frozenset({"id", "terms", "definitions", "revision"}))


def as_text(value: Term | Concept) -> dict[str, str]:
    """Each field of TERM_FIELDS or CONCEPT_FIELDS that is not at its default, by name, as a string."""
    names = TERM_FIELDS if isinstance(value, Term) else CONCEPT_FIELDS
    defaults = {field.name.replace("_", "-"): _default(field) for field in fields(value)}
    return {
        name: _written(held)
        for name in names
        if (held := getattr(value, name.replace("-", "_"))) != defaults[name]
    }


def _written(held: Any) -> str:
    if isinstance(held, bool):
        return "yes" if held else "no"
    return _joined(held) if isinstance(held, tuple) else str(held)


def with_text(value: _Value, texts: Mapping[str, str]) -> _Value:
    """``value`` with the named fields set from strings as `as_text` writes them.

    :raise ValueError: a string that the field does not take; the message names what it takes
    """
    return replace(value, **{name.replace("-", "_"): value_of(name, text) for name, text in texts.items()})


def value_of(name: str, text: str) -> Any:
    """The value that a string stands for in the field of that name.

    :raise ValueError: the field does not take it; the message names what it takes
    """
    return _PARSERS.get(name.replace("-", "_"), str)(text)
