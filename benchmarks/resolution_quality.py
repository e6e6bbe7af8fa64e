"""How well resolution tells one body from another and one project from another, beside rapidfuzz alone.

    .venv/bin/python benchmarks/resolution_quality.py [-v] [--only organisations|titles] [--held-out]

The pairs are those of tests/resolution (its README says what they are). A pair is "same" when the two cluster as one:
`alone`, nothing else being known, and `together`, all names of the file being resolved at once, as a database has
them. rapidfuzz has the lower-cased names and nothing else, and two thresholds chosen on the developed pairs: that of
the best F1 (among near misses "all are the same" is hard to beat) and the lowest that keeps to the precision asked for.
Intervals are Wilson's, 95 %.

-v adds each phenomenon, and the pairs that were judged wrong, of all but the held-out pairs: these show their figures
and nothing more, so that no rule can be made for them. `--earlier` adds the sets that rules were developed on besides.
"""

import argparse
import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any, Literal

from rapidfuzz import fuzz

from resolve.clusters import cluster
from resolve.matching import Inputs, Rules
from resolve.organisations import OrganisationRules
from resolve.projects import ProjectRules

Kind = Literal["organisations", "titles"]
Part = Literal[
    "developed",
    "held_out",
    "blind",
    "first_developed",
    "first_held_out",
    "fresh",
    "fresh2",
    "validation",
    "validation2",
    "first_blind",
    "validation3",
    "second_blind",
    "validation4",
    "validation5",
    "third_blind",
    "fourth_blind",
    "fifth_blind",
]
KINDS: tuple[Kind, ...] = ("organisations", "titles")
PARTS: tuple[Part, ...] = ("developed", "held_out", "blind")
EARLIER: Mapping[Kind, tuple[Part, ...]] = {
    "organisations": ("first_developed", "first_held_out", "fresh", "fresh2", "validation", "validation2"),
    "titles": (
        *("first_developed", "first_held_out", "fresh", "fresh2", "validation", "validation2"),
        *("first_blind", "validation3", "second_blind", "validation4", "validation5"),
        *("third_blind", "fourth_blind", "fifth_blind"),
    ),
}
PLACE = Path(__file__).parent.parent / "tests" / "resolution"
RUN = "20240101T000000Z"
PRECISION, RECALL = 0.99, 0.93  # that are asked for
SCORERS: Mapping[str, Callable[..., float]] = {
    "token_set_ratio": fuzz.token_set_ratio,
    "ratio": fuzz.ratio,
    "WRatio": fuzz.WRatio,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two items as the database would give them, what they are called, and whether they are one."""

    phenomenon: str
    same: bool
    names: tuple[str, str]
    one: Inputs
    other: Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was judged of some pairs: those that are the same and said to be, said to be and aren't, missed, and all."""

    right: int
    wrong: int
    missed: int
    pairs: int

    @property
    def precision(self) -> float:
        """The share of the same among those said to be; 1 where nothing was said."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of those said to be among the same; 1 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (E. B. Wilson, 1927); from 0 to 1 where nothing was counted."""
    if not of:
        return 0.0, 1.0
    z = 1.959964
    share, spread = hits / of, z * z / of
    half = z * sqrt((share * (1 - share) + spread / 4) / of)
    middle = share + spread / 2
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def read_pairs(kind: Kind, part: Part) -> list[Pair]:
    """The pairs of one file; items are as the contract of resolution has them (resolve/matching.py)."""
    inputs = organisation_inputs if kind == "organisations" else title_inputs
    name = "name" if kind == "organisations" else "title"
    with (PLACE / f"{kind}_{part}.tsv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Pair(
            phenomenon=row["phenomenon"],
            same={"same": True, "different": False}[row["label"]],
            names=(row[f"{name}_a"], row[f"{name}_b"]),
            one=inputs(row, "a"),
            other=inputs(row, "b"),
        )
        for row in rows
    ]


def organisation_inputs(row: Mapping[str, str], side: str) -> dict[str, Any]:
    """A name as an item of kind "organisation"."""
    return _named(row[f"name_{side}"], county=row[f"county_{side}"] or None, cui=row[f"cui_{side}"] or None)


def _named(name: str, *, county: str | None = None, cui: str | None = None) -> dict[str, Any]:
    return {"name": name, "county": county, "cui": cui, "mentions": 1, "first": RUN}


def title_inputs(row: Mapping[str, str], side: str) -> dict[str, Any]:
    """A title as an item of kind "project"; where the page names no county, it is that of its lead."""
    leads = leads_of(row["lead_a"], row["lead_b"])
    lead, called, of_lead = leads.get(row[f"lead_{side}"], (None, None, None))
    counties = sorted(filter(None, row[f"county_{side}"].split(","))) or sorted(filter(None, [of_lead]))
    begin, _, end = row[f"years_{side}"].partition("-")
    return {
        "title": row[f"title_{side}"],
        "aliases": [],
        "code": row[f"code_{side}"] or None,
        "contract": None,
        "programme": row[f"programme_{side}"] or None,
        "start": begin or None,
        "end": end or None,
        "months": None,
        "leads": [lead] if lead else [],
        "lead_names": [called] if called else [],
        "counties": counties,
        "first": RUN,
    }


@cache
def leads_of(*names: str) -> dict[str, tuple[str, str, str | None]]:
    """Id, name and county of the organisation that each of these names was resolved to."""
    rules = OrganisationRules()
    found: dict[str, tuple[str, str, str | None]] = {}
    for members in cluster(rules, {name: _named(name) for name in names if name}):
        organisation = rules.resolved(members)
        found |= dict.fromkeys(
            (member.item for member in members), (organisation.id, organisation.name, organisation.county)
        )
    return found


def rules_of(kind: Kind) -> Rules[Any, Any, Any]:
    """The rules that tell these things apart."""
    return OrganisationRules() if kind == "organisations" else ProjectRules()


def judged_alone(kind: Kind, pairs: Sequence[Pair]) -> list[bool]:
    """For each pair whether its two cluster as one when there is nothing else."""
    rules = rules_of(kind)
    return [len(cluster(rules, {"a": pair.one, "b": pair.other})) == 1 for pair in pairs]


def judged_together(kind: Kind, pairs: Sequence[Pair]) -> list[bool]:
    """For each pair whether its two cluster as one when all of the pairs are resolved at once."""
    items = {str(side): side for pair in pairs for side in (pair.one, pair.other)}
    clusters = cluster(rules_of(kind), items)
    found = {member.item: number for number, members in enumerate(clusters) for member in members}
    return [found[str(pair.one)] == found[str(pair.other)] for pair in pairs]


def likeness(pairs: Sequence[Pair], scorer: Callable[..., float]) -> list[float]:
    """From 0 to 100 how alike rapidfuzz finds the lower-cased names of each pair."""
    return [scorer(*(name.lower() for name in pair.names)) for pair in pairs]


def thresholds_of(pairs: Sequence[Pair], scorer: Callable[..., float]) -> dict[str, float]:
    """From which likeness on pairs are the same: with the best F1 on these, and with the precision asked for."""
    scores = likeness(pairs, scorer)
    found = {least: figures(pairs, [score >= least for score in scores]) for least in [*sorted(set(scores)), 101.0]}
    precise = [least for least in found if found[least].precision >= PRECISION]
    return {
        "best F1": max(found, key=lambda least: found[least].f1),
        f"P ≥ {PRECISION}": max(precise, key=lambda least: found[least].recall),
    }


def figures(pairs: Sequence[Pair], judged: Sequence[bool]) -> Figures:
    """Counts what was judged of the pairs."""
    both = [(pair.same, said) for pair, said in zip(pairs, judged, strict=True)]
    return Figures(
        right=both.count((True, True)),
        wrong=both.count((False, True)),
        missed=both.count((True, False)),
        pairs=len(both),
    )


def line(name: str, found: Figures) -> str:
    """A row of the table."""
    said, same = found.right + found.wrong, found.right + found.missed
    shares = ((found.precision, wilson(found.right, said)), (found.recall, wilson(found.right, same)))
    cells = [f"{share:.3f} ({low:.3f}–{high:.3f})" for share, (low, high) in shares]
    return f"  {name:<36}{cells[0]:<22}{cells[1]:<22}{found.f1:.3f}  {found.wrong:>3} {found.missed:>6}"


def print_part(kind: Kind, part: Part, thresholds: Mapping[tuple[str, str], float], *, verbose: bool) -> None:
    """Prints the table of one file."""
    pairs = read_pairs(kind, part)
    print(f"{kind}, {part.replace('_', ' ')}: {len(pairs)} pairs, {sum(pair.same for pair in pairs)} of them the same")
    print(f"  {'':<36}{'precision':<22}{'recall':<22}F1     wrong missed")
    alone, together = judged_alone(kind, pairs), judged_together(kind, pairs)
    print(line("fondoscop, alone", figures(pairs, alone)))
    print(line("fondoscop, together", figures(pairs, together)))
    for (name, aim), least in thresholds.items():
        found = figures(pairs, [score >= least for score in likeness(pairs, SCORERS[name])])
        print(line(f"{name} ≥ {least:.1f} ({aim})", found))
    if verbose and part != "blind" and not part.endswith("held_out"):
        print_phenomena(pairs, alone, together)
    print()


def print_phenomena(pairs: Sequence[Pair], alone: Sequence[bool], together: Sequence[bool]) -> None:
    """Prints how many pairs of each phenomenon were judged right, and those that weren't."""
    for same in (True, False):
        for phenomenon in dict.fromkeys(pair.phenomenon for pair in pairs if pair.same is same):
            rows = [
                (pair, *judged)
                for pair, *judged in zip(pairs, alone, together, strict=True)
                if (pair.phenomenon, pair.same) == (phenomenon, same)
            ]
            wrong = [row for row in rows if row[1:] != (same, same)]
            print(f"    {'same' if same else 'different':<10}{phenomenon:<24}{len(rows) - len(wrong)} of {len(rows)}")
            for pair, by_itself, among_all in wrong:
                where = "both ways" if by_itself == among_all else "together" if by_itself is same else "alone"
                print(f"        wrong {where}: {told(pair.one)}  |  {told(pair.other)}")


def told(inputs: Inputs) -> str:
    """What an item tells, in one line."""
    return ", ".join(str(value) for key, value in inputs.items() if value and key not in {"mentions", "first"})


def main() -> None:
    """Prints what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true", help="phenomena and mistakes of the developed pairs")
    parser.add_argument("--only", choices=KINDS, help="one of the two sets")
    parser.add_argument("--held-out", action="store_true", help="the held-out figures too: when the rules stand")
    parser.add_argument("--earlier", action="store_true", help="all earlier sets, too")
    asked = parser.parse_args()
    for kind in [asked.only] if asked.only else KINDS:
        developed = read_pairs(kind, "developed")
        thresholds = {
            (name, aim): least
            for name, scorer in SCORERS.items()
            for aim, least in thresholds_of(developed, scorer).items()
        }
        parts = [*(PARTS if asked.held_out else PARTS[:1]), *(EARLIER[kind] if asked.earlier else ())]
        for part in parts:
            print_part(kind, part, thresholds, verbose=asked.verbose)


if __name__ == "__main__":
    main()
