"""TMX as tools really write it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from tmserver.errors import UnreadableFile
from tmserver.exchange.report import ReadReport, Skipped
from tmserver.exchange.tmx.reader import read_tmx
from tmserver.segment import Code, Prop, Status, Unit, Variant


def read(body: str, header: str = '<header srclang="en"/>', report: ReadReport | None = None) -> list[Unit]:
    """The units of a file with this body."""
    data = f"<tmx>{header}<body>{body}</body></tmx>".encode()
    return list(read_tmx(io.BytesIO(data), report, name="a.tmx"))


def tuv(language: str, segment: str, more: str = "", attributes: str = "") -> str:
    """One variant."""
    return f'<tuv xml:lang="{language}" {attributes}>{more}<seg>{segment}</seg></tuv>'


PAIR = tuv("en", "Yes") + tuv("es", "Sí")


def one(tu: str, header: str = '<header srclang="en"/>') -> Unit:
    """The only unit."""
    (unit,) = read(tu, header)
    return unit


def test_it_works() -> None:
    """A unit with its attributes, notes and props."""
    unit = one(
        '<tu tuid="7" creationdate="20010203T040506Z" creationid="Ana" changedate="20020304T050607Z"'
        ' changeid="Иван" usagecount="3"><note>n</note>'
        f'<prop type="client">X</prop><prop type="client">Y</prop>{PAIR}</tu>'
    )
    assert unit == Unit(
        variants=(Variant("en", "Yes"), Variant("es", "Sí")),
        external_id="7",
        source_language="en",
        notes=("n",),
        props=(Prop("client", "X"), Prop("client", "Y")),
        created_by="Ana",
        created_at=datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC),
        changed_by="Иван",
        changed_at=datetime(2002, 3, 4, 5, 6, 7, tzinfo=UTC),
        usage_count=3,
    )


def test_inline_codes_are_kept_and_text_around_unknown_ones_is_not_lost() -> None:
    """Native code is no text; what hi and foreign elements enclose is."""
    unit = one(
        "<tu>"
        + tuv(
            "en",
            'a<bpt i="1" x="2">&lt;b&gt;<sub>alt</sub></bpt>b<ept i="1"/><hi type="y">c<ph/>d</hi>'
            '<t5:n id="1"/>e<ref>f</ref>g',
        )
        + tuv("es", "x")
        + "</tu>"
    )
    assert unit.variants[0].text == "abcdefg"
    assert unit.variants[0].codes == (
        Code(1, "bpt", "whole", (("i", "1"), ("x", "2")), "&lt;b&gt;<sub>alt</sub>"),
        Code(2, "ept", "whole", (("i", "1"),)),
        Code(2, "hi", "start", (("type", "y"),)),
        Code(3, "ph"),
        Code(4, "hi", "end"),
        Code(4, "t5:n", "whole", (("id", "1"),)),
        Code(5, "ref", "start"),
        Code(6, "ref", "end"),
    )


@pytest.mark.parametrize(
    ("header", "unit", "languages", "source"),
    [
        ("en-GB", "", "en-GB es", "en-GB"),
        ("en-GB", "", "en-US es", "en-US"),
        ("en-GB", "", "es en", "en"),
        ("zh-CN", "en-us", "zh-CN en-US", "en-US"),
        ("de", "en", "de en-US", "en-US"),
        ("fr", "", "es en", "es"),
        ("*all*", "", "es en", ""),
        ("*ALL*", "en", "es en", "en"),
        ("en", "*all*", "es en", ""),
        ("", "", "es en", ""),
        ("en_US", "", "es EN-US", "en-US"),
    ],
)
def test_source_language(header: str, unit: str, languages: str, source: str) -> None:
    """Of the unit, else of the header, exact or by primary subtag, else the first; *all* is none."""
    body = "".join(tuv(language, "x") for language in languages.split())
    attribute = f'srclang="{unit}"' if unit else ""
    assert one(f"<tu {attribute}>{body}</tu>", f'<header srclang="{header}"/>').source_language == source


def test_languages_are_normalised_and_kept_as_read() -> None:
    """lang= counts as well as xml:lang=, names become codes, unknown codes stay with a warning."""
    report = ReadReport()
    (unit,) = read(
        f'<tu><tuv lang="EN_us"><seg>a</seg></tuv>{tuv("French", "b")}{tuv("xx", "c")}{tuv("xx", "d")}</tu>',
        report=report,
    )
    assert [(v.language, v.language_as_read) for v in unit.variants] == [
        ("en-US", "EN_us"),
        ("fr", "French"),
        ("xx", ""),
        ("xx", ""),
    ]
    assert report.warnings == {"The language code 'xx' is not known; it was kept.": 2}


def test_skipped_units_are_reported_with_line_and_reason() -> None:
    """Nothing is left out silently."""
    report = ReadReport()
    units = read(
        f"\n<tu tuid='a'>{tuv('en', 'x')}</tu>\n<tu>{tuv('en', 'x')}{tuv('en', 'y')}</tu>\n"
        f"<tu>{tuv('en', 'x')}{tuv('es', ' ')}</tu>\n<tu>{PAIR}{tuv('ru', '')}</tu><tu/>",
        report=report,
    )
    assert [variant.language for variant in units[0].variants] == ["en", "es"]
    assert report.skipped == {"one language only": 3, "no text in two languages": 1}
    assert report.examples == [
        Skipped(2, "one language only", "a"),
        Skipped(3, "one language only"),
        Skipped(4, "no text in two languages"),
        Skipped(5, "one language only"),
    ]
    assert (report.read, report.line) == (5, 5)
    assert report.warnings == {"A variant without text was left out.": 1}


def test_neighbours_follow_from_document_and_position_and_lines_from_the_units() -> None:
    """One unit is read ahead, and the report still says the line of the one in hand."""
    report = ReadReport()
    body = "".join(
        f"\n<tu>{prop('x-document', 'd')}{prop('x-position', place)}{tuv('en', place)}{tuv('es', 'x')}</tu>"
        for place in "12"
    )
    data = f"<tmx><header/><body>{body}</body></tmx>".encode()
    seen = [
        (unit.variants[0].previous, unit.variants[0].next, report.line)
        for unit in read_tmx(io.BytesIO(data), report)
    ]
    assert seen == [("", "2", 2), ("1", None, 3)]


def test_order_of_children_and_names_of_attributes_do_not_matter() -> None:
    """Notes after the variants (po2tmx), props after seg (Okapi), name= for type= (Zanata), id= for tuid."""
    russian = '<tuv xml:lang="ru"><seg>Да</seg><prop name="p">v</prop></tuv>'
    unit = one(f'<tu id="u">{PAIR}{russian}<note>late</note></tu>')
    assert (unit.external_id, unit.notes) == ("u", ("late",))
    assert unit.variants[2].props == (Prop("p", "v"),)


def test_dates_of_variants_count_for_the_unit_and_bad_dates_stay_as_they_are() -> None:
    """OmegaT writes them on the translation; what is no date is kept raw."""
    omegat = one(
        "<tu>"
        + tuv("en", "a", attributes='creationdate="20100101T000000Z"')
        + tuv("es", "b", attributes='changedate="20120101T000000Z" changeid="Ana"')
        + "</tu>"
    )
    assert (omegat.changed_by, omegat.changed_at) == ("Ana", datetime(2012, 1, 1, tzinfo=UTC))
    assert omegat.created_at == datetime(2010, 1, 1, tzinfo=UTC)
    assert not omegat.variants[1].props
    bad = one(f'<tu creationdate="Wed Aug 20 19:33:38 2014" creationid="MT!">{PAIR}</tu>')
    assert (bad.created_at, bad.created_by) == (None, "MT!")
    assert bad.props == (Prop("tmx:creationdate", "Wed Aug 20 19:33:38 2014"),)


def test_other_attributes_are_kept_as_props_unless_the_header_says_the_same() -> None:
    """Of unit and variant."""
    variants = tuv("en", "a", attributes='ex:s="1"') + tuv("es", "b")
    unit = one(
        f'<tu datatype="html" segtype="block" lastusagedate="x">{variants}</tu>',
        '<header srclang="en" datatype="html"/>',
    )
    assert unit.props == (Prop("tmx:segtype", "block"), Prop("tmx:lastusagedate", "x"))
    assert unit.variants[0].props == (Prop("tmx:ex:s", "1"),)


def prop(kind: str, value: str) -> str:
    """One prop."""
    return f'<prop type="{kind}">{value}</prop>'


@pytest.mark.parametrize(
    ("kind", "value", "field", "told"),
    [
        ("x-document", "a.txt", "document", "a.txt"),
        ("x-document", " ", "document", ""),
        ("file", "a.txt", "document", "a.txt"),
        ("Txt::FileName", "a.txt", "document", "a.txt"),
        ("tmgr:docname", "a.txt", "document", "a.txt"),
        ("x-position", "7", "position", 7),
        ("x-position", "-7", "position", None),
        ("x-status", "reviewed", "status", Status.REVIEWED),
        ("x-ConfirmationLevel", "Draft", "status", Status.DRAFT),
        ("x-ConfirmationLevel", "ApprovedSignOff", "status", Status.REVIEWED),
        ("x-ConfirmationLevel", "RejectedTranslation", "status", Status.REJECTED),
        ("x-MateCAT-status", "APPROVED", "status", Status.REVIEWED),
        ("origin", "MT", "origin", "MT"),
        ("id", "k1", "external_id", "k1"),
    ],
)
def test_props_of_tools_tell_fields(kind: str, value: str, field: str, told: object) -> None:
    """Document, position, status, origin and id, each in the words of its tool."""
    assert getattr(one(f"<tu>{prop(kind, value)}{PAIR}</tu>"), field) == told


def test_context_of_omegat_belongs_to_the_source_and_that_of_memoq_to_its_variant() -> None:
    """The codes in memoQ's context are no text."""
    omegat = one(f"<tu>{prop('prev', '')}{prop('next', 'Next')}{PAIR}</tu>")
    assert [(v.previous, v.next) for v in omegat.variants] == [("", "Next"), (None, None)]
    assert omegat.props == ()
    memoq = one(
        "<tu>"
        + tuv("en", "a")
        + tuv("es", "b", prop("x-context-pre", "&lt;seg&gt;1 &amp;lt; &lt;ph&gt;2&lt;/ph&gt;&lt;/seg&gt;"))
        + "</tu>"
    )
    assert memoq.variants[1].previous == "1 < 2"
    assert len(memoq.variants[1].props) == 1


@pytest.mark.parametrize(
    ("content", "before"),
    [
        ("Open it. |  | Ábralo. | ", ("Open it.", "Ábralo.")),
        ("a || b |  | c||d |", ("a | b", "c|d")),
        ("Bold. | AAEAAAD/ | Negrita. | ", (None, "Negrita.")),
        (" |  |  | ", (None, None)),
        ("some text | text | more", (None, None)),
    ],
)
def test_context_of_trados_is_the_segment_before(content: str, before: tuple[str | None, str | None]) -> None:
    """Where it is text and the only one; its numbers stay props, and so does all it said."""
    props = prop("x-Context", "-26, 21") + prop("x-ContextContent", content)
    unit = one(f"<tu>{props}{PAIR}</tu>")
    assert tuple((v.previous, v.next) for v in unit.variants) == ((before[0], None), (before[1], None))
    assert [each.type for each in unit.props] == ["x-Context", "x-ContextContent"]
    twice = one(f"<tu>{props}{props}{PAIR}</tu>")
    assert {v.previous for v in twice.variants} == {None}


def test_context_of_trados_on_both_sides_is_of_the_source() -> None:
    """As the header says."""
    header = f"<header srclang='es'>{prop('x-TextContextMatchType', 'PrecedingAndFollowingSource')}</header>"
    unit = one(f"<tu>{prop('x-ContextContent', 'Antes. |  | Después. | ')}{PAIR}</tu>", header)
    assert [(v.previous, v.next) for v in unit.variants] == [(None, None), ("Antes.", "Después.")]


def test_indentation_inside_every_segment_is_taken_off_and_other_blanks_stay() -> None:
    """Google Translator Toolkit pretty-prints; MultiTrans means its blanks."""
    report = ReadReport()
    printed = tuv("en", "\n  <![CDATA[a &lt; b]]><ph/>\n") + tuv("es", "\n  c\n")
    meant = tuv("en", " a ") + tuv("es", "\nb\n")
    units = read(f"<tu>{printed}</tu><tu>{meant}</tu>", report=report)
    assert [[v.text for v in unit.variants] for unit in units] == [["a &lt; b", "c"], [" a ", "\nb\n"]]
    assert units[0].variants[0].codes == (Code(8, "ph"),)
    assert sum(report.warnings.values()) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<map/>", "a.tmx:1:1: This is a map of the Tiled editor, not TMX."),
        (b"<tmx><body><tu></body></tmx>", "a.tmx:1:18: An end tag does not match its start tag."),
        (b"", "a.tmx: The file is empty."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_before_its_first_unit(data: bytes, message: str) -> None:
    """With file, line, column and reason."""
    with pytest.raises(UnreadableFile) as caught:
        read_tmx(io.BytesIO(data), name="a.tmx")
    assert str(caught.value) == message
