"""What a body is, and which county its name tells, by the key of its name (`resolve.names.organisation_key`).

A kind is that of the head of a name, as Romanian law and custom call such bodies: an “asociație” is an NGO whatever it
is named after (Government Ordinance 26/2000), a “comună” a municipality (Administrative Code, Emergency Ordinance
57/2019). A county is told by “județul …”, by a county's own body, and by a municipality whose name stands in one county
alone (SIRUTA); “Asociația Olt” tells none.
"""

import re
from functools import cache, lru_cache

from resolve.programme_names import find_programme
from romanian.counties import counties
from romanian.fold import fold
from romanian.siruta import gazetteer

_CAPITAL = "București"
# In this order; the first that fits says it. On keys: folded, words with single blanks, acronyms written out.
_KINDS = tuple(
    (kind, re.compile(pattern, re.VERBOSE))
    for kind, pattern in (
        (
            "fund",
            r"""(?: fondul | granturi(?:le|lor)? | mecanism\w+ \ financiar\w* | program(?:ul|ului) | bugetul
                 | contributi(?:a|ei) \ elvetian\w+ ) \b""",
        ),
        ("company", r".* \b (?: srl | sa | snc | srl \ d | pfa ) $ | sc \ \w | compania \b"),
        (
            "ngo",
            r"""(?: asociatia | fundatia | federatia | liga | ong | fonpc | salvati \ copiii | caritas | coalitia
                 | organizatia \ (?! internationala | natiunilor ) | crucea \ rosie | .* \b cruce(?:a)? \ rosie
                 | grupul \ de \ actiune \ locala | serviciul \ de \ ajutor \ maltez
                 | filiala \ .* \b (?: asociatiei | fundatiei )
                 | agentia \ (?: de \ )? dezvoltare \ comunitara ) \b""",
        ),
        (
            "international",
            r"""(?: unicef | unhcr | oim | oms | onu | undp | pnud | unfpa | usaid | ambasada | comisia \ europeana
                 | consiliul \ europei | uniunea \ europeana | parlamentul \ european | banca \ mondiala
                 | organizatia \ (?: internationala | natiunilor ) | guvernul \ (?! romaniei \b ) \w
                 | .+ \ (?: norvegi | elveti | suedez | islandez | olandez ) \w* ) \b""",
        ),
        (
            "county_council",
            r"(?: unitatea \ administrativ \ teritoriala \ | uat \ )? (?: consiliul \ judetean | judetul ) \b",
        ),
        (
            "dgaspc",
            r"""directia \ (?: generala | judeteana ) \ .{0,60} \b (?: protecti(?:a|e|ei) \ (?: a \ | drepturilor \ )?
                 copilului ) \b""",
        ),
        (
            "municipality",
            r"""(?: unitatea \ administrativ \ teritoriala | uat | primaria | primarul | comuna | orasul | municipiul
                 | consiliul \ (?: local | general \ al ) | sector(?:ul)? \ [1-6]
                 | directia \ (?: generala \ )? de \ asistenta \ sociala
                 | serviciul \ public \ (?: de \ )? asistenta \ sociala ) \b""",
        ),
        (
            "ministry",
            r"(?: ministerul | guvernul \ romaniei | secretariatul \ general \ al \ guvernului | mipe | mfe ) \b",
        ),
        (
            "school",
            r"""(?: scoala | liceul | gradinita | universitatea | facultatea | seminarul \ teologic | csei
                 | centru(?:l)? \ scolar
                 | colegiul \ (?! national \ al \b | medicilor | psihologilor | asistentilor )
                 | casa \ corpului \ didactic | palatul \ copiilor
                 | centrul \ (?: judetean | municipiului \ bucuresti ) \ de \ resurse ) \b""",
        ),
        ("hospital", r"(?: spitalul | policlinica | clinica | maternitatea | sanatoriul ) \b"),
        (
            "church",
            r"""(?: biserica | parohia | arhiepiscopia | episcopia | mitropolia | patriarhia | protopopiatul
                 | protoieria | manastirea | schitul | eparhia | dieceza | vicariatul | congregatia | cultul ) \b""",
        ),
        (
            "agency",
            r"""(?: agentia | autoritatea | inspectoratul | institutia \ prefectului | prefectura | politia | oficiul
                 | penitenciarul | administratia \ nationala | casa \ (?: judeteana | nationala ) | garda | tribunalul
                 | directia | consiliul \ (?: superior | national ) | institutul \ national | anpdca | anpd ) \b""",
        ),
    )
)
# Bodies of which each county has one: its name stands last.
_OF_A_COUNTY = re.compile(
    r"""(?: consiliul \ judetean | directia \ (?: generala \ de \ asistenta | de \ sanatate ) | agentia \ judeteana
         | inspectoratul | casa \ judeteana | centrul \ judetean | institutia \ prefectului | prefectura
         | directia \ judeteana ) \b""",
    re.VERBOSE,
)
_SECTOR = re.compile(r"\b sector(?:ul|ului)? \ [1-6] \b", re.VERBOSE)
_NAMED = re.compile(r"\b judetul(?:ui)? \ (?P<rest>.+)", re.VERBOSE)
_MUNICIPALITY = re.compile(
    r"""^ (?: (?: unitatea \ administrativ \ teritoriala | uat | primaria | primarul | consiliul \ (?: local | general )
         | directia \ (?: generala \ )? de \ asistenta \ sociala (?: \ si \ medicala )?
         | serviciul \ public \ (?: de \ )? asistenta \ sociala | al | a ) \  )*
        (?: (?P<what> comun(?:a|ei) | oras(?:ul|ului) | municipiul(?:ui)? ) \  )? (?P<place> .+ ) $""",
    re.VERBOSE,
)
_LEVELS = {"c": ("commune",), "o": ("town",), "m": ("city",), "": ("city", "town", "commune")}


@lru_cache(maxsize=262144)
def kind_of(key: str, name: str) -> str | None:
    """The kind of the body with this key, as in `organisations.kind`, or None; `name` is the name as it is shown."""
    kind = next((kind for kind, pattern in _KINDS if pattern.match(key)), None)
    return "fund" if kind is None and find_programme(name) is not None else kind


def county_of(key: str, kind: str | None) -> str | None:
    """The county that the name tells, without “județul”, or None."""
    if kind in {"dgaspc", "municipality"} and (_SECTOR.search(key) or key.endswith("bucuresti")):
        return _CAPITAL
    named = _NAMED.search(key)
    if named and (county := _starting(named["rest"])):
        return county
    if kind in {"county_council", "dgaspc", "agency", "school"} and _OF_A_COUNTY.match(key):
        return _ending(key)
    return _of_municipality(key) if kind == "municipality" else None


@cache
def _counties() -> dict[str, str]:
    """Names by their folded words."""
    return {fold(county.name).replace("-", " "): county.name for county in counties()}


def _starting(words: str) -> str | None:
    return next((name for folded, name in _counties().items() if f"{words} ".startswith(f"{folded} ")), None)


def _ending(words: str) -> str | None:
    return next((name for folded, name in _counties().items() if words.endswith(f" {folded}")), None)


def _of_municipality(key: str) -> str | None:
    """The county of a town or commune that no other county has by that name; a village is no municipality."""
    match = _MUNICIPALITY.match(key)
    if match is None:
        return None
    levels = _LEVELS[(match["what"] or "")[:1]]
    place = re.sub(r"\bsf\b", "sf.", match["place"])  # as keys write every saint
    found = {unit.county for unit in gazetteer().named(place) if unit.level in levels}
    return found.pop() if len(found) == 1 else None
