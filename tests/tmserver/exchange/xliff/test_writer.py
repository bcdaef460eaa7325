"""XLIFF 2.1 from bilingual units."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tmserver.exchange.report import WriteReport
from tmserver.exchange.xliff.reader import read_xliff
from tmserver.exchange.xliff.writer import write_xliff
from tmserver.segment import Code, Prop, Status, Unit, Variant


def written(*units: Unit) -> tuple[str, WriteReport]:
    """What stands in the xliff element, and the report."""
    file = io.BytesIO()
    report = write_xliff(units, file, source="en", target="es")
    text = file.getvalue().decode()
    return text[text.index("\n", 60) + 1 : text.index("</xliff>")], report


def test_it_works() -> None:
    """A file for each document, status as state, native codes as original data with one id on both sides."""
    first = Unit(
        (
            Variant(
                "en",
                "a b",
                (Code(0, "bpt", "whole", (("i", "1"),), "&lt;b&gt;"), Code(1, "ept", "whole", (("i", "1"),))),
            ),
            Variant(
                "es",
                "c",
                (Code(0, "bpt", "whole", (("i", "1"),), "&lt;b&gt;"), Code(1, "ept", "whole", (("i", "1"),))),
            ),
        ),
        external_id="k",
        document="a.txt",
        notes=("n",),
        status=Status.REVIEWED,
    )
    second = Unit(
        (Variant("en", "<"), Variant("es", "d", (Code(1, "ph"),))), document="b.txt", props=(Prop("p", ""),)
    )
    text, report = written(first, second)
    assert (
        text
        == """\
  <file id="f1" original="a.txt">
    <unit id="k">
      <notes>
        <note>n</note>
      </notes>
      <originalData>
        <data id="d1">&lt;b&gt;</data>
      </originalData>
      <segment state="reviewed">
        <source xml:space="preserve"><pc id="1" dataRefStart="d1">a</pc> b</source>
        <target xml:space="preserve"><pc id="1" dataRefStart="d1">c</pc></target>
      </segment>
    </unit>
  </file>
  <file id="f2" original="b.txt">
    <unit id="tmserver-1">
      <segment state="translated">
        <source xml:space="preserve">&lt;</source>
        <target xml:space="preserve">d<ph id="1"/></target>
      </segment>
    </unit>
  </file>
"""
    )
    assert report.written == 2
    assert report.lost == {
        "names of inline codes, written as ph, pc, sc or ec": 4,
        "props": 1,
        "positions other than in the order of the file": 2,
        "neighbours other than in the order of the file": 8,
    }


def test_overlapping_codes_become_sc_and_ec() -> None:
    """Pc must nest."""
    codes = tuple(
        Code(place, element, "whole", (("i", i),))
        for place, element, i in [(0, "bpt", "1"), (1, "bpt", "2"), (2, "ept", "1"), (3, "ept", "2")]
    )
    text, _ = written(Unit((Variant("en", "abc", codes), Variant("es", "x"))))
    assert '<sc id="1"/>a<sc id="2"/>b<ec startRef="1"/>c<ec startRef="2"/>' in text


def test_an_end_whose_other_end_is_elsewhere_stays_one() -> None:
    """Isolated, as XLIFF 2.1 says it."""
    codes = (Code(0, "ept", "whole", (("i", "1"), ("type", "bold"))), Code(1, "sc", "whole", (("id", "2"),)))
    text, report = written(Unit((Variant("en", "a", codes), Variant("es", "b"))))
    assert '<ec id="1" isolated="yes"/>a<sc id="2" isolated="yes"/>' in text
    assert report.lost["attributes of inline codes"] == 1


def test_ids_contexts_and_positions_come_back() -> None:
    """An id that cannot stand as one stays as the name, and who had none gets none."""
    ids = ["k.1", "k.1", "two words", "", "tmserver-1"]
    units = [
        Unit((Variant("en", "a"), Variant("es", "b")), external_id=each, document="d", position=place)
        for place, each in enumerate(ids, 1)
    ]
    in_context = replace(units[0], external_id="c", props=(Prop("x-context", "menu"),), position=6)
    file = io.BytesIO()
    report = write_xliff([*units, in_context], file, source="en", target="es")
    again = [(unit.external_id, [prop.value for prop in unit.props]) for unit in read_xliff(file)]
    assert again == [
        ("k.1", []),
        ("", ["k.1"]),
        ("", ["two words"]),
        ("", []),
        ("", ["tmserver-1"]),
        ("c", ["menu"]),
    ]
    assert report.lost["ids that repeat or that XML does not take"] == 3
    assert report.lost["positions other than in the order of the file"] == 0


def test_only_neighbours_that_the_order_shows_otherwise_are_lost() -> None:
    """A unit that was filtered out is missed on both sides; the ends of a document are told too."""
    first = Unit((Variant("en", "a", previous="", next="x"), Variant("es", "b", previous="", next="y")))
    last = Unit((Variant("en", "c", previous="a", next=""), Variant("es", "d", previous="b", next="")))
    assert written(first, last)[1].lost["neighbours other than in the order of the file"] == 2
    unknown = Unit((Variant("en", "c"), Variant("es", "d")))
    assert written(unknown)[1].lost["neighbours other than in the order of the file"] == 4


def test_rejected_units_stay_behind_and_no_units_are_a_valid_file() -> None:
    """The schema wants a file with a unit."""
    text, report = written(Unit((Variant("en", "a"), Variant("es", "b")), status=Status.REJECTED))
    assert '<unit id="u1">' in text
    assert report.lost == {"rejected units, left out": 1}


# Few characters, of all kinds that XML treats differently: a text of any of Unicode is slow to draw.
TEXT = st.text(st.sampled_from("ab &<>]\"'\r\n\té\u2028\U0001f600"), max_size=8).filter(str.strip)
CODES = st.tuples(st.sampled_from(["ph", "bpt", "ept", "ut", "x"]), st.sampled_from(["", "&lt;b&gt;", "x"]))


@st.composite
def variants(draw: st.DrawFn, language: str) -> Variant:
    """A variant with codes at sorted places, perhaps hi around all."""
    text = draw(TEXT)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    codes = [
        Code(place, name, "whole", (("i", "1"),), held) for place in places for name, held in [draw(CODES)]
    ]
    if draw(st.booleans()):
        codes = [Code(0, "hi", "start"), *codes, Code(len(text), "hi", "end")]
    return Variant(language, text, tuple(codes))


@given(
    st.lists(
        st.builds(lambda *pair: Unit(pair, source_language="en"), variants("en"), variants("es")), max_size=3
    )
)
def test_texts_and_the_number_of_codes_come_back(units: list[Unit]) -> None:
    """In their order and places."""
    file = io.BytesIO()
    write_xliff(units, file, source="en", target="es")
    again = list(read_xliff(file))
    assert [[(v.language, v.text) for v in unit.variants] for unit in again] == [
        [(v.language, v.text) for v in unit.variants] for unit in units
    ]
    assert [[[c.position for c in v.codes] for v in unit.variants] for unit in again] == [
        [[c.position for c in v.codes] for v in unit.variants] for unit in units
    ]
