"""The form of an audit, its findings, and the findings that are accepted."""

from __future__ import annotations

from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range

from tmserver.api.schemas.fields import PageAnswer, uploads
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Severity
from tmserver.audit.wording import LANGUAGES
from tmserver.services.audits.baselines import LONGEST_REASON
from tmserver.services.jobs.audits import NEVER
from tmserver.services.jobs.queue import DEFAULT_LIMIT
from tmserver.services.limits import LIMIT

SEVERITIES = [severity.value for severity in Severity]


def _names(allowed: list[str], description: str) -> Any:
    return List(
        String(validate=OneOf(allowed)),
        load_default=list,
        metadata={"description": f"{description}; may repeat"},
    )


class AuditBody(Schema):
    """The form of POST /api/v2/audits."""

    files = uploads("exchange files; may repeat", required=False)
    baseline = uploads("a baseline file: findings that do not count", required=False)
    memory = String(load_default="", metadata={"description": "audit this memory, too"})
    source = String(load_default="", metadata={"description": "source language; es-* for any region"})
    target = String(load_default="", metadata={"description": "target language"})
    all_pairs = Boolean(load_default=False, metadata={"description": "compare each two languages of a unit"})
    glossary = List(
        String(), load_default=list, metadata={"description": "glossary whose terms are checked; may repeat"}
    )
    only = _names(list(CHECKS), "run this check only")
    skip = _names(list(CHECKS), "leave this check out")
    counts = Boolean(load_default=False, metadata={"description": "also tell terms that stand more often"})
    drafts = Boolean(load_default=False, metadata={"description": "audit drafts too"})
    fail_on = String(
        load_default=Severity.WARNING.value,
        validate=OneOf([*SEVERITIES, NEVER]),
        metadata={"description": "lowest severity that counts as failing"},
    )
    language = String(
        load_default="en", validate=OneOf(LANGUAGES), metadata={"description": "language of the reports"}
    )


class FindingsQuery(Schema):
    """Parameters of GET /api/v2/audits/{job}/findings."""

    check = _names(list(CHECKS), "only this check")
    severity = _names(SEVERITIES, "only this severity")
    language = String(
        load_default="en", validate=OneOf(LANGUAGES), metadata={"description": "language of the messages"}
    )
    limit = Integer(strict=False, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    cursor = String(load_default="", metadata={"description": "the `next` of the page before"})


class SideAnswer(Schema):
    """One language of a finding."""

    language = String(required=True)
    text = String(required=True)
    spans = List(List(Integer()), required=True, metadata={"description": "[start, end) in code points"})


class FindingAnswer(Schema):
    """A finding; those of several units and of three languages have more members, see docs/audit.md."""

    id = String(required=True)
    check = String(required=True)
    severity = String(required=True, validate=OneOf(SEVERITIES))
    message = String(required=True)
    location = Dict(required=True)
    source = Nested(SideAnswer, required=True)
    target = Nested(SideAnswer, required=True)
    concept = String(required=True, allow_none=True)
    expected = List(String(), required=True)
    accepted = String(
        required=True,
        allow_none=True,
        metadata={"description": "why it was accepted since; null if it was not"},
    )


class FindingsAnswer(PageAnswer):
    """A page of findings, in the order of the units."""

    items = List(Nested(FindingAnswer), required=True)


class AcceptBody(Schema):
    """Body of POST /api/v2/audits/{job}/accepted."""

    findings = List(String(), required=True, validate=Length(min=1), metadata={"description": "ids"})
    reason = String(required=True, validate=Length(1, LONGEST_REASON))
    expires = String(load_default="", metadata={"description": "last day, as 2027-01-31; for ever if absent"})


class EntryBody(Schema):
    """An accepted finding."""

    id = String(required=True, validate=Length(min=1))
    reason = String()
    expires = String()
    check = String()
    languages = String()
    file = String()
    unit = String()
    source = String()
    evidence = String()


class BaselineBody(Schema):
    """A baseline, in the form of the command line's files."""

    version = Integer(required=True, strict=True, metadata={"description": "1"})
    accepted = List(Nested(EntryBody), required=True)


class AcceptedAnswer(Schema):
    """How many findings were accepted."""

    accepted = Integer(required=True)
