"""Mentions → projects by code, else title: a stand-in until the rules are there."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from resolve.matching import Inputs, Match, Member
from resolve.titles import title_key
from store.identity import project_id
from store.resolved import ResolvedProject


class Told(NamedTuple):
    code: str
    title: str


class ProjectRules:
    """See `resolve.matching.Rules`."""

    def read(self, item: str, inputs: Inputs) -> Told:
        code = re.sub(r"\D+", "", inputs["code"] or "").lstrip("0")
        return Told(code, title_key(inputs["title"]) or ("" if code else f"\0{item}"))

    def blocks(self, thing: Told) -> Iterable[str]:
        return [f"code {thing.code}"] * bool(thing.code) + [f"title {thing.title}"] * bool(thing.title)

    def match(self, one: Told, other: Told) -> Match | None:
        if one.code and one.code == other.code:
            return Match(score=1.0, reason="same SMIS code")
        if one.title == other.title and not (one.code and other.code):
            return Match(score=0.8, reason="same title")
        return None

    def profile(self, thing: Told) -> str:
        return thing.code

    def joined(self, one: str, other: str) -> str | None:
        return one or other if not one or not other or one == other else None

    def resolved(self, members: Sequence[Member]) -> ResolvedProject:
        first = min(members, key=lambda m: (m.inputs["first"], m.item))
        code = max((m.inputs["code"] for m in members if m.inputs["code"]), default=None)
        key = f"code:{code}" if code else f"title:{first.item}"
        said = [m.inputs for m in members]
        return ResolvedProject(
            id=project_id(key), key=key, title=min(one["title"] for one in said),
            mention_id=min(m.item for m in members if m.inputs["title"] == min(one["title"] for one in said)),
            mentions=len(members), code=code, programme=max((o["programme"] for o in said if o["programme"]), default=None),
            period_start=max((o["start"] for o in said if o["start"]), default=None),
            period_end=max((o["end"] for o in said if o["end"]), default=None),
        )  # fmt: skip
