"""What a page offers to choose from: the languages and memories that the caller sees."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.languages import Language, list_languages
from tmserver.services.memories import memory_names
from tmserver.web.language import language

_WITHOUT_MEMORIES = ("es", "ru")


@dataclass(frozen=True, slots=True)
class Choices:
    """Languages, most used first, and names of memories; ``pair`` is what to begin with."""

    languages: tuple[Language, ...]
    memories: tuple[str, ...]
    pair: tuple[str, str]


def choices() -> Choices:
    """What the caller of this request may choose from; templates call it where they offer something."""
    if "choices" not in g:
        g.choices = _choices()
    found: Choices = g.choices
    return found


def _choices() -> Choices:
    names = [name for name in memory_names(services().database) if caller().sees_memory(name)]
    # Of the memories granted, one may have been deleted in this very request.
    is_limited = caller().memories is not None
    searched = names if is_limited else ()
    found = [] if is_limited and not names else list_languages(services().database, language(), searched)
    return Choices(tuple(found), tuple(names), _pair([each.code for each in found]))


def _pair(codes: list[str]) -> tuple[str, str]:
    """Into the reader's own language, if it is stored, from the most used other one."""
    if len(codes) < 2:
        return _WITHOUT_MEMORIES
    target = next((code for code in codes if code.partition("-")[0] == language()), codes[1])
    return next(code for code in codes if code != target), target
