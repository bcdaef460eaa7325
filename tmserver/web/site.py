"""All pages as one blueprint: their assets, their security policy, and what every template can call."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from apiflask import APIBlueprint, APIFlask
from flask import Response, request, url_for

from tmserver import __version__
from tmserver.gate.csrf import csrf_token
from tmserver.web import (
    acceptance,
    align,
    audits,
    check,
    concept,
    concordance,
    errors,
    glossary,
    imports,
    jobs,
    lookup,
    memories,
    preferences,
    row,
    sign_in,
    unit,
    units,
    words,
)
from tmserver.web.choices import choices
from tmserver.web.language import LANGUAGES, gettext, language, ngettext

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

blueprint = APIBlueprint("web", __name__, enable_openapi=False, template_folder="templates")
for noun in (
    acceptance,
    align,
    audits,
    check,
    concept,
    concordance,
    glossary,
    imports,
    jobs,
    lookup,
    memories,
    preferences,
    row,
    sign_in,
    unit,
    units,
):
    blueprint.register_blueprint(noun.blueprint)


def register(app: APIFlask) -> None:
    """Serve the pages, and answer with a page where a browser meets an error."""
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    environment.globals |= {
        "asset": asset,
        "ngettext": words.counted,
        "choices": choices,
        "csrf_token": csrf_token,
        "language": language,
        "languages": LANGUAGES,
        "preference": preferences.preference,
        "signed_in": sign_in.signed_in,
        "version": __version__,
    }
    environment.filters |= words.FILTERS
    app.register_blueprint(blueprint)
    app.after_request(_secure)
    errors.register(app)


def may_come_from_elsewhere() -> bool:
    """Whether somebody follows a link to a page: of another site, a mail, a wiki."""
    headers = request.headers
    followed = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
    return followed and request.method == "GET" and ("web" in request.blueprints or request.path == "/")


def asset(name: str) -> str:
    """The address of a file of ``static``, another one whenever its content is."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    content = (files("tmserver.web") / "static" / name).read_bytes()
    return hashlib.blake2b(content, digest_size=6).hexdigest()


def _secure(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers["Content-Language"] = language()
        response.vary.update(("Accept-Language", "Cookie", "HX-Request"))
    elif request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
