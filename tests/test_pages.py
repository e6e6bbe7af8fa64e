"""Documents after real pages keep the scores that they have reached."""

from pathlib import Path

import pytest

from extract.evaluation import load_gold
from extract.pipeline import Extractor
from jobs.evaluation import evaluate_folder

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


@pytest.mark.parametrize(
    ("folder", "documents", "floor"),
    [
        ("first", 45, 0.95),
        ("second", 36, 0.93),
        ("third", 10, 0.72),
        ("fourth", 32, 0.965),
        ("fifth", 28, 0.935),
        ("sixth", 24, 0.89),
    ],
)
def test_pages_are_read_as_well_as_they_were(extractor, folder, documents, floor):
    assert len(load_gold(PAGES / folder)) == documents
    measured = evaluate_folder(PAGES / folder, extractor=extractor).evaluation
    assert measured.bad_evidence == 0
    assert measured.mean_f1 >= floor


def test_what_the_pages_annotate_is_not_all_one_kind():
    documents = [document for folder in ("first", "second", "third") for document in load_gold(PAGES / folder)]
    facts = {kind: sum(len(d.facts.get(kind, ())) for d in documents) for kind in ("amounts", "dates", "partners")}
    assert min(facts.values()) > 300
    assert sum(not d.facts["projects"] for d in documents) > 5
