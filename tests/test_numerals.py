"""Numbers in every style that Romanian pages use."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from romanian.numerals import parse_number, parse_number_words


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", "7"),
        ("1700", "1700"),
        ("2.450", "2450"),
        ("11,633", "11633"),
        ("2,5", "2.5"),
        ("0,125", "0.125"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1 234 567,89", "1234567.89"),
        ("7'010'448", "7010448"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1.234.56", "1234.56"),
        ("1.234, 56", "1234.56"),
        ("12.345.678,90", "12345678.90"),
    ],
)
def test_number(written: str, value: str) -> None:
    assert parse_number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "abc", "1.", ",5", "1..2", "-3", "1.2a"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(written)


@given(
    st.decimals(min_value=1000, max_value=10**12, places=2),
    st.sampled_from([(".", ","), (",", "."), (" ", ","), ("'", "."), ("", ","), ("", ".")]),
)
def test_every_style_of_separators_parses_back(value: Decimal, style: tuple[str, str]) -> None:
    thousands, decimals = style
    written = f"{value:,.2f}".replace(",", "T").replace(".", decimals).replace("T", thousands)
    assert parse_number(written) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("doi", 2),
        ("patru", 4),
        ("douasprezece", 12),
        ("douazeci si cinci", 25),
        ("o suta douazeci", 120),
        ("trei sute", 300),
        ("o mie cinci sute", 1500),
        ("doua mii trei sute patru", 2304),
        ("un milion sapte sute de mii", 1_700_000),
        ("doua miliarde", 2_000_000_000),
    ],
)
def test_number_words(words: str, value: int) -> None:
    assert parse_number_words(words) == value


@pytest.mark.parametrize("words", ["", "casa", "doi copii"])
def test_what_is_no_number_word_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="number word"):
        parse_number_words(words)
