"""The audit's check ``meaning``: misplaced targets that it finds, and its alarms on untouched pairs.

On pages of LibreOffice's help on which its values were not chosen, for ru–es, en–ru and es–en: 500 targets
are replaced by those of the next unit, and 500 exchanged with them, far from each other.

    scripts/bench meaning
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from hashlib import sha256

from benchmarks.libreoffice_help import Paragraph, read_paragraphs
from benchmarks.meanings import page_of
from benchmarks.usefulness import DIRECTIONS
from tmserver.audit.auditor import Audit
from tmserver.audit.finding import Location
from tmserver.audit.meaning import FEWEST_WORDS
from tmserver.audit.options import AuditOptions
from tmserver.segment import Unit, Variant

Pair = tuple[str, str]
APART = 9


def alarms(pairs: Sequence[Pair], source: str, target: str) -> set[int]:
    """The numbers of the pairs that the check reports."""
    audit = Audit(AuditOptions(only=frozenset({"meaning"})))
    units = (
        (Location(number=at), Unit((Variant(source, ours), Variant(target, theirs)), source_language=source))
        for at, (ours, theirs) in enumerate(pairs)
    )
    return {finding.location.number for finding in audit.run(units)}


def places(pairs: Sequence[Pair], most: int) -> list[int]:
    """Pairs to be spoilt: long enough, and other than the next one in both languages."""
    found = [
        at
        for at in range(APART, len(pairs) - APART, APART)
        if all(len(text.split()) >= FEWEST_WORDS for pair in pairs[at : at + 2] for text in pair)
        and pairs[at][0] != pairs[at + 1][0]
        and pairs[at][1] != pairs[at + 1][1]
    ]
    return found[:most]


def measure(paragraphs: Sequence[Paragraph], source: str, target: str, most: int) -> None:
    """Prints the line of one pair of languages."""
    pairs = [(paragraph[source], paragraph[target]) for paragraph in paragraphs]
    spoilt = places(pairs, most)
    copied, exchanged = list(pairs), list(pairs)
    for at in spoilt:
        copied[at] = pairs[at][0], pairs[at + 1][1]
        exchanged[at], exchanged[at + 1] = copied[at], (pairs[at + 1][0], pairs[at][1])
    untouched = alarms(pairs, source, target)
    seen = [alarms(each, source, target) for each in (copied, exchanged)]
    found = [sum(at in reported for at in spoilt) for reported in seen]
    shares = " ".join(f"{count / len(spoilt):10.3f}" for count in found)
    print(f"{source}–{target} {len(pairs):>8,} {100 * len(untouched) / len(pairs):8.2f} {shares}", flush=True)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=500, help="targets spoilt")
    parser.add_argument("--pairs", type=int, default=8_000, help="pairs audited")
    asked = parser.parse_args()
    unseen = [p for p in read_paragraphs() if sha256(page_of(p).encode()).digest()[0] % 3]
    print("           pairs  alarms/100   replaced  exchanged")
    for source, target in DIRECTIONS:
        measure(unseen[: asked.pairs], source, target, asked.most)


if __name__ == "__main__":
    main()
