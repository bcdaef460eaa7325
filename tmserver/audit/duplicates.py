"""One fault that several pairs of a unit show: reported once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tmserver.audit.finding import Finding

_OF_ONE_TEXT = frozenset(
    {"name-script", "punctuation", "brackets", "quotes", "repeated-word", "spacing", "pattern"}
)


def is_of_one_text(finding: Finding) -> bool:
    """Whether a finding is about one of its texts alone: it has spans in that one only."""
    return finding.check in _OF_ONE_TEXT and bool(finding.source.spans) != bool(finding.target.spans)


def is_of_end_marks(finding: Finding) -> bool:
    """Whether a finding compares the ends of two texts."""
    return finding.message.key.startswith("end-mark")


def once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each fault once: of one text it is met in every pair of it, of two texts in both directions."""
    seen: set[object] = set()
    directions: dict[object, tuple[str, str]] = {}
    for finding in found:
        source, target = finding.source, finding.target
        if is_of_one_text(finding):
            key = (finding.check, finding.message.key, source if source.spans else target)
            if key not in seen:
                seen.add(key)
                yield finding
            continue
        way = source.language, target.language
        about = (finding.check, finding.concept, frozenset(way))
        if directions.setdefault(about, way) == way:
            yield finding
