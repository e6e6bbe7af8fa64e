"""What money is worth in lei and in euro: by yearly averages of the European Central Bank's daily rates.

The rates come with the package currencyconverter: RON since July 2005, ROL before. A year counts when its rates are
complete, so that a newer package changes nothing that was computed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from currency_converter import CurrencyConverter, RateNotFoundError

_ROL_PER_RON = Decimal(10_000)  # Law 348/2004
_PLACES = Decimal("0.0001")  # as the bank gives its rates
_NEW_LEU = date(2005, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalents:
    """A sum in lei (RON) and in euro, with the rates of `year` where one was needed; None where it can't be known."""

    ron: Decimal | None = None
    eur: Decimal | None = None
    year: int | None = None
    per_eur: Decimal | None = None  # units of the sum's currency for one euro
    ron_per_eur: Decimal | None = None


def equivalents(value: Decimal, currency: str, year: int | None) -> Equivalents:
    """What `value` is in lei and in euro by the average rates of `year`; `currency` as in ISO 4217."""
    per_eur = Decimal(1) if currency == "EUR" else average_rate(currency, year)
    ron_per_eur = average_rate("RON", year)
    lei = value if currency == "RON" else value / _ROL_PER_RON if currency == "ROL" else None
    euro = value / per_eur if per_eur is not None else None
    computed_lei = euro * ron_per_eur if lei is None and euro is not None and ron_per_eur is not None else lei
    needed = (euro is not None and currency != "EUR") or computed_lei is not lei
    return Equivalents(
        ron=computed_lei,
        eur=euro,
        year=year if needed else None,
        per_eur=per_eur if needed and currency != "EUR" else None,
        ron_per_eur=ron_per_eur if needed else None,
    )


def average_rate(currency: str, year: int | None) -> Decimal | None:
    """Units of the currency for one euro, the average of the year's working days; None for a year that lacks some."""
    if year is None or currency == "EUR":
        return None
    if currency == "ROL":
        rate = average_rate("RON", year)
        return None if rate is None else rate * _ROL_PER_RON
    return _average(currency, year)


@cache
def _average(currency: str, year: int) -> Decimal | None:
    converter = _converter()
    if currency not in converter.currencies or not _is_complete(currency, year):
        return None
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    rates = [rate for day in days if day.year == year and (rate := _rate(currency, day)) is not None]
    return (sum(rates, Decimal(0)) / len(rates)).quantize(_PLACES, ROUND_HALF_UP)


def _is_complete(currency: str, year: int) -> bool:
    """Whether the rates go on before and behind the year; the first year of the euro has none before."""
    bounds = _converter().bounds
    first = bounds["ROL" if currency == "RON" else currency].first_date
    return bool(first <= date(year, 1, 4) and bounds[currency].last_date >= date(year, 12, 29))


def _rate(currency: str, day: date) -> Decimal | None:
    units = _ROL_PER_RON if currency == "RON" and day < _NEW_LEU else Decimal(1)
    name = "ROL" if units > 1 else currency
    try:
        return Decimal(_converter().convert(1, "EUR", name, date=day)) / units
    except RateNotFoundError:  # a weekend, a holiday
        return None


@cache
def _converter() -> CurrencyConverter:
    return CurrencyConverter(decimal=True)
