"""Alignments as tables, corrected and read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.errors import UnreadableFile
from tmserver.services.alignment.review import read_review, write_review
from tmserver.services.alignment.rows import Row

ROWS = [Row(("Да.", "Sí."), 0.98), Row(("=1+1", ""), 0.2), Row(('Он сказал: "нет"', '"No", dijo.'), None)]
texts = st.text(st.characters(exclude_categories=("C", "Z")), max_size=9)


def read(path: Path, content: str) -> tuple[list[Row], list[str]]:
    """The table of this content."""
    path.write_text(content, "utf-8")
    return read_review(path)


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Quotes and what a spreadsheet would run as a formula too."""
    written = write_review(ROWS, ["ru", "es"])
    (tmp_path / "review.tsv").write_bytes(written)
    assert read_review(tmp_path / "review.tsv") == (ROWS, ["ru", "es"])
    assert b"\t=1+1" not in written


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=5))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    """Rows without any text are left out, all others are the same."""
    path = tmp_path_factory.mktemp("review") / "review.tsv"
    path.write_bytes(write_review([Row(row, 0.5) for row in rows], ["ru", "es", "en"]))
    assert [row.texts for row in read_review(path)[0]] == [row for row in rows if any(row)]


def test_rows_may_be_sorted_added_and_moved(tmp_path: Path) -> None:
    """Places give the order; a row without one stays behind the row above it."""
    rows, languages = read(
        tmp_path / "a.tsv",
        "confidence\tplace\tru\tes-cl\tremarks of mine\n"
        "0,3\t2\tдва\tdos\n\t\tдва с половиной\tdos y medio\n0.9\t1\tодин\tuno\tsure\n",
    )
    assert [row.texts[1] for row in rows] == ["uno", "dos", "dos y medio"]
    assert [row.confidence for row in rows] == [0.9, 0.3, None]
    assert languages == ["ru", "es-CL"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("place\tru\n1\tда\n", "two languages"),
        ("place\tru\tnothing such\n", "two languages"),
        ("ru\tes\nда\tsí\tyes\n", r"a.tsv:2:1: The row has 3 cells"),
        ("\n", "empty"),
    ],
)
def test_what_is_no_table_of_two_languages_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    """The message names file and line."""
    with pytest.raises(UnreadableFile, match=reason):
        read(tmp_path / "a.tsv", content)
