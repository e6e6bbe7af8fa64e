"""What makes mentions of many documents one project: code, else contract, else title with lead, county and years.

Equal codes are one project, and different ones never; contracts likewise. Titles say as much as the words in them: a
short name, a title that is cut off or misspelt still names its project, “Centru de zi” names none by itself. What both
say of lead, county, years and programme must not differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from operator import ne
from typing import TypeVar

from resolve.contracts import are_one, are_two
from resolve.matching import Inputs, Match, Member
from resolve.periods import agree, conflict, spans
from resolve.project_blocks import blocks_of
from resolve.project_evidence import COUNTY, LEAD, TOWN, YEARS, agreeing_of, is_enough
from resolve.project_leads import Lead, Tie, are_two_leads, tie_of
from resolve.project_mentions import (
    ProjectMention,
    ProjectProfile,
    Stated,
    all_of,
    are_two_programmes,
    differ,
    read_mention,
)
from resolve.project_rows import project_of
from resolve.title_alike import Alike, Likeness
from resolve.title_likeness import alike, are_siblings
from resolve.title_owners import without_owner
from resolve.unmistakable_titles import make_up_for_counties, make_up_for_leads
from store.resolved import ResolvedProject

Value = TypeVar("Value")

_SAME_CODE = 1.0
_SAME_CONTRACT = 0.95
_WORDS = {
    Likeness.SAME: (0.75, "same title"),
    Likeness.NAME: (0.73, "short name of the same title"),
    Likeness.CUT: (0.70, "same title, cut short"),
    Likeness.SLIP: (0.65, "same title, spelt a little otherwise"),
    Likeness.LESS: (0.60, "nearly the same title"),
}
_COMMON = 0.15
_WEIGHTS = {LEAD: 0.10, COUNTY: 0.05, YEARS: 0.03}  # all three with a title are less than a contract


class ProjectRules:
    """`resolve.matching.Rules` for projects."""

    def read(self, item: str, inputs: Inputs) -> ProjectMention:
        """The mention normalised; one that names no project by itself is equal to no other."""
        mention = read_mention(inputs)
        return mention if self.match(mention, mention) else replace(mention, item=item)

    def blocks(self, thing: ProjectMention) -> Iterable[str]:
        """See `resolve.project_blocks`."""
        return dict.fromkeys(blocks_of(thing))

    def match(self, one: ProjectMention, other: ProjectMention) -> Match | None:
        """Scores are ranked, not measured: code, contract, title with what agrees beside it, likeness of titles."""
        if codes := one.profile.codes & other.profile.codes:
            return Match(score=_SAME_CODE, reason=f"same SMIS code {min(codes)}")
        if not _may_be_one(one.profile, other.profile):
            return None
        found = _alike(one, other)
        if found is None or found.is_placed or (found.is_likely and not (one.profile.leads and other.profile.leads)):
            leads = _common_leads(one.profile, other.profile)
            found = (without_owner(one.titles, other.titles, leads) if leads else None) or found
        if found is not None and not _is_timely(found, one, other):
            found = None
        if found is None and not (one.profile.contracts and other.profile.contracts):
            return None
        agreeing = agreeing_of(one.profile, other.profile)
        if found is not None and _is_in_town(found, one.profile, other.profile):
            agreeing |= {TOWN}
        return _by_contract(one.profile, other.profile, agreeing, found) or (
            None if found is None else _by_title(found, agreeing)
        )

    def profile(self, thing: ProjectMention) -> ProjectProfile:
        """What the mention alone says."""
        return thing.profile

    def joined(self, one: ProjectProfile, other: ProjectProfile) -> ProjectProfile | None:
        """All that is known of both; None where they differ in what one project has once.

        Mentions with an equal code or contract join before titles are looked at, and then their titles, leads and times
        may differ: such a project is a matter of its sources, and any of what they state will do.
        """
        if not _may_be_one(one, other):
            return None
        are_alternatives = _is_sure(one, other)

        def both(ours: Stated[Value], theirs: Stated[Value]) -> Stated[Value]:
            stated = ours | theirs
            return frozenset((all_of(stated),)) if are_alternatives and stated else stated

        return ProjectProfile(
            codes=one.codes | other.codes,
            titles=both(one.titles, other.titles),
            contracts=both(one.contracts, other.contracts),
            programmes=both(one.programmes, other.programmes),
            periods=both(one.periods, other.periods),
            leads=both(one.leads, other.leads),
            counties=both(one.counties, other.counties),
        )

    def resolved(self, members: Sequence[Member]) -> ResolvedProject:
        """See `resolve.project_rows`."""
        return project_of(members)


def _may_be_one(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether nothing that is known of both differs; equal codes and contracts say more than the rest."""
    if one.codes and other.codes:
        return not one.codes.isdisjoint(other.codes)
    if differ(one.programmes, other.programmes, are_two_programmes):
        return False
    return _is_sure(one, other) or not (
        (differ(one.leads, other.leads, are_two_leads) and not make_up_for_leads(one, other))
        or (differ(one.counties, other.counties, ne) and not make_up_for_counties(one, other))
        or differ(one.contracts, other.contracts, are_two)
        or differ(one.periods, other.periods, conflict)
        or differ(one.titles, other.titles, are_siblings)
    )


def _is_sure(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether they have a code, or a contract that hardly any other project has."""
    return not one.codes.isdisjoint(other.codes) or _common_contract(one, other, alone=True) is not None


def _common_contract(one: ProjectProfile, other: ProjectProfile, *, alone: bool = False) -> str | None:
    """The number of a contract that both have; `alone`: one that hardly any other project has."""
    if not one.contracts or not other.contracts:
        return None
    common = (
        contract.written
        for contract, theirs in product(all_of(one.contracts), all_of(other.contracts))
        if are_one(contract, theirs) and not (alone and not (contract.is_alone_enough and theirs.is_alone_enough))
    )
    return min(common, default=None)


def _alike(one: ProjectMention, other: ProjectMention) -> Alike | None:
    """The surest likeness of their titles and other names."""
    pairs = (alike(ours, theirs) for ours, theirs in product(one.titles_beside(other), other.titles_beside(one)))
    return min((found for found in pairs if found is not None), key=lambda found: found.likeness, default=None)


def _common_leads(one: ProjectProfile, other: ProjectProfile) -> list[Lead]:
    """Those that lead both, as each calls them, or that lead the one where the other says nothing of it."""
    if not one.leads or not other.leads:
        return [*all_of(one.leads), *all_of(other.leads)]
    pairs = product(all_of(one.leads), all_of(other.leads))
    return [lead for leads in pairs if tie_of(*leads) is Tie.ONE for lead in leads]


def _is_timely(found: Alike, one: ProjectMention, other: ProjectMention) -> bool:
    """Whether both are of the year, or the first edition, that one title alone says."""
    if found.is_first and not any(
        agree(*p) for p in product(all_of(one.profile.periods), all_of(other.profile.periods))
    ):
        return False
    if not found.year:
        return True
    for mention in (one, other):
        periods = all_of(mention.profile.periods)
        is_said = any(title.year == found.year for title in mention.titles)
        if not (periods or is_said) or not all(spans(period, int(found.year)) for period in periods):
            return False
    return True


def _is_in_town(found: Alike, one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether a town that one alone names is in the county of both, and no two leads may have a house each."""
    if one.leads and other.leads:
        return False
    return not found.of_town.isdisjoint(all_of(one.counties) & all_of(other.counties))


def _by_contract(
    one: ProjectProfile, other: ProjectProfile, agreeing: frozenset[str], found: Alike | None
) -> Match | None:
    """Equal contracts; a short number needs a lead or a title beside it."""
    number = _common_contract(one, other)
    if number is None:
        return None
    if _common_contract(one, other, alone=True) is not None:
        return Match(score=_SAME_CONTRACT, reason=f"same contract {number}")
    if LEAD in agreeing or found is not None:
        beside = LEAD if LEAD in agreeing else "title"
        return Match(score=_SAME_CONTRACT, reason=f"same contract {number} and {beside}")
    return None


def _by_title(found: Alike, agreeing: frozenset[str]) -> Match | None:
    """The more common the words of the title, the more must agree beside it."""
    if not is_enough(found, agreeing):
        return None
    score, words = _WORDS[found.likeness]
    if not (found.common.telling or found.is_name or LEAD in agreeing or agreeing >= {COUNTY, YEARS}):
        score -= _COMMON  # another project of the county may have this title: for people to look at
    beside = [name for name in _WEIGHTS if name in agreeing]
    reason = words
    if beside:
        listed = " and ".join((", ".join(beside[:-1]), beside[-1])) if beside[1:] else beside[0]
        glue = ", " if beside[1:] and found.likeness is Likeness.SAME else " and "
        reason = f"{words}{glue}{listed}" if found.likeness is Likeness.SAME else f"{words}, same {listed}"
    return Match(score=round(score + sum(_WEIGHTS[name] for name in beside), 2), reason=reason)
