"""Names of many documents → organisations: what makes two names one body, and the row of the names of one.

Names are one by the same normalised name (spelling, capitals, genitive, acronym, another name that the lexicon has), by
the same fiscal code, by an acronym that one of them carries, or by words that are nearly alike. Guards part them,
whatever is alike: different fiscal codes, counties, places, numbers, levels of administration, legal forms, branches.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from resolve.bodies import county_of, kind_of
from resolve.known_bodies import TOWN_HALL
from resolve.matching import Inputs, Match, Member
from resolve.name_blocks import blocks_of
from resolve.name_gaps import regapped
from resolve.name_letters import mended_letters
from resolve.name_matches import are_two, match_bodies
from resolve.names import is_oblique, organisation_key, plain_words, starts_with_acronym
from resolve.organisation_names import Body, read_name
from resolve.spelling import best_spelling
from romanian.fiscal_codes import split_code
from romanian.organisations import known_bodies
from store.identity import organisation_id
from store.resolved import ResolvedOrganisation

_MOST_ALIASES = 20


class OrganisationRules:
    """What names of organisations need to be told apart; see `resolve.matching.Rules`."""

    def read(self, item: str, inputs: Inputs) -> Body:  # noqa: ARG002 - the name tells all
        return read_name(str(inputs["name"]), inputs.get("county"), inputs.get("cui"))

    def blocks(self, thing: Body) -> Iterable[str]:
        return blocks_of(thing)

    def match(self, one: Body, other: Body) -> Match | None:
        return match_bodies(one, other)

    def profile(self, thing: Body) -> frozenset[Body]:
        return frozenset({thing})

    def joined(self, one: frozenset[Body], other: frozenset[Body]) -> frozenset[Body] | None:
        """All names of both; None where any two of them can't be one."""
        return None if any(are_two(a, b) for a in one for b in other) else one | other

    def resolved(self, members: Sequence[Member]) -> ResolvedOrganisation:
        bodies = {member.item: self.read(member.item, member.inputs) for member in members}
        first = min(members, key=lambda m: (str(m.inputs.get("first", "")), _own_key(m, bodies[m.item])))
        key = _own_key(first, bodies[first.item])
        spellings = _spellings(members)  # copies have no vote
        name = _shown(spellings, {str(m.inputs["name"]): bodies[m.item] for m in members})
        kind = _kind(bodies.values(), name)
        told = [b.county for b in bodies.values() if b.is_exact]
        if not any(told):
            told = [county_of(organisation_key(one), kind) for one in spellings]
        return ResolvedOrganisation(
            id=organisation_id(key),
            key=key,
            name=name,
            kind=kind,
            county=min((county for county in told if county), default=None),
            mentions=sum(_mentions(member) for member in members),
            cui=min((b.cui for b in bodies.values() if b.cui), default=None),
            short=_short(bodies.values()),
            aliases="; ".join(_aliases(spellings, name)),
        )


def _own_key(member: Member, body: Body) -> str:
    """The key of a cluster that began with this member: no other cluster's member has it.

    Names that are spelt alike can only be parted by their own fiscal codes and by people.
    """
    splits = sorted(name for action, name, _ in member.inputs.get("decided", ()) if action == "split")
    code = [f"CUI {body.cui}"] if body.cui else []
    return " | ".join((body.key, *code, *splits))


def _spellings(members: Sequence[Member]) -> Counter[str]:
    found: Counter[str] = Counter()
    for member in members:
        found[str(member.inputs["name"])] += int(member.inputs.get("originals", _mentions(member)))
    return found


def _mentions(member: Member) -> int:
    return int(member.inputs.get("mentions", 1))


def _shown(spellings: Mapping[str, int], bodies: Mapping[str, Body]) -> str:
    """The spelling to show: in full, in the nominative, without a code and without a letter wrong, if there is one."""
    stripped: Counter[str] = Counter()
    poor: set[str] = set()
    for name, count in spellings.items():
        own = split_code(name)[0] or name
        stripped[own] += count
        body = bodies[name]
        is_broken = not body.is_exact or body.cut or regapped(mended_letters(own)) != own
        if is_broken or is_oblique(own) or starts_with_acronym(own) or body.is_acronym:
            poor.add(own)
    return best_spelling(stripped, oblique=poor)


def _aliases(spellings: Mapping[str, int], shown: str) -> Iterator[str]:
    """The spellings that differ by more than case, accents and punctuation, the shown one first, then the frequent."""
    seen: set[str] = set()
    for name in (shown, *sorted(spellings, key=lambda name: (-spellings[name], name))):
        plain = plain_words(name)
        if plain not in seen and len(seen) < _MOST_ALIASES:
            seen.add(plain)
            yield name.replace(";", ",")


def _kind(bodies: Iterable[Body], name: str) -> str | None:
    """What the body is by its name in the lexicon, else by the name that is shown."""
    known = min((body.known for body in bodies if body.known), default="")
    if known == TOWN_HALL:
        return "municipality"
    entry = known_bodies().get(known)
    shown = entry.name if entry is not None else name
    return "fund" if known.startswith("programme") else kind_of(organisation_key(shown), shown)


def _short(bodies: Iterable[Body]) -> str | None:
    """The acronym of a body: that of the lexicon, with the county, else one that a name carries."""
    listed = sorted(bodies, key=lambda body: body.key)
    for body in listed:
        entry = known_bodies().get(body.known)
        if entry is not None and entry.acronyms:
            where = body.county or (body.place.title() if body.place.startswith("sector") else "")
            return f"{entry.acronyms[0]} {where}".strip() if entry.each == "county" else entry.acronyms[0]
    return min((acronym.upper() for body in listed for acronym in body.acronyms), default=None)
