"""Mentions of many documents → projects: by SMIS code, else by contract, else by normalised title.

A title that stands with one code (or one contract) and elsewhere alone is one project; a title that stands
with two codes names two projects, and where it stands alone it can't be told which: a third. Nothing depends
on the order of the mentions.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from resolve.spelling import best_spelling, folded
from resolve.titles import short_name_key, title_key
from store.identity import project_id
from store.resolved import Mention, ResolvedProject

# POCU/465/4/4/128038: the last part of such a contract's number is the SMIS code. On folded text.
_CODE_IN_CONTRACT = re.compile(r"(?:/\w+){2,}/(?P<code>\d{5,6})\s*$")
_Cell = tuple[str, str, str]  # what mentions can be told apart by: code, contract, title, each "" when absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """The projects in the order of their keys, and (mention id, project id) for every mention."""

    projects: tuple[ResolvedProject, ...] = ()
    assignments: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Evidence:
    """What the mentions of one cell say, counted."""

    ids: list[str] = field(default_factory=list)
    titles: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)  # title → the least mention id that carries it
    codes: Counter[str] = field(default_factory=Counter)
    contracts: Counter[str] = field(default_factory=Counter)
    programmes: Counter[str] = field(default_factory=Counter)
    periods: Counter[tuple[str, str]] = field(default_factory=Counter)
    months: Counter[Decimal] = field(default_factory=Counter)

    def add(self, mention: Mention) -> None:
        self.ids.append(mention.id)
        self.titles[mention.title] += 1
        self.first[mention.title] = min(mention.id, self.first.get(mention.title, mention.id))
        for counter, value in (
            (self.codes, mention.code),
            (self.contracts, mention.contract),
            (self.programmes, mention.programme),
        ):
            if value:
                counter[value] += 1
        if mention.period_start or mention.period_end:
            self.periods[mention.period_start or "", mention.period_end or ""] += 1
        if mention.duration_months is not None:
            self.months[mention.duration_months] += 1

    def merge(self, other: "_Evidence") -> None:
        self.ids += other.ids
        for title, identity in other.first.items():
            self.first[title] = min(identity, self.first.get(title, identity))
        self.titles += other.titles
        self.codes += other.codes
        self.contracts += other.contracts
        self.programmes += other.programmes
        self.periods += other.periods
        self.months += other.months


def resolve_projects(mentions: Iterable[Mention]) -> Projects:
    """Every mention in exactly one project, in time linear in the number of mentions.

    A project's code, contract, programme, period and length are those that most of its mentions give.
    """
    cells: dict[_Cell, _Evidence] = {}
    short_names: dict[str, set[str]] = {}
    for mention in mentions:
        cell = _cell(mention)
        cells.setdefault(cell, _Evidence()).add(mention)
        if short := short_name_key(mention.title):
            short_names.setdefault(short, set()).add(cell[2])
    clusters: dict[str, _Evidence] = {}
    for cell, key in _keys(cells, short_names).items():
        clusters.setdefault(key, _Evidence()).merge(cells[cell])
    projects = tuple(_project(key, clusters[key]) for key in sorted(clusters))
    return Projects(
        projects=projects,
        assignments=tuple(
            (mention, project.id) for project in projects for mention in sorted(clusters[project.key].ids)
        ),
    )


def _cell(mention: Mention) -> _Cell:
    contract = re.sub(r"[^\w/]+", "", folded(mention.contract or "")).strip("/")
    code = re.sub(r"\D+", "", mention.code or "").lstrip("0")
    if not code and (inside := _CODE_IN_CONTRACT.search(contract)):
        code = inside["code"]
    # A title of nothing but punctuation tells nothing: such a mention without a code is a project of its own.
    title = title_key(mention.title) or ("" if code or contract else f"\0{mention.id}")
    return code, contract, title


def _keys(cells: Iterable[_Cell], short_names: Mapping[str, set[str]]) -> dict[_Cell, str]:
    """For each cell the key of its project; `short_names` gives the full titles that have a short name."""
    listed = list(cells)
    codes_of_contract: dict[str, set[str]] = {}
    contracts_of_code: dict[str, set[str]] = {}
    for code, contract, _ in listed:
        if code and contract:
            codes_of_contract.setdefault(contract, set()).add(code)
            contracts_of_code.setdefault(code, set()).add(contract)

    strong: dict[_Cell, str] = {}
    for cell in listed:
        code, contract, _ = cell
        known = codes_of_contract.get(contract, set()) if contract else set()
        if code or len(known) == 1:
            strong[cell] = f"code:{code or min(known)}"
        elif contract:
            strong[cell] = f"contract:{contract}"
    joined = _contracts_of_coded(strong, contracts_of_code)
    strong = {cell: joined.get(key, key) for cell, key in strong.items()}

    keys_of_title = _by_title(strong)
    weak: dict[_Cell, str] = {}
    for cell in listed:
        if cell not in strong:
            title = cell[2]
            owners = keys_of_title.get(title, set())
            alone = f"mention:{title[1:]}" if title.startswith("\0") else f"title:{title}"
            weak[cell] = min(owners) if len(owners) == 1 else alone
    return _with_short_names(strong | weak, short_names)


def _with_short_names(keys: dict[_Cell, str], short_names: Mapping[str, set[str]]) -> dict[_Cell, str]:
    """Mentions by nothing but a short name go to the one project whose full title begins with it as a name.

    “Acasă la Codru” is “Acasă la Codru – case de tip familial …” where no other title has that short name.
    """
    keys_of_title = _by_title(keys)
    joined: dict[_Cell, str] = {}
    for cell, key in keys.items():
        code, contract, title = cell
        owners = {owner for full in short_names.get(title, ()) for owner in keys_of_title.get(full, ())}
        if not code and not contract and key == f"title:{title}" and len(owners) == 1:
            joined[cell] = min(owners)
    return keys | joined


def _contracts_of_coded(strong: Mapping[_Cell, str], contracts_of_code: Mapping[str, set[str]]) -> dict[str, str]:
    """Contracts seen without a code that are the same project as a code seen without a contract.

    They are when all their titles lead to that one code and to no other code or contract.
    """
    keys_of_title = _by_title(strong)
    companions: dict[str, set[str]] = {}
    for (_, _, title), key in strong.items():
        if key.startswith("contract:"):
            companions.setdefault(key, set()).update(keys_of_title.get(title, set()))
    joined: dict[str, str] = {}
    for key, companion in companions.items():
        others = companion - {key}
        if len(others) == 1:
            other = min(others)
            if other.startswith("code:") and other.removeprefix("code:") not in contracts_of_code:
                joined[key] = other
    taken = Counter(joined.values())
    return {key: other for key, other in joined.items() if taken[other] == 1}


def _by_title(keys: Mapping[_Cell, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for (_, _, title), key in keys.items():
        if title:
            found.setdefault(title, set()).add(key)
    return found


def _project(key: str, evidence: _Evidence) -> ResolvedProject:
    title = best_spelling(evidence.titles)
    start, end = _period(evidence.periods)
    return ResolvedProject(
        id=project_id(key),
        key=key,
        title=title,
        mention_id=evidence.first[title],
        mentions=len(evidence.ids),
        code=_most_frequent(evidence.codes) or (key.removeprefix("code:") if key.startswith("code:") else None),
        contract=_most_frequent(evidence.contracts),
        programme=_most_frequent(evidence.programmes),
        period_start=start or None,
        period_end=end or None,
        duration_months=min(evidence.months, key=lambda m: (-evidence.months[m], m), default=None),
    )


def _most_frequent(values: Counter[str]) -> str | None:
    """The value most mentions give; among equals the longest, then the first in alphabetical order."""
    return min(values, key=lambda value: (-values[value], -len(value), value), default=None)


def _period(periods: Counter[tuple[str, str]]) -> tuple[str, str]:
    """Beginning and end from one and the same statement: a complete one first, then the most frequent, then
    the most precise, then the earliest.
    """
    return min(
        periods,
        key=lambda p: (not (p[0] and p[1]), -periods[p], -len(p[0]) - len(p[1]), p),
        default=("", ""),
    )
