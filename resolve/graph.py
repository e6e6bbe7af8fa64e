"""Items that tell the same are one node; nodes that match, or that people made one, have an edge between them.

Decisions stand in an item's inputs as `decided`, a list of [action, id of the decision, words]: items with a "merge" in
common are one whatever the rules say, and those with different "split"s are never made one by rules.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic

from resolve.matching import Inputs, Match, Rules, Thing

DECIDED = 2.0  # a person's word goes before the surest rule
_OTHER_SIDE = {"<": ">", ">": "<"}  # see `resolve.matching.Rules.blocks`
_SAME = Match(score=1.0, reason="same words")  # where the rules have no words for it

Decided = tuple[tuple[str, str, str], ...]  # action, id of the decision, words


@dataclass(slots=True, eq=False)
class Node(Generic[Thing]):
    """Items that tell the same thing and on which the same decisions hang."""

    thing: Thing
    marks: Decided
    merges: dict[str, str]  # id of the decision → words
    splits: frozenset[str]
    blocks: tuple[str, ...] | None  # None until somebody asks: see `Graph.blocks`
    items: dict[str, Inputs] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The least of its items; it may change while items are added."""
        return min(self.items)


@dataclass(frozen=True, slots=True, eq=False)
class Edge(Generic[Thing]):
    """Two nodes that are one as far as these two go; `rank` is the score, or more where people say so."""

    rank: float
    one: Node[Thing]
    other: Node[Thing]
    match: Match


class Graph(Generic[Thing]):
    """Nodes, and those edges that were looked for: see `compare`."""

    def __init__(self, rules: Rules[Thing, Any, Any]) -> None:
        self._rules = rules
        self.edges: list[Edge[Thing]] = []
        self._nodes: dict[Hashable, Node[Thing]] = {}
        self._of_item: dict[str, Node[Thing]] = {}
        self._by_block: dict[str, list[Node[Thing]]] = defaultdict(list)
        self._compared: set[Node[Thing]] = set()

    def add(self, item: str, inputs: Inputs) -> Node[Thing]:
        """The node of this item, which nothing finds until its blocks are told; see `find` and `find_all`."""
        return self._of_item.get(item) or self._node(item, inputs, is_found=False)

    def find(self, block: str, items: Mapping[str, Inputs]) -> None:
        """These items, and no others, have this block."""
        nodes = (self._of_item.get(item) or self._node(item, told, is_found=True) for item, told in items.items())
        self._by_block[block] = list(dict.fromkeys(nodes))

    def find_all(self) -> None:
        """No items but those that were added have the blocks that these have."""
        for node in self:
            for block in self.blocks(node):
                self._by_block[block].append(node)

    def blocks(self, node: Node[Thing]) -> tuple[str, ...]:
        """Words under which it is looked for. Most nodes that are found lead nowhere, and need none."""
        if node.blocks is None:
            node.blocks = blocks_of(self._rules, node.thing, node.marks)
        return node.blocks

    def _node(self, item: str, inputs: Inputs, *, is_found: bool) -> Node[Thing]:
        thing, marks = self._rules.read(item, inputs), decided(inputs)
        blocks = None if is_found else blocks_of(self._rules, thing, marks)
        key = (thing, marks, item if blocks == () else "")  # what has no block is found by nothing, not even its like
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node(
                thing=thing,
                marks=marks,
                merges={name: words for action, name, words in marks if action == "merge"},
                splits=frozenset(name for action, name, _ in marks if action == "split"),
                blocks=blocks,
            )
        node.items[item] = inputs
        self._of_item[item] = node
        return node

    def __contains__(self, item: str) -> bool:
        return item in self._of_item

    def __iter__(self) -> Iterator[Node[Thing]]:
        return iter(self._nodes.values())

    def compare(self, node: Node[Thing]) -> Iterator[Node[Thing]]:
        """Look for the node's edges to all nodes that were not compared before; the nodes they lead to."""
        self._compared.add(node)
        near = {other: None for block in self.blocks(node) for other in self._by_block[sought(block)]}
        for other in near:
            if other not in self._compared and (edge := self._edge(node, other)):
                self.edges.append(edge)
                yield other

    def _edge(self, one: Node[Thing], other: Node[Thing]) -> Edge[Thing] | None:
        if common := one.merges.keys() & other.merges.keys():
            return Edge(DECIDED, one, other, Match(score=1.0, reason=one.merges[min(common)]))
        match = self._same(one.thing) if one.thing == other.thing else self._rules.match(one.thing, other.thing)
        if match is None or one.splits != other.splits:
            return None
        return Edge(match.score, one, other, match)

    def _same(self, thing: Thing) -> Match:
        return same(self._rules, thing)


def sought(block: str) -> str:
    """The block in which is what a thing in this one is compared with: the other side of one that has two."""
    return f"{_OTHER_SIDE.get(block[:1], block[:1])}{block[1:]}"


def same(rules: Rules[Thing, Any, Any], thing: Thing) -> Match:
    """Why items that tell this very thing are one."""
    return rules.match(thing, thing) or _SAME


def decided(inputs: Inputs) -> Decided:
    """The decisions that hang on an item, in order."""
    return tuple(sorted((action, name, words) for action, name, words in inputs.get("decided") or ()))


def blocks_of(rules: Rules[Thing, Any, Any], thing: Thing, marks: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Words under which an item is looked for: those of its thing, and the decisions that make it one with others."""
    found = [*rules.blocks(thing), *(f"decided {name}" for action, name, _ in marks if action == "merge")]
    return tuple(dict.fromkeys(found))
