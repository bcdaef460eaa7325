"""Files and calls for the tests of imports."""

from __future__ import annotations

from pathlib import Path

from tmserver.segment import Unit, Variant
from tmserver.services.imports.decide import Action
from tmserver.services.imports.report import FileResult
from tmserver.services.imports.run import ImportRequest, import_files
from tmserver.settings import Settings
from tmserver.store import memories, selection
from tmserver.store.database import Database

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header srclang="ru"/><body>\n'
FOOT = "</body></tmx>\n"


def tu(attributes: str = "", props: str = "", **texts: str) -> str:
    """A translation unit on one line: ``tu('tuid="1"', ru="…", es="…")``."""
    variants = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in texts.items())
    return f"<tu {attributes}>{props}{variants}</tu>\n"


def tmx(path: Path, *units: str) -> Path:
    """A TMX file of such units, at ``path``."""
    path.write_text(HEAD + "".join(units) + FOOT, encoding="utf-8")
    return path


def do(database: Database, *files: Path, **request: object) -> list[FileResult]:
    """Import files into the memory "work"."""
    given = {"memory": "work", "by": "ana", "create": True} | request
    return import_files(database, Settings(), ImportRequest(**given), files)  # type: ignore[arg-type]  # as the test gave


def stored(database: Database, memory: str = "work") -> list[Unit]:
    """The units of the memory."""
    with database.read() as session:
        return list(selection.iterate(session, memories.get_memory(session, memory).id))


def texts(database: Database, language: str = "es") -> list[str]:
    """The texts that the memory holds in a language, sorted."""
    return sorted(v.text for unit in stored(database) for v in unit.variants if v.language == language)


def counts(result: FileResult) -> tuple[int, ...]:
    """Units read, added, updated, unchanged, skipped."""
    return result.read, *(result.actions[action] for action in Action)


def variant(unit: Unit, language: str) -> Variant:
    """The unit's first variant in the language."""
    return next(each for each in unit.variants if each.language == language)
