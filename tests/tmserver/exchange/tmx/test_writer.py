"""TMX that other tools accept."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime

from tests.tmserver.exchange.tmx.schema import faults
from tmserver.exchange.report import WriteReport
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.segment import Code, Prop, Status, Unit, Variant

FULL = Unit(
    variants=(
        Variant("ru", "Да", (Code(1, "bpt", "whole", (("i", "1"),), "&lt;b&gt;"),), previous="", next="Нет"),
        Variant("es-CL", "Sí", props=(Prop("tmx:changedate", "20200101T000000Z"),), notes=("nota",)),
        Variant("en", "Yes & <no>\r\n"),
    ),
    external_id="u1",
    document="chile",
    position=3,
    source_language="ru",
    notes=("n",),
    props=(Prop("client", "Ü", "de"), Prop("tmx:segtype", "block"), Prop("tmx:odd", "1")),
    status=Status.REVIEWED,
    origin="MT",
    created_by="Ana",
    created_at=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
    changed_by="Иван",
    changed_at=datetime(1965, 1, 2, tzinfo=UTC),
    usage_count=2,
)


def written(units: Iterable[Unit], level: int = 2, source: str = "*all*") -> tuple[str, WriteReport]:
    """The file's text, found valid, and the report."""
    file = io.BytesIO()
    report = write_tmx(units, file, level=level, source=source)
    assert faults(file.getvalue()) == []
    return file.getvalue().decode(), report


def test_it_works() -> None:
    """All of a unit, indented around its segments and never inside them."""
    text, report = written([FULL])
    assert (
        text[text.index("    <tu") :]
        == """\
    <tu tuid="u1" srclang="ru" creationdate="20200102T030405Z" creationid="Ana" changedate="19650102T000000Z"\
 changeid="Иван" usagecount="2" segtype="block">
      <note>n</note>
      <prop type="x-document">chile</prop>
      <prop type="x-position">3</prop>
      <prop type="x-status">reviewed</prop>
      <prop type="x-origin">MT</prop>
      <prop type="prev"></prop>
      <prop type="next">Нет</prop>
      <prop type="client" xml:lang="de">Ü</prop>
      <prop type="tmx:odd">1</prop>
      <tuv xml:lang="ru">
        <prop type="x-context-pre">&lt;seg&gt;&lt;/seg&gt;</prop>
        <prop type="x-context-post">&lt;seg&gt;Нет&lt;/seg&gt;</prop>
        <seg>Д<bpt i="1">&lt;b&gt;</bpt>а</seg>
      </tuv>
      <tuv xml:lang="es-CL" changedate="20200101T000000Z">
        <note>nota</note>
        <seg>Sí</seg>
      </tuv>
      <tuv xml:lang="en"><seg>Yes &amp; &lt;no&gt;&#13;
</seg></tuv>
    </tu>
  </body>
</tmx>
"""
    )
    assert report == WriteReport(1)


def test_no_units_are_a_valid_file() -> None:
    """An empty export is still TMX."""
    assert written([])[1] == WriteReport(0)


def test_level_1_is_plain_text_and_says_what_it_drops() -> None:
    """The text stays whole."""
    text, report = written([FULL], level=1)
    assert "<seg>Да</seg>" in text
    assert report.lost == {"inline codes (level 1 is plain text)": 1}


def coded(*codes: Code) -> tuple[str, WriteReport]:
    """The segment of "ab" with these codes, and the report."""
    text, report = written([Unit((Variant("en", "ab", codes), Variant("es", "c")))])
    return text[text.index("<seg>") + 5 : text.index("</seg>")], report


def test_codes_of_other_formats_leave_as_what_tmx_has() -> None:
    """As ph where empty, a pair around text, an isolated end where the other is missing; counted."""
    assert (
        coded(Code(1, "t5:n", "whole", (("r", '"'),)))[0]
        == 'a<ph type="x-t5:n">&lt;t5:n r="&amp;quot;"/&gt;</ph>b'
    )
    segment, report = coded(
        Code(0, "bpt", attributes=(("i", "4"),)), Code(0, "g", "start", (("id", "1"),)), Code(1, "g", "end")
    )
    assert segment == (
        '<bpt i="4"/><bpt i="5" type="x-g">&lt;g id="1"&gt;</bpt>a<ept i="5">&lt;/g&gt;</ept>b'
    )
    assert report.lost == {"inline codes of another format, written as bpt, ept or it": 2}
    assert coded(Code(1, "hi", "end"))[0] == 'a<it pos="end" type="x-hi">&lt;/hi&gt;</it>b'


def test_hi_stays_hi_when_it_nests() -> None:
    """With the codes inside."""
    codes = (Code(0, "hi", "start", (("type", "b"), ("bad", "1"))), Code(1, "ph"), Code(2, "hi", "end"))
    assert coded(*codes)[0] == '<hi type="b">a<ph/>b</hi>'


def test_required_attributes_are_supplied_and_foreign_ones_counted() -> None:
    """Smartcat's bpt has no i, GlobalSight's has more than the schema allows."""
    segment, report = coded(Code(0, "bpt", attributes=(("isTranslate", "true"),)), Code(1, "it"))
    assert segment == '<bpt i="1"/>a<it pos="begin"/>b'
    assert report.lost == {"attributes of inline codes that TMX does not have": 1}


def test_content_that_would_break_the_file_is_escaped() -> None:
    """A code may come from anywhere; only text and sub may stand in it."""
    assert coded(Code(0, "ph", content="</seg><x>"))[0] == "<ph>&lt;/seg&gt;&lt;x&gt;</ph>ab"
    assert coded(Code(0, "ph", content="a & b"))[0] == "<ph>a &amp; b</ph>ab"
    assert coded(Code(0, "ph", content="<b>x</b>"))[0] == "<ph>&lt;b&gt;x&lt;/b&gt;</ph>ab"
    assert coded(Code(0, "ph", content="<sub>x<hi>y</hi></sub>"))[0] == "<ph><sub>x<hi>y</hi></sub></ph>ab"


def test_positions_beyond_the_text_and_out_of_order_lose_nothing() -> None:
    """The text is written once and whole."""
    assert coded(Code(9, "ph"), Code(1, "ph"))[0] == "ab<ph/><ph/>"


def test_what_xml_cannot_hold_is_taken_out_and_counted() -> None:
    """Controls and lone surrogates, wherever they stand."""
    _, report = written([Unit((Variant("en", "a\x00\ud800"), Variant("es", "\x1bb")), created_by="\uffff")])
    assert report.lost == {"characters that XML cannot hold, taken out": 4}


def test_a_unit_names_its_source_where_it_differs_from_the_header() -> None:
    """So a file with one source needs no srclang on its units."""
    pair = (Variant("en", "a"), Variant("es", "b"))
    text, _ = written([Unit(pair, source_language=tag) for tag in ("en", "es", "")], source="en")
    assert [line.strip() for line in text.splitlines() if "<tu" in line and "tuv" not in line] == [
        "<tu>",
        '<tu srclang="es">',
        '<tu srclang="*all*">',
    ]
