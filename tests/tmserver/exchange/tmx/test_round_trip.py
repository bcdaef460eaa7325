"""What is written is read again as it was."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tmserver.exchange.tmx.schema import faults
from tmserver.exchange.report import ReadReport
from tmserver.exchange.tmx.reader import read_tmx
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.segment import Code, Prop, Status, Unit, Variant

# All that XML can hold.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r&<>\"' ]"),
    max_size=12,
)
SEGMENT = TEXT.filter(str.strip)
SHORT = SEGMENT.filter(lambda text: text == text.strip())
TIME = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 (Hypothesis wants naive bounds)
    lambda time: time.replace(microsecond=0)
)
KIND = st.sampled_from(
    ["client", "x-Context", "tmgr:docname", "x-document", "x-status", "prev", "file", "tmx:odd"]
)
PROPS = st.lists(st.builds(Prop, KIND, TEXT, st.sampled_from(["", "de"])), max_size=3).map(tuple)
WHOLE = st.sampled_from(["ph", "bpt", "ept", "ut", "x"])


FIELDS = [
    "external_id",
    "document",
    "position",
    "source_language",
    "notes",
    "status",
    "origin",
    "created_by",
    "created_at",
    "changed_by",
    "changed_at",
    "usage_count",
]


@st.composite
def variants(draw: st.DrawFn, language: str) -> Variant:
    """A variant with codes at sorted positions, hi around text among them."""
    text = draw(SEGMENT)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    codes = [
        Code(place, draw(WHOLE), "whole", (("i", "1"),), draw(st.sampled_from(["", "&lt;b&gt;", "x"])))
        for place in places
    ]
    if draw(st.booleans()):
        codes = [Code(0, "hi", "start", (("type", "b"),)), *codes, Code(len(text), "hi", "end")]
        codes[1:-1] = [replace(code, attributes=()) if code.element == "ut" else code for code in codes[1:-1]]
    return Variant(
        language,
        text,
        tuple(codes),
        previous=draw(st.none() | TEXT),
        next=draw(st.none() | TEXT),
        notes=tuple(draw(st.lists(TEXT, max_size=2))),
        props=draw(PROPS),
    )


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """A unit in two or three languages."""
    languages = draw(st.sampled_from([["ru", "es"], ["ru", "es-CL", "en"], ["en", "en-US", "en"]]))
    return Unit(
        variants=tuple(draw(variants(language)) for language in languages),
        external_id=draw(TEXT),
        document=draw(st.just("") | SHORT),
        position=draw(st.none() | st.integers(0, 10**9)),
        source_language=draw(st.sampled_from(["", *languages])),
        notes=tuple(draw(st.lists(TEXT, max_size=2))),
        props=draw(PROPS),
        status=draw(st.sampled_from(Status)),
        origin=draw(st.just("") | SHORT),
        created_by=draw(TEXT),
        created_at=draw(st.none() | TIME),
        changed_by=draw(TEXT),
        changed_at=draw(st.none() | TIME),
        usage_count=draw(st.integers(0, 10**6)),
    )


def through(unit: Unit) -> Unit:
    """The unit after writing and reading; what was written is valid TMX."""
    file = io.BytesIO()
    write_tmx([unit], file)
    assert faults(file.getvalue()) == []
    report = ReadReport()
    (again,) = read_tmx(file, report)
    assert not report.warnings
    return again


@given(units())
def test_writing_and_reading_keeps_the_unit(unit: Unit) -> None:
    """Text, fields, context and what tools wrote; and nothing more changes from the second time on."""
    again = through(unit)
    assert [(v.language, v.text, v.notes) for v in again.variants] == [
        (v.language, v.text, v.notes) for v in unit.variants
    ]
    for was, now in zip(unit.variants, again.variants, strict=True):
        assert was.previous in {None, now.previous}
        assert was.next in {None, now.next}
    for name in FIELDS:
        assert getattr(again, name) == getattr(unit, name), name
    kept = {prop for prop in unit.props if prop.type in {"client", "x-Context", "tmgr:docname", "tmx:odd"}}
    assert kept <= set(again.props)
    assert through(again) == again


FOREIGN = (
    Code(0, "xlf:g", "start", (("id", "1"), ("ctype", "x-<b>"))),
    Code(0, "x", "whole", (("id", "2"),)),
    Code(3, "mrk", "start", (("mtype", "x-a"),)),
    Code(4, "xlf:g", "end"),
)


@pytest.mark.parametrize(
    "codes",
    [
        (
            Code(1, "ph", "whole", (("id", "ph0"),), "&lt;b&gt;"),
            Code(2, "bpt", "whole", (("rid", "7"),), "{"),
        ),
        (
            Code(0, "sc", "whole", (("id", "1"), ("fs:fs", "b")), "&lt;b&gt;"),
            Code(4, "t5:n", "whole", (("n", "1"),)),
        ),
        (FOREIGN[0], FOREIGN[1], FOREIGN[3]),
    ],
)
def test_codes_of_other_formats_come_back_as_they_were(codes: tuple[Code, ...]) -> None:
    """In files of ours; other programs read what TMX has for them."""
    unit = Unit((Variant("ru", "а&бв", codes), Variant("es", "hoy", codes[:1])), source_language="ru")
    again = through(unit)
    assert again.variants[0] == unit.variants[0]
    assert through(again) == again


def test_codes_that_nest_in_no_xml_stay_tmx_s() -> None:
    """Nothing says what they were, and the text is whole."""
    again = through(Unit((Variant("ru", "а&бв", FOREIGN), Variant("es", "hoy")), source_language="ru"))
    assert again.variants[0].text == "а&бв"
    assert {code.element for code in again.variants[0].codes} <= {"bpt", "ept", "it", "ph"}


def test_a_segment_changed_since_keeps_its_own_codes() -> None:
    """Somebody took a code out of seg, another tool took the file over: what seg says counts."""
    unit = Unit((Variant("ru", "дом", FOREIGN[1:2]), Variant("es", "casa")), source_language="ru")
    file = io.BytesIO()
    write_tmx([unit], file)
    seg = re.compile(b"<seg>(<ph.*</ph>)")
    assert len(seg.findall(file.getvalue())) == 1
    (edited,) = read_tmx(io.BytesIO(seg.sub(b"<seg>", file.getvalue())))
    assert edited.variants[0] == Variant("ru", "дом")
    foreign = file.getvalue().replace(b'creationtool="tmserver"', b'creationtool="OmegaT"')
    (taken,) = read_tmx(io.BytesIO(foreign))
    assert [code.element for code in taken.variants[0].codes] == ["ph"]
    assert through(taken).variants[0].codes == taken.variants[0].codes


@given(units())
def test_codes_of_tmx_come_back_as_they_were(unit: Unit) -> None:
    """In their places, with attributes and content, where TMX has them."""
    native = [
        replace(v, codes=tuple(code for code in v.codes if code.element in {"ph", "bpt", "ept", "hi"}))
        for v in unit.variants
    ]
    native = [
        replace(v, codes=tuple(replace(c, attributes=()) if c.element == "ph" else c for c in v.codes))
        for v in native
    ]
    again = through(replace(unit, variants=tuple(native)))
    assert [v.codes for v in again.variants] == [v.codes for v in native]
