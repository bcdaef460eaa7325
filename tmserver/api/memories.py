"""/api/v2/memories: memories listed, made, edited, deleted, restored, counted, exported."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import url_for

from tmserver.api.describe import answers
from tmserver.api.schemas.fields import EmptyBody
from tmserver.api.schemas.memories import (
    MemoriesAnswer,
    MemoryAnswer,
    MemoryBody,
    MemoryPatch,
    StatisticsAnswer,
)
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services import memories as service
from tmserver.services.access.principal import Right
from tmserver.services.shapes import memory_shape, statistics_shape

blueprint = APIBlueprint("memories", __name__, url_prefix="/api/v2/memories")


@blueprint.get("")
@answers(blueprint, MemoriesAnswer, "The memories")
def list_memories() -> dict[str, object]:
    """All memories by name, with units and languages counted."""
    caller().require(Right.READ)
    found = service.list_memories(services().database)
    return {"memories": [memory_shape(each) for each in found if caller().sees_memory(each.memory.name)]}


@blueprint.post("")
@blueprint.input(MemoryBody)
@answers(blueprint, MemoryAnswer, "The new memory", status=201)
def create_memory(json_data: dict[str, Any]) -> tuple[dict[str, object], int, dict[str, str]]:
    """Make an empty memory."""
    caller().require_everywhere(Right.ADMIN)
    made = service.create_memory(services().database, **json_data, by=caller().name)
    address = url_for("memories.read_memory", name=made.memory.name)
    return memory_shape(made), 201, {"Location": address}


@blueprint.get("/<name>")
@answers(blueprint, MemoryAnswer, "The memory")
def read_memory(name: str) -> dict[str, object]:
    """One memory with its units counted by language and status."""
    return memory_shape(service.show_memory(services().database, _seen(name, Right.READ)))


@blueprint.patch("/<name>")
@blueprint.input(MemoryPatch)
@answers(blueprint, MemoryAnswer, "The memory as it is now")
def edit_memory(name: str, json_data: dict[str, Any]) -> dict[str, object]:
    """Give a memory another name, title or description."""
    told = {"new_name": json_data.pop("name"), **json_data}
    seen = _seen(name, Right.ADMIN)
    return memory_shape(service.edit_memory(services().database, seen, **told, by=caller().name))


@blueprint.delete("/<name>")
@answers(blueprint, None, "It is deleted", status=204)
def delete_memory(name: str) -> tuple[str, int]:
    """Delete a memory with all its units; it can be restored until it is purged."""
    service.delete_memory(services().database, _seen(name, Right.ADMIN), by=caller().name)
    return "", 204


@blueprint.post("/<name>/restore")
@blueprint.input(EmptyBody)
@answers(blueprint, MemoryAnswer, "The memory, there again")
def restore_memory(name: str, json_data: dict[str, Any]) -> dict[str, object]:  # noqa: ARG001 (it is empty)
    """Bring back the memory of that name that was deleted last, with all its units."""
    seen = _seen(name, Right.ADMIN)
    return memory_shape(service.restore_memory(services().database, seen, by=caller().name))


@blueprint.get("/<name>/statistics")
@answers(blueprint, StatisticsAnswer, "All numbers of the memory")
def read_memory_statistics(name: str) -> dict[str, object]:
    """Growth by month, authors, documents, characters: everything is counted, seconds for a million units."""
    return statistics_shape(service.memory_statistics(services().database, _seen(name, Right.READ)))


def _seen(name: str, right: Right) -> str:
    """The name, if the caller has the right and sees that memory."""
    caller().require(right)
    (seen,) = caller().scope([name])
    return seen
