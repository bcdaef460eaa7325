"""What is written as TBX is read again as it was, in both versions."""

from __future__ import annotations

import io

import pytest
from hypothesis import given

from glossary.concept import Glossary
from glossary.formats.tbx import read_tbx, write_tbx
from tests.glossary.formats.glossaries import glossaries


@pytest.mark.parametrize("version", [2, 3])
@given(glossary=glossaries())
def test_round_trip(version: int, glossary: Glossary) -> None:
    """Every field of every concept and term survives."""
    file = io.BytesIO()
    write_tbx(glossary, file, version=version)
    assert read_tbx(file).glossary == glossary
