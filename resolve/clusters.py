"""Items → clusters: what the rules of a kind match becomes one, as far as the rules let it and as people decided.

What an item is joined with depends on nothing but the items that it matches, directly or by others: so the clusters of
a whole component are the same whatever else is known, and when something changes only its component is looked at again.
"""

import gc
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from resolve.graph import Edge, Graph, Node, blocks_of, decided, same, sought
from resolve.grouping import Group, Grouping
from resolve.matching import Inputs, Member, Profile, Resolved_co, Rules, Thing

Lookup = Callable[[Sequence[str]], Iterable[tuple[str, Mapping[str, Inputs]]]]
"""Those of these blocks that items have, each with all its items and what they tell."""


def cluster(rules: Rules[Thing, Profile, Resolved_co], inputs: Mapping[str, Inputs]) -> list[tuple[Member, ...]]:
    """The clusters of these items, each in the order of its items; every item in exactly one.

    Time grows with the number of pairs of different things that share a block.
    """
    with _uncollected():
        graph = Graph(rules)
        for item in sorted(inputs):
            graph.add(item, inputs[item])
        graph.find_all()
        for node in graph:
            for _ in graph.compare(node):
                pass
        return _clusters(rules, graph, graph)


def cluster_near(
    rules: Rules[Thing, Profile, Resolved_co], inputs: Mapping[str, Inputs], lookup: Lookup
) -> list[tuple[Member, ...]]:
    """The clusters of these items and of all that they match, directly or by others; what `cluster` makes of all."""
    with _uncollected():
        graph = Graph(rules)
        whole = dict.fromkeys(graph.add(item, inputs[item]) for item in sorted(inputs))
        reached, asked = list(whole), set[str]()
        while reached:
            blocks = {sought(block) for node in reached for block in graph.blocks(node)} - asked
            asked |= blocks
            for block, items in lookup(sorted(blocks)):
                graph.find(block, items)
            found = [other for node in reached for other in graph.compare(node)]
            reached = [node for node in dict.fromkeys(found) if node not in whole]
            whole.update(dict.fromkeys(reached))
        return _clusters(rules, graph, whole)


def near(rules: Rules[Thing, Any, Any], inputs: Iterable[tuple[str, Inputs]], lookup: Lookup) -> dict[str, Inputs]:
    """The items that match what is, or was, told so; those are items that may be gone."""
    found: dict[str, Inputs] = {}
    for item, told in inputs:
        thing, marks = rules.read(item, told), decided(told)
        blocks = [sought(block) for block in blocks_of(rules, thing, marks)]
        merges = {name for action, name, _ in marks if action == "merge"}
        for other, others in dict(chain.from_iterable(items.items() for _, items in lookup(blocks))).items():
            if other in found:
                continue
            another = rules.read(other, others)
            common = merges & {name for action, name, _ in decided(others) if action == "merge"}
            if common or another == thing or rules.match(thing, another):
                found[other] = others
    return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing is waste before all is done: the collector would walk through millions of objects time and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _clusters(
    rules: Rules[Thing, Profile, Any], graph: Graph[Thing], nodes: Iterable[Node[Thing]]
) -> list[tuple[Member, ...]]:
    grouping = Grouping(rules, nodes)
    grouping.take(graph.edges)
    found = [_members(rules, group) for group in grouping.groups()]
    return sorted(found, key=lambda members: members[0].item)


def _members(rules: Rules[Thing, Profile, Any], group: Group[Thing, Profile]) -> tuple[Member, ...]:
    """The group's items, each with the match by which it is reached from the item that was there first."""
    beside: dict[Node[Thing], list[Edge[Thing]]] = defaultdict(list)
    for edge in group.edges:
        beside[edge.one].append(edge)
        beside[edge.other].append(edge)
    first, start = min(((item, node) for node in group.nodes for item in node.items), key=lambda one: _age(*one))
    found = {first: Member(item=first, inputs=start.items[first])}
    heads, queue = {start: first}, deque([start])
    while queue:
        node = queue.popleft()
        head, alike = heads[node], same(rules, node.thing)
        for item, inputs in node.items.items():
            if item not in found:
                found[item] = Member(item=item, inputs=inputs, reason=alike.reason, score=alike.score, like=head)
        for edge in beside[node]:
            other = edge.other if edge.one is node else edge.one
            if other not in heads:
                heads[other] = other.name
                found[other.name] = Member(
                    item=other.name,
                    inputs=other.items[other.name],
                    reason=edge.match.reason,
                    score=edge.match.score,
                    like=head,
                )
                queue.append(other)
    return tuple(found[item] for item in sorted(found))


def _age(item: str, node: Node[Any]) -> tuple[str, str]:
    return str(node.items[item].get("first", "")), item
