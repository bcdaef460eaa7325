"""Errors planted into translations by a seeded program, a function a family; None where one has no place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from glossary.concept import Concept, Term, TermStatus
from glossary.index import TermIndex
from glossary.recognise import recognise
from tmserver.language.lexicon import Lexicon

Pair = tuple[str, str]
"""Source and target text."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a planter may look at besides the texts: their languages, the next pair, chance."""

    source: str
    target: str
    next: Pair
    chance: random.Random


_QUOTES = re.compile(r"[«»“”„\"]")
_WORD = re.compile(r"(?<![\w'’.-])[^\W\d_]{2,}(?![\w'’.-])")
_LATIN, _CYRILLIC = "AaBCcEeHKMOoPpTXxy", "АаВСсЕеНКМОоРрТХху"
_LOOK_ALIKE = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)
_FIGURE = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)?(?![\w:/-]|[.,]\d)")


def number(pair: Pair, place: Place) -> Pair | None:
    """A figure with another digit, one more, two swapped, or none at all."""
    source, target = pair
    figures = list(_FIGURE.finditer(target))
    if not figures:
        return None
    figure = place.chance.choice(figures)
    written = figure.group()
    at = place.chance.randrange(len(written))
    digit = place.chance.choice([d for d in "123456789" if d != written[at]])
    changed = place.chance.choice(
        [
            written[:at] + digit + written[at + 1 :] if written[at].isdigit() else digit + written,
            written + digit,
            written[1:2] + written[:1] + written[2:] if written[1:2].isdigit() else digit,
        ]
    )
    # What stands elsewhere in the target is no new value, but an order that no check can know.
    if changed == written or re.search(rf"(?<!\d){re.escape(changed)}(?!\d)", source + target):
        return None
    return source, target[: figure.start()] + changed + target[figure.end() :]


def dates(pair: Pair, place: Place) -> Pair | None:
    """A date added to both texts in the style of each, with another day, month or year in the target."""
    day = date(1900, 1, 1) + timedelta(days=place.chance.randrange(45000))
    other = day
    while (other.year, other.month, other.day) == (day.year, day.month, day.day):
        other = place.chance.choice(
            [
                day + timedelta(days=place.chance.randint(1, 20)),
                day.replace(day=1, month=day.month % 12 + 1),
                day.replace(day=1, year=day.year + place.chance.randint(1, 30)),
            ]
        )
    return with_date(pair[0], place.source, day, place), with_date(pair[1], place.target, other, place)


def with_date(text: str, language: str, day: date, place: Place) -> str:
    """The text with a date in brackets behind it, in words or figures."""
    locale = {"en": "en_GB"}.get(language, language)
    style = place.chance.choice(["long", "d.MM.y" if language == "ru" else "long", "y-MM-dd"])
    return f"{text} ({format_date(day, style, locale=locale)})"


def quotes(pair: Pair, place: Place) -> Pair | None:
    """One quotation mark of the target dropped."""
    marks = list(_QUOTES.finditer(pair[1]))
    if len(marks) < 2 or len(marks) % 2:
        return None
    at = place.chance.choice(marks).start()
    return pair[0], pair[1][:at] + pair[1][at + 1 :]


def doubled(pair: Pair, place: Place) -> Pair | None:
    """A word of the target written twice."""
    words = list(_WORD.finditer(pair[1]))
    if len(words) < 2:
        return None
    word = place.chance.choice(words)
    return pair[0], f"{pair[1][: word.end()]} {pair[1][word.start() :]}"


def neighbour(pair: Pair, place: Place) -> Pair | None:
    """The target of the next segment, of three words or more, where another one belongs."""
    longest = min(len(pair[0].split()), len(place.next[0].split()), len(place.next[1].split()))
    if longest < 3 or place.next[1] == pair[1] or place.next[0] == pair[0]:
        return None
    return pair[0], place.next[1]


def script(pair: Pair, place: Place) -> Pair | None:
    """A letter of a target's word replaced by its double of the other script."""
    words = [w for w in re.finditer(r"[^\W\d_]{3,}", pair[1]) if set(w.group()) & set(_LATIN + _CYRILLIC)]
    if not words:
        return None
    word = place.chance.choice(words)
    letters = [at for at in range(word.start(), word.end()) if pair[1][at] in _LATIN + _CYRILLIC]
    at = place.chance.choice(letters)
    changed = word.group().translate(_LOOK_ALIKE)
    if all(letter in _LATIN + _CYRILLIC for letter in word.group()) and len(letters) == len(changed) == 1:
        return None
    return pair[0], pair[1][:at] + pair[1][at].translate(_LOOK_ALIKE) + pair[1][at + 1 :]


TERMS = """
file|archivo;fichero|файл
cell|celda|ячейка
table|tabla|таблица
button|botón|кнопка
document|documento|документ
dialog|diálogo;cuadro de diálogo|диалог;диалоговое окно
column|columna|столбец
row|fila|строка
page|página|страница
formula|fórmula|формула
field|campo|поле
chart|gráfico|диаграмма
slide|diapositiva|слайд
paragraph|párrafo|абзац
toolbar|barra de herramientas|панель инструментов
template|plantilla|шаблон
style|estilo|стиль
function|función|функция
object|objeto|объект
"""
"""Terms of software help, English | Spanish | Russian, that its translators use throughout."""


def concepts() -> tuple[Concept, ...]:
    """The concepts of TERMS."""
    found = []
    for line in TERMS.split("\n"):
        if line:
            terms = tuple(
                Term(text, language, TermStatus.ADMITTED)
                for language, texts in zip(("en", "es", "ru"), line.split("|"), strict=True)
                for text in texts.split(";")
            )
            found.append(Concept(terms[0].text, terms))
    return tuple(found)


_WRONG = {"ru": "предмет", "es": "elemento", "en": "thing"}
_INDEXES = {language: TermIndex(concepts(), Lexicon(language)) for language in ("ru", "es", "en")}


def terms(pair: Pair, place: Place) -> Pair | None:
    """Every occurrence of a term in the target, whose concept the source has, as a word that is none."""
    held = recognise(pair[1], _INDEXES[place.target], nested=True)
    asked = {one.concept.id for one in recognise(pair[0], _INDEXES[place.source]) if one.sure}
    known = sorted({one.concept.id for one in held} & asked)
    if not known:
        return None
    concept = place.chance.choice(known)
    target = pair[1]
    for one in sorted(held, key=lambda one: -one.start):
        if one.concept.id == concept:
            target = target[: one.start] + _WRONG[place.target] + target[one.end :]
    return pair[0], target


Planter = Callable[[Pair, Place], Pair | None]

FAMILIES: Mapping[str, tuple[Planter, Sequence[str]]] = {
    "numbers": (number, ("number", "date", "alphanumeric")),
    "dates": (dates, ("date",)),
    "terms": (terms, ("term-missing",)),
    "quotes": (quotes, ("quotes",)),
    "doubled words": (doubled, ("repeated-word",)),
    "neighbour's target": (neighbour, ()),
    "script mix": (script, ("name-script",)),
}
"""The planters and the checks that should find their errors; () any check."""
