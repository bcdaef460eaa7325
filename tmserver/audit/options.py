"""What an audit is asked to do: languages, glossary, severities, rules of the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from glossary.concept import Concept
from tmserver.audit.finding import Severity

ON_REQUEST = frozenset({"style", "meaning"})
"""Checks that are off until ``only`` or ``severities`` names them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of the user's own (``regex`` syntax), reported by its ``name`` with its ``message``.

    ``target`` is what must not stand in the target, or with ``required`` what must. ``source`` limits the
    rule to units whose source has it; ``language`` (a tag) to targets in it. "" no limit.
    """

    name: str
    target: str
    message: str = ""
    source: str = ""
    language: str = ""
    required: bool = False
    ignore_case: bool = False
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """The whole request. ``concepts`` empty: no term checks.

    ``pairs`` are (source tag, target tag), as asked: "es" is not es-CL, "es-*" is both, "" any language. ()
    stands for those of each unit from its source language, and those between its other languages;
    ``all_pairs`` for both directions of all. ``only`` empty: all checks. ``severities`` overrides that of a
    check. ``counts``: also report terms that stand more or less often in the target. ``drafts``: audit them
    too.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    concepts: tuple[Concept, ...] = ()
    only: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    counts: bool = False
    all_pairs: bool = False
    drafts: bool = False

    def runs(self, check: str) -> bool:
        """Whether the check of this name is on; those of terms are off without concepts."""
        if check in self.skip:
            return False
        if self.only or check in ON_REQUEST:
            return check in self.only or (not self.only and check in self.severities)
        return True
