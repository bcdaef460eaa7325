"""A language as the glossary library wants it."""

from __future__ import annotations

from tmserver.language.lexicon import Lexicon, Stems, sparing


def test_a_lexicon_covers_the_regions_of_its_language() -> None:
    """Es covers es-CL and not pt; a script of its own is another language."""
    assert Lexicon("es").covers("es-CL")
    assert not Lexicon("es").covers("pt")
    assert not Lexicon("zh").covers("zh-Hant")


def test_a_sparing_lexicon_reads_no_other_dictionary() -> None:
    """Stems stand for the lemmas of languages whose dictionary is not at hand."""
    assert sparing("ru").lemma("коммунам") == "коммуна"
    german = sparing("de-DE")
    assert isinstance(german, Stems)
    assert german.lemma("Fabriken") == german.lemma("Fabrik")
    assert sparing("ja").lemma("工場") == "工場"
