"""The check of one pair of texts: what an audit would find in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from glossary.index import TermIndex
from tmserver.audit.auditor import Audit
from tmserver.audit.finding import Finding, Location
from tmserver.audit.options import AuditOptions
from tmserver.errors import InvalidInput
from tmserver.language.tags import normalise
from tmserver.segment import Unit, Variant
from tmserver.services.limits import check_text
from tmserver.settings import Settings


@dataclass(frozen=True, slots=True)
class PairRequest:
    """A text and its translation, with their language tags."""

    source: str
    target: str
    source_text: str
    target_text: str


def check_pair(
    request: PairRequest,
    options: AuditOptions,
    settings: Settings,
    indexes: dict[str, TermIndex] | None = None,
) -> list[Finding]:
    """The findings of the pair, in the order of the checks; InvalidInput for texts that cannot be read.

    The languages are those of the request; a target may be empty, and is then a finding. ``indexes`` as
    ``Examiner`` has them.
    """
    longest = settings.max_text_length
    check_text(request.source_text, longest, field="/source")
    check_text(request.target_text, longest, field="/target", may_be_empty=True)
    source, target = normalise(request.source), normalise(request.target)
    if source == target:
        raise InvalidInput(f"Source and target are both in the language {source}.", field="/target")
    unit = Unit(
        (Variant(source, request.source_text), Variant(target, request.target_text)), source_language=source
    )
    audit = Audit(replace(options, pairs=((source, target),)), indexes)
    return list(audit.run([(Location(), unit)]))
