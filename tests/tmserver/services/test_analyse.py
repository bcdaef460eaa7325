"""Match analysis: in which row a segment counts, by which percent, and what is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tmserver.services.imports.importing import do, tmx, tu
from tmserver.errors import InvalidInput
from tmserver.services.analyse import (
    AnalysisRequest,
    MatchAnalysis,
    Scale,
    analyse_files,
    analysis_shape,
    band_names,
    count_words,
)
from tmserver.services.lookup import LookupService
from tmserver.settings import Settings
from tmserver.store.database import Database

HEAD = 'msgid ""\nmsgstr "Language: es\\nX-Source-Language: ru\\n"\n\n'


@pytest.fixture
def service(sqlite_database: Database, tmp_path: Path) -> LookupService:
    """A memory of two sentences."""
    units = [
        tu(ru="Рабочие заняли завод утром.", es="Los obreros."),
        tu(ru="Ночь прошла тихо.", es="La noche."),
    ]
    do(sqlite_database, tmx(tmp_path / "work.tmx", *units))
    return LookupService(sqlite_database, Settings(cache_folder=str(tmp_path / "cache")))


def analysed(service: LookupService, folder: Path, *texts: str, **request: object) -> MatchAnalysis:
    """The analysis of a PO file with these messages."""
    file = folder / "a.po"
    messages = [f'msgctxt "{number}"\nmsgid "{text}"\nmsgstr ""\n' for number, text in enumerate(texts)]
    file.write_text(HEAD + "\n".join(messages), encoding="utf-8")
    return analyse_files(service, Settings(), [file], AnalysisRequest(**request))  # type: ignore[arg-type]  # as given


def filled(found: MatchAnalysis) -> dict[str, int]:
    """Segments by row, without the empty rows."""
    return {name: row.segments for name, row in found.rows.items() if row.segments}


def test_each_segment_counts_once_by_its_best_match(service: LookupService, tmp_path: Path) -> None:
    """Exact, repeated, only another case, an added word, nothing alike."""
    found = analysed(
        service,
        tmp_path,
        "Ночь прошла тихо.",
        "Ночь прошла тихо.",
        "ночь прошла тихо.",
        "Рабочие заняли завод рано утром.",
        "Погода.",
    )
    assert filled(found) == {"repetitions": 1, "100": 1, "95-99": 1, "85-94": 1, "none": 1}
    assert (found.total.segments, found.total.words) == (5, 15)
    assert found.total.characters == sum(map(len, ["Ночьпрошлатихо."] * 3)) + 28 + 7


def test_context_counts_before_repetition(
    service: LookupService, sqlite_database: Database, tmp_path: Path
) -> None:
    """XLIFF says the neighbours: the stored unit has the same."""
    props = '<prop type="prev"></prop><prop type="next">Да.</prop>'
    do(sqlite_database, tmx(tmp_path / "b.tmx", tu(props=props, ru="Пора.", es="Ya.")))
    units = "".join(
        f'<trans-unit id="{number}"><source>{text}</source></trans-unit>'
        for number, text in enumerate(["Пора.", "Да.", "Пора."])
    )
    file = tmp_path / "a.xlf"
    file.write_text(
        '<xliff version="1.2">'
        '<file original="a" source-language="ru" target-language="es" datatype="x"><body>'
        f"{units}</body></file></xliff>",
        encoding="utf-8",
    )
    found = analyse_files(service, Settings(), [file], AnalysisRequest(memories=("work",)))
    assert filled(found) == {"101": 1, "repetitions": 1, "none": 1}


def test_earlier_segments_of_the_files_help_with_later_ones(service: LookupService, tmp_path: Path) -> None:
    """The row says how many of its segments the files themselves cover."""
    texts = ("Комитет собрался вечером снова.", "Комитет собрался вечером.", "Погода.")
    found = analysed(service, tmp_path, *texts)
    (name,) = (name for name, row in found.rows.items() if row.internal)
    assert (found.rows[name].segments, found.rows[name].internal) == (1, 1)
    assert filled(analysed(service, tmp_path, *texts, internal=False)) == {"none": 3}


def test_the_scale_of_words_counts_token_edits(service: LookupService, tmp_path: Path) -> None:
    """One token of six inserted (the full stop is one): 100 · (1 − 1 / 6) = 83."""
    found = analysed(service, tmp_path, "Рабочие заняли завод рано утром.", scale=Scale.WORDS)
    assert filled(found) == {"75-84": 1}


def test_weights_say_how_much_of_the_words_counts(service: LookupService, tmp_path: Path) -> None:
    """Rows without weight count in full."""
    found = analysed(service, tmp_path, "Ночь прошла тихо.", "Погода.", weights={"100": 0.1})
    assert found.weighted_words == pytest.approx(0.1 * 3 + 1)
    rows = analysis_shape(found)["rows"]
    assert isinstance(rows, list)
    assert [row["band"] for row in rows] == [*band_names((100, 95, 85, 75, 50)), "total"]


@pytest.mark.parametrize("bands", [(), (50, 75), (75, 75), (101, 75), (75, 10)])
def test_bands_that_make_no_sense_are_told(bands: tuple[int, ...]) -> None:
    """They fall from 100 to 30."""
    with pytest.raises(InvalidInput, match="falling percents"):
        band_names(bands)


def test_a_weight_of_no_row_is_told(service: LookupService, tmp_path: Path) -> None:
    """With the rows there are."""
    with pytest.raises(InvalidInput, match=r"no row '99'.*95-99"):
        analysed(service, tmp_path, "Да.", weights={"99": 0.5})


@pytest.mark.parametrize(
    ("text", "words"),
    [("Да — нет, 25 000 раз…", 5), ("co-op's don't", 2), ("", 0), ("— …", 0), ("我们走 now.", 4)],
)
def test_words_are_counted_as_documented(text: str, words: int) -> None:
    """Between white space, with a letter or digit; without spaces by character."""
    assert count_words(text) == words
