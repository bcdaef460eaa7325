"""How statuses and languages look in the terminal."""

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
