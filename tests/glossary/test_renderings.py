"""Renderings of concepts and phrases across units."""

from __future__ import annotations

from glossary.renderings import Inconsistency, Renderings
from tests.glossary.chile import INDEX


def inconsistent(*pairs: tuple[str, str]) -> list[Inconsistency]:
    """What is inconsistent in the pairs, Russian to Spanish, numbered from 1."""
    renderings = Renderings(INDEX["ru"], INDEX["es"])
    for number, (source, target) in enumerate(pairs, start=1):
        renderings.add(str(number), source, target)
    return list(renderings.inconsistent())


def test_a_concept_with_two_renderings_has_its_distribution() -> None:
    """Most frequent first, with the units that have it."""
    (found,) = inconsistent(
        ("Рабочие вышли на улицу утром", "Los obreros salieron a la calle por la mañana"),
        ("много рабочих", "muchos trabajadores"),
        ("с рабочими завода", "con los obreros de la fábrica"),
    )
    assert found.concept is not None
    assert (found.concept.id, found.source, found.forms) == (
        "worker",
        "рабочий",
        ("Рабочие", "рабочих", "рабочими"),
    )
    assert [(r.text, r.count, r.units) for r in found.renderings] == [
        ("obrero", 2, ("1", "3")),
        ("trabajador", 1, ("2",)),
    ]
    assert found.allowed


def test_a_banned_rendering_is_marked() -> None:
    """An inconsistency of which the glossary allows only a part is not allowed."""
    (found,) = inconsistent(
        ("народная власть на местах", "poder popular en la base de todo"),
        ("за народную власть", "por el gobierno popular"),
    )
    assert [(r.text, r.allowed) for r in found.renderings] == [
        ("poder popular", True),
        ("gobierno popular", False),
    ]
    assert not found.allowed


def test_long_and_short_names_of_a_concept_are_apart() -> None:
    """«кордон» as cordón and «промышленный кордон» as cordón industrial are consistent."""
    assert inconsistent(
        ("Единый кордон рабочих", "el cordón de los obreros"),
        ("Этот промышленный кордон", "este cordón industrial"),
        ("промышленный кордон и другой кордон", "el cordón industrial y otro cordón"),
    ) == []  # fmt: skip


def test_a_phrase_that_no_glossary_has() -> None:
    """The same lemmas rendered by different ones are reported; the same in another number are not."""
    (found,) = inconsistent(
        ("Панель инструментов", "Barra de herramientas"),
        ("Панели инструментов", "Barras de herramientas"),
        ("панелями инструментов", "paneles de utensilios"),
    )
    assert (found.concept, found.source) == (None, "панель инструмент")
    assert [(r.text, r.count) for r in found.renderings] == [
        ("Barra de herramientas", 2),
        ("paneles de utensilios", 1),
    ]


def test_one_text_with_two_translations_is_another_checks_finding() -> None:
    """So it is where only case and punctuation differ."""
    assert inconsistent(("Панель инструментов", "Barra"), ("панель инструментов.", "El panel nuevo")) == []


def test_long_segments_are_no_phrases() -> None:
    """Nine words in common are nothing to report."""
    long = "Один два три четыре пять шесть семь восемь"
    assert inconsistent((f"{long} кот", "gato gato"), (f"{long} коты", "perro perro")) == []


def test_units_are_kept_to_a_limit() -> None:
    """A rendering keeps its count and a hundred units."""
    (found,) = inconsistent(*[("рабочий", "obrero")] * 300, ("рабочий", "trabajador"))
    assert [(r.count, len(r.units)) for r in found.renderings] == [(300, 100), (1, 1)]
