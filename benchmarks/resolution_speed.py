"""How the time of resolution grows with the number of names: beside n log n, with pairs compared and largest blocks.

    .venv/bin/python benchmarks/resolution_speed.py [--sizes 1000,10000,100000] [--only organisations|projects]

Names are made up (benchmarks/synthetic_names.py): four of each body or project on average, so that bodies grow as names
do. Time is the processor's, of the clustering alone and then of the rows of its clusters. `growth` is the time beside
that of the size before; `n log n` what it would be at that rate, `over` the one by the other: at most 1 where time
grows no faster. `wrongly` counts the clusters that hold names of two bodies, `parted` the bodies in two clusters or
more: a sign of what blocks leave out, not a measure of quality (bodies made of the same words may be one indeed).
"""

import argparse
import gc
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from benchmarks.synthetic_names import Made, organisations, projects
from resolve.clusters import cluster
from resolve.matching import Inputs, Match, Member, Rules
from resolve.organisations import OrganisationRules
from resolve.projects import ProjectRules

SIZES = (1000, 10_000, 100_000)
LARGEST = 5  # blocks that are shown
KINDS: Mapping[str, tuple[Callable[[], Rules[Any, Any, Any]], Callable[[int], dict[str, Made]]]] = {
    "organisations": (OrganisationRules, organisations),
    "projects": (ProjectRules, projects),
}


class Counted:
    """Rules that count the pairs they are asked about."""

    def __init__(self, rules: Rules[Any, Any, Any]) -> None:
        self._rules = rules
        self.pairs = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._rules, name)

    def match(self, one: object, other: object) -> Match | None:
        """As the rules say."""
        self.pairs += 1
        return self._rules.match(one, other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One size: seconds of clustering and of making rows, and what came out."""

    number: int
    seconds: float
    rows: float
    pairs: int
    clusters: Sequence[Sequence[Member]]

    def growth(self, before: "Timed | None") -> str:
        """Time beside the size before, what n log n would give, and the one by the other."""
        if before is None:
            return ""
        real = self.seconds / before.seconds
        expected = self.number * log(self.number) / (before.number * log(before.number))
        return f"{real:>7.1f} {expected:>8.1f} {real / expected:>6.2f}"


def timed(rules: Rules[Any, Any, Any], items: Mapping[str, Inputs]) -> Timed:
    """Clusters the items, and makes the rows of the clusters."""
    counted = Counted(rules)
    gc.collect()
    begin = time.process_time()
    clusters = cluster(counted, items)  # type: ignore[arg-type]  # what it lacks it gets from the rules
    middle = time.process_time()
    for members in clusters:
        rules.resolved(members)
    end = time.process_time()
    return Timed(number=len(items), seconds=middle - begin, rows=end - middle, pairs=counted.pairs, clusters=clusters)


def blocks_of(rules: Rules[Any, Any, Any], items: Mapping[str, Inputs]) -> Counter[str]:
    """How many different things each block holds; each side of its own where it has two."""
    things = {rules.read(item, inputs) for item, inputs in items.items()}
    return Counter(block for thing in things for block in set(rules.blocks(thing)))


def mistakes(made: Mapping[str, Made], clusters: Sequence[Sequence[Member]]) -> tuple[int, int]:
    """Clusters with names of two bodies, and bodies in two clusters."""
    bodies = [{made[member.item].stands_for for member in members} for members in clusters]
    parts: defaultdict[str, int] = defaultdict(int)
    for found in bodies:
        for body in found:
            parts[body] += 1
    return sum(len(found) > 1 for found in bodies), sum(number > 1 for number in parts.values())


def measure(kind: str, sizes: Sequence[int]) -> None:
    """Prints the table of one kind of thing."""
    rules_of, make = KINDS[kind]
    print(kind)
    heads = "     names   seconds    a name  growth  n log n   over        pairs  a name    rows s  clusters  wrongly"
    print(f"{heads}  parted")
    before = None
    for number in sizes:
        made = make(number)
        items = {item: one.inputs for item, one in made.items()}
        rules = rules_of()
        found = timed(rules, items)
        wrongly, parted = mistakes(made, found.clusters)
        print(
            f"{number:>10,} {found.seconds:>9.2f} {found.seconds / number * 1e6:>6.0f} µs {found.growth(before):>23}"
            f" {found.pairs:>12,} {found.pairs / number:>7.1f} {found.rows:>9.2f} {len(found.clusters):>9,}"
            f" {wrongly:>8,} {parted:>7,}"
        )
        before = found
        largest = blocks_of(rules, items).most_common(LARGEST)
    print("  largest blocks: " + ", ".join(f"{block!r} {things:,}" for block, things in largest) + "\n")


def main() -> None:
    """Prints what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of names, smallest first")
    parser.add_argument("--only", choices=tuple(KINDS))
    asked = parser.parse_args()
    for kind in [asked.only] if asked.only else KINDS:
        measure(kind, [int(size) for size in asked.sizes.split(",")])


if __name__ == "__main__":
    main()
