"""What holds for every sum and every date: written in any style it reads back, and no text does harm."""

import gc
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.amounts import find_amounts
from extract.dates import find_dates
from tests.texts import reading_of

# thousands, decimals
STYLES = [
    (".", ","),
    (" ", ","),
    ("\u00a0", ","),
    ("\u202f", ","),
    (",", "."),
    ("'", "."),
    (".", "."),
    ("", ","),
    ("", "."),
]
CURRENCIES = {
    "RON": ["{} lei", "{}lei", "{} de lei", "{} RON", "{} Lei", "RON {}", "{},- lei", "(lei): {}"],
    "EUR": ["{} euro", "{} EUR", "{}€", "€{}", "{} de euro", "EUR {}"],
    "USD": ["{} USD", "{} dolari", "{} $"],
    "GBP": ["£{}", "{} lire sterline"],
    "CHF": ["{} CHF", "{} franci elvețieni"],
}
WRITTEN = [(currency, form) for currency, forms in CURRENCIES.items() for form in forms]
MULTIPLIERS = {"mii": 3, "de mii": 3, "mil.": 6, "mil": 6, "milioane": 6, "de milioane": 6, "mld.": 9, "miliarde": 9}
MONTHS = [
    "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie",
    "noiembrie", "decembrie",
]  # fmt: skip
SHORT_MONTHS = ["ian", "feb", "mar", "apr", "mai", "iun", "iul", "aug", "sep", "oct", "nov", "dec"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
DAY_STYLES: list[Callable[[date], str]] = [
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%d. %m. %Y}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.day}.{ROMAN[d.month - 1]}.{d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1].upper()} {d.year}",
    lambda d: f"{d.day}\u00a0{MONTHS[d.month - 1]}\u00a0{d.year}",
    lambda d: f"{d.day} {SHORT_MONTHS[d.month - 1]}. {d.year}",
    lambda d: f"{d.day} {SHORT_MONTHS[d.month - 1].capitalize()}, {d.year}",
]
RANGES = ["{} - {}", "{}-{}", "{} – {}", "de la {} până la {}", "între {} și {}", "din {} până în {}"]
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
PIECES = [
    *"0123456789.,-–/()|:;%€$oOl\n\t\u00a0 ", "lei", "euro ", "mii ", "de ", "între ", "și ", "de la ", "până la ",
    "un milion ", "jumătate ", "(lei)", "grant ", "contribuție proprie ", "mai", "iunie ", "luna ", "anul ", "trecut",
    "T4 ", "al doilea ", "semestru ", "vara ", "sfârșitul ", "ieri, ", "joi, ", "nr. ", "2019", "XII", "bani", "İ", "ǆ",
    "\u0301",
]  # fmt: skip


def formatted(value: Decimal, thousands: str, decimals: str) -> str:
    whole, _, cents = f"{value:,}".partition(".")
    return whole.replace(",", thousands) + (decimals + cents if cents else "")


@given(
    st.decimals(min_value=10, max_value=10**9, places=2, allow_nan=False),
    st.sampled_from(STYLES),
    st.sampled_from(WRITTEN),
)
def test_a_sum_reads_back(value: Decimal, style: tuple[str, str], written: tuple[str, str]) -> None:
    currency, form = written
    text = "Valoarea totală " + form.format(formatted(value, *style)) + " este din 2019."
    assert [(a.value, a.currency) for a in find_amounts(reading_of(text))] == [(value, currency)], text


@given(st.integers(1000, 10**10), st.sampled_from(STYLES[:5]), st.sampled_from(WRITTEN))
def test_a_sum_without_decimals_reads_back(value: int, style: tuple[str, str], written: tuple[str, str]) -> None:
    currency, form = written
    text = "Valoarea totală " + form.format(formatted(Decimal(value), *style)) + " este din 2019."
    assert [(a.value, a.currency) for a in find_amounts(reading_of(text))] == [(value, currency)], text


@given(
    st.decimals(min_value="1.1", max_value=999, places=1, allow_nan=False),
    st.sampled_from(",."),
    st.sampled_from(sorted(MULTIPLIERS.items())),
    st.sampled_from(["lei", "de lei", "euro", "EUR", "RON"]),
)
def test_a_multiplied_sum_reads_back(value: Decimal, mark: str, multiplier: tuple[str, int], currency: str) -> None:
    word, power = multiplier
    text = f"S-au alocat {str(value).replace('.', mark)} {word} {currency} în 2019."
    assert [a.value for a in find_amounts(reading_of(text))] == [value * 10**power], text


@given(
    DAYS, st.sampled_from(DAY_STYLES), st.sampled_from(["Centrul s-a deschis pe {}.", "({})", "{}", "din {}, la Cluj"])
)
def test_a_day_reads_back(day: date, style: Callable[[date], str], around: str) -> None:
    text = around.format(style(day))
    assert [(d.start, d.end) for d in find_dates(reading_of(text))] == [(day.isoformat(), day.isoformat())], text


@given(DAYS, st.integers(1, 3000), st.sampled_from(DAY_STYLES), st.sampled_from(RANGES))
def test_a_range_reads_back(day: date, length: int, style: Callable[[date], str], form: str) -> None:
    last = min(day + timedelta(days=length), date(2045, 1, 1))
    text = f"Proiectul s-a derulat {form.format(style(day), style(last))}."
    found = [(d.start, d.end) for d in find_dates(reading_of(text))]
    assert found == [(day.isoformat(), last.isoformat())], text


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_text_raises_and_evidence_is_the_text(text: str) -> None:
    reading = reading_of(text, published="2020-02-29")
    found = [fact.evidence for fact in (*find_amounts(reading), *find_dates(reading))]
    assert all(text[span.start : span.end] == span.text for span in found)
    assert all(date.start <= date.end + "-99" for date in find_dates(reading))


@pytest.mark.parametrize(
    "unit",
    [
        "1.234 ", "1 ", "12", "1.", "12, ", "1-", "de la 1 la 2 ", "între 5 ", "un milion ", "o sută de mii ", "1.OOO ",
        "10 lei grant 5, ", "100 lei, 50 ", "lei ", "(lei) ", "03.04.2019-", "03.04.2019 ", "14, 15, ", "2016, ",
        "mai ", "1 mai - ", "12/2019 ", "09.2020 - ", "sfârșitul lunii ", "al doilea ", "ieri ", "perioada ",
        "proiect ", "proiect costă ", "joi, 20.05 ", "2019-01-01-", "Apelul are ", "vara ", "nr. 5 din ",
    ],
)  # fmt: skip
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(times: int) -> float:
        reading = reading_of(unit * times, published="2020-02-29")
        gc.disable()  # where thousands of tests ran before, a look for garbage takes a quarter of a second
        try:
            start = time.process_time()
            find_amounts(reading)
            find_dates(reading)
            return time.process_time() - start
        finally:
            gc.enable()

    small, large = seconds(1000), seconds(4000)
    if large >= 0.2:
        large = min(large, *(seconds(4000) for _ in range(2)))
    assert large < 0.2 or large < 9 * small, (small, large)
