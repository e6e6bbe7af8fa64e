"""The sentence around a fact: whole where it is short, cut where it is long, never another line's."""

import pytest

from store.sentences import LONGEST, sentence_at


@pytest.mark.parametrize(
    ("text", "quote", "sentence"),
    [
        ("Vine toamna. Proiectul are 5.000 lei. Gata.", "5.000 lei", "Proiectul are 5.000 lei."),
        ("Contract nr. 5 din 3 mai. Alta.", "3 mai", "Contract nr. 5 din 3 mai."),
        ("Lider: Primăria Iași\nValoare: 5 lei\nAltele", "5 lei", "Valoare: 5 lei"),
        ("A spus dl. I. Pop de 5 lei. Nu.", "5 lei", "A spus dl. I. Pop de 5 lei."),
        ("Total | 5 lei | 12 luni", "5 lei", "Total | 5 lei | 12 luni"),
        ("Costă 5 mil. lei din Fond. Restul vine.", "5 mil. lei", "Costă 5 mil. lei din Fond."),
        ("5 lei", "5 lei", "5 lei"),
        ("Azi.  Copiii \u00a0 primesc   5 lei! Mâine", "5 lei", "Copiii primesc 5 lei!"),
    ],
)
def test_sentence(text: str, quote: str, sentence: str) -> None:
    start = text.index(quote)
    assert sentence_at(text, start, start + len(quote)) == sentence


def test_a_long_line_is_cut_on_both_sides() -> None:
    text = "cuvinte " * 500 + "5 lei" + " cuvinte" * 500
    start = text.index("5 lei")
    found = sentence_at(text, start, start + 5)
    assert found.startswith("…")
    assert found.endswith("…")
    assert "5 lei" in found
    assert len(found) <= LONGEST + 2
