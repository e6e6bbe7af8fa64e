"""The development region that the name of a body ends with: “ADR S-V Oltenia”, “OIR Nord-Est” (Law 315/2004)."""

from functools import cache

from resolve.body_places import Place, find_county
from romanian.counties import counties
from romanian.fold import fold

_NORTH_EAST, _SOUTH_EAST, _SOUTH = "nord est", "sud est", "sud muntenia"
_SOUTH_WEST, _WEST, _NORTH_WEST, _CENTRE, _CAPITAL = (
    "sud vest oltenia",
    "vest",
    "nord vest",
    "centru",
    "bucuresti ilfov",
)
# By their folded words, as pages and English texts write them.
_REGIONS = {
    _NORTH_EAST: ("nord est", "nordest", "n est", "n e", "ne", "north east", "northeast", "nord est moldova"),
    _SOUTH_EAST: ("sud est", "sudest", "s est", "s e", "se", "south east", "southeast"),
    _SOUTH: ("sud muntenia", "s muntenia", "sm", "south muntenia", "muntenia", "sud", "south"),
    _SOUTH_WEST: (
        "sud vest oltenia", "sudvest oltenia", "s v oltenia", "sv oltenia", "svo", "s vest oltenia",
        "south west oltenia", "southwest oltenia", "sud vest", "sudvest", "s v", "sv", "oltenia", "south west",
    ),
    _WEST: ("vest", "v", "west"),
    _NORTH_WEST: (
        "nord vest", "nordvest", "n vest", "n v", "nv", "north west", "northwest", "nord vest transilvania de nord",
        "transilvania de nord", "transilvania nord",
    ),
    _CENTRE: ("centru", "center", "centre", "centrul"),
    _CAPITAL: ("bucuresti ilfov", "b if", "bi", "b i", "bif", "bucharest ilfov"),
}  # fmt: skip
_WORDS = frozenset(
    {"regiunea", "regiunii", "regiune", "region", "dezvoltare", "reg", "a", "al", "de", "din", "pentru", "the"}
)


def place_of_region_body(words: list[str]) -> Place | None:
    """The region in what follows the head of a body, with or without its seat; None where it names something else."""
    rest = list(words)
    while rest and rest[0] in _WORDS:
        rest = rest[1:]
    while rest and rest[-1] in _WORDS | {"romania"}:
        rest = rest[:-1]
    if not rest:
        return Place("")
    for length in range(min(5, len(rest)), 0, -1):
        region = _regions().get(" ".join(rest[:length]))
        if region is not None:
            seat = " ".join(word for word in rest[length:] if word not in _WORDS)
            return Place(region) if not seat or _lies_in(seat, region) else None
    return None


def _lies_in(seat: str, region: str) -> bool:
    county = find_county(seat)
    return county is not None and region == fold(_of_counties()[county]).replace("-", " ")


@cache
def _of_counties() -> dict[str, str]:
    return {county.name: county.region for county in counties()}


@cache
def _regions() -> dict[str, str]:
    return {words: region for region, spellings in _REGIONS.items() for words in spellings}
