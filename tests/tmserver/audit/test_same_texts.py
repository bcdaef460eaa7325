"""One source with several targets, one target with several sources."""

from __future__ import annotations

from tests.tmserver.audit.pairs import audited
from tmserver.audit.finding import Severity
from tmserver.segment import Prop


def test_one_source_with_two_targets_is_one_finding() -> None:
    """With its distribution; it stands at the first unit that is not like the most."""
    (finding,) = audited(
        "same-source",
        {"ru": "народная власть на местах", "es": "el poder popular en la base"},
        {"ru": "народная власть на местах", "es": "el poder popular local"},
        {"ru": "Народная  власть на местах", "es": "El poder popular en la base"},
    )
    assert [(share.text, share.count) for share in finding.distribution] == [
        ("el poder popular en la base", 2),
        ("el poder popular local", 1),
    ]
    assert finding.location.unit == "2"
    assert finding.expected == ("el poder popular en la base",)
    assert [location.unit for location in finding.distribution[0].locations] == ["1", "3"]


def test_short_sources_are_rendered_as_their_place_wants() -> None:
    """One or two words are silent."""
    texts = {"ru": "Народная власть", "es": "poder popular"}, {"ru": "Народная власть", "es": "el poder"}
    assert audited("same-source", *texts) == []


def test_another_context_may_want_another_target() -> None:
    """Msgctxt and plural form, as the readers give them."""
    texts = {"ru": "один два три", "es": "uno dos tres"}, {"ru": "один два три", "es": "una dos tres"}
    assert len(audited("same-source", *texts)) == 1
    assert audited("same-source", *texts, props=(Prop("x-context", "menu"),)) == []


def test_a_third_language_explains_the_difference() -> None:
    """Spanish and English were both made from Russian: one Spanish text may have two English ones."""
    found = audited(
        "same-source",
        {
            "ru": "заводы и фабрики заняты",
            "es": "las fábricas están tomadas",
            "en": "the factories are taken",
        },
        {"ru": "заводы сегодня заняты", "es": "las fábricas están tomadas", "en": "the works are occupied"},
    )
    assert found == []


def test_one_target_for_two_sources() -> None:
    """Where each says something that the other does not; a synonym in one is none of it."""
    same = "el poder popular en la base"
    (finding,) = audited(
        "same-target",
        {"ru": "народная власть на местах", "es": same},
        {"ru": "рабочие заняли все предприятия", "es": same},
    )
    assert finding.severity is Severity.INFO
    assert {share.text for share in finding.distribution} == {
        "народная власть на местах",
        "рабочие заняли все предприятия",
    }
    assert (
        audited(
            "same-target",
            {"ru": "народная власть на местах", "es": same},
            {"ru": "вся народная власть на местах", "es": same},
        )
        == []
    )
    glued = (
        {"ru": "народнаявласть на местах тут", "es": same},
        {"ru": "народная власть наместах тут", "es": same},
    )
    assert audited("same-target", *glued) == []
    longer = {"ru": "народная власть на местах и рабочие комитеты", "es": same}
    assert len(audited("same-target", {"ru": "народная власть на местах", "es": same}, longer)) == 1
