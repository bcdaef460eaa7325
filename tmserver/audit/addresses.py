"""Web and e-mail addresses: the same ones on both sides, but for the language that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tmserver.audit.finding import Finding
from tmserver.audit.pair import Pair, Reading
from tmserver.language import tags
from tmserver.markup import Placeable, PlaceableKind

_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_PART = re.compile(r"[^/.?&=#_-]+")
_HOST = re.compile(r"(?<![\w.@-])(?:[\w-]+\.)+[^\W\d_]{2,}")
_ADDRESSES = (PlaceableKind.URL, PlaceableKind.EMAIL)


def find_addresses(pair: Pair) -> Iterator[Finding]:
    """Addresses that only one side has; two make one finding.

    http and https, www., a slash at the end and the code of a language (es.wikipedia.org, /ru/) make no
    difference; nor does the rest of the address where the host names another language, as the pages of such a
    site have names in that language (ru.wikipedia.org/wiki/Чили, es.wikipedia.org/wiki/Chile).
    """
    ours, theirs = pair.source.known(_addresses), pair.target.known(_addresses)
    if not ours and not theirs:
        return
    keys = {_key(address, pair) for address in ours}, {_key(address, pair) for address in theirs}
    lost = [
        address
        for address in ours
        if _key(address, pair) not in keys[1] and not _is_localised(address, pair.target, pair)
    ]
    added = [
        address
        for address in theirs
        if _key(address, pair) not in keys[0] and not _is_localised(address, pair.source, pair)
    ]
    for was, became in zip(lost, added, strict=False):
        yield pair.finding(
            "url",
            "url-changed",
            source=[(was.start, was.end)],
            target=[(became.start, became.end)],
            expected=[was.value],
            source_text=was.value,
            target_text=became.value,
        )
    for was in lost[len(added) :]:
        yield pair.finding(
            "url", "url-missing", source=[(was.start, was.end)], expected=[was.value], text=was.value
        )
    for became in added[len(lost) :]:
        yield pair.finding("url", "url-added", target=[(became.start, became.end)], text=became.value)


def _addresses(reading: Reading) -> list[Placeable]:
    return [placeable for placeable in reading.placeables if placeable.kind in _ADDRESSES]


def _key(address: Placeable, pair: Pair) -> str:
    if address.kind is PlaceableKind.EMAIL:
        return address.value.casefold()
    return _without_language(_SCHEME.sub("", address.value), pair)


def _is_localised(address: Placeable, other: Reading, pair: Pair) -> bool:
    """Whether the other text names the same site in another language, with or without https:// or www."""
    if address.kind is PlaceableKind.EMAIL:
        return False
    host = _SCHEME.sub("", address.value).partition("/")[0]
    site = _without_language(host, pair)
    others = (_SCHEME.sub("", found) for found in _HOST.findall(other.text))
    return any(found != host and _without_language(found, pair) == site for found in others)


def _without_language(address: str, pair: Pair) -> str:
    own = {"en", pair.source.language, pair.target.language}
    bare = _PART.sub(lambda part: "" if _names_language(part.group(), own) else part.group(), address)
    return bare.strip("./")


def _names_language(part: str, own: set[str]) -> bool:
    return len(part) in (2, 3) and part.isalpha() and tags.primary(part) in own
