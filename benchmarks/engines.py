"""Ways to look up a sentence among many, behind one interface, for the benchmark of lookups.

Each engine is filled with texts, numbered from 0, and asked for the best matches of a query. Those that only
know candidates (by shared words, by trigrams) have theirs scored as we score, so that all answers compare.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Protocol

import psycopg
import tantivy
from rapidfuzz import process
from rapidfuzz.distance import Indel

from tmserver.language.analyser import ANALYSER
from tmserver.language.analysis import analyse, from_bytes
from tmserver.match.index import Index
from tmserver.match.score import score
from tmserver.match.snapshot import Identity, Snapshots
from tmserver.segment import Unit, Variant
from tmserver.services.database import create_database, open_database
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.settings import Settings
from tmserver.store import memories, units

CANDIDATES = 50
"""Candidates that engines without a score of their own may offer for one query."""

Found = list[tuple[int, int]]
"""Percent and number of each match, best first."""


class Engine(Protocol):
    """A way to look up.

    ``size`` is its memory or disk in bytes, 0 where it is not known. ``raw``: its percents are those of a
    full scan, not lowered by deductions, so that recall can be said.
    """

    name: str
    size: int
    raw: bool

    def fill(self, texts: Sequence[str], blobs: Sequence[bytes]) -> None:
        """Take in the texts and their analyses."""

    def lookup(self, query: str, threshold: int, limit: int) -> Found:
        """The best matches of at least ``threshold`` percent."""


class OurIndex:
    """The index of this product in process: text in, percents and numbers out."""

    name = "index"
    raw = True

    def __init__(self, folder: Path) -> None:
        self._snapshots = Snapshots(folder)
        self._identity = Identity("benchmark", 1, "1", "en", ANALYSER)
        self._index = Index()
        self.size = 0

    def fill(self, texts: Sequence[str], blobs: Sequence[bytes]) -> None:  # noqa: ARG002 (analyses suffice)
        """Build from stored analyses, as at a first start."""
        self._index = Index.of(enumerate(blobs), 1)
        self.size = self._index.nbytes

    def save(self) -> None:
        """Write the snapshot."""
        self._snapshots.renew(self._identity, self._index)

    def start(self) -> None:
        """Map the snapshot, as at any later start."""
        index = self._snapshots.load(self._identity, newest=1)
        if index is None:
            raise SystemExit("The snapshot that was just written cannot be read.")
        self._index = index

    def lookup(self, query: str, threshold: int, limit: int) -> Found:
        """The first hits, lazily."""
        search = self._index.search(analyse(query, "en"), threshold)
        return [(hit.percent, hit.variant) for hit, _ in zip(search, range(limit), strict=False)]


class OurService:
    """The lookup of this product in process, with SQLite: text in, finished matches out."""

    name = "service, SQLite"
    size = 0
    raw = False
    _connection: HTTPConnection | None = None

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'benchmark.db'}"
        self.settings = Settings(database_url=url, cache_folder=str(folder / "cache"))
        create_database(self.settings)

    def fill(self, texts: Sequence[str], blobs: Sequence[bytes]) -> None:
        """Store each text with itself as its translation, then index."""
        database = open_database(self.settings)
        with database.write() as session:
            memory = memories.create_memory(session, "benchmark")
            pairs = ((Variant("en", text), Variant("es", text)) for text in texts)
            analyses = ((blob, None) for blob in blobs)
            self._first, *_ = units.add(session, memory.id, map(Unit, pairs), analyses, ANALYSER)
        self._service = LookupService(database, self.settings)
        self.lookup(texts[0], 90, 1)

    def close(self) -> None:
        """Finish what is done in the background."""
        self._service.close()

    def lookup(self, query: str, threshold: int, limit: int) -> Found:
        """The matches, with texts, deductions and explanation."""
        request = LookupRequest("en", "es", (Segment(query),), min_score=threshold, limit=limit)
        (found,) = self._service.matches(request)
        return [(match.score, match.unit.id - self._first) for match in found]


class OurServer(OurService):
    """The same over HTTP: one worker of the production server, one connection that is kept."""

    name = "HTTP, SQLite"

    def fill(self, texts: Sequence[str], blobs: Sequence[bytes]) -> None:
        """Store, index, then start the server."""
        super().fill(texts, blobs)
        self._service.close()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-c", "from tmserver.commands import main; main()", "serve", "--port"]
        environment = os.environ | self.settings.as_environment()
        self._process = subprocess.Popen([*command, str(port)], env=environment)
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        deadline = time.monotonic() + 60
        while True:
            try:
                self.lookup(texts[0], 90, 1)
            except ConnectionRefusedError:
                self._connection.close()
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self._connection.port if self._connection else 0}"

    def close(self) -> None:
        """Stop the server."""
        self._process.terminate()
        self._process.wait(30)

    def lookup(self, query: str, threshold: int, limit: int) -> Found:
        """The matches as JSON, read."""
        if self._connection is None:
            return super().lookup(query, threshold, limit)
        segment = {"text": query}
        body = {"source": "en", "target": "es", "segments": [segment], "min_score": threshold, "limit": limit}
        headers = {"Content-Type": "application/json"}
        self._connection.request("POST", "/api/v2/lookup", json.dumps(body), headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"The server answers {answer.status}: {content[:500]!r}")
        matches = json.loads(content)["results"][0]["matches"]
        return [(match["score"], 0) for match in matches]


class RapidFuzzScan:
    """Every text compared character by character, as OmegaT, Weblate's checks and many scripts do."""

    name = "RapidFuzz scan"
    size = 0
    raw = True

    def fill(self, texts: Sequence[str], blobs: Sequence[bytes]) -> None:  # noqa: ARG002 (compares texts)
        """Keep the texts."""
        self._texts = list(texts)

    def lookup(self, query: str, threshold: int, limit: int) -> Found:
        """The most similar texts by Indel similarity alone."""
        scorer, cutoff = Indel.normalized_similarity, threshold / 100
        found = process.extract(query, self._texts, scorer=scorer, score_cutoff=cutoff, limit=limit)
        return [(int(100 * similarity), number) for _, similarity, number in found]


class _Rescored:
    """Candidates of a foreign engine, scored as we score."""

    raw = True
    _blobs: Sequence[bytes] = ()

    def _scored(self, query: str, numbers: Iterable[int], threshold: int, limit: int) -> Found:
        asked = analyse(query, "en")
        found = [(score(asked, from_bytes(self._blobs[number]), "en"), number) for number in numbers]
        kept = [(percent, number) for percent, number in found if percent >= threshold]
        return sorted(kept, key=lambda each: (-each[0], each[1]))[:limit]


class Tantivy(_Rescored):
    """The best candidates by BM25 (Tantivy, English stems), rescored."""

    name = "Tantivy BM25"
    size = 0

    def fill(self, texts: Sequence[str], blobs: Sequence[bytes]) -> None:
        """Index the texts."""
        self._blobs = blobs
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", tokenizer_name="en_stem")
        schema.add_unsigned_field("number", stored=True)
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(256_000_000, 1)
        for number, text in enumerate(texts):
            writer.add_document(tantivy.Document(text=text, number=number))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def lookup(self, query: str, threshold: int, limit: int) -> Found:
        """Any word may match."""
        words = " ".join("".join(c if c.isalnum() else " " for c in query).lower().split())
        parsed, _ = self._index.parse_query_lenient(words, ["text"])
        found = self._searcher.search(parsed, CANDIDATES).hits
        numbers = [self._searcher.doc(address)["number"][0] for _, address in found]
        return self._scored(query, numbers, threshold, limit)


class Trigrams(_Rescored):
    """The nearest candidates by PostgreSQL's pg_trgm with a GiST index, rescored."""

    name = "PostgreSQL pg_trgm"

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self.size = 0

    def fill(self, texts: Sequence[str], blobs: Sequence[bytes]) -> None:
        """Copy the texts into a temporary table and index it."""
        self._blobs = blobs
        run = self._connection.execute
        run("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        run("SET maintenance_work_mem = '512MB'")
        run("DROP TABLE IF EXISTS sentence")
        run("CREATE TEMPORARY TABLE sentence (number integer, text text)")
        with self._connection.cursor().copy("COPY sentence FROM STDIN") as copy:
            for row in enumerate(texts):
                copy.write_row(row)
        run("CREATE INDEX nearest ON sentence USING gist (text gist_trgm_ops(siglen=64))")
        run("ANALYZE sentence")
        size = run("SELECT pg_total_relation_size('sentence')").fetchone()
        self.size = size[0] if size else 0

    def lookup(self, query: str, threshold: int, limit: int) -> Found:
        """Nearest first."""
        statement = "SELECT number FROM sentence ORDER BY text <-> %s LIMIT %s"
        rows = self._connection.execute(statement, (query, CANDIDATES)).fetchall()
        return self._scored(query, [number for (number,) in rows], threshold, limit)


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for snapshots that goes away with the benchmark."""
    return tempfile.TemporaryDirectory(prefix="tmserver-bench-")
