"""Terms of the glossary: missing, forbidden or deprecated in the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.consistency import Problem, TermFinding, term_findings
from glossary.recognise import Occurrence
from tmserver.audit.finding import Finding, Severity, Span
from tmserver.audit.pair import Pair
from tmserver.audit.script import mixed_words

_CHECKS = {
    Problem.MISSING: "term-missing",
    Problem.FORBIDDEN: "term-forbidden",
    Problem.DEPRECATED: "term-deprecated",
    Problem.COUNT: "term-missing",
}


def find_term_problems(pair: Pair) -> Iterator[Finding]:
    """A finding for each concept of the source that the target does not render as the glossary wants.

    Spans are its occurrences in the source, and in the target the banned terms, or what stands in the place
    of a missing one if something like it does. Counts (only if asked for) are information.
    """
    if pair.source_terms is None or pair.target_terms is None:
        return
    problems = term_findings(
        pair.source.text, pair.target.text, pair.source_terms, pair.target_terms, counts=pair.counts
    )
    for problem in problems:
        # A letter of the wrong script in it is another check's finding.
        if problem.instead and mixed_words(pair.target.text[slice(*problem.instead)]):
            continue
        yield pair.finding(
            _CHECKS[problem.problem],
            _message(problem),
            source=_spans(problem.source),
            target=_target_spans(problem),
            severity=Severity.INFO if problem.problem is Problem.COUNT else Severity.ERROR,
            concept=problem.concept.id,
            expected=problem.expected,
            **_arguments(problem, pair),
        )


def _message(problem: TermFinding) -> str:
    if problem.problem is Problem.MISSING:
        return "term-missing-close" if problem.instead else "term-missing"
    if problem.problem is Problem.COUNT:
        return "term-count"
    return f"term-{problem.problem}" if problem.expected else f"term-{problem.problem}-bare"


def _arguments(problem: TermFinding, pair: Pair) -> dict[str, str | int]:
    arguments: dict[str, str | int] = {"term": problem.lemma}
    if problem.source:
        arguments["form"] = problem.source[0].form
    if problem.expected:
        arguments["wanted"] = problem.expected[0]
    if problem.problem in (Problem.FORBIDDEN, Problem.DEPRECATED):
        arguments["text"] = problem.target[0].form
    if problem.problem is Problem.COUNT:
        arguments |= {"count": len(problem.source), "found": len(problem.target)}
    if problem.instead:
        arguments["text"] = pair.target.text[slice(*problem.instead)]
    return arguments


def _spans(occurrences: Sequence[Occurrence]) -> list[Span]:
    return [(occurrence.start, occurrence.end) for occurrence in occurrences]


def _target_spans(problem: TermFinding) -> list[Span]:
    return [problem.instead] if problem.instead else _spans(problem.target)
