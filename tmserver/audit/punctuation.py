"""Marks at the end of a text, and the Spanish marks that open questions and exclamations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tmserver.audit.finding import Finding, Span
from tmserver.audit.pair import Pair, Reading
from tmserver.language import sentences
from tmserver.language.abbreviations import abbreviations
from tmserver.language.dictionaries import AT_HAND, is_known

_CLOSERS = "»”“\"'’›)]}*_\u200b\u200e\u200f"
_MARKS = ".!?…:;,،؟。！？：；、‽·"
_EMPHATIC = frozenset("?!")
_EMPHASIS = frozenset("¿¡?!")
_LOST = frozenset(".:…")
_FULL_STOPS = frozenset(".?!")
_LONGEST_ABBREVIATION = 6
_SPACES = " \t\n\r\u00a0\u2009\u202f"
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.\s?)*[\w/-]+(?:\.[\w-]+)*$")
_WIDE = str.maketrans("。！？：；、،؟", ".!?:;,,?")
# A mark that ends a question or exclamation stands at a word, a bracket or a quote, unlike != and (?); a
# factorial goes on in small letters, operators or commas (n!, el factorial).
_SPANISH = re.compile(
    r"""[¿¡]+
    | (?<=[\w»”")\]%.…!?]) (?:
        (?=!*\?) [?!]+ (?=[\s»”"')\],.;:…—–-]|$)
      | (?<![\d)]) !+ (?= \s*$ | \s+[A-ZÁÉÍÓÚÑ¿¡«“"—–] | [»”"] )
    )""",
    re.VERBOSE,
)
_ERROR_VALUE = re.compile(
    r"#¡?(?:DIV/0|VALUE|REF|NAME|NUM|NULL|VALOR|NOMBRE|NULO|ДЕЛ/0|ЗНАЧ|ССЫЛКА|ИМЯ|ЧИСЛО|ПУСТО)[!?]"
)


def find_marks(pair: Pair) -> Iterator[Finding]:
    """Differences at the end of the texts, and Spanish marks without their other half in either."""
    yield from find_end_marks(pair)
    yield from find_spanish_marks(pair)


def find_end_marks(pair: Pair) -> Iterator[Finding]:
    """A finding if the texts end in different marks, compared without closing quotes and brackets.

    The dot of a known abbreviation (тыс., EE.UU., a.m.) is a full stop as well as none; … equals three dots.
    What only house style decides is a finding of ``style``.
    """
    if not pair.source.text.strip() or not pair.target.text.strip():
        return
    ours, theirs = pair.source.known(end_mark), pair.target.known(end_mark)
    if ours[0] == theirs[0] or _agree(pair, ours[0], theirs[0]):
        return
    yield pair.finding(
        "style" if _is_style(pair, ours[0], theirs[0]) else "punctuation",
        _change(ours[0], theirs[0]),
        source=[ours[1]],
        target=[theirs[1]],
        expected=[ours[0]] if ours[0] else [],
        source_mark=ours[0],
        target_mark=theirs[0],
    )


def _change(ours: str, theirs: str) -> str:
    if ours and theirs:
        return "end-mark-changed"
    return "end-mark-missing" if ours else "end-mark-added"


def _is_style(pair: Pair, ours: str, theirs: str) -> bool:
    """Whether both ends may be right: a list leads in with : or . or …, a label has a full stop or none.

    A question or exclamation is none of it, nor a mark that the target has lost, nor the full stop that a
    source of several sentences lacks.
    """
    if not _EMPHATIC.isdisjoint((ours, theirs)):
        return False
    if ours and theirs:
        return True
    if ours:
        return ours not in _LOST
    return theirs != "." or not _is_running_text(pair.source)


def _is_running_text(reading: Reading) -> bool:
    """Whether a full stop, question or exclamation mark ends a sentence before the last."""
    ended = sentences.split(reading.text, reading.tag)[:-1]
    return any(one.rstrip(_CLOSERS)[-1:] in _FULL_STOPS and not one.endswith("...") for one in ended)


def end_mark(reading: Reading) -> tuple[str, Span]:
    """The mark at the end of a text ("" none), and where it stands: outside closing quotes, or inside."""
    text = _without_error_values(reading.text)
    outside = _marks_before(text, len(text.rstrip()))
    inside = _marks_before(text, len(text[: outside[0]].rstrip(_CLOSERS + _SPACES)))
    marks = text[slice(*inside)] + text[slice(*outside)]
    if not marks:
        end = len(text.rstrip())
        return "", (max(0, end - 1), end)
    return _kind(marks.translate(_WIDE)), outside if outside[0] < outside[1] else inside


def _without_error_values(text: str) -> str:
    """The text with #¡VALOR! and the like, of spreadsheets, as letters: their marks end nothing."""
    return _ERROR_VALUE.sub(lambda found: "x" * len(found.group()), text) if "#" in text else text


def _marks_before(text: str, end: int) -> Span:
    return len(text[:end].rstrip(_MARKS)), end


def _kind(marks: str) -> str:
    if "..." in marks or "…" in marks:
        return "…"
    if "?" in marks:
        return "?"
    return marks[-1]


def _agree(pair: Pair, ours: str, theirs: str) -> bool:
    """Whether a full stop and its absence mean the same because an abbreviation stands there."""
    if {ours, theirs} != {".", ""}:
        return False
    return _ends_in_abbreviation(pair.source) or _ends_in_abbreviation(pair.target)


def _ends_in_abbreviation(reading: Reading) -> bool:
    text = reading.text.rstrip().rstrip(_CLOSERS).rstrip()
    if not text.endswith("."):
        return False
    last = _LAST_WORD.search(text, max(0, len(text) - 40), len(text) - 1)
    if last is None:
        return False
    word = re.sub(r"\s", "", last.group()).casefold()
    known = abbreviations(reading.language)
    return (
        word in known.often_last
        or word in known.seldom_last
        or word in known.before_number - known.before_name
        or "." in last.group()
        or _is_cut_short(last.group(), text, reading)
        or (len(word) == 1 and word.isalpha())
    )


def _is_cut_short(word: str, text: str, reading: Reading) -> bool:
    """Whether a short word that no dictionary knows is likely an abbreviation: Fecha máx., Воспр."""
    if reading.language not in AT_HAND:
        return False
    is_name = word[:1].isupper() and len(word) + 1 < len(text)
    return len(word) <= _LONGEST_ABBREVIATION and not is_name and not is_known(word, reading.tag)


def find_spanish_marks(pair: Pair) -> Iterator[Finding]:
    """A finding for each ? or ! of a Spanish text with no ¿ or ¡ before it, and the other way round."""
    for reading, _ in pair.both_ways():
        if reading.language == "es" and not pair.is_untranslated:
            for key, span in reading.known(_unpaired):
                yield pair.about(reading, "punctuation", key, span, text=reading.text[span[0] : span[1]])


def _with_words_for_codes(reading: Reading) -> str:
    """The text with letters for codes and addresses: behind {name} a mark ends a question, too."""
    letters = list(reading.text)
    for placeable in reading.placeables:
        letters[placeable.start : placeable.end] = "x" * (placeable.end - placeable.start)
    return "".join(letters)


def _unpaired(reading: Reading) -> list[tuple[str, Span]]:
    if _EMPHASIS.isdisjoint(reading.text):
        return []
    text = _without_error_values(_with_words_for_codes(reading))
    open_ones: list[Span] = []
    alone: list[tuple[str, Span]] = []
    for found in _SPANISH.finditer(text):
        if found.group()[0] in "¿¡":
            open_ones.append(found.span())
        elif open_ones:
            open_ones.pop()
        else:
            alone.append(("opening-mark-missing", found.span()))
    return [*alone, *(("closing-mark-missing", span) for span in open_ones)]
