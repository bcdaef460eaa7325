"""A language's words and forms, in the shape that the glossary library wants."""

from __future__ import annotations

from dataclasses import dataclass

from tmserver.language import folding, keys, stems, tags
from tmserver.language.dictionaries import AT_HAND, is_common
from tmserver.language.lemmas import lemma
from tmserver.language.words import Word, words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words and forms, as the glossary library wants them (``glossary.language.Language``)."""

    tag: str

    def covers(self, tag: str) -> bool:
        """Whether a term with this tag is of the language: the same language and script, any region."""
        return tags.closeness(self.tag, tag) is not None

    def words(self, text: str) -> list[Word]:
        """The words of the text with their spans."""
        return words(text, self.tag)

    def fold(self, word: str) -> str:
        """The word without case and what else makes no other word."""
        return folding.fold(word)

    def lemma(self, word: str) -> str:
        """The likeliest dictionary form of a word, folded; the folded word if none is known."""
        return lemma(word, self.tag)

    def keys(self, word: str) -> frozenset[str]:
        """All keys of a word of a text."""
        return keys.keys(word, self.tag)

    def term_keys(self, word: str, *, noun: bool = False) -> frozenset[str]:
        """The keys of a word of a term."""
        return keys.term_keys(word, self.tag, noun=noun)

    def name_keys(self, word: str) -> frozenset[str]:
        """The keys of a name."""
        return keys.name_keys(word, self.tag)

    def may_be_attribute(self, word: str, following: str) -> bool:
        """Whether the word may be an adjective of the noun after it."""
        return keys.may_be_attribute(word, following, self.tag)

    def is_common(self, word: str) -> bool:
        """Whether the dictionary has the word in small letters, as something else than a name."""
        return is_common(word, self.tag)


class Stems(Lexicon):
    """The words of a language with stems for lemmas, where its dictionary is not worth reading."""

    def lemma(self, word: str) -> str:
        """The stem of a word, folded; the folded word where Snowball has no such language."""
        return stems.stem(folding.fold(word), self.tag)


def sparing(tag: str) -> Lexicon:
    """The lexicon of a language whose dictionary is at hand, else one that does without."""
    return Lexicon(tag) if tags.primary(tag) in AT_HAND else Stems(tag)
