"""How far a segment has come, in the words of each tool that writes XLIFF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tmserver.segment import Status

_DRAFT, _TRANSLATED, _REVIEWED, _REJECTED = Status.DRAFT, Status.TRANSLATED, Status.REVIEWED, Status.REJECTED

# Attributes by name, the most telling first; values in lower case.
_WORDS: dict[str, dict[str, Status]] = {
    # SDL Trados Studio, on sdl:seg
    "conf": {
        "draft": _DRAFT,
        "translated": _TRANSLATED,
        "approvedtranslation": _REVIEWED,
        "approvedsignoff": _REVIEWED,
        "rejectedtranslation": _REJECTED,
        "rejectedsignoff": _REJECTED,
    },
    # memoQ
    "mq:status": {
        "notstarted": _DRAFT,
        "pretranslated": _DRAFT,
        "partiallyedited": _DRAFT,
        "machinetranslated": _DRAFT,
        "assembledfromfragments": _DRAFT,
        "manuallyconfirmed": _TRANSLATED,
        "reviewer1confirmed": _REVIEWED,
        "proofread": _REVIEWED,
        "rejected": _REJECTED,
    },
    # Phrase (Memsource)
    "m:confirmed": {"0": _DRAFT, "1": _TRANSLATED},
    # Across
    "ax:state-name": {
        "translated": _TRANSLATED,
        "corrected": _REVIEWED,
        "finished": _REVIEWED,
        "new": _DRAFT,
    },
    # XLIFF 1.2 target and XLIFF 2 segment
    "state": {
        "new": _DRAFT,
        "initial": _DRAFT,
        "needs-translation": _DRAFT,
        "needs-adaptation": _DRAFT,
        "needs-l10n": _DRAFT,
        "needs-review-translation": _TRANSLATED,
        "needs-review-adaptation": _TRANSLATED,
        "needs-review-l10n": _TRANSLATED,
        "translated": _TRANSLATED,
        "reviewed": _REVIEWED,
        "signed-off": _REVIEWED,
        "final": _REVIEWED,
    },
}


def status_of(attributes: Iterable[Mapping[str, str]]) -> Status:
    """The status that the attributes of segment, target and unit tell, in this order of precedence.

    approved="yes" makes reviewed what is not said to be a draft or rejected. Unknown words (state="0") and
    none at all mean translated, for there is a target.
    """
    given = list(attributes)
    status = next((found for each in given if (found := _told(each)) is not None), None)
    approved = any(each.get("approved", "").lower() == "yes" for each in given)
    if approved and status in {None, Status.TRANSLATED}:
        return Status.REVIEWED
    return status or Status.TRANSLATED


def _told(attributes: Mapping[str, str]) -> Status | None:
    for name, words in _WORDS.items():
        if name in attributes and (status := words.get(attributes[name].strip().lower())) is not None:
            return status
    return None
