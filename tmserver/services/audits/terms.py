"""The concepts that an audit checks: of stored glossaries, and straight of glossary files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from glossary.concept import Concept
from glossary.formats.detect import read_glossary
from glossary.formats.errors import FormatError
from glossary.recognise import recognise
from tmserver.errors import NotFound, UnreadableFile
from tmserver.language.tags import normalise
from tmserver.services.glossaries.recognition import RecognitionService
from tmserver.store import glossaries
from tmserver.store.database import Database


def concepts_of(
    names: Iterable[str], open_: Callable[[], Database], languages: tuple[str, str] | None = None
) -> tuple[Concept, ...]:
    """The concepts of all glossaries named: a file if there is one of that name, else a stored glossary.

    The database is opened only where a name is no file. ``languages`` are those of the two columns of a
    table without names. With several glossaries each id gets its glossary's name before it. NotFound and
    UnreadableFile say what is wrong.
    """
    return joined([(Path(name).stem, _concepts(name, open_, languages)) for name in names])


def stored_concepts(names: Iterable[str], database: Database) -> tuple[Concept, ...]:
    """As ``concepts_of``, of stored glossaries only, whatever files there are."""
    return joined([(name, _stored(name, database)) for name in names])


def joined(named: Sequence[tuple[str, tuple[Concept, ...]]]) -> tuple[Concept, ...]:
    """The concepts of glossaries and their names; of several, each id gets its glossary's name before it."""
    if len(named) == 1:
        return named[0][1]
    return tuple(_prefixed(each, name) for name, concepts in named for each in concepts)


def concepts_in(
    texts: Mapping[str, str], recognition: RecognitionService, names: Sequence[str] = ()
) -> tuple[Concept, ...]:
    """The concepts of stored glossaries, of all if none is named, that a check of these texts needs.

    ``texts`` are by language. What stands in none of them cannot be found wrong, so that a check with these
    concepts finds what one with all would, and no index of all has to be made for it.
    """
    found = {
        (name, occurrence.concept.id): occurrence.concept
        for language, text in texts.items()
        for name, index in recognition.indexes(language, names).items()
        for occurrence in recognise(text, index, accepted=True, nested=True)
    }
    if len({name for name, _ in found}) < 2:
        return tuple(found.values())
    return tuple(_prefixed(concept, name) for (name, _), concept in found.items())


def _concepts(
    name: str, open_: Callable[[], Database], languages: tuple[str, str] | None
) -> tuple[Concept, ...]:
    path = Path(name)
    if path.is_file():
        try:
            return read_glossary(path, name=name, languages=languages, normalise=normalise).glossary.concepts
        except FormatError as error:
            raise UnreadableFile(
                error.reason, file=error.file, line=error.line, column=error.column
            ) from error
    if path.suffix:
        _refuse_missing_file(name)
    return _stored(name, open_())


def _stored(name: str, database: Database) -> tuple[Concept, ...]:
    with database.read() as session:
        return glossaries.whole(session, glossaries.get_glossary(session, name)).concepts


def _refuse_missing_file(name: str) -> None:
    if Path(name).suffix.lower() in {".tbx", ".xml", ".csv", ".tsv", ".txt", ".tab", ".utf8", ".xlsx"}:
        raise NotFound(f"There is no glossary file {name}.", field="glossary")


def _prefixed(concept: Concept, name: str) -> Concept:
    def within(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{name}:{each}" for each in ids)

    return replace(
        concept,
        id=f"{name}:{concept.id}",
        related=within(concept.related),
        not_to_confuse=within(concept.not_to_confuse),
    )
