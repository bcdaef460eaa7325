"""Use cases of keys: make, list, revoke. A key is shown once, when it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from tmserver.errors import InvalidInput
from tmserver.services.access.roles import check_role
from tmserver.store import accounts, records
from tmserver.store.accounts import Account, Kind
from tmserver.store.database import Database

KEY = re.compile(r"tms_[\w-]{43}", re.ASCII)
"""A key as text: a mark by which leaked ones are recognised, and 256 random bits."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A wish for a key; sees all memories and glossaries if it names none. No ``expires_at``: never."""

    name: str
    scope: str = "read"
    memories: tuple[str, ...] = ()
    glossaries: tuple[str, ...] = ()
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key; ``secret`` is what its user sends, and is stored nowhere."""

    secret: str
    account: Account


def digest(secret: str) -> bytes:
    """What is stored of a key or a session: 256 random bits need no slow hash."""
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def create_key(database: Database, new: NewKey, *, by: str = "") -> MadeKey:
    """A new key. Conflict if its name is taken, InvalidInput and NotFound name the wrong field."""
    check_role(Kind.KEY, new.scope)
    secret = f"tms_{token_urlsafe(32)}"
    with database.write(by=by) as session:
        if new.expires_at is not None and new.expires_at <= session.now:
            raise InvalidInput("The key would have expired already; give a later day.", field="/expires_at")
        made = accounts.create_account(
            session, Kind.KEY, new.name, new.scope, digest=digest(secret), expires_at=new.expires_at
        )
        made = accounts.grant(session, made, new.memories, new.glossaries)
        records.note(session, Kind.KEY, "create", made.name, made.role)
    return MadeKey(secret, made)


def list_keys(database: Database, *, revoked: bool = False) -> list[Account]:
    """All keys by name; revoked ones too if asked for."""
    with database.read() as session:
        return accounts.list_accounts(session, Kind.KEY, ended=revoked)


def revoke_key(database: Database, name: str, *, by: str = "") -> bool:
    """End a key at once and for ever; NotFound names the keys that there are.

    False if no key and no person is left, so that programs on this machine need none from now on.
    """
    with database.write(by=by) as session:
        key = accounts.get_account(session, Kind.KEY, name)
        accounts.change(session, key, ended_at=session.now)
        records.note(session, Kind.KEY, "revoke", key.name)
        return accounts.any_account(session)
