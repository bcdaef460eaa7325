"""TBX of every version and dialect met is read, and what has no field is kept in notes."""

from __future__ import annotations

import io

import pytest

from glossary.concept import CaseMode, Concept, Definition, MatchMode, Term, TermStatus, TermType
from glossary.formats.errors import FormatError
from glossary.formats.remarks import GlossaryReading
from glossary.formats.tbx import read_tbx


def read(text: str) -> GlossaryReading:
    """A file given as text."""
    return read_tbx(io.BytesIO(text.encode()), name="terms.tbx")


def entries(body: str, root: str = "martif", attributes: str = 'xml:lang="en"') -> tuple[Concept, ...]:
    """The concepts of the entries of a file."""
    return read(f"<{root} {attributes}><text><body>{body}</body></text></{root}>").glossary.concepts


def term(inside: str) -> Term:
    """The one term of an entry in which ``inside`` stands beside the term «кордон»."""
    (concept,) = entries(
        '<termEntry id="c"><langSet xml:lang="ru"><tig><term>кордон</term>'
        f"{inside}</tig></langSet></termEntry>"
    )
    return concept.terms[0]


def test_version_2_with_groups() -> None:
    """ntig, termGrp, descripGrp with its source, and a DOCTYPE that is never fetched."""
    reading = read(
        """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en">
  <martifHeader><fileDesc><titleStmt><title>Chile</title></titleStmt>
    <sourceDesc><p>History</p></sourceDesc></fileDesc></martifHeader>
  <text><body>
    <termEntry id="c1">
      <descrip type="subjectField">history</descrip>
      <langSet xml:lang="es">
        <descripGrp><descrip type="definition">sublevación de un
             regimiento</descrip><admin type="source">Prensa</admin></descripGrp>
        <ntig><termGrp><term id="t1">Tancazo</term>
          <termNote type="termType">variant</termNote><termNote type="grammaticalGender">masculine</termNote>
        </termGrp><descrip type="context">el Tancazo del 29 de junio</descrip></ntig>
      </langSet>
    </termEntry>
  </body></text>
</martif>"""
    )
    assert (reading.glossary.title, reading.glossary.description) == ("Chile", "History")
    assert reading.glossary.concepts == (
        Concept(
            "c1",
            (
                Term(
                    "Tancazo",
                    "es",
                    type=TermType.VARIANT,
                    gender="masculine",
                    context="el Tancazo del 29 de junio",
                ),
            ),
            domain="history",
            definitions=(Definition("es", "sublevación de un regimiento", "Prensa"),),
        ),
    )
    assert reading.remarks == ()


def test_version_3_with_categories_as_elements() -> None:
    """DCT: the category is the element's name in a namespace."""
    (concept,) = entries(
        """<conceptEntry id="c1">
          <min:subjectField>history</min:subjectField><basic:definition>танковый мятеж</basic:definition>
          <langSec xml:lang="ru"><termSec><term>танкасо</term>
            <min:partOfSpeech>noun</min:partOfSpeech>
            <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
            <basic:termType>shortForm</basic:termType></termSec></langSec>
        </conceptEntry>""",
        "tbx",
        'xmlns="urn:iso:std:iso:30042:ed-2" style="dct" type="TBX-Basic" xml:lang="ru" '
        'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"',
    )
    assert concept == Concept(
        "c1",
        (Term("танкасо", "ru", TermStatus.PREFERRED, TermType.SHORT, part_of_speech="noun"),),
        domain="history",
        definitions=(Definition("ru", "танковый мятеж"),),
    )


def test_tbx_min_of_2013() -> None:
    """Plain elements, a root in capitals, notes as key and value."""
    (concept,) = entries(
        """<termEntry id="c1"><subjectField>history</subjectField><langSet xml:lang="en">
          <tig><term>coup</term><termStatus>obsolete</termStatus><noteGrp><note>
            <noteKey>usage</noteKey><noteValue>not the mutiny</noteValue></note></noteGrp></tig>
        </langSet></termEntry>""",
        "TBX",
        'dialect="TBX-Min"',
    )
    assert concept.terms == (Term("coup", "en", TermStatus.DEPRECATED, note="usage: not the mutiny"),)


@pytest.mark.parametrize(
    ("category", "value", "status"),
    [
        ("administrativeStatus", "preferredTerm-admn-sts", TermStatus.PREFERRED),
        ("administrativeStatus", "admittedTerm-admn-sts", TermStatus.ADMITTED),
        ("administrativeStatus", "deprecatedTerm-admn-sts", TermStatus.DEPRECATED),
        ("administrativeStatus", "supersededTerm-admn-sts", TermStatus.DEPRECATED),
        ("administrativeStatus", "preferredTermAdmnSts", TermStatus.PREFERRED),
        ("administrativeStatus", "obsolete", TermStatus.DEPRECATED),
        ("administrativeStatus", "not recommended", TermStatus.DEPRECATED),
        ("administrativeStatus", "forbidden", TermStatus.FORBIDDEN),
        ("normativeAuthorization", "deprecatedTerm", TermStatus.DEPRECATED),
        ("normativeAuthorization", "standardizedTerm", TermStatus.PREFERRED),
        ("processStatus", "provisionallyProcessed", TermStatus.PROPOSED),
        ("processStatus", "finalized", TermStatus.ADMITTED),
        ("status", "Approved", TermStatus.ADMITTED),
        ("forbidden", "true", TermStatus.FORBIDDEN),
        ("preferred", "TRUE", TermStatus.PREFERRED),
        ("preferred", "false", TermStatus.ADMITTED),
    ],
)
def test_every_spelling_of_a_status(category: str, value: str, status: TermStatus) -> None:
    """The picklists of the standards, their variants without hyphens, plain words, flags of tools."""
    assert term(f'<termNote type="{category}">{value}</termNote>') == Term("кордон", "ru", status)


@pytest.mark.parametrize("order", [1, -1])
def test_the_stronger_status_wins(order: int) -> None:
    """Phrase writes forbidden=true beside status=Approved; the order does not matter."""
    notes = [
        '<termNote type="forbidden">true</termNote>',
        '<termNote type="administrativeStatus">preferred</termNote>',
        '<termNote type="status">Approved</termNote>',
    ]
    assert term("".join(notes[::order])).status is TermStatus.FORBIDDEN


def test_the_flags_of_phrase() -> None:
    """Exact matches and case are fields of ours; a time in milliseconds becomes an ISO one."""
    read_term = term(
        '<termNote type="exactMatch">true</termNote><termNote type="caseSensitive">true</termNote>'
        '<termNote type="lastModifiedBy">GB</termNote><termNote type="termId">9Z</termNote>'
        '<termNote type="lastModifiedAt">1537412089440</termNote>'
    )
    assert read_term == Term(
        "кордон",
        "ru",
        match=MatchMode.EXACT,
        case=CaseMode.EXACT,
        changed_by="GB",
        changed_at="2018-09-20T02:54:49+00:00",
    )


def test_the_last_change_is_kept() -> None:
    """Of origination and modification, the modification."""
    read_term = term(
        '<transacGrp><transac type="transactionType">modification</transac>'
        '<transacNote type="responsibility">b</transacNote><date>2009-05-05</date></transacGrp>'
        '<transacGrp><transac type="transactionType">origination</transac>'
        "<date>2001-01-01</date></transacGrp>"
    )
    assert (read_term.changed_by, read_term.changed_at) == ("b", "2009-05-05")


def test_what_has_no_field_is_kept_in_the_note() -> None:
    """Of entry, language and term; told once for each category, with the line of the entry."""
    reading = read(
        """<martif xml:lang="en"><text><body>
<termEntry id="c1"><descrip type="Usage note">not the police</descrip><xref target="http://x.cl/">site</xref>
<langSet xml:lang="ru"><admin type="productSubset">A</admin>
<tig><term>кордон</term><termNote type="transferComment">calque</termNote><note>plain</note>
<termNote type="administrativeStatus">asdf</termNote></tig></langSet></termEntry>
</body></text></martif>"""
    )
    (concept,) = reading.glossary.concepts
    assert concept.note == "Usage note: not the police\nxref: site (http://x.cl/)\n[ru] productSubset: A"
    assert concept.terms[0].note == "transferComment: calque\nplain\nadministrativeStatus: asdf"
    assert [(remark.text[:15], remark.line) for remark in reading.remarks] == [
        ("“Usage note” ha", 2),
        ("“xref” has no f", 2),
        ("“productSubset”", 2),
        ("“transferCommen", 2),
        ("“administrative", 2),
    ]


def test_a_language_given_twice_holds_synonyms() -> None:
    """Sections of one language are put together; codes lose their underscore."""
    (concept,) = entries(
        '<termEntry><langSet xml:lang="en_US"><tig><term>raid</term></tig></langSet>'
        '<langSet xml:lang="es"><tig><term>allanamiento</term></tig></langSet>'
        '<langSet xml:lang="en_US"><tig><term>search</term></tig></langSet></termEntry>'
    )
    assert [(each.language, each.text) for each in concept.terms] == [
        ("en-US", "raid"),
        ("en-US", "search"),
        ("es", "allanamiento"),
    ]


def test_every_entry_gets_its_own_id() -> None:
    """A missing one is numbered past those in use, a repeated one gets a number."""
    concepts = entries('<termEntry/><termEntry id="c1"/><termEntry id="c1"/><termEntry id="c1-2"/>')
    assert [concept.id for concept in concepts] == ["c2", "c1", "c1-3", "c1-2"]


def test_empty_terms_are_left_out() -> None:
    """And told; edge spaces and markup inside a term are dropped, stray text around it too."""
    reading = read(
        '<martif><text><body><termEntry id="c1"><langSet xml:lang="en"><tig><term/></tig>'
        '<tig>stray<term> foo <hi type="em">bar</hi></term></tig></langSet></termEntry>'
        "</body></text></martif>"
    )
    assert [each.text for each in reading.glossary.concepts[0].terms] == ["foo bar"]
    assert [remark.text for remark in reading.remarks] == ["A term is empty; it was left out."]


def test_an_unusable_mark_is_kept_as_a_note() -> None:
    """A value that somebody edited by hand into nonsense is told, not lost."""
    assert term("<note>tmserver:case sometimes</note>") == Term(
        "кордон", "ru", note="tmserver:case sometimes"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "terms.tbx: The file is empty."),
        ("<TAGTABLE/>", "terms.tbx:1:1: The root element is <TAGTABLE>"),
        ("<martif>\n<text></martif>", "terms.tbx:2:9: An end tag does not match its start tag."),
        ('<!DOCTYPE martif [<!ENTITY a "b">]><martif>&a;</martif>', "entities are refused"),
        ("term\tтермин", "This is not an XML file."),
    ],
)
def test_broken_files_are_refused(text: str, message: str) -> None:
    """With file, line and column, and before anything is handed out."""
    with pytest.raises(FormatError) as caught:
        read(text)
    assert message in str(caught.value)
