"""The trained pipeline and the rules together: what it adds, and that documents of any length keep their places."""

from pathlib import Path

import pytest
import spacy

from extract.pipeline import Extractor
from readers.text import blocks_of_text
from store.records import Document, Facts


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


def document(text: str, name: str = "x") -> Document:
    return Document(id=name, text=text, blocks=blocks_of_text(text))


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        (
            "Proiectul „Lemne pentru iarnă” este derulat în parteneriat cu Helping Hands Network.",
            "partner",
            "Helping Hands Network",
        ),
        ("Proiectul „Drum bun” se derulează în parteneriat cu Nordic Care House.", "partner", "Nordic Care House"),
    ],
)
def test_an_organisation_that_no_lexicon_holds_gets_its_role(
    extractor: Extractor, text: str, role: str, name: str
) -> None:
    (partner,) = extractor.facts_of(document(text)).partners
    assert (partner.role, partner.name) == (role, name)
    assert partner.found_by.endswith("/recognised")


def test_the_version_tells_the_weights(extractor: Extractor) -> None:
    assert extractor.version.startswith("ro_fondoscop/1.0.0+")


def test_another_pipeline_gives_its_own_organisations(tmp_path: Path) -> None:
    nlp = spacy.blank("ro")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Nordicii Voioși"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "other")
    text = "Proiectul „Drum bun” se derulează în parteneriat cu Nordicii Voioși."
    facts = Extractor.load(tmp_path / "other").facts_of(document(text))
    assert [(p.role, p.name) for p in facts.partners] == [("partner", "Nordicii Voioși")]


PARAGRAPH = (
    "În {year}, Fundația Lumina Albă a ajutat {count} de copii cu {amount}.000 lei, iar asta a schimbat satul.\n"
)


def long_text(paragraphs: int) -> str:
    return "Proiectul „Casa de pe deal”\n" + "".join(
        PARAGRAPH.format(year=2000 + number % 20, count=20 + number, amount=300 + number)
        for number in range(paragraphs)
    )


def test_a_long_document_is_read_in_parts_with_every_fact_in_its_place(extractor: Extractor) -> None:
    text = long_text(300)
    assert len(text) > 25_000
    facts = extractor.facts_of(document(text))
    assert [beneficiary.count for beneficiary in facts.beneficiaries] == [20 + number for number in range(300)]
    assert [int(amount.value) for amount in facts.amounts] == [(300 + number) * 1000 for number in range(300)]
    for fact in (*facts.amounts, *facts.beneficiaries, *facts.dates):
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.text


def test_documents_keep_their_order_and_never_mix(extractor: Extractor) -> None:
    texts = ["", long_text(120), "Fără fapte.", "\n\n", long_text(3), "x" * 25_000, long_text(1)]
    documents = [document(text, str(number)) for number, text in enumerate(texts)]
    together = list(extractor.facts(documents))
    assert [facts.document.id for facts in together] == [str(number) for number in range(len(texts))]
    assert together == [extractor.facts_of(each) for each in documents]
    assert [len(facts.beneficiaries) for facts in together] == [0, 120, 0, 0, 3, 0, 1]


def test_a_document_in_an_old_spelling_has_the_same_facts(extractor: Extractor) -> None:
    text = "Proiectul „Împreună” este derulat în parteneriat cu Ocolul Silvic Țibleș și ajută 30 de bătrâni."

    def told(facts: Facts) -> list[tuple[str, int, int]]:
        return [(p.role, p.evidence.start, p.evidence.end) for p in facts.partners]

    old = text.translate(str.maketrans("șțȘȚ", "şţŞŢ"))
    assert told(extractor.facts_of(document(old))) == told(extractor.facts_of(document(text))) != []
