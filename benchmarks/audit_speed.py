"""How long an audit of many units takes, with all checks that are on by default and the seed glossary.

    scripts/bench audit_speed FILE [--units 100000] [--source en] [--plain]

FILE is JSON Lines with a text a language ("ru", "es", "en"). Its units are repeated until there are enough,
each with a number of its own before its texts, so that none is met twice and each has a number to compare;
``--plain`` repeats them as they are. They are audited by ``tmserver audit`` as files of Russian and Spanish,
and of three languages: translated from ``--source``, and of unknown source, where all pairs are compared in
both directions. Each run is printed with its seconds, the processor time of all its processes and the largest
sum of their memory (PSS).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.exchange import ROOT, run_to_end
from tmserver.exchange.tmx.reader import ANY
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.segment import Unit, Variant

GLOSSARY = ROOT / "glossary" / "data" / "chile-1973.tbx"


def units(
    rows: Sequence[dict[str, str]], languages: Sequence[str], source: str, number: int, *, plain: bool
) -> Iterator[Unit]:
    """That many units of the languages, made of the rows."""
    for place in range(number):
        row = rows[place % len(rows)]
        mark = "" if plain or place < len(rows) else f"{place}. "
        variants = tuple(Variant(language, mark + row[language]) for language in languages)
        yield Unit(variants, external_id=str(place), source_language=source)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--source", default="en", help="language that the others were translated from")
    parser.add_argument("--plain", action="store_true", help="repeat the units as they are")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text("utf-8").splitlines()]
    print(f"{given.units:,} units; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| audit | seconds | CPU seconds | peak MB | findings |\n|---|---|---|---|---|", flush=True)
    for name, languages, source in (
        ("ru → es", ("ru", "es"), "ru"),
        (f"ru, es, en from {given.source}", ("ru", "es", "en"), given.source),
        ("ru, es, en, all pairs", ("ru", "es", "en"), ""),
    ):
        with TemporaryDirectory() as folder:
            file, report = Path(folder) / "units.tmx", Path(folder) / "report.json"
            with file.open("wb") as out:
                write_tmx(
                    units(rows, languages, source, given.units, plain=given.plain), out, source=source or ANY
                )
            tmserver = [sys.executable, str(ROOT / "cli.py"), "audit", str(file), "--glossary", str(GLOSSARY)]
            command = [*tmserver, "--format", "json", "-o", str(report), "--fail-on", "never"]
            ended = run_to_end(command, Path(folder), pause=2)
            found = len(json.loads(report.read_text("utf-8"))["findings"])
        print(
            f"| {name} | {ended.seconds:.1f} | {ended.cpu:.1f} | {ended.memory / 1e6:,.0f} | {found:,} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
