"""Plain text as paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise

_LONGEST_WRAPPED = 120
_SHORTEST_WRAPPED = 40
_END_OF_SENTENCE = tuple(".!?…:;»”\"')")


def paragraphs_of_plain(text: str) -> list[str]:
    r"""The lines, or what blank lines part, where lines look like the wrapped lines of one text.

    >>> paragraphs_of_plain("One.\nTwo.\n\nThree.")
    ['One.', 'Two.', 'Three.']
    """
    blocks = [block.splitlines() for block in re.split(r"\n(?:[^\S\n]*\n)+", text)]
    if _is_wrapped(blocks):
        return [" ".join(block) for block in blocks]
    return [line for block in blocks for line in block]


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Whether most lines with another below are as long as wrapped ones, and end in mid-sentence."""
    followed = [line.strip() for block in blocks for line, _ in pairwise(block)]
    wrapped = [
        line
        for line in followed
        if _SHORTEST_WRAPPED <= len(line) <= _LONGEST_WRAPPED and not line.endswith(_END_OF_SENTENCE)
    ]
    return len(blocks) > 1 and 2 * len(wrapped) > len(followed)
