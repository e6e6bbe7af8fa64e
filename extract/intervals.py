"""How far scores would move with other documents of the same kinds: bootstrap intervals.

Documents are drawn with replacement, as many as there are, and scored anew, again and again; the middle 95 % of
the scores is the interval (B. Efron, “Bootstrap methods: another look at the jackknife”, 1979, the percentile
form). Documents are drawn, not facts: the facts of one page stand or fall together.
"""

import random
from collections.abc import Mapping, Sequence

from extract.scores import KINDS, Score

__all__ = ["CONFIDENCE", "MEAN", "RESAMPLES", "SEED", "Interval", "intervals"]

Interval = tuple[float, float]

CONFIDENCE = 0.95
RESAMPLES = 2000
SEED = 20240229  # any would do; a fixed one gives the same figures for the same documents
MEAN = "mean"


def intervals(
    by_document: Sequence[Mapping[str, Score]], *, kinds: Sequence[str] = KINDS, resamples: int = RESAMPLES
) -> dict[str, Interval | None]:
    """The interval of F1 for each kind of fact, and under `MEAN` for the mean over the kinds.

    `kinds` are the keys of each document's scores; any way to sort facts will do. None where there is nothing to tell:
    fewer than two documents, or no fact of the kind in any.
    """
    if len(by_document) < 2:
        return dict.fromkeys((*kinds, MEAN))
    drawn = random.Random(SEED)  # noqa: S311 - a draw of documents is no secret
    rows = [_counts(scores, kinds) for scores in by_document]
    seen: dict[str, list[float]] = {name: [] for name in (*kinds, MEAN)}
    for _ in range(resamples):
        sums = [sum(column) for column in zip(*drawn.choices(rows, k=len(rows)), strict=True)]
        known = {kind: f1 for kind, f1 in zip(kinds, _f1s(sums), strict=True) if f1 is not None}
        for kind, f1 in known.items():
            seen[kind].append(f1)
        if known:
            seen[MEAN].append(sum(known.values()) / len(known))
    return {name: _middle(sorted(values)) if values else None for name, values in seen.items()}


def _counts(scores: Mapping[str, Score], kinds: Sequence[str]) -> tuple[int, ...]:
    return tuple(count for kind in kinds for count in (scores[kind].tp, scores[kind].fp, scores[kind].fn))


def _f1s(sums: Sequence[int]) -> list[float | None]:
    return [Score(tp=tp, fp=fp, fn=fn).f1 for tp, fp, fn in zip(sums[::3], sums[1::3], sums[2::3], strict=True)]


def _middle(values: Sequence[float]) -> Interval:
    """The ends of the middle part, values outside it being as many below as above."""
    outside = round(len(values) * (1 - CONFIDENCE) / 2)
    return values[outside], values[len(values) - 1 - outside]
