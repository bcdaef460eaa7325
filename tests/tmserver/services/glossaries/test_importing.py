"""Glossary files into stored glossaries."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from glossary.concept import Concept, Term, TermStatus
from tests.tmserver.services.glossaries.stored import CORDON, POWER, stored
from tmserver.errors import Conflict, InvalidInput, NotFound, UnreadableFile
from tmserver.services.glossaries.importing import ImportReport, ImportRequest, import_glossary
from tmserver.services.glossaries.whole import export_glossary, list_glossaries, whole_glossary
from tmserver.store.database import Database

TABLE = """concept,language,term,status
cordon,ru,кордон,preferred
cordon,es,cordón industrial,preferred
power,ru,народная власть,preferred
"""
PAIRS = "cordón\tкордон\nmercado\tрынок\n"


def imported(
    database: Database, text: str, *, languages: tuple[str, str] | None = None, **options: bool
) -> ImportReport:
    """The report of an import of this text into the glossary "chile"."""
    request = ImportRequest("chile", languages=languages, **options)
    return import_glossary(database, BytesIO(text.encode()), request, file_name="terms.csv", by="anna")


def held(database: Database) -> dict[str, list[str]]:
    """The terms of the glossary "chile" by concept."""
    return {
        concept.id: [term.text for term in concept.terms]
        for concept in whole_glossary(database, "chile").concepts
    }


def numbers(report: ImportReport) -> tuple[int, int, int, int]:
    """Added, updated, removed, unchanged."""
    return report.added, report.updated, report.removed, report.unchanged


def test_a_file_becomes_a_glossary_and_the_second_time_changes_nothing(database: Database) -> None:
    """--create makes it; the same file again leaves every concept."""
    with pytest.raises(NotFound, match="--create"):
        imported(database, TABLE)
    report = imported(database, TABLE, create=True)
    assert (report.created, numbers(report)) == (True, (2, 0, 0, 0))
    assert held(database) == {"cordon": ["кордон", "cordón industrial"], "power": ["народная власть"]}
    again = imported(database, TABLE, create=True)
    assert (again.created, numbers(again)) == (False, (0, 0, 0, 2))


def test_a_concept_takes_the_place_of_the_one_with_its_id(database: Database) -> None:
    """Others stay; --replace takes away what the file does not have."""
    other = Concept("market", (Term("рынок", "ru"),))
    stored(database, "chile", CORDON, other)
    assert numbers(imported(database, TABLE)) == (1, 1, 0, 0)
    assert list(held(database)) == ["cordon", "market", "power"]
    assert numbers(imported(database, TABLE, replace=True)) == (0, 0, 1, 2)
    assert list(held(database)) == ["cordon", "power"]


def test_a_dry_run_says_the_same_and_does_nothing(database: Database) -> None:
    """The report is that of the import; not even the glossary is made."""
    dry = imported(database, TABLE, create=True, dry_run=True)
    assert list_glossaries(database) == []
    assert dry == imported(database, TABLE, create=True)


def test_other_concepts_under_the_same_ids_are_not_overwritten(database: Database) -> None:
    """Without a common term an id is refused; --new-ids adds, --replace overwrites."""
    stored(database, "chile", replace(POWER, id="cordon"))
    with pytest.raises(Conflict, match="--new-ids"):
        imported(database, TABLE)
    assert numbers(imported(database, TABLE, new_ids=True)) == (1, 1, 0, 0)
    assert held(database) == {
        "cordon": ["народная власть", "poder popular"],
        "c1": ["кордон", "cordón industrial"],
    }
    imported(database, TABLE, replace=True)
    assert held(database)["cordon"] == ["кордон", "cordón industrial"]


def test_rows_without_ids_join_the_concepts_that_have_their_terms(database: Database) -> None:
    """A pair whose terms are all of one concept is that; new ones get free ids; nothing is lost."""
    stored(database, "chile", CORDON, replace(POWER, id="c1"))
    report = imported(database, PAIRS, languages=("es", "ru"))
    assert numbers(report) == (1, 0, 0, 1)
    assert held(database)["c2"] == ["mercado", "рынок"]
    assert whole_glossary(database, "chile").concepts[0].terms == CORDON.terms
    assert numbers(imported(database, PAIRS, languages=("es", "ru"))) == (0, 0, 0, 2)


def test_rows_without_ids_add_terms_and_fields(database: Database) -> None:
    """A concept all of whose terms a row has gets the row's others; a status that is said counts."""
    stored(database, "chile", Concept("c7", (Term("рынок", "ru"), Term("mercado", "es"))))
    imported(database, "ru,es,en,status\nрынок,mercado,market,preferred\n")
    (concept,) = whole_glossary(database, "chile").concepts
    assert [(term.text, term.status) for term in concept.terms] == [
        ("рынок", TermStatus.PREFERRED),
        ("mercado", TermStatus.PREFERRED),
        ("market", TermStatus.PREFERRED),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (
            "language,term,status\nru,ряд,preferred\nru,кордон,preferd\n",
            UnreadableFile,
            "terms.csv:3:3: status: “preferd”",
        ),
        ("concept,language,term,kind\nc,ru,кордон,citty\n", UnreadableFile, "citty"),
        ("language,term\n,кордон\n", UnreadableFile, "terms.csv:2:1: language"),
        ("language,term\nru,а\0б\n", UnreadableFile, "NUL"),
        ("language,term\nru," + "я" * 100_000 + "\n", InvalidInput, "1,000"),
        ("language,term\nru," + "я" * 1_000_000 + "\n", UnreadableFile, "terms.csv:2:1"),
        ("<tbx", UnreadableFile, "terms.csv:1"),
        ("", UnreadableFile, "empty"),
        ("language,term\n", UnreadableFile, "no concepts"),
        ("кордон\tcordón\n", UnreadableFile, "languages of their two columns"),
    ],
)
def test_a_bad_file_stores_nothing_and_says_where_and_why(
    database: Database, text: str, kind: type[Exception], said: str
) -> None:
    """File, line, column and remedy; what stood before a bad row is not stored either."""
    with pytest.raises(kind) as error:
        imported(database, text, create=True)
    assert said in str(error.value)
    assert list_glossaries(database) == []


def test_unknown_languages_are_kept_and_said(database: Database) -> None:
    """Nothing is lost for want of a language tag."""
    report = imported(database, "language,term\nqqz,mapu\n", create=True)
    assert any("qqz" in remark.text for remark in report.remarks)
    assert held(database) == {"c1": ["mapu"]}


@pytest.mark.parametrize("format_", ["tbx", "tbx2", "csv", "tsv"])
def test_what_is_exported_comes_back(database: Database, format_: str) -> None:
    """A glossary written as a file and read again is the same."""
    stored(database, "chile", CORDON, POWER)
    file = BytesIO()
    export_glossary(database, "chile", format_, file)
    again = import_glossary(database, file, ImportRequest("chile"))
    assert numbers(again) == (0, 0, 0, 2)


def test_an_omegat_file_has_any_region_of_its_languages(database: Database) -> None:
    """A pair ru, es takes es-CL; forbidden terms are left out, and that is said."""
    chilean = replace(
        CORDON, terms=tuple(replace(t, language=t.language.replace("es", "es-CL")) for t in CORDON.terms)
    )
    stored(database, "chile", chilean)
    file = BytesIO()
    remarks = export_glossary(database, "chile", "omegat", file, source="ru", target="es")
    assert file.getvalue().decode() == "кордон\tcordón\n"
    assert any("forbidden" in remark.text for remark in remarks)
    for source, target, field in (("", "es", "/source"), ("ru", "", "/target")):
        with pytest.raises(InvalidInput) as error:
            export_glossary(database, "chile", "omegat", BytesIO(), source=source, target=target)
        assert error.value.field == field
