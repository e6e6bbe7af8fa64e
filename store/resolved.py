"""What travels between database and resolution: mentions and names in; projects, programmes, organisations out."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one document says of one project, as resolution needs it."""

    id: str
    title: str
    code: str | None = None
    contract: str | None = None
    programme: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    duration_months: Decimal | None = None


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
class ProgrammeMention:
    """What one document says of the programme of one project, as resolution needs it."""

    id: str
    project_id: str | None
    words: str  # programme as written, "" when absent
    numbers: str  # code and contract
    begin: int | None  # year in which the project begins
    end: int | None
    funders: tuple[str, ...] = ()  # names as written


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeOfMention:
    """The programme that a mention was led to, why, and how much the reason says, from 0 to 1."""

    mention_id: str
    programme_id: str
    reason: str
    score: float
