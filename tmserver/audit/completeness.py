"""Targets that are empty, and targets that are still the source."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmserver.audit.finding import Finding, Severity
from tmserver.audit.pair import Pair, Reading
from tmserver.language.lemmas import is_known

_LETTER = regex.compile(r"\p{L}")
_CODE_WORD = regex.compile(r"\w*\d\w*|\p{Lu}{2,}\w*|\w*\p{Ll}\p{Lu}\w*")
_SCRIPT = {
    "ru": regex.compile(r"\p{Cyrillic}"),
    "es": regex.compile(r"\p{Latin}"),
    "en": regex.compile(r"\p{Latin}"),
}


def find_empty(pair: Pair) -> Iterator[Finding]:
    """A finding if one text is blank and the other is not."""
    if pair.source.text.strip() and not pair.target.text.strip():
        yield pair.finding("empty", "empty-target", source=[(0, len(pair.source.text))])
    elif pair.target.text.strip() and not pair.source.text.strip():
        yield pair.finding("empty", "empty-source", target=[(0, len(pair.target.text))])


def find_untranslated(pair: Pair) -> Iterator[Finding]:
    """A finding if the target is the source and has a word that only the source's language has.

    Names, numbers, codes and words of both languages (error, total, actor) stay as they are.
    """
    if (
        not pair.is_untranslated
        or pair.source.language == pair.target.language
        or not pair.source.text.strip()
    ):
        return
    telling = _telling_words(pair.source, pair.target)
    if telling:
        yield pair.finding(
            "untranslated",
            "untranslated",
            source=[(0, len(pair.source.text))],
            target=[(0, len(pair.target.text))],
            severity=Severity.ERROR,
        )


def _telling_words(source: Reading, target: Reading) -> list[str]:
    """The words that say the text is still in the source's language."""
    forms = [form for form in source.forms if _LETTER.search(form) and not _CODE_WORD.fullmatch(form)]
    all_capitalised = len(forms) > 1 and all(form[:1].isupper() for form in forms)
    foreign = _SCRIPT.get(target.language)
    if foreign and any(not foreign.search(form) for form in forms) and not _is_latin(source):
        return forms
    words = [form for form in forms if not _is_name(form, forms, all_capitalised, source)]
    return [
        form
        for form in words
        if is_known(form, source.tag) and not is_known(form, target.tag) and len(form) > 1
    ]


def _is_latin(reading: Reading) -> bool:
    return _SCRIPT["ru"].search(reading.text) is None


def _is_name(form: str, forms: list[str], all_capitalised: bool, source: Reading) -> bool:
    """Whether a word is likely a name: a capital inside the text, or all are capitals and one is unknown."""
    if not form[:1].isupper():
        return False
    if all_capitalised:
        return any(not is_known(other, source.tag) for other in forms)
    return form != forms[0]
