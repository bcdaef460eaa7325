"""The units of one file among those of a memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

_PAGE = 8192


class Ids:
    """A set of ids, a bit each, in pages: a million take 125 kB, where a set of Python takes 60 MB."""

    def __init__(self) -> None:
        self._pages: defaultdict[int, bytearray] = defaultdict(lambda: bytearray(_PAGE // 8))

    def add(self, key: int) -> None:
        """Take up an id."""
        place = key % _PAGE
        self._pages[key // _PAGE][place // 8] |= 1 << place % 8

    def update(self, keys: Iterable[int]) -> None:
        """Take up some ids."""
        for key in keys:
            self.add(key)

    def __contains__(self, key: int) -> bool:
        page = self._pages.get(key // _PAGE)
        place = key % _PAGE
        return page is not None and bool(page[place // 8] & 1 << place % 8)


class Siblings(Ids):
    """The ids of the stored units that stand for the units of a file read so far.

    ``as_stored``: the file is an export of tmserver, so its units stood side by side in a memory already.
    """

    def __init__(self, *, as_stored: bool = False) -> None:
        super().__init__()
        self.as_stored = as_stored
