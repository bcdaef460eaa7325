"""The documentation says what the code has: settings."""

from __future__ import annotations

import re
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from tmserver.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    """docs/settings.md has one row a setting, in the order of the class, and no other rows."""
    rows = re.findall(
        r"^\| `(TMSERVER_\w+)` \| (.*?) \| (.*?) \|$", (DOCS / "settings.md").read_text("utf-8"), re.MULTILINE
    )
    settings = fields(Settings)
    assert [variable for variable, _, _ in rows] == [
        f"TMSERVER_{setting.name.upper()}" for setting in settings
    ]
    assert [meaning for _, _, meaning in rows] == [setting.metadata["help"] for setting in settings]
    for setting, (variable, default, _) in zip(settings, rows, strict=True):
        assert setting.default is MISSING or default.strip("`") == _shown(setting), variable


def _shown(setting: Field[Any]) -> str:
    return str(setting.default) if setting.default != "" else "none"
