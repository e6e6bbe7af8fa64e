"""A reading keeps every place: sentences, blocks and evidence in any spelling of the same text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline import Extractor
from extract.reading import read
from readers.text import blocks_of_text
from store.records import Document
from tests.texts import reading_of


def sentences(text: str) -> list[str]:
    reading = reading_of(text)
    return [reading.text[start:end] for start, end in reading.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unu. Doi! Trei?", ["Unu.", "Doi!", "Trei?"]),
        ("Pe str. Unirii nr. 5, jud. Cluj. Apoi altul.", ["Pe str. Unirii nr. 5, jud. Cluj.", "Apoi altul."]),
        ("Au costat 1.234,56 lei. Gata.", ["Au costat 1.234,56 lei.", "Gata."]),
        ("Proiectul „Ajutor. Acum!” merge. Da.", ["Proiectul „Ajutor. Acum!” merge.", "Da."]),
        ("S. C. Zidarul a lucrat. Da.", ["S. C. Zidarul a lucrat.", "Da."]),
        ("Titlu\nAlt rând", ["Titlu", "Alt rând"]),
        ("„Citat neînchis. Altă propoziție.", ["„Citat neînchis.", "Altă propoziție."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text())
def test_sentences_and_spans_hold_for_any_text(text: str) -> None:
    reading = reading_of(text)
    assert len(reading.text) == len(reading.plain) == len(reading.folded)
    last = 0
    for start, end in reading.sentences:
        assert last <= start < end <= len(reading.text)
        last = end
        span = reading.span(start, end)
        assert text[span.start : span.end] == span.text
        assert unicodedata.normalize("NFC", span.text)


STORY = (
    "Primăria Arinești anunță: proiectul „Șansă și viață” are o valoare totală de 300.000 lei.\n"
    "Perioada de implementare: 3 mai 2021 – 2 mai 2023. Vor fi ajutați 40 de copii și 12 părinți."
)


@pytest.mark.parametrize(
    "spelling",
    [
        lambda text: text,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.translate(str.maketrans("șțȘȚ", "şţŞŢ")),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("copii", "co\u00adpii"),
        lambda text: text.upper(),
    ],
    ids=["as is", "NFD", "cedilla", "no-break blanks", "soft hyphen", "capitals"],
)
def test_spelling_never_matters(spelling: object) -> None:
    text = spelling(STORY)  # type: ignore[operator]
    facts = Extractor.load().facts_of(Document(id="x", text=text, blocks=blocks_of_text(text)))
    assert len(facts.projects) == 1
    assert [(str(a.value), a.role) for a in facts.amounts] == [("300000", "total")]
    assert [(d.start, d.end, d.role) for d in facts.dates] == [("2021-05-03", "2023-05-02", "period")]
    assert [(b.count, b.status) for b in facts.beneficiaries] == [(40, "target"), (12, "target")]
    for fact in (*facts.amounts, *facts.dates, *facts.beneficiaries, *facts.partners):
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.text


def test_blocks_of_a_decomposed_text_stand_where_they_stood() -> None:
    text = unicodedata.normalize("NFD", "Șansă | țintă\nîntâi | 5")
    reading = read(Document(id="x", text=text, blocks=blocks_of_text(text)))
    cells = [reading.text[a:b] for block in reading.blocks for a, b in block.cells]
    assert cells == ["Șansă", "țintă", "întâi", "5"]
