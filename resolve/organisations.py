"""Names of many documents → organisations, by equal normalised names."""

from collections import Counter
from collections.abc import Iterable, Sequence

from resolve.bodies import county_of, kind_of
from resolve.matching import Inputs, Match, Member
from resolve.names import is_oblique, organisation_key
from resolve.spelling import best_spelling
from store.identity import organisation_id
from store.resolved import ResolvedOrganisation


class OrganisationRules:
    """See `resolve.matching.Rules`."""

    def read(self, item: str, inputs: Inputs) -> str:
        return organisation_key(inputs["name"]) or f"\0{item}"

    def blocks(self, thing: str) -> Iterable[str]:
        return [thing]

    def match(self, one: str, other: str) -> Match | None:
        return Match(score=1.0, reason="same name") if one == other else None

    def profile(self, thing: str) -> str:
        return thing

    def joined(self, one: str, other: str) -> str | None:
        return one if one == other else None

    def resolved(self, members: Sequence[Member]) -> ResolvedOrganisation:
        spellings: Counter[str] = Counter()
        for member in members:
            spellings[member.inputs["name"]] += member.inputs["mentions"]
        name = best_spelling(spellings, oblique=filter(is_oblique, spellings))
        key = organisation_key(name)
        kind = kind_of(key, name)
        return ResolvedOrganisation(
            id=organisation_id(key), key=key, name=name, kind=kind, county=county_of(key, kind),
            mentions=sum(spellings.values()), aliases="; ".join(sorted(spellings)),
        )  # fmt: skip
