"""Findings in words: a message said in Russian, Spanish or English."""

from __future__ import annotations

from tmserver.audit.finding import Message

LANGUAGES = ("ru", "es", "en")
"""Languages that findings can be reported in."""


def say(message: Message, language: str) -> str:
    """The message as one sentence of the language."""
    return f"{message.key} ({language}): " + ", ".join(f"{name} {value}" for name, value in message.arguments)


def title(check: str, language: str) -> str:
    """What a check is called in a report: "Numbers"."""
    return f"{check} ({language})"
