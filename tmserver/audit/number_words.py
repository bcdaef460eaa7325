"""The numbers that a text says in words or Roman numerals: what may stand for digits on the other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from tmserver.audit.pair import Reading
from tmserver.language.lemmas import lemmas
from tmserver.language.numerals import roman


def _table(text: str) -> dict[str, Decimal]:
    pairs = (entry.split("=") for entry in text.split())
    return {word: Decimal(value) for value, words in pairs for word in words.split("/")}


WORDS = {
    "ru": _table("""
        0=ноль/нуль/нулевой 1=один/первый/одиночный/раз
        2=два/второй/двое/оба/дважды/двоичный/двумерный/двухмерный/вдвое/двойной/пара/двух
        3=три/третий/трёхмерный/трехмерный/объёмный/трое/трижды/втрое/тройной
        4=четыре/четвёртый/четвертый/четверо/вчетверо/четверка 5=пять/пятый/пятеро 6=шесть/шестой/шестеро
        7=семь/седьмой/семеро 8=восемь/восьмой/восьмеричный 9=девять/девятый
        10=десять/десятый/десяток/десятичный 11=одиннадцать/одиннадцатый
        12=двенадцать/двенадцатый/дюжина/полдень 13=тринадцать/тринадцатый 14=четырнадцать/четырнадцатый
        15=пятнадцать/пятнадцатый 16=шестнадцать/шестнадцатый/шестнадцатеричный 17=семнадцать/семнадцатый
        18=восемнадцать/восемнадцатый 19=девятнадцать/девятнадцатый 20=двадцать/двадцатый
        30=тридцать/тридцатый 40=сорок/сороковой 50=пятьдесят/пятидесятый 60=шестьдесят/шестидесятый
        70=семьдесят/семидесятый 80=восемьдесят/восьмидесятый 90=девяносто/девяностый 100=сто/сотый/сотня
        200=двести/двухсотый 300=триста 400=четыреста 500=пятьсот 600=шестьсот 700=семьсот 800=восемьсот
        900=девятьсот 1000=тысяча/тысячный 1000000=миллион
        1000000000=миллиард 0.5=половина 1.5=полтора/полуторный
    """),
    "es": _table("""
        0=cero 1=un/uno/una/primero/primer/primera
        2=dos/segundo/segunda/doble/binario/bidimensional/ambos/ambas/par
        3=tres/tridimensional/tercero/tercer/tercera/triple 4=cuatro/cuarto/cuarta 5=cinco/quinto/quinta
        6=seis/sexto/sexta 7=siete/séptimo/séptima/sétimo 8=ocho/octavo/octava/octal 9=nueve/noveno/novena
        10=diez/décimo/décima/decena/decimal 11=once/undécimo/undécima
        12=doce/duodécimo/duodécima/docena/mediodía 13=trece 14=catorce 15=quince
        16=dieciséis/hexadecimal/dieciseis 17=diecisiete 18=dieciocho 19=diecinueve
        20=veinte/vigésimo/vigésima 21=veintiún/veintiuno/veintiuna 22=veintidós 23=veintitrés
        24=veinticuatro 25=veinticinco 26=veintiséis 27=veintisiete 28=veintiocho 29=veintinueve 30=treinta
        40=cuarenta 50=cincuenta 60=sesenta 70=setenta 80=ochenta 90=noventa
        100=cien/ciento/centenar/centésimo 200=doscientos/doscientas 300=trescientos/trescientas
        400=cuatrocientos/cuatrocientas 500=quinientos/quinientas 600=seiscientos/seiscientas
        700=setecientos/setecientas 800=ochocientos/ochocientas 900=novecientos/novecientas
        1000=mil/millar/milésimo 1000000=millón/millones 0.5=medio/media/mitad
    """),
    "en": _table("""
        0=zero/nought 1=one/first/once/single/a/an 2=two/binary/second/twice/double/both/pair/dual
        3=three/third/thrice/triple 4=four/fourth/quadruple 5=five/fifth 6=six/sixth 7=seven/seventh
        8=eight/eighth/octal 9=nine/ninth 10=ten/tenth/decimal 11=eleven/eleventh
        12=twelve/twelfth/dozen/noon/midday 13=thirteen/thirteenth 14=fourteen/fourteenth
        15=fifteen/fifteenth 16=sixteen/hex/hexadecimal/sixteenth 17=seventeen/seventeenth
        18=eighteen/eighteenth 19=nineteen/nineteenth 20=twenty/twentieth 30=thirty/thirtieth
        40=forty/fortieth 50=fifty/fiftieth 60=sixty/sixtieth 70=seventy/seventieth 80=eighty/eightieth
        90=ninety/ninetieth 100=hundred/hundredth 1000=thousand/thousandth 1000000=million/millionth
        1000000000=billion 0.5=half
    """),
}
"""Number words by language in dictionary form; un, один and one are only accepted, never counted."""

_JOINING = frozenset({"y", "and"})


def said_values(reading: Reading) -> frozenset[Decimal]:
    """All values that number words and Roman numerals of the text may mean, each word and each run of them.

    >>> from tmserver.segment import Variant
    >>> sorted(map(int, said_values(Reading(Variant("en", "Twenty-five thousand in the XX century")))))
    [5, 20, 1000, 25000]
    """
    values = [_value(form, reading.language) for form in reading.forms]
    found = {value for value in values if value is not None}
    found.update(_runs(values, reading.forms))
    found.update(Decimal(number) for number in map(roman, reading.forms) if number)
    return frozenset(found)


@lru_cache(maxsize=1 << 14)
def _value(form: str, language: str) -> Decimal | None:
    known = WORDS.get(language)
    if known is None:
        return None
    lowered = form.lower()
    if lowered in known:
        return known[lowered]
    if lowered.isdecimal():
        return None
    return next((known[lemma] for lemma in lemmas(form, language) if lemma in known), None)


def _runs(values: Sequence[Decimal | None], forms: Sequence[str]) -> Iterator[Decimal]:
    """The value of each run of number words: двадцать пять тысяч is 25 000, ciento y dos 102."""
    total, current, length = Decimal(0), Decimal(0), 0
    for value, form in zip([*values, None], [*forms, ""], strict=True):
        if value is not None:
            length += 1
            if value >= 100 and current and current < value:
                current *= value
            elif value >= 1000:
                current = value
            else:
                current += value
            if value >= 1000:
                total, current = total + current, Decimal(0)
        elif length and form.lower() not in _JOINING:
            if length > 1:
                yield total + current
            total, current, length = Decimal(0), Decimal(0), 0
