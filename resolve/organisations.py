"""Names of many documents → organisations, by equal normalised names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from resolve.bodies import county_of, kind_of
from resolve.names import is_oblique, organisation_key
from resolve.spelling import best_spelling
from store.identity import organisation_id
from store.resolved import ResolvedOrganisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisations:
    """The organisations in the order of their keys, and the organisation's id for each name as written."""

    organisations: tuple[ResolvedOrganisation, ...] = ()
    assignments: dict[str, str] = field(default_factory=dict)


def resolve_organisations(names: Iterable[tuple[str, int]]) -> Organisations:
    """One organisation for each key; `names` are names as written, with how often they stand.

    The order of the names does not matter. A name without letters and digits belongs to no organisation.
    """
    spellings: dict[str, dict[str, int]] = {}
    for name, count in names:
        key = organisation_key(name)
        if key:
            found = spellings.setdefault(key, {})
            found[name] = found.get(name, 0) + count
    organisations = tuple(_organisation(key, spellings[key]) for key in sorted(spellings))
    return Organisations(
        organisations=organisations,
        assignments={
            name: organisation.id for organisation in organisations for name in sorted(spellings[organisation.key])
        },
    )


def _organisation(key: str, spellings: dict[str, int]) -> ResolvedOrganisation:
    name = best_spelling(spellings, oblique=filter(is_oblique, spellings))
    kind = kind_of(key, name)
    return ResolvedOrganisation(
        id=organisation_id(key),
        key=key,
        name=name,
        kind=kind,
        county=county_of(key, kind),
        mentions=sum(spellings.values()),
    )
