"""Traces: what two languages write alike."""

from __future__ import annotations

import numpy as np

from tmserver.alignment.traces import cosines, traces

RU = [("Процесс в Вальпараисо", "ru"), ("в 9 часов 25 минут", "ru"), ("Совсем другое", "ru")]
ES = [("a las 9:25 de la mañana", "es"), ("Cosa distinta", "es"), ("El proceso de Valparaíso", "es")]


def test_names_cognates_and_times_are_seen_across_scripts() -> None:
    """Each text is most like the one that has its traces; where there are none, nothing is like."""
    one, other = traces(RU, ES)
    found = cosines(one, other)
    assert found.argmax(axis=1)[:2].tolist() == [2, 0]
    assert abs(found[2]).max() < 0.2


def test_rows_add_up() -> None:
    """The traces of two texts in a row are those of both."""
    one, _ = traces(RU, ES)
    assert one.dtype == np.float32
    joined, _ = traces([(f"{RU[0][0]} {RU[1][0]}", "ru"), RU[2]], ES)
    np.testing.assert_array_equal(np.flatnonzero(joined[0]), np.flatnonzero(one[0] + one[1]))
