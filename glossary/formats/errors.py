"""What is told about a file that cannot be read."""

from __future__ import annotations


class FormatError(Exception):
    """A file is broken, hostile or of another kind; ``reason`` is one or two whole sentences.

    ``line`` and ``column`` count from 1, 0 where unknown.
    """

    def __init__(self, reason: str, *, file: str, line: int = 0, column: int = 0) -> None:
        where = f"{file}:{line}:{column}" if line else file
        super().__init__(f"{where}: {reason}")
        self.reason = reason
        self.file = file
        self.line = line
        self.column = column
