"""The example's three texts, aligned from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tmserver.data.test_chile_1973 import LANGUAGES, join, sentences
from tmserver.errors import InvalidInput, UnreadableFile
from tmserver.meaning.encoder import get_encoder
from tmserver.segment import Status
from tmserver.services.alignment.rows import units_of
from tmserver.services.alignment.run import align_files


@pytest.fixture
def seed_files(tmp_path: Path) -> list[Path]:
    """The raw texts of the example in Russian, Spanish and English."""
    files = [tmp_path / f"{language}.txt" for language in LANGUAGES]
    for file, language in zip(files, LANGUAGES, strict=True):
        file.write_text(join(language), "utf-8")
    return files


@pytest.mark.parametrize("encoder", [True, False])
def test_the_texts_of_the_example_become_its_units(seed_files: list[Path], encoder: bool) -> None:
    """Three raw texts in, exactly the twenty units of the example out, with and without the encoder."""
    found = align_files(seed_files, LANGUAGES, get_encoder() if encoder else None)
    units = units_of(list(found.rows()), LANGUAGES, document="chile")
    texts = [{variant.language: variant.text for variant in unit.variants} for unit in units]
    assert texts == [texts for _, texts in sentences()]
    assert found.by_meaning == encoder
    assert found.shapes() == {"1-1-1": 20}


def test_units_know_where_they_stand_and_how_sure_they_are(seed_files: list[Path]) -> None:
    """Draft, origin, place, neighbours, source and confidence."""
    found = align_files(seed_files[:2], ["ru", "es-CL"], None)
    first, *_, last = units_of(list(found.rows()), ["ru", "es-CL"], document="chile")
    assert (first.status, first.origin, first.document, first.position) == (
        Status.DRAFT,
        "alignment",
        "chile",
        1,
    )
    assert (first.source_language, last.position) == ("ru", 20)
    assert first.variants[1].language == "es-CL"
    assert [variant.previous for variant in first.variants] == ["", ""]
    assert [variant.next for variant in last.variants] == ["", ""]
    assert last.variants[0].previous.startswith("Для этого она") if last.variants[0].previous else False
    assert first.props[0].type == "x-confidence"
    assert 0.5 < float(first.props[0].value) <= 1


def test_files_and_languages_must_fit(seed_files: list[Path], tmp_path: Path) -> None:
    """As many languages as files, none twice, and all files there."""
    for languages in (["ru", "es"], ["ru", "es", "es"], []):
        with pytest.raises(InvalidInput, match="a language of its own"):
            align_files(seed_files, languages, None)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        align_files([seed_files[0], tmp_path / "none.txt"], ["ru", "es"], None)
