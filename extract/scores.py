"""What an evaluation says: counts by kind of fact, and what became of each fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

KINDS = ("projects", "slots", "partners", "amounts", "dates", "beneficiaries", "links", "places")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one kind of fact over all documents; a ratio over nothing is None."""

    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float | None:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one fact; `kind` is one of `KINDS`, or "evidence" for a quote that doesn't hold."""

    document: str
    kind: str
    what: Literal["right", "missed", "spurious", "different"]
    gold: object = None
    got: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A score for each of `KINDS`, in all and by document, and what became of every fact."""

    scores: Mapping[str, Score]
    by_document: tuple[Mapping[str, Score], ...]
    bad_evidence: int
    verdicts: tuple[Verdict, ...]

    @property
    def disagreements(self) -> tuple[Verdict, ...]:
        """Every verdict that isn't "right", for people to read."""
        return tuple(verdict for verdict in self.verdicts if verdict.what != "right")

    @property
    def mean_f1(self) -> float | None:
        """The mean over the kinds that occur; None when there was nothing to find and nothing was found."""
        known = [score.f1 for score in self.scores.values() if score.f1 is not None]
        return sum(known) / len(known) if known else None
