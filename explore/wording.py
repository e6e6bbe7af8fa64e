"""How figures are written for Romanian readers."""

import re
from decimal import Decimal

_CURRENCIES = {"RON": "lei", "ROL": "lei vechi", "EUR": "euro", "USD": "dolari", "CHF": "franci elvețieni"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Text from a page without control characters, which could write anywhere on a terminal; on one line."""
    return re.sub(r"\s+", " ", _CONTROL.sub("", text)).strip()


def money(value: str | Decimal, currency: str) -> str:
    """A sum with Romanian separators: 1.234.567,50 lei; cents only where there are any."""
    number = Decimal(value)
    decimals = 0 if number == number.to_integral_value() else 2
    return f"{grouped(number, decimals)} {_CURRENCIES.get(currency, currency)}"


def grouped(number: Decimal | int, decimals: int = 0) -> str:
    """A number with dots for thousands and a comma for decimals."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def period(start: str | None, end: str | None) -> str:
    """A period as short as its ends are precise: 03.2019 – 09.2021."""
    ends = [".".join(reversed(date.split("-"))) if date else "?" for date in (start, end)]
    return "" if ends == ["?", "?"] else f"{ends[0]} – {ends[1]}"
