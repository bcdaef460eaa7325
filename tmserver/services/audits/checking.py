"""The check of single pairs by a running service: stored glossaries stay compiled from call to call."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from glossary.concept import Concept
from glossary.index import TermIndex
from tmserver.audit.finding import Finding
from tmserver.audit.options import AuditOptions
from tmserver.language.tags import LONGEST
from tmserver.services.audits.pair import PairRequest, check_pair
from tmserver.services.audits.terms import joined
from tmserver.services.glossaries.term_indexes import TermIndexes
from tmserver.services.limits import check_text
from tmserver.settings import Settings
from tmserver.store import glossaries
from tmserver.store.database import Database

KEPT = 8
"""Sets of glossaries whose compiled terms are kept: 20 MB for each 100,000 terms."""

_Key = tuple[tuple[int, int], ...]  # id and revision of each glossary


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A pair to check with the terms of some glossaries; no checks named in ``only``: all of them."""

    pair: PairRequest
    glossaries: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Compiled:
    concepts: tuple[Concept, ...]
    indexes: dict[str, TermIndex] = field(default_factory=dict)


class PairChecks:
    """Checks pairs as ``tmserver check`` does; threads may share it."""

    def __init__(self, database: Database, settings: Settings, indexes: TermIndexes) -> None:
        self._database = database
        self._settings = settings
        self._indexes = indexes
        self._kept: OrderedDict[_Key, _Compiled] = OrderedDict()
        self._lock = Lock()

    def check(self, request: CheckRequest) -> list[Finding]:
        """The findings of the pair. InvalidInput names the wrong field; NotFound an unknown glossary."""
        for name in ("source", "target"):
            check_text(getattr(request.pair, name), LONGEST, field=f"/{name}")
        longest = self._settings.max_query_length
        check_text(request.pair.source_text, longest, field="/source_text")
        check_text(request.pair.target_text, longest, field="/target_text", may_be_empty=True)
        compiled = self._compiled(request.glossaries)
        options = AuditOptions(concepts=compiled.concepts, only=request.only, skip=request.skip)
        return check_pair(request.pair, options, self._settings, compiled.indexes)

    def _compiled(self, names: Sequence[str]) -> _Compiled:
        if not names:
            return _Compiled(())
        with self._database.read() as session:
            homes = glossaries.get_glossaries(session, names)
            key = tuple((home.id, home.revision) for home in homes)
            with self._lock:
                if key not in self._kept:
                    held = [(home.name, self._indexes.concepts(session, home)) for home in homes]
                    self._kept[key] = _Compiled(joined(held))
                self._kept.move_to_end(key)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
                return self._kept[key]
