"""What the columns of a table of segments mean."""

from __future__ import annotations

from collections.abc import Sequence

from tmserver.language import tags

# Columns that are no language, by their names in files.
_NAMES = {
    "tuid": "tuid",
    "key": "tuid",
    "document": "document",
    "file": "document",
    "position": "position",
    "status": "status",
    "origin": "origin",
    "context": "context",
    "note": "note",
    "notes": "note",
    "comment": "note",
    "comments": "note",
    "created_by": "created_by",
    "created_at": "created_at",
    "changed_by": "changed_by",
    "author": "changed_by",
    "changed_at": "changed_at",
    "date": "changed_at",
    "source_language": "source_language",
    "": "-",
    "-": "-",
}
_SOURCE = {"source", "src", "original", "src_canform"}
_TARGET = {"target", "tgt", "trg", "translation", "tgt_canform"}


def columns_of(cells: Sequence[str], source: str, target: str) -> list[str] | None:
    """What each column holds, by the cells of a header row; None if the row is no header.

    A language tag for texts, the name of a field, "-" for a column to pass over, "prop:…" for any other. A
    header names at least two languages, by code or name or as source and target. "id" is an identifier
    unless without it (Indonesian) there is but one language.
    """
    found = [_column(cell.strip(), source, target) for cell in cells]
    languages = {column for column in found if is_language(column)}
    if len(languages) < 2 and "prop:id" in found:
        found = ["id" if column == "prop:id" else column for column in found]
        languages.add("id")
    return ["tuid" if column == "prop:id" else column for column in found] if len(languages) > 1 else None


def is_language(column: str) -> bool:
    """Whether the column holds texts."""
    return column not in _NAMES.values() and not column.startswith("prop:")


def _column(cell: str, source: str, target: str) -> str:
    name = cell.lower()
    if name in _NAMES:
        return _NAMES[name]
    if name in _SOURCE and source:
        return tags.normalise(source)
    if name in _TARGET and target:
        return tags.normalise(target)
    tag = tags.normalise(cell)
    given = {tags.normalise(source), tags.normalise(target)} - {""}
    if tag in given or (name != "id" and len(cell) > 1 and tags.is_known(cell)):
        return tag
    return f"prop:{cell}"
