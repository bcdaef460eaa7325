"""The seed glossary: complete, valid, and in agreement with the seed memory."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

import glossary
import tmserver
from glossary.check import faults
from glossary.concept import Concept, Glossary, Term, TermStatus
from glossary.consistency import term_findings
from glossary.formats.tbx import read_tbx, write_tbx
from glossary.index import TermIndex
from tmserver.language.lexicon import Lexicon

FILE = Path(glossary.__file__).parent / "data" / "chile-1973.tbx"
MEMORY = Path(tmserver.__file__).parent / "data" / "chile-1973.tmx"
LANGUAGES = ["ru", "es", "en"]
ALLOWED = {TermStatus.PREFERRED, TermStatus.ADMITTED}
REFUSED = {TermStatus.DEPRECATED, TermStatus.FORBIDDEN}
PICKLISTS = {
    "descrip": {"subjectField", "definition"},
    "termNote": {
        "partOfSpeech",
        "grammaticalGender",
        "termType",
        "geographicalUsage",
        "administrativeStatus",
    },
    "ref": {"crossReference"},
}
"""The categories of TBX-Basic that the file uses, by element."""


@cache
def seed() -> Glossary:
    """The glossary as our own reader gives it."""
    return read_tbx(FILE).glossary


@cache
def memory() -> list[dict[str, str]]:
    """The sentences of the seed memory, each as texts by language, apostrophes straight."""
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    return [
        {
            variant.get(language, ""): (variant.findtext("seg") or "").replace("’", "'")
            for variant in unit.iterfind("tuv")
        }
        for unit in ElementTree.parse(MEMORY).getroot().iterfind("body/tu")
    ]


def pattern(term: Term) -> re.Pattern[str]:
    """A rough net for a term's forms: each word without its last letters, or the forms that it lists."""
    if term.forms or term.indeclinable:
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, (term.text, *term.forms)))})\b", re.IGNORECASE)
    words = re.findall(r"[\w'.-]+", term.text)
    # занятие keeps its и, or it would catch занятых, which is the verb.
    kept = [word[:-1] if word.endswith("ие") else word[: max(3, len(word) - 2)] for word in words]
    nets = [re.escape(stem) + r"[\w'.-]*" for stem in kept]
    return re.compile(r"\b" + r"[\s«»]+".join(nets), re.IGNORECASE)


def enforced_terms(language: str) -> list[tuple[Concept, Term]]:
    """The terms that a check may ask for, the longest first."""
    terms = [
        (concept, term)
        for concept in seed().concepts
        for term in concept.terms
        if term.language == language and term.status in ALLOWED and term.enforced and not term.accepted
    ]
    return sorted(terms, key=lambda pair: -len(pair[1].text))


def named(text: str) -> dict[str, set[TermStatus]]:
    """The concepts that a Russian text names, with the statuses of the terms used; the longest term wins."""
    found: dict[str, set[TermStatus]] = {}
    for concept, term in enforced_terms("ru"):
        text, hits = pattern(term).subn(" / ", text)
        if hits:
            found.setdefault(concept.id, set()).add(term.status)
    return found


def rendered(text: str, language: str) -> dict[str, set[TermStatus]]:
    """The concepts for which a translation has a term, with the statuses of all such terms."""
    found: dict[str, set[TermStatus]] = {}
    for concept, term in enforced_terms(language):
        if pattern(term).search(text):
            found.setdefault(concept.id, set()).add(term.status)
    return found


def preferred(concept: Concept, language: str) -> list[Term]:
    """The preferred terms of a concept in a language."""
    return [
        term for term in concept.terms if (term.language, term.status) == (language, TermStatus.PREFERRED)
    ]


def test_nothing_in_the_file_needs_a_remark() -> None:
    """It is read without loss, and has the size that the seed text needs."""
    reading = read_tbx(FILE)
    assert reading.remarks == ()
    assert reading.glossary.name == "chile-1973"
    assert len(reading.glossary.concepts) >= 70


@pytest.mark.parametrize("concept", seed().concepts, ids=lambda concept: concept.id)
def test_concept_is_complete(concept: Concept) -> None:
    """It has a domain, a definition in each language and one preferred term in each."""
    assert concept.domain
    assert [definition.language for definition in concept.definitions] == LANGUAGES
    assert all(definition.text[-1] not in ".;, " for definition in concept.definitions)
    assert [len(preferred(concept, language)) for language in LANGUAGES] == [1, 1, 1]
    assert all(term.part_of_speech for term in concept.terms)


def test_references_hold() -> None:
    """Ids are unique, and what a concept is related to or confused with exists."""
    ids = [concept.id for concept in seed().concepts]
    assert len(set(ids)) == len(ids)
    for concept in seed().concepts:
        assert {*concept.related, *concept.not_to_confuse} <= {*ids} - {concept.id}


def test_no_term_is_preferred_here_and_refused_there() -> None:
    """No text is listed twice in a concept, nor allowed in one concept and refused in another."""
    refused = {(t.language, t.text) for c in seed().concepts for t in c.terms if t.status in REFUSED}
    allowed = {(t.language, t.text) for c in seed().concepts for t in c.terms if t.status in ALLOWED}
    assert not refused & allowed
    for concept in seed().concepts:
        texts = [(term.language, term.text) for term in concept.terms]
        assert len(set(texts)) == len(texts)


def test_replacements_are_preferred_terms() -> None:
    """What replaces a refused term is the preferred term of its concept."""
    for concept in seed().concepts:
        for term in concept.terms:
            assert term.replaced_by in {"", *(good.text for good in preferred(concept, term.language))}


def test_file_is_valid_tbx_basic() -> None:
    """Only categories of TBX-Basic are used, ids are unique, and every reference has its target."""
    root = ElementTree.parse(FILE).getroot()
    assert (root.tag, root.get("style"), root.get("type")) == (
        "{urn:iso:std:iso:30042:ed-2}tbx",
        "dca",
        "TBX-Basic",
    )
    for name, types in PICKLISTS.items():
        assert {element.get("type") for element in root.iterfind(f".//{{*}}{name}")} == types
    ids = [entry.get("id", "") for entry in root.iterfind(".//{*}conceptEntry")]
    assert all(re.fullmatch("[a-z][a-z-]*", name) for name in ids)
    assert {ref.get("target") for ref in root.iterfind(".//{*}ref")} <= set(ids)


def test_file_is_what_we_write() -> None:
    """Comments and blank lines apart, it is line for line what `write_tbx` makes of it."""
    written = io.BytesIO()
    assert write_tbx(seed(), written) == ()
    lines = [line for line in FILE.read_text("utf-8").splitlines() if line and "<!--" not in line]
    assert lines == written.getvalue().decode().splitlines()


def test_every_refused_term_of_the_subject_is_entered() -> None:
    """The wrong renderings that readers of this text meet are refused by name."""
    refused = {t.text for c in seed().concepts for t in c.terms if t.status in REFUSED}
    assert refused >= {
        "gobierno popular",
        "people's government",
        "estado mayor",
        "Хуачипато",
        "Гуачипато",
        "Central Unitaria de Trabajadores",
        "diversión",
        "farmer",
        "foundry",
    }


@pytest.mark.parametrize("number", range(20))
@pytest.mark.parametrize("target", ["es", "en"])
def test_translations_use_the_terms(number: int, target: str) -> None:
    """Where the Russian names a concept, so does the translation; preferred term for preferred term."""
    texts = memory()[number]
    wanted, used = named(texts["ru"]), rendered(texts[target], target)
    assert set(wanted) <= set(used)
    assert [
        concept
        for concept, statuses in wanted.items()
        if TermStatus.PREFERRED in statuses and TermStatus.PREFERRED not in used[concept]
    ] == []


def test_the_text_names_nearly_every_concept() -> None:
    """The glossary is of this text: all but a handful of its enforced concepts occur in it."""
    met = set().union(*(named(texts["ru"]) for texts in memory()))
    enforced = {concept.id for concept in seed().concepts if all(term.enforced for term in concept.terms)}
    assert enforced - met <= {"mutiny", "coup", "enterprise"}


def test_our_own_checks_find_nothing() -> None:
    """The glossary has no fault, the memory no wrong or missing term in any direction."""
    lexicons = {language: Lexicon(language) for language in LANGUAGES}
    assert faults(seed().concepts, list(lexicons.values())) == []
    indexes = {language: TermIndex(seed().concepts, lexicons[language]) for language in LANGUAGES}
    assert [
        finding
        for texts in memory()
        for source, target in permutations(LANGUAGES, 2)
        for finding in term_findings(texts[source], texts[target], indexes[source], indexes[target])
    ] == []
