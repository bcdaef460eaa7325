"""Keys: made, listed, revoked, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tmserver.errors import Conflict, InvalidInput, NotFound, TmserverError
from tmserver.services.access.keys import NewKey, create_key, list_keys, revoke_key
from tmserver.services.access.people import NewPerson, add_person
from tmserver.services.access.principal import Principal, Right
from tmserver.services.access.service import AccessService
from tmserver.settings import Settings
from tmserver.store import glossaries, memories, records
from tmserver.store.database import Database
from tmserver.store.tables import AccountRow


@pytest.fixture
def access(database: Database) -> Iterator[AccessService]:
    """The service over a database with memories a and b and a glossary g."""
    with database.write() as session:
        for name in ("a", "b"):
            memories.create_memory(session, name)
        glossaries.create_glossary(session, "g")
    service = AccessService(database, Settings())
    yield service
    service.close()


def test_a_key_is_its_owner(database: Database, access: AccessService) -> None:
    """A key has the rights of its scope, and sees everything if nothing was named."""
    made = create_key(database, NewKey("weblate", "read"), by="root")
    assert access.of_key(made.secret) == Principal("weblate", frozenset({Right.READ}))
    assert (made.account.created_by, made.account.expires_at) == ("root", None)


def test_grants(database: Database, access: AccessService) -> None:
    """A limited key sees what was named, under its new name, and no other that takes the old one."""
    secret = create_key(database, NewKey("x", "write", memories=("a",))).secret
    assert access.of_key(secret) == Principal(
        "x", frozenset({Right.READ, Right.WRITE, Right.REVIEW, Right.TERMS}), frozenset({"a"}), frozenset()
    )
    with database.write() as session:
        memories.rename_memory(session, memories.get_memory(session, "a"), "renamed")
        memories.create_memory(session, "a")
    limited = access.of_key(secret)
    assert limited is not None
    assert limited.memories == frozenset({"renamed"})


def test_a_granted_memory_that_is_gone(database: Database, access: AccessService) -> None:
    """Deleted it is not seen, restored it is; purged its grant goes too, also if its id is used anew."""
    secret = create_key(database, NewKey("x", memories=("b",), glossaries=("g",))).secret
    with database.write() as session:
        memory = memories.get_memory(session, "b")
        memories.delete_memory(session, memory)
    assert access.of_key(secret) == Principal("x", frozenset({Right.READ}), frozenset(), frozenset({"g"}))
    with database.write() as session:
        memories.purge_memory(session, memory)
        memories.create_memory(session, "confidential")
    assert access.of_key(secret) == Principal("x", frozenset({Right.READ}), frozenset(), frozenset({"g"}))


@pytest.mark.parametrize("secret", ["", "tms_", "tms_" + "A" * 43, "nonsense", "\ud800", "x" * 10_000])
def test_no_key(access: AccessService, secret: str) -> None:
    """What is no key belongs to nobody."""
    assert access.of_key(secret) is None


def test_revoked(database: Database, access: AccessService) -> None:
    """A revoked key is refused at once; its name is free, and it stays in the list for those who ask."""
    first = create_key(database, NewKey("x"))
    assert access.is_open() is False
    assert revoke_key(database, "x") is False
    assert access.of_key(first.secret) is None
    assert access.is_open() is True
    second = create_key(database, NewKey("x"))
    assert access.of_key(second.secret) is not None
    assert [each.id for each in list_keys(database)] == [second.account.id]
    assert [each.id for each in list_keys(database, revoked=True)] == [first.account.id, second.account.id]
    with pytest.raises(NotFound, match="There are: x"):
        revoke_key(database, "y")


def test_expired(database: Database, access: AccessService) -> None:
    """An expired key is refused, and the server is none the more open for it."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    secret = create_key(database, NewKey("x", expires_at=tomorrow)).secret
    assert access.of_key(secret) is not None
    with database.write() as session:
        session.connection.execute(update(AccountRow).values(expires_at=session.now))
    assert access.of_key(secret) is None
    assert access.is_open() is False


def test_last_use_is_noted_now_and_then(database: Database, access: AccessService) -> None:
    """The first use is noted, the next ones only when that is minutes old."""
    secret = create_key(database, NewKey("x")).secret
    access.of_key(secret)
    access.close()
    (first,) = [each.used_at for each in list_keys(database)]
    later = AccessService(database, Settings())
    later.of_key(secret)
    later.close()
    assert first is not None
    assert [each.used_at for each in list_keys(database)] == [first]


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewKey(""), "/name"),
        (NewKey("a:b"), "/name"),
        (NewKey("../etc"), "/name"),
        (NewKey("x" * 101), "/name"),
        (NewKey("x\n"), "/name"),
        (NewKey("x\0"), "/name"),
        (NewKey("x", "root"), "/scope"),
        (NewKey("x", expires_at=datetime(2020, 1, 1, tzinfo=UTC)), "/expires_at"),
        (NewKey("x", memories=("nowhere",)), "/memory"),
        (NewKey("x", glossaries=("nowhere",)), "glossary"),
    ],
)
def test_what_cannot_be(database: Database, access: AccessService, new: NewKey, field: str) -> None:
    """Wrong wishes are refused with the field, and no key is made."""
    with pytest.raises(TmserverError) as refused:
        create_key(database, new)
    assert isinstance(refused.value, InvalidInput | NotFound)
    assert refused.value.field == field
    assert list_keys(database) == []


def test_names_are_not_shared(database: Database, access: AccessService) -> None:
    """A key and a person never have the same name: histories would not tell them apart."""
    create_key(database, NewKey("anna"))
    add_person(database, NewPerson("boris", "reader", "correct horse"))
    with pytest.raises(Conflict, match="a key 'anna' already"):
        add_person(database, NewPerson("anna", "reader", "correct horse"))
    with pytest.raises(Conflict, match="a person 'boris' already"):
        create_key(database, NewKey("boris"))


def test_stored_and_recorded(database: Database, access: AccessService) -> None:
    """Of a key only the digest is stored; who made and revoked it is on record."""
    secret = create_key(database, NewKey("x"), by="root").secret
    revoke_key(database, "x", by="anna")
    with database.read() as session:
        row = session.connection.execute(select(AccountRow.__table__)).one()
        acts = [(each.subject, each.action, each.by) for each in records.list_records(session, "x")]
    assert secret.removeprefix("tms_") not in repr(tuple(row))
    assert acts == [("key", "revoke", "anna"), ("key", "create", "root")]
