"""What the processes that analyse texts run: nothing but what it takes, so that they start fast."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from tmserver.language.analysis import blob_of
from tmserver.segment import Code

if TYPE_CHECKING:
    Line = Connection[Any, Any]

Text = tuple[str, str, tuple[Code, ...]]
"""A text, its language and its codes."""

Packed = tuple[bytes, list[int]]
"""Blobs one after another, and their sizes: much quicker to send than bytes of their own."""


def analyses(texts: Sequence[Text]) -> Packed:
    """The analyses of texts as blobs, in their order."""
    blobs = [blob_of(*text) for text in texts]
    return b"".join(blobs), list(map(len, blobs))


def attend(line: Line) -> None:
    """Answer texts with their analyses until the other end is gone, however that ends.

    Ctrl-C is for the other end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            line.send(analyses(line.recv()))
