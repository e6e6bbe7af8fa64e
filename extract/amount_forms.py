"""The forms in which Romanian pages write a sum of money, and the value of each.

A sum is told by its currency, so glued and broken numbers do no harm. Everything here takes folded text; what a sum
is for, and where in a document it stands, is not known here.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.bounds import Bounds
from romanian import lexicon
from romanian.numerals import NUMBER, NUMBER_WORDS, SCALES, parse_number, parse_number_words
from store.records import AmountRole

CURRENCIES = {entry.id: lexicon.words("currencies", entry.id) for entry in lexicon.load("currencies")}
"""ISO 4217 codes (ROL for old lei) and how folded text writes them; old lei first, or they would be read as lei."""

_CURRENCY = "|".join(f"(?P<{code}>{pattern})" for code, pattern in CURRENCIES.items())
_ANY_CURRENCY = "|".join(CURRENCIES.values())
_MULTIPLIER = (
    r"sute\s+de\s+mii|mii\b\.?|mie|mill?ioane|mill?ion|mil\b\.?|mln\b\.?|mio\b\.?|miliarde|miliard|mld\b\.?"
    r"|(?<=\d)[km]"
)
_MULTIPLIER_ENDS = r"(?:(?<=\.)|(?!\w))"  # “mil.lei” is glued, “milenii” is no million
# 640. 112,30: a blank that has slipped into a number with decimals · 1.OOO.OOO, 1.2l4.300: misread digits
# 18, 6 milioane: the same blank, where a multiplier says that the digit behind it is a decimal
_BROKEN = (
    r"\d{1,3} (?: [.] \s? \d{3} ){1,6} \s? , \s? \d{2} (?!\d)"
    r"|\d{1,3} [.,] [ ] \d (?= \s (?:de\s)? (?:mil|mld)[a-z]{0,6}\b )"
)
_MISREAD = r"\d[\dol]{0,2} (?: [.,] [\dol]{3} ){1,4} (?: [.,] [\dol]{2} )? (?![\w])"

# what stands glued behind “lei” where a page has lost its line ends
_GLUED = r"(?:proiect|perioad|durat|valoar|bugetul|contributi|cofinantar|finantar|obiectiv|grup|titlu|data|din)"

# 2,5 milioane de euro · 500 mii lei · 1.137.174,76 lei · patru milioane de lei · 854366,50 lei · 90.000,- lei
# between two and three: între 5 și 7 milioane lei · de la 20.000 la 30.000 euro · 5-7 mil. lei
NUMBER_FIRST = re.compile(
    rf"""
    (?: (?: (?:intre|(?P<from>(?<!\w)de\s+la)) \s+ (?:\w+\s+minima\s+de\s+)? (?P<low>{NUMBER}) \s*
            (?: (?:de\s+)? (?:{_MULTIPLIER}) \s+ )? (?: (?:de\s+)? (?:{_ANY_CURRENCY}) \s+ )?
            (?: si | - | pana\s+la | (?<=\s)la | ,\s+la ) \s* (?:\w+\s+maxima\s+de\s+)? )
      | (?: (?<![\d.,/]) (?P<left>{NUMBER}) \s? - \s? (?=\d) ) )?
    (?: (?<!\d) (?<!\d[.,/]) (?P<number>{_BROKEN}|{NUMBER})
      | (?<![\w.,]) (?P<misread>{_MISREAD})
      | (?<!\w) (?!(?:sute|mii|milioane|miliarde)\b) (?P<words>{NUMBER_WORDS})
      | (?<!\w) (?P<half>jumatate) \s+ de )
    (?: \s* (?:de\s+)? (?P<multiplier>{_MULTIPLIER}) {_MULTIPLIER_ENDS} )?
    (?: \s+ si \s+ (?P<and_half>jumatate) )?
    (?: [.,]{{0,2}} - (?=[\sa-z]) )?
    \s* (?: (?: de | in ) \s+ )? (?P<open>\(\s?)?
    (?: {_CURRENCY} ) (?: (?!\w) | (?<=\dlei|\slei) (?={_GLUED}) ) (?(open)\s?\))
    (?: \s+ (?:si\s+)? (?P<bani>\d{{1,2}}) \s+ (?:de\s+)? bani (?!\w) )?
    """,
    re.VERBOSE,
)
# EUR 486.120,50 · € 1,117,788.09
CURRENCY_FIRST = re.compile(
    rf"""
    (?<!\w) (?<!\d\ ) (?: {_CURRENCY} ) (?: (?<=[€$£]) | \  ) \ ? (?P<number>{NUMBER}) (?! [\d.,]*\d )
    (?: \s (?P<multiplier>{_MULTIPLIER}) (?!\w) )? (?! \s* (?:{_ANY_CURRENCY}) (?!\w) )
    """,
    re.VERBOSE,
)
# Valoarea totală (lei): 90.000,75 · Buget (mii euro) - 75 · Valoare în lei: 45.300
CURRENCY_IN_LABEL = re.compile(
    rf"""
    (?: \( [ ]? (?:(?:exprimat\w*\ )?in\ )? (?: (?P<multiplier>{_MULTIPLIER}) [ ] (?:de\ )? )?
        (?: {_CURRENCY} ) [ ]? \) [ \t]* (?: este\ de | [:=|-] )?
      | (?<!\w) (?<![\d.,]\ ) (?!leu) (?: {_CURRENCY.replace("(?P<", "(?P<in_")} ) [ ]? : (?! \s* \d{{1,3}} \s [a-z]) )
    [ \t]* (?P<number>{NUMBER}) (?! [\d.,]*\d ) (?! \s* (?:%|(?:{_ANY_CURRENCY}|{_MULTIPLIER})(?!\w)) )
    """,
    re.VERBOSE,
)
UNIT = rf"(?:(?P<multiplier>{_MULTIPLIER})\s+(?:de\s+)?)?(?:{_CURRENCY})(?!\w)"
"""Verbose pattern of a currency with its multiplier and without a number: “mii lei”."""
CURRENCY_IN_HEADER = re.compile(rf"(?<!\w){UNIT}", re.VERBOSE)
# 96.000,00 · 310.450 (85%) · 412,8*
CELL_NUMBER = re.compile(rf"\s*(?P<number>{NUMBER})\s*(?:\*|,-|\([\d.,]{{1,6}}\s?%\))?\s*", re.VERBOSE)
# 1 EUR = 5,05 lei: an exchange rate is no sum
RATE = re.compile(
    rf"(?<![\d.,]) 1 (?:[.,]0{{1,4}})? \s? (?:{_ANY_CURRENCY}) \s* = \s* {NUMBER} \s* (?:{_ANY_CURRENCY}) (?!\w)",
    re.VERBOSE,
)
YEAR = re.compile(r"(?<![\d./-])(?:19[89]\d|20[0-4]\d)(?!\d|[./]\d)")
# “milion”, “de mii” at the end of a run of number words: what a half behind them is the half of
_LAST_WORD = re.compile(r"(?P<scale>\w+)\s*\Z")
_MOST_DIGITS = 15  # before the decimals; no project is as dear, and more are a code or broken text
_UNIT_ALONE = re.compile(r"\d\s*\n\D+\Z")
_EURO_NORM = re.compile(r"euro [1-7]")  # emission classes of motors
_OCR = str.maketrans({"o": "0", "l": "1"})
_GROUP = 1000
_MILLIARD = 10**9
# “3,476 miliarde” has decimals; “8.082 mii” has not
_DECIMALS_OF_MANY = re.compile(r"(?P<whole>\d{1,3})(?P<sign>[.,])(?P<rest>\d{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum of money at its place in the folded text, before its role is known."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    currency: str
    bounds: Bounds
    role: AmountRole | None = None  # when its table column says it

    @property
    def figure_start(self) -> int:
        """Where the number begins, behind “aproximativ” and the like."""
        return self.bounds.end


def currency_of(match: re.Match[str]) -> str:
    """The ISO code of the currency that a form found."""
    groups = match.groupdict()
    return next(code for code in CURRENCIES if groups.get(code) or groups.get(f"in_{code}"))


def value_of(match: re.Match[str]) -> Decimal | None:
    """The value in units of the currency, multiplier applied; None where the match is no sum after all."""
    groups = match.groupdict()
    number = groups["number"]
    if match.re is not NUMBER_FIRST and (YEAR.fullmatch(number) or _EURO_NORM.fullmatch(match.group())):
        return None  # “EURO 2020” is a tournament, “Euro 6” a motor
    if number and number.isdigit() and _UNIT_ALONE.search(match.group()):
        return None  # “Plăți în 2022”, and “mii lei” on the line below is the unit of a table
    factor = factor_of(groups["multiplier"])
    value = times(_number(groups), factor)
    if groups.get("open") and (value < _GROUP or (number and YEAR.fullmatch(number))):
        return None  # “Valoare sprijin Sector 6 (lei)” is the title of a column
    if groups.get("and_half"):
        value += _half_of(groups, factor)
    if groups.get("bani"):
        value += Decimal(groups["bani"]) / 100
    return value if is_plausible(value) else None


def lowest_of(match: re.Match[str], highest: Decimal) -> Decimal | None:
    """The lower end of a range, or None where the form has none: “5-7 milioane” is from five million on."""
    groups = match.groupdict()
    low = groups.get("low") or groups.get("left")
    if low is None:
        return None
    value, factor = parse_number(low), factor_of(groups["multiplier"])
    if is_plausible(value) and times(value, factor) < highest:
        value = times(value, factor)
    if groups.get("left") and YEAR.fullmatch(low) and (factor > 1 or "," in (groups["number"] or "")):
        return None  # “2007-2009 – 98,5 milioane”
    if groups.get("left") and len(low) < len(str(_GROUP)):
        if _of_one_size(value * _GROUP, highest):
            return value * _GROUP  # “10-15.000 lei”
        if value * _GROUP < highest:
            return None  # “Lotul 2 – 99.000 lei”
    return value


def _of_one_size(low: Decimal, high: Decimal) -> bool:
    return low < high < low * 10


def _number(groups: dict[str, str | None]) -> Decimal:
    if number := groups["number"]:
        many = _DECIMALS_OF_MANY.fullmatch(number) if groups["multiplier"] else None
        if many and (many["sign"] == "," or factor_of(groups["multiplier"]) == _MILLIARD):
            return Decimal(f"{many['whole']}.{many['rest']}")
        return parse_number(number)
    if misread := groups.get("misread"):
        return parse_number(misread.translate(_OCR))
    if words := groups.get("words"):
        return Decimal(parse_number_words(words.strip()))
    return Decimal("0.5")


def _half_of(groups: dict[str, str | None], factor: Decimal) -> Decimal:
    """Half of the last scale that was named: “un milion și jumătate”."""
    last = _LAST_WORD.search(groups.get("words") or "")
    scale = Decimal(SCALES.get(last["scale"], 1)) if last else Decimal(1)
    return max(scale, factor) / 2


def factor_of(multiplier: str | None) -> Decimal:
    """1000 for “mii”, a million for “mil.” and “milioane”, a milliard for “mld.” and “miliarde”."""
    if multiplier is None:
        return Decimal(1)
    word = multiplier.rstrip(".")
    if word.startswith("sute"):
        return Decimal(10**5)
    if word in ("mii", "mie", "k"):
        return Decimal(10**3)
    return Decimal(10**9) if word.startswith(("mld", "miliard")) else Decimal(10**6)


def times(value: Decimal, factor: Decimal) -> Decimal:
    """The product; a value without a factor keeps every digit."""
    return value if factor == 1 else value * factor


def is_plausible(value: Decimal) -> bool:
    """Whether a sum can be meant: not nothing, and not the digits of a code."""
    return value != 0 and value.adjusted() < _MOST_DIGITS
