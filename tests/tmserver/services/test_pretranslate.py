"""Pre-translation: what goes into an XLIFF or PO file, how it is marked, and that all else stays."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.tmserver.services.imports.importing import do, tmx, tu
from tmserver.errors import InvalidInput, UnreadableFile
from tmserver.exchange.documents import open_document
from tmserver.exchange.filling import carried
from tmserver.segment import Code
from tmserver.services.lookup import LookupService
from tmserver.services.pretranslate import Pretranslated, pretranslate
from tmserver.settings import Settings
from tmserver.store.database import Database

BOLD = '<bpt i="1">&lt;b></bpt>{}<ept i="1">&lt;/b></ept>'


@pytest.fixture
def service(sqlite_database: Database, tmp_path: Path) -> LookupService:
    """A memory of a few sentences."""
    do(
        sqlite_database,
        tmx(
            tmp_path / "work.tmx",
            tu(ru="Народная власть создавалась на местах в 1973 году.", es="El poder popular nacía en 1973."),
            tu(ru="Завод стоит.", es="La fábrica está parada."),
            tu(props='<prop type="prev">Да.</prop>', ru="Завод стоит.", es="La fábrica existe."),
            tu(props='<prop type="x-status">draft</prop>', ru="Ночь прошла.", es="Pasó la noche."),
            tu(ru=f"Это {BOLD.format('важно')}.", es=f"Es {BOLD.format('importante')}."),
        ),
    )
    return LookupService(sqlite_database, Settings(cache_folder=str(tmp_path / "cache")))


def fill(
    service: LookupService, file: Path, text: str, encoding: str = "utf-8", **given: str
) -> Pretranslated:
    """The file with this text, pre-translated at 75."""
    file.write_bytes(text.encode(encoding))
    return pretranslate(service, Settings(), file, ("work",), min_score=75, **given)


def changed(before: str, after: bytes, encoding: str = "utf-8") -> list[str]:
    """The lines that differ, with - and +, without their blanks."""
    lines = difflib.ndiff(before.splitlines(), after.decode(encoding).splitlines())
    return [f"{line[0]}{line[1:].strip()}" for line in lines if line[0] in "+-"]


def xliff(*units: str) -> str:
    """XLIFF 1.2, Russian to Spanish."""
    inside = "\n".join(units)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\r\n<!-- как было -->\n'
        '<xliff version="1.2"><file original="a" source-language="ru" target-language="es" datatype="x">'
        f"<body>\n{inside}\n</body></file></xliff>\n"
    )


def unit(source: str, more: str = "", attributes: str = "id='1'") -> str:
    """A trans-unit over some lines."""
    return f"<trans-unit {attributes}  >\n  <source>{source}</source>{more}\n</trans-unit>"


def test_a_match_goes_into_xliff_with_state_and_score(service: LookupService, tmp_path: Path) -> None:
    """Numbers are put right; the stored pair stands beside as alt-trans; nothing else changes."""
    text = xliff(
        unit("Народная власть создавалась на местах в 1974 году.", "\n  <target/>"), unit("Нет такого.")
    )
    result = fill(service, tmp_path / "a.xlf", text)
    assert (result.segments, result.before, result.empty, result.unsure) == (2, 0, 1, 1)
    assert changed(text, result.content) == [
        "-<target/>",
        (
            '+<target state="needs-review-translation" state-qualifier="fuzzy-match">'
            "El poder popular nacía en 1974.</target>"
        ),
        (
            '+<alt-trans match-quality="99" origin="work"><source>'
            "Народная власть создавалась на местах в 1973 году.</source>"
            "<target>El poder popular nacía en 1973.</target></alt-trans>"
        ),
    ]


def test_only_a_single_exact_match_of_a_finished_unit_counts_as_translated(
    service: LookupService, tmp_path: Path
) -> None:
    """Ambiguous targets and drafts are to be looked at; nothing is approved."""
    found = {}
    for source in ("Завод стоит.", "Ночь прошла.", f"Это {BOLD.format('важно')}."):
        content = fill(service, tmp_path / "a.xlf", xliff(unit(source))).content.decode()
        found[source] = 'state="translated"' in content
        assert "approved" not in content
    assert list(found.values()) == [False, False, True]


def test_inline_codes_of_the_file_take_the_place_of_the_stored_ones(
    service: LookupService, tmp_path: Path
) -> None:
    """Also where the file writes them with other elements; where they do not fit, the plain text goes in."""
    result = fill(service, tmp_path / "a.xlf", xliff(unit('Это <x id="7"/>важно<x id="8"/>.')))
    assert 'Es <x id="7"/>importante<x id="8"/>.</target>' in result.content.decode()
    result = fill(service, tmp_path / "a.xlf", xliff(unit('Это <x id="7"/>важно.')))
    assert ">Es importante.</target>" in result.content.decode()
    assert result.unsure == 1


def test_what_is_translated_or_locked_stays(service: LookupService, tmp_path: Path) -> None:
    """Byte for byte, in the file's own encoding, line ends and blanks included."""
    text = xliff(
        unit("Завод стоит.", "<target  state='x' >Otra.</target>"), unit("Завод стоит.", "", "translate='no'")
    )
    result = fill(service, tmp_path / "a.xlf", text.replace("utf-8", "utf-16"), "utf-16")
    assert result.content == (tmp_path / "a.xlf").read_bytes()
    assert (result.segments, result.before) == (1, 1)


def test_marked_segments_are_filled_one_by_one(service: LookupService, tmp_path: Path) -> None:
    """The target gets the marks of the source; with a gap left it is still to be translated."""
    marks = '<mrk mtype="seg" mid="1">Ночь прошла.</mrk> <mrk mtype="seg" mid="2">Вот так.</mrk>'
    result = fill(
        service,
        tmp_path / "a.xlf",
        xliff(unit("Ночь прошла. Вот так.", f"<seg-source>{marks}</seg-source>")),
    )
    assert (
        '<target state="needs-translation"><mrk mtype="seg" mid="1">Pasó la noche.</mrk> '
        '<mrk mtype="seg" mid="2"></mrk></target>'
    ) in result.content.decode()


def test_xliff_2_gets_states_and_the_matches_module(service: LookupService, tmp_path: Path) -> None:
    """One matches element a unit, which refers to the segments by id."""
    text = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ru" trgLang="es">\n'
        '<file id="f"><unit id="u">\n'
        "<segment><source>Ночь прошла.</source></segment>\n"
        '<segment id="s"><source>Это <ph id="1"/>важно<ph id="2"/>.</source><target/></segment>\n'
        "</unit></file></xliff>"
    )
    result = fill(service, tmp_path / "a.xlf", text)
    assert set(changed(text, result.content)) == {
        (
            '+<mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">'
            '<mtc:match ref="#tm1" matchQuality="100" similarity="100" origin="work" type="tm">'
            "<source>Ночь прошла.</source><target>Pasó la noche.</target></mtc:match>"
            '<mtc:match ref="#s" matchQuality="99" similarity="99" origin="work" type="tm">'
            "<source>Это важно.</source><target>Es importante.</target></mtc:match></mtc:matches>"
        ),
        "-<segment><source>Ночь прошла.</source></segment>",
        '-<segment id="s"><source>Это <ph id="1"/>важно<ph id="2"/>.</source><target/></segment>',
        (
            '+<segment id="tm1" state="initial"><source>Ночь прошла.</source>'
            "<target>Pasó la noche.</target></segment>"
        ),
        (
            '+<segment id="s" state="initial"><source>Это <ph id="1"/>важно<ph id="2"/>.</source>'
            '<target>Es <ph id="1"/>importante<ph id="2"/>.</target></segment>'
        ),
    }
    open_document(_kept(tmp_path, result.content))


def _kept(folder: Path, content: bytes) -> Path:
    path = folder / "filled"
    path.write_bytes(content)
    return path


def test_po_gets_fuzzy_flags_and_previous_texts(service: LookupService, tmp_path: Path) -> None:
    """Line ends, comments and obsolete entries stay."""
    text = (
        'msgid ""\r\nmsgstr "Language: es\\n"\r\n\r\n#, c-format\r\n'
        'msgid ""\r\n"Народная власть создавалась "\r\n'
        '"на местах в 1974 году."\r\nmsgstr ""\r\n\r\n#~ msgid "Ночь прошла."\r\n#~ msgstr ""\r\n'
    )
    result = fill(service, tmp_path / "a.po", text, source="ru")
    assert result.content.count(b"\n") == result.content.count(b"\r\n")
    assert changed(text, result.content) == [
        "+# tmserver: 99 %, work",
        "+#, fuzzy",
        '+#| msgid "Народная власть создавалась на местах в 1973 году."',
        '-msgstr ""',
        '+msgstr "El poder popular nacía en 1974."',
    ]


def test_a_document_without_language_asks_for_it(service: LookupService, tmp_path: Path) -> None:
    """And names the option."""
    with pytest.raises(InvalidInput, match="--to"):
        fill(service, tmp_path / "a.po", 'msgid "A"\nmsgstr ""\n')


def test_an_encoding_without_the_letters_of_the_target_is_told(
    service: LookupService, tmp_path: Path
) -> None:
    """PO has no references: í cannot stand in cp1251. XML writes &#237;."""
    head = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=CP1251\\n"\n\n'
    text = head + 'msgid "{}"\nmsgstr ""\n'
    source = "Народная власть создавалась на местах в 1973 году."
    with pytest.raises(UnreadableFile, match=r"'í'.*cp1251.*UTF-8 first"):
        fill(service, tmp_path / "a.po", text.format(source), "cp1251", source="ru")
    content = fill(
        service, tmp_path / "a.xlf", xliff(unit(source)).replace("utf-8", "cp1251"), "cp1251"
    ).content
    assert "El poder popular nac&#237;a" in content.decode("cp1251")


@pytest.mark.parametrize("name", ["a.tmx", "a.csv"])
def test_other_formats_are_no_documents(service: LookupService, tmp_path: Path, name: str) -> None:
    """A memory or a table cannot be filled."""
    file = tmp_path / name
    file.write_text("<tmx><body/></tmx>" if name == "a.tmx" else "ru,es\nа,b\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="XLIFF or PO"):
        pretranslate(service, Settings(), file, (), min_score=75)


def test_codes_come_to_the_target_once_each_or_not_at_all() -> None:
    """The k-th code of the stored source is the k-th of the document's."""
    ours = (Code(0, "x", attributes=(("id", "1"),)), Code(4, "x", attributes=(("id", "2"),)))
    stored = (Code(0, "ph", content="a"), Code(4, "ph", content="b"))
    swapped = (Code(2, "ph", content="b"), Code(9, "ph", content="a"))
    assert carried(ours, stored, swapped) == (
        Code(2, "x", attributes=(("id", "2"),)),
        Code(9, "x", attributes=(("id", "1"),)),
    )
    assert carried(ours, stored, stored[:1]) is None
    assert carried(ours[:1], stored, stored) is None
