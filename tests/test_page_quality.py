"""How well the HTML reader reads the pages of html_pages: floors, never lowered in silence."""

from statistics import mean

import pytest

from benchmarks.page_quality import Result, measure, ours
from tests.page_evaluation import load_pages, only_measured

MEAN_F1 = 0.95


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return [measure(ours, page) for page in load_pages()]


def test_words(results: list[Result]) -> None:
    assert len(results) >= 30
    assert mean(result.score.f1 for result in results) >= MEAN_F1
    assert mean(result.score.recall for result in results) >= 0.99


@pytest.mark.parametrize("half", [False, True], ids=["developed on", "only measured"])
def test_words_of_each_half(results: list[Result], *, half: bool) -> None:
    assert mean(r.score.f1 for r in results if only_measured(r.page.name) is half) >= MEAN_F1


def test_no_bullet_row_or_amount_is_lost(results: list[Result]) -> None:
    assert {r.page.name: r.score.lost for r in results if r.score.lost} == {}


def test_rows_are_rows(results: list[Result]) -> None:
    rows = [result.score.structure["table_row"] for result in results]
    assert sum(right for right, _ in rows) == sum(expected for _, expected in rows)
