"""A concept as a page in the terminal: definitions, terms by language, notes, history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from glossary.concept import Concept, Term
from glossary.formats.fields import as_text
from tmserver.commands.glossary.words import STATUS_STYLES
from tmserver.commands.output import console
from tmserver.language.tags import display_name
from tmserver.services.glossaries.concepts import Step

_SHOWN_APART = frozenset({"status", "note", "context", "context-source", "changed-by", "changed-at"})


def print_concept(concept: Concept, history: Sequence[Step]) -> None:
    """Print the page; sections that would be empty are left out."""
    screen = console()
    details = " · ".join(filter(None, (concept.kind.value, concept.domain, _period(concept))))
    screen.print(Text.assemble((concept.id, "bold"), f"  {details}"))
    for definition in concept.definitions:
        _indented(f"{definition.language}  {definition.text}", _source(definition.source), before=True)
    for language in dict.fromkeys(term.language for term in concept.terms):
        screen.print()
        screen.print(Text(f"{display_name(language, 'en')} ({language})", style="bold"))
        screen.print(_terms([term for term in concept.terms if term.language == language]))
    for title, text in _about(concept):
        screen.print()
        screen.print(Text.assemble((title, "bold"), f"  {text}"))
    if history:
        screen.print()
        screen.print(Text("History", style="bold"))
        print_history(history)


def print_history(history: Sequence[Step]) -> None:
    """Each change, the latest first: when, what, by whom, why, and what differs since."""
    for step in history:
        by = f" by {step.by}" if step.by else ""
        why = f": {step.why}" if step.why else ""
        console().print(
            Text(f"{step.at:%Y-%m-%d %H:%M} UTC  {step.action}{by}{why} (before: revision {step.revision})")
        )
        for line in step.differences:
            console().print(Padding(Text(line), (0, 0, 0, 2), expand=False))


def _terms(terms: Sequence[Term]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for term in terms:
        style = STATUS_STYLES[term.status]
        shown = Text(term.text, style=style)
        for line in _details(term):
            shown.append(f"\n{line}", style="dim")
        table.add_row(Text(term.status.value, style=style), shown)
    return table


def _details(term: Term) -> Iterator[str]:
    """What is known of a term, a line each: its grammar and modes, note, context, last change."""
    fields = {name: text for name, text in as_text(term).items() if name not in _SHOWN_APART}
    grammar = [fields.pop(name) for name in ("type", "part-of-speech", "gender", "number") if name in fields]
    flags = [name for name, text in fields.items() if text == "yes"]
    others = [f"{name}: {text}" for name, text in fields.items() if name not in flags]
    for line in (", ".join((*grammar, *flags)), *others, term.note):
        if line:
            yield line
    if term.context:
        yield f"“{term.context}”{_source(term.context_source)}"
    if term.changed_at or term.changed_by:
        yield "changed " + " by ".join(filter(None, (term.changed_at, term.changed_by)))


def _about(concept: Concept) -> Iterator[tuple[str, str]]:
    sections = {
        "Note": concept.note,
        "Related": ", ".join(concept.related),
        "Not to be confused with": ", ".join(concept.not_to_confuse),
        "Revision": str(concept.revision),
    }
    return ((title, text) for title, text in sections.items() if text)


def _period(concept: Concept) -> str:
    if not (concept.valid_from or concept.valid_until):
        return ""
    return f"{concept.valid_from or '…'}–{concept.valid_until or '…'}"


def _source(source: str) -> str:
    return f" [{source}]" if source else ""


def _indented(text: str, source: str, *, before: bool) -> None:
    screen = console()
    if before:
        screen.print()
    screen.print(Padding(Text.assemble(text, (source, "dim")), (0, 0, 0, 2), expand=False))
