"""Rules of the user's own: patterns that must, or must not, stand in a target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from tmserver.audit.finding import Finding, Span
from tmserver.audit.options import Rule
from tmserver.audit.pair import Pair
from tmserver.errors import InvalidInput
from tmserver.language import tags

TIMEOUT = 0.5
"""Seconds that a pattern may search one text; what takes longer is reported, not waited for."""


def check_rules(rules: Sequence[Rule]) -> None:
    """InvalidInput naming every rule whose patterns cannot be compiled, with the place of the mistake."""
    mistakes = []
    for rule in rules:
        for field, pattern in (("source", rule.source), ("target", rule.target)):
            try:
                _compiled(pattern, rule.ignore_case)
            except regex.error as mistake:
                mistakes.append(f"{rule.name}.{field}: {mistake}")
    if mistakes:
        raise InvalidInput(f"Patterns that cannot be read: {'; '.join(mistakes)}.", field="rules")


def find_patterns(pair: Pair) -> Iterator[Finding]:
    """A finding for each rule that the pair breaks; one that takes too long is said so, as a finding."""
    for rule in pair.rules:
        if rule.language and tags.closeness(rule.language, pair.target.tag) is None:
            continue
        try:
            yield from _broken(pair, rule)
        except TimeoutError:
            yield pair.finding("pattern", "pattern-timeout", severity=rule.severity, rule=rule.name)


def _broken(pair: Pair, rule: Rule) -> Iterator[Finding]:
    asking = _spans(rule.source, rule, pair.source.text) if rule.source else []
    if rule.source and not asking:
        return
    found = _spans(rule.target, rule, pair.target.text)
    if bool(found) is not rule.required:
        message = "pattern-required" if rule.required else "pattern-found"
        yield pair.finding(
            "pattern",
            message if not rule.message else "pattern-own",
            source=asking,
            target=found,
            severity=rule.severity,
            rule=rule.name,
            text=rule.message or rule.target,
        )


def _spans(pattern: str, rule: Rule, text: str) -> list[Span]:
    compiled = _compiled(pattern, rule.ignore_case)
    return [match.span() for match in compiled.finditer(text, timeout=TIMEOUT)]


@lru_cache(maxsize=1024)
def _compiled(pattern: str, ignore_case: bool) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
