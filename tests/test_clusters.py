"""Clusters are the same in whatever order items come, touch nothing they don't match, and say why they are one."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.clusters import cluster, cluster_near, near
from resolve.matching import Inputs, Match, Member


class Told(NamedTuple):
    """What an item tells: words that match each other, and a code by which things are told apart."""

    words: frozenset[str]
    code: str


class Codes:
    """Rules for tests: one code is one thing, words in common match the better the more they are, two codes never."""

    def read(self, item: str, inputs: Inputs) -> Told:
        return Told(frozenset(inputs["words"].split()), inputs.get("code", ""))

    def blocks(self, thing: Told) -> Iterable[str]:
        return [*sorted(thing.words), *([f"code {thing.code}"] if thing.code else [])]

    def match(self, one: Told, other: Told) -> Match | None:
        if one.code and one.code == other.code:
            return Match(score=1.0, reason="same code")
        common = one.words & other.words
        if not common:
            return None
        return Match(score=min(0.9, 0.3 * len(common)), reason=f"{len(common)} words in common")

    def profile(self, thing: Told) -> str:
        return thing.code

    def joined(self, one: str, other: str) -> str | None:
        return one or other if not one or not other or one == other else None

    def resolved(self, members: Sequence[Member]) -> tuple[str, ...]:
        return tuple(member.item for member in members)


RULES = Codes()


def item(words: str, code: str = "", first: str = "", decided: Sequence[tuple[str, str, str]] = ()) -> Inputs:
    told: dict[str, Any] = {"words": words, "code": code, "first": first}
    return told | ({"decided": [list(mark) for mark in decided]} if decided else {})


def together(found: Iterable[Sequence[Member]]) -> list[str]:
    """Clusters in short: "ab c"."""
    return sorted("".join(sorted(member.item for member in members)) for members in found)


def clusters(**items: Inputs) -> str:
    return " ".join(together(cluster(RULES, items)))


def merge(name: str, words: str = "decided") -> tuple[str, str, str]:
    return ("merge", name, words)


def split(name: str) -> tuple[str, str, str]:
    return ("split", name, "decided")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({"a": item("casa codru", "1"), "b": item("casa codru", "2"), "c": item("casa codru")}, "a b c"),
        ({"a": item("casa codru", "1"), "b": item("casa codru", "2"), "c": item("casa"), "d": item("casa")}, "a b cd"),
        # a higher score decides
        ({"a": item("casa codru", "1"), "b": item("casa", "2"), "c": item("casa codru")}, "ac b"),
        # by another that can't be told either
        ({"a": item("casa", "1"), "b": item("codru", "2"), "c": item("casa luna"), "d": item("luna codru")}, "a b cd"),
        # what leads to one of them alone joins it, and what leads to both does not keep these apart
        ({"a": item("casa", "1"), "b": item("codru", "2"), "c": item("casa codru"), "d": item("casa", "1")}, "ad b c"),
        ({"a": item("casa", "1"), "b": item("casa codru", "2"), "c": item("codru")}, "a bc"),
        # weaker edges don't bring together what stronger ones tore
        (
            {
                "a": item("x y z", "1"),
                "b": item("x y z", "2"),
                "c": item("x y z w"),
                "d": item("w v"),
                "e": item("v", "1"),
            },
            "ae b c d",
        ),
        # three that are one, whichever way
        ({"a": item("casa codru", "1"), "b": item("casa"), "c": item("codru")}, "abc"),
        ({}, ""),
        # nothing to be looked for by: alone, and its like too
        ({"a": item(""), "b": item("")}, "a b"),
    ],
)  # fmt: skip
def test_what_can_be_told_is_one_and_what_is_torn_joins_neither(items: Mapping[str, Inputs], expected: str) -> None:
    assert clusters(**items) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        # people win over rules, and what matches either follows
        ({"a": item("casa", "1", decided=[merge("m")]), "b": item("luna", "2", decided=[merge("m")])}, "ab"),
        (
            {
                "a": item("casa", "1", decided=[merge("m")]),
                "b": item("luna", "2", decided=[merge("m")]),
                "c": item("soare", "2"),
                "d": item("casa"),
                "e": item("luna", "3"),
            },
            "abcd e",
        ),
        ({"a": item("casa", decided=[split("s")]), "b": item("casa"), "c": item("casa")}, "a bc"),
        ({"a": item("casa", decided=[split("s")]), "b": item("casa", decided=[split("s")]), "c": item("casa")}, "ab c"),
        # what was parted may be made one with something else, which stays what it was
        (
            {
                "a": item("casa", decided=[split("s"), merge("m")]),
                "b": item("casa"),
                "c": item("luna", decided=[merge("m")]),
                "d": item("luna"),
            },
            "acd b",
        ),
        (
            {
                "a": item("casa", "1"),
                "b": item("casa", "2"),
                "c": item("casa", decided=[merge("m")]),
                "d": item("x", "2", decided=[merge("m")]),
            },
            "a bcd",
        ),
        ({"a": item("", decided=[merge("m")]), "b": item("", decided=[merge("m")]), "c": item("")}, "ab c"),
    ],
)
def test_decisions_win(items: Mapping[str, Inputs], expected: str) -> None:
    assert clusters(**items) == expected


def test_every_member_says_what_it_is_like_and_why() -> None:
    items = {
        "a": item("casa codru", first="r3"),
        "b": item("casa codru luna", "1", first="r1"),
        "c": item("casa codru", first="r4"),
        "d": item("soare", "1", first="r2"),
        "e": item("vant", first="r2", decided=[merge("m", "decided on 2026-11-22: same house")]),
        "f": item("soare stea", decided=[merge("m", "decided on 2026-11-22: same house")], first="r9"),
    }
    (members,) = cluster(RULES, items)
    assert [(m.item, m.like, m.reason, m.score) for m in members] == [
        ("a", "b", "2 words in common", 0.6),
        ("b", None, "", 1.0),
        ("c", "a", "2 words in common", 0.6),
        ("d", "b", "same code", 1.0),
        ("e", "f", "decided on 2026-11-22: same house", 1.0),
        ("f", "d", "1 words in common", 0.3),
    ]
    assert all(m.inputs is items[m.item] for m in members)


def test_equal_things_cost_nothing_and_large_groups_little() -> None:
    class Counting(Codes):
        compared = 0

        def match(self, one: Told, other: Told) -> Match | None:
            self.compared += 1
            return super().match(one, other)

    rules = Counting()
    same = {f"{n:04}": item("casa codru") for n in range(2000)}
    (members,) = cluster(rules, same)
    assert len(members) == 2000
    assert rules.compared <= 1, "asked for its words alone"
    chain = {f"{n:04}": item(f"w{n} w{n + 1}") for n in range(3000)}
    (members,) = cluster(rules, chain)
    assert len(members) == 3000
    assert rules.compared < 4 * 3000


MARKS = st.lists(st.sampled_from([merge("m"), merge("n"), split("s"), split("t")]), max_size=2, unique=True)
ITEMS = st.builds(
    item,
    st.lists(st.sampled_from("uvwxyz"), max_size=3, unique=True).map(" ".join),
    st.sampled_from(["", "", "1", "2", "3"]),
    st.sampled_from(["", "r1", "r2"]),
    st.one_of(st.just([]), st.just([]), MARKS),
)
WORLDS = st.dictionaries(st.sampled_from("abcdefghijkl"), ITEMS, max_size=12)


@given(WORLDS, st.randoms())
@settings(max_examples=300, deadline=None)
def test_the_order_of_items_decides_nothing(world: dict[str, Inputs], random: Any) -> None:
    found = cluster(RULES, world)
    assert sorted(member.item for members in found for member in members) == sorted(world)
    shuffled = list(world)
    random.shuffle(shuffled)
    assert cluster(RULES, {name: world[name] for name in shuffled}) == found


@given(WORLDS)
@settings(max_examples=300, deadline=None)
def test_a_cluster_is_a_tree_from_its_first_member_and_never_two_codes(world: dict[str, Inputs]) -> None:
    for members in cluster(RULES, world):
        likes = {member.item: member.like for member in members}
        (first,) = [name for name, like in likes.items() if like is None]
        assert (world[first]["first"], first) == min((world[m]["first"], m) for m in likes)
        for name in likes:
            way = [name]
            while likes[way[-1]] is not None:
                way.append(str(likes[way[-1]]))
                assert len(way) <= len(likes)
            assert way[-1] == first
        assert all(member.reason and 0 < member.score <= 1 for member in members if member.like)
        if not any("decided" in world[name] for name in likes):
            assert len({world[name]["code"] for name in likes} - {""}) <= 1


def sorted_by_item(found: Iterable[tuple[Member, ...]]) -> list[tuple[Member, ...]]:
    """The cluster of each item, in the order of the items."""
    of_item = {member.item: members for members in found for member in members}
    return [of_item[name] for name in sorted(of_item)]


class Kept:
    """What a database keeps between two runs: items as they were clustered, and the clusters."""

    def __init__(self) -> None:
        self.items: dict[str, Inputs] = {}
        self.clusters: dict[str, tuple[Member, ...]] = {}

    def bring_up_to(self, world: Mapping[str, Inputs]) -> None:
        def lookup(blocks: Iterable[str]) -> Iterable[tuple[str, dict[str, Inputs]]]:
            for block in blocks:
                if found := {n: told for n, told in world.items() if block in self._blocks(n, told)}:
                    yield block, found

        changed = {name: told for name, told in world.items() if self.items.get(name) != told}
        former = [(name, told) for name, told in self.items.items() if world.get(name) != told]
        seeds = changed | near(RULES, former, lookup)
        for name, _ in former:
            self.clusters.pop(name, None)
        for members in cluster_near(RULES, seeds, lookup):
            self.clusters.update(dict.fromkeys((member.item for member in members), members))
        self.items = dict(world)

    def _blocks(self, name: str, told: Inputs) -> set[str]:
        marks = {f"decided {mark}" for action, mark, _ in told.get("decided", ()) if action == "merge"}
        return {*RULES.blocks(RULES.read(name, told)), *marks}


class Sided(Codes):
    """Rules by which things without a code are compared with those that have one, and with nothing else."""

    def __init__(self) -> None:
        self.asked: set[tuple[str, str]] = set()

    def blocks(self, thing: Told) -> Iterable[str]:
        return [f"{'>' if thing.code else '<'}{word}" for word in sorted(thing.words)]

    def match(self, one: Told, other: Told) -> Match | None:
        if one != other:
            self.asked.add((min(one.code, other.code), max(one.code, other.code)))
        return super().match(one, other)


def test_what_is_on_one_side_of_a_block_is_compared_with_the_other_side() -> None:
    world = {"a": item("x y"), "b": item("x z", "1"), "c": item("x w"), "d": item("w", "2")}
    rules = Sided()

    def lookup(blocks: Iterable[str]) -> Iterable[tuple[str, dict[str, Inputs]]]:
        for block in blocks:
            yield block, {n: told for n, told in world.items() if block in rules.blocks(rules.read(n, told))}

    assert together(cluster(rules, world)) == ["ab", "c", "d"]  # c matches both b and d, which can't be one
    assert rules.asked == {("", "1"), ("", "2")}
    for seed in world.items():
        assert together(cluster_near(rules, dict([seed]), lookup)) == ["ab", "c", "d"]
    assert rules.asked == {("", "1"), ("", "2")}
    assert set(near(rules, [("gone", item("x"))], lookup)) == {"b"}
    assert set(near(rules, [("gone", item("w", "3"))], lookup)) == {"c"}


@given(st.lists(st.dictionaries(st.sampled_from("abcdefghijkl"), st.none() | ITEMS, max_size=5), max_size=5))
@settings(max_examples=400, deadline=None)
def test_day_by_day_gives_what_all_at_once_gives(days: list[dict[str, Inputs | None]]) -> None:
    kept, world = Kept(), dict[str, Inputs]()
    for day in days:
        for name, told in day.items():
            if told is None:
                world.pop(name, None)
            else:
                world[name] = told
        kept.bring_up_to(world)
        assert [kept.clusters[name] for name in sorted(world)] == sorted_by_item(cluster(RULES, world))
        assert set(kept.clusters) == set(world)


@given(WORLDS)
@settings(deadline=None)
def test_nothing_can_be_joined_that_a_strongest_match_does_not_lead_to(world: dict[str, Inputs]) -> None:
    """Two clusters stay apart only where they can't be one, where people say so, or where a part was torn."""
    found = cluster(RULES, world)
    if any("decided" in told for told in world.values()):
        return
    for one, other in combinations(found, 2):
        codes = {member.inputs["code"] for member in (*one, *other)} - {""}
        matched = any(RULES.match(RULES.read("", a.inputs), RULES.read("", b.inputs)) for a in one for b in other)
        if matched and len(codes) <= 1:
            assert len({told["code"] for told in world.values()} - {""}) > 1, "torn between two codes"
