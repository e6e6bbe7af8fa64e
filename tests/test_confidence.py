"""Confidence is a measured share, and evaluate tells how far it holds."""

import json
import tomllib
from dataclasses import replace

import pytest

from extract.calibration import bins, rates_text
from extract.confidence import with_measured_confidence
from extract.scores import Evaluation, Verdict
from store.records import Amount, Document, Facts, Place, Span


def verdict(what: str, *, confidence: float = 0.9, found_by: str = "amounts/label-before", kind: str = "amounts"):
    got = None if what == "missed" else {"confidence": confidence, "found_by": found_by}
    return Verdict(document="d", kind=kind, what=what, gold={}, got=got)


def evaluation(*verdicts: Verdict) -> Evaluation:
    return Evaluation(scores={}, by_document=(), bad_evidence=0, verdicts=verdicts)


def facts(**changes) -> Facts:
    text = "90.000 lei"
    amount = Amount(
        value=90000, currency="RON", role="total", evidence=Span(start=0, end=10, text=text),
        confidence=0.123, found_by="amounts/label-before",
    )  # fmt: skip
    return Facts(document=Document(id="d", text=text), amounts=(replace(amount, **changes),))


def test_facts_are_counted_by_confidence_and_missed_ones_are_not_among_them():
    measured = evaluation(
        verdict("right", confidence=0.91), verdict("different", confidence=0.93), verdict("missed"),
        verdict("spurious", confidence=0.55), verdict("right", kind="links"), verdict("right", confidence=1.0),
    )  # fmt: skip
    counted = [(one.low, one.found, one.right) for one in bins(measured)]
    assert counted == [(0.5, 1, 0), (0.9, 2, 1), (0.95, 1, 1)]
    assert [round(one.confidence, 2) for one in bins(measured)] == [0.55, 0.92, 1.0]


def test_nothing_found_has_no_confidence_to_check():
    assert list(bins(evaluation(verdict("missed")))) == []


def test_rates_are_written_by_rule_in_order():
    text = rates_text(
        evaluation(
            verdict("right"), verdict("spurious"), verdict("right", found_by="amounts/column"), verdict("missed")
        )
    )
    assert tomllib.loads(text) == {"amounts/column": [1, 1], "amounts/label-before": [1, 2]}
    assert text.index("column") < text.index("label-before")


def test_the_rules_own_order_of_preference_does_not_leave_the_extractor():
    one, other = (with_measured_confidence(facts(confidence=raw)).amounts[0] for raw in (0.2, 0.9))
    assert one == other
    assert 0 < one.confidence < 1


def test_a_rule_that_was_never_seen_is_as_sure_as_its_kind():
    unseen, other = (with_measured_confidence(facts(found_by=by)).amounts[0] for by in ("amounts/x", "amounts/y"))
    assert unseen.confidence == other.confidence > 0.5


def test_a_kind_that_was_never_seen_is_no_surer_than_a_coin():
    place = Place(name="Iași", kind="city", evidence=Span(start=0, end=4, text="Iași"), found_by="nowhere/x")
    found = with_measured_confidence(Facts(document=Document(id="d", text="Iași"), places=(place,)))
    assert found.places[0].confidence == pytest.approx(0.5)


def test_evaluate_prints_and_writes_how_far_confidence_holds(run, tmp_path):
    (tmp_path / "d.txt").write_text("Valoarea totală a proiectului este de 90.000 lei.\n", encoding="utf-8")
    annotation = {kind: [] for kind in ("projects", "partners", "dates", "beneficiaries")}
    amount = {"quote": "90.000 lei", "value": "90000", "currency": "RON", "role": "total", "approximate": False}
    annotation["amounts"] = [{**amount, "project": None}]
    (tmp_path / "d.json").write_text(json.dumps(annotation), encoding="utf-8")
    code, out, _ = run("evaluate", tmp_path, "--rates", tmp_path / "rates.toml")
    assert code == 0
    assert "1.000 right of 1 facts" in out
    assert tomllib.loads((tmp_path / "rates.toml").read_text(encoding="utf-8")) == {"amounts/label-before": [1, 1]}
