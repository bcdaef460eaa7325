"""What was changed between two states of a concept, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from glossary.concept import Concept, Definition, Term
from glossary.formats.fields import as_text

_UNTOLD = frozenset({"changed-by", "changed-at"})


def differences(before: Concept, after: Concept) -> list[str]:
    """A line for each field, definition and term that differs; none if only the order of terms does.

    >>> from glossary.concept import Concept, Term, TermStatus
    >>> cordon = Term("кордон", "ru")
    >>> differences(Concept("c", (cordon,)), Concept("c", (cordon, Term("cordón", "es")), domain="history"))
    ['domain: history', '+ es cordón']
    """
    return [
        *_fields(_told(before), _told(after)),
        *_definitions(before.definitions, after.definitions),
        *_terms(before.terms, after.terms),
    ]


def _told(value: Concept | Term) -> dict[str, str]:
    """The fields as text; status and kind also where they are at their defaults."""
    always = {"status": str(value.status)} if isinstance(value, Term) else {"kind": str(value.kind)}
    return always | as_text(value)


def _fields(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new and name not in _UNTOLD:
            yield f"{name}: {old} → {new or '(none)'}" if old else f"{name}: {new}"


def _definitions(before: Sequence[Definition], after: Sequence[Definition]) -> Iterator[str]:
    yield from (f"- definition {_defined(each)}" for each in before if each not in after)
    yield from (f"+ definition {_defined(each)}" for each in after if each not in before)


def _defined(definition: Definition) -> str:
    source = f" ({definition.source})" if definition.source else ""
    return f"{definition.language} {definition.text}{source}"


def _terms(before: Sequence[Term], after: Sequence[Term]) -> Iterator[str]:
    """Terms are the same if language and text are; of several such, the first with the first."""
    for key in dict.fromkeys((term.language, term.text) for term in (*before, *after)):
        old = [term for term in before if (term.language, term.text) == key]
        new = [term for term in after if (term.language, term.text) == key]
        for was, now in zip_longest(old, new):
            if was is None or now is None:
                yield f"{'+' if was is None else '-'} {_named(now or was)}"
            else:
                changed = "; ".join(_fields(_told(was), _told(now)))
                if changed:
                    yield f"{_named(now)}: {changed}"


def _named(term: Term) -> str:
    return f"{term.language} {term.text}"
