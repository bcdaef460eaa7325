"""The page on glossary files names what can be written."""

from __future__ import annotations

from pathlib import Path

import glossary
from glossary.formats.table_columns import KNOWN

PAGE = Path(glossary.__file__).parents[1] / "docs" / "glossary-files.md"


def test_every_column_is_named() -> None:
    """Also those that few tables use."""
    text = PAGE.read_text("utf-8")
    assert [column for column in sorted(KNOWN) if column not in text] == []
