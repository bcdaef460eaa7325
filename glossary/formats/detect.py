"""A glossary file of any format that we read, told by its content; suffixes lie."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import IO

from glossary.formats.errors import FormatError
from glossary.formats.omegat import read_omegat
from glossary.formats.packed import file_name
from glossary.formats.remarks import GlossaryReading, Remarks
from glossary.formats.table import read_table
from glossary.formats.tbx import read_tbx
from glossary.formats.textfile import read_text
from glossary.formats.xml import find_root


class GlossaryFormat(StrEnum):
    """The formats of glossary files."""

    TBX = "tbx"
    TABLE = "table"
    OMEGAT = "omegat"


def format_of(file: Path | IO[bytes], *, name: str = "") -> GlossaryFormat:
    """What the file holds: XML, a table whose first row names language and term, or one without names.

    :raise FormatError: it is empty or no text
    """
    if find_root(file, name=name) is not None:
        return GlossaryFormat.TBX
    header = read_text(file, name, Remarks()).lstrip("\n").partition("\n")[0].casefold()
    if header.startswith("<"):
        return GlossaryFormat.TBX  # broken before its root is complete: its reader says where
    names = {cell.strip(' "') for cell in re.split("[\t,;]", header)}
    return GlossaryFormat.TABLE if "term" in names and names & {"language", "lang"} else GlossaryFormat.OMEGAT


def read_glossary(
    file: Path | IO[bytes],
    *,
    name: str = "",
    languages: tuple[str, str] | None = None,
    normalise: Callable[[str], str] | None = None,
) -> GlossaryReading:
    """The glossary in ``file``, and what about the file was passed over or put right.

    ``languages`` are those of an OmegaT file's first two columns. Without them a table whose first row does
    not name language and term must have a column for each language.

    :raise FormatError: with file, line and column
    """
    kind = format_of(file, name=name)
    if kind is GlossaryFormat.TBX:
        return read_tbx(file, name=name, normalise=normalise)
    if kind is GlossaryFormat.OMEGAT and languages:
        return read_omegat(file, *languages, name=name, normalise=normalise)
    try:
        return read_table(file, name=name, normalise=normalise)
    except FormatError as error:
        if kind is GlossaryFormat.TABLE or error.line > 1:
            raise
        reason = f"{error.reason} For OmegaT's tables without names, say the languages of their two columns."
        raise FormatError(reason, file=file_name(file, name), line=error.line, column=error.column) from error
