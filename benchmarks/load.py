"""A load on the service: an open model, that is requests come whether or not the earlier ones are answered.

Of each hundred 90 look up, 8 add a unit, 2 edit or delete one. Of every write it is remembered what was
acknowledged, so that it can be looked for afterwards; each added unit is looked up at once by another client.
A request's time counts from the moment it was due, so that a server that stalls does not look fast.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

import aiohttp

MEMORY = "bench"
CONNECTIONS = 50
KINDS = ("lookup",) * 90 + ("add",) * 8 + ("edit", "delete")
PATIENCE = aiohttp.ClientTimeout(total=30)


@dataclass
class Written:
    """A unit as it was acknowledged last: its translation, None if it was deleted, and its ETag."""

    text: str | None
    tag: str


@dataclass
class Outcome:
    """What became of a load: seconds of each answered request by kind, and all that went wrong, by name."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    written: dict[int, Written] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """How many requests were answered as they should be."""
        return sum(map(len, self.seconds.values()))


class Load:
    """Sends requests to the service at ``address``, whose memory MEMORY has the texts."""

    def __init__(self, address: str, texts: Sequence[str], *, rate: float, seed: int = 1) -> None:
        self._api = f"{address}/api/v2"
        self._texts = texts
        self._rate = rate
        self._random = Random(seed)
        self._number = 0
        self._idle: list[int] = []
        self.outcome = Outcome()

    async def run(self, seconds: float, during: Coroutine[Any, Any, None] | None = None) -> Outcome:
        """Send requests for so long, ``during`` running beside; when all are answered, the outcome."""
        async with (
            aiohttp.ClientSession(connector=_connections(), timeout=PATIENCE) as one,
            aiohttp.ClientSession(connector=_connections(), timeout=PATIENCE) as other,
        ):
            beside = asyncio.create_task(during) if during else None
            loop = asyncio.get_running_loop()
            begun = loop.time()
            tasks = []
            for number in range(int(self._rate * seconds)):
                due = begun + number / self._rate
                await asyncio.sleep(max(0.0, due - loop.time()))
                tasks.append(asyncio.create_task(self._one(one, other, due)))
            await asyncio.gather(*tasks)
            if beside:
                await beside
        return self.outcome

    async def lost(self) -> list[int]:
        """The units that are not as they were acknowledged."""
        lost = []
        async with aiohttp.ClientSession(connector=_connections(), timeout=PATIENCE) as session:
            for unit, expected in self.outcome.written.items():
                async with session.get(f"{self._api}/units/{unit}") as answer:
                    found = (await answer.json())["texts"][1]["text"] if answer.status == 200 else None
                    if found != expected.text or (found is None and answer.status != 404):
                        lost.append(unit)
        return lost

    async def _one(self, one: aiohttp.ClientSession, other: aiohttp.ClientSession, due: float) -> None:
        kind = self._random.choice(KINDS)
        if kind in {"edit", "delete"} and not self._idle:
            kind = "add"
        act: Callable[[aiohttp.ClientSession], Awaitable[tuple[int, str] | None]] = {
            "lookup": self._look_up,
            "add": self._add,
            "edit": self._edit,
            "delete": self._delete,
        }[kind]
        try:
            added = await act(one)
            taken = asyncio.get_running_loop().time() - due
            if added and added[0] not in {match["unit"] for match in await self._found(other, added[1])}:
                raise Refused("not found by another client")
            if added:
                self._idle.append(added[0])  # not before: somebody might delete it first
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.outcome.wrong[f"{kind}: {type(error).__name__}"] += 1
            return
        except Refused as refused:
            self.outcome.wrong[f"{kind}: {refused}"] += 1
            return
        self.outcome.seconds.setdefault(kind, []).append(taken)

    async def _look_up(self, session: aiohttp.ClientSession) -> None:
        words = self._random.choice(self._texts).split()
        words[self._random.randrange(len(words))] = "another"
        await self._found(session, " ".join(words))

    async def _found(self, session: aiohttp.ClientSession, text: str) -> list[dict[str, Any]]:
        query = {"source": "en", "target": "es", "text": text}
        async with session.get(f"{self._api}/lookup", params=query) as answer:
            matches: list[dict[str, Any]] = (await _expected(answer, 200))["matches"]
            return matches

    async def _add(self, session: aiohttp.ClientSession) -> tuple[int, str]:
        """The unit and its source, to be found by whoever asks next, on whichever worker."""
        self._number += 1
        source = f"{self._random.choice(self._texts)} Number {self._number}."
        target = f"Número {self._number}."
        body = {"texts": [{"language": "en", "text": source}, {"language": "es", "text": target}]}
        async with session.post(f"{self._api}/memories/{MEMORY}/units", json=body) as answer:
            made = await _expected(answer, 201)
            self.outcome.written[made["id"]] = Written(target, answer.headers["ETag"])
        return made["id"], source

    async def _edit(self, session: aiohttp.ClientSession) -> None:
        unit = self._taken()
        self._number += 1
        text = f"Editado {self._number}."
        body = {"texts": [{"language": "es", "text": text}]}
        before = self.outcome.written.pop(unit)
        async with session.patch(
            f"{self._api}/units/{unit}", json=body, headers={"If-Match": before.tag}
        ) as answer:
            await _expected(answer, 200)
            self.outcome.written[unit] = Written(text, answer.headers["ETag"])
        self._idle.append(unit)

    async def _delete(self, session: aiohttp.ClientSession) -> None:
        unit = self._taken()
        before = self.outcome.written.pop(unit)
        async with session.delete(f"{self._api}/units/{unit}", headers={"If-Match": before.tag}) as answer:
            await _expected(answer, 204)
            self.outcome.written[unit] = Written(None, "")

    def _taken(self) -> int:
        """A unit that nobody else changes now. Until it is acknowledged nobody knows which state it has."""
        return self._idle.pop(self._random.randrange(len(self._idle)))


class Refused(Exception):  # noqa: N818 (named for what the user sees)
    """An answer that should have been another."""


async def _expected(answer: aiohttp.ClientResponse, status: int) -> Any:
    body = await answer.read()
    if answer.status != status:
        raise Refused(f"{answer.status} {body[:200].decode('utf-8', 'replace')}")
    return await answer.json() if body else None


def _connections() -> aiohttp.TCPConnector:
    return aiohttp.TCPConnector(limit=CONNECTIONS)


@dataclass
class Asked:
    """What became of requests sent while a service stopped: answered, or refused as nobody listened.

    ``unanswered`` are the ids of those whose connection broke. Such a request is lost if the service had
    begun with it; else it was never read, and the client sends it again (RFC 9112, 9.3.1).
    """

    answered: int = 0
    refused: int = 0
    unanswered: set[str] = field(default_factory=set)


async def ask_until_stopped(address: str, clients: int, stop: Callable[[], Awaitable[None]]) -> Asked:
    """Requests of clients that each ask again as soon as they are answered, until ``stop`` ends."""
    asked = Asked()
    ended = asyncio.Event()

    async def ask(session: aiohttp.ClientSession) -> None:
        while not ended.is_set():
            headers = {"X-Request-ID": uuid4().hex}
            try:
                async with session.get(f"{address}/api/v2/languages", headers=headers) as answer:
                    await _expected(answer, 200)
                    asked.answered += 1
            except aiohttp.ClientConnectorError:
                asked.refused += 1
                await asyncio.sleep(0.05)
            except (aiohttp.ClientError, TimeoutError, OSError):
                asked.unanswered.add(headers["X-Request-ID"])

    async with aiohttp.ClientSession(connector=_connections(), timeout=PATIENCE) as session:
        asking = [asyncio.create_task(ask(session)) for _ in range(clients)]
        await stop()
        ended.set()
        await asyncio.gather(*asking)
    return asked
