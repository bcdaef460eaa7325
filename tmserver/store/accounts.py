"""People and keys, and the memories and glossaries that each is granted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, insert, or_, select, update

from tmserver.errors import Conflict, NotFound
from tmserver.store import glossaries, memories
from tmserver.store.session import Session
from tmserver.store.tables import AccountRow, GlossaryRow, GrantRow, MemoryRow
from tmserver.store.texts import check_account_name, is_storable, printable


class Kind(StrEnum):
    """What an account stands for: a program's key, or a person who signs in."""

    KEY = "key"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Account:
    """A person or a key. ``role`` is a person's role or a key's scope.

    ``limited``: it sees only the ``memories`` and ``glossaries`` granted, else all. ``ended_at``: since when
    it is revoked or disabled. ``used_at`` is the last use, some minutes old.
    """

    id: int
    kind: Kind
    name: str
    role: str
    limited: bool
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    ended_at: datetime | None
    used_at: datetime | None
    memories: frozenset[str] = frozenset()
    glossaries: frozenset[str] = frozenset()

    def is_valid(self, now: datetime) -> bool:
        """Whether it may be used at that moment."""
        return self.ended_at is None and (self.expires_at is None or now < self.expires_at)


def any_account(session: Session) -> bool:
    """Whether there is a key that is not revoked, expired or not, or a person, disabled or not."""
    return session.connection.scalar(_any()) is not None


def find_account(session: Session, kind: Kind, name: str) -> Account | None:
    """The person, or the key that is not revoked, of that name; None if there is none."""
    if not is_storable(name):
        return None
    named = AccountRow.name == name
    if kind is Kind.KEY:
        named &= AccountRow.ended_at.is_(None)
    return _first(session, kind, named)


def get_account(session: Session, kind: Kind, name: str) -> Account:
    """As ``find_account``; NotFound naming those that there are."""
    account = find_account(session, kind, name)
    if account is None:
        known = [each.name for each in list_accounts(session, kind)]
        listed = f"There are: {', '.join(known[:20])}." if known else "There is none yet."
        raise NotFound(f"There is no {kind} {printable(name)}. {listed}", field="/name", known=known)
    return account


def find_key(session: Session, digest: bytes) -> Account | None:
    """The key of that SHA-256, revoked and expired ones too; None if there is none."""
    row = session.connection.execute(_by_digest(), {"digest": digest}).first()
    return _account(session, row) if row else None


def get_by_id(session: Session, account_id: int) -> Account:
    """The account of an id that was just read in this transaction."""
    row = session.connection.execute(_by_id(), {"id": account_id}).one()
    return _account(session, row)


def list_accounts(session: Session, kind: Kind, *, ended: bool = False) -> list[Account]:
    """All people or keys by name, without those that are ended unless asked for."""
    statement = _accounts().where(AccountRow.kind == kind).order_by(AccountRow.name, AccountRow.id)
    if not ended:
        statement = statement.where(AccountRow.ended_at.is_(None))
    return [_account(session, row) for row in session.connection.execute(statement).all()]


def create_account(
    session: Session,
    kind: Kind,
    name: str,
    role: str,
    *,
    digest: bytes | None = None,
    password: str = "",
    expires_at: datetime | None = None,
) -> Account:
    """A new account that sees everything; Conflict if the name is taken, InvalidInput if it is none."""
    check_account_name(name)
    row = AccountRow
    taken = row.name == name, or_(row.kind == Kind.PERSON, row.ended_at.is_(None))
    other = session.connection.scalar(select(row.kind).where(*taken))
    if other:
        raise Conflict(f"There is a {other} {name!r} already. Choose another name.")
    values: dict[str, Any] = {"kind": kind, "name": name, "role": role, "limited": False}
    values |= {"digest": digest, "password": password, "expires_at": expires_at}
    values |= {"created_by": session.by, "created_at": session.now}
    key = session.connection.scalar(insert(row).values(**values).returning(row.id))
    return get_by_id(session, int(key or 0))


def grant(
    session: Session, account: Account, memory_names: Iterable[str], glossary_names: Iterable[str]
) -> Account:
    """The account, seeing from now on what is named and nothing else; all there is if nothing is named.

    NotFound names the memories or glossaries that there are.
    """
    kept = [memories.get_memory(session, name).id for name in dict.fromkeys(memory_names)]
    terms = [glossaries.get_glossary(session, name).id for name in dict.fromkeys(glossary_names)]
    session.connection.execute(delete(GrantRow).where(GrantRow.account_id == account.id))
    granted = [(key, None) for key in kept] + [(None, key) for key in terms]
    if granted:
        rows = [
            {"account_id": account.id, "memory_id": memory, "glossary_id": glossary}
            for memory, glossary in granted
        ]
        session.connection.execute(insert(GrantRow), rows)
    change(session, account, limited=bool(granted))
    return get_by_id(session, account.id)


def change(session: Session, account: Account, **values: object) -> None:
    """Set columns of the account: role, password, limited, expires_at, ended_at."""
    session.connection.execute(update(AccountRow).where(AccountRow.id == account.id).values(**values))


def remove(session: Session, account: Account) -> None:
    """Take the account away with its grants and sessions; histories keep its name."""
    session.connection.execute(delete(AccountRow).where(AccountRow.id == account.id))


def password_of(session: Session, account: Account) -> str:
    """The Argon2 hash of a person's password."""
    return str(session.connection.scalar(select(AccountRow.password).where(AccountRow.id == account.id)))


def touch(session: Session, account_id: int, *, before: datetime) -> None:
    """Note that the account is used now, unless a use since ``before`` is noted already."""
    row = AccountRow
    stale = or_(row.used_at.is_(None), row.used_at < before)
    session.connection.execute(update(row).where(row.id == account_id, stale).values(used_at=session.now))


def _first(session: Session, kind: Kind, *conditions: ColumnElement[bool]) -> Account | None:
    statement = _accounts().where(AccountRow.kind == kind, *conditions)
    row = session.connection.execute(statement).first()
    return _account(session, row) if row else None


def _accounts() -> Select[*tuple[Any, ...]]:
    row = AccountRow
    what: tuple[Any, ...] = (row.id, row.kind, row.name, row.role, row.limited)
    when: tuple[Any, ...] = (row.created_by, row.created_at, row.expires_at, row.ended_at, row.used_at)
    return select(*what, *when)


def _account(session: Session, row: Any) -> Account:
    key, kind, *rest = row
    granted = _granted(session, key) if row.limited else ()
    return Account(key, Kind(kind), *rest, *granted)


def _granted(session: Session, account_id: int) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the granted memories and glossaries that are there now, whatever they were called then."""
    found = session.connection.execute(_grants(), {"account_id": account_id}).all()
    return (
        frozenset(memory for memory, _ in found if memory is not None),
        frozenset(glossary for _, glossary in found if glossary is not None),
    )


# Every request runs some of these: to make such a statement takes longer than to run it.
@cache
def _any() -> Select[int]:
    taken = or_(AccountRow.kind == Kind.PERSON, AccountRow.ended_at.is_(None))
    return select(AccountRow.id).where(taken).limit(1)


@cache
def _by_digest() -> Select[*tuple[Any, ...]]:
    return _accounts().where(AccountRow.kind == Kind.KEY, AccountRow.digest == bindparam("digest"))


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    return _accounts().where(AccountRow.id == bindparam("id"))


@cache
def _grants() -> Select[*tuple[Any, ...]]:
    memory = and_(MemoryRow.id == GrantRow.memory_id, MemoryRow.deleted_at.is_(None))
    glossary = and_(GlossaryRow.id == GrantRow.glossary_id, GlossaryRow.deleted_at.is_(None))
    return (
        select(MemoryRow.name, GlossaryRow.name)
        .select_from(GrantRow)
        .join(MemoryRow, memory, isouter=True)
        .join(GlossaryRow, glossary, isouter=True)
        .where(GrantRow.account_id == bindparam("account_id"))
    )
