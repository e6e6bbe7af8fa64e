"""Ids hang on content: they survive what does not concern them, and nothing else."""

import unicodedata
from dataclasses import replace

import pytest
from facts import span
from hypothesis import given, settings
from hypothesis import strategies as st

from store.identity import (
    document_id,
    fact_id,
    fact_ids,
    issue_id,
    normalised,
    number_of,
    organisation_id,
    project_id,
)
from store.records import Issue, Span

URL = "http://dgaspc.test/1"
TEXT = (
    "Proiectul „Acasă” are o valoare totală de 1.200.000 lei, din care 200.000 lei contribuția proprie. "
    "Pagina are mai multe rânduri și o notă de subsol. Valoarea totală este de 1.200.000 lei."
)


def test_ids_are_sixteen_hexadecimal_digits_and_never_change():
    quote = span(TEXT, "1.200.000 lei")
    assert document_id(URL) == "f19d154649b25a50"  # as stored by others: a change of the recipe is a change for all
    assert fact_id("amount", URL, TEXT, quote) == fact_id("amount", URL, TEXT, quote)
    for identity in (
        document_id(URL),
        fact_id("amount", URL, TEXT, quote),
        project_id("x"),
        organisation_id("x"),
    ):
        assert len(identity) == 16
        assert set(identity) <= set("0123456789abcdef")


def test_kind_address_and_quote_make_different_ids():
    quote, other = span(TEXT, "1.200.000 lei"), span(TEXT, "200.000 lei contribuția")
    ids = {
        fact_id("amount", URL, TEXT, quote),
        fact_id("date", URL, TEXT, quote),
        fact_id("amount", f"{URL}0", TEXT, quote),
        fact_id("amount", URL, TEXT, other),
        fact_id("amount", URL, TEXT, quote, ordinal=1),
    }
    assert len(ids) == 5
    assert project_id("x") != organisation_id("x") != document_id("x")


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("o notă de subsol", "o altă notă, mult mai lungă, de subsol"),
        TEXT + " Încă un rând.",
        TEXT.replace("ă", "a").replace("ț", "ţ"),
        TEXT.replace(" de ", "  de\n"),
        TEXT.replace("„", "“").replace("Proiectul", "PROIECTUL"),
    ],
)
def test_an_unchanged_fact_keeps_its_id_when_the_rest_changes(changed):
    before = fact_id("amount", URL, TEXT, span(TEXT, "200.000 lei", 60))
    assert fact_id("amount", URL, changed, span(changed, "200.000 lei", 60)) == before


def test_a_decomposed_text_gives_the_same_ids():
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert fact_id("amount", URL, decomposed, span(decomposed, "200.000 lei", 60)) == fact_id(
        "amount", URL, TEXT, span(TEXT, "200.000 lei", 60)
    )


def test_text_in_front_moves_offsets_and_no_id():
    front = "Acasă | Despre noi | Contact\n" * 3
    quote = span(TEXT, "200.000 lei", 60)
    moved = Span(start=quote.start + len(front), end=quote.end + len(front), text=quote.text)
    assert fact_id("amount", URL, front + TEXT, moved) == fact_id("amount", URL, TEXT, quote)


def test_another_sentence_around_the_same_words_is_another_fact():
    first = span(TEXT, "1.200.000 lei")
    second = span(TEXT, "1.200.000 lei", first.end)
    assert len(set(fact_ids("amount", URL, TEXT, [first, second]))) == 2


def test_equal_facts_are_numbered_as_they_stand_whatever_their_order():
    text = "50 de copii. " * 20
    places = [Span(start=13 * n, end=13 * n + 11, text="50 de copii") for n in range(20)]
    ids = fact_ids("beneficiaries", URL, text, places)
    assert len(set(ids)) == 20
    assert fact_ids("beneficiaries", URL, text, places[::-1]) == ids[::-1]


def test_two_facts_of_one_span_are_two():
    quote = span(TEXT, "1.200.000 lei")
    assert len(set(fact_ids("amount", URL, TEXT, [quote, quote]))) == 2


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), max_size=8), st.text(alphabet="aă 1\n", min_size=40, max_size=60))
def test_ids_of_one_document_never_collide(starts, text):
    places = [Span(start=s, end=s + 5, text=text[s : s + 5]) for s in starts]
    assert len(set(fact_ids("date", URL, text, places))) == len(places)


@settings(deadline=None)
@given(st.text())
def test_normalising_is_idempotent(text):
    assert normalised(normalised(text)) == normalised(text)


def test_the_number_of_a_document_is_an_exact_float():
    number = number_of("f" * 16)
    assert 0 < number < 2**53
    assert int(float(number)) == number


def test_an_issue_of_the_crawl_is_the_same_when_it_happens_again():
    issue = Issue(stage="crawl", kind="timeout", message="after 30.1 s", url=URL)
    assert issue_id(issue) == issue_id(replace(issue, message="after 30.2 s"))
    assert issue_id(issue) != issue_id(replace(issue, kind="http-404"))
    assert issue_id(issue) != issue_id(replace(issue, url=None))
    read = replace(issue, stage="read")
    assert issue_id(read) != issue_id(replace(read, message="other"))
