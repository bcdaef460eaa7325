"""One unit: which languages are compared, what is silenced, which language deviates."""

from __future__ import annotations

import pytest

from tmserver.audit.auditor import Audit
from tmserver.audit.finding import Finding, Location, Severity
from tmserver.audit.languages import is_asked, pairs
from tmserver.audit.options import AuditOptions
from tmserver.audit.suppressions import EVERYTHING, ignored_checks
from tmserver.segment import Prop, Status, Unit, Variant

RU, ES, EN = "Их было 25 тысяч.", "Eran 25 mil.", "They were 25 thousand."


def unit(ru: str = RU, es: str = ES, en: str = "", **more: object) -> Unit:
    """A unit translated from Russian; without English if that is empty."""
    texts = (("ru", ru), ("es", es), ("en", en))
    variants = tuple(Variant(language, text) for language, text in texts if text or language != "en")
    return Unit(variants, **{"source_language": "ru", **more})  # type: ignore[arg-type]


def audited(of: Unit, **options: object) -> list[Finding]:
    """The findings of one unit."""
    return list(Audit(AuditOptions(**options)).run([(Location("f"), of)]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "options", "expected"),
    [
        ("ru", AuditOptions(), ["ru es", "ru en", "es en"]),
        ("en", AuditOptions(), ["en ru", "en es", "ru es"]),
        ("", AuditOptions(), ["ru es", "ru en", "es en", "es ru", "en ru", "en es"]),
        ("ru", AuditOptions(all_pairs=True), ["ru es", "ru en", "es en", "es ru", "en ru", "en es"]),
        ("ru", AuditOptions(pairs=(("ES", "en"),)), ["es en"]),
        ("ru", AuditOptions(pairs=(("ru", ""),)), ["ru es", "ru en"]),
        ("ru", AuditOptions(pairs=(("", "es"),)), ["ru es", "en es"]),
        ("ru", AuditOptions(pairs=(("ru", "es-CL"),)), []),
    ],
)
def test_pairs(source: str, options: AuditOptions, expected: list[str]) -> None:
    """From the source language to each other and between these; both ways where no source is known."""
    of = unit(en=EN, source_language=source)
    assert [f"{a.language} {b.language}" for a, b in pairs(of, options)] == expected


def test_a_region_is_asked_for_by_its_name_or_a_star() -> None:
    """Es is not es-CL; es-* is both; any spelling of a tag will do."""
    asked = [
        ("es-CL", "es"),
        ("es", "es-CL"),
        ("es-CL", "es-*"),
        ("es", "es-*"),
        ("es-CL", "es_cl"),
        ("pt", "*"),
    ]
    assert [is_asked(tag, wanted) for tag, wanted in asked] == [False, False, True, True, True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tmserver:ignore number", {"number"}),
        ("see p. 7; tmserver:ignore number, date: old calendar, says the author", {"number", "date"}),
        ("tmserver:ignore number same-source", {"number", "same-source"}),
        ("tmserver:ignore", {EVERYTHING}),
        ("tmserver:ignore: all of it is a quotation", {EVERYTHING}),
        ("tmserver: ignore number", set()),
    ],
)
def test_marks_that_silence(text: str, expected: set[str]) -> None:
    """In a note of the unit or of a variant; as a prop the type says it, the value the checks."""
    assert ignored_checks(Unit((), notes=(text,))) == expected
    assert ignored_checks(Unit((Variant("ru", "а", notes=(text,)),))) == expected
    if text.startswith("tmserver:ignore"):
        prop = Prop("tmserver:ignore", text.removeprefix("tmserver:ignore").strip())
        assert ignored_checks(Unit((), props=(prop,))) == expected


def test_a_silenced_check_is_counted_and_others_are_not_silenced() -> None:
    """Number is silenced, the doubled word is not."""
    audit = Audit(AuditOptions())
    of = unit(es="Eran eran 26 mil.", notes=("tmserver:ignore number",))
    assert [finding.check for finding in audit.run([(Location(), of)])] == ["repeated-word"]
    assert audit.summary.ignored == 1


@pytest.mark.parametrize(
    ("texts", "deviates"),
    [
        ((RU, "Eran 26 mil.", EN), "es"),
        ((RU, ES, "They were 26 thousand."), "en"),
        (("Их было 26 тысяч.", ES, EN), "ru"),
    ],
)
@pytest.mark.parametrize("all_pairs", [False, True])
def test_three_way(texts: tuple[str, str, str], deviates: str, all_pairs: bool) -> None:
    """Two languages agree on the number: one finding names the third, with the texts of all."""
    (finding,) = audited(unit(*texts), all_pairs=all_pairs)
    assert (finding.check, finding.deviates, finding.target.language) == ("three-way", deviates, deviates)
    assert finding.third is not None
    assert {finding.source.language, finding.third.language, deviates} == {"ru", "es", "en"}
    assert finding.target.evidence
    assert finding.severity is Severity.ERROR


def test_three_languages_that_all_differ_have_a_finding_for_each_pair() -> None:
    """Nobody knows then which is right."""
    found = audited(unit(RU, "Eran 26 mil.", "They were 27 thousand."))
    assert [finding.check for finding in found] == ["number"] * 3


def test_three_way_off_or_one_pair_asked_gives_plain_findings() -> None:
    """Then each pair stands for itself."""
    of = unit(RU, "Eran 26 mil.", EN)
    assert [each.check for each in audited(of, skip=frozenset({"three-way"}))] == ["number", "number"]
    assert [each.check for each in audited(of, pairs=(("ru", "es"),))] == ["number"]


def test_three_way_alone_has_what_it_is_made_of() -> None:
    """Findings of single pairs are not asked for then."""
    only = frozenset({"three-way"})
    assert [each.check for each in audited(unit(RU, "Eran 26 mil.", EN), only=only)] == ["three-way"]
    assert audited(unit(RU, "Eran 26 mil.", "They were 27 thousand."), only=only) == []


def test_a_silenced_number_silences_what_three_languages_say_of_it() -> None:
    """The mark names what the finding is about."""
    assert audited(unit(RU, "Eran 26 mil.", EN, notes=("tmserver:ignore number",))) == []


def test_a_fault_of_one_text_is_found_once_in_all_its_pairs() -> None:
    """A doubled word of the source is one finding, though two languages are compared with it."""
    found = audited(unit("Их было было 25 тысяч.", ES, EN), all_pairs=True)
    assert [finding.check for finding in found] == ["repeated-word"]


def test_one_word_that_two_translations_share_may_be_a_name() -> None:
    """A whole sentence is not."""
    assert audited(unit("Дополнительно", es="Java", en="Java")) == []
    (finding,) = audited(unit("Они ушли домой", es="Se fueron a casa", en="Se fueron a casa"))
    assert finding.check == "untranslated"


@pytest.mark.parametrize(
    ("status", "drafts", "checks"),
    [
        (Status.DRAFT, False, 0),
        (Status.DRAFT, True, 1),
        (Status.REJECTED, True, 0),
        (Status.REVIEWED, False, 1),
    ],
)
def test_drafts_and_rejected_units_are_counted_apart(status: Status, drafts: bool, checks: int) -> None:
    """Drafts are audited on request, rejected units never."""
    assert len(audited(unit(es="Eran 26 mil.", status=status), drafts=drafts)) == checks


def test_an_empty_target_is_one_finding_and_counted() -> None:
    """Of an empty text no other check speaks."""
    audit = Audit(AuditOptions())
    assert [finding.check for finding in audit.run([(Location(), unit(es=""))])] == ["empty"]
    assert audit.summary.empty == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, []),
        ({"only": frozenset({"style"})}, ["style"]),
        ({"severities": {"style": Severity.WARNING}}, ["style"]),
        ({"severities": {"style": Severity.WARNING}, "skip": frozenset({"style"})}, []),
        ({"severities": {"style": Severity.WARNING}, "only": frozenset({"number"})}, []),
    ],
)
def test_style_is_off_until_asked_for(options: dict[str, object], expected: list[str]) -> None:
    """By name, or by a severity of its own."""
    assert [each.check for each in audited(unit(ru="Их было 25 тысяч:"), **options)] == expected


def test_severities() -> None:
    """That of the check, or what the options say."""
    of = unit(es="Eran 26 mil.")
    assert [each.severity for each in audited(of)] == [Severity.ERROR]
    assert [each.severity for each in audited(of, severities={"number": Severity.INFO})] == [Severity.INFO]


@pytest.mark.parametrize("all_pairs", [False, True])
@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ((".", "", "."), ["three-way es"]),
        (("", ".", "."), ["three-way ru"]),
        ((".", ".", "?"), ["three-way en"]),
        ((".", "", ""), ["punctuation es", "punctuation en"]),
        (("", ".", ""), []),
        (("", "", "."), []),
        ((":", ":", "."), []),
        ((". Завод встал", ". La planta paró.", ". The plant stopped"), ["punctuation es"]),
        (("", "", "?"), ["punctuation en"]),
    ],
)
def test_end_marks_of_three_languages(
    ends: tuple[str, str, str], expected: list[str], all_pairs: bool
) -> None:
    """One finding for one fault, about the language at fault; two translations are not compared."""
    of = unit(*(text[:-1] + end for text, end in zip((RU, ES, EN), ends, strict=True)))
    found = audited(of, all_pairs=all_pairs)
    assert [f"{each.check} {each.target.language}" for each in found] == expected
