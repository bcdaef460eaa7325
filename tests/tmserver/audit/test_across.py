"""Checks that compare units with each other."""

from __future__ import annotations

from dataclasses import replace

from glossary.concept import Concept, Term, TermStatus
from tests.tmserver.audit.pairs import units
from tmserver.audit.auditor import Audit
from tmserver.audit.finding import Finding, Location, Severity
from tmserver.audit.options import AuditOptions
from tmserver.segment import Prop, Unit

CORDON = Concept(
    "cordon",
    (
        Term("кордон", "ru", TermStatus.PREFERRED),
        Term("cordón", "es", TermStatus.PREFERRED),
        Term("cinturón", "es", TermStatus.ADMITTED),
        Term("barrera", "es", TermStatus.FORBIDDEN),
    ),
)


def audited(
    check: str, *texts: dict[str, str], concepts: tuple[Concept, ...] = (), props: tuple[Prop, ...] = ()
) -> list[Finding]:
    """The findings of one check; the first unit has the props."""
    given = units(*texts)
    given[0] = (given[0][0], replace(given[0][1], props=props))
    return list(Audit(AuditOptions(only=frozenset({check}), concepts=concepts)).run(given))


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


def test_a_term_with_two_renderings() -> None:
    """Synonyms that the glossary allows are information; a forbidden one among them is not."""
    texts = (
        {"ru": "на каждом кордоне", "es": "en cada cordón"},
        {"ru": "о кордоне рабочих", "es": "del cinturón de los obreros"},
    )
    (finding,) = audited("term-inconsistent", *texts, concepts=(CORDON,))
    assert (finding.severity, finding.concept) == (Severity.INFO, "cordon")
    assert [share.text for share in finding.distribution] == ["cordón", "cinturón"]
    forbidden = {"ru": "за кордоном завода", "es": "tras la barrera de la fábrica"}
    (finding,) = audited("term-inconsistent", *texts, forbidden, concepts=(CORDON,))
    assert finding.severity is Severity.WARNING
    assert [share.allowed for share in finding.distribution] == [True, True, False]


def test_a_phrase_that_no_glossary_has() -> None:
    """The same lemmas with different words on the other side; other forms of them are the same."""
    texts = (
        {"ru": "штабы заводских коммун", "es": "comandos de las comunas fabriles"},
        {"ru": "штабам заводских коммун", "es": "cuarteles de las comunas fabriles"},
    )
    (finding,) = audited("term-inconsistent", *texts)
    assert finding.message.key == "phrase-inconsistent"
    same = {"ru": "штаба заводской коммуны", "es": "comando de la comuna fabril"}
    assert audited("term-inconsistent", texts[0], same) == []


def test_length_by_what_is_usual_of_the_languages() -> None:
    """From 30 characters on; a target that lost most of its text is found without having learnt anything."""
    source = "Рабочие заняли заводы и создали комитеты самообороны. " * 3
    found = audited("length", {"ru": source, "es": "Los obreros tomaron las fábricas."})
    assert [finding.message.key for finding in found] == ["length-short"]
    assert audited("length", {"ru": "Рабочие", "es": "Los obreros de las fábricas"}) == []
    found = audited("length", {"ru": "Рабочие заняли заводы.", "es": "Los obreros tomaron. " * 20})
    assert [finding.message.key for finding in found] == ["length-long"]


def test_length_learns_from_the_memory() -> None:
    """Where targets are always three times as long, that is usual, and an equal one is not."""
    usual = [{"ru": f"{n:04} " + "слово " * 10, "es": f"{n:04} " + "palabra abc " * 15} for n in range(600)]
    odd = {"ru": "слово " * 12, "es": "palabra " * 6}
    found = audited("length", *usual, odd)
    assert [finding.location.unit for finding in found] == ["601"]


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
