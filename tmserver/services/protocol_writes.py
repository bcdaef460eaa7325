"""What clients of the tmserver protocol send to be kept: single pairs, lists of pairs, whole files.

The protocol only adds: a corrected translation stands beside the earlier one, and is offered before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from tmserver.errors import InvalidInput
from tmserver.language.tags import normalise
from tmserver.segment import Prop, Unit, Variant
from tmserver.services.imports.decide import Action, OnConflict
from tmserver.services.imports.run import ImportRequest, import_files
from tmserver.services.imports.units import Wishes
from tmserver.services.limits import check_text
from tmserver.services.units.add import add_units
from tmserver.settings import Settings
from tmserver.store.database import Database

ORIGIN = "tmserver protocol"


@dataclass(frozen=True, slots=True)
class Pair:
    """A source with its translation; ``context`` is that of a PO message, "" none."""

    source: str
    target: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a client's pairs go: the languages of all of them, the store they come from, and who sends."""

    source: str
    target: str
    store: str = ""
    by: str = ""

    @property
    def document(self) -> str:
        """The store's name without the folders of the client's machine."""
        return PurePosixPath(self.store.replace("\\", "/")).name


def keep_pairs(database: Database, settings: Settings, shelf: Shelf, pairs: Sequence[Pair]) -> int:
    """How many units were added; pairs that are there already, or have no translation yet, add none.

    InvalidInput names the pair and field that cannot be stored.
    """
    source, target = _tag(shelf.source, "source"), _tag(shelf.target, "target")
    _check(settings, pairs)
    units = [
        _unit(pair, source, target, shelf) for pair in pairs if pair.source.strip() and pair.target.strip()
    ]
    return add_units(database, settings.protocol_memory, units, why=ORIGIN, by=shelf.by, create=True)


def keep_file(database: Database, settings: Settings, shelf: Shelf, content: bytes) -> int:
    """How many units were added from a bilingual file, whose format is told by its content.

    InvalidInput says what is wrong with it, and in which line.
    """
    request = ImportRequest(
        memory=settings.protocol_memory,
        by=shelf.by,
        create=True,
        wishes=Wishes(_tag(shelf.source, "source"), _tag(shelf.target, "target"), document=shelf.document),
        on_conflict=OnConflict.KEEP_BOTH,
    )
    with TemporaryDirectory(prefix="tmserver-") as folder:
        path = Path(folder) / (re.sub(r"[^\w.-]", "_", shelf.document[-100:]).strip(".") or "store")
        path.write_bytes(content)
        (result,) = import_files(database, settings, request, [path])
        if result.error:
            raise InvalidInput(result.error.replace(f"{folder}/", ""), field="/")
    return result.actions[Action.ADDED]


def _tag(given: str, field: str) -> str:
    tag = normalise(given)
    if not tag:
        raise InvalidInput(f"{given!r} is no language tag; use one such as ru or es_CL.", field=f"/{field}")
    return tag


def _check(settings: Settings, pairs: Iterable[Pair]) -> None:
    for field, text in _texts(pairs):
        check_text(text, settings.max_text_length, field=field, may_be_empty=True)


def _texts(pairs: Iterable[Pair]) -> Iterator[tuple[str, str]]:
    for number, pair in enumerate(pairs):
        yield f"/{number}/source", pair.source
        yield f"/{number}/target", pair.target
        yield f"/{number}/context", pair.context


def _unit(pair: Pair, source: str, target: str, shelf: Shelf) -> Unit:
    return Unit(
        variants=(Variant(source, pair.source), Variant(target, pair.target)),
        source_language=source,
        document=shelf.document,
        props=(Prop("x-context", pair.context),) if pair.context else (),
        origin=ORIGIN,
        created_by=shelf.by,
    )
