"""What a driver's error means to the person who runs the server, and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tmserver.errors import Conflict, DatabaseUnusable, TookTooLong

LOCKED = "is locked: another program has been writing to it for too long. Wait for it to finish, or stop it."

# Primary result codes (sqlite.org/rescode.html); the extended ones hold them in their low byte.
SQLITE = {
    5: LOCKED,
    6: LOCKED,
    8: "is read-only. Give this user the right to write to the file and its folder.",
    10: "cannot be read or written: the disk reports an error. Check the disk and its file system.",
    11: "is damaged. Restore it from a backup; if it is one, use another.",
    13: "cannot be written: the disk is full. Free some space and try again; nothing was stored by halves.",
    14: "cannot be opened. Check that it is a file, not a folder, and that this user may write there.",
    26: "is not a SQLite database. Check the path, or choose another file.",
}

# Classes and codes of SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html).
POSTGRESQL = {
    "25006": "is read-only (a standby?). Use the primary server.",
    "28": "refuses this user or password. Check the URL's user and password, and pg_hba.conf.",
    "3D000": "does not exist on that server. Create it with createdb, then run: tmserver init",
    "42501": "does not let this user do that. Grant the user rights on the database and its schema.",
    "53100": "cannot be written: the server's disk is full. Free some space and try again.",
    "53300": "has no free connection left. Lower the number of workers or raise max_connections.",
    "55P03": LOCKED,
    "57": "is starting up or shutting down. Try again in a moment.",
}

CONTENDED = {"40001", "40P01"}
INTERRUPTED = 9  # SQLITE_INTERRUPT: the deadline was over
CANCELED = "57014"  # query_canceled: the statement_timeout was over


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turn drivers' errors raised inside into DatabaseUnusable (names ``place``), Conflict or TookTooLong."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnusable(f"The database {place} has no free connection left; try again.") from error
    except DBAPIError as error:
        raised = explain(error.orig, place)
        if raised is None:
            raise
        raise raised from error


def explain(error: BaseException | None, place: str) -> DatabaseUnusable | Conflict | TookTooLong | None:
    """The error to show for a driver's error; None if the database is not to blame."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == INTERRUPTED:
            return TookTooLong()
        told = SQLITE.get(code)
        return DatabaseUnusable(f"The database {place} {told}") if told else None
    import psycopg  # noqa: PLC0415 (60 ms, which no command on SQLite should pay)

    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    if state == CANCELED:
        return TookTooLong()
    if state in CONTENDED:
        return Conflict("Another change came in between; nothing was stored. Try again.")
    told = POSTGRESQL.get(state) or POSTGRESQL.get(state[:2])
    if told is None and not state and isinstance(error, psycopg.OperationalError):
        told = _explain_connection(str(error))
    return DatabaseUnusable(f"The database {place} {told}") if told else None


def _explain_connection(message: str) -> str:
    """Libpq reports a failed connection without a SQLSTATE, only in words."""
    if "does not exist" in message and "database" in message:
        return POSTGRESQL["3D000"]
    if "password" in message or "pg_hba" in message or "role" in message:
        return POSTGRESQL["28"]
    reason = message.strip().splitlines()[0]
    return f"cannot be reached: {reason.rstrip('.')}. Check the URL's host and port; does the server run?"
