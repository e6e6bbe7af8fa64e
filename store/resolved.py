"""What travels between database and resolution: mentions and names in, projects and organisations out."""

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
    """One organisation, and how often it is named."""

    id: str
    key: str
    name: str
    mentions: int
