"""What a caller may see and do."""

from __future__ import annotations

import pytest

from tmserver.errors import Forbidden, NotFound
from tmserver.services.access.principal import LOCAL, Principal, Right

LIMITED = Principal("anna", frozenset({Right.READ}), memories=frozenset({"b", "a"}), glossaries=frozenset())


def test_local() -> None:
    """The user of this machine does everything, and searches what is asked for, all if nothing is."""
    LOCAL.require(Right.ADMIN)
    assert LOCAL.scope(["x"]) == ("x",)
    assert LOCAL.scope([]) == ()


def test_missing_right() -> None:
    """A right not given is named."""
    with pytest.raises(Forbidden, match="'write'"):
        LIMITED.require(Right.WRITE)


def test_the_whole() -> None:
    """What is about everything takes a caller that is limited to nothing."""
    LOCAL.require_everywhere(Right.ADMIN)
    with pytest.raises(Forbidden, match="limited"):
        LIMITED.require_everywhere(Right.READ)
    with pytest.raises(Forbidden, match="'write'"):
        LIMITED.require_everywhere(Right.WRITE)


def test_limited_scope() -> None:
    """Who is limited searches the granted memories, or those of them asked for."""
    assert LIMITED.scope([]) == ("a", "b")
    assert LIMITED.scope(["b"]) == ("b",)


def test_hidden_memory() -> None:
    """A memory that is not granted looks as if it did not exist."""
    with pytest.raises(NotFound) as caught:
        LIMITED.scope(["a", "secret"])
    assert caught.value.known == ("a", "b")


def test_nothing_granted() -> None:
    """Without any grant nothing is searched: no names would mean all."""
    with pytest.raises(Forbidden):
        LIMITED.glossary_scope([])
