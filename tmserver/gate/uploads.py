"""Uploads of files (multipart/form-data): their size, and who may send them.

The guard asks for JSON because a form of another site cannot send it. Files it can send, but then it shows
itself by Origin or Sec-Fetch-Site and is refused. Browsers so old that they send neither call themselves
Mozilla or Opera, which a page cannot change; they are refused too. What is left are programs and own pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from apiflask import APIFlask
from flask import current_app, request

from tmserver.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])

_BROWSERS = ("Mozilla/", "Opera/")


def takes_uploads(view: View) -> View:
    """Marks a view to which files may be sent, larger ones than other bodies."""
    view.takes_uploads = True  # type: ignore[attr-defined]
    return view


def register(app: APIFlask, settings: Settings) -> None:
    """Let views that take uploads have larger bodies; to be called before anything reads a body."""

    def allow() -> None:
        if is_upload():
            request.max_content_length = settings.max_upload_size

    app.before_request(allow)


def is_upload() -> bool:
    """Whether this request sends files to a view that takes them."""
    return is_for_uploads() and request.mimetype == "multipart/form-data"


def is_for_uploads() -> bool:
    """Whether the view that is asked takes files."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "takes_uploads", False)


def is_safe_upload() -> bool:
    """Whether no page of another site can have sent this upload; foreign Origins have been refused before."""
    told = "Origin" in request.headers or "Sec-Fetch-Site" in request.headers
    return is_upload() and (told or not request.user_agent.string.startswith(_BROWSERS))
