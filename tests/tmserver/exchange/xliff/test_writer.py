"""XLIFF 2.1 from bilingual units."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from tests.tmserver.exchange.tmx.test_round_trip import variants
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
    <unit id="u1" name="k">
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
    <unit id="u2">
      <segment state="translated">
        <source xml:space="preserve">&lt;</source>
        <target xml:space="preserve">d<ph id="1"/></target>
      </segment>
    </unit>
  </file>
"""
    )
    assert report.written == 2
    assert report.lost == {"names of inline codes, written as ph, pc, sc or ec": 4, "props": 1}


def test_overlapping_codes_become_sc_and_ec() -> None:
    """Pc must nest."""
    codes = tuple(
        Code(place, element, "whole", (("i", i),))
        for place, element, i in [(0, "bpt", "1"), (1, "bpt", "2"), (2, "ept", "1"), (3, "ept", "2")]
    )
    text, _ = written(Unit((Variant("en", "abc", codes), Variant("es", "x"))))
    assert '<sc id="1"/>a<sc id="2"/>b<ec startRef="1"/>c<ec startRef="2"/>' in text


def test_rejected_units_stay_behind_and_no_units_are_a_valid_file() -> None:
    """The schema wants a file with a unit."""
    text, report = written(Unit((Variant("en", "a"), Variant("es", "b")), status=Status.REJECTED))
    assert '<unit id="u1">' in text
    assert report.lost == {"rejected units, left out": 1}


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
