"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tmserver.errors import UnreadableFile


def write_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Write ``chunks`` beside ``path`` and move them there at the end; a failure leaves the old file.

    Raises UnreadableFile where the folder is missing, full or not writable.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            try:
                for chunk in chunks:
                    draft.write(chunk)
                draft.close()
                Path(draft.name).chmod(0o666 & ~_umask())
                Path(draft.name).replace(path)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise UnreadableFile(f"cannot be written: {error.strerror or error}.", file=str(path)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
