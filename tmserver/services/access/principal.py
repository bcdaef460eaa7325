"""Who calls a use case, and what it may see and change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tmserver.errors import Forbidden, NotFound
from tmserver.store.texts import printable


class Right(StrEnum):
    """What a caller may be allowed to do; no right implies another."""

    READ = "read"  # look up, search, check, export
    WRITE = "write"  # add and edit units, import
    REVIEW = "review"  # set statuses, edit and delete in bulk, accept findings
    TERMS = "terms"  # edit glossaries
    ADMIN = "admin"  # make, rename, purge memories and glossaries; keys and people


EVERYTHING = frozenset(Right)


@dataclass(frozen=True, slots=True)
class Principal:
    """A person or a program; ``name`` is what histories record.

    ``memories`` and ``glossaries`` are the names granted, None if all are, those yet to come too.
    """

    name: str
    rights: frozenset[Right] = EVERYTHING
    memories: frozenset[str] | None = None
    glossaries: frozenset[str] | None = None

    def may(self, right: Right) -> bool:
        """Whether it has this right, on what it sees."""
        return right in self.rights

    def require(self, right: Right) -> None:
        """Forbidden, naming the right, unless it has it."""
        if right not in self.rights:
            raise Forbidden(f"{self.name} may not do this: it needs the right {right.value!r}.")

    def require_everywhere(self, right: Right) -> None:
        """Forbidden unless it has the right and is limited to nothing: to make memories, keys and people."""
        self.require(right)
        if self.memories is not None or self.glossaries is not None:
            raise Forbidden(f"{self.name} may not do this: it is limited to some memories and glossaries.")

    def sees_memory(self, name: str) -> bool:
        """Whether the memory of that name is granted."""
        return self.memories is None or name in self.memories

    def sees_glossary(self, name: str) -> bool:
        """Whether the glossary of that name is granted."""
        return self.glossaries is None or name in self.glossaries

    def scope(self, asked: Iterable[str], *, field: str = "/memory") -> tuple[str, ...]:
        """The memories to search: those asked for, else all granted ones; () if every memory is granted.

        NotFound names the granted ones where another is asked for, and the ``field``: it must look as if it
        did not exist.
        Forbidden if none is granted: no names would mean all of them.
        """
        return _scope("memory", self.memories, tuple(asked), field)

    def glossary_scope(self, asked: Iterable[str], *, field: str = "/glossary") -> tuple[str, ...]:
        """As ``scope``, of glossaries."""
        return _scope("glossary", self.glossaries, tuple(asked), field)


LOCAL = Principal("")
"""This machine's user, on a server without keys: everything, and histories record no name."""


def _scope(kind: str, granted: frozenset[str] | None, asked: tuple[str, ...], field: str) -> tuple[str, ...]:
    if granted is None:
        return asked
    hidden = [name for name in asked if name not in granted]
    if hidden:
        known = sorted(granted)
        listed = f"There are: {', '.join(known)}." if known else "None is granted to you."
        raise NotFound(f"There is no {kind} {printable(hidden[0])}. {listed}", field=field, known=known)
    if not granted:
        raise Forbidden(f"No {kind} is granted to you.")
    return asked or tuple(sorted(granted))
