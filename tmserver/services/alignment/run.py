"""Align documents: read, split into sentences, aligned, made units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tmserver.alignment.align import align, compares_meaning
from tmserver.alignment.encoding import Watch
from tmserver.alignment.track import Bead, Document
from tmserver.errors import InvalidInput
from tmserver.exchange.prose.paragraphs import read_paragraphs
from tmserver.exchange.report import ReadReport
from tmserver.language import sentences
from tmserver.language.tags import is_known
from tmserver.meaning.encoder import Encoder
from tmserver.services.alignment.rows import Row
from tmserver.services.limits import check_count
from tmserver.services.paths import readable

MOST_SENTENCES = 50_000
MOST_DOCUMENTS = 8
DOUBTFUL = 0.5
"""A bead of less confidence is more likely wrong than right."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Documents with their beads. ``by_meaning``: all were compared by meaning, not only by their looks."""

    documents: Sequence[Document]
    beads: Sequence[Bead]
    by_meaning: bool
    warnings: Sequence[str] = field(default=())

    def rows(self) -> Iterator[Row]:
        """Each bead as a row of texts; "" where a language says nothing of it."""
        for bead in self.beads:
            texts = (document.text(span) for document, span in zip(self.documents, bead.spans, strict=True))
            yield Row(tuple(texts), bead.confidence)

    def shapes(self) -> dict[str, int]:
        """How many beads have how many sentences of each language, such as "1-2"; the commonest first."""
        counts: dict[str, int] = {}
        for bead in self.beads:
            shape = "-".join(str(end - start) for start, end in bead.spans)
            counts[shape] = counts.get(shape, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: -item[1]))


def align_files(
    files: Sequence[Path],
    languages: Sequence[str],
    encoder: Encoder | None,
    *,
    watch: Watch | None = None,
    names: Mapping[Path, str] | None = None,
) -> Aligned:
    """The files, one a language and in the order of ``languages``, aligned sentence by sentence.

    ``names``: what messages call the files, if not by their paths; suffixes count, as of files.

    :raise InvalidInput: not one language for each file, a language twice, a document of too many sentences
    :raise UnreadableFile: a file cannot be read
    """
    check_pairing(len(files), languages)
    called = names or {}
    warnings = [
        f"The language code {each!r} is not known; it was kept." for each in languages if not is_known(each)
    ]
    documents = [
        read_document(file, language, warnings, called.get(file, str(file)))
        for file, language in zip(files, languages, strict=True)
    ]
    beads = align(documents, encoder, watch=watch)
    return Aligned(documents, beads, compares_meaning(documents, encoder), warnings)


def check_pairing(files: int, languages: Sequence[str]) -> None:
    """InvalidInput unless there are two files or more, and as many languages, all different."""
    check_count(files, MOST_DOCUMENTS, field="/files")
    if files != len(languages) or files < 2 or len(set(languages) - {""}) < files:
        given = ", ".join(languages) or "none"
        reason = f"Two files or more, each with a language of its own: {files} files, languages {given}."
        raise InvalidInput(reason, field="/languages")


def read_document(file: Path, language: str, warnings: list[str], name: str) -> Document:
    """The sentences of a file with their paragraphs; what was put right is added to ``warnings``."""
    report = ReadReport()
    with readable(file) as opened:
        paragraphs = read_paragraphs(opened, report, name=name)
    warnings += (f"{name}: {warning}" for warning in report.warnings)
    found = [
        (sentence, number)
        for number, paragraph in enumerate(paragraphs)
        for sentence in sentences.split(paragraph, language)
    ]
    check_count(len(found), MOST_SENTENCES, field=name)
    return Document(language, [sentence for sentence, _ in found], [number for _, number in found])
