"""Language tags as files and people write them, made BCP 47; what Babel's CLDR data knows of them.

A tag that is none is kept, never refused: real files say ``xx``, ``---`` and ``DA-01``. No likely subtags are
filled in (zh-TW stays zh-TW). https://www.rfc-editor.org/rfc/rfc5646, aliases and names from CLDR.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

LONGEST = 100
"""Characters of a tag that are kept, of whatever stood there."""

# Country codes in the place of languages, met in real files; none of them is a language code.
_MISTAKEN = {"ua": "uk", "jp": "ja", "cz": "cs"}
_JUNK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_CODE = re.compile(r"(?:[A-Za-z]{2,3}|[xX](?=[-_]))(?:[-_][A-Za-z0-9]{1,8})*")
_NAME_AND_REGION = re.compile(r"([^()]+?)(?: ?\(([^()]+)\))?")


@lru_cache(maxsize=4096)
def normalise(tag: str) -> str:
    """The tag in the form and case of BCP 47, aliases resolved; what is neither tag nor name as it is.

    White space and control characters of the latter become one space, and it is cut to LONGEST characters.

    >>> normalise("eN_uS"), normalise("rus"), normalise("DA-01"), normalise("French"), normalise("---")
    ('en-US', 'ru', 'da', 'fr', '---')
    """
    raw = _JUNK.sub(" ", tag[:LONGEST]).strip()
    if _CODE.fullmatch(raw):
        return _normalise_code(raw.replace("_", "-").lower().split("-"))
    return _tag_of_name(raw) or raw


def _normalise_code(subtags: list[str]) -> str:
    if subtags[0] == "x":
        return "-".join(subtags)
    language = _MISTAKEN.get(subtags[0], subtags[0])
    alias = get_global("language_aliases").get(language, language).split("_")
    rest = [*alias[1:], *subtags[1:]] if len(subtags) == 1 or len(alias) == 1 else [alias[1], *subtags[1:]]
    kept = [alias[0]]
    for place, subtag in enumerate(rest):
        if len(subtag) == 1:  # an extension or private use: the rest is its own
            return "-".join([*kept, *(part.lower() for part in rest[place:])])
        # DGT's EL-01 has a number that is no region; Phrase's ja-jp-jp repeats its own.
        written = _cased(subtag)
        if written not in kept and not (subtag.isdigit() and len(subtag) < 3):
            kept.append(written)
    return "-".join(kept)


def _cased(subtag: str) -> str:
    if len(subtag) == 2 and subtag.isalpha():
        region = subtag.upper()
        replaced = get_global("territory_aliases").get(region, [region])
        return str(replaced[0]) if len(replaced) == 1 else region
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag.lower()


def _tag_of_name(name: str) -> str | None:
    found = _NAME_AND_REGION.fullmatch(name)
    if not found:
        return None
    language = _languages_by_name().get(found[1].casefold())
    if language is None or found[2] is None:
        return language
    region = _regions_by_name().get(found[2].casefold())
    return f"{language}-{region}" if region else language


@cache
def _languages_by_name() -> dict[str, str]:
    """Tags by their name in English, Spanish and Russian; CLDR's en_US is written en-US."""
    return {
        str(name).casefold(): _normalise_code(code.lower().split("_"))
        for locale in ("ru", "es", "en")
        for code, name in Locale(locale).languages.items()
    }


@cache
def _regions_by_name() -> dict[str, str]:
    return {
        name: code
        for locale in ("ru", "es", "en")
        for code, title in Locale(locale).territories.items()
        for name in (title.casefold(), code.casefold())
    }


@lru_cache(maxsize=4096)
def primary(tag: str) -> str:
    """The primary language subtag in lower case; of a private or unreadable tag the whole."""
    normal = normalise(tag)
    whole = normal.startswith("x-") or not _CODE.fullmatch(normal)
    return normal if whole else normal.partition("-")[0]


@lru_cache(maxsize=4096)
def is_known(tag: str) -> bool:
    """Whether CLDR has a name for the tag's language: of ``xx``, ``x-mine`` and junk it has none."""
    return bool(_CODE.fullmatch(normalise(tag))) and primary(tag) in Locale("en").languages


@lru_cache(maxsize=4096)
def index_key(tag: str) -> str:
    """The language and, where it is not the language's usual one, the script: tags of one key share an index.

    >>> index_key("es-CL"), index_key("zh-TW"), index_key("zh-Hans"), index_key("nb"), index_key("sr-Latn")
    ('es', 'zh-Hant', 'zh', 'no', 'sr-Latn')
    """
    language = {"nb": "no"}.get(primary(tag), primary(tag))
    script, usual = _script(tag), _likely_script(language)
    return f"{language}-{script}" if script and script != usual else language


def spellings(tag: str) -> list[str]:
    """The tags by which a program may name the language, the full one first; all find the same variants.

    >>> spellings("en-US"), spellings("zh-CN"), spellings("nb")
    (['en-US', 'en'], ['zh-CN', 'zh', 'zh-Hans'], ['nb', 'no'])
    """
    named = [normalise(tag), primary(tag), index_key(tag)]
    if primary(tag) in _languages_of_several_scripts():
        named.append(f"{primary(tag)}-{_script(tag) or _likely_script(primary(tag))}")
    return [each for each in dict.fromkeys(named) if index_key(each) == index_key(tag)]


@cache
def _languages_of_several_scripts() -> frozenset[str]:
    """Languages of which CLDR knows that a region writes them otherwise: zh, sr, pa …"""
    likely = ([*key.split("_"), value.split("_")[1]] for key, value in get_global("likely_subtags").items())
    return frozenset(
        found[0]
        for found in likely
        if len(found) == 3 and len(found[1]) == 2 and found[2] != _likely_script(found[0])
    )


def _script(tag: str) -> str:
    language, *rest = normalise(tag).split("-")
    if language == "x":
        return ""  # x-mine: the four letters are no script
    for subtag in rest:
        if len(subtag) == 4 and subtag.isalpha():
            return subtag
    return _likely_script("_".join([language, *(part for part in rest[:1] if part.isupper())]))


def _likely_script(locale: str) -> str:
    likely = get_global("likely_subtags").get(locale, "").split("_")
    return likely[1] if len(likely) > 1 else ""


@lru_cache(maxsize=4096)
def region(tag: str) -> str:
    """The region subtag ("CL", "419"), or ""."""
    for subtag in normalise(tag).split("-")[1:]:
        if len(subtag) == 1:
            break
        if (len(subtag) == 2 and subtag.isupper()) or (len(subtag) == 3 and subtag.isdigit()):
            return subtag
    return ""


def closeness(asked: str, tag: str) -> int | None:
    """0 the same tag, 1 one without region, 2 one of another region; None another language.

    Both may be in any spelling that ``normalise`` takes.

    >>> [closeness("es-CL", tag) for tag in ("es_cl", "es", "es-ES", "pt")]
    [0, 1, 2, None]
    """
    if normalise(asked) == normalise(tag):
        return 0
    if index_key(asked) != index_key(tag):
        return None
    return 2 if region(tag) and region(tag) != region(asked) else 1


@lru_cache(maxsize=4096)
def display_name(tag: str, locale: str) -> str:
    """The language's name in the language of ``locale`` (English if CLDR lacks it); an unknown tag itself.

    >>> display_name("es-CL", "ru")
    'испанский (Чили)'
    """
    if not is_known(tag):
        return normalise(tag)
    names = _locale(locale)
    language, *rest = normalise(tag).split("-")
    name = str(names.languages.get(language) or Locale("en").languages[language])
    details = [str(names.scripts.get(part) or names.territories.get(part) or part) for part in rest]
    return f"{name} ({', '.join(details)})" if details else name


@lru_cache(maxsize=256)
def _locale(tag: str) -> Locale:
    for identifier in (normalise(tag), primary(tag)):
        try:
            return Locale.parse(identifier, sep="-", resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
