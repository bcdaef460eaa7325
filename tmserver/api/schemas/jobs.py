"""What jobs look like, and the lists of them."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, String
from apiflask.validators import OneOf, Range, Regexp

from tmserver.api.schemas.fields import PageAnswer
from tmserver.services.jobs.queue import DEFAULT_LIMIT
from tmserver.services.limits import LIMIT
from tmserver.store.jobs import JobState

STATES = [state.value for state in JobState]


class ProgressAnswer(Schema):
    """How far a job is."""

    share = Float(required=True, metadata={"description": "0 to 1"})
    units = Integer(required=True, metadata={"description": "units handled so far"})
    rate = Float(required=True, allow_none=True, metadata={"description": "units a second"})
    seconds_left = Integer(required=True, allow_none=True)


class JobAnswer(Schema):
    """A job."""

    id = Integer(required=True)
    kind = String(
        required=True, metadata={"description": "import, audit, alignment, pretranslate or analyse"}
    )
    state = String(required=True, validate=OneOf(STATES))
    memories = List(String(), required=True)
    glossaries = List(String(), required=True)
    progress = Nested(ProgressAnswer, required=True)
    cancelling = Boolean(required=True, metadata={"description": "somebody has asked it to stop"})
    attempts = Integer(required=True)
    created_by = String(required=True)
    created_at = String(required=True)
    started_at = String(required=True, allow_none=True)
    finished_at = String(required=True, allow_none=True)
    request = Dict(required=True)
    result = Dict(required=True, allow_none=True)
    error = String(required=True, allow_none=True)


class JobsAnswer(PageAnswer):
    """A page of jobs, the last one first."""

    items = List(Nested(JobAnswer), required=True)


class JobsQuery(Schema):
    """Parameters of GET /api/v2/jobs."""

    kind = List(
        String(validate=Regexp(r"[a-z-]{1,40}\Z")),
        load_default=list,
        metadata={"description": "may repeat; all if absent"},
    )
    state = List(String(validate=OneOf(STATES)), load_default=list, metadata={"description": "may repeat"})
    limit = Integer(strict=False, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    cursor = String(load_default="", metadata={"description": "the `next` of the page before"})
