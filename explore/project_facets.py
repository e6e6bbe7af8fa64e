"""Projects by what people narrow them by, so that a page can count thousands of them for every value at once.

Each project has a place from 0 on. A set of projects is a whole number in which the bit at its place stands for each:
`&` and `|` are a processor's work, and `bit_count` counts. It is made from one state of the database, and read by many.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from romanian.fold import fold
from store.database import Database
from store.identity import number_of

FACETS = ("programme", "county", "year", "role", "kind", "category")
"""Programme (its key), county (name), year of the period, role of an amount, kind of an organisation, group of
beneficiaries (as in the tables)."""
ORDERS = ("sum", "newest", "title", "sources")
"""Largest total first, latest beginning first, by title, most documents first."""

_LONGEST = 15  # years that a period is taken to last; what is longer was misread or is a programme's
_PROJECTS = """
SELECT p.id, p.number, p.title, p.programme_id, substr(p.period_start, 1, 4) AS first,
    substr(p.period_end, 1, 4) AS last, p.period_start AS start, t.ron_minor, t.year
FROM projects p LEFT JOIN project_totals t ON t.project_id = p.id ORDER BY p.id
"""
_PROGRAMMES = "SELECT id, key, level, parent_id FROM programmes"
_VALUES = {
    "role": "SELECT DISTINCT project_id, role AS value FROM amounts WHERE project_id IS NOT NULL",
    "kind": "SELECT x.project_id, o.kind AS value FROM project_organisations x"
    " JOIN organisations o ON o.id = x.organisation_id WHERE o.kind IS NOT NULL",
    "category": "SELECT b.project_id, c.category AS value FROM beneficiary_categories c"
    " JOIN beneficiaries b ON b.id = c.beneficiaries_id WHERE b.project_id IS NOT NULL",
}
_PLACES = "SELECT DISTINCT project_id, county AS value FROM places WHERE project_id IS NOT NULL AND county IS NOT NULL"
_LEADS = """
SELECT x.project_id, o.county AS value FROM project_organisations x JOIN organisations o ON o.id = x.organisation_id
WHERE x.role = 'lead' AND x.place = 1 AND o.county IS NOT NULL
"""
_ORGANISATIONS = """
SELECT DISTINCT x.project_id, o.number FROM project_organisations x JOIN organisations o ON o.id = x.organisation_id
"""
# Whom a project serves, what it is and where: what people look for beside its name. Money and dates are facets.
_QUOTED = """
SELECT json_group_array(number) AS numbers, json_group_array(fact_id) AS facts
FROM quotes WHERE kind IN ('beneficiaries', 'project_mentions', 'places')
"""
_PROJECT_OF = """
SELECT json_group_array(id) AS facts, json_group_array(project_id) AS projects FROM (
    SELECT id, project_id FROM beneficiaries WHERE project_id IS NOT NULL
    UNION ALL SELECT id, project_id FROM project_mentions WHERE project_id IS NOT NULL
    UNION ALL SELECT id, project_id FROM places WHERE project_id IS NOT NULL
)
"""  # as two texts: hundreds of thousands of rows take longer to be handed over than to be found
_DOCUMENTS = "SELECT DISTINCT project_id, document_id FROM project_mentions WHERE project_id IS NOT NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacets:
    """All projects of one state of the database."""

    ids: Sequence[str]  # by place
    place_of: Mapping[int, int]  # by projects.number
    values: Mapping[str, Mapping[str, int]]  # facet, then value: the set of its projects
    totals: Sequence[int | None]  # by place, in hundredths of a leu
    orders: Mapping[str, Sequence[int]]  # all places
    organisations: Mapping[int, int]  # by organisations.number: the set of its projects
    quotes: Mapping[int, int]  # by quotes.number: the place of the project that the sentence tells of
    documents: Sequence[Sequence[int]]  # by place: documents.number of those that mention the project

    @property
    def all(self) -> int:
        """The set of all projects."""
        return (1 << len(self.ids)) - 1

    def places(self, chosen: int) -> list[int]:
        """The places in a set, in order."""
        return [place for place, bit in enumerate(reversed(f"{chosen:b}")) if bit == "1"]

    def ordered(self, chosen: int, order: Sequence[int]) -> list[int]:
        """The places of `order` that are in the set."""
        bits = f"{chosen:b}"[::-1]
        return [place for place in order if place < len(bits) and bits[place] == "1"]

    def set_of(self, places: Iterable[int]) -> int:
        """The set of these places."""
        found = bytearray(len(self.ids) // 8 + 1)
        for place in places:
            found[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(found, "little")


def project_facets(database: Database) -> ProjectFacets:
    """All projects with their values."""
    rows = list(database.rows(_PROJECTS))
    at = {row["id"]: place for place, row in enumerate(rows)}
    documents: list[list[int]] = [[] for _ in rows]
    for row in database.rows(_DOCUMENTS):
        if row["project_id"] in at:
            documents[at[row["project_id"]]].append(number_of(row["document_id"]))
    return ProjectFacets(
        ids=[row["id"] for row in rows],
        place_of={row["number"]: place for place, row in enumerate(rows)},
        values={facet: _sets(pairs, len(rows)) for facet, pairs in _pairs(database, rows, at).items()},
        totals=[row["ron_minor"] for row in rows],
        orders=_orders(rows, documents),
        organisations=_sets(
            ((row["number"], at[row["project_id"]]) for row in database.rows(_ORGANISATIONS)), len(rows)
        ),
        quotes=_quotes(database, at),
        documents=documents,
    )


def _quotes(database: Database, at: Mapping[str, int]) -> dict[int, int]:
    (told,), (quoted,) = database.rows(_PROJECT_OF), database.rows(_QUOTED)
    places = map(at.__getitem__, json.loads(told["projects"]))
    place_of = dict(zip(json.loads(told["facts"]), places, strict=True))
    pairs = zip(json.loads(quoted["numbers"]), json.loads(quoted["facts"]), strict=True)
    return {number: place_of[fact] for number, fact in pairs if fact in place_of}


def _pairs(
    database: Database, rows: Sequence[Mapping[str, Any]], at: Mapping[str, int]
) -> dict[str, Iterable[tuple[Any, int]]]:
    """Each facet's values with the place of a project that has it."""
    told = {
        facet: [(row["value"], at[row["project_id"]]) for row in database.rows(_VALUES[facet])] for facet in _VALUES
    }
    counties = [(row["value"], at[row["project_id"]]) for row in database.rows(_PLACES)]
    located = {place for _, place in counties}  # where no page tells a place, that of who leads it stands
    leads = [(row["value"], at[row["project_id"]]) for row in database.rows(_LEADS)]
    return {
        "programme": list(_programmes(database, rows)),
        "county": counties + [(county, place) for county, place in leads if place not in located],
        "year": [(str(year), place) for place, row in enumerate(rows) for year in _years(row)],
        **told,
    }


def _programmes(database: Database, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """The programme to which the project's axis or call belongs; where there is none, the fund."""
    known = {row["id"]: row for row in database.rows(_PROGRAMMES)}
    for place, row in enumerate(rows):
        found = known.get(row["programme_id"])
        while found is not None and found["level"] not in ("programme", "fund") and found["parent_id"] in known:
            found = known[found["parent_id"]]
        if found is not None:
            yield found["key"], place


def _years(row: Mapping[str, Any]) -> Iterator[int]:
    first, last = row["first"] or row["last"], row["last"] or row["first"]
    if first is None:
        if row["year"] is not None:
            yield row["year"]
        return
    yield from range(int(first), min(int(last), int(first) + _LONGEST) + 1)


def _orders(rows: Sequence[Mapping[str, Any]], documents: Sequence[Sequence[int]]) -> dict[str, Sequence[int]]:
    titles = [fold(row["title"]).lower() for row in rows]
    by_title = sorted(range(len(rows)), key=titles.__getitem__)
    return {
        "sum": sorted(by_title, key=lambda place: -(rows[place]["ron_minor"] or -1)),
        "newest": sorted(by_title, key=lambda place: rows[place]["start"] or "", reverse=True),
        "title": by_title,
        "sources": sorted(by_title, key=lambda place: -len(documents[place])),
    }


def _sets(pairs: Iterable[tuple[Any, int]], size: int) -> dict[Any, int]:
    """A set of places for each value."""
    found: defaultdict[Any, bytearray] = defaultdict(lambda: bytearray(size // 8 + 1))
    for value, place in pairs:
        found[value][place >> 3] |= 1 << (place & 7)
    return {value: int.from_bytes(bits, "little") for value, bits in found.items()}
