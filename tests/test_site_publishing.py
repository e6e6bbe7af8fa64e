"""How much of a text the site shows, by the kind of its source."""

import pytest
from facts import document

from explore.highlights import highlights
from explore.site.publishing import lines, policy, quotations
from store.records import Amount, Facts, Span

FILLING = "Aici nu se spune nimic despre bani, doar despre vreme și despre drumuri lungi. "


def quoted(text: str, *said: str) -> list[str]:
    """What is quoted of a text in which these words are sums."""
    spans = [Span(start=text.index(words), end=text.index(words) + len(words), text=words) for words in said]
    sums = tuple(Amount(value=1, currency="RON", role="total", evidence=span) for span in spans)
    found = highlights(Facts(document=document(text), amounts=sums))
    return [text[one.start : one.end] for one in quotations(text, found)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("agency", "full"),
        ("national", "full"),
        ("news", "quotes"),
        ("ngo", "quotes"),
        (None, "quotes"),
        ("x", "quotes"),
    ],
)
def test_the_kind_decides(kind, expected):
    assert policy("a-source", kind) == expected


def test_every_word_of_a_full_text_is_shown():
    text = "Titlu\n\n  • unu, doi  \nNume | 5 lei\n\t\nsfârșit"
    shown = [(one.kind, text[one.start : one.end]) for one in lines(text)]
    assert shown == [
        ("paragraph", "Titlu"), ("list_item", "• unu, doi"), ("table_row", "Nume | 5 lei"), ("paragraph", "sfârșit"),
    ]  # fmt: skip


def test_the_sentences_of_facts_are_quoted_and_nothing_else():
    text = f"{FILLING * 3}Proiectul costă 5 lei. {FILLING * 3}\n{FILLING}Alt proiect costă 7 lei."
    assert quoted(text, "7 lei", "5 lei") == ["Proiectul costă 5 lei.", "Alt proiect costă 7 lei."]


def test_sentences_that_follow_each_other_are_one_quote_on_one_line():
    text = f"{FILLING * 5}Unul costă 5 lei. Altul costă 7 lei.\nAl treilea costă 9 lei. {FILLING * 5}"
    assert quoted(text, "5 lei", "7 lei", "9 lei") == [
        "Unul costă 5 lei. Altul costă 7 lei.",
        "Al treilea costă 9 lei.",
    ]


def test_a_dense_text_is_quoted_in_fewer_words():
    sentence = "Cu {} lei s-au cumpărat, după cum ne-a spus ieri directoarea centrului, multe lucruri trebuincioase. "
    text = "".join(sentence.format(number) for number in (11, 12, 13))
    shown = quoted(text, "11 lei", "12 lei", "13 lei")
    assert all(f"{number} lei" in " … ".join(shown) for number in (11, 12, 13))
    assert sum(map(len, shown)) < 0.8 * len(text)
    assert all(one in text and not one[:1].isspace() for one in shown)


def test_nothing_is_quoted_of_a_text_without_facts():
    assert quoted(FILLING) == []
