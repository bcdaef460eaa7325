"""Open sessions of people in browsers."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, delete, insert, select

from tmserver.store.accounts import Account, get_by_id
from tmserver.store.session import Session
from tmserver.store.tables import SignInRow


def start(session: Session, digest: bytes, account: Account, expires_at: datetime) -> None:
    """Open a session of the account; those that have expired, of anybody, are cleared away."""
    row = SignInRow
    session.connection.execute(delete(row).where(row.expires_at <= session.now))
    values = {"digest": digest, "account_id": account.id, "expires_at": expires_at}
    session.connection.execute(insert(row).values(started_at=session.now, **values))


def find(session: Session, digest: bytes) -> Account | None:
    """Whose session that is; None if there is none, or it has expired."""
    account_id = session.connection.scalar(_open(), {"digest": digest, "now": session.now})
    return None if account_id is None else get_by_id(session, account_id)


def end(session: Session, digest: bytes) -> None:
    """Close that session, if it is open."""
    session.connection.execute(delete(SignInRow).where(SignInRow.digest == digest))


def end_all(session: Session, account: Account) -> None:
    """Close all sessions of the account."""
    session.connection.execute(delete(SignInRow).where(SignInRow.account_id == account.id))


@cache
def _open() -> Select[int]:
    """Made once, as every request of a page runs it."""
    row = SignInRow
    return select(row.account_id).where(row.digest == bindparam("digest"), row.expires_at > bindparam("now"))
