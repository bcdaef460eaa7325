"""What other programs see in the TBX that we write."""

from __future__ import annotations

import io

import pytest

from glossary.concept import Concept, Definition, Glossary, Term, TermStatus, TermType
from glossary.formats.tbx import read_tbx, write_tbx


def written(*concepts: Concept, version: int = 3) -> tuple[str, list[str]]:
    """The file and what was told of it."""
    file = io.BytesIO()
    told = write_tbx(Glossary("g", concepts), file, version=version)
    return file.getvalue().decode(), [remark.text for remark in told]


CUT = Concept(
    "КУТ 1953",
    (
        Term(
            "КУТ", "ru", TermStatus.PREFERRED, TermType.ACRONYM, gender="masculine", changed_at="2026-11-22"
        ),
        Term("центр", "ru", TermStatus.FORBIDDEN, forms=("центра", "центру")),
    ),
    definitions=(Definition("ru", "профсоюз", "Архив"), Definition("es", "central sindical")),
    related=("КУТ 1953",),
)


def test_version_3() -> None:
    """Standard categories where there are any, readable notes where not."""
    text, told = written(CUT)
    assert told == []
    body = text[text.index("      <conceptEntry") : text.index("    </body>")]
    assert (
        body
        == """\
      <conceptEntry id="c1">
        <descrip type="definition" xml:lang="es">central sindical</descrip>
        <note>tmserver:id КУТ 1953</note>
        <ref type="crossReference" target="c1">see also</ref>
        <langSec xml:lang="ru">
          <descripGrp>
            <descrip type="definition">профсоюз</descrip>
            <admin type="source">Архив</admin>
          </descripGrp>
          <termSec>
            <term>КУТ</term>
            <termNote type="grammaticalGender">masculine</termNote>
            <termNote type="termType">acronym</termNote>
            <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
            <transacGrp>
              <transac type="transactionType">modification</transac>
              <date>2026-11-22</date>
            </transacGrp>
          </termSec>
          <termSec>
            <term>центр</term>
            <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
            <note>tmserver:status forbidden</note>
            <note>tmserver:forms центра | центру</note>
          </termSec>
        </langSec>
      </conceptEntry>
"""
    )


def test_version_2_has_the_older_names() -> None:
    """Martif, termEntry, langSet, tig: what OmegaT reads."""
    text, _ = written(CUT, version=2)
    assert '<martif type="TBX-Basic" xml:lang="en">' in text
    for name in ("martifHeader", "termEntry", "langSet", "tig"):
        assert f"</{name}>" in text
    assert "termSec" not in text


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (
            Term("a\x01b", "en"),
            "Blanks, line breaks or characters that XML does not allow were dropped in a term.",
        ),
        (
            Term("a", "en", note="x\n  y"),
            "Blanks, line breaks or characters that XML does not allow were dropped in a note.",
        ),
    ],
)
def test_what_xml_cannot_hold_is_told(term: Term, told: str) -> None:
    """Control characters and blanks that a reader would take for indentation."""
    text, remarks = written(Concept("c", (term,)))
    assert remarks == [told]
    assert read_tbx(io.BytesIO(text.encode())).glossary.concepts[0].terms


def test_markup_is_text() -> None:
    """Characters that XML uses are escaped, in texts and in attributes."""
    concept = Concept("c", (Term('<b> & "c"', 'x"<y'),))
    text, _ = written(concept)
    assert read_tbx(io.BytesIO(text.encode())).glossary.concepts == (concept,)


def test_a_note_that_looks_like_a_mark_survives() -> None:
    """Only what we wrote as a field is read as one."""
    concept = Concept("c", (Term("a", "en", note="tmserver:status forbidden"),), note="tmserver:kind place")
    text, _ = written(concept)
    assert read_tbx(io.BytesIO(text.encode())).glossary.concepts == (concept,)


def test_the_stores_own_number_stays_at_home() -> None:
    """A revision means something in one database only: no file carries it."""
    concept = Concept("c", (Term("a", "en"),), revision=7)
    text, told = written(concept)
    assert "revision" not in text
    assert told == []
