"""What one document says of one project, normalised so that it can be compared with what others say."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import TypeVar

from resolve.contracts import Contract, read_contract
from resolve.matching import Inputs
from resolve.periods import Period, read_period, years_of
from resolve.programme_names import find_programme
from resolve.project_leads import Lead
from resolve.title_frames import bare_title, code_in, without_lead, years_in
from resolve.title_languages import in_two_languages
from resolve.title_words import county_names
from resolve.titles import Title, read_title
from romanian import siruta
from romanian.programmes import is_within, lineage

Value = TypeVar("Value")
Stated = frozenset[frozenset[Value]]
_MOST_ALIASES = 6
_CODE = re.compile(r"(?<!\d)0*([1-9]\d{4,5})(?!\d)")
_PARTS = ("axis", "call")  # of a programme: pages name them or not
_REGIONAL, _REGIONAL_AFTER = "POR", "PR"  # “Regio”, of no period that is known, is what it is called today, too
_ALONE = ("SEE", "ELVETIA", "MRR", "PHARE")  # funds that finance nothing together with another of the list
_BESIDE = ("STAT", "BM")  # that pages name beside any


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectProfile:
    """What is known of a project by all its mentions: for each kind of thing what they state, each with alternatives.

    One mention states one title, one period, some leads. What mentions with an equal code state are alternatives, for
    they are one project whatever they say.
    """

    codes: frozenset[str]
    titles: Stated[Title]  # without other names
    contracts: Stated[Contract]
    programmes: Stated[str]  # ids of known programmes and funds
    periods: Stated[Period]
    leads: Stated[Lead]
    counties: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMention:
    """Equal ones are one project: what tells nothing that could make it one with others carries its own `item`."""

    title: Title
    aliases: tuple[Title, ...]
    translations: tuple[Title, ...] = ()  # that stand beside the title, which is the Romanian one then
    profile: ProjectProfile  # what it says beside
    item: str = ""

    @property
    def titles(self) -> tuple[Title, ...]:
        """The title and the other names, translations among them."""
        return (self.title, *self.aliases, *self.translations)

    def titles_beside(self, other: "ProjectMention") -> tuple[Title, ...]:
        """Those that are compared with the other's: what both say in Romanian is not compared in other languages."""
        return self.titles[: len(self.aliases) + 1] if other.translations else self.titles


def read_mention(inputs: Inputs) -> ProjectMention:
    """An item's inputs, normalised; for its code see `code_of`, and a county may stand in the title."""
    written, translations = _titles(without_lead(inputs["title"], inputs.get("lead_names") or ()))
    title = read_title(written)
    contract = read_contract(inputs.get("contract") or "")
    code = code_of(inputs)
    start, end = inputs.get("start"), inputs.get("end")
    if not start and not end:
        start, end = years_in(inputs["title"]) or years_in(written) or (None, None)
    period = read_period(start, end, inputs.get("months"))
    years = years_of(period) if period else ()
    known = (read_title(alias) for alias in (inputs.get("aliases") or ())[:_MOST_ALIASES])
    programme = _programme(
        inputs.get("programme") or "", inputs.get("contract") or "", min(years, default=None), max(years, default=None)
    )
    return ProjectMention(
        title=title,
        aliases=tuple(sorted({alias for alias in known if alias.key and alias != title}, key=lambda a: a.key)),
        translations=tuple(title for title in map(read_title, translations) if title.key),
        profile=ProjectProfile(
            codes=frozenset((code,)) if code else frozenset(),
            titles=_stated(title if title.key else None),
            contracts=_stated(contract),
            programmes=_stated(programme),
            periods=_stated(period),
            leads=_stated(*_leads(inputs)),
            counties=_stated(*(title.counties or _with_hinted(map(_county, inputs.get("counties") or ()), title))),
        ),
    )


def _titles(written: str) -> tuple[str, tuple[str, ...]]:
    """The title, in Romanian where it is told in two languages, and what it is in the others."""
    return in_two_languages(bare_title(written)) or (written, ())


def code_of(inputs: Inputs) -> str | None:
    """The SMIS code: its own, or the one inside the contract's number or behind the title."""
    told = inputs.get("code") or ""
    contract = read_contract(inputs.get("contract") or "")
    return (told and _own_code(told)) or (contract.code if contract else None) or code_in(inputs["title"])


def _own_code(told: str) -> str:
    """The digits of a code: “SMIS 2014+ 128038”, “POSDRU/96/6.2/S/62457”."""
    runs: list[str] = _CODE.findall(told)
    return runs[-1] if runs else re.sub(r"\D+", "", told).lstrip("0")


def _leads(inputs: Inputs) -> list[Lead]:
    """The organisations that lead, with their names, where these are told."""
    ids, names = inputs.get("leads") or (), inputs.get("lead_names") or ()
    return [Lead(*told) for told in (zip(ids, names, strict=True) if names else zip(ids, strict=True))]


def _county(name: str) -> str:
    """The county by its one name, however a page writes it: “Caras Severin”."""
    return county_names().get(siruta.key(name), name)


def _with_hinted(counties: Iterable[str], title: Title) -> frozenset[str]:
    """The counties of the page, and where these are others, those of the title too: neither is sure."""
    said = frozenset(counties)
    return said | title.hinted if said.isdisjoint(title.hinted) and said else said


def all_of(stated: Stated[Value]) -> frozenset[Value]:
    """All that is stated, in one set."""
    return frozenset().union(*stated) if len(stated) > 1 else next(iter(stated), frozenset())


def differ(ours: Stated[Value], theirs: Stated[Value], are_apart: Callable[[Value, Value], bool]) -> bool:
    """Whether something that the one states is apart from what the other states, all its alternatives."""
    if not ours or not theirs:  # most that is asked: said first, for all pairs of a block ask
        return False
    return any(
        first.isdisjoint(second) and all(are_apart(a, b) for a, b in product(first, second))
        for first, second in product(ours, theirs)
    )


def _stated(*values: Value | None) -> Stated[Value]:
    found = frozenset(value for value in values if value is not None)
    return frozenset((found,)) if found else frozenset()


@cache
def are_two_programmes(one: str, other: str) -> bool:
    """Whether no project has both: different programmes, or funds of different periods; POCU lies in FSE."""
    if is_within(one, other) or is_within(other, one):
        return False
    if _REGIONAL in (one, other) and any(is_within(name, _REGIONAL_AFTER) for name in (one, other)):
        return False
    first, second = tuple(lineage(one)), tuple(lineage(other))
    if first[0].level == second[0].level == "programme":
        return True
    if first[-1].id != second[-1].id and not {first[-1].id, second[-1].id}.isdisjoint(_ALONE):
        return {first[-1].id, second[-1].id}.isdisjoint(_BESIDE)
    periods = [next((entry.period for entry in line if entry.period), None) for line in (first, second)]
    return None not in periods and periods[0] != periods[1]


@lru_cache(maxsize=65536)
def _programme(words: str, number: str, begin: int | None, end: int | None) -> str | None:
    if not words and not number:
        return None
    found = find_programme(words, number, begin, end)
    if found is None:
        return None
    return next((entry.id for entry in lineage(found.programme.id) if entry.level not in _PARTS), None)
