"""An alignment while somebody corrects it: links merged, split, moved, accepted, and every step undone.

A link is what says the same: a span of segments in each language. All links together have every segment once
and in order, whatever is done: each step puts some links in the place of some others with the same segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tmserver.alignment.track import Bead, Document, Span
from tmserver.errors import InvalidInput
from tmserver.services.alignment.rows import Row
from tmserver.services.alignment.run import DOUBTFUL

CERTAIN = 0.9
"""From this confidence on, links are accepted together: of 100 at most a few are wrong."""

MOST_STEPS = 200
"""Steps that can be undone."""


@dataclass(frozen=True, slots=True)
class Link:
    """The span of segments in each language; ``confidence`` None: somebody made it so by hand."""

    spans: tuple[Span, ...]
    confidence: float | None = None
    accepted: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look at it: more likely wrong than right, or of one language only."""
        unsure = self.confidence is not None and (self.confidence < DOUBTFUL or self.filled < 2)
        return unsure and not self.accepted

    @property
    def filled(self) -> int:
        """In how many languages it says something."""
        return sum(end > start for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Step:
    """What was done: ``number`` links from ``at`` on took the place of those ``before``."""

    at: int
    number: int
    before: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """The links in order, and the steps that led there, the last one at the end.

    ``version`` is raised by each step and each undoing: a step is only done to the version it was meant for.
    """

    links: tuple[Link, ...]
    steps: tuple[Step, ...] = ()
    version: int = 0

    @classmethod
    def of(cls, beads: Iterable[Bead]) -> Correction:
        """An alignment nobody has touched yet."""
        return cls(tuple(Link(bead.spans, bead.confidence) for bead in beads))

    def doubtful(self) -> list[int]:
        """The numbers of the doubtful links, the most doubtful first."""
        found = [at for at, link in enumerate(self.links) if link.is_doubtful]
        return sorted(found, key=lambda at: self.links[at].confidence or 0)

    def merged(self, at: int) -> Correction:
        """The link and the next one are one; InvalidInput if there is no next one."""
        first, second = self._link(at), self._link(at + 1)
        spans = tuple((one[0], other[1]) for one, other in zip(first.spans, second.spans, strict=True))
        return self._with(at, 2, [Link(spans)])

    def split(self, at: int, language: int, segment: int) -> Correction:
        """The link is two; the second one begins with that segment, counted in the link's own from 0.

        The other languages are divided at the same place, a single segment stays in the first. InvalidInput
        if nothing would be left on one of the sides.
        """
        link = self._link(at)
        start, end = self._span(link, language)
        if not 0 < segment < end - start:
            raise InvalidInput("Split between two sentences of the link.", field="/segment")
        cuts = [min(begin + segment, stop) for begin, stop in link.spans]
        first = tuple((begin, cut) for (begin, _), cut in zip(link.spans, cuts, strict=True))
        second = tuple((cut, stop) for cut, (_, stop) in zip(cuts, link.spans, strict=True))
        return self._with(at, 1, [Link(first), Link(second)])

    def moved_up(self, at: int, language: int) -> Correction:
        """The link's first segment in a language belongs to the link before; at the top to a new one."""
        link = self._link(at)
        start, _ = self._nonempty(link, language)
        above = self.links[at - 1] if at else _empty_before(link)
        taken = _with_span(above, language, (above.spans[language][0], start + 1))
        left = _with_span(link, language, (start + 1, link.spans[language][1]))
        return self._with(max(0, at - 1), 2 if at else 1, [taken, left])

    def moved_down(self, at: int, language: int) -> Correction:
        """The link's last segment in a language belongs to the link after; at the end to a new one."""
        link = self._link(at)
        _, end = self._nonempty(link, language)
        is_last = at + 1 == len(self.links)
        below = _empty_after(link) if is_last else self.links[at + 1]
        left = _with_span(link, language, (link.spans[language][0], end - 1))
        taken = _with_span(below, language, (end - 1, below.spans[language][1]))
        return self._with(at, 1 if is_last else 2, [left, taken])

    def accepted(self, at: int) -> Correction:
        """The link is right as it is."""
        return self._with(at, 1, [replace(self._link(at), accepted=True)])

    def certain_accepted(self) -> Correction:
        """All links of at least CERTAIN confidence that have several languages are right."""
        sure = [each.filled > 1 and (each.confidence or 0) >= CERTAIN for each in self.links]
        links = [
            replace(each, accepted=each.accepted or right)
            for each, right in zip(self.links, sure, strict=True)
        ]
        return self._with(0, len(links), links)

    def undone(self) -> Correction:
        """The last step is undone; InvalidInput if there is none."""
        if not self.steps:
            raise InvalidInput("There is nothing to undo.", field="/step")
        *steps, last = self.steps
        links = self.links[: last.at] + last.before + self.links[last.at + last.number :]
        return Correction(links, tuple(steps), self.version + 1)

    def rows(self, documents: Sequence[Document]) -> list[Row]:
        """The links as texts of all languages."""
        return [
            Row(
                tuple(document.text(span) for document, span in zip(documents, link.spans, strict=True)),
                link.confidence,
            )
            for link in self.links
        ]

    def _with(self, at: int, number: int, links: Sequence[Link]) -> Correction:
        """Those links, without any that has become empty, in the place of ``number`` ones."""
        kept = tuple(link for link in links if link.filled)
        step = Step(at, len(kept), self.links[at : at + number])
        changed = self.links[:at] + kept + self.links[at + number :]
        return Correction(changed, (*self.steps, step)[-MOST_STEPS:], self.version + 1)

    def _link(self, at: int) -> Link:
        if not 0 <= at < len(self.links):
            reason = f"There is no link {at + 1}; they are numbered from 1 to {len(self.links)}."
            raise InvalidInput(reason, field="/link")
        return self.links[at]

    def _span(self, link: Link, language: int) -> Span:
        if not 0 <= language < len(link.spans):
            raise InvalidInput("The alignment has no such language.", field="/language")
        return link.spans[language]

    def _nonempty(self, link: Link, language: int) -> Span:
        start, end = self._span(link, language)
        if start == end:
            raise InvalidInput("The link has nothing in that language to be moved.", field="/language")
        return start, end


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is done: the number of a link, of one of the languages, of a segment of the link in it."""

    link: int = 0
    language: int = 0
    segment: int = 0


STEPS: Mapping[str, Callable[[Correction, Place], Correction]] = {
    "merge": lambda each, at: each.merged(at.link),
    "split": lambda each, at: each.split(at.link, at.language, at.segment),
    "move-up": lambda each, at: each.moved_up(at.link, at.language),
    "move-down": lambda each, at: each.moved_down(at.link, at.language),
    "accept": lambda each, at: each.accepted(at.link),
    "accept-certain": lambda each, _: each.certain_accepted(),
    "undo": lambda each, _: each.undone(),
}
"""What can be done, by the names that the API and the page have for it."""


def _with_span(link: Link, language: int, span: Span) -> Link:
    spans = list(link.spans)
    spans[language] = span
    return Link(tuple(spans))


def _empty_before(link: Link) -> Link:
    return Link(tuple((start, start) for start, _ in link.spans))


def _empty_after(link: Link) -> Link:
    return Link(tuple((end, end) for _, end in link.spans))
