"""How matches are shown on a terminal: what differs from the query, and why they score as they do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from tmserver.commands.output import counted, print_table
from tmserver.match.word_difference import Side, word_difference
from tmserver.segment import Match, MeaningMatch, Variant


def print_matches(query: str, matches: Sequence[Match | MeaningMatch]) -> None:
    """Each match with its score, target, source (differences marked) and the reasons of its score.

    A match by meaning has ≈ and its cosine for a score, and its source as it is stored.
    """
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for match in matches:
        if isinstance(match, MeaningMatch):
            _add_by_meaning(table, match)
            continue
        table.add_row(Text(f"{match.score} %", style="bold"), Text(match.target.text, style="bold"))
        if match.repaired is not None:
            table.add_row("", Text(f"{match.repaired}  (your numbers)", style="green"))
        table.add_row(match.source.language, difference(query, match.source))
        table.add_row("", Text(explanation(match), style="dim"))
        table.add_row("", _place(match), end_section=True)
        table.add_row("", "")
    print_table(table)


def _add_by_meaning(table: Table, match: MeaningMatch) -> None:
    table.add_row(Text(f"≈ {match.cosine:.2f}", style="bold"), Text(match.target.text, style="bold"))
    if match.source is not match.target:
        table.add_row(match.source.language, Text(match.source.text))
    table.add_row("", Text("by meaning: read it before you use it", style="dim"))
    table.add_row("", _place(match), end_section=True)
    table.add_row("", "")


def difference(query: str, stored: Variant) -> Text:
    """The stored text, word by word; what the query lacks is [-bracketed-], what only it has {+so+}.

    Marks stand in the text itself, so that they survive without colours.
    """
    shown = Text()
    for stretch in word_difference(query, stored.text, stored.language):
        mark, style = _MARKS[stretch.side]
        shown.append(stretch.gap)
        shown.append(mark.format(stretch.words), style=style)
    return shown


_MARKS = {Side.BOTH: ("{}", ""), Side.STORED: ("[-{}-]", "red"), Side.ASKED: ("{{+{}+}}", "green")}


def explanation(match: Match) -> str:
    """The score in one line: both shares, each deduction, and where the match comes from."""
    raw = match.score if match.context else match.score + sum(each.points for each in match.deductions)
    shares = f"words {100 * match.words:.0f} %, characters {100 * match.characters:.0f} %"
    parts = [f"{shares} = {min(raw, 100)} %"]
    parts += [
        f"−{each.points} {each.reason}" + (f" ({each.detail})" if each.detail else "")
        for each in match.deductions
    ]
    if match.context:
        parts.append("same context")
    if match.ambiguous:
        parts.append("ambiguous: another exact match differs")
    return "; ".join(parts)


def _place(match: Match | MeaningMatch) -> Text:
    place = f"{match.memory} #{match.unit.id}, {match.unit.status.value}"
    count = match.count if isinstance(match, Match) else 1
    return Text(place + (f", {counted(count, 'unit')}" if count > 1 else ""), style="dim")
