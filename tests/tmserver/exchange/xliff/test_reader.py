"""XLIFF as tools really write it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from tmserver.errors import UnreadableFile
from tmserver.exchange.report import ReadReport, Skipped
from tmserver.exchange.xliff.reader import NO_TARGET, read_xliff
from tmserver.segment import Code, Prop, Status, Unit


def read(body: str, report: ReadReport | None = None, **languages: str) -> list[Unit]:
    """The units of a 1.2 file with this body."""
    data = (
        '<xliff version="1.2"><file original="a.txt" source-language="en" target-language="es">'
        f"<header/><body>{body}</body></file></xliff>"
    )
    return list(read_xliff(io.BytesIO(data.encode()), report, name="a.xlf", **languages))


def read2(body: str) -> list[Unit]:
    """The units of a 2.0 file with this body."""
    data = (
        f'<xliff version="2.0" srcLang="en" trgLang="es"><file id="f" original="b.txt">{body}</file></xliff>'
    )
    return list(read_xliff(io.BytesIO(data.encode())))


def unit(source: str, target: str, attributes: str = "", more: str = "") -> str:
    """One trans-unit."""
    texts = f"<source>{source}</source><target>{target}</target>"
    return f'<trans-unit id="1" {attributes}>{texts}{more}</trans-unit>'


def test_it_works() -> None:
    """Two units with their document, place, neighbours, notes and context."""
    first, second = read(
        unit("One", "Uno", 'resname="k"', "<note>n</note>")
        + "<group><trans-unit id='2'><source>Two</source><target>Dos</target>"
        "<context-group><context context-type='sourcefile'>x.c</context></context-group></trans-unit></group>"
    )
    assert [(v.language, v.text, v.previous, v.next) for v in first.variants] == [
        ("en", "One", "", "Two"),
        ("es", "Uno", "", "Dos"),
    ]
    assert (first.external_id, first.document, first.position, first.source_language) == (
        "1",
        "a.txt",
        1,
        "en",
    )
    assert (first.notes, first.props) == (("n",), (Prop("x-context", "k"),))
    assert second.variants[0].previous == "One"
    assert second.variants[0].next == ""
    assert second.props == (Prop("context:sourcefile", "x.c"),)


def test_proposals_are_never_taken() -> None:
    """Neither alt-trans of 1.2 nor matches of 2.x."""
    proposal = "<alt-trans><source>One</source><target>Un</target></alt-trans>"
    assert [u.variants[1].text for u in read(unit("One", "Uno", more=proposal))] == ["Uno"]
    match = "<mtc:matches><mtc:match><source>One</source><target>Un</target></mtc:match></mtc:matches>"
    report = ReadReport()
    assert read(f"<trans-unit id='1'><source>One</source>{proposal}</trans-unit>", report) == []
    assert report.examples == [Skipped(1, "no translation", "1")]
    segment = "<segment><source>One</source><target>Uno</target></segment>"
    assert [u.variants[1].text for u in read2(f"<unit id='1'>{match}{segment}</unit>")] == ["Uno"]


def test_marked_segments_become_units_of_their_own() -> None:
    """Where both sides have the same ones and nothing stands between them."""
    (first, second) = read(
        "<trans-unit id='7'><source>A. B.</source><seg-source><mrk mtype='seg' mid='1'>A.</mrk> "
        "<mrk mtype='seg' mid='2'>B<g id='3'>.</g></mrk></seg-source>"
        "<target><mrk mtype='seg' mid='1'>X.</mrk> "
        "<mrk mtype='seg' mid='2'>Y.</mrk></target><sdl:seg-defs><sdl:seg id='1' conf='Draft'/>"
        "<sdl:seg id='2' conf='ApprovedSignOff' origin='mt'/></sdl:seg-defs></trans-unit>"
    )
    assert [first.external_id, second.external_id] == ["7:1", "7:2"]
    assert [first.status, second.status] == [Status.DRAFT, Status.REVIEWED]
    assert second.origin == "mt"
    assert second.variants[0].codes == (Code(1, "g", "start", (("id", "3"),)), Code(2, "g", "end"))


@pytest.mark.parametrize(
    "target",
    [
        "<mrk mtype='seg' mid='1'>X.</mrk> and <mrk mtype='seg' mid='2'>Y.</mrk>",
        "<mrk mtype='seg' mid='1'>X. and Y.</mrk>",
        "<g id='1'><mrk mtype='seg' mid='1'>X.</mrk> and <mrk mtype='seg' mid='2'>Y.</mrk></g>",
    ],
)
def test_text_outside_marked_segments_is_not_lost(target: str) -> None:
    """Then the unit is taken whole."""
    (whole,) = read(
        "<trans-unit id='7'><source>A. B.</source><seg-source><mrk mtype='seg' mid='1'>A.</mrk> "
        f"<mrk mtype='seg' mid='2'>B.</mrk></seg-source><target>{target}</target></trans-unit>"
    )
    assert [variant.text for variant in whole.variants] == ["A. B.", "X. and Y."]


def test_segments_of_version_2_and_what_stands_between_them() -> None:
    """Blanks between segments are nobody's; text between them joins them."""
    one = "<segment id='s1' state='final'><source>A.</source><target>X.</target></segment>"
    two = "<segment><source>B<ph id='1' dataRef='d'/></source><target>Y</target></segment>"
    data = "<originalData><data id='d'>&lt;br&gt;</data></originalData>"
    blank = "<ignorable><source> </source></ignorable>"
    first, second = read2(f"<unit id='u' name='k'>{data}{one}{blank}{two}</unit>")
    assert [first.external_id, second.external_id] == ["u:s1", "u:2"]
    assert first.status is Status.REVIEWED
    assert second.variants[0].codes == (
        Code(1, "ph", "whole", (("id", "1"), ("dataRef", "d")), "&lt;br&gt;"),
    )
    spoken = "<ignorable><source> and </source><target> y </target></ignorable>"
    (joined,) = read2(f"<unit id='u'>{one}{spoken}{two}</unit>")
    assert [variant.text for variant in joined.variants] == ["A. and B", "X. y Y"]
    assert joined.variants[0].codes[0].position == 8


@pytest.mark.parametrize(
    ("attributes", "status"),
    [
        ("", Status.TRANSLATED),
        ('approved="yes"', Status.REVIEWED),
        ('approved="no"', Status.TRANSLATED),
        ('mq:status="ManuallyConfirmed"', Status.TRANSLATED),
        ('mq:status="PartiallyEdited" approved="yes"', Status.DRAFT),
        ('m:confirmed="0" m:score="1.0"', Status.DRAFT),
        ('ax:state-name="finished"', Status.REVIEWED),
        ('state="0"', Status.TRANSLATED),
    ],
)
def test_approval_in_the_words_of_each_tool(attributes: str, status: Status) -> None:
    """Undeclared prefixes included."""
    assert read(unit("One", "Uno", attributes))[0].status is status


def test_who_changed_it_and_when() -> None:
    """MemoQ has a date, Phrase milliseconds since 1970."""
    (memoq,) = read(
        unit("a", "b", 'mq:lastchanginguser="Ana" mq:lastchangedtimestamp="2017-01-18T02:29:31Z"')
    )
    assert (memoq.changed_by, memoq.changed_at) == ("Ana", datetime(2017, 1, 18, 2, 29, 31, tzinfo=UTC))
    (phrase,) = read(unit("a", "b", 'm:modified-at="1764247811644"'))
    assert phrase.changed_at == datetime(2025, 11, 27, 12, 50, 11, tzinfo=UTC)


def test_untranslated_segments_are_skipped_and_still_neighbours() -> None:
    """The source before is known even where its translation is not."""
    report = ReadReport()
    (second,) = read("<trans-unit id='0'><source>Zero</source></trans-unit>" + unit("One", "Uno"), report)
    assert [v.previous for v in second.variants] == ["Zero", None]
    assert (second.position, report.read) == (2, 2)


def test_languages_come_from_the_segment_the_file_or_the_caller() -> None:
    """Without any the segment is skipped with a reason."""
    (own,) = read('<trans-unit id="1"><source>a</source><target xml:lang="ru_RU">б</target></trans-unit>')
    assert (own.variants[1].language, own.variants[1].language_as_read) == ("ru-RU", "ru_RU")
    data = b'<xliff><file source-language="en"><body>' + unit("a", "b").encode() + b"</body></file></xliff>"
    report = ReadReport()
    assert list(read_xliff(io.BytesIO(data), report)) == []
    assert report.skipped == {NO_TARGET: 1}
    assert [u.variants[1].language for u in read_xliff(io.BytesIO(data), target="es")] == ["es"]


def test_a_prefix_on_every_element_does_no_harm() -> None:
    """As 24|xliff writes it."""
    data = (
        b'<xlf:xliff><xlf:file source-language="de" target-language="it"><xlf:body><xlf:trans-unit id="1">'
        b"<xlf:source>a</xlf:source><xlf:target><xlf:g id='1'>b</xlf:g></xlf:target></xlf:trans-unit>"
        b"</xlf:body></xlf:file></xlf:xliff>"
    )
    (found,) = read_xliff(io.BytesIO(data))
    assert found.variants[1].text == "b"


def test_other_xml_is_refused() -> None:
    """Before the first unit."""
    with pytest.raises(UnreadableFile, match=r"a translation memory \(TMX\), not XLIFF"):
        read_xliff(io.BytesIO(b"<tmx/>"))
