"""Vectors of texts, for the search by meaning."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tmserver.store.tables.mapping import Table


class VectorRow(Table):
    """The vector of a variant's text: 512 whole numbers of a byte each, and a digest of the text.

    A cache, as is the progress: it fills itself again when its rows are deleted.
    """

    __tablename__ = "vector"

    variant_id: Mapped[int] = mapped_column(
        ForeignKey("variant.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[bytes] = mapped_column(LargeBinary(8))
    data: Mapped[bytes] = mapped_column(LargeBinary(512))


class VectorProgressRow(Table):
    """How far a memory's texts have vectors, and by which encoder."""

    __tablename__ = "vector_progress"

    memory_id: Mapped[int] = mapped_column(
        ForeignKey("memory.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    encoder: Mapped[str] = mapped_column(String(100))
    revision: Mapped[int] = mapped_column(BigInteger)
    unit_id: Mapped[int] = mapped_column(BigInteger)
