"""Abbreviations with a full stop, by what may follow them: what decides whether a sentence ends there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_NUMERIC_ONLY = " #NUMERIC_ONLY#"


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The abbreviations of a language, in lower case without the last full stop.

    ``before_name`` never end a sentence (Sr. Allende); ``before_number`` do not before a number (No. 5);
    ``often_last`` end one before any other capital (25 тыс. Многие; No. Dijo); ``seldom_last`` (1973 г.
    Альенде) and the rest of ``before_number`` only before one of ``starters``, the words that a capital
    makes the first of a sentence.
    """

    before_name: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    often_last: frozenset[str] = frozenset()
    seldom_last: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS = {
    "ru": Abbreviations(
        before_name=_words("""
            акад архит бул г-жа г-н ген гр гос доц д-р зам инж им кн кол корп л-т м-р мин наб напр обл о пер
            пл пос полк пом пр-т преп проф р-н ред род св сев сл ср ст-ца сост тов туп ул урож ф-т худ ш южн
            и.о
        """),
        before_number=_words("""
            абз вып гл илл изд кв п пп прим разд рис с сб см ст стб стр сх табл т тт ч №
        """),
        often_last=_words("""
            тыс млн млрд трлн руб коп долл т.д т.п тд тп др пр чел экз шт кг км мм м ч мин сек н.э
        """),
        seldom_last=_words("""
            г гг в вв л лл макс проц сокр англ исп рус нем фр лат
        """),
        starters=_words("""
            а без более в вместе во вот все всё всего вскоре где да даже для до его ее её если ещё за затем
            и из или именно их к как когда кроме кто лишь между многие мы на над наиболее нам не несмотря но
            о об общее однако он она они оно от перед по под поэтому после при примерно с сам сейчас со так
            также там тем то тогда только тот у уже хотя чем через что чтобы эта эти это этот я
        """),
    ),
    "es": Abbreviations(
        before_name=_words("""
            alm arq av avda bto cap capt cía cmdte cnel col coord d dir dña dr dra dres ed excmo excma fr
            fray gral gob ing lic ldo mons ntra mr mrs ms prof profa pbro rvdo s sta sto sr sra sres srta
            sgto stgo tte vda p.ej ej ee ff rr
        """),
        before_number=_words("""
            art arts cap caps fig figs fol núm núms nro n no nos pág págs p pp párr sec t tel vol vols
        """),
        often_last=_words("""
            a.m p.m etc no s.a ltda hnos aprox d.c a.c
        """),
        seldom_last=_words("""
            ee.uu uu aa hh ff.aa rr.hh u.p s.a.r.l ud uds vd vds jr depto dpto prov e.u u.s máx mín doc
        """),
        starters=_words("""
            a además ahí al algunos allí antes aquel aquella aquellos aquí así aun aunque cada como con
            cuando de del desde después durante e el él ella ellas ello ellos en entonces entre era eran es
            esa esas ese eso esos esta está estas este esto estos fue fueron ha hacia han hasta hay la las
            le les lo los luego mas más me mi mientras muchos muy nada nadie ni no nos nosotros o para pero
            por porque pronto pues que qué se según si sí sin sino sobre son su sus también tampoco tan todo
            todos tras tu un una unas unos usted y ya yo
        """),
    ),
    "en": Abbreviations(
        before_name=_words("""
            adm asst ave brig capt cmdr col cpl dr drs fr gen gov hon insp lt maj messrs mr mrs ms mt mx
            pres prof rep rev rt sen sens sgt st supt vs viz i.e e.g cf ca
        """),
        before_number=_words("""
            art ch chap eq fig figs no nos p para pp sec sect tab vol vols v
        """),
        often_last=_words("""
            a.m p.m etc no al approx est
        """),
        seldom_last=_words("""
            u.s u.k u.n u.s.a u.s.s.r d.c b.c a.d inc co corp ltd jr sr bros ph.d m.d b.a m.a max min doc
        """),
        starters=_words("""
            a about after all also although an and another any as at because before both but by can could
            did do does during each even every few finally first for from had has have he her here his how
            however i if in instead is it its last later many may meanwhile more moreover most my neither
            never nevertheless no nobody nor not nothing now of on once one only or other our over she
            should since so some soon such than that the their them then there therefore these they this
            those though thus to too under unless until we what when where whether which while who why will
            with without would yes yet you your
        """),
    ),
}
"""Languages with abbreviations of our own choice; the others have those of Moses."""


@lru_cache(maxsize=64)
def abbreviations(language: str) -> Abbreviations:
    """The abbreviations of a primary language: of ours, else of Moses, else none but initials are known."""
    if language in ABBREVIATIONS:
        return ABBREVIATIONS[language]
    from tmserver.language.moses import NonbreakingPrefixes  # noqa: PLC0415  (slow to import)

    moses = NonbreakingPrefixes()
    if language not in moses.available_langs:
        return Abbreviations()
    prefixes = [prefix.casefold() for prefix in moses.words(language)]
    numeric = _NUMERIC_ONLY.casefold()
    return Abbreviations(
        before_name=frozenset(prefix for prefix in prefixes if not prefix.endswith(numeric)),
        before_number=frozenset(p.removesuffix(numeric) for p in prefixes if p.endswith(numeric)),
    )
