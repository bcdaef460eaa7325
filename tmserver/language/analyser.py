"""What makes an analysis of a text what it is: analyses that another version made are stale."""

from __future__ import annotations

import unicodedata
from hashlib import blake2s
from importlib.metadata import version

VERSION = 1
"""Raised whenever an analysis of the same text may come out differently."""

# Mean chrF of the best match (scripts/bench usefulness --placeables, ru→es, en→ru, es→en together):
# 1 to 4: 48.3, 6: 48.2, 8: 48.2, 10: 48.1, 12: 48.1. Whether a number stands there says less than any word.
PLACEABLE_WEIGHT = 2
"""Weight of a placeable token."""


def _analyser() -> str:
    parts = [f"{VERSION}/{PLACEABLE_WEIGHT}", unicodedata.unidata_version]
    parts += [version(library) for library in ("sacremoses", "PyStemmer", "regex")]
    return blake2s(" ".join(parts).encode(), digest_size=8).hexdigest()


ANALYSER = _analyser()
"""16 hexadecimal digits: blobs of another value are stale (our version, sacremoses, PyStemmer, Unicode)."""
