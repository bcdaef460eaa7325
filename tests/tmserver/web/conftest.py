"""A browser without JavaScript: it sends the forms of pages as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pytest

from tests.tmserver.conftest import Client

Send: TypeAlias = Callable[..., Any]
"""``send("/lookup", {"text": "…"}, headers)``: the answer to a form, its token filled in."""


@pytest.fixture
def send(client: Client) -> Send:
    """Sends forms as the pages of the client hold them."""
    found = re.search(r'name="csrf_token" value="(\w+)"', client.get("/lookup").text)
    assert found is not None
    token = found[1]

    def sent(path: str, data: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Any:
        return client.post(path, data={"csrf_token": token, **data}, headers=headers or {})

    return sent
