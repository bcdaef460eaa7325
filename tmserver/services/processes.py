"""Processes beside this one: what they are given, and how many can work at a time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import tmserver
from tmserver.settings import Settings


def available_cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1


def environment(settings: Settings) -> Mapping[str, str]:
    """The settings, and this very package first on the path, whether it is installed or a checkout."""
    package = str(Path(tmserver.__file__).parents[1])
    path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH", "")]))
    return os.environ | settings.as_environment() | {"PYTHONPATH": path}
