"""Mentions become projects, whatever order they come in, and say why."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.clusters import cluster
from resolve.projects import ProjectRules

RULES = ProjectRules()


def mention(title: str, **values: object) -> dict[str, object]:
    known = {"title": title, "aliases": [], "leads": [], "counties": [], "first": "run-1"}
    assert values.keys() <= {*known, "code", "contract", "programme", "start", "end", "months", "decided"}
    return known | values


def clusters(**mentions: dict[str, object]) -> set[frozenset[str]]:
    """Which mentions were put together."""
    found = cluster(RULES, mentions)
    keys = [RULES.resolved(members).key for members in found]
    assert len(keys) == len(set(keys))
    return {frozenset(member.item for member in members) for members in found}


def split(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in groups}


def resolved(**mentions: dict[str, object]):
    (members,) = cluster(RULES, mentions)
    return RULES.resolved(members)


def read_pair(text: str) -> dict[str, object]:
    """“Title | lead=A+B; county=Iași” as inputs; see the head of project_pairs.tsv."""
    title, _, rest = text.partition(" | ")
    values: dict[str, object] = {}
    for part in filter(None, rest.split("; ")):
        name, _, value = part.partition("=")
        if name in ("lead", "county", "alias"):
            values[{"lead": "leads", "county": "counties", "alias": "aliases"}[name]] = sorted(value.split("+"))
        else:
            values[name] = float(value) if name == "months" else value
    return mention(title, **values)


PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("project_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("about", "expected", "one", "other"), PAIRS)
def test_pairs(about, expected, one, other):
    for a, b in ((one, other), (other, one)):
        found = clusters(a=read_pair(a), b=read_pair(b))
        assert found == split(*(["a b"] if expected == "one" else ["a", "b"]))
