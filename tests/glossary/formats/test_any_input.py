"""No input, however odd, gets anything but a glossary or a `FormatError`."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.formats.detect import read_glossary
from glossary.formats.errors import FormatError
from glossary.formats.tbx import read_tbx, write_tbx

_NAMES = st.sampled_from(
    [
        "termEntry",
        "conceptEntry",
        "langSet",
        "langSec",
        "tig",
        "ntig",
        "termSec",
        "termGrp",
        "term",
        "termNote",
        "descrip",
        "descripGrp",
        "admin",
        "adminGrp",
        "transacGrp",
        "transac",
        "transacNote",
        "date",
        "note",
        "noteGrp",
        "noteKey",
        "noteValue",
        "ref",
        "xref",
        "hi",
        "min:partOfSpeech",
        "martifHeader",
        "header",
        "title",
        "p",
        "unknown",
    ]
)
_TYPES = st.sampled_from(
    [
        "definition",
        "subjectField",
        "administrativeStatus",
        "status",
        "forbidden",
        "termType",
        "lastModifiedAt",
        "context",
        "crossReference",
        "conceptId",
        "transactionType",
        "nonsense",
    ]
)
_TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", categories=("L", "Nd", "Zs", "P")), max_size=8),
    st.sampled_from(
        ["true", "99999999999999", "tmserver:case x", "tmserver:id", "tmserver:related a | b", "---"]
    ),
)
_ATTRIBUTES = st.fixed_dictionaries(
    {}, optional={"type": _TYPES, "id": _TEXTS, "xml:lang": _TEXTS, "target": _TEXTS, "lang": _TEXTS}
)


def _element(name: str, attributes: dict[str, str], inside: list[str]) -> str:
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>"


_TREES = st.recursive(
    _TEXTS.map(escape),
    lambda parts: st.builds(_element, _NAMES, _ATTRIBUTES, st.lists(parts, max_size=4)),
    max_leaves=25,
)


@given(_TREES)
def test_any_nesting_of_tbx_is_read_and_can_be_written(tree: str) -> None:
    """Elements in places where no standard has them; ids stay unique; what was read can be written."""
    reading = read_tbx(io.BytesIO(f"<martif>{tree}</martif>".encode()))
    ids = [concept.id for concept in reading.glossary.concepts]
    assert len(set(ids)) == len(ids)
    write_tbx(reading.glossary, io.BytesIO())


@given(
    st.one_of(
        st.binary(), st.text().map(str.encode), st.text('lang,term;\t"\n#', max_size=60).map(str.encode)
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """As whatever they look like, with the languages said; what was read can be written."""
    try:
        reading = read_glossary(io.BytesIO(data), languages=("ru", "es"))
    except FormatError:
        return
    write_tbx(reading.glossary, io.BytesIO())


@pytest.mark.parametrize("languages", [None, ("ru", "es")])
@given(st.lists(st.lists(st.text(max_size=6), max_size=5), max_size=5))
def test_any_rows_are_read_or_refused(languages: tuple[str, str] | None, rows: list[list[str]]) -> None:
    """Ragged, with header or without."""
    lines = ["language,term,status,concept", *(",".join(row) for row in rows)]
    for text in ("\n".join(lines), "\n".join(lines[1:]), "\n".join(lines).replace(",", "\t")):
        try:
            reading = read_glossary(io.BytesIO(text.encode()), languages=languages)
        except FormatError:
            continue
        write_tbx(reading.glossary, io.BytesIO())
