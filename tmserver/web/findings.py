"""What an audit finds, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tmserver.audit.finding import Finding
from tmserver.audit.options import AuditOptions
from tmserver.audit.wording import say
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.audits.terms import concepts_in
from tmserver.web.language import language


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding, its sentence in the reader's language, and what is expected that it does not say."""

    finding: Finding
    sentence: str
    wanted: tuple[str, ...]


def shown_finding(finding: Finding) -> ShownFinding:
    """The finding as the reader of this request sees it."""
    sentence = say(finding.message, language())
    return ShownFinding(finding, sentence, tuple(each for each in finding.expected if each not in sentence))


def options_for(texts: Mapping[str, str]) -> AuditOptions:
    """All checks, those of terms by the glossaries that the caller sees; ``texts`` by language."""
    who = caller()
    if who.glossaries == frozenset():
        return AuditOptions()
    return AuditOptions(concepts=concepts_in(texts, services().recognition, who.glossary_scope(())))
