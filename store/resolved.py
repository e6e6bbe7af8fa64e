"""What travels between database and resolution: mentions and names in; projects, programmes, organisations out."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol


class Placed(Protocol):
    """A name or mention of a cluster: how it came there; `resolve.matching.Member` says what each part means."""

    @property
    def item(self) -> str: ...
    @property
    def inputs(self) -> Mapping[str, Any]: ...
    @property
    def reason(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def like(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedProject:
    """One project; `mention_id` names the mention that its title and evidence are taken from."""

    id: str
    key: str
    title: str
    mention_id: str
    mentions: int
    code: str | None = None
    contract: str | None = None
    programme: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    duration_months: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedOrganisation:
    """One organisation, and how often it is named; columns of `organisations`, of the same names.

    `cui` TEXT is its fiscal code, digits alone; `short` TEXT its acronym (“DGASPC Iași”); `aliases` TEXT NOT NULL all
    spellings that differ by more than case and accents, the shown one first, at most 20, joined by “; ”.
    """

    id: str
    key: str
    name: str
    mentions: int
    kind: str | None = None
    county: str | None = None  # without “județul”
    cui: str | None = None
    short: str | None = None
    aliases: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedProgramme:
    """One fund, programme, axis or call, and how many mentions were led to it itself."""

    id: str
    key: str
    name: str
    level: str
    mentions: int
    short: str | None = None
    parent_id: str | None = None
    period: str | None = None
