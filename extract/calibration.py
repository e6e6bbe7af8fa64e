"""How far confidence holds: facts that were right by their confidence, and by the rule that found them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract.scores import Evaluation

_KINDS = frozenset(("projects", "partners", "amounts", "dates", "beneficiaries", "places"))
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_HEAD = "# Facts that were right, and facts found, by rule: written by `fondoscop evaluate --rates`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Facts whose confidence lies from `low` to the next edge: how many, how many were right, their mean confidence."""

    low: float
    found: int
    right: int
    confidence: float


def bins(evaluation: Evaluation) -> Iterator[Bin]:
    """How often facts were right, by their confidence, the least sure first; empty stretches are left out."""
    judged = [(float(got["confidence"]), right) for got, right in _judged(evaluation)]
    for low, high in zip(_EDGES, (*_EDGES[1:], 1.01), strict=True):
        within = [(confidence, right) for confidence, right in judged if low <= confidence < high]
        if within:
            right = sum(right for _, right in within)
            mean = sum(confidence for confidence, _ in within) / len(within)
            yield Bin(low=low, found=len(within), right=right, confidence=mean)


def rates_text(evaluation: Evaluation) -> str:
    """The rates of an evaluation as the text of `confidence.toml`."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for got, is_right in _judged(evaluation):
        found[got["found_by"]] += 1
        right[got["found_by"]] += is_right
    rows = "".join(f'"{rule}" = [{right[rule]}, {found[rule]}]\n' for rule in sorted(found))
    return f"{_HEAD}\n{rows}"


def _judged(evaluation: Evaluation) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Each fact found and whether it was right in value and role; what an annotation leaves open is not among them."""
    for verdict in evaluation.verdicts:
        if verdict.kind in _KINDS and isinstance(verdict.got, Mapping):
            yield verdict.got, verdict.what == "right"
