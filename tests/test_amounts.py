"""Sums of money: values, currencies, bounds and roles, and what is no sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.amounts import find_amounts
from tests.texts import reading_of

VALUES = [
    ("Valoarea: 1.234.567,89 lei.", "1234567.89", "RON"),
    ("Valoarea: 1,234,567.89 lei.", "1234567.89", "RON"),
    ("Valoarea: 1 234 567,89 lei.", "1234567.89", "RON"),
    ("Valoarea: 1\u00a0234\u00a0567,89 lei.", "1234567.89", "RON"),
    ("Valoarea: 1234567,89 lei.", "1234567.89", "RON"),
    ("Valoarea: 1234567.89 RON.", "1234567.89", "RON"),
    ("Valoarea: 1.234.567. 89 lei.".replace(". 89", ", 89"), "1234567.89", "RON"),
    ("grantul este:12345,00 lei", "12345.00", "RON"),
    ("iar9876,50 lei vin de la primărie", "9876.50", "RON"),
    ("au costat 15.000lei", "15000", "RON"),
    ("un buget de 2,5 milioane de euro", "2500000", "EUR"),
    ("un buget de 500 mii lei", "500000", "RON"),
    ("un buget de 128,4 mii lei", "128400", "RON"),
    ("un buget de 12 mld. lei", "12000000000", "RON"),
    ("un buget de 4,5 mil. Euro", "4500000", "EUR"),
    ("patru milioane de lei", "4000000", "RON"),
    ("o sută douăzeci de mii de euro", "120000", "EUR"),
    ("jumătate de milion de euro", "500000", "EUR"),
    ("€ 1,117.50 pentru o bursă", "1117.50", "EUR"),
    ("EUR 486.120,50 din FEDR", "486120.50", "EUR"),
    ("59.870 € din FEDR", "59870", "EUR"),
    ("149.172 US$ din donații", "149172", "USD"),
    ("opt sute de dolari", "800", "USD"),
    ("7’010’448 CHF", "7010448", "CHF"),
    ("S-au cheltuit 5.954.979 de lei.", "5954979", "RON"),
    ("VALOAREA TOTALĂ: 1.500 LEI", "1500", "RON"),
    ("un milion de lei", "1000000", "RON"),
    ("1.850.000 lei vechi", "1850000", "ROL"),
    ("230 milioane lei ROL", "230000000", "ROL"),
]

NONE = [
    "Legea nr. 292/2011 privind asistența socială",
    "tel. 0266.220.688, fax 0266/220689",
    "IBAN RO49 AAAA 1B31 0075 9384 0000",
    "25% din cheltuieli",
    "în anul 2019",
    "la cursul de 1 EUR = 5,05 lei",
    "(1 euro = 4,97 lei)",
    "codul 1234567890123456 lei",
    "lei în libertate la grădina zoologică",
    "mii de euro",
    "sute de milioane de lei",
    "Școala nr. 5 Leica",
    "capitolul 68.02, titlul 59.11",
    "a fost copleșit de euforie",
    "euro 2020 a fost amânat".replace("euro 2020", "campionatul EURO2020"),
]


@pytest.mark.parametrize(("text", "value", "currency"), VALUES)
def test_value_and_currency(text: str, value: str, currency: str) -> None:
    (amount,) = find_amounts(reading_of(text))
    assert (amount.value, amount.currency) == (Decimal(value), currency)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_sum(text: str) -> None:
    assert find_amounts(reading_of(text)) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("între 300 și 400 mii euro", "300000", "400000"),
        ("între 5 și 7 milioane lei", "5000000", "7000000"),
        ("între 5.000 şi 30.000 lei", "5000", "30000"),
        ("burse de 1.500-2.000 lei", "1500", "2000"),
    ],
)
def test_ranges(text: str, low: str, high: str) -> None:
    (amount,) = find_amounts(reading_of(text))
    assert (amount.value, amount.value_max) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "approximate", "bound", "quote"),
    [
        ("Au costat aproximativ 500 lei.", True, None, "aproximativ 500 lei"),
        ("Au costat circa 500 lei.", True, None, "circa 500 lei"),
        ("Au costat peste 500 lei.", False, "min", "peste 500 lei"),
        ("Au costat cel puțin 500 lei.", False, "min", "cel puțin 500 lei"),
        ("Se dau până la 500 lei.", False, "max", "până la 500 lei"),
        ("Se dau maximum 500 lei.", False, "max", "maximum 500 lei"),
        ("Valoarea maximă a proiectului este de 500 lei.", False, "max", "500 lei"),
        ("Suma maximă care se poate acorda este de 500 lei.", False, "max", "500 lei"),
        ("Valoarea minimă a unui grant: 500 lei.", False, "min", "500 lei"),
        ("Care este valoarea maximă? Au costat 500 lei.", False, None, "500 lei"),
        ("Au costat 500 lei.", False, None, "500 lei"),
    ],
)
def test_bounds(text: str, approximate: bool, bound: str | None, quote: str) -> None:
    (amount,) = find_amounts(reading_of(text))
    assert (amount.approximate, amount.bound, amount.evidence.text) == (approximate, bound, quote)


ROLES = [
    ("Valoarea totală a proiectului este de 900 lei.", ["total"]),
    ("Bugetul proiectului: 900 lei", ["total"]),
    ("Proiect în valoare de 900 lei.", ["total"]),
    ("Valoare totală 900 lei, din care 700 lei finanțare nerambursabilă și 200 lei contribuția proprie.",
     ["total", "grant", "own_contribution"]),
    ("Proiectul are o valoare de 900 lei (700 lei reprezintă grantul, 200 lei contribuția asociației).",
     ["total", "grant", "own_contribution"]),
    ("Din total, 100 lei vin din bugetul de stat.", ["national_cofinancing"]),
    ("Cofinanțarea publică este de 100 lei.", ["national_cofinancing"]),
    ("100 lei- contribuția comunei Arinești", ["own_contribution"]),
    ("Contribuția proprie, în cuantum total de 100 lei, se plătește anul viitor.", ["own_contribution"]),
    ("Contribuția proprie fiind în valoare de 100 lei.", ["own_contribution"]),
    ("DGASPC Codru a avut alocat un buget în valoare de 800 lei.", ["partner_budget"]),
    ("Ca partener, Asociația Rază are un buget de 800 lei.", ["partner_budget"]),
    ("Un îngrijitor primește 25 lei/oră.", ["per_unit"]),
    ("Costul este de 300 lei pe lună.", ["per_unit"]),
    ("250 lei/persoană, pentru centrul de zi", ["per_unit"]),
    ("O ședință de terapie costă 180 lei.", ["per_unit"]),
    ("Valoarea totală este de 900 lei (circa 180 de euro).", ["total", "total"]),
    ("Bugetul apelului este de 9 milioane euro.", ["other"]),
    ("Valoarea totală este de 900 lei, echivalentul a aproximativ 180 de euro.", ["total", "total"]),
    ("Contribuția Asociației Rază este de 300 lei, iar a Fundației Deal, de 200 lei.", ["own_contribution"] * 2),
    ("Cofinanțarea națională este de 300 lei, iar a DGASPC Codru, de 200 lei.",
     ["national_cofinancing", "own_contribution"]),
    ("Bugetul proiectului\n900 lei", ["total"]),
    (("Cofinanțarea proiectului, în total 300 lei, împărțită astfel:\n100 lei cheltuieli eligibile;\n"
     "200 lei cheltuieli neeligibile."), ["own_contribution"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles(text: str, roles: list[str]) -> None:
    assert [amount.role for amount in find_amounts(reading_of(text))] == roles


def test_cells_take_currency_multiplier_and_role_of_their_header() -> None:
    text = "Proiect | Valoare totală (mii lei) | Contribuția proprie (lei)\nRază | 12,5 | 300,00\nLuna | 8 | 200,00"
    found = [(a.value, a.role) for a in find_amounts(reading_of(text))]
    assert found == [
        (Decimal("12500.0"), "total"),
        (Decimal("300.00"), "own_contribution"),
        (Decimal(8000), "total"),
        (Decimal("200.00"), "own_contribution"),
    ]


@pytest.mark.parametrize(
    ("text", "published", "currency"),
    [
        ("Cantina a costat 710 milioane de lei în 2003.", None, "ROL"),
        ("Cantina a costat 710 milioane de lei.", "2004-05-02", "ROL"),
        ("Cantina a costat 71.000 lei.", "2006-01-15", "RON"),
        ("Cantina din 1998 a costat 71.000 lei în 2012.", None, "RON"),
        ("Cantina a costat 71.000 lei.", None, "RON"),
        ("Cantina a costat 71.000 RON în 2003.", None, "RON"),
    ],
)
def test_lei_before_july_2005_are_old_lei(text: str, published: str | None, currency: str) -> None:
    assert [a.currency for a in find_amounts(reading_of(text, published=published))] == [currency]


@given(
    st.lists(
        st.sampled_from([*list("0123456789., -–/()\n"), "lei", "euro", "mii ", "de ", "între ", "și "]), max_size=60
    ).map("".join)
)
def test_any_text_gives_strict_evidence(text: str) -> None:
    reading = reading_of(text)
    for amount in find_amounts(reading):
        assert text[amount.evidence.start : amount.evidence.end] == amount.evidence.text
        assert amount.value > 0
