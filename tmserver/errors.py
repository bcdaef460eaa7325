"""What can go wrong and be told to a user; each says the remedy.

The tree::

    TmserverError
    ├── InvalidInput          a value that a caller gave: names the field
    ├── NotFound              a name or id that does not exist: names the ones that do
    ├── Conflict              the name is taken, or it is not in a state for this
    │   └── ChangedMeanwhile  somebody else changed it first: carries what it is now
    ├── NotSignedIn           the caller shows no key and no session, or one that is not valid
    ├── TooManyAttempts       somebody tries to sign in again and again: names the seconds to wait
    ├── Forbidden             the caller is known, and may not do this
    ├── UnreadableFile        an exchange file: names file, line and column
    ├── TookTooLong           the request used up its time: nothing is stored of it
    ├── MissingExtra          an optional part is not installed: names the command that installs it
    └── DatabaseUnusable      missing, locked, read-only, newer than the code, of another program

Raised anywhere, turned into words at two edges only: ``api/errors.py`` (problem details) and the Click
group of ``commands`` (one sentence and an exit code).
"""

from __future__ import annotations

from collections.abc import Sequence


class TmserverError(Exception):
    """Something that a user can understand and mend; ``str()`` is one or two whole sentences."""


class InvalidInput(TmserverError):  # noqa: N818 (named for what the user sees, not for Python's habit)
    """A value is not acceptable.

    ``field`` is a JSON pointer into what the caller sent ("/segments/3/text") or an option's name.
    """

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class NotFound(TmserverError):  # noqa: N818
    """Something asked for by name or id does not exist; ``known`` holds the names that do (may be cut)."""

    def __init__(self, message: str, *, field: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.known = tuple(known)


class Conflict(TmserverError):  # noqa: N818
    """The write does not fit the present state: a name taken, a unit changed meanwhile."""


class ChangedMeanwhile(Conflict):
    """Somebody else changed it first; ``current`` is what it is now, as its use cases give it."""

    def __init__(self, message: str, *, current: object) -> None:
        super().__init__(message)
        self.current = current


class NotSignedIn(TmserverError):  # noqa: N818
    """The caller must show a valid key, or sign in; the message says which is missing or wrong."""


class TooManyAttempts(TmserverError):  # noqa: N818
    """Somebody tried too often; ``wait`` is the number of seconds until the next try is heard."""

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


class Forbidden(TmserverError):  # noqa: N818
    """The caller is known and may not do this; the message names the right that it lacks."""


class UnreadableFile(TmserverError):  # noqa: N818
    """A file cannot be read; ``line`` and ``column`` count from 1, 0 where unknown."""

    def __init__(self, message: str, *, file: str, line: int = 0, column: int = 0) -> None:
        where = f"{file}:{line}:{column}" if line else file
        super().__init__(f"{where}: {message}")
        self.file = file
        self.line = line
        self.column = column


class TookTooLong(TmserverError):  # noqa: N818
    """The work did not end within the time that a request may take; nothing of it is stored."""

    def __init__(self) -> None:
        super().__init__(
            "This took longer than a request may (setting request_seconds), and was given up. Ask for less "
            "at a time; if an index was being made for the first time, what is done of it stays: try again."
        )


class MissingExtra(TmserverError):  # noqa: N818
    """Something needs a package that is not installed; ``extra`` is the name of the optional dependency.

    ``need`` begins the sentence: what needs what.
    """

    def __init__(self, need: str, *, extra: str) -> None:
        super().__init__(f"{need}: pip install 'tmserver[{extra}]'.")
        self.extra = extra


class DatabaseUnusable(TmserverError):  # noqa: N818
    """The database cannot be used as it is; the message says why and what to do."""
