"""Findings on disk: order, ordinals, groups."""

from __future__ import annotations

from dataclasses import replace

from tests.tmserver.audit.reports.results import ALL, ATTACK, DISTRIBUTED, NUMBER
from tmserver.audit.finding import Location
from tmserver.audit.spool import Spool


def test_findings_come_back_as_they_were_in_their_order() -> None:
    """Whatever their texts; accepted ones apart, with the reason."""
    with Spool() as spool:
        for finding in (*ALL, ATTACK):
            spool.add(finding)
        spool.add(NUMBER, accepted="quoted")
        assert list(spool.findings()) == [*ALL, ATTACK]
        assert list(spool.accepted()) == [(NUMBER, "quoted")]


def test_ordinals_count_equal_content() -> None:
    """The place of a finding is not its content."""
    with Spool() as spool:
        found = [spool.numbered(replace(NUMBER, location=Location("f", line))) for line in (1, 2, 3)]
        assert [finding.ordinal for finding in found] == [1, 2, 3]
        assert spool.numbered(DISTRIBUTED).ordinal == 1


def test_what_says_the_same_is_a_group_errors_first() -> None:
    """With the count of all and the first of them; accepted ones do not count."""
    other = replace(NUMBER, source=replace(NUMBER.source, text="В 1973 году."), location=Location("f", 9))
    with Spool() as spool:
        for finding in (DISTRIBUTED, NUMBER, other, NUMBER):
            spool.add(finding)
        spool.add(NUMBER, accepted="")
        groups = list(spool.groups(2))
    assert [(group.check, group.count, group.first) for group in groups] == [
        ("number", 3, (NUMBER, other)),
        ("same-source", 1, (DISTRIBUTED,)),
    ]
