"""What an audit finds: a finding with its evidence on both sides, and an id that outlives edits elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tmserver.segment import pickled_by_values

Span = tuple[int, int]
"""[start, end) in code points."""

_ID_BYTES = 8


class Severity(StrEnum):
    """How much a finding weighs; ``rank`` orders them."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 info, 1 warning, 2 error."""
        return list(Severity).index(self)


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Location:
    """Where a unit is: file or memory, its line and segment number from 1 (0 unknown), its tuid."""

    file: str = ""
    line: int = 0
    unit: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a finding: its text, and the spans that the finding is about."""

    language: str
    text: str
    spans: tuple[Span, ...] = ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """The texts of the spans."""
        return tuple(self.text[start:end] for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Message:
    """What a finding says, in no language yet: a key of the wordings and what is put into it, by name.

    ``wording.say`` makes a sentence of it in ru, es or en.
    """

    key: str
    arguments: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """One of several ways in which a text is rendered: how many units have it, and where the first are."""

    text: str
    count: int
    locations: tuple[Location, ...] = ()
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a unit, or in a group of units, that a reviewer should see.

    ``expected`` are texts of which one should stand in the target, the best first. ``distribution`` is of a
    group (same source, same target, inconsistent terms), most frequent first; ``location`` is then that of
    its first unit. A three-way finding names the language that ``deviates`` and has the third language in
    ``third``; its target is the language that deviates. ``ordinal`` counts findings of equal content from 1.
    """

    check: str
    severity: Severity
    message: Message
    source: Side
    target: Side
    concept: str | None = None
    expected: tuple[str, ...] = ()
    distribution: tuple[Share, ...] = ()
    deviates: str = ""
    third: Side | None = None
    location: Location = Location()
    ordinal: int = 1

    @property
    def content(self) -> str:
        """16 hexadecimal digits of what the finding is about: equal wherever the same is found again.

        Of check, languages, the source's text and the evidence on all sides, not of the rest of the target
        and not of counts: an edit elsewhere in the target leaves it as it is.
        """
        digest = hashlib.blake2b(digest_size=_ID_BYTES)
        for part in self._parts():
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(len(encoded).to_bytes(4, "big") + encoded)
        return digest.hexdigest()

    def _parts(self) -> Iterator[str]:
        sides = [self.source, self.target, *([self.third] if self.third else [])]
        yield from (self.check, self.message.key, self.concept or "", self.deviates, self.source.text)
        for side in sides:
            yield from (side.language, str(len(side.spans)), *side.evidence)
        yield from (value for _, value in self.message.arguments if isinstance(value, str))
        yield from sorted(share.text for share in self.distribution)

    @property
    def id(self) -> str:
        """``content``, and from the second finding of equal content on its ordinal: ``9f2c…-2``."""
        return self.content if self.ordinal == 1 else f"{self.content}-{self.ordinal}"
