"""Who a key or a session belongs to, and signing in and out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from time import monotonic

from tmserver.errors import DatabaseUnusable
from tmserver.services.access.keys import KEY, digest
from tmserver.services.access.passwords import hashed, is_outdated, is_right
from tmserver.services.access.principal import Principal
from tmserver.services.access.roles import principal
from tmserver.settings import Settings
from tmserver.store import accounts, records, sign_ins
from tmserver.store.accounts import Account, Kind
from tmserver.store.database import Database
from tmserver.store.session import Session

NOTED = timedelta(minutes=10)
"""How old a noted last use may be: a write for each lookup would cost more than the lookup."""

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that was opened: ``token`` for the cookie, and its end."""

    token: str
    expires_at: datetime


OPEN = 1.0
"""Seconds for which a process believes that there are no keys: to ask each time took 9 % of a lookup."""


def needs_no_key(database: Database) -> bool:
    """Whether there is neither a key nor a person, so that programs of this machine need none."""
    with database.read() as session:
        return not accounts.any_account(session)


class AccessService:
    """Tells callers by what they send; threads may share it. What is revoked is refused at once."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._lifetime = timedelta(hours=settings.session_hours)
        self._background = ThreadPoolExecutor(1, "last use")
        self._noted: dict[int, datetime] = {}
        self._open_until = 0.0

    def close(self) -> None:
        """Finish what is done in the background."""
        self._background.shutdown()

    def is_open(self) -> bool:
        """Whether programs of this machine need no key, as there are none or were none a second ago."""
        now = monotonic()
        if now >= self._open_until and needs_no_key(self._database):
            self._open_until = now + OPEN
        return now < self._open_until

    def of_key(self, secret: str) -> Principal | None:
        """Whose key that is; None if it is none, revoked or expired."""
        if not KEY.fullmatch(secret):
            return None
        with self._database.read() as session:
            return self._valid(accounts.find_key(session, digest(secret)))

    def of_session(self, token: str) -> Principal | None:
        """Who is signed in with that cookie; None if nobody is, or not any more."""
        with self._database.read() as session:
            return self._valid(sign_ins.find(session, digest(token)))

    def sign_in(self, name: str, password: str) -> SignedIn | None:
        """A new session, None if name and password do not fit. Takes some 50 ms in either case."""
        with self._database.read() as session:
            stored = _password(session, name)
        if not is_right(stored, password) or stored is None:
            return None
        signed_in = SignedIn(token_urlsafe(32), datetime.now(UTC) + self._lifetime)
        with self._database.write(by=name, why="sign in") as session:
            if _password(session, name) != stored:  # changed while this one was compared
                return None
            person = accounts.get_account(session, Kind.PERSON, name)
            if is_outdated(stored):
                accounts.change(session, person, password=hashed(password))
            sign_ins.start(session, digest(signed_in.token), person, signed_in.expires_at)
            records.note(session, Kind.PERSON, "sign in", name)
        return signed_in

    def sign_out(self, token: str) -> None:
        """Close that session, if it is open."""
        with self._database.write(why="sign out") as session:
            sign_ins.end(session, digest(token))

    def _valid(self, account: Account | None) -> Principal | None:
        now = datetime.now(UTC)
        if account is None or not account.is_valid(now):
            return None
        known = max(account.used_at or NEVER, self._noted.get(account.id, NEVER))
        if known < now - NOTED:
            self._noted[account.id] = now  # at once: hundreds may ask before it is written
            self._background.submit(self._touch, account.id, now - NOTED)
        return principal(account)

    def _touch(self, account_id: int, before: datetime) -> None:
        # A database that is read-only or busy: the last use stays unknown, and the request has its answer.
        with suppress(DatabaseUnusable), self._database.write(why="last use") as session:
            accounts.touch(session, account_id, before=before)


def _password(session: Session, name: str) -> str | None:
    """The stored hash of a person who may sign in."""
    person = accounts.find_account(session, Kind.PERSON, name)
    if person is None or not person.is_valid(session.now):
        return None
    return accounts.password_of(session, person)
