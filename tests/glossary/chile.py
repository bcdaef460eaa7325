"""A small glossary of Chile in 1973 and what tests ask of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from glossary.concept import CaseMode, Concept, ConceptKind, Term, TermStatus, TermType
from glossary.index import TermIndex
from glossary.recognise import recognise
from tmserver.language.lexicon import Lexicon

_MARKS: dict[str, dict[str, Any]] = {
    "*": {"status": TermStatus.PREFERRED},
    "-": {"status": TermStatus.FORBIDDEN},
    "~": {"status": TermStatus.DEPRECATED},
    "!": {"indeclinable": True},
    "+": {"accepted": True},
    "^": {"case": CaseMode.ANY},
    "@": {"type": TermType.ACRONYM},
}


def term(marked: str, language: str) -> Term:
    """A term with the marks before its text: * preferred, - forbidden, ~ deprecated and so on."""
    made = Term("", language)
    while marked[:1] in _MARKS:
        made = replace(made, **_MARKS[marked[0]])
        marked = marked[1:]
    return replace(made, text=marked)


def concept(name: str, ru: str = "", es: str = "", en: str = "", kind: str = "general") -> Concept:
    """A concept of terms parted by semicolons, with marks."""
    terms = [
        term(marked.strip(), language)
        for language, row in (("ru", ru), ("es", es), ("en", en))
        for marked in row.split(";")
        if marked.strip()
    ]
    return Concept(name, tuple(terms), ConceptKind(kind))


CONCEPTS = (
    concept(
        "cordon",
        "*промышленный кордон; кордон",
        "*cordón industrial; cordón",
        "*industrial cordon; cordon; -barrier; -police cordon",
    ),
    concept(
        "talcahuano-cordon",
        "*промышленный кордон Талькауано",
        "*Cordón Industrial Talcahuano; Cordón Talcahuano",
        "*Talcahuano industrial cordon",
        "body",
    ),
    concept("commune", "коммуна", "comuna", "*comuna; commune"),
    concept("command", "штаб коммуны", "comando comunal", "communal command"),
    concept(
        "popular-power",
        "народная власть",
        "poder popular; -gobierno popular",
        "*popular power; people's power",
    ),
    concept("tancazo", "^мятеж «танкасо»; *^!танкасо", "*Tancazo; Tanquetazo", "*Tancazo", "event"),
    concept("mutiny", "мятеж", "*sublevación; motín", "*mutiny; rebellion"),
    concept(
        "cut",
        "*Единый профсоюзный центр; @КУТ",
        "*Central Única de Trabajadores; @CUT; -Central Unitaria de Trabajadores",
        "*Unified Workers' Central; @CUT",
        "body",
    ),
    concept("worker", "рабочий", "*obrero; trabajador", "worker"),
    concept("working-class", "рабочий класс", "clase obrera", "working class"),
    concept("toma", "занятие", "*toma; ocupación; -clase", "*occupation; takeover; -lesson"),
    concept("armed-forces", "вооружённые силы", "*Fuerzas Armadas; @FF.AA.", "armed forces"),
    concept("alliance", "рабоче-крестьянский союз", "alianza obrero-campesina", "worker-peasant alliance"),
    concept("peasant", "крестьянин", "campesino", "*peasant; ~farmer"),
    concept("steel", "сталелитейный завод", "*planta siderúrgica; siderúrgica; ~fundición", "steelworks"),
    concept("allende", "!Альенде", "Allende", "Allende", "person"),
    concept("chile", "*!Чили", "*Chile; +^chileno", "*Chile; +^Chilean", "place"),
    concept("lota", "Лота", "Lota", "Lota", "place"),
    concept("coronel", "Коронель", "Coronel", "Coronel", "place"),
    concept("conchali", "!Кончали", "Conchalí", "Conchalí", "place"),
    concept("huachipato", "!Уачипато; ~!Хуачипато", "Huachipato", "Huachipato", "place"),
    concept("panguipulli", "*!Пангипульи; !Пангипулье", "Panguipulli", "Panguipulli", "place"),
    concept("san-miguel", "Сан-Мигель", "San Miguel", "San Miguel", "place"),
    concept("valdivia", "Вальдивия", "Valdivia", "Valdivia", "place"),
    concept("gap", "стихийность"),
)

INDEX = {language: TermIndex(CONCEPTS, Lexicon(language)) for language in ("ru", "es", "en")}


def found(text: str, language: str, *, accepted: bool = False, nested: bool = False) -> list[tuple[str, str]]:
    """Concept and form of each occurrence in the text."""
    occurrences = recognise(text, INDEX[language], accepted=accepted, nested=nested)
    return [(occurrence.concept.id, occurrence.form) for occurrence in occurrences]
