"""Periods that pages state: the same, another, or more of one."""

import pytest

from resolve.periods import agree, conflict, read_period, years_of


def period(text):
    start, _, end = text.partition("..")
    return read_period(start or None, end or None, None)


@pytest.mark.parametrize(
    ("one", "other", "agrees", "conflicts"),
    [
        ("2019..2021", "2019-03..2021-06", True, False),
        ("2019-03-04..2023-03-04", "2019-03-04..2023-09-04", True, False),
        ("2019..2021", "2019..2022", False, False),  # the end put off
        ("2018-11..2018-12", "2019-11..2019-12", False, True),  # the next year's
        ("2010..2012", "2019..2021", False, True),
        ("2016..2018", "2019..2021", False, True),
        ("2019..", "..2021", False, False),
        ("..2016", "2019..", False, True),
        ("2016..", "2019..", False, True),
        ("2019-12..", "2020-01..", True, False),
    ],
)
def test_pairs(one, other, agrees, conflicts):
    a, b = period(one), period(other)
    assert (agree(a, b), conflict(a, b)) == (agrees, conflicts)
    assert (agree(b, a), conflict(b, a)) == (agrees, conflicts)


def test_a_length_gives_the_other_end():
    assert years_of(read_period("2019-03-04", None, 48)) == (2019, 2023)
    assert years_of(read_period(None, "2023-03", 48)) == (2019, 2023)
    assert read_period(None, None, 48) is None
