"""Confidence: how often facts that a rule found were right, measured on documents that the rule's author had not seen.

The figures stand in `confidence.toml`, which `fondoscop evaluate GOLD_DIR --rates FILE` writes. While the rules work,
`confidence` is only their own order of preference; what leaves the extractor is the measured share, drawn towards
that of its kind where a rule was seen seldom. `docs/confidence.md` shows how often a 0.9 is right.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from store.records import Amount, Beneficiaries, DateFact, Facts, Partner, Place, Project

Fact = TypeVar("Fact", Project, Partner, Amount, DateFact, Beneficiaries, Place)

_FILE = Path(__file__).with_name("confidence.toml")
_WEIGHT = 8  # facts of its kind that a rule borrows: one that was seen eight times is half its own
_NEVER_SEEN = (1, 2)


def with_measured_confidence(facts: Facts) -> Facts:
    """The facts with the measured confidence of the rules that found them."""
    return replace(
        facts,
        projects=_measured(facts.projects),
        partners=_measured(facts.partners),
        amounts=_measured(facts.amounts),
        dates=_measured(facts.dates),
        beneficiaries=_measured(facts.beneficiaries),
        places=_measured(facts.places),
    )


def _measured(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(replace(fact, confidence=_confidence(fact.found_by)) for fact in facts)


@lru_cache(maxsize=4096)
def _confidence(found_by: str) -> float:
    """The share of right facts of a rule, drawn towards that of its kind; both count half a fact right, half wrong."""
    rates = _rates()
    kind = found_by.partition("/")[0]
    of_kind = [seen for rule, seen in rates.items() if rule.partition("/")[0] == kind] or [_NEVER_SEEN]
    share = (sum(right for right, _ in of_kind) + 0.5) / (sum(found for _, found in of_kind) + 1)
    right, found = rates.get(found_by, (0, 0))
    confidence: float = (right + _WEIGHT * share) / (found + _WEIGHT)
    return round(confidence, 2)


@lru_cache(maxsize=1)
def _rates() -> Mapping[str, tuple[int, int]]:
    """Facts that were right and facts that were found, by rule."""
    with _FILE.open("rb") as file:
        return {rule: (seen[0], seen[1]) for rule, seen in tomllib.load(file).items()}
