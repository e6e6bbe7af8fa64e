"""Counts of people and bodies in folded text: the number, what bounds it, and the noun that is counted.

Nothing here knows about projects. `counts` finds the numbers, `phrase_at` the noun phrase after one; which of
them are beneficiary figures is decided in `extract.beneficiaries`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract.groups import categories_of, head_categories, in_order, pattern
from romanian.numerals import NUMBER, NUMBER_WORDS, parse_number, parse_number_words
from store.records import Bound

_LEFT = 60  # characters before a number in which its bounds stand
_RIGHT = 140  # characters after a noun in which its modifiers stand
_MOST = 25_000_000  # more people than the country has are no beneficiaries
_MULTIPLIERS = {"mii": 1000, "mie": 1000, "milioane": 10**6, "milion": 10**6, "mil": 10**6}
_SCALES = ("suta", "sute", "mie", "mii", "milion", "milioane", "miliard", "miliarde")

_DIGITS = rf"(?P<digits> {NUMBER} ) (?! \d | [.,:]\d | \s?% | \s?/\s?\d | -a\b | -lea\b | \s la \s suta )"
_WORDS = rf"(?<![\w-]) (?P<words> {NUMBER_WORDS} ) (?! \s la \s suta | -a\b | \s la \s mie )"
_MULTIPLIER = r"(?: \s? (?:de\s)? (?P<multiplier> milioane | milion | mil | mii | mie )\b \.? )?"
_NUMBER = re.compile(
    rf"""
      (?: (?<![\w.,/:+-])                # 120 copii
        | (?<=[a-z]{{3}})                # cei120 copii
        | (?<=[a-z;)][.,:;])             # realizat:120 copii
        | (?<=\s[-+:])                   # -120 copii
        | (?<=\A[-+]) )
      {_DIGITS} {_MULTIPLIER}            # 2 mii, 1,5 milioane
    | {_WORDS}                           # o suta douazeci
    """,
    re.VERBOSE,
)
_UPPER = re.compile(
    rf"\s* (?P<join> - | si | la | pana\s+la ) \s* (?: {_DIGITS} {_MULTIPLIER} | {_WORDS} )", re.VERBOSE
)
_BOUND = re.compile(
    r"""
    (?<!\w)
    (?: (?P<min> peste | mai\s+mult[ei]?\s+de | mai\s+bine\s+de | mai\s+multi\s+de | cel\s+putin
                 | (?:un\s+)?minim(?:um)?(?:\s+de)? | min\.? | macar | nu\s+mai\s+putin\s+de     # peste 2.000
                 | depas\w+ | (?<=\S)> | (?<=\S\s)> )   # a “>” that opens a line is a bullet
      | (?P<max> pana\s+la | (?:un\s+)?maxim(?:um)?(?:\s+de)? | max\.? | cel\s+mult | nu\s+mai\s+mult\s+de | < )
      | (?P<about> aproximativ | aprox\.? | circa | cca\.? | aproape | vreo | cam | ~
                   | in\s+jur(?:ul)?\s+(?:de|a) | undeva\s+la | estimativ ) )           # circa 45
    \s* (?: (?:un|unui) \s+ numar \s+ (?: total \s+ )? de \s+ )?
    (?: (?: cei | cele | celor | alte | alti | inca ) \s+ )? \Z
    """,
    re.VERBOSE,
)
_NUMBER_OF = re.compile(
    r"(?<!\w)(?:un|unui)\s+numar\s+(?:(?P<about>estimat|aproximativ|estimativ)\s+|\w+\s+)?de\s+(?:cei\s+|cele\s+)?\Z"
)
_DIGIT_RUN = re.compile(r"(?<!\w)\d{2,}\s\Z")  # “0800 500 500” is one number, of a telephone
_RANGE_OPENS = re.compile(r"(?<!\w)(?:intre|de\s+la)\s*\Z")
_GROWS = re.compile(
    r"(?<!\w)(?:ajun|cres|dubl|ridic|trec|mari|extin)\w*(?:\s+\w+){0,3}\s+de\s+la\s*\Z"
)  # “crește de la 40 la 95”
_YEAR_BEFORE = re.compile(
    r"""
    (?<!\w) (?: in | din | anul | anului | anii | dupa | luna | perioada | ianuarie | februarie | martie
    | aprilie | mai | iunie | iulie | august | septembrie | octombrie | noiembrie | decembrie )
    \s* \Z | [-/.]\s*\Z
    """,
    re.VERBOSE,
)
_LINK = re.compile(
    r"""
    [ ]* (?: \( [^()\n]{1,40} \) [ ]* )?                    # 60 (șaizeci) de copii
    (?: \n [ ]* )?                                          # the line of a page that is broken by hand
    (?: (?: de | (?P<part> dintre | din ) ) \s+ (?: (?: acesti | aceste | cei | cele ) [ ]+ )? )?
    ["']?
    """,
    re.VERBOSE,
)
_RATE = re.compile(  # 50 copii/lună, 40 de vârstnici pe zi
    r"(?:\s*/\s*|\s+(?:pe|in\s+fiecare)\s+)(?:zi|noapte|luna|saptamana|an|trimestru|semestru)(?!\w)|\s+(?:zilnic|lunar|anual|saptamanal)(?!\w)"
)
_PER = re.compile(r"\s*/|\s+(?:pe|in\s+fiecare)\s+(?:serie|grupa|grup|ora|schimb|tura|clasa|sala|locatie)(?!\w)")
_STOP = r"""
      [.;:()\[\]|"\n\t!?] | [,/] (?! \s* (?:{nouns}|{modifiers}) ) | \s-\s
    | \d+ (?! [ ]? (?:de[ ])? ani\b | \d )
    | (?<!\w) (?:
          au | a | am | vor | va | vom | sunt | este | era | erau | fi | fost | s-\w+ | se | isi | li | le
        | ii | ce | care | carora | iar | dar | prin | pentru | la | pe | dupa | unde | cand | pot | poate
        | ca | sa | nu | participa | primesc | fiind | avand | lor | catre | asupra | privind | precum
        | pana | timp
        | (?<!victime\s) (?: ai | ale | al ) (?! \s+ (?: strazii | comunitat\w+ \s+ (?:de\s+)? r?rom ) )
        | (?: din | in ) \s+ (?: cadrul | grupul | judet\w* | comuna | comunele | oras\w* | local\w* | anul
            | total | proiect\w* | perioada | luna | cele | cei | centr\w* | regiun\w* | zon\w* | sector\w*
            | program\w* )
        | (?: si | sau ) \s+ (?: o | un | {words} )
        | \w{{3,12}}(?:eaza|este|esc)
      ) (?!\w)
"""
"""Where a noun phrase ends: a finite verb, a relative clause, an adjunct, punctuation, the next figure."""
_TRAILING = re.compile(r"(?:[\s,/-]|(?<!\w)(?:din|de|in|cu|si|sau|de la|dintre|fara|ori)(?=\s*\Z))*\Z")
_AGED = re.compile(r"\s+cu\s+varst\w+(?:\s+cuprins\w+)?(?:\s+intre)?\Z")
_ASIDE = re.compile(r"\s\([^()\d\n]{3,60}\)")  # persoane (adulți și copii) cu dizabilități


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A whole number in folded text; `start` takes in what bounds it, `number_start` does not."""

    start: int
    number_start: int
    end: int
    value: int
    value_max: int | None = None
    bound: Bound | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A counted noun in its phrase: the noun, the end of its last telling modifier, the end of the whole."""

    start: int
    noun_end: int
    stated_end: int
    end: int
    categories: tuple[str, ...]
    agent: bool = False  # known by its ending alone
    rate: bool = False  # so many a day, a month


def counts(folded: str) -> Iterator[Count]:
    """The whole numbers of a text, in order: digits of every style, number words, ranges.

    Left out: percentages, ordinals, fractions, years after “în” or a month, and the number one.
    """
    place = 0
    while found := _NUMBER.search(folded, place):
        place = found.end()
        value = _value(found)
        left = folded[max(0, found.start() - _LEFT) : found.start()]
        if value is None or _is_year(folded, found, value) or _DIGIT_RUN.search(left):
            continue
        upper = _UPPER.match(folded, place)
        value_max, end = None, place
        opens = None if _GROWS.search(left) else _RANGE_OPENS.search(left)
        if upper and (upper["join"] == "-" or opens):
            limit = _value(upper)
            if limit is not None and limit > value and not (_yearlike(value) and _yearlike(limit)):
                value_max, end = limit, upper.end()
                place = end
        start, bound, about = _bounds(left, found.start())
        if value_max is not None and opens:
            start = found.start() - len(left) + opens.start()
        yield Count(
            start=start,
            number_start=found.start(),
            end=end,
            value=value,
            value_max=value_max,
            bound=bound,
            approximate=about,
        )


def _value(found: re.Match[str]) -> int | None:
    """The number as a whole one from 2 on, else None."""
    try:
        if words := found["words"]:
            if words.split()[0] in _SCALES:
                return None  # “sute de copii” tells no number
            value = Decimal(parse_number_words(words))
        else:
            value = parse_number(found["digits"]) * _MULTIPLIERS.get(found["multiplier"] or "", 1)
    except ValueError:
        return None
    return int(value) if value == value.to_integral_value() and 2 <= value <= _MOST else None


def _yearlike(value: int) -> bool:
    return 1900 <= value <= 2040


def _is_year(folded: str, found: re.Match[str], value: int) -> bool:
    """“În 2017 copii din …” tells a year; “2000 de persoane” a number."""
    if not _yearlike(value) or not found["digits"] or not found["digits"].isdigit():
        return False
    if folded.startswith((" de ", "de "), found.end()):
        return False
    return _YEAR_BEFORE.search(folded[max(0, found.start() - 20) : found.start()]) is not None


def _bounds(left: str, place: int) -> tuple[int, Bound | None, bool]:
    """Where the figure starts, with its bound, and whether it is approximate; `left` ends at `place`."""
    if found := _BOUND.search(left):
        start = place - len(left) + found.start()
        if found["about"]:
            return start, None, True
        return start, "min" if found["min"] else "max", False
    if found := _NUMBER_OF.search(left):
        start, bound, about = _bounds(left[: found.start()], place - len(left) + found.start())
        return start, bound, about or found["about"] is not None
    return place, None, False


@lru_cache(maxsize=1)
def _stop() -> re.Pattern[str]:
    nouns = pattern("groups", "noun").pattern
    modifiers = pattern("groups", "modifier").pattern
    return re.compile(_STOP.format(nouns=nouns, modifiers=modifiers, words=NUMBER_WORDS), re.VERBOSE)


@lru_cache(maxsize=1)
def _coordinated() -> re.Pattern[str]:
    nouns = pattern("groups", "noun").pattern
    return re.compile(rf"(?:[ ]?[,/]|(?<!\w)(?:si|sau|ori))\s*(?:alti\s+|alte\s+)?(?P<noun>{nouns})")


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    """Counted nouns, to be matched where a word starts, or right after a digit: “120copii”."""
    return re.compile(pattern("groups", "noun", "agent", "resident").pattern.removeprefix(r"(?<!\w)"))


@lru_cache(maxsize=1)
def _definite() -> re.Pattern[str]:
    """Nouns with or without the article: copii and copiii, persoane and persoanele."""
    return re.compile(_nouns().pattern.removesuffix(r"(?!\w)") + r"(?:i|le)?(?!\w)")


def phrase_at(folded: str, place: int, limit: int) -> Phrase | None:
    """The counted noun phrase that starts after a number that ends at `place`, or None."""
    link = _LINK.match(folded, place, limit)
    at = link.end() if link else place
    nouns = _definite() if link and link["part"] else _nouns()
    opening = at
    for _ in range(3):
        if pattern("groups", "outside").match(folded, at, limit):
            return None
        if noun := nouns.match(folded, at, limit):
            return _phrase(folded, opening, noun, limit)
        before = pattern("groups", "before").match(folded, at, limit)
        if before is None:
            return None
        at = before.end()
        while at < limit and folded[at] in " \"'":
            at += 1
        if folded.startswith("de ", at):
            at += 3
    return None


def _phrase(folded: str, opening: int, noun: re.Match[str], limit: int) -> Phrase | None:
    rate = _RATE.match(folded, noun.end(), limit) is not None
    if not rate and _PER.match(folded, noun.end(), limit) and not _coordinated().match(folded, noun.end(), limit):
        return None  # “20 de copii/grupă”
    aside = _ASIDE.match(folded, noun.end(), limit)
    if aside and not _nouns().match(folded, noun.end() + 2, aside.end()):
        aside = None  # only what names groups belongs to the phrase
    opened = aside.end() if aside else noun.end()
    window = min(limit, opened + _RIGHT)
    stop = _stop().search(folded, opened, window)
    end = stop.start() if stop else window
    end = opened + len(_AGED.sub("", _TRAILING.sub("", folded[opened:end])))
    head = noun.group()
    bare = re.sub(r"(?:i|le)\Z", "", head)  # without the article
    known = head_categories(head) or head_categories(bare)
    found = set(known or categories_of(head, "agent", "resident"))
    found |= categories_of(folded[opening : noun.start()], "modifier")
    found |= categories_of(head.partition(" ")[2], "modifier", "apposition")  # mame minore
    stated = opened
    if aside:
        found |= categories_of(aside.group(), "noun", "modifier")
    for other in _coordinated().finditer(folded, noun.end(), end):
        found |= head_categories(other["noun"])
        stated = max(stated, other.end())
    for modifier in pattern("groups", "modifier").finditer(folded, noun.end(), end):
        found |= categories_of(modifier.group(), "modifier")
        stated = max(stated, modifier.end())
    beside = noun.end() + 1
    if apposition := pattern("groups", "apposition").match(folded, beside, end):
        found |= categories_of(apposition.group(), "apposition")
        stated = max(stated, apposition.end())
    return Phrase(
        start=noun.start(),
        noun_end=noun.end(),
        stated_end=stated,
        end=max(end, stated),
        categories=in_order(frozenset(found)),
        agent=not known,
        rate=rate,
    )
