"""Nodes and edges → groups: what matches becomes one, the surest first, as far as its parts can be one at all.

Edges of one score are taken together, so that no order decides. What by them leads to two groups that can't be one is
torn: it joins neither, also not by weaker edges, which say less than those that contradict each other. Only a higher
score decides between two groups.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, compress, groupby
from typing import Any, Generic

from resolve.graph import DECIDED, Edge, Node
from resolve.matching import Profile, Rules, Thing


@dataclass(slots=True, eq=False)
class Group(Generic[Thing, Profile]):
    """Nodes that are one, and the edges by which they are: a tree."""

    first: str  # the least of the nodes' names
    nodes: list[Node[Thing]]
    edges: list[Edge[Thing]]
    profiles: tuple[Profile, ...]  # one, or more where people made one what rules say can't be
    splits: frozenset[frozenset[str]]  # those of the nodes
    barred: "set[Group[Thing, Profile]]"  # groups that this one was torn from


_Groups = Sequence[Group[Thing, Profile]]
_Unit = tuple[Group[Thing, Profile], ...]
_Clashes = Mapping[Group[Thing, Profile], set[Group[Thing, Profile]]]
_Link = tuple[Edge[Thing], Group[Thing, Profile], Group[Thing, Profile]]


class Grouping(Generic[Thing, Profile]):
    """Groups of nodes, made one edge by edge; see `take`."""

    def __init__(self, rules: Rules[Thing, Profile, Any], nodes: Iterable[Node[Thing]]) -> None:
        self._rules = rules
        self._names = {node: node.name for node in nodes}
        self._groups: dict[Node[Thing], Group[Thing, Profile]] = {}
        for node, name in self._names.items():
            splits = frozenset((node.splits,))
            self._groups[node] = Group(name, [node], [], (rules.profile(node.thing),), splits, set())

    def groups(self) -> list[Group[Thing, Profile]]:
        """The groups as they are, in the order of their names."""
        return sorted(dict.fromkeys(self._groups.values()), key=lambda group: group.first)

    def take(self, edges: Iterable[Edge[Thing]]) -> None:
        """Join what these edges say is one; all at once, for weaker ones never undo what stronger ones did."""
        ordered = sorted(
            edges, key=lambda edge: (-edge.rank, *sorted((self._names[edge.one], self._names[edge.other])))
        )
        for rank, level in groupby(ordered, key=lambda edge: edge.rank):
            for links in self._components(level):
                self._join_level(links, is_decided=rank >= DECIDED)

    def _components(self, edges: Iterable[Edge[Thing]]) -> "list[list[_Link[Thing, Profile]]]":
        """Edges between groups, by what hangs together."""
        links = [(edge, self._groups[edge.one], self._groups[edge.other]) for edge in edges]
        return _components([link for link in links if link[1] is not link[2]])

    def _join_level(self, links: "list[_Link[Thing, Profile]]", *, is_decided: bool) -> None:
        profiles = self._fold(_linked(links), forced=is_decided)
        if profiles is not None:
            self._join(links, profiles)
            return
        for part in _components(self._untorn(links)):
            joint = self._fold(_linked(part))
            if joint is None:
                _bar(part)
            else:
                self._join(part, joint)

    def _untorn(self, links: "list[_Link[Thing, Profile]]") -> "list[_Link[Thing, Profile]]":
        """The links by which groups may join: not those of a group that they lead to groups which can't be one.

        Groups that could be one with every other are first taken together, as far as they are linked, for what one of
        them is led to all are.
        """
        clashes = self._clashes(_linked(links))
        possible = [link for link in links if link[2] not in clashes[link[1]]]
        unit: dict[Group[Thing, Profile], _Unit[Thing, Profile]] = {group: (group,) for group in clashes}
        for part in _components([link for link in possible if not clashes[link[1]] and not clashes[link[2]]]):
            together = tuple(_linked(part))
            if self._fold(together) is not None:
                unit.update(dict.fromkeys(together, together))
        led: dict[_Unit[Thing, Profile], dict[Group[Thing, Profile], None]] = defaultdict(dict)
        for _, one, other in possible:
            led[unit[one]][other] = led[unit[other]][one] = None
        torn = {together: self._torn(together, tuple(others), clashes) for together, others in led.items()}
        is_torn = [b in torn[unit[a]] or a in torn[unit[b]] for _, a, b in possible]
        _bar(compress(possible, is_torn))
        return [link for link, dropped in zip(possible, is_torn, strict=True) if not dropped]

    def _torn(
        self, unit: "_Unit[Thing, Profile]", others: "_Groups[Thing, Profile]", clashes: "_Clashes[Thing, Profile]"
    ) -> "set[Group[Thing, Profile]]":
        """Those of the others that can't be one with each other, not even by way of the unit."""
        found: set[Group[Thing, Profile]] = set()
        for one, other in combinations(others, 2):
            if other in clashes[one] and self._fold((*unit, one, other)) is None:
                found |= {one, other}
        return found

    def _clashes(self, groups: "_Groups[Thing, Profile]") -> "_Clashes[Thing, Profile]":
        """For each group those that it can't be one with, by themselves."""
        found: dict[Group[Thing, Profile], set[Group[Thing, Profile]]] = {group: set() for group in groups}
        for one, other in combinations(groups, 2):
            if self._fold((one, other)) is None:
                found[one].add(other)
                found[other].add(one)
        return found

    def _fold(self, groups: "_Groups[Thing, Profile]", *, forced: bool = False) -> tuple[Profile, ...] | None:
        """What all of them are together, joined in this order; None where they can't be one."""
        if not forced:
            ids = set(groups)
            if any(not group.barred.isdisjoint(ids) for group in groups if group.barred):
                return None
        profiles, splits = groups[0].profiles, groups[0].splits
        for group in groups[1:]:
            if not forced and splits.isdisjoint(group.splits):
                return None
            joint = self._joined(profiles, group.profiles, forced=forced)
            if joint is None:
                return None
            profiles, splits = joint, splits | group.splits
        return profiles

    def _joined(
        self, ones: tuple[Profile, ...], others: tuple[Profile, ...], *, forced: bool
    ) -> tuple[Profile, ...] | None:
        """Profiles of both; those that can be one are, and by rules at least two must."""
        found, is_possible = list(ones), forced
        for profile in others:
            for place, one in enumerate(found):
                joint = self._rules.joined(one, profile)
                if joint is not None:
                    found[place] = joint
                    is_possible = True
                    break
            else:
                found.append(profile)
        return tuple(found) if is_possible else None

    def _join(self, links: "list[_Link[Thing, Profile]]", profiles: tuple[Profile, ...]) -> None:
        """Make one group of all that these links connect, the small into the large."""
        for edge, _, _ in links:
            one, other = self._groups[edge.one], self._groups[edge.other]
            if one is other:
                continue
            if len(one.nodes) < len(other.nodes):
                one, other = other, one
            one.first = min(one.first, other.first)
            one.nodes += other.nodes
            one.edges += [*other.edges, edge]
            one.profiles = profiles
            one.splits |= other.splits
            for far in other.barred:
                far.barred.discard(other)
                far.barred.add(one)
            one.barred |= other.barred
            one.barred.discard(one)
            self._groups.update(dict.fromkeys(other.nodes, one))


def _linked(links: "Iterable[_Link[Thing, Profile]]") -> "list[Group[Thing, Profile]]":
    """The groups that the links connect, each beside one that comes before it; the least name first."""
    beside = _beside(links)
    ordered: dict[Group[Thing, Profile], None] = {}
    for start in sorted(beside, key=lambda group: group.first):
        waiting = deque([start])
        while waiting:
            group = waiting.popleft()
            if group not in ordered:
                ordered[group] = None
                waiting += sorted(beside[group], key=lambda other: other.first)
    return list(ordered)


def _components(links: "Sequence[_Link[Thing, Profile]]") -> "list[list[_Link[Thing, Profile]]]":
    """The links by what hangs together by them, both in their order."""
    beside = _beside(links)
    leader: dict[Group[Thing, Profile], Group[Thing, Profile]] = {}
    for start in beside:
        waiting = [start] if start not in leader else []
        while waiting:
            group = waiting.pop()
            if group not in leader:
                leader[group] = start
                waiting += beside[group]
    found: dict[Group[Thing, Profile], list[_Link[Thing, Profile]]] = defaultdict(list)
    for link in links:
        found[leader[link[1]]].append(link)
    return list(found.values())


def _beside(
    links: "Iterable[_Link[Thing, Profile]]",
) -> "dict[Group[Thing, Profile], dict[Group[Thing, Profile], None]]":
    """For each group those that it has a link with."""
    beside: dict[Group[Thing, Profile], dict[Group[Thing, Profile], None]] = defaultdict(dict)
    for _, one, other in links:
        beside[one][other] = beside[other][one] = None
    return beside


def _bar(links: "Iterable[_Link[Thing, Profile]]") -> None:
    for _, one, other in links:
        one.barred.add(other)
        other.barred.add(one)
