"""People and keys as JSON: never a password, a key or a hash."""

from __future__ import annotations

from tmserver.services.access.roles import FIELDS
from tmserver.services.shapes import time_shape
from tmserver.store.accounts import Account


def account_shape(account: Account) -> dict[str, object]:
    """A person or key; ``memories`` and ``glossaries`` are null if it sees all, those yet to come too."""
    return {
        "name": account.name,
        FIELDS[account.kind]: account.role,
        "memories": sorted(account.memories) if account.limited else None,
        "glossaries": sorted(account.glossaries) if account.limited else None,
        "created_by": account.created_by,
        "created_at": time_shape(account.created_at),
        "expires_at": time_shape(account.expires_at),
        "ended_at": time_shape(account.ended_at),
        "used_at": time_shape(account.used_at),
    }
