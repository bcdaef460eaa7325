"""Use cases of people: add, list, change, disable, remove."""

from __future__ import annotations

from dataclasses import dataclass

from tmserver.services.access.passwords import hashed
from tmserver.services.access.roles import check_role
from tmserver.store import accounts, records, sign_ins
from tmserver.store.accounts import Account, Kind
from tmserver.store.database import Database
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A wish for a person, who sees all memories and glossaries if it names none."""

    name: str
    role: str
    password: str
    memories: tuple[str, ...] = ()
    glossaries: tuple[str, ...] = ()


def add_person(database: Database, new: NewPerson, *, by: str = "") -> Account:
    """A new person. Conflict if the name is taken, InvalidInput and NotFound name the wrong field."""
    check_role(Kind.PERSON, new.role)
    password = hashed(new.password)
    with database.write(by=by) as session:
        made = accounts.create_account(session, Kind.PERSON, new.name, new.role, password=password)
        made = accounts.grant(session, made, new.memories, new.glossaries)
        records.note(session, Kind.PERSON, "create", made.name, made.role)
    return made


def list_people(database: Database) -> list[Account]:
    """All people by name, disabled ones too."""
    with database.read() as session:
        return accounts.list_accounts(session, Kind.PERSON, ended=True)


def set_password(database: Database, name: str, password: str, *, by: str = "") -> None:
    """Give a person another password and end all sessions; NotFound names the people that there are."""
    made = hashed(password)
    with database.write(by=by) as session:
        person = _get(session, name)
        accounts.change(session, person, password=made)
        sign_ins.end_all(session, person)
        records.note(session, Kind.PERSON, "password", name)


def set_role(database: Database, name: str, role: str, *, by: str = "") -> Account:
    """The person with another role, from the next request on."""
    check_role(Kind.PERSON, role)
    with database.write(by=by) as session:
        person = _get(session, name)
        accounts.change(session, person, role=role)
        records.note(session, Kind.PERSON, "role", name, role)
        return accounts.get_by_id(session, person.id)


def set_grants(
    database: Database, name: str, memories: tuple[str, ...], glossaries: tuple[str, ...], *, by: str = ""
) -> Account:
    """The person, who sees what is named and nothing else; all there is if nothing is named."""
    with database.write(by=by) as session:
        granted = accounts.grant(session, _get(session, name), memories, glossaries)
        records.note(session, Kind.PERSON, "grant", name, ", ".join((*memories, *glossaries)) or "all")
        return granted


def disable_person(database: Database, name: str, *, by: str = "") -> None:
    """Let a person sign in no more, and end all sessions; histories keep the name."""
    with database.write(by=by) as session:
        person = _get(session, name)
        accounts.change(session, person, ended_at=session.now)
        sign_ins.end_all(session, person)
        records.note(session, Kind.PERSON, "disable", name)


def enable_person(database: Database, name: str, *, by: str = "") -> None:
    """Let a disabled person sign in again."""
    with database.write(by=by) as session:
        accounts.change(session, _get(session, name), ended_at=None)
        records.note(session, Kind.PERSON, "enable", name)


def remove_person(database: Database, name: str, *, by: str = "") -> bool:
    """Take a person away; the name stays in histories, and is free for another.

    False if no key and no person is left, so that programs on this machine need none from now on.
    """
    with database.write(by=by) as session:
        accounts.remove(session, _get(session, name))
        records.note(session, Kind.PERSON, "remove", name)
        return accounts.any_account(session)


def _get(session: Session, name: str) -> Account:
    return accounts.get_account(session, Kind.PERSON, name)
