"""The API against its own description: no answer that it does not tell, no 5xx, whatever is sent.

usage: scripts/bench api [--cases N] [--database URL] [--seed N]

Schemathesis makes requests out of the description, right ones and wrong ones; every other one goes to a
memory, unit, glossary or concept that there is. The database is a new SQLite file, or an empty one of
PostgreSQL.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import schemathesis
from apiflask import APIFlask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tmserver.app import create_app
from tmserver.gate.rates import OFF
from tmserver.gate.services import EXTENSION
from tmserver.services.database import create_database, open_database
from tmserver.services.seed import load_seed
from tmserver.settings import Settings

CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

schemathesis.openapi.format("bcp47", st.sampled_from(["ru", "es", "en", "es-CL", "de", "zh-Hant", "xx", ""]))

SCRATCH = "scratch"
"""The memory and glossary that may be renamed and deleted, so that the others stay for the next request."""


@dataclass(slots=True)
class Outcome:
    """How often each operation answered with which status, and what broke the description."""

    answered: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def exercise(options: Settings, cases: int, *, start: int = 0) -> Outcome:
    """At least ``cases`` requests to all operations alike; of each, the first answer that breaks it.

    The database has the seed, and is changed by all that. An administrator's key sends the requests.
    """
    app = create_app(replace(options, rate_limit=OFF))
    key = _prepare(app)

    def here(environ: dict[str, Any], start_response: Any) -> Any:
        # Read to the end and closed, which schemathesis leaves to the garbage collector.
        answer: Any = app(environ | {"HTTP_AUTHORIZATION": f"Bearer {key}"}, start_response)
        with closing(answer):
            return list(answer)

    schema = schemathesis.openapi.from_wsgi("/openapi.json", here)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    outcome = Outcome()
    for operation in operations:
        try:
            _ask(operation, -(-cases // len(operations)), start, outcome.answered)
        except FailureGroup as failure:
            outcome.failures.append(f"{operation.label}\n{failure.message}")
    app.extensions[EXTENSION].close()
    return outcome


def _prepare(app: APIFlask) -> str:
    """What requests may rename and delete, and a key."""
    client = app.test_client()
    for noun in ("memories", "glossaries"):
        client.post(f"/api/v2/{noun}", json={"name": SCRATCH})
    made = client.post("/api/v2/keys", json={"name": "contract", "scope": "admin"})
    return str(made.get_json()["key"])


def _ask(operation: Any, cases: int, start: int, answered: Counter[tuple[str, int]]) -> None:
    known = st.fixed_dictionaries({"unit": st.integers(1, 30), "job": st.integers(1, 3)})

    @seed(start)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(), st.booleans(), known)
    def ask(case: Any, is_known: bool, ids: dict[str, int]) -> None:
        if is_known and case.path_parameters:
            case.path_parameters |= _existing(operation, ids)
            if "If-Match" in case.headers:
                case.headers["If-Match"] = "*"
        answer = case.call()
        answered[operation.label, answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    ask()


def _existing(operation: Any, ids: dict[str, int]) -> dict[str, Any]:
    """Path parameters that lead to something, as far as the operation has them."""
    as_a_whole = operation.path.endswith(("{name}", "{name}/restore", "{name}/import"))
    changes_it = operation.method.upper() != "GET" and as_a_whole
    names = {"name": SCRATCH if changes_it else "chile-1973", "concept": "industrial-cordon"}
    return {key: value for key, value in (names | ids).items() if f"{{{key}}}" in operation.path}


def main() -> None:
    """Run as many cases as asked for, and say what was answered."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--database", default="", help="SQLAlchemy URL; a new SQLite file if none")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{Path(folder) / 'tm.db'}"
        options = Settings(database_url=url, cache_folder=folder, data_folder=folder)
        create_database(options)
        database = open_database(options)
        load_seed(database)
        database.close()
        found = exercise(options, asked.cases, start=asked.seed)
    print(*found.failures, sep="\n\n")
    for operation in dict.fromkeys(name for name, _ in found.answered):
        told = {status: count for (name, status), count in found.answered.items() if name == operation}
        print(f"{operation:70}", *(f"{status}: {count}" for status, count in sorted(told.items())))
    print(f"{sum(found.answered.values()):,} requests, {len(found.failures)} operations not as described")
    raise SystemExit(bool(found.failures))


if __name__ == "__main__":
    main()
