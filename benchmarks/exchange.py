"""How fast a memory of real text is imported and exported, and with how much memory.

A TMX file of English sentences (Debian's documentation; the "translation" of each is another of them, so
that all text is real) is imported by ``tmserver import`` into an empty SQLite database, a sentence is looked
up, and the memory is exported again; Translate Toolkit reads the same file. Each step is a process of its
own: seconds from its start to its end, processor time, and the largest sum of the memory of all its processes
(PSS: what several share counts once).

    scripts/bench exchange                      a million units (about ten minutes)
    scripts/bench exchange --units 100000
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import sentences
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.segment import Unit, Variant

ROOT = Path(__file__).parents[1]
CORPUS = Path("~/.cache/tmserver-bench").expanduser()
MOMENT = datetime(2020, 1, 1, tzinfo=UTC)
TOOLKIT = """
import sys
from translate.storage.tmx import tmxfile
with open(sys.argv[1], "rb") as file:
    print(len(tmxfile.parsefile(file).units), "units")
"""


@dataclass(frozen=True)
class Run:
    """A process that has ended.

    Seconds, seconds of processor time of all its processes, largest memory in bytes, the end of what it
    printed.
    """

    seconds: float
    cpu: float
    memory: int
    output: str


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--without-toolkit", action="store_true", help="leave out Translate Toolkit")
    parser.add_argument("--folder", type=Path, help="where files are made; a temporary folder if not given")
    given = parser.parse_args()
    with TemporaryDirectory(dir=given.folder) as folder:
        _measure(Path(folder), given.units, toolkit=not given.without_toolkit)


def _measure(folder: Path, units: int, *, toolkit: bool) -> None:
    texts = sentences(units, CORPUS)
    file = folder / "corpus.tmx"
    with file.open("wb") as out:
        write_tmx(_units(texts), out, source="en")
    size = file.stat().st_size
    print(f"{len(texts):,} units, {size / 1e6:,.0f} MB of TMX; load {os.getloadavg()[0]:.1f}\n")
    print("| step | seconds | units/s | CPU seconds | peak MB |\n|---|---|---|---|---|", flush=True)
    database = f"sqlite:///{folder / 'tm.db'}"
    cache = folder / "cache"
    tmserver = [sys.executable, str(ROOT / "cli.py"), "--database", database]
    run_to_end([*tmserver, "init"], cache)
    imported = run_to_end([*tmserver, "import", str(file), "--memory", "corpus", "--create"], cache)
    _row("tmserver import", imported, len(texts))
    asked = texts[len(texts) // 2].replace(" the ", " a ", 1)
    lookup = run_to_end([*tmserver, "lookup", "--from", "en", "--to", "es", asked], cache)
    _row("first lookup (builds the index)", lookup, len(texts))
    seconds, cpu = imported.seconds + lookup.seconds, imported.cpu + lookup.cpu
    both = Run(seconds, cpu, max(imported.memory, lookup.memory), "")
    _row("import and first lookup", both, len(texts))
    again = run_to_end([*tmserver, "import", str(file), "--memory", "corpus"], cache)
    _row("tmserver import, all there already", again, len(texts))
    exported = run_to_end([*tmserver, "export", "corpus", "-o", str(folder / "out.tmx")], cache)
    _row("tmserver export", exported, len(texts))
    if toolkit:
        read = run_to_end([sys.executable, "-c", TOOLKIT, str(file)], cache)
        _row("Translate Toolkit, reading", read, len(texts))
    for run in (imported, again, exported):
        print(run.output)
    print(f"database: {(folder / 'tm.db').stat().st_size / len(texts):,.0f} bytes a unit")


def _units(texts: Sequence[str]) -> Iterator[Unit]:
    for number, text in enumerate(texts):
        other = texts[(number + len(texts) // 2) % len(texts)]
        yield Unit(
            (Variant("en", text), Variant("es", other)),
            source_language="en",
            created_by="Ana",
            created_at=MOMENT,
        )


def _row(step: str, run: Run, units: int) -> None:
    rate = units / run.seconds
    memory = f"{run.memory / 1e6:,.0f}"
    print(f"| {step} | {run.seconds:.1f} | {rate:,.0f} | {run.cpu:.1f} | {memory} |", flush=True)


def run_to_end(command: list[str], cache: Path, *, pause: float = 0.1) -> Run:
    """Run a process to its end; its memory is looked at after each pause, which costs time itself."""
    environment = os.environ | {"TMSERVER_CACHE_FOLDER": str(cache), "PYTHONPATH": str(ROOT)}
    start, before = time.perf_counter(), _used()
    most = 0
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        while process.poll() is None:
            most = max(most, sum(map(_pss, _family(process.pid))))
            time.sleep(pause)
        seconds = time.perf_counter() - start
        output = process.stdout.read().strip() if process.stdout else ""
    if process.returncode:
        sys.exit(f"{command} failed: {output}")
    return Run(seconds, _used() - before, most, output[-200:])


def _used() -> float:
    """Seconds of processor time of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _family(pid: int) -> list[int]:
    """The process and all that it started, as far as they still run."""
    found = [pid]
    for each in found:
        try:
            found += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
        except OSError:
            continue
    return found


def _pss(pid: int) -> int:
    """Bytes of the process, its share of what it has in common with others; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
