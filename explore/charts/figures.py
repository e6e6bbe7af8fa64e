# ruff: noqa: S608 - queries are put together from our own parts
"""What each chart shows: its title, unit and note in both languages, and its rows, which are shown as a table, too.

Sums are those of the views that count one total a project, in lei.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from explore.wording import grouped
from romanian.counties import counties
from store.database import Database

Language = Literal["ro", "en"]
Row = Mapping[str, Any]

_MOST_PROGRAMMES = 6  # with a colour of their own
MOST_BARS = 12
_MOST_GROUPS = 12
_MOST_PAIRS = 30
_MILLION = 1_000_000
_BY_YEAR = """
SELECT t.year, coalesce(m.short, m.name, trim(p.programme)) AS programme, sum(t.ron_minor) / 100.0 AS lei,
    count(*) AS projects
FROM project_totals AS t JOIN projects AS p ON p.id = t.project_id
    LEFT JOIN main_programmes AS main ON main.id = p.programme_id
    LEFT JOIN programmes AS m ON m.id = main.programme_id
WHERE t.year IS NOT NULL AND t.ron_minor IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 3 DESC
"""
_BY_PROGRAMME = f"""
SELECT coalesce(m.short, f.programme) AS programme, f.programme AS name, f.ron_minor / 100.0 AS lei, f.projects
FROM funding_by_programme AS f LEFT JOIN programmes AS m ON m.id = f.programme_id
WHERE f.programme IS NOT NULL AND f.ron_minor > 0 LIMIT {MOST_BARS}
"""
_BY_COUNTY = "SELECT county, ron_minor / 100.0 AS lei, projects FROM funding_by_county WHERE ron_minor > 0"
_GROUPS = f"""
SELECT c.ro, c.en, sum(b.planned) AS planned, sum(b.achieved) AS achieved, count(*) AS projects
FROM beneficiaries_planned_and_achieved AS b JOIN categories AS c ON c.category = b.category
WHERE b.is_main GROUP BY b.category ORDER BY max(sum(b.planned), coalesce(sum(b.achieved), 0)) DESC LIMIT {_MOST_GROUPS}
"""
_PAIRS = f"SELECT organisation, other, projects FROM partner_network LIMIT {_MOST_PAIRS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table: the key in the rows, and its heading in both languages."""

    key: str
    ro: str
    en: str
    is_money: bool = False
    is_year: bool = False  # which has no dots


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a chart shows. Rows hold sums in lei; `note` says how they were counted."""

    name: str
    title: Mapping[Language, str]
    unit: Mapping[Language, str]
    note: Mapping[Language, str]
    columns: Sequence[Column]
    rows: Sequence[Row]


_LEI: Mapping[Language, str] = {"ro": "milioane de lei", "en": "million lei"}
_ONE_TOTAL: Mapping[Language, str] = {
    "ro": "Fiecare proiect intră o singură dată, cu valoarea lui totală; copiile aceleiași știri nu se numără.",
    "en": "Each project counts once, with its total value; copies of one story are not counted.",
}
_MONEY = Column(key="lei", ro="Lei", en="Lei", is_money=True)
_PROJECTS = Column(key="projects", ro="Proiecte", en="Projects")


def funding_by_year(database: Database, language: Language) -> Figure:
    """Totals by the year in which projects began, and by programme; the largest programmes, all others together."""
    found = list(database.rows(_BY_YEAR))
    sums: dict[str, float] = {}
    for row in found:
        if row["programme"]:
            sums[row["programme"]] = sums.get(row["programme"], 0.0) + row["lei"]
    kept = sorted(sums, key=lambda name: -sums[name])[:_MOST_PROGRAMMES]
    others = {"ro": "altele sau nespus", "en": "other or not said"}[language]
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for row in found:
        name = row["programme"] if row["programme"] in kept else others
        into = rows.setdefault((row["year"], name), {"year": row["year"], "programme": name, "lei": 0.0, "projects": 0})
        into["lei"] += row["lei"]
        into["projects"] += row["projects"]
    order = {name: place for place, name in enumerate([*kept, others])}
    return Figure(
        name="funding-by-year",
        title={"ro": "Valoarea proiectelor după anul în care au început", "en": "Value of projects by starting year"},
        unit=_LEI,
        note={
            "ro": f"{_ONE_TOTAL['ro']} Anul este cel al începutului, nu cel al plăților.",
            "en": f"{_ONE_TOTAL['en']} The year is that of the beginning, not of payments.",
        },
        columns=(
            Column(key="year", ro="An", en="Year", is_year=True),
            Column(key="programme", ro="Program", en="Programme"),
            _MONEY,
            _PROJECTS,
        ),
        rows=sorted(rows.values(), key=lambda row: (row["year"], order[row["programme"]])),
    )


def funding_by_programme(database: Database, _language: Language) -> Figure:
    """Totals by programme, the largest first."""
    return Figure(
        name="funding-by-programme",
        title={"ro": "Valoarea proiectelor pe programe", "en": "Value of projects by programme"},
        unit=_LEI,
        note=_ONE_TOTAL,
        columns=(Column(key="name", ro="Program", en="Programme"), _MONEY, _PROJECTS),
        rows=list(database.rows(_BY_PROGRAMME)),
    )


def funding_by_county(database: Database, _language: Language) -> Figure:
    """Totals by county, for all 42; what stands in no one county is told in the note."""
    found = {row["county"]: row for row in database.rows(_BY_COUNTY)}
    rows = [
        {
            "code": county.code,
            "county": county.name,
            "column": county.tile[0],
            "row": county.tile[1],
            "lei": found[county.name]["lei"] if county.name in found else 0.0,
            "projects": found[county.name]["projects"] if county.name in found else 0,
        }
        for county in counties()
    ]
    outside = sum(row["projects"] for name, row in found.items() if name not in {r["county"] for r in rows})
    return Figure(
        name="funding-by-county",
        title={"ro": "Valoarea proiectelor pe județe", "en": "Value of projects by county"},
        unit=_LEI,
        note={
            "ro": f"{_ONE_TOTAL['ro']} Proiecte cu valoare, dar din mai multe județe sau fără județ cunoscut:"
            f" {grouped(outside)}.",
            "en": f"{_ONE_TOTAL['en']} Projects with a value, but in several counties or in none that is known:"
            f" {grouped(outside, 0, 'en')}.",
        },
        columns=(Column(key="county", ro="Județ", en="County"), _MONEY, _PROJECTS),
        rows=rows,
    )


def beneficiaries(database: Database, language: Language) -> Figure:
    """People planned and achieved by group; of each project its main group."""
    rows = [{"group": row[language], **row} for row in database.rows(_GROUPS)]
    return Figure(
        name="beneficiaries",
        title={"ro": "Beneficiari: planificați și ajutați", "en": "Beneficiaries: planned and achieved"},
        unit={"ro": "persoane", "en": "people"},
        note={
            "ro": "Din fiecare proiect intră grupul principal. Multe proiecte spun numai una dintre cifre.",
            "en": "Each project counts with its main group. Many projects tell only one of the two figures.",
        },
        columns=(
            Column(key="group", ro="Grup", en="Group"),
            Column(key="planned", ro="Planificați", en="Planned"),
            Column(key="achieved", ro="Ajutați", en="Achieved"),
            _PROJECTS,
        ),
        rows=rows,
    )


def partners(database: Database, _language: Language) -> Figure:
    """Pairs of organisations with the most projects in common."""
    return Figure(
        name="partners",
        title={"ro": "Cine lucrează cu cine", "en": "Who works with whom"},
        unit={"ro": "proiecte comune", "en": "projects in common"},
        note={
            "ro": f"Cele mai multe proiecte comune: cel mult {_MOST_PAIRS} de perechi.",
            "en": f"The most projects in common: at most {_MOST_PAIRS} pairs.",
        },
        columns=(
            Column(key="organisation", ro="Organizație", en="Organisation"),
            Column(key="other", ro="Împreună cu", en="Together with"),
            _PROJECTS,
        ),
        rows=list(database.rows(_PAIRS)),
    )


FIGURES: Mapping[str, Callable[[Database, Language], Figure]] = {
    "funding-by-year": funding_by_year,
    "funding-by-county": funding_by_county,
    "funding-by-programme": funding_by_programme,
    "beneficiaries": beneficiaries,
    "partners": partners,
}
"""By name; each is made for a language, because words in the rows are in it."""
