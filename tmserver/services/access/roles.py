"""What the roles of people and the scopes of keys allow, and which principal an account is."""

from __future__ import annotations

from collections.abc import Mapping

from tmserver.errors import InvalidInput
from tmserver.services.access.principal import EVERYTHING, Principal, Right
from tmserver.store.accounts import Account, Kind

SCOPES: Mapping[str, frozenset[Right]] = {
    "read": frozenset({Right.READ}),
    "write": EVERYTHING - {Right.ADMIN},
    "admin": EVERYTHING,
}
"""Rights of keys by scope."""

ROLES: Mapping[str, frozenset[Right]] = {
    "reader": frozenset({Right.READ}),
    "translator": frozenset({Right.READ, Right.WRITE}),
    "reviewer": frozenset({Right.READ, Right.WRITE, Right.REVIEW}),
    "terminologist": frozenset({Right.READ, Right.WRITE, Right.TERMS}),
    "admin": EVERYTHING,
}
"""Rights of people by role."""

RIGHTS = {Kind.KEY: SCOPES, Kind.PERSON: ROLES}
FIELDS = {Kind.KEY: "scope", Kind.PERSON: "role"}


def check_role(kind: Kind, role: str) -> None:
    """InvalidInput unless people have such a role, or keys such a scope."""
    if role not in RIGHTS[kind]:
        field, known = FIELDS[kind], ", ".join(RIGHTS[kind])
        raise InvalidInput(f"The {field} {role[:40]!r} is unknown; one of: {known}.", field=f"/{field}")


def principal(account: Account) -> Principal:
    """The account as a caller of use cases."""
    return Principal(
        account.name,
        RIGHTS[account.kind][account.role],
        account.memories if account.limited else None,
        account.glossaries if account.limited else None,
    )
