"""What recognition must be told of a language; callers bring it, so that the library knows no dictionaries.

A *key* stands for what two words must share to be one word in two forms: a lemma (``кордон``), or with a mark
in front something else, as ``=танкасо``, the word as written. All sorts live in one set.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

AS_WRITTEN = "="
"""Before the folded word itself: the only key that this library makes."""


class Word(Protocol):
    """A word's span [start, end) in code points; ``joined``: it is one word with that before."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def joined(self) -> bool:
        """Whether it is glued to the word before."""


class Language(Protocol):
    """One language's words and their forms; ``tag`` is its language tag."""

    @property
    def tag(self) -> str:
        """The language tag, as "es"."""

    def covers(self, tag: str) -> bool:
        """Whether terms with this tag are words of the language (es-CL of es)."""

    def words(self, text: str) -> Sequence[Word]:
        """The words of a text in order; what stands between them is punctuation and space."""

    def fold(self, word: str) -> str:
        """The word without what makes no other word: case, accents that may be missing, ё for е."""

    def lemma(self, word: str) -> str:
        """The likeliest dictionary form of a word of a text, folded; the folded word if none is known."""

    def keys(self, word: str) -> frozenset[str]:
        """All keys of a word in running text: as written, its lemmas, and guesses where those may fail."""

    def term_keys(self, word: str, *, noun: bool = False) -> frozenset[str]:
        """The keys of which a text's word must have one to be a form of this word of a term.

        ``noun``: the term is a noun, so that a form that only a verb or an adjective has is none of its.
        """

    def name_keys(self, word: str) -> frozenset[str]:
        """The same of a proper name, which the dictionary may take for a common word."""

    def may_be_attribute(self, word: str, following: str) -> bool:
        """Whether the word may be an adjective of the noun after it (рабочий день), not a noun itself."""

    def is_common(self, word: str) -> bool:
        """Whether the word in small letters is a common word in some form (Кончали, Coronel, cut)."""
