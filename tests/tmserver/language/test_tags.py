"""Language tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language import tags


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("eN-uS", "en-US"),
        ("en_GB", "en-GB"),
        ("en-UK", "en-GB"),
        ("zh-cn", "zh-CN"),
        ("zh-TW", "zh-TW"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("nan-TW", "nan-TW"),
        ("es-419", "es-419"),
        ("rus", "ru"),
        ("iw", "he"),
        ("sh", "sr-Latn"),
        ("sh-ME", "sr-Latn-ME"),
        ("ua", "uk"),
        ("DA-01", "da"),
        ("EL-01", "el"),
        ("ja-jp-jp", "ja-JP"),
        ("mia", "mia"),
        ("chr", "chr"),
        ("oj", "oj"),
        ("tpi", "tpi"),
        ("xx", "xx"),
        ("x-Private", "x-private"),
        ("de-1996", "de-1996"),
        ("English", "en"),
        ("French", "fr"),
        ("English (U.S.)", "en"),
        ("Spanish (Chile)", "es-CL"),
        ("испанский", "es"),
        ("---", "---"),
        ("", ""),
    ],
)
def test_tags_of_real_files_are_normalised(written: str, normal: str) -> None:
    """Case, underscores, aliases, numbers and names become BCP 47; the rest stays."""
    assert tags.normalise(written) == normal


def test_junk_is_kept_without_control_characters_and_cut() -> None:
    """NUL and white space become a space; 10 kB are cut."""
    assert tags.normalise("  a b\0c\n") == "a b c"
    assert len(tags.normalise("!" * 10_000)) == tags.LONGEST


@given(st.text(max_size=30) | st.from_regex(r"[a-zA-Z]{1,4}([-_][a-zA-Z0-9]{1,8}){0,3}", fullmatch=True))
def test_normalising_twice_changes_nothing(tag: str) -> None:
    """Normal tags are normal, and every question about any text has an answer."""
    normal = tags.normalise(tag)
    assert tags.normalise(normal) == normal
    assert tags.closeness(tag, normal) == 0
    tags.is_known(tag)
    tags.display_name(tag, tag)
    assert tags.index_key(tag) == tags.index_key(normal)


def test_known_is_what_cldr_has_a_name_for() -> None:
    """A made-up or private language is not known, a rare one is."""
    assert all(tags.is_known(tag) for tag in ("ru", "es-CL", "oj", "zh-TW", "en_us", "French"))
    assert not any(tags.is_known(tag) for tag in ("xx", "x-mine", "---", "", "mia", "\0"))


def test_an_index_holds_one_language_in_one_script() -> None:
    """Regions share an index, scripts do not."""
    keys = [
        tags.index_key(tag) for tag in ("ru-RU", "en-US", "zh-CN", "zh-TW", "zh-Hant", "sr", "sr-Latn", "nb")
    ]
    assert keys == ["ru", "en", "zh", "zh-Hant", "zh-Hant", "sr", "sr-Latn", "no"]


def test_the_key_of_a_private_tag_is_the_tag() -> None:
    """Four letters after x- are no script."""
    assert tags.index_key("x-mine") == "x-mine"


def test_closeness_prefers_the_same_then_no_region_then_another() -> None:
    """0, 1, 2; None for another language or script."""
    asked = "es-CL"
    assert [tags.closeness(asked, tag) for tag in ("es-CL", "es", "es-ES", "pt-BR")] == [0, 1, 2, None]
    assert [tags.closeness("en", tag) for tag in ("EN", "EN-US")] == [0, 2]
    assert tags.closeness("zh-CN", "zh-TW") is None


def test_names_are_in_the_language_asked_for() -> None:
    """Babel's names with region and script; an unknown tag is its own name, an unknown locale English."""
    assert tags.display_name("es-CL", "ru") == "испанский (Чили)"
    assert tags.display_name("ru", "es-CL") == "ruso"
    assert tags.display_name("zh-Hant", "xx") == "Chinese (Traditional)"
    assert tags.display_name("xx", "en") == "xx"
