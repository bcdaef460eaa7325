"""An alignment under correction as files of a folder: its texts, which stay, and how far it is corrected."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from filelock import FileLock

from tmserver.alignment.track import Document
from tmserver.errors import ChangedMeanwhile
from tmserver.services.alignment.correction import Correction, Link, Step

TEXTS = "texts.json"
STATE = "correction.json"
_LOCK = "correction.lock"


def keep_texts(folder: Path, documents: Sequence[Document]) -> None:
    """Write the segments of all documents."""
    _write(folder / TEXTS, [[document.language, list(document.segments)] for document in documents])


def kept_texts(folder: Path) -> list[Document]:
    """The documents; without the paragraphs, which an aligned text needs no more."""
    return [Document(language, segments) for language, segments in _read(folder / TEXTS)]


def keep_correction(folder: Path, correction: Correction) -> None:
    """Write the state, whole or not at all."""
    _write(folder / STATE, asdict(correction))


def kept_correction(folder: Path) -> Correction:
    """The state that was written last."""
    state = _read(folder / STATE)
    steps = [Step(step["at"], step["number"], _links(step["before"])) for step in state["steps"]]
    return Correction(_links(state["links"]), tuple(steps), state["version"])


def correct(folder: Path, version: int, step: Callable[[Correction], Correction]) -> Correction:
    """Do a step to the state of that version, and keep it.

    ChangedMeanwhile if somebody did another since; InvalidInput as the step.
    """
    with FileLock(folder / _LOCK):
        before = kept_correction(folder)
        if before.version != version:
            reason = "Somebody else has changed the alignment meanwhile. Look at it again."
            raise ChangedMeanwhile(reason, current=None)
        after = step(before)
        keep_correction(folder, after)
    return after


def _links(kept: Sequence[dict[str, Any]]) -> tuple[Link, ...]:
    return tuple(
        Link(tuple((start, end) for start, end in each["spans"]), each["confidence"], each["accepted"])
        for each in kept
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _write(path: Path, value: object) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")
    part.replace(path)
