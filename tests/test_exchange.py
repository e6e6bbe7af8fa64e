"""What money is worth: by the average rates of a whole year, and not at all where there is none."""

from decimal import Decimal

import pytest

from store.exchange import average_rate, equivalents


@pytest.mark.parametrize(
    ("currency", "year", "rate"),
    [
        ("RON", 2010, "4.2122"),
        ("RON", 2020, "4.8383"),
        ("USD", 2015, "1.1095"),
        ("ROL", 2003, "37551.2"),
        ("HUF", 2012, "289.25"),
    ],
)
def test_averages_are_those_of_the_bank(currency: str, year: int, rate: str) -> None:
    """As the European Central Bank and Eurostat publish them (table ert_bil_eur_a), to a thousandth."""
    found = average_rate(currency, year)
    assert found is not None
    assert abs(found - Decimal(rate)) < Decimal(rate) / 1000


def test_the_year_of_the_new_leu_has_one_average() -> None:
    rate = average_rate("RON", 2005)
    assert rate is not None
    assert Decimal("3.58") < rate < Decimal("3.66")


@pytest.mark.parametrize(
    ("currency", "year"), [("RON", None), ("RON", 1998), ("RON", 2100), ("XXX", 2020), ("EEK", 2011)]
)
def test_no_rate_is_made_up(currency: str, year: int | None) -> None:
    assert average_rate(currency, year) is None


def test_a_sum_in_lei() -> None:
    worth = equivalents(Decimal("483827.67"), "RON", 2020)
    assert worth.ron == Decimal("483827.67")
    assert worth.eur is not None
    assert round(worth.eur) == 100_000
    assert (worth.year, worth.per_eur, worth.ron_per_eur) == (2020, worth.ron_per_eur, worth.ron_per_eur)


def test_a_sum_in_old_lei_is_known_in_new_ones_whatever_the_year() -> None:
    worth = equivalents(Decimal(50_000_000_000), "ROL", None)
    assert (worth.ron, worth.eur, worth.year) == (Decimal(5_000_000), None, None)
    dated = equivalents(Decimal(50_000_000_000), "ROL", 2003)
    assert dated.eur is not None
    assert 1_300_000 < dated.eur < 1_340_000


def test_a_sum_in_euro_and_one_in_dollars() -> None:
    assert equivalents(Decimal(100), "EUR", None).eur == 100
    euro = equivalents(Decimal(100), "EUR", 2010)
    assert euro.ron is not None
    assert (round(euro.ron, 2), euro.per_eur) == (Decimal("421.22"), None)
    dollars = equivalents(Decimal("110.95"), "USD", 2015)
    assert dollars.ron is not None
    assert abs(dollars.ron - Decimal("444.5")) < 1


def test_an_unknown_currency_is_worth_nothing_known() -> None:
    worth = equivalents(Decimal(5), "XXX", 2020)
    assert (worth.ron, worth.eur, worth.year) == (None, None, None)
