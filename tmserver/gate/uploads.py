"""Uploads of files (multipart/form-data): their size, and who may send them.

The guard asks for JSON because a form of another site cannot send it. Files it can send, but then it shows
itself by Origin or Sec-Fetch-Site and is refused. Browsers so old that they send neither call themselves
Mozilla or Opera, which a page cannot change; they are refused too. What is left are programs and own pages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar

from apiflask import APIFlask
from flask import Request, current_app, request

from tmserver.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])

_IN_MEMORY = 512 << 10
_BROWSERS = ("Mozilla/", "Opera/")


def takes_uploads(view: View) -> View:
    """Marks a view to which files may be sent, larger ones than other bodies."""
    view.takes_uploads = True  # type: ignore[attr-defined]
    return view


def register(app: APIFlask, settings: Settings, folder: Path) -> None:
    """Let views that take uploads have larger bodies, kept in a folder; call it before a body is read."""

    def allow() -> None:
        if is_upload():
            request.max_content_length = settings.max_upload_size

    app.before_request(allow)
    app.request_class = _request_class(folder)


def _request_class(folder: Path) -> type[Request]:
    """Requests whose uploads go to the disk of the jobs: the system's folder for such may be in memory."""

    class UploadRequest(Request):
        def _get_file_stream(self, *_args: Any, **_told: Any) -> IO[bytes]:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return SpooledTemporaryFile(_IN_MEMORY, dir=str(folder))  # Werkzeug closes it

    return UploadRequest


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
