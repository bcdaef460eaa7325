"""Who reads the answer: a person in a browser, or a program."""

from __future__ import annotations

from flask import request


def is_person() -> bool:
    """Whether the client asks for a page before anything else, as browsers do and programs do not."""
    return request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html"
