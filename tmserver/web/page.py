"""A view's answer: the whole page for a browser, the part that changes for htmx."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response


def is_fragment() -> bool:
    """Whether a page asks for a part of itself."""
    return request.headers.get("HX-Request") == "true"


def answer(page: str, fragment: str, **values: object) -> str:
    """The fragment's template if a page asks for it, else that of the page; both get the values.

    A page includes its fragments, so that without JavaScript each form shows the same answer.
    """
    return render_template(fragment if is_fragment() else page, **values)


def led_to(address: str) -> Response:
    """Has the browser open an address of ours; htmx would put a redirect's page into the open one."""
    if not is_fragment():
        return redirect(address, HTTPStatus.SEE_OTHER)
    response = make_response("", HTTPStatus.NO_CONTENT)
    response.headers["HX-Redirect"] = address
    return response


def text_field(name: str) -> str:
    """A field as it was typed: forms send line breaks as CR LF, and texts are stored with LF."""
    return request.form.get(name, "").replace("\r\n", "\n")


def path_back(address: str) -> str:
    """The address if it leads to this server, else that of the first page.

    //evil.example leads to another, and so does what browsers read as that: they drop tabs and line breaks.
    """
    is_path = address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable()
    return address if is_path else "/"
