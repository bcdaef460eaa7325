"""Texts split into sentences: at . ! ? … with their closing quotes, and at line breaks.

A full stop ends no sentence in an abbreviation or after initials, before a small letter, or without white
space behind it (9:25, EE.UU., example.org).
"""

from __future__ import annotations

import re

from tmserver.language import tags
from tmserver.language.abbreviations import Abbreviations, abbreviations

_CLOSERS = "»”“\"'’›)\\]}"
_QUOTES = frozenset('»”“"’›')
_OPENERS = "«“„‟\"'‘‹(\\[{¿¡"
# Possessive, and each run of marks tried once: a million full stops or spaces take linear time.
_BOUNDARY = re.compile(
    rf"(?<![.!?…])(?P<mark>[.!?…‽؟۔।]++)(?P<closers>[{_CLOSERS}]*+)(?P<space>\s++)(?=\S)"
    rf"|(?<![。！？])(?P<wide>[。！？]++[」』）”’{_CLOSERS}]*+)(?P<gap>\s*+)(?=\S)"
    r"|(?P<line>[\n\r\u2028\u2029]\s*+)(?=\S)"
)
_NEXT_WORD = re.compile(rf"(?P<dash>[-–—]?)(?P<openers>[{_OPENERS}]*)(?P<dash2>[-–—]?)(?P<word>[\w'’-]*)")
# "и т. д" and "a. m" count as one: abbreviated words of one letter in a row.
_LAST_WORD = re.compile(r"(?:(?<![^\W_])[^\W\d_]\.\s?)*[\w№/-]+(?:\.[\w-]+)*$|[\w/-]+(?:\.[\w-]+)+$")
_ENUMERATOR = re.compile(rf"\s*[{_OPENERS}]*(?:\d{{1,3}}(?:\.\d{{1,3}})*|[^\W\d_]|[IVXLCDM]{{1,6}})")
_LOOK_BACK = 40
_ORDINAL_DOT = frozenset(
    {"cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "sk", "sl", "sr"}
)


def split(text: str, language: str) -> list[str]:
    """The sentences of a text in order, without the white space between them; [] for a blank text.

    >>> split("Llegó a las 9:25 a.m. El Sr. Allende habló. ¿Qué dijo?", "es")
    ['Llegó a las 9:25 a.m.', 'El Sr. Allende habló.', '¿Qué dijo?']
    """
    return [text[start:end] for start, end in spans(text, language)]


def spans(text: str, language: str) -> list[tuple[int, int]]:
    """The span of each sentence of ``split``; between two there is white space only, or nothing (。)."""
    primary = tags.primary(language)
    known = abbreviations(primary)
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for boundary in _BOUNDARY.finditer(text, start):
        if _ends_sentence(text, start, boundary, known, primary):
            end = start + len(text[start : _end_of_sentence(boundary)].rstrip())
            if end > start:
                found.append((start, end))
                start = boundary.end()
    end = len(text.rstrip())
    return [*found, (start, end)] if end > start else found


def _end_of_sentence(boundary: re.Match[str]) -> int:
    return boundary.start(next(group for group in ("space", "gap", "line") if boundary[group] is not None))


def _ends_sentence(
    text: str, start: int, boundary: re.Match[str], known: Abbreviations, language: str
) -> bool:
    if boundary["mark"] is None or _has_line_break(boundary["space"]):
        return True
    following = _NEXT_WORD.match(text, boundary.end())
    if following is None or not _may_begin(following):
        return False
    if boundary["mark"] != "." or text[boundary.start() - 1 : boundary.start()] in _CLOSERS:
        return True
    if _QUOTES.intersection(boundary["closers"]):
        return True
    if boundary.start() - start < _LOOK_BACK and _ENUMERATOR.fullmatch(text, start, boundary.start()):
        return False
    last = _LAST_WORD.search(text, max(start, boundary.start() - _LOOK_BACK), boundary.start())
    return last is None or _full_stop_ends(last.group(), following["word"], known, language)


def _has_line_break(space: str) -> bool:
    return len(space.splitlines()) > 1 or space[-1] in "\n\r\u2028\u2029"


def _may_begin(following: re.Match[str]) -> bool:
    """Whether a sentence may begin so: no small letter, and a dash only where it touches the word (—Hola)."""
    first = following["word"][:1]
    return bool(first or following["openers"]) and not first.islower()


def _full_stop_ends(last: str, following: str, known: Abbreviations, language: str) -> bool:
    word = re.sub(r"\s", "", last).casefold()
    tail = word.rpartition(".")[2]
    number_follows = following[:1].isdigit() or re.fullmatch("[IVXLC]+", following) is not None
    if number_follows and (word in known.before_number or tail in known.before_number):
        return False
    if word in known.often_last:
        return True
    if word in known.before_name:
        return False
    if word in known.seldom_last or word in known.before_number or _is_initials(last):
        return following.casefold() in known.starters and not (_is_single_capital(last) and language != "en")
    return not (language in _ORDINAL_DOT and word.isdigit() and len(word) <= 2)


def _is_initials(word: str) -> bool:
    """Letters each with a full stop (В. И, J. F, U.S.S.R), or a single capital that is no word."""
    letters = re.split(r"\.\s?", word)
    return all(len(letter) == 1 and letter.isalpha() for letter in letters) and word != "I"


def _is_single_capital(word: str) -> bool:
    return len(word) == 1 and word.isupper()
