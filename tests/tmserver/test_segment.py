"""Units go to other processes and come back as they were."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime

from tmserver.audit.finding import Location
from tmserver.segment import Code, Prop, Status, Unit, Variant


def test_pickled_values_are_equal() -> None:
    """All fields of a unit, its variants, codes and props, and of a place."""
    variant = Variant(
        "ru", "Да", (Code(1, "ph", content="<b>"),), "RU", "", "Нет", ("note",), (Prop("x", "1", "ru"),)
    )
    unit = Unit(
        (variant, Variant("es", "Sí")),
        7,
        "u7",
        "a.docx",
        3,
        "ru",
        ("remark",),
        (Prop("y", "2"),),
        Status.REVIEWED,
        created_at=datetime(2020, 1, 1, tzinfo=UTC),
        usage_count=2,
        added_by="Ana",
    )
    for value in (unit, Location("a.tmx", 3, "u7", 1)):
        again = pickle.loads(pickle.dumps(value))
        assert again == value
        assert copy.deepcopy(value) == value
        assert type(again) is type(value)
