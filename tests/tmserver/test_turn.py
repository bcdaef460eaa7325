"""One thread of a process computes at a time, and gives its turn up where it would hold others up."""

from __future__ import annotations

from threading import Event, Lock, Thread

from tmserver import turn


def test_one_at_a_time() -> None:
    """Who has no turn yet waits for who has it."""
    lock, seen = Lock(), Event()

    def wait() -> None:
        with turn.taken(lock):
            seen.set()

    with turn.taken(lock):
        other = Thread(target=wait)
        other.start()
        assert not seen.wait(0.05)
    other.join()
    assert seen.is_set()


def test_given_up() -> None:
    """Others have the turn during the block, and nobody after it; a block within it changes nothing."""
    lock = Lock()
    with turn.taken(lock):
        with turn.given_up():
            assert not lock.locked()
            with turn.given_up():
                assert not lock.locked()
        assert lock.locked()
    assert not lock.locked()


def test_without_a_turn() -> None:
    """A command has no turn to give up."""
    with turn.given_up():
        pass


def test_after_an_error() -> None:
    """An error leaves the turn to the next, wherever it comes from."""
    lock = Lock()
    for place in ("given up", "taken"):
        try:
            with turn.taken(lock):
                if place == "taken":
                    raise KeyError
                with turn.given_up():
                    raise KeyError
        except KeyError:
            assert not lock.locked()
