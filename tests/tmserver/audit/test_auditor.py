"""A whole run: ids, counts, nothing at all."""

from __future__ import annotations

from tests.tmserver.audit.pairs import audited
from tmserver.audit.auditor import Audit
from tmserver.audit.finding import Location
from tmserver.audit.options import AuditOptions
from tmserver.segment import Unit


def test_equal_findings_differ_by_an_ordinal() -> None:
    """Ids are of the content, so that they outlive edits elsewhere, and unique in a run."""
    texts = {"ru": "25 заводов", "es": "52 fábricas"}
    first, second = audited("number", texts, texts)
    assert (first.content, first.ordinal, second.ordinal) == (second.content, 1, 2)
    assert second.id == f"{first.id}-2"
    edited = {"ru": "25 заводов", "es": "52 grandes fábricas"}
    (moved,) = audited("number", {"ru": "x", "es": "y"}, edited)
    assert moved.id == first.id
    (other,) = audited("number", {"ru": "25 заводов", "es": "53 fábricas"})
    assert other.id != first.id


def test_every_unit_without_findings_is_silent() -> None:
    """An audit of nothing, and of a unit of one language."""
    assert list(Audit(AuditOptions()).run([])) == []
    audit = Audit(AuditOptions())
    assert list(audit.run([(Location(), Unit(()))])) == []
    assert audit.summary.unpaired == 1
