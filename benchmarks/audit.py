"""How many planted errors an audit finds, and what it says of the untouched texts.

    python -m benchmarks.audit FILE [--errors 2000] [--seed 1] [--sample 0] [--source en] [--limit N]

FILE is a TMX file, or JSON Lines with a text a language ("ru", "es", "en"); the more languages, the more
pairs are audited, each in both directions. In each pair a seeded program plants its share of errors of every
family (``benchmarks.planting``), each in another unit, and counts those that a check of it reports and
did not report before. The same is asked of ``pofilter`` (Translate Toolkit), all its checks. At last the
untouched units are audited with all their languages at once, as translated from ``--source``; ``--sample``
prints as many findings of that, drawn at random, to be judged by reading.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

from rich.console import Console
from rich.table import Table
from translate.filters.checks import CheckerConfig, StandardChecker
from translate.storage.base import TranslationUnit

from benchmarks.planting import FAMILIES, Place, concepts
from benchmarks.planting import Pair as Texts
from tmserver.audit.auditor import Audit
from tmserver.audit.finding import Finding, Location
from tmserver.audit.options import AuditOptions
from tmserver.audit.wording import say
from tmserver.exchange.tmx.reader import read_tmx
from tmserver.language import tags
from tmserver.segment import Unit, Variant

TERM_CHECKS = frozenset({"term-missing", "term-forbidden", "term-deprecated", "term-inconsistent"})


@dataclass(slots=True)
class Count:
    """Of one family: planted errors, those found by us and by pofilter."""

    planted: int = 0
    ours: int = 0
    theirs: int = 0
    missed: list[Texts] = field(default_factory=list)


@dataclass(slots=True)
class Result:
    """Of the whole run: counts by family, and what was said of untouched pairs."""

    families: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    pairs: int = 0
    flagged: int = 0
    their_flagged: int = 0
    seconds: float = 0.0
    checks: Counter[str] = field(default_factory=Counter)


def read_units(path: Path) -> list[dict[str, str]]:
    """Text by primary language of each unit of a TMX or JSON Lines file."""
    if path.suffix == ".jsonl":
        rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        return [{k: v for k, v in row.items() if k in ("ru", "es", "en")} for row in rows]
    return [{tags.primary(v.language): v.text for v in unit.variants} for unit in read_tmx(path)]


def audit(texts: Sequence[Texts], source: str, target: str, *, terms: bool) -> dict[int, list[Finding]]:
    """The findings by the number of the unit, from 0; those of groups at each of their units."""
    # Without a glossary for the words in it that our translators do not keep to: a bar of its own.
    options = AuditOptions(
        concepts=concepts() if terms else (), skip=frozenset({"term-inconsistent"}) if terms else frozenset()
    )
    units = (
        (Location(unit=str(n)), Unit((Variant(source, a), Variant(target, b)), source_language=source))
        for n, (a, b) in enumerate(texts)
    )
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in Audit(options).run(units):
        places = {location.unit for share in finding.distribution for location in share.locations}
        for unit in places or {finding.location.unit}:
            found[int(unit)].append(finding)
    return found


def audit_whole(units: Sequence[dict[str, str]], source: str) -> list[Finding]:
    """The findings of units in all their languages, translated from ``source``."""
    made = (
        (
            Location(unit=str(n)),
            Unit(tuple(Variant(*each) for each in unit.items()), source_language=source),
        )
        for n, unit in enumerate(units)
    )
    return list(Audit(AuditOptions()).run(made))


def pofilter(texts: Texts, checker: StandardChecker) -> set[str]:
    """The checks of pofilter that a pair fails."""
    unit = TranslationUnit(texts[0])
    unit.target = texts[1]
    return set(checker.run_filters(unit))


def plant(
    texts: Sequence[Texts], source: str, target: str, errors: int, chance: random.Random
) -> tuple[list[Texts], dict[int, str]]:
    """The pairs with up to ``errors`` of each family planted, and the family by the number of the unit."""
    planted, families = list(texts), {}
    free = list(range(len(texts) - 1))
    chance.shuffle(free)
    for family, (planter, _) in FAMILIES.items():
        count = 0
        for n in list(free):
            if count == errors:
                break
            # A neighbour's target is only to be known by the neighbour, who must keep it.
            if n + 1 in families or n - 1 in families:
                continue
            made = planter(texts[n], Place(source, target, texts[n + 1], chance))
            if made is not None and made != texts[n]:
                planted[n], families[n] = made, family
                count += 1
        free = [n for n in free if n not in families]
    return planted, families


def measure(texts: Sequence[Texts], source: str, target: str, errors: int, seed: int, result: Result) -> None:
    """Add the counts of one language pair."""
    chance = random.Random(f"{seed} {source} {target}")
    started = time.perf_counter()
    untouched = audit(texts, source, target, terms=False)
    result.seconds += time.perf_counter() - started
    result.pairs += len(texts)
    result.flagged += len(untouched)
    findings = {id(f): f for found in untouched.values() for f in found}.values()
    result.checks.update(finding.check for finding in findings)
    checker = StandardChecker(CheckerConfig(targetlanguage=target))
    result.their_flagged += sum(bool(pofilter(pair, checker)) for pair in texts)
    planted, families = plant(texts, source, target, errors, chance)
    before = audit(texts, source, target, terms=True)
    after = audit(planted, source, target, terms=True)
    for n, family in families.items():
        count, checks = result.families[family], FAMILIES[family][1]
        known = {_kind(finding) for finding in before.get(n, ())}
        new = [f for f in after.get(n, ()) if _kind(f) not in known and (not checks or f.check in checks)]
        count.planted += 1
        count.ours += bool(new)
        count.theirs += bool(pofilter(planted[n], checker) - pofilter(texts[n], checker))
        if not new:
            count.missed.append(planted[n])


def _kind(finding: Finding) -> tuple[str, tuple[str, ...], tuple[str, ...], str | None]:
    return finding.check, finding.source.evidence, finding.target.evidence, finding.concept


def report(result: Result, console: Console) -> None:
    """Print the tables."""
    table = Table("family", "planted", "found", "recall", "pofilter", "missed, for example")
    for family, count in result.families.items():
        example = " | ".join(count.missed[0])[:60] if count.missed else ""
        planted = count.planted or 1
        table.add_row(
            family,
            str(count.planted),
            str(count.ours),
            f"{count.ours / planted:.3f}",
            f"{count.theirs / planted:.3f}",
            example,
        )
    console.print(table)
    share, theirs = 100 * result.flagged / result.pairs, 100 * result.their_flagged / result.pairs
    console.print(
        f"{result.pairs} untouched pairs: findings in {share:.2f} % of them, pofilter's in {theirs:.2f} %"
    )
    console.print(f"{1000 * result.seconds / result.pairs:.2f} ms a pair; by check: {dict(result.checks)}")


def sample(findings: Sequence[Finding], number: int, seed: int) -> Iterator[str]:
    """Findings drawn at random, as they are to be read."""
    for finding in random.Random(seed).sample(findings, min(number, len(findings))):
        yield f"{finding.check}: {say(finding.message, 'en')}"
        if finding.distribution:
            yield from (f"    {share.count}  {share.text}" for share in finding.distribution)
        yield f"    {finding.source.language}  {finding.source.text}"
        yield f"    {finding.target.language}  {finding.target.text}"


def main() -> None:
    """Measure all pairs of a file's languages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=2000, help="of each family, over all pairs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=0, help="findings of untouched pairs to print")
    parser.add_argument("--source", default="en", help="language that the others were translated from")
    parser.add_argument("--limit", type=int, help="read no more units")
    options = parser.parse_args()
    units = read_units(options.file)[: options.limit]
    languages = [language for language in ("ru", "es", "en") if any(language in unit for unit in units)]
    pairs = list(permutations(languages, 2))
    result = Result()
    for source, target in pairs:
        texts = [(unit[source], unit[target]) for unit in units if source in unit and target in unit]
        measure(texts, source, target, -(-options.errors // len(pairs)), options.seed, result)
    console = Console(width=140)
    report(result, console)
    findings = audit_whole(units, options.source)
    checks = dict(Counter(finding.check for finding in findings).most_common())
    console.print(f"whole units: {100 * len(findings) / len(units):.2f} findings per 100; by check: {checks}")
    for line in sample(findings, options.sample, options.seed):
        console.print(line, markup=False, highlight=False)


if __name__ == "__main__":
    main()
