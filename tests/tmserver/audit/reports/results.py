"""Results to write reports of: one as a careful user has it, one whose every text is an attack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from tmserver.audit.auditor import Summary
from tmserver.audit.baseline import Entry
from tmserver.audit.finding import Finding, Location, Message, Severity, Share, Side
from tmserver.audit.reports.result import Result
from tmserver.audit.spool import Spool

EVIL = "</script><img src=x onerror=alert(1)>\"'&\0\x1b[31m\udc80\u202e"

NUMBER = Finding(
    "number",
    Severity.ERROR,
    Message("number-changed", (("source_text", "1973"), ("target_text", "1937"))),
    Side("ru", "Это было в 1973 году.", ((11, 15),)),
    Side("es", "Fue en 1937.", ((7, 11),)),
    expected=("1973",),
    location=Location("jobs/моя работа.tmx", 12, "u1", 3),
)
DEVIATING = replace(
    NUMBER,
    check="three-way",
    message=Message(
        "three-way",
        (
            ("source_text", "1973"),
            ("target_text", "1937"),
            ("check", "number"),
            ("deviates", "es"),
            ("what", "number-changed"),
        ),
    ),
    deviates="es",
    third=Side("en", "It was in 1973.", ((10, 14),)),
)
DISTRIBUTED = Finding(
    "same-source",
    Severity.WARNING,
    Message("same-source", (("count", 2), ("text", "Сохранить файл"))),
    Side("ru", "Сохранить файл"),
    Side("es", "Guardar archivo"),
    distribution=(
        Share("Guardar el archivo", 7, (Location("a.po", 3),)),
        Share("Guardar archivo", 1, (Location("a.po", 9),)),
    ),
    location=Location("a.po", 9),
)
ALL = (NUMBER, DEVIATING, DISTRIBUTED)

ATTACK = Finding(
    "pattern",
    Severity.WARNING,
    Message("pattern-own", (("rule", EVIL), ("text", EVIL))),
    Side(EVIL, EVIL, ((0, 3),)),
    Side(EVIL, EVIL, ((2, 9), (5, 20))),
    concept=EVIL,
    expected=(EVIL,),
    distribution=(Share(EVIL, 1, (Location(EVIL, 1, EVIL),)),),
    deviates=EVIL,
    third=Side(EVIL, EVIL),
    location=Location(EVIL, 1, EVIL),
)


@contextmanager
def result(
    findings: Iterable[Finding] = ALL,
    *,
    accepted: Iterable[Finding] = (),
    threshold: Severity | None = Severity.ERROR,
    language: str = "en",
    stale: tuple[Entry, ...] = (),
    files: tuple[str, ...] = ("jobs/моя работа.tmx", "a.po"),
) -> Iterator[Result]:
    """A finished audit with these findings."""
    summary = Summary(units=1234, drafts=2, pairs=Counter({("ru", "es"): 1232}))
    with Spool() as spool:
        numbered = [spool.numbered(finding) for finding in findings]
        for finding in numbered:
            spool.add(finding)
        for finding in accepted:
            spool.add(finding, accepted="as the author wants")
        counts = Counter((finding.check, finding.severity) for finding in numbered)
        yield Result(
            summary, spool, language, threshold, counts, len(list(accepted)), stale, (), Counter(), files
        )
