"""The cells of official lists as values: SMIS codes, sums, days, counties.

What can't be read is a ValueError with a message for people.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from readers.masking import mask
from readers.plain_rows import PlainCell
from readers.tidy import tidy
from romanian.counties import counties
from romanian.fold import fold
from romanian.numerals import parse_number

_NOTHING = frozenset(["", "-", "–", "—", "n/a", "n.a.", "na", "#n/a", "nu este cazul", "necunoscut", "."])
# 127901 · SMIS 2014+: 127901 · cod MySMIS2021 309218 · 127 901; folded
_CODE = re.compile(
    r"""
    (?: cod\w* \W* )? (?: (?:my\s?)? smis \W* (?: 20(?:07|14|21) (?:\s*\+|[\s:/-]) \W* | 20(?:14|21) (?=\s*\d{5}) )? )?
    (?: nr\.? | cod\w* )? \W*
    0{0,9} (?P<code> \d{1,7} | \d{1,3} (?: [ .,] \d{3} ) )
    """,
    re.VERBOSE,
)
_CURRENCIES = {"lei": "RON", "ron": "RON", "leu": "RON", "rol": "ROL", "eur": "EUR", "euro": "EUR", "€": "EUR"}
_CURRENCY = re.compile(r"\b(?:lei|ron|leu|rol|eur|euro)\b|€")
_DATE = re.compile(
    r"""
    (?: (?P<y1>\d{4}) - (?P<m1>\d{1,2}) (?: - (?P<d1>\d{1,2}) )?          # 2019-12-31, 2019-12
      | (?: (?P<d2>\d{1,2}) [./-] )? (?P<m2>\d{1,2}) [./-] (?P<y2>\d{4})   # 31.12.2019, 31/12/2019, 12.2019
      | (?P<y3>(?:19|20)\d{2}) )
    (?: [T ] \d{1,2} : .* )? \.?
    """,
    re.VERBOSE,
)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")  # days of a sheet without their format: 1954 to 2091
_EPOCH = date(1899, 12, 30)
_COUNTY_WORDS = re.compile(r"^(?:judetul|jud\.?|municipiul|mun\.?)\s+")


def text_of(cell: PlainCell | None) -> str | None:
    """The cell's text on one line, in today's letters, personal numbers covered, without signs that act."""
    if cell is None:
        return None
    text = tidy(cell.text)
    if not text.isprintable():
        text = "".join(sign for sign in text if sign.isprintable()).strip()
    return mask(text) or None


def code_of(cell: PlainCell | None) -> str | None:
    """The SMIS code without leading zeros and what stands before it. Raises ValueError."""
    text = _said(cell)
    if text is None:
        return None
    found = _CODE.fullmatch(text)
    code = re.sub(r"\D", "", found["code"]).lstrip("0") if found else ""
    if not code:
        raise ValueError(f"“{text_of(cell)}” is no SMIS code")
    return code


def amount_of(cell: PlainCell | None) -> Decimal | None:
    """The sum, whichever way its thousands and decimals are marked. Raises ValueError."""
    text = _said(cell)
    if text is None or cell is None:
        return None
    digits = _CURRENCY.sub("", text).strip()
    try:
        value = Decimal(digits) if cell.kind == "number" else parse_number(digits)
    except (ValueError, ArithmeticError) as error:
        raise ValueError(f"“{text_of(cell)}” is no sum") from error
    if value < 0:
        raise ValueError(f"“{text_of(cell)}” is less than nothing")
    return value


def currency_of(*texts: str | None) -> str | None:
    """The currency that the first of these names that names one: of a cell, of a heading."""
    for text in texts:
        if text and (found := _CURRENCY.search(fold(text))):
            return _CURRENCIES[found.group()]
    return None


def day_of(cell: PlainCell | None) -> str | None:
    """The date in ISO 8601, as precise as it stands there. Raises ValueError."""
    text = _said(cell)
    if text is None:
        return None
    if _SERIAL.fullmatch(text):
        return (_EPOCH + timedelta(days=int(float(text)))).isoformat()
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text_of(cell)}” is no date")
    year = found["y1"] or found["y2"] or found["y3"]
    month, day = found["m1"] or found["m2"], found["d1"] or found["d2"]
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError as error:
        raise ValueError(f"“{text_of(cell)}” is no day of the calendar; days are read as dd.mm.yyyy") from error
    return whole[: 10 if day else 7 if month else 4]


def county_of(cell: PlainCell | None) -> str | None:
    """The county's name in today's spelling; what stands there, where that is no single county."""
    text = text_of(cell)
    return None if text is None else _counties().get(_county_key(text), text)


def _said(cell: PlainCell | None) -> str | None:
    text = " ".join(fold(cell.text).split()) if cell is not None else ""
    return None if text in _NOTHING else text


@cache
def _counties() -> dict[str, str]:
    return {_county_key(county.name): county.name for county in counties()}


def _county_key(text: str) -> str:
    return _COUNTY_WORDS.sub("", fold(text)).replace("-", " ").strip()
