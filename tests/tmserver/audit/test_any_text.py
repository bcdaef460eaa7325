"""No text makes a check fail, and every span lies in its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tmserver.audit.pairs import units
from tmserver.audit.auditor import Audit
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Side
from tmserver.audit.options import AuditOptions
from tmserver.audit.wording import LANGUAGES, say

PIECES = st.sampled_from(
    [
        *"¿?¡!.,:;«»“”„\"'()[]{}<>%&#@/\\-–−…  \u00a0\u200b\u0301",
        *("25 000", "1.5", "29 июня 1973 г.", "9:25", "1970-е", "05/04/2020", "млн", "mil millones", "3-й"),
        *("<b>", "{x}", "%s", "&amp;", "https://a.b/c", "XX", "ХХ", "нaрод", "los", "los", "власть", "a.m."),
        *("10^9", "½", "٣", "二", "T-34", "\ud7ff", "🙂", "\n"),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)).filter(
    lambda text: not any("\ud800" <= c <= "\udfff" for c in text)
)


@given(TEXTS, TEXTS, TEXTS, st.sampled_from(["ru", "zh", "xx", "en-US"]))
def test_any_texts(one: str, two: str, three: str, tag: str) -> None:
    """All checks over a unit of three languages, said in all languages of reports."""
    other = {"es": two, "en": three} if tag != "en-US" else {"es": two, "ru": three}
    found = Audit(AuditOptions()).run(units({tag: one, **other}, {tag: two, **other}))
    for finding in found:
        assert finding.check in CHECKS
        for side in (finding.source, finding.target, finding.third):
            assert_spans_fit(side)
        assert all(say(finding.message, language) for language in LANGUAGES)
        assert len(finding.content) == 16


def assert_spans_fit(side: Side | None) -> None:
    """Spans are ordered pairs inside the text."""
    for start, end in side.spans if side else ():
        assert 0 <= start <= end <= len(side.text if side else "")


@pytest.mark.parametrize("text", ["(" * 20_000, '"' * 20_000, "a " * 20_000, "1." * 20_000, "¿" * 20_000])
def test_long_texts_take_linear_time(text: str) -> None:
    """Twenty thousand open brackets are no trap."""
    assert list(Audit(AuditOptions()).run(units({"ru": text, "es": text[:-1] + "x"}))) is not None
