"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tmserver.errors import UnreadableFile


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of ``path`` at the end; a failure leaves the old one.

    Raises UnreadableFile where the folder is missing, full or not writable.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            try:
                yield draft.file
                draft.close()
                Path(draft.name).chmod(0o666 & ~_umask())
                Path(draft.name).replace(path)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise UnreadableFile(f"cannot be written: {error.strerror or error}.", file=str(path)) from error


def _umask() -> int:
    """The process's mask, which temporary files ignore: they are for their owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
