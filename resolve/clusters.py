"""Items → clusters: what the rules of a kind match becomes one, as far as the rules let it and as people decided.

Matches are taken by their score, the surest first; one that would join what can't be one is passed over. Decisions
stand in an item's inputs as `decided`, a list of [action, id of the decision, words]: items with a "merge" in common
are one whatever the rules say, and those with different "split"s are never made one by rules.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic

from resolve.matching import Inputs, Match, Member, Profile, Resolved_co, Rules, Thing

_SAME = Match(score=1.0, reason="same name")  # as normalised


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node(Generic[Thing]):
    """Items that tell the same thing and on which the same decisions hang, named by the least of them."""

    items: tuple[str, ...]
    thing: Thing
    merges: Mapping[str, str]  # id of the decision → words
    splits: frozenset[str]

    @property
    def name(self) -> str:
        return self.items[0]


@dataclass(frozen=True, slots=True, order=True)
class _Edge:
    rank: float  # the least goes first
    one: str  # nodes
    other: str
    match: Match


@dataclass(slots=True)
class _Group(Generic[Profile]):
    nodes: list[str]
    profile: Profile
    splits: frozenset[str]
    edges: list[_Edge]


def cluster(rules: Rules[Thing, Profile, Resolved_co], inputs: Mapping[str, Inputs]) -> list[tuple[Member, ...]]:
    """The clusters of these items, each in the order of its items; every item in exactly one.

    What an item is joined with depends on nothing but those that it matches, directly or by others. Time grows with
    the number of pairs of different things that share a block.
    """
    nodes = {node.name: node for node in _nodes(rules, inputs)}
    groups = {name: _Group([name], rules.profile(node.thing), node.splits, []) for name, node in nodes.items()}
    for edge in sorted(_edges(rules, nodes)):
        one, other = groups[edge.one], groups[edge.other]
        if one is other:
            continue
        joined = _joined(rules, edge, one, other)
        if joined is not None:
            groups.update(dict.fromkeys(joined.nodes, joined))
    unique = {id(group): group for group in groups.values()}
    found = [_members(nodes, group, inputs) for group in unique.values()]
    return sorted(found, key=lambda members: members[0].item)


def _nodes(rules: Rules[Thing, Profile, Resolved_co], inputs: Mapping[str, Inputs]) -> Iterator[_Node[Thing]]:
    alike: dict[tuple[Thing, tuple[tuple[str, str, str], ...]], list[str]] = defaultdict(list)
    for item in sorted(inputs):
        decided = tuple(sorted((action, name, words) for action, name, words in inputs[item].get("decided", ())))
        alike[rules.read(item, inputs[item]), decided].append(item)
    for (thing, decided), items in alike.items():
        yield _Node(
            items=tuple(items),
            thing=thing,
            merges={name: words for action, name, words in decided if action == "merge"},
            splits=frozenset(name for action, name, _ in decided if action == "split"),
        )


def _edges(rules: Rules[Thing, Profile, Resolved_co], nodes: Mapping[str, _Node[Thing]]) -> Iterator[_Edge]:
    """Pairs that match, each once, and pairs that people decided on."""
    blocks: dict[str, list[str]] = defaultdict(list)
    decided: dict[str, list[str]] = defaultdict(list)
    for name in sorted(nodes):
        for block in rules.blocks(nodes[name].thing):
            blocks[block].append(name)
        for decision in nodes[name].merges:
            decided[decision].append(name)
    for decision, names in decided.items():
        words = nodes[names[0]].merges[decision]
        for name in names[1:]:
            yield _Edge(-2.0, names[0], name, Match(score=1.0, reason=words))
    seen: set[tuple[str, str]] = set()
    for names in blocks.values():
        for pair in combinations(dict.fromkeys(names), 2):
            if pair in seen:
                continue
            seen.add(pair)
            one, other = nodes[pair[0]], nodes[pair[1]]
            match = _SAME if one.thing == other.thing else rules.match(one.thing, other.thing)
            if match is not None and one.splits == other.splits:
                yield _Edge(-match.score, *pair, match)


def _joined(
    rules: Rules[Thing, Profile, Resolved_co], edge: _Edge, one: _Group[Profile], other: _Group[Profile]
) -> _Group[Profile] | None:
    """Both groups as one; None where rules would join what can't be one or what people parted."""
    is_decided = edge.rank < -1.0
    profile = rules.joined(one.profile, other.profile)
    if not is_decided and (profile is None or one.splits != other.splits):
        return None
    return _Group(
        nodes=[*one.nodes, *other.nodes],
        profile=one.profile if profile is None else profile,
        splits=one.splits | other.splits,
        edges=[*one.edges, *other.edges, edge],
    )


def _members(
    nodes: Mapping[str, _Node[Thing]], group: _Group[Profile], inputs: Mapping[str, Inputs]
) -> tuple[Member, ...]:
    """The group's items, each with the match by which it is reached from the item that was there first."""
    beside: dict[str, list[tuple[str, Match]]] = defaultdict(list)
    for edge in group.edges:
        beside[edge.one].append((edge.other, edge.match))
        beside[edge.other].append((edge.one, edge.match))
    first = min((item for name in group.nodes for item in nodes[name].items), key=lambda i: _age(inputs, i))
    start = next(name for name in group.nodes if first in nodes[name].items)
    found = {first: Member(item=first, inputs=inputs[first])}
    reached, queue = {start: first}, deque([start])
    while queue:
        name = queue.popleft()
        _add(found, nodes[name].items, reached[name], inputs)
        for other, match in beside[name]:
            if other not in reached:
                head = nodes[other].name
                reached[other] = head
                found[head] = Member(
                    item=head, inputs=inputs[head], reason=match.reason, score=match.score, like=reached[name]
                )
                queue.append(other)
    return tuple(found[item] for item in sorted(found))


def _add(found: dict[str, Member], items: Sequence[str], like: str, inputs: Mapping[str, Inputs]) -> None:
    for item in items:
        if item not in found:
            found[item] = Member(item=item, inputs=inputs[item], reason=_SAME.reason, score=_SAME.score, like=like)


def _age(inputs: Mapping[str, Inputs], item: str) -> tuple[str, str]:
    return str(inputs[item].get("first", "")), item
