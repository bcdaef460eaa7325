"""Imports: what is stored, what is taken for the same, who wins a conflict, what a failure leaves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tmserver.services.imports.importing import counts, do, stored, texts, tmx, tu, variant
from tmserver.errors import NotFound
from tmserver.language.analyser import ANALYSER
from tmserver.language.analysis import analyse, to_bytes
from tmserver.segment import Status
from tmserver.services.imports.decide import OLDER, OTHER_TEXTS, OTHER_TRANSLATION, OnConflict
from tmserver.services.imports.units import Wishes
from tmserver.services.paths import files_of
from tmserver.store import history, languages, memories, variants
from tmserver.store.database import Database

OLD, NEW = 'changedate="20200101T000000Z"', 'changedate="20210101T000000Z"'


def earlier_texts(database: Database) -> list[str]:
    """The Spanish texts in the history of all units, the latest first."""
    found = []
    for unit in stored(database):
        with database.read() as session:
            memory = memories.get_memory(session, "work")
            changes = history.of_unit(session, memory.id, unit.id)
        found += [variant(change.before, "es").text for change in changes]
    return found


def test_a_file_is_stored_as_it_says(database: Database, tmp_path: Path) -> None:
    """Texts, author, dates and usage are the file's; who imported it and when stands beside."""
    attributes = f'tuid="7" creationid="Борис" creationdate="20190304T050607Z" {OLD} usagecount="3"'
    (result,) = do(database, tmx(tmp_path / "a.tmx", tu(attributes, ru="Дом.", es="Casa.", en="House.")))
    assert counts(result) == (1, 1, 0, 0, 0)
    (unit,) = stored(database)
    assert [each.text for each in unit.variants] == ["Дом.", "Casa.", "House."]
    assert (unit.external_id, unit.source_language, unit.usage_count) == ("7", "ru", 3)
    assert (unit.created_by, unit.created_at) == ("Борис", datetime(2019, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert (unit.changed_by, unit.changed_at) == ("", datetime(2020, 1, 1, tzinfo=UTC))
    assert unit.added_by == "ana"
    assert unit.added_at is not None


def test_an_unknown_author_stays_unknown(database: Database, tmp_path: Path) -> None:
    """Who imports a file did not write it."""
    do(database, tmx(tmp_path / "a.tmx", tu(ru="Дом.", es="Casa.")))
    (unit,) = stored(database)
    assert (unit.created_by, unit.created_at, unit.changed_at) == ("", None, None)


def test_the_same_file_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    """Every unit is unchanged the second time, conflicts within the file included."""
    file = tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"), tu(ru="Да", es="Vale"), tu(ru="Нет", es="No"))
    first = do(database, file)[0]
    before = stored(database)
    second = do(database, file)[0]
    assert counts(first) == (3, 2, 1, 0, 0)
    assert counts(second) == (3, 0, 0, 2, 1)
    assert stored(database) == before


def test_equal_units_of_a_file_are_stored_once(database: Database, tmp_path: Path) -> None:
    """Also where the languages stand in another order."""
    file = tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"), tu(es="Sí", ru="Да"), tu(ru="Да", es="Sí"))
    assert counts(do(database, file)[0]) == (3, 1, 0, 2, 0)


def test_the_newer_translation_wins_and_the_older_goes_to_the_history(
    database: Database, tmp_path: Path
) -> None:
    """By default, whichever comes first; the conflict is counted."""
    first = tmx(tmp_path / "a.tmx", tu(OLD, ru="Да", es="Sí"), tu(NEW, ru="Нет", es="No"))
    second = tmx(tmp_path / "b.tmx", tu(NEW, ru="Да", es="Claro"), tu(OLD, ru="Нет", es="Nunca"))
    do(database, first)
    (result,) = do(database, second)
    assert counts(result) == (2, 0, 1, 0, 1)
    assert result.conflicts == {OTHER_TRANSLATION: 2}
    assert result.reasons == {OLDER: 1}
    assert texts(database) == ["Claro", "No"]
    assert sorted(earlier_texts(database)) == ["Nunca", "Sí"]
    again = do(database, second)[0]
    assert counts(again) == (2, 0, 0, 1, 1)
    assert sorted(earlier_texts(database)) == ["Nunca", "Sí"]


@pytest.mark.parametrize(
    ("policy", "left"),
    [
        (OnConflict.KEEP_BOTH, ["Claro", "Sí"]),
        (OnConflict.OURS, ["Sí"]),
        (OnConflict.THEIRS, ["Claro"]),
        (OnConflict.NEWER, ["Sí"]),
    ],
)
def test_the_caller_says_who_wins(
    database: Database, tmp_path: Path, policy: OnConflict, left: list[str]
) -> None:
    """The stored translation is of 2021, the file's of 2020."""
    do(database, tmx(tmp_path / "a.tmx", tu(NEW, ru="Да", es="Sí")))
    do(database, tmx(tmp_path / "b.tmx", tu(OLD, ru="Да", es="Claro")), on_conflict=policy)
    assert texts(database) == left


def test_a_conflict_within_a_file_is_settled_as_between_files(database: Database, tmp_path: Path) -> None:
    """The last of three translations of a source is the newest."""
    units = [tu(ru="Да", es=text) for text in ("Sí", "Claro", "Vale")]
    (result,) = do(database, tmx(tmp_path / "a.tmx", *units))
    assert counts(result) == (3, 1, 2, 0, 0)
    assert texts(database) == ["Vale"]
    assert earlier_texts(database) == ["Claro", "Sí"]


def test_another_context_is_no_conflict(database: Database, tmp_path: Path) -> None:
    """The same source after another segment may well be translated otherwise."""
    units = [
        tu(props=f'<prop type="prev">{before}</prop>', ru="Да", es=text)
        for before, text in (("Идёшь?", "Sí"), ("Пора?", "Ya"))
    ]
    assert counts(do(database, tmx(tmp_path / "a.tmx", *units))[0]) == (2, 2, 0, 0, 0)


def test_translations_into_other_languages_are_no_conflict(database: Database, tmp_path: Path) -> None:
    """ru–es and ru–en of the same source stay two units; a trilingual unit takes over the pair."""
    pairs = tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"), tu(ru="Да", en="Yes"))
    assert counts(do(database, pairs)[0]) == (2, 2, 0, 0, 0)
    whole = tmx(tmp_path / "b.tmx", tu(ru="Дом", es="Casa", en="House"))
    half = tmx(tmp_path / "c.tmx", tu(ru="Дом", es="Casa"))
    assert [counts(each) for each in do(database, half, whole, half)] == [
        (1, 1, 0, 0, 0),
        (1, 0, 1, 0, 0),
        (1, 0, 0, 1, 0),
    ]


def test_a_new_translation_leaves_those_into_other_languages(database: Database, tmp_path: Path) -> None:
    """English stays when Spanish is corrected."""
    do(database, tmx(tmp_path / "a.tmx", tu(ru="Дом", es="Cassa", en="House")))
    do(database, tmx(tmp_path / "b.tmx", tu(ru="Дом", es="Casa")))
    (unit,) = stored(database)
    assert [(each.language, each.text) for each in unit.variants] == [
        ("ru", "Дом"),
        ("es", "Casa"),
        ("en", "House"),
    ]


def test_the_same_id_in_the_same_document_is_the_same_segment(database: Database, tmp_path: Path) -> None:
    """A corrected source replaces the old one; ids of units without document mean nothing by themselves."""
    document = '<prop type="x-document">a.txt</prop>'
    do(
        database,
        tmx(
            tmp_path / "a.tmx", tu('tuid="1"', document, ru="Дам", es="Cassa"), tu('tuid="1"', ru="А", es="O")
        ),
    )
    corrected = tu('tuid="1"', document, ru="Дом", es="Casa")
    (result,) = do(database, tmx(tmp_path / "b.tmx", corrected, tu('tuid="1"', ru="Мир", es="Paz")))
    assert result.conflicts == {OTHER_TEXTS: 1}
    assert texts(database) == ["Casa", "O", "Paz"]


def test_a_file_may_repeat_an_id_at_several_places(database: Database, tmp_path: Path) -> None:
    """Units that state different positions are different segments, also when they come again, moved."""

    def placed(position: int, text: str) -> str:
        props = f'<prop type="x-document">a</prop><prop type="x-position">{position}</prop>'
        return tu('tuid="1"', props, ru=text, es=text)

    do(database, tmx(tmp_path / "a.tmx", placed(1, "А"), placed(7, "Б")))
    assert texts(database) == ["А", "Б"]
    do(database, tmx(tmp_path / "b.tmx", placed(1, "А1"), placed(7, "Б1")))
    assert texts(database) == ["А1", "Б1"]


def test_a_broken_file_stores_nothing_and_the_others_go_on(database: Database, tmp_path: Path) -> None:
    """Its error names file, line, column and reason."""
    good = tmx(tmp_path / "good.tmx", tu(ru="Да", es="Sí"))
    broken = tmp_path / "broken.tmx"
    broken.write_text(tmx(broken, tu(ru="А", es="B"), tu(ru="Б", es="C")).read_text() + "<tu>", "utf-8")
    first, second = do(database, broken, good)
    assert first.error == f"{broken}:6:1: Something stands after the end of the root element."
    assert counts(first) == (0, 0, 0, 0, 0)
    assert second.error is None
    assert texts(database) == ["Sí"]


def test_a_table_broken_in_its_last_row_stores_nothing(database: Database, tmp_path: Path) -> None:
    """A quote that never closes is found before the first unit is stored."""
    file = tmp_path / "a.csv"
    file.write_text('ru,es\nДа,Sí\n"Нет,No\n', encoding="utf-8")
    (result,) = do(database, file)
    assert result.error is not None
    assert result.error.startswith(f"{file}:3:1: ")
    with database.read() as session:
        assert memories.list_memories(session) == []


def test_all_or_nothing_stores_nothing_if_a_file_fails(database: Database, tmp_path: Path) -> None:
    """The good file's error says why; no memory is made, and no trace of the units stays."""
    good = tmx(tmp_path / "good.tmx", tu(ru="Да", es="Sí"))
    bad = tmp_path / "bad.tmx"
    bad.write_text("<tmx>", encoding="utf-8")
    results = do(database, good, bad, all_or_nothing=True)
    assert all(result.error for result in results)
    with database.read() as session:
        assert memories.list_memories(session) == memories.list_deleted(session) == []


def test_all_or_nothing_decides_as_any_import(database: Database, tmp_path: Path) -> None:
    """Same units, same counts, same languages; only the order of publishing differs."""
    first = tmx(tmp_path / "a.tmx", tu(OLD, ru="Да", es="Sí"), tu(ru="Нет", es="No"), tu(ru="Ад", en="Hell"))
    second = tmx(
        tmp_path / "b.tmx",
        tu(NEW, ru="Да", es="Claro"),
        tu(ru="Нет", es="No"),
        tu(ru="Мир", es="Paz"),
        tu(ru="Мир", es="Mundo"),
        tu(ru="Дом", es="Casa"),
    )
    plain = [counts(each) for each in do(database, first, second)]
    staged = [counts(each) for each in do(database, first, second, memory="staged", all_or_nothing=True)]
    assert plain == staged == [(3, 3, 0, 0, 0), (5, 2, 2, 1, 0)]
    with database.read() as session:
        one, other = (memories.get_memory(session, name).id for name in ("work", "staged"))
        assert languages.of_memory(session, one) == languages.of_memory(session, other)
        assert len(memories.list_memories(session)) == 2
    plainly = {(each.source_language, each.variants) for each in stored(database)}
    assert plainly == {(each.source_language, each.variants) for each in stored(database, "staged")}


def test_all_or_nothing_of_known_units_decides_as_any_import(database: Database, tmp_path: Path) -> None:
    """What the memory has is settled at once, but not where a unit that was read before comes between."""
    latest = 'changedate="20220101T000000Z"'
    known = [
        tu(NEW, ru="Да", es="Sí"),
        tu(ru="Нет", es="No"),
        tu(NEW, ru="Мир", es="Paz"),
        tu(ru="А", es="B"),
    ]
    for memory in ("work", "staged"):
        do(database, tmx(tmp_path / "a.tmx", *known), memory=memory)
    first = tmx(
        tmp_path / "b.tmx", *known[:2], tu(latest, ru="Мир", es="Mundo"), tu(latest, ru="Да", es="Ya")
    )
    second = tmx(tmp_path / "c.tmx", *known)
    plain = [counts(each) for each in do(database, first, second)]
    staged = [counts(each) for each in do(database, first, second, memory="staged", all_or_nothing=True)]
    assert plain == staged == [(4, 0, 2, 2, 0), (4, 0, 0, 2, 2)]
    assert [each.variants for each in stored(database)] == [
        each.variants for each in stored(database, "staged")
    ]


def test_a_dry_run_says_what_an_import_would_do_and_stores_nothing(
    database: Database, tmp_path: Path
) -> None:
    """Conflicts with the memory and within the file are counted as they would be."""
    do(database, tmx(tmp_path / "a.tmx", tu(OLD, ru="Да", es="Sí"), tu(ru="Нет", es="No")))
    before = stored(database)
    file = tmx(
        tmp_path / "b.tmx",
        tu(NEW, ru="Да", es="Claro"),
        tu(ru="Нет", es="No"),
        tu(ru="Мир", es="Paz"),
        tu(ru="Мир", es="Mundo"),
    )
    rehearsed = do(database, file, dry_run=True)[0]
    assert stored(database) == before
    real = do(database, file)[0]
    assert counts(rehearsed) == counts(real) == (4, 1, 2, 1, 0)
    assert rehearsed.conflicts == real.conflicts


def test_an_unknown_memory_is_told_before_anything_is_read(database: Database, tmp_path: Path) -> None:
    """Unless it is to be made."""
    with pytest.raises(NotFound, match="no memory 'work'"):
        do(database, tmp_path / "missing.tmx", create=False)


def test_what_the_caller_says_of_units(database: Database, tmp_path: Path) -> None:
    """Languages are mapped and narrowed, the status is set, units without document get one."""
    file = tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí", en="Yes"), tu(ru="Нет", en="No"), tu(ru="А", es="B"))
    wishes = Wishes("ru", "es-CL", {"es": "es-CL"}, "interview", Status.REVIEWED)
    (result,) = do(database, file, wishes=wishes)
    assert counts(result) == (3, 2, 0, 0, 1)
    assert result.reasons == {"no pair ru–es-CL": 1}
    first, second = stored(database)
    assert [each.language for each in first.variants] == ["ru", "es-CL"]
    assert (first.document, first.position, first.status) == ("interview", 1, Status.REVIEWED)
    assert (variant(first, "ru").previous, variant(first, "ru").next) == ("", "А")
    assert (variant(second, "es-CL").previous, variant(second, "es-CL").next) == ("Sí", "")


def test_neighbours_come_from_positions_and_never_from_a_guess(database: Database, tmp_path: Path) -> None:
    """A gap in the positions and the end of a run that did not begin at 1 stay unknown."""

    def placed(position: int, text: str) -> str:
        props = f'<prop type="x-document">a</prop><prop type="x-position">{position}</prop>'
        return tu("", props, ru=text, es=text)

    do(database, tmx(tmp_path / "a.tmx", placed(1, "А"), placed(2, "Б"), placed(4, "В"), tu(ru="Г", es="Г")))
    found = {variant(unit, "ru").text: variant(unit, "ru") for unit in stored(database)}
    neighbours = {text: (each.previous, each.next) for text, each in found.items()}
    assert neighbours == {"А": ("", "Б"), "Б": ("А", ""), "В": (None, None), "Г": (None, None)}


def test_a_text_that_no_database_takes_is_skipped(database: Database, tmp_path: Path) -> None:
    """Its neighbours are stored."""
    file = tmp_path / "a.po"
    head = 'msgid ""\nmsgstr "Language: es\\n"\n\n'
    file.write_text(head + 'msgid "A\\000B"\nmsgstr "C"\n\nmsgid "D"\nmsgstr "E"\n', encoding="utf-8")
    (result,) = do(database, file)
    assert counts(result) == (2, 1, 0, 0, 1)
    assert result.reasons == {"a text that cannot be stored": 1}


def test_folders_give_their_exchange_files_by_name(tmp_path: Path) -> None:
    """Whatever the case of the suffix; other files are left aside."""
    for name in ("b.tmx", "a.TMX", "readme.txt", "sub/c.po"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = files_of([tmp_path, tmp_path / "readme.txt"], [".tmx", ".po"])
    assert [each.name for each in found] == ["a.TMX", "b.tmx", "c.po", "readme.txt"]
    assert files_of([tmp_path / "*.tmx", tmp_path / "s?b"], [".po"]) == [
        tmp_path / "b.tmx",
        tmp_path / "sub" / "c.po",
    ]


def test_a_long_file_is_analysed_by_other_processes_in_its_order(
    sqlite_database: Database, tmp_path: Path
) -> None:
    """Every source variant has an analysis of its own text; no other variant has one."""
    units = [
        tu(ru=f"Дом номер {number} на улице {number * 7}.", es=f"Casa {number}.") for number in range(4500)
    ]
    do(sqlite_database, tmx(tmp_path / "a.tmx", *units))
    with sqlite_database.read() as session:
        memory = memories.get_memory(session, "work").id
        found = list(variants.of_language(session, memory, "ru"))
        assert all(not each.analysis for each in variants.of_language(session, memory, "es"))
    assert len(found) == 4500
    assert all(each.analyser == ANALYSER for each in found)
    assert all(each.analysis == to_bytes(analyse(each.text, "ru")) for each in found[::100])
