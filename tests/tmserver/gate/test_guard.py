"""Who may speak to a server without keys."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client
from tmserver.gate.guard import is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "[::1]", "localhost:8080"])
def test_this_machine(client: Client, host: str) -> None:
    """Names of this machine are served."""
    assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "10.0.0.1", "127.0.0.1.evil.example", "[", ""])
def test_other_hosts(client: Client, host: str) -> None:
    """Another host name (DNS rebinding) is 421."""
    assert client.get("/health", headers={"Host": host}).status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
def test_foreign_pages(client: Client, headers: dict[str, str]) -> None:
    """Requests of another site's page are 403."""
    assert client.get("/api/v2/memories", headers=headers).status_code == 403


def test_own_pages(client: Client) -> None:
    """Requests of this server's own pages pass."""
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert client.get("/api/v2/memories", headers=headers).status_code == 200


def test_security_headers(client: Client) -> None:
    """Every answer, errors too, tells the browser to keep nothing and run nothing."""
    for path in ("/health", "/nowhere"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_loopback_names() -> None:
    """Only this machine's own names and addresses are loopback."""
    assert [is_loopback(host) for host in ("::1", "127.0.0.2", "0.0.0.0", "::", "local")] == [
        True,
        True,
        False,
        False,
        False,
    ]
