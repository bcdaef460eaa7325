"""Glossaries as Hypothesis draws them: all fields, texts that a file can hold, terms grouped by language."""

from __future__ import annotations

from hypothesis import strategies as st

from glossary.concept import (
    CaseMode,
    Concept,
    ConceptKind,
    Definition,
    Glossary,
    MatchMode,
    Term,
    TermStatus,
    TermType,
)

_letters = st.characters(
    codec="utf-8", categories=("L", "M", "N", "P", "S"), exclude_characters="\ufffe\uffff"
)
line = st.lists(st.text(_letters, min_size=1, max_size=8), max_size=3).map(" ".join)
name = line.filter(bool)
prose = st.lists(name, max_size=2).map("\n".join)
tags = st.sampled_from(["ru", "es", "en", "es-CL", "zh-Hant-TW"])
moments = st.one_of(
    st.just(""), st.dates().map(str), st.datetimes().map(lambda moment: moment.isoformat()), name
)


def terms(language: str) -> st.SearchStrategy[Term]:
    """Terms of a language with any fields."""
    return st.builds(
        Term,
        text=name,
        language=st.just(language),
        status=st.sampled_from(TermStatus),
        type=st.sampled_from(TermType),
        part_of_speech=st.sampled_from(["", "noun", "properNoun", "глагол"]),
        gender=st.sampled_from(["", "feminine", "общий"]),
        number=st.sampled_from(["", "plural"]),
        country=st.sampled_from(["", "CL"]),
        case=st.sampled_from([None, *CaseMode]),
        match=st.sampled_from([None, *MatchMode]),
        forms=st.lists(name, max_size=2).map(tuple),
        indeclinable=st.booleans(),
        accepted=st.booleans(),
        enforced=st.booleans(),
        everywhere=st.booleans(),
        context=prose,
        context_source=line,
        replaced_by=line,
        note=prose,
        changed_by=line,
        changed_at=moments,
    )


@st.composite
def concepts(draw: st.DrawFn, ids: list[str]) -> list[Concept]:
    """A concept for each id; what they are related to may be among them or not."""
    drawn = []
    for concept_id in ids:
        languages = draw(st.lists(tags, max_size=3, unique=True))
        reference = st.lists(st.sampled_from([*ids, "nowhere"]), max_size=2).map(tuple)
        drawn.append(
            Concept(
                concept_id,
                terms=tuple(
                    term for tag in languages for term in draw(st.lists(terms(tag), min_size=1, max_size=2))
                ),
                kind=draw(st.sampled_from(ConceptKind)),
                domain=draw(line),
                definitions=_definitions(draw, languages),
                note=draw(prose),
                related=draw(reference),
                not_to_confuse=draw(reference),
                valid_from=draw(st.sampled_from(["", "1897", "1970-11-04"])),
                valid_until=draw(st.sampled_from(["", "1975"])),
            )
        )
    return drawn


def _definitions(draw: st.DrawFn, languages: list[str]) -> tuple[Definition, ...]:
    """Definitions in the order that files keep: those in languages without a term first, then by language."""
    others = [tag for tag in ("de", "la") if tag not in languages]
    return tuple(
        Definition(tag, draw(name), draw(line)) for tag in [*others, *languages] if draw(st.booleans())
    )


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    """Whole glossaries with unique ids, some of which XML does not allow."""
    ids = draw(st.lists(st.one_of(name, st.sampled_from(["c1", "c2", "cordon"])), max_size=3, unique=True))
    title = draw(line)
    own = draw(st.sampled_from(["", "chile-1973", "Чили"]))
    return Glossary(
        own, tuple(draw(concepts(ids))), title="" if title == own else title, description=draw(prose)
    )
