"""Documents in two or more languages, aligned with each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from tmserver.alignment.encoding import Encoding, Watch
from tmserver.alignment.joining import Joiner
from tmserver.alignment.track import Bead, Document, Track
from tmserver.meaning.encoder import Encoder, understands


def align(
    documents: Sequence[Document], encoder: Encoder | None = None, *, watch: Watch | None = None
) -> tuple[Bead, ...]:
    """The beads of all documents in order: together they hold each segment of each document once.

    With an encoder that knows both languages of a pair, texts are compared by meaning too; otherwise by
    length, numbers, marks and cognates. Of three documents and more the pair that fits best is joined first,
    and what was joined is aligned with the next as one text, so that all agree. ``watch`` hears how many
    texts are encoded.
    """
    joiner = Joiner(documents, Encoding(encoder, watch) if encoder else None)
    tracks = [Track.of(number, document) for number, document in enumerate(documents)]
    while len(tracks) > 1:
        joined = {(one, other): joiner.join(one, other) for one, other in combinations(tracks, 2)}
        best = max(joined, key=lambda pair: _certainty(joined[pair]))
        tracks = [*(track for track in tracks if track not in best), joined[best]]
    order = np.argsort(tracks[0].members)
    beads = tracks[0].beads
    return tuple(Bead(tuple(bead.spans[place] for place in order), bead.confidence) for bead in beads)


def compares_meaning(documents: Sequence[Document], encoder: Encoder | None) -> bool:
    """Whether ``align`` compares all these documents by meaning."""
    return understands(encoder, *(document.language for document in documents))


def _certainty(track: Track) -> float:
    return sum(bead.confidence for bead in track.beads) / max(len(track.beads), 1)
