"""Pairs of texts for tests, and what checks say of them."""

from __future__ import annotations

from dataclasses import replace

from glossary.concept import Concept
from tmserver.audit.auditor import Audit
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Finding, Location
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair, Reading
from tmserver.segment import Prop, Unit, Variant


def pair(source: tuple[str, str], target: tuple[str, str]) -> Pair:
    """A pair of (language, text)."""
    return Pair(Reading(Variant(*source)), Reading(Variant(*target)))


def found(check: str, source: tuple[str, str], target: tuple[str, str]) -> list[Finding]:
    """The findings of one check's function that are of that check."""
    find = CHECKS[check].find
    assert find is not None
    return [finding for finding in find(pair(source, target)) if finding.check == check]


def messages(check: str, source: tuple[str, str], target: tuple[str, str]) -> list[str]:
    """The keys of what a check says."""
    return [finding.message.key for finding in found(check, source, target)]


def evidence(check: str, source: tuple[str, str], target: tuple[str, str]) -> list[tuple[str, ...]]:
    """The spans' texts of each finding, those of the source first."""
    return [(*finding.source.evidence, *finding.target.evidence) for finding in found(check, source, target)]


def units(*texts: dict[str, str]) -> list[tuple[Location, Unit]]:
    """Units of these texts by language, the first language their source, numbered from 1."""
    return [
        (
            Location(unit=str(number), number=number),
            Unit(
                tuple(Variant(language, text) for language, text in each.items()),
                source_language=next(iter(each)),
            ),
        )
        for number, each in enumerate(texts, start=1)
    ]


def audited(
    check: str, *texts: dict[str, str], concepts: tuple[Concept, ...] = (), props: tuple[Prop, ...] = ()
) -> list[Finding]:
    """The findings of one check; the first unit has the props."""
    given = units(*texts)
    given[0] = (given[0][0], replace(given[0][1], props=props))
    return list(Audit(AuditOptions(only=frozenset({check}), concepts=concepts)).run(given))
