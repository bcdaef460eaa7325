"""The documentation says what the code has and does: settings, scores."""

from __future__ import annotations

import re
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import pytest

from tmserver.language.analysis import PLACEABLE_WEIGHT
from tmserver.match.pairs import Comparer, Query
from tmserver.segment import Variant
from tmserver.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    """docs/settings.md has one row a setting, in the order of the class, and no other rows."""
    rows = re.findall(
        r"^\| `(TMSERVER_\w+)` \| (.*?) \| (.*?) \|$", (DOCS / "settings.md").read_text("utf-8"), re.MULTILINE
    )
    settings = fields(Settings)
    assert [variable for variable, _, _ in rows] == [
        f"TMSERVER_{setting.name.upper()}" for setting in settings
    ]
    assert [meaning for _, _, meaning in rows] == [setting.metadata["help"] for setting in settings]
    for setting, (variable, default, _) in zip(settings, rows, strict=True):
        assert setting.default is MISSING or default.strip("`") == _shown(setting), variable


def _shown(setting: Field[Any]) -> str:
    return str(setting.default) if setting.default != "" else "none"


def _score_examples() -> list[list[str]]:
    examples = (DOCS / "score.md").read_text("utf-8").partition("## Examples")[2].partition("## Order")[0]
    rows = [line.strip("| ").split(" | ") for line in examples.splitlines() if line.startswith("|")]
    return rows[2:]


@pytest.mark.parametrize("row", _score_examples(), ids=lambda row: row[1])
def test_an_example_of_a_score_is_what_the_code_gives(row: list[str]) -> None:
    """A row of docs/score.md: language, both texts, both shares, raw percent, what is taken off, score."""
    language, asked, stored, *shown = row
    compared = Comparer(Query.of(Variant(language, asked), "en")).compare(Variant(language, stored), None, 0)
    assert compared is not None
    taken = "; ".join(f"{each.reason} −{each.points} ({each.detail})" for each in compared.deductions)
    shares = compared.shares
    assert shown == [
        f"{shares.words:.2f}",
        f"{shares.characters:.2f}",
        str(compared.percent),
        taken or "nothing",
        str(compared.score),
    ]


def test_the_weight_of_a_placeable_is_the_documented_one() -> None:
    """docs/score.md names the weight, and marks it in the table of the measurement."""
    text = (DOCS / "score.md").read_text("utf-8")
    assert f"each is one token of weight {PLACEABLE_WEIGHT}," in text
    assert f"| **{PLACEABLE_WEIGHT}** |" in text
