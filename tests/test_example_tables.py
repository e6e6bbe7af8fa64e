"""Sums and dates in hundreds of short texts: what must come out, and where nothing must."""

from collections import Counter
from decimal import Decimal

import pytest

from extract.amounts import find_amounts
from extract.dates import find_dates
from store.records import Amount, DateFact
from tests.example_tables import Example, cases, difference, fits, load
from tests.texts import reading_of


def amounts_in(example: Example) -> list[str]:
    """The sums of an example in the words of its table; AssertionError when evidence isn't the text."""
    reading = reading_of(example.text, published=example.published)
    found = find_amounts(reading)
    assert all(fact.evidence.text == reading.text[fact.evidence.start : fact.evidence.end] for fact in found)
    return [amount_words(fact) for fact in found]


def dates_in(example: Example) -> list[str]:
    """The dates of an example in the words of its table; AssertionError when evidence isn't the text."""
    reading = reading_of(example.text, published=example.published)
    found = find_dates(reading)
    assert all(fact.evidence.text == reading.text[fact.evidence.start : fact.evidence.end] for fact in found)
    return [date_words(fact) for fact in found]


def amount_words(fact: Amount) -> str:
    """`5000..30000 RON other approx max`: numbers without needless zeros."""
    values = [plain(value) for value in (fact.value, fact.value_max) if value is not None]
    flags = [*(["approx"] if fact.approximate else []), *([fact.bound] if fact.bound else [])]
    return " ".join(["..".join(values), fact.currency, fact.role, *flags])


def plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def date_words(fact: DateFact) -> str:
    """`2019-03..2021-08 period`, and one end alone when both are the same."""
    ends = [str(fact.start)] if fact.start == fact.end else [str(fact.start), str(fact.end)]
    return f"{'..'.join(ends)} {fact.role}"


def written(example: Example) -> Example:
    """The example with the numbers of its facts as `amount_words` writes them: 90000.50 is 90000.5."""
    facts = []
    for fact in example.facts:
        value, rest = fact.split(" ", 1)
        facts.append("..".join(plain(Decimal(end)) for end in value.split("..")) + " " + rest)
    return Example(
        name=example.name,
        section=example.section,
        text=example.text,
        facts=tuple(facts),
        published=example.published,
    )


@pytest.mark.parametrize("example", cases("amounts"))
def test_amounts(example: Example) -> None:
    assert not difference(written(example), amounts_in(example)), example.text


@pytest.mark.parametrize("example", cases("dates"))
def test_dates(example: Example) -> None:
    assert not difference(example, dates_in(example)), example.text


@pytest.mark.parametrize("kind", ["amounts", "dates"])
def test_the_tables_are_large_and_ask_for_silence_too(kind: str) -> None:
    examples = load(kind)
    assert len(examples) >= 400
    assert sum(example.negative for example in examples) >= 130
    repeated = [text for text, times in Counter((e.text, e.published) for e in examples).items() if times > 1]
    assert not repeated


def test_an_expected_fact_fits_what_it_says_and_nothing_else() -> None:
    assert fits("10 RON any", "10 RON total")
    assert fits("10 RON total|other max", "10 RON other max")
    assert not fits("10 RON total", "10 RON total approx")
    assert not fits("10 RON total|other", "10 RON grant")
    assert not fits("1..2 RON any", "1 RON any")


def test_a_difference_names_what_is_missed_and_what_is_too_much() -> None:
    example = Example(name="x", section="found later", text="x", facts=("1 A", "2 B ?", "any A"), published=None)
    assert difference(example, ["3 A", "1 A"]) == {}
    assert difference(example, ["3 A", "2 B", "1 A"]) == {}
    assert difference(example, ["3 A", "3 A"]) == {"missed": ["1 A"], "found": ["3 A"]}
    assert difference(example, []) == {"missed": ["1 A", "any A"]}
