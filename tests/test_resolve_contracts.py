"""Numbers of contracts are one, two, or can't be compared."""

import pytest

from resolve.contracts import are_one, are_two, read_contract


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("5312/25.02.2020", "nr. 5312/25.02.2020", "one"),
        ("5312/25.02.2020", "contract de finanțare nr. 5312 din 25-02-2020", "one"),
        ("5312/25.02.2020", "5312/2020", "one"),
        ("1968/1452/31.01.2022", "1452/31.01.2022", "one"),
        ("31/12.04.2021/SEE", "31/12.04.2021", "one"),
        ("POCU/465/4/4/128038", "pocu / 465 / 4 / 4 / 128038", "one"),
        ("RO2014_C2.1_39", "RO2014 C2.1_39", None),
        ("5312/25.02.2020", "5313/25.02.2020", "two"),
        ("5312/25.02.2020", "5312/26.02.2020", "two"),
        ("12/2019", "13/2019", "two"),
        ("POCU/465/4/4/128038", "POCU/465/4/4/128039", "two"),
        ("POCU/465/4/4/128038", "5312/25.02.2020", "apart"),
    ],
)
def test_pairs(one, other, expected):
    a, b = read_contract(one), read_contract(other)
    if expected is not None:
        assert (are_one(a, b), are_two(a, b)) == (expected == "one", expected == "two")
        assert (are_one(b, a), are_two(b, a)) == (expected == "one", expected == "two")


@pytest.mark.parametrize(
    ("number", "code", "is_alone_enough"),
    [
        ("POCU/465/4/4/128038", "128038", True),
        ("5312/25.02.2020", None, True),
        ("12/2019", None, False),
        ("RO19-0042/18K", None, True),
        ("A 12", None, False),
    ],
)
def test_what_a_number_says(number, code, is_alone_enough):
    contract = read_contract(number)
    assert (contract.code, contract.is_alone_enough) == (code, is_alone_enough)


def test_a_number_without_digits_is_none():
    assert read_contract("de finanțare") is None
