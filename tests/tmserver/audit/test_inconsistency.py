"""Terms and phrases rendered differently in different units."""

from __future__ import annotations

from glossary.concept import Concept, Term, TermStatus
from tests.tmserver.audit.pairs import audited
from tmserver.audit.finding import Severity

CORDON = Concept(
    "cordon",
    (
        Term("кордон", "ru", TermStatus.PREFERRED),
        Term("cordón", "es", TermStatus.PREFERRED),
        Term("cinturón", "es", TermStatus.ADMITTED),
        Term("barrera", "es", TermStatus.FORBIDDEN),
    ),
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


def test_a_sentence_is_no_phrase() -> None:
    """What stands as a sentence may be said in other words than a heading."""
    texts = (
        {"ru": "штабы заводских коммун", "es": "comandos de las comunas fabriles"},
        {"ru": "штабам заводских коммун.", "es": "A los cuarteles de las comunas."},
    )
    assert audited("term-inconsistent", *texts) == []
