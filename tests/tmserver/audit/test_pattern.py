"""Rules of the user's own."""

from __future__ import annotations

import pytest

from tests.tmserver.audit.pairs import units
from tmserver.audit.auditor import Audit
from tmserver.audit.finding import Finding, Severity
from tmserver.audit.options import AuditOptions, Rule
from tmserver.audit.pattern import check_rules
from tmserver.audit.wording import say
from tmserver.errors import InvalidInput


def broken(rule: Rule, source: str, target: str) -> list[Finding]:
    """What a Spanish translation breaks of a rule."""
    options = AuditOptions(rules=(rule,), only=frozenset({"pattern"}))
    return list(Audit(options).run(units({"ru": source, "es": target})))


def test_what_must_not_stand_there() -> None:
    """Found with its spans, and the message of the rule."""
    rule = Rule("usted", r"\btú\b", "Aquí se trata de usted.", ignore_case=True)
    (finding,) = broken(rule, "ты и ты", "Tú y tú")
    assert finding.target.evidence == ("Tú", "tú")
    assert finding.severity is Severity.WARNING
    assert say(finding.message, "ru") == "Aquí se trata de usted."
    assert broken(rule, "вы", "usted") == []


def test_what_must_stand_there() -> None:
    """Only where the source asks for it, and in the language of the rule."""
    rule = Rule("ley", r"17\.798", source="закон", required=True, language="es")
    assert len(broken(rule, "по закону", "por la ley")) == 1
    assert broken(rule, "по закону", "por la ley 17.798") == []
    assert broken(rule, "по обычаю", "por la costumbre") == []
    options = AuditOptions(rules=(rule,), only=frozenset({"pattern"}))
    assert list(Audit(options).run(units({"ru": "по закону", "en": "by law"}))) == []


def test_a_pattern_that_takes_too_long_is_said_so() -> None:
    """And not waited for."""
    rule = Rule("slow", r"(?:a+)+b")
    (finding,) = broken(rule, "a", "a" * 5000)
    assert finding.message.key == "pattern-timeout"


def test_patterns_that_cannot_be_read_are_named_at_once() -> None:
    """All of them, with the place of the mistake."""
    rules = (Rule("one", "("), Rule("two", "a", source="[z-a]"))
    with pytest.raises(InvalidInput, match=r"one\.target: .*; two\.source: "):
        check_rules(rules)
