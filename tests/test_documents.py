"""Extraction on whole documents: floors by kind of fact.

The documents were written and annotated by hand for this project, apart from the rules. A floor is never lowered
silently: it stands beside a digest of the documents, and both change together, with a reason in CHANGES.md.
"""

import hashlib
from functools import cache
from pathlib import Path

import pytest

from extract import jsonl
from extract.evaluation import evaluate, load_gold
from extract.pipeline import Extractor
from extract.scores import Evaluation
from readers.reader import read_file

DOCUMENTS = Path(__file__).parent / "documents"
DIGEST = "7c91b0bbe08e3f7b"
FLOORS = {
    "projects": 0.94,
    "slots": 0.92,
    "partners": 0.82,
    "amounts": 0.91,
    "dates": 0.92,
    "beneficiaries": 0.95,
    "links": 0.95,
}
MEAN_FLOOR = 0.93


def digest() -> str:
    """Of all documents and annotations, whatever the line endings of the checkout."""
    content = hashlib.sha256()
    for path in sorted(DOCUMENTS.iterdir()):
        content.update(path.name.encode() + path.read_text("utf-8").encode())
    return content.hexdigest()[:16]


@cache
def evaluation() -> Evaluation:
    gold = load_gold(DOCUMENTS)
    facts = Extractor.load().facts(read_file(DOCUMENTS / f"{document.name}.txt") for document in gold)
    return evaluate(gold, {document.name: jsonl.to_json(found) for document, found in zip(gold, facts, strict=True)})


def test_there_are_at_least_twenty_documents_and_they_are_those_of_the_floors() -> None:
    assert len(load_gold(DOCUMENTS)) >= 20
    assert digest() == DIGEST, "the documents changed: measure again, set floors and digest together"


@pytest.mark.parametrize("kind", FLOORS)
def test_floor(kind: str) -> None:
    score = evaluation().scores[kind]
    assert score.f1 is not None
    assert score.f1 >= FLOORS[kind], f"{score}"


def test_mean_floor_and_no_bad_evidence() -> None:
    assert (evaluation().mean_f1 or 0) >= MEAN_FLOOR
    assert evaluation().bad_evidence == 0
