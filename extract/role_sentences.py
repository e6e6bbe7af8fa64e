"""One sentence under the rules of roles: its cues, its mentions and what has been found so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.organisation_mentions import OrganisationMention
from extract.reading import Reading
from extract.role_patterns import PREPOSITION, STAFF
from extract.roles import Cue, Slots
from romanian.fold import fold


@dataclass(frozen=True, slots=True)
class Finding:
    """One organisation in one role, with how sure the rule is."""

    mention: OrganisationMention
    role: str  # a PartnerRole, or "none": whatever else says, no role here
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`reading.text[start:end]`; a list that begins in it may go on to `list_end`, over semicolons."""

    reading: Reading
    slots: Slots
    start: int
    end: int
    list_end: int
    cues: list[Cue]
    mentions: list[OrganisationMention]
    findings: list[Finding] = field(default_factory=list)
    _placed: set[int] = field(default_factory=set)  # where the mentions of the findings begin

    @property
    def folded(self) -> str:
        return self.reading.folded

    def before(self, place: int) -> list[OrganisationMention]:
        """The mentions that begin in front of `place`; the last ones, of very many."""
        return self.slots.before(self.start, place)

    def add(self, mentions: Iterable[OrganisationMention], role: str, confidence: float, rule: str) -> None:
        for mention in mentions:
            self.findings.append(Finding(mention, role, confidence, f"partners/{rule}"))
            self._placed.add(mention.start)

    def has_role(self, mention: OrganisationMention) -> bool:
        return mention.start in self._placed

    def is_subject(self, mention: OrganisationMention) -> bool:
        """In its own form, and no preposition in front."""
        surface = self.folded[mention.start : mention.end]
        if mention.kind == "member":
            return not surface.split()[0].endswith("lor")
        own = mention.kind == "acronym" or surface.split()[0] == fold(mention.name).split()[0]
        front = self.folded[max(self.start, mention.start - 20) : mention.start]
        if STAFF.search(front):
            return True  # “Echipa Fundației X a încheiat …”
        return own and PREPOSITION.search(front) is None
