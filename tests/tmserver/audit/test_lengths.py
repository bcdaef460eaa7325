"""Targets out of proportion to their sources."""

from __future__ import annotations

from tests.tmserver.audit.pairs import audited


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


def test_a_title_may_be_one_word_for_four() -> None:
    """Below 40 characters of difference no ratio says anything."""
    texts = {"en": "Accent to top right above a character", "ru": "Акут"}
    assert audited("length", texts) == []


def test_two_translations_of_one_text_are_not_compared() -> None:
    """One that is too short is reported beside its source alone."""
    long = "The workers took the factories and formed committees. " * 3
    found = audited("length", {"en": long, "es": long.replace("The", "Los"), "ru": "Рабочие заняли заводы."})
    assert [(finding.source.language, finding.target.language) for finding in found] == [("en", "ru")]
