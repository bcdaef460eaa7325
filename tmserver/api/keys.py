"""/api/v2/keys: the keys of programs made, listed and revoked, by callers that see everything."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.schemas.keys import KeyBody, KeysAnswer, KeysQuery, MadeKeyAnswer
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access import keys
from tmserver.services.access.principal import Right
from tmserver.services.access.shapes import account_shape

blueprint = APIBlueprint("keys", __name__, url_prefix="/api/v2/keys")


@blueprint.get("")
@blueprint.input(KeysQuery, location="query", unknown=RAISE)
@answers(blueprint, KeysAnswer, "The keys")
def list_keys(query_data: dict[str, Any]) -> dict[str, object]:
    """All keys: what each may do and see, its end and its last use."""
    caller().require_everywhere(Right.ADMIN)
    found = keys.list_keys(services().database, revoked=query_data["all"])
    return {"keys": [account_shape(each) for each in found]}


@blueprint.post("")
@blueprint.input(KeyBody)
@answers(blueprint, MadeKeyAnswer, "The key, whose text is told this once", status=201)
def create_key(json_data: dict[str, Any]) -> tuple[dict[str, object], int]:
    """Make a key for a program."""
    caller().require_everywhere(Right.ADMIN)
    wanted = keys.NewKey(
        name=json_data["name"],
        scope=json_data["scope"],
        memories=tuple(json_data["memories"]),
        glossaries=tuple(json_data["glossaries"]),
        expires_at=json_data["expires_at"],
    )
    made = keys.create_key(services().database, wanted, by=caller().name)
    return account_shape(made.account) | {"key": made.secret}, 201


@blueprint.delete("/<key>")
@answers(blueprint, None, "It is revoked", status=204)
def revoke_key(key: str) -> tuple[str, int]:
    """End the key of that name at once and for ever."""
    caller().require_everywhere(Right.ADMIN)
    keys.revoke_key(services().database, key, by=caller().name)
    return "", 204
