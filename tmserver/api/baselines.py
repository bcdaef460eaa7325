"""/api/v2/memories/{name}/baseline: the findings that audits of a memory leave out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.schemas.audits import AcceptedAnswer, BaselineBody
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.audits.baselines import export_baseline, import_baseline, withdraw

blueprint = APIBlueprint("baselines", __name__, url_prefix="/api/v2/memories/<name>/baseline")


@blueprint.get("")
@answers(blueprint, BaselineBody, "The baseline, in the form of the command line's files")
def read_baseline(name: str) -> Response:
    """The accepted findings of a memory, as a file for `tmserver audit --baseline`."""
    _require(name, Right.READ)
    out = BytesIO()
    export_baseline(services().database, name, out)
    return Response(out.getvalue(), mimetype="application/json")


@blueprint.post("")
@blueprint.input(BaselineBody, unknown=RAISE)
@answers(blueprint, AcceptedAnswer, "How many findings were accepted")
def add_to_baseline(name: str, json_data: dict[str, Any]) -> dict[str, object]:
    """Accept what a baseline file holds, with its reasons; what is accepted already stays."""
    _require(name, Right.REVIEW)
    return {"accepted": import_baseline(services().database, name, json_data, by=caller().name)}


@blueprint.delete("/<finding>")
@answers(blueprint, None, "It counts again", status=204)
def withdraw_finding(name: str, finding: str) -> tuple[str, int]:
    """Take back the acceptance of a finding."""
    _require(name, Right.REVIEW)
    withdraw(services().database, name, [finding], by=caller().name)
    return "", 204


def _require(name: str, right: Right) -> None:
    caller().require(right)
    caller().scope([name])
