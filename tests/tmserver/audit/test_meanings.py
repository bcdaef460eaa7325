"""Targets that mean something else than their sources."""

from __future__ import annotations

import pytest

from tests.tmserver.audit.pairs import audited
from tmserver.audit.finding import Finding
from tmserver.audit.meanings import TOGETHER

PAIRS = (
    ("Рабочие заняли фабрику утром.", "Los obreros ocuparon la fábrica por la mañana."),
    ("Завтра по всей стране пойдёт дождь.", "Mañana va a llover en todo el país."),
    ("Где находится городская библиотека?", "¿Dónde está la biblioteca de la ciudad?"),
    ("Солдаты искали оружие в домах.", "Los soldados buscaban armas en las casas."),
    ("Мой брат купил новую красную машину.", "Mi hermano compró un coche rojo nuevo."),
    ("Врач велел пить больше воды.", "El médico recomendó beber más agua."),
    ("Поезд в столицу уходит в полдень.", "El tren a la capital sale al mediodía."),
    ("Дети играют во дворе с собакой.", "Los niños juegan en el patio con el perro."),
)


def meanings(pairs: list[tuple[str, str]]) -> list[Finding]:
    """The findings of the check, Russian and Spanish."""
    return audited("meaning", *({"ru": source, "es": target} for source, target in pairs))


def test_translations_are_left_alone() -> None:
    """Sentences and their translations give nothing, nor do short segments, nor copies."""
    assert meanings(list(PAIRS)) == []
    assert meanings([("Файл открыт", "El perro duerme"), ("Los obreros ocuparon la fábrica.",) * 2]) == []


@pytest.mark.parametrize("at", range(len(PAIRS) - 1))
def test_a_neighbour_s_target(at: int) -> None:
    """A target that was replaced by the next one is found, and the unit that it belongs to named."""
    pairs = list(PAIRS)
    pairs[at] = pairs[at][0], pairs[at + 1][1]
    (found,) = meanings(pairs)
    assert found.message.key == "meaning-shifted"
    assert (found.location.unit, found.source.text) == (str(at + 1), pairs[at][0])
    assert [share.text for share in found.distribution] == [PAIRS[at + 1][0]]


def test_targets_that_changed_places() -> None:
    """Both are found, each with the other's unit."""
    pairs = list(PAIRS)
    pairs[2], pairs[3] = (pairs[2][0], pairs[3][1]), (pairs[3][0], pairs[2][1])
    found = meanings(pairs)
    assert [[share.text for share in each.distribution] for each in found] == [[PAIRS[3][0]], [PAIRS[2][0]]]


def test_a_target_from_elsewhere() -> None:
    """What belongs to no neighbour is too far from its source."""
    odd = ("Врач велел пить больше воды.", "La bolsa de Tokio cerró con pérdidas.")
    (found,) = meanings([*PAIRS[:5], odd])
    assert found.message.key == "meaning-far"
    assert found.distribution == ()


def test_neighbours_across_batches() -> None:
    """A shift is found wherever it falls in a long file, once."""
    many = [*PAIRS] * (TOGETHER // len(PAIRS) + 2)
    for at in (TOGETHER - 1, TOGETHER + 2, TOGETHER + 5):
        pairs = list(many)
        pairs[at] = pairs[at][0], pairs[at + 1][1]
        assert [each.location.unit for each in meanings(pairs)] == [str(at + 1)]
