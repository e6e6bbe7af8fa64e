"""Coverage: which counties have a source of their own, and which still lack one."""

from collections.abc import Iterable

from crawler.sources import Source
from romanian.fold import fold
from romanian.siruta import gazetteer

CAPITAL = "București"


def counties() -> tuple[str, ...]:
    """The 41 counties and the capital, in the order of the alphabet, as a source's `county` writes them."""
    names = {unit.county for unit in gazetteer().counties.values()}
    return tuple(sorted(names | {CAPITAL}, key=fold))


def coverage(sources: Iterable[Source]) -> dict[str, list[str]]:
    """The ids of the enabled sources of each county, all counties named; sources of the whole country count for none.

    A county that is not one (a made-up one of a test) is left out.
    """
    found: dict[str, list[str]] = {county: [] for county in counties()}
    for source in sources:
        if source.enabled and source.county in found:
            found[source.county].append(source.id)
    return {county: sorted(ids) for county, ids in found.items()}
