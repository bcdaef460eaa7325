"""Signing in with name and password, and out."""

from __future__ import annotations

from http import HTTPStatus

from apiflask import APIBlueprint
from flask import Response, make_response, redirect, render_template, request, url_for

from tmserver.gate import sessions
from tmserver.gate.caller import found_caller, public
from tmserver.gate.credentials import shown_session
from tmserver.web.page import path_back

blueprint = APIBlueprint("sign_in", __name__, enable_openapi=False)


@blueprint.get("/sign-in")
@public
def page() -> str:
    """The form; ``back`` is where the reader wanted to go."""
    return render_template("sign_in/page.html", back=request.args.get("back", ""), name="", refused=False)


@blueprint.post("/sign-in")
@public
def sign_in() -> Response:
    """Open a session and go where the reader wanted to go; the form again if name and password do not fit."""
    name, back = request.form.get("name", ""), request.form.get("back", "")
    welcome = make_response(redirect(path_back(back), HTTPStatus.SEE_OTHER))
    if sessions.sign_in(welcome, name, request.form.get("password", "")):
        return welcome
    again = render_template("sign_in/page.html", back=back, name=name, refused=True)
    return make_response(again, HTTPStatus.UNPROCESSABLE_ENTITY)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Close the session."""
    answer = make_response(redirect(url_for("web.sign_in.page"), HTTPStatus.SEE_OTHER))
    sessions.sign_out(answer)
    return answer


def signed_in() -> str:
    """The name of the person whose session this is, "" without one."""
    who = found_caller()
    return who.name if who and shown_session() else ""
