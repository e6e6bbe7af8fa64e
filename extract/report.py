"""Scores for people and for machines: a table of 80 columns, a line for each difference, and plain JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from extract.calibration import bins
from extract.intervals import CONFIDENCE, MEAN, RESAMPLES, SEED, Interval
from extract.scores import KINDS, Evaluation, Score, Verdict

_HEAD = (
    f"{'kind':14}{'precision':>10}{'recall':>8}{'F1':>8}{f'{CONFIDENCE:.0%} interval':>17}"
    f"{'right':>8}{'wrong':>7}{'missed':>8}"
)
_LONGEST = 200  # signs of a passage that is shown in a line


def table(evaluation: Evaluation, intervals: Mapping[str, Interval | None]) -> Iterator[str]:
    """The lines of the table; right, wrong and missed count facts, and what differs is wrong and missed."""
    yield _HEAD
    for kind in KINDS:
        score = evaluation.scores[kind]
        ratios = f"{_ratio(score.precision):>10}{_ratio(score.recall):>8}{_ratio(score.f1):>8}"
        yield f"{kind:14}{ratios}{_range(intervals[kind]):>17}{score.tp:8}{score.fp:7}{score.fn:8}"
    yield f"{'mean F1':32}{_ratio(evaluation.mean_f1):>8}{_range(intervals[MEAN]):>17}"
    for one in bins(evaluation):
        share = f"{one.right / one.found:.3f} right of {one.found} facts"
        yield f"confidence from {one.low:.2f}, on average {one.confidence:.2f}: {share}"
    yield f"documents: {len(evaluation.by_document)}; quotes that do not hold: {evaluation.bad_evidence}"


def differences(evaluation: Evaluation) -> Iterator[str]:
    """One line for each difference: document, kind, what is wrong, the quote, and the values."""
    for verdict in evaluation.disagreements:
        yield f"{verdict.document}: {verdict.kind} {verdict.what}: {_told(verdict)}"


def to_json(evaluation: Evaluation, intervals: Mapping[str, Interval | None]) -> dict[str, Any]:
    """Everything that was measured as plain JSON values; a ratio over nothing is null."""
    return {
        "documents": len(evaluation.by_document),
        "mean_f1": evaluation.mean_f1,
        "mean_f1_interval": intervals[MEAN],
        "scores": {kind: _score(evaluation.scores[kind], intervals[kind]) for kind in KINDS},
        "confidence": [asdict(one) for one in bins(evaluation)],
        "bad_evidence": evaluation.bad_evidence,
        "interval": {"confidence": CONFIDENCE, "method": "bootstrap", "resamples": RESAMPLES, "seed": SEED},
        "differences": [
            {
                "document": verdict.document,
                "kind": verdict.kind,
                "what": verdict.what,
                "quote": _quote(verdict),
                "annotated": verdict.gold,
                "found": verdict.got,
            }
            for verdict in evaluation.disagreements
        ],
    }


def _score(score: Score, interval: Interval | None) -> dict[str, Any]:
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "f1_interval": interval,
        "tp": score.tp,
        "fp": score.fp,
        "fn": score.fn,
    }


def _told(verdict: Verdict) -> str:
    quote = _quote(verdict)
    parts = [f"„{_cut(quote)}”"] if quote else []
    if verdict.gold is not None:
        parts.append(f"annotated: {_value(verdict.gold, verdict.got)}")
    if verdict.got is not None:
        parts.append(f"found: {_value(verdict.got, verdict.gold)}")
    return "; ".join(parts)


def _quote(verdict: Verdict) -> str | None:
    """The passage that it is about, from the annotation where that gives one."""
    for side in (verdict.gold, verdict.got):
        if isinstance(side, Mapping):
            evidence = side.get("evidence")
            spans = evidence if isinstance(evidence, list) else [evidence]
            quote = side.get("quote") or next((span["text"] for span in spans if span), None)
            if isinstance(quote, str):
                return quote
    return None


_ASIDE = frozenset(("quote", "evidence", "confidence", "found_by", "optional", "aliases"))


def _value(side: object, other: object) -> str:
    """What one side says, without what both say; all of it where the other says nothing."""
    if not isinstance(side, Mapping):
        return _cut(str(side))
    said = {key: value for key, value in side.items() if key not in _ASIDE and value is not None}
    if isinstance(other, Mapping):
        said = {key: value for key, value in said.items() if not _agree(value, other.get(key))} or said
    return _cut(", ".join(f"{key} {_plain(value)}" for key, value in said.items()))


def _agree(one: object, other: object) -> bool:
    """An annotation lists right spellings, and accepts everything with “any”."""
    if isinstance(one, list) != isinstance(other, list):
        return other in one if isinstance(one, list) else isinstance(other, list) and one in other
    return one == other or "any" in (one, other)


def _plain(value: object) -> str:
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _range(interval: Interval | None) -> str:
    return "-" if interval is None else f"{interval[0]:.3f} – {interval[1]:.3f}"
