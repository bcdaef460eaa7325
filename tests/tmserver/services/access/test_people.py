"""People: added, changed, disabled, removed; signing in and out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from tmserver.errors import InvalidInput, NotFound
from tmserver.services.access import people
from tmserver.services.access.people import NewPerson
from tmserver.services.access.principal import Principal, Right
from tmserver.services.access.service import AccessService
from tmserver.settings import Settings
from tmserver.store import memories, records
from tmserver.store.database import Database
from tmserver.store.tables import AccountRow, SignInRow

PASSWORD = "правильная лошадь"


@pytest.fixture
def access(database: Database) -> Iterator[AccessService]:
    """The service over a database with the memory a, and anna, who translates."""
    with database.write() as session:
        memories.create_memory(session, "a")
    people.add_person(database, NewPerson("anna", "translator", PASSWORD, memories=("a",)), by="root")
    service = AccessService(database, Settings())
    yield service
    service.close()


def signed_in(access: AccessService) -> str:
    """The token of a session of anna's."""
    opened = access.sign_in("anna", PASSWORD)
    assert opened is not None
    return opened.token


def test_sign_in(access: AccessService) -> None:
    """Name and password open a session that is the person's; each one is new."""
    first, second = signed_in(access), signed_in(access)
    assert first != second
    translator = Principal(
        "anna", frozenset({Right.READ, Right.WRITE}), memories=frozenset({"a"}), glossaries=frozenset()
    )
    assert access.of_session(first) == access.of_session(second) == translator


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("anna", "wrong"),
        ("anna", ""),
        ("boris", PASSWORD),
        ("", ""),
        ("anna\0", PASSWORD),
        ("anna", "\ud800"),
    ],
)
def test_wrong_sign_in(access: AccessService, name: str, password: str) -> None:
    """A wrong name or password opens nothing, and the two are not told apart."""
    assert access.sign_in(name, password) is None


def test_sign_out(access: AccessService) -> None:
    """A closed session is nobody's; another of the same person stays."""
    first, second = signed_in(access), signed_in(access)
    access.sign_out(first)
    assert access.of_session(first) is None
    assert access.of_session(second) is not None


def test_a_session_ends(database: Database, access: AccessService) -> None:
    """After its time it is nobody's, and the next sign-in clears it away."""
    token = signed_in(access)
    with database.write() as session:
        session.connection.execute(update(SignInRow).values(expires_at=session.now))
    assert access.of_session(token) is None
    signed_in(access)
    with database.read() as session:
        assert len(session.connection.execute(select(SignInRow.digest)).all()) == 1


def test_password(database: Database, access: AccessService) -> None:
    """Another password ends the sessions, and the old one opens none."""
    token = signed_in(access)
    people.set_password(database, "anna", "another password")
    assert access.of_session(token) is None
    assert access.sign_in("anna", PASSWORD) is None
    assert access.sign_in("anna", "another password") is not None


def test_disabled(database: Database, access: AccessService) -> None:
    """Who is disabled is signed out, cannot sign in, and keeps the server closed; enabled it is as before."""
    token = signed_in(access)
    people.disable_person(database, "anna")
    assert access.of_session(token) is None
    assert access.sign_in("anna", PASSWORD) is None
    assert access.is_open() is False
    people.enable_person(database, "anna")
    assert access.of_session(signed_in(access)) is not None


def test_role_and_grants_change_at_once(database: Database, access: AccessService) -> None:
    """An open session has the new role and grants with its next request."""
    token = signed_in(access)
    people.set_role(database, "anna", "terminologist")
    people.set_grants(database, "anna", (), ())
    now = Principal("anna", frozenset({Right.READ, Right.WRITE, Right.TERMS}))
    assert access.of_session(token) == now


def test_remove(database: Database, access: AccessService) -> None:
    """Who is removed is gone with sessions and grants; the last one leaves the server open."""
    token = signed_in(access)
    assert people.remove_person(database, "anna") is False
    assert access.of_session(token) is None
    assert people.list_people(database) == []
    assert access.is_open() is True


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewPerson("boris", "translator", "short"), "/password"),
        (NewPerson("boris", "translator", "aaaaaaaaaaaa"), "/password"),
        (NewPerson("boris", "translator", "x" * 1_001), "/password"),
        (NewPerson("boris", "translator", "long enough \ud800"), "/password"),
        (NewPerson("boris", "king", PASSWORD), "/role"),
        (NewPerson("a:b", "reader", PASSWORD), "/name"),
    ],
)
def test_what_cannot_be(database: Database, access: AccessService, new: NewPerson, field: str) -> None:
    """Wrong wishes are refused with the field."""
    with pytest.raises(InvalidInput) as refused:
        people.add_person(database, new)
    assert refused.value.field == field


def test_unknown_person(database: Database, access: AccessService) -> None:
    """Nobody can be changed who is not there; the message names who is."""
    with pytest.raises(NotFound, match="There are: anna"):
        people.disable_person(database, "boris")


def test_a_weak_hash_is_made_anew(database: Database, access: AccessService) -> None:
    """A hash of less effort than today's is replaced when its password is next seen."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with database.write() as session:
        session.connection.execute(update(AccountRow).values(password=weak))
    signed_in(access)
    with database.read() as session:
        (stored,) = session.connection.scalars(select(AccountRow.password))
        acts = [(each.action, each.by) for each in records.list_records(session, "anna")]
    assert stored.startswith("$argon2id$")
    assert stored != weak
    assert acts == [("sign in", "anna"), ("create", "root")]
