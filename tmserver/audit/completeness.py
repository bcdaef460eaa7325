"""Targets that are empty, and targets that are still the source."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmserver.audit.finding import Finding, Severity
from tmserver.audit.pair import Pair, Reading
from tmserver.language.dictionaries import AT_HAND, is_known

_LETTER = regex.compile(r"\p{L}")
_LATIN = regex.compile(r"\p{Latin}")
_LATIN_LANGUAGES = frozenset({"ca", "de", "en", "es", "fr", "gl", "it", "nl", "pl", "pt"})
_CODE_WORD = regex.compile(r"\w*\d\w*|\p{Lu}{2,}\w*|\w*\p{Ll}\p{Lu}\w*")


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
    if not pair.is_translation and not _can_be_judged(pair):
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


def _can_be_judged(pair: Pair) -> bool:
    """Whether two translations of a third text may be alike by fault: no single word (Java), no Danish."""
    return len(pair.source.words) > 1 and AT_HAND.issuperset((pair.source.language, pair.target.language))


def _telling_words(source: Reading, target: Reading) -> list[str]:
    """The words that say the text is still in the source's language."""
    words = [form for form in source.forms if _LETTER.search(form)]
    plain = [form for form in words if not _CODE_WORD.fullmatch(form)]
    if target.language in _LATIN_LANGUAGES and not any(map(_LATIN.search, plain)):
        return plain  # names as well: their Cyrillic cannot stay
    if _is_name(words, source):
        return []
    return [
        form
        for place, form in enumerate(plain)
        if (place == 0 or form[:1].islower())
        and len(form) > 1
        and is_known(form, source.tag)
        and not is_known(form, target.tag)
    ]


def _is_name(words: list[str], source: Reading) -> bool:
    """Whether two words or more, all with capitals, are a name: English writes titles so, too."""
    if len(words) < 2 or any(word[:1].islower() for word in words):
        return False
    return source.language != "en" or not all(is_known(word, source.tag) for word in words)
