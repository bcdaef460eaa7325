"""How statuses and numbers are shown in the terminal."""

from __future__ import annotations

from glossary.concept import TermStatus

STATUS_STYLES = {
    TermStatus.PREFERRED: "bold green",
    TermStatus.ADMITTED: "",
    TermStatus.PROPOSED: "yellow",
    TermStatus.DEPRECATED: "dim",
    TermStatus.FORBIDDEN: "red",
}
"""Colours of statuses, for rich; they are never the only sign."""


def counted(number: int, noun: str) -> str:
    """As "1 concept", "2,000 concepts", "no faults"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else f"no {noun}s"
