"""Accepted findings: read, written, kept, expired."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from tests.tmserver.audit.reports.results import DISTRIBUTED, NUMBER
from tmserver.audit.baseline import Baseline, Entry, entry_of, read_baseline, updated, write_baseline
from tmserver.errors import UnreadableFile

TODAY = date(2026, 11, 22)


def saved(path: Path, *entries: Entry) -> Path:
    """A file with the entries."""
    out = io.BytesIO()
    write_baseline(entries, out)
    path.write_bytes(out.getvalue())
    return path


def test_it_comes_back_as_written_one_entry_a_line(tmp_path: Path) -> None:
    """In the order of ids, so that two branches can be merged."""
    entries = entry_of(NUMBER, "see p. 7", "2027-01-31"), entry_of(DISTRIBUTED)
    path = saved(tmp_path / "b.json", *entries)
    assert dict(read_baseline(path).entries) == {entry.id: entry for entry in entries}
    assert len(path.read_text().splitlines()) == 4
    assert "1973 | 1937" in path.read_text()


def test_no_file_is_an_empty_baseline(tmp_path: Path) -> None:
    """The first run makes it."""
    assert not read_baseline(tmp_path / "none.json").entries


def test_an_entry_counts_to_the_end_of_its_last_day() -> None:
    """From the day after, its finding counts again."""
    baseline = Baseline({"a": Entry("a", expires="2026-11-22")})
    assert baseline.accepted("a", TODAY)
    assert baseline.accepted("a", date(2026, 11, 23)) is None
    assert baseline.accepted("b", TODAY) is None


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("{", "1:2"),
        ("[]", "version"),
        ('{"version": 2, "accepted": []}', "version"),
        ('{"version": 1, "accepted": [{"reason": ""}]}', "entry 1: it has no id"),
        ('{"version": 1, "accepted": [{"id": "a"}, {"id": "b", "until": ""}]}', "entry 2: until is unknown"),
        ('{"version": 1, "accepted": [{"id": "a", "expires": "soon"}]}', "2027-01-31"),
        ('{"version": 1, "accepted": [{"id": "a", "reason": 1}]}', "texts"),
    ],
)
def test_what_is_no_baseline_is_said(tmp_path: Path, content: str, word: str) -> None:
    """File, place and what is wrong."""
    path = tmp_path / "b.json"
    path.write_text(content)
    with pytest.raises(UnreadableFile, match=word):
        read_baseline(path)


def test_an_update_keeps_reasons_and_renews_what_has_expired() -> None:
    """What is found gets an entry; a reason given is for new ones, an expired one takes the new last day."""
    old = Baseline(
        {
            NUMBER.id: entry_of(NUMBER, "quoted", "2027-05-01"),
            DISTRIBUTED.id: entry_of(DISTRIBUTED, "once", "2026-01-01"),
        }
    )
    made = {
        entry.id: (entry.reason, entry.expires)
        for entry in updated(
            old, [NUMBER, DISTRIBUTED], [Entry("k", "kept")], reason="", expires="2028-01-01", today=TODAY
        )
    }
    assert made == {
        "k": ("kept", ""),
        NUMBER.id: ("quoted", "2027-05-01"),
        DISTRIBUTED.id: ("once", "2028-01-01"),
    }
