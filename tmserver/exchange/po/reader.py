"""Translation units from gettext PO files."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import IO

from glossary.formats.packed import chunks, file_name
from tmserver.errors import UnreadableFile
from tmserver.exchange.files import told
from tmserver.exchange.lines import text_lines
from tmserver.exchange.po.entries import Entry, entries
from tmserver.exchange.report import ReadReport
from tmserver.language import tags
from tmserver.segment import Prop, Status, Unit, Variant

_CHARSET = re.compile(rb"charset=([A-Za-z0-9._-]+)")
_MARKS = {".": "po:comment", ":": "po:reference", "|": "po:previous"}
SOURCE = "en"


def read_po(
    file: Path | IO[bytes],
    report: ReadReport | None = None,
    *,
    name: str = "",
    source: str = "",
    target: str = "",
    as_is: bool = False,
) -> Iterator[Unit]:
    """The translated messages of a PO file, in order.

    ``source`` and ``target`` are the languages; without them the header's X-Source-Language (else English)
    and Language count, and with ``as_is`` these first. A plural message gives one unit for each form: the
    singular with form 0, the plural with each other. Fuzzy messages are drafts; obsolete ones are taken, with
    a prop po:obsolete. msgctxt is the prop x-context. Translators' comments are notes.

    :raise UnreadableFile: a line that is none of PO's, or no target language
    """
    report = report if report is not None else ReadReport()
    report.format = "po"
    called = file_name(file, name)
    with told():
        charset = declared_charset(file, called)
        first = next(entries(text_lines(file, report, name=called, encoding=charset), called), None)
        # A broken line is told before the first unit is handed out.
        for _ in entries(text_lines(file, ReadReport(), name=called, encoding=charset), called):
            pass
        messages = entries(text_lines(file, ReadReport(), name=called, encoding=charset), called)
    headers = headers_of(first)
    report.tool = headers.get("x-generator", "")
    own = headers.get("x-source-language", ""), headers.get("language", "")
    given = (own, (source, target)) if as_is else ((source, target), own)
    languages = given[0][0] or given[1][0] or SOURCE, given[0][1] or given[1][1]
    if not languages[1]:
        reason = "The header names no Language: say it with --to."
        raise UnreadableFile(reason, file=called, line=1, column=1)
    return _units(messages, languages, PurePath(called).name, report)


def declared_charset(file: Path | IO[bytes], called: str) -> str:
    """The charset of the header, "" if none that we know; it may lie."""
    found = _CHARSET.search(next(chunks(file, name=called), b""))
    try:
        return codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return ""


def headers_of(first: Entry | None) -> dict[str, str]:
    """The header's fields by name in lower case."""
    if first is None or first.singular != "":
        return {}
    fields = (line.partition(":") for line in first.strings.get(0, "").splitlines())
    return {key.strip().lower(): value.strip() for key, _, value in fields}


def _units(
    messages: Iterator[Entry], languages: tuple[str, str], document: str, report: ReadReport
) -> Iterator[Unit]:
    position = 0
    for entry in messages:
        if not entry.singular:
            continue
        position += 1
        forms = list(_forms(entry))
        if not forms:
            report.skip("no translation", entry.line, entry.context or "")
        for number, *texts in forms:
            report.take(entry.line)
            variants = tuple(map(_variant, languages, texts))
            yield _unit(entry, variants, document, position, number)


def _forms(entry: Entry) -> Iterator[tuple[int, str, str]]:
    """Number, source and translation of each form that is translated.

    Form 0 of a language without plural stands for the plural too.
    """
    singular = entry.singular or ""
    for number, text in sorted(entry.strings.items()):
        if not text.strip():
            continue
        if number == 0 or entry.plural is None:
            yield number, singular, text
        if entry.plural and (number > 0 or len(entry.strings) == 1):
            yield number, entry.plural, text


def _variant(language: str, text: str) -> Variant:
    tag = tags.normalise(language)
    return Variant(tag, text, language_as_read=language if language != tag else "")


def _unit(entry: Entry, variants: tuple[Variant, ...], document: str, position: int, form: int) -> Unit:
    flags = entry.flags
    props = [Prop("x-context", entry.context)] if entry.context is not None else []
    if entry.plural:
        props.append(Prop("po:plural", str(form)))
    props += [Prop(_MARKS[mark], line) for mark in _MARKS for line in entry.comments.get(mark, [])]
    props += [Prop("po:flag", flag) for flag in flags if flag not in {"fuzzy", ""}]
    if entry.obsolete:
        props.append(Prop("po:obsolete", "yes"))
    return Unit(
        variants,
        document=document,
        position=position,
        source_language=variants[0].language,
        notes=tuple(note for note in entry.comments.get("", []) if note),
        props=tuple(props),
        status=Status.DRAFT if "fuzzy" in flags else Status.TRANSLATED,
    )
