"""What every export is made of: the projects that were chosen, each with all its facts, as a stream from one state.

`WholeProject` is what formats know of the database; they ask no table themselves, so that a rule is followed in all of
them or in none. Projects come by id, a few hundred at a time: memory does not grow with their number.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any, Self

from explore.typed_rows import (
    AmountRow,
    BeneficiariesRow,
    DateRow,
    FactRow,
    PartnerRow,
    PlaceRow,
    ProjectRow,
    typed_rows,
)
from store.asking import Inquiry, QueryError

_AT_ONCE = 200  # projects whose facts are in memory
_CHOSEN = "SELECT id FROM project_overview WHERE (\n{}\n) ORDER BY id"  # the line ends whatever comment stands in it
_AMONG = "{} IN (SELECT value FROM json_each(?))"
_FACTS = {
    "partners": PartnerRow,
    "amounts": AmountRow,
    "dates": DateRow,
    "beneficiaries": BeneficiariesRow,
    "places": PlaceRow,
}
_ORGANISATIONS = """
SELECT x.project_id, x.role, x.documents, x.place, x.partner_id, o.id, o.name, o.short, o.kind, o.county, o.cui
FROM project_organisations AS x JOIN organisations AS o ON o.id = x.organisation_id
WHERE x.project_id IN (SELECT value FROM json_each(?)) ORDER BY x.project_id, x.role, x.place
"""
_DOCUMENTS = """
SELECT DISTINCT m.project_id, d.id, d.url, d.title, s.id AS source_id, s.name AS source, s.kind AS source_kind,
    d.published, d.language, c.fetched_at AS captured, c.sha256, d.vanished, d.copy_of
FROM project_mentions AS m JOIN documents AS d ON d.id = m.document_id JOIN sources AS s ON s.id = d.source_id
    JOIN captures AS c ON c.id = d.capture_id
WHERE m.project_id IN (SELECT value FROM json_each(?)) ORDER BY m.project_id, d.url
"""
_TOTALS = """
SELECT project_id, amount_id, value, currency, ron_minor, eur_minor, rate_year, rule, part_id, documents, statements,
    year, county, county_from, quote, document_id
FROM project_totals WHERE project_id IN (SELECT value FROM json_each(?))
"""
_ALIASES = """
SELECT p.id AS project_id, m.title AS name FROM projects AS p JOIN project_mentions AS m ON m.project_id = p.id
WHERE p.id IN (SELECT value FROM json_each(?1)) AND m.title <> p.title
UNION
SELECT p.id, a.value FROM projects AS p JOIN project_mentions AS m ON m.project_id = p.id JOIN json_each(m.aliases) AS a
WHERE p.id IN (SELECT value FROM json_each(?1)) AND a.value <> p.title
ORDER BY 1, 2
"""
_PROGRAMMES = """
WITH RECURSIVE above (id, programme_id, depth) AS (
    SELECT value, value, 0 FROM json_each(?)
    UNION ALL
    SELECT above.id, p.parent_id, depth + 1 FROM above JOIN programmes AS p ON p.id = above.programme_id
    WHERE p.parent_id IS NOT NULL AND depth < 8
)
SELECT above.id AS of, p.id, p.name, p.short, p.level, p.period
FROM above JOIN programmes AS p ON p.id = above.programme_id ORDER BY above.id, depth
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An organisation in one of its roles in a project, resolved; `place` 1 is the one that most documents name."""

    id: str
    name: str
    short: str | None
    kind: str | None  # as in organisations.kind
    county: str | None
    cui: str | None  # fiscal code, without "RO"
    role: str  # as in partners.role
    place: int
    documents: int  # that say so, each story counted once
    partner_id: str  # the surest fact that says so: one of `partners`


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The one total that sums count, by the rule of project_totals (docs/data.md)."""

    amount_id: str  # the fact that states it; of "parts" the grant
    part_id: str | None  # of "parts", the own contribution
    value: str  # exact decimal, in units of `currency`
    currency: str  # ISO 4217; ROL for lei before July 2005
    ron_minor: int | None  # in hundredths of a leu, as stated or computed
    eur_minor: int | None  # in cents
    rate_year: int | None
    rule: str  # "stated", "approximate", "range" (the lower end) or "parts"
    documents: int  # that state it, each story counted once
    statements: int  # the same, with those that state another
    year: int | None
    county: str | None  # a county, or "several counties"
    county_from: str | None  # "places" or "lead"
    quote: str
    document_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLevel:
    """A call, axis, programme or fund."""

    id: str
    name: str
    short: str | None
    level: str  # "fund", "programme", "axis" or "call"
    period: str | None  # "2014-2020"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldIn:
    """A document that tells of the project; `copy_of` is the first document of its story, if that is another."""

    id: str
    url: str
    title: str | None
    source_id: str
    source: str
    source_kind: str | None  # "agency", "ngo", "news", …
    published: str | None  # ISO 8601, as precise as the page
    language: str | None
    captured: str  # ISO 8601, UTC
    sha256: str  # of the capture's body
    vanished: str | None
    copy_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeProject:
    """A project with everything that leads to it, each fact with its evidence, in the order of its pages."""

    project: ProjectRow
    aliases: tuple[str, ...]  # its other names and spellings on pages
    total: Total | None
    programmes: tuple[ProgrammeLevel, ...]  # its programme first, then what that belongs to
    organisations: tuple[Participant, ...]
    partners: tuple[PartnerRow, ...]
    amounts: tuple[AmountRow, ...]
    dates: tuple[DateRow, ...]
    beneficiaries: tuple[BeneficiariesRow, ...]
    places: tuple[PlaceRow, ...]
    documents: tuple[ToldIn, ...]


class Exported:
    """What is exported: an open database in one state of it, and which of its projects."""

    def __init__(self, inquiry: Inquiry, where: str | None) -> None:
        self.inquiry = inquiry
        self.where = where

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, where: str | None = None) -> Iterator[Self]:
        """The projects of the database for which `where` holds, an SQL condition on project_overview; without it, all.

        Raises DatabaseError for a file that is none of ours, QueryError for a condition that can't be asked.
        """
        with Inquiry.open(path) as inquiry, inquiry.snapshot():
            exported = cls(inquiry, where)
            exported._check()
            yield exported

    @property
    def chosen(self) -> str:
        """The query of the projects' ids, to stand in brackets in a query of a format's own."""
        return _CHOSEN.format("1" if self.where is None else self.where)

    def ids(self) -> Iterator[str]:
        """The ids of the projects, in order."""
        with _telling_where():
            for (identity,) in self.inquiry.ask(self.chosen).rows:
                yield str(identity)

    def whole_projects(self) -> Iterator[WholeProject]:
        """The projects with all that is known of them, by id."""
        ids = self.ids()
        while some := list(islice(ids, _AT_ONCE)):
            yield from self._whole(some)

    def rows(self, sql: str, parameters: Sequence[str | int] = ()) -> Iterator[dict[str, Any]]:
        """The rows of a query of our own, by column name."""
        answer = self.inquiry.ask(sql, parameters)
        for row in answer.rows:
            yield dict(zip(answer.columns, row, strict=True))

    def state(self) -> dict[str, str]:
        """The versions that made the database, and `captured`: when its newest page was, ISO 8601 in UTC ("" if empty).

        An export has no other time in it: the same database gives the same bytes.
        """
        told = {row["name"]: row["value"] for row in self.rows("SELECT name, value FROM properties ORDER BY name")}
        newest = next(self.rows("SELECT coalesce(max(fetched_at), '') AS captured FROM captures"))
        return {**told, **newest}

    def _check(self) -> None:
        """What is wrong with the condition is said before a file is made."""
        if self.where is not None:
            with _telling_where():
                if not self.where.strip():
                    raise QueryError("the condition is empty")
                # without brackets around it, as one that closes ours is no condition
                list(self.inquiry.ask(f"SELECT id FROM project_overview WHERE {self.where}\nLIMIT 0").rows)  # noqa: S608
        next(self.ids(), None)

    def _whole(self, ids: Sequence[str]) -> Iterator[WholeProject]:
        asked = json.dumps(ids)
        projects = list(typed_rows(self.inquiry, ProjectRow, {_AMONG.format("p.id"): asked}, "p.id"))
        facts = {name: self._facts(kind, asked) for name, kind in _FACTS.items()}
        organisations = self._by_project(_ORGANISATIONS, asked, Participant)
        documents = self._by_project(_DOCUMENTS, asked, ToldIn)
        totals = self._by_project(_TOTALS, asked, Total)
        aliases: Mapping[str, list[str]] = defaultdict(list)
        for row in self.rows(_ALIASES, (asked,)):
            aliases[row["project_id"]].append(row["name"])
        programmes = self._programmes({project.programme_id for project in projects if project.programme_id})
        for project in projects:
            yield WholeProject(
                project=project,
                aliases=tuple(aliases[project.id]),
                total=next(iter(totals[project.id]), None),
                programmes=tuple(programmes[project.programme_id or ""]),
                organisations=tuple(organisations[project.id]),
                documents=tuple(documents[project.id]),
                **{name: tuple(found[project.id]) for name, found in facts.items()},
            )

    def _facts(self, kind: type[FactRow], asked: str) -> Mapping[str, list[Any]]:
        found: Mapping[str, list[Any]] = defaultdict(list)
        for row in typed_rows(self.inquiry, kind, {_AMONG.format("f.project_id"): asked}, "d.url, f.start, f.id"):
            found[row.project_id or ""].append(row)
        return found

    def _by_project(self, sql: str, asked: str, kind: type[Any]) -> Mapping[str, list[Any]]:
        names = [field.name for field in fields(kind)]
        found: Mapping[str, list[Any]] = defaultdict(list)
        for row in self.rows(sql, (asked,)):
            found[row["project_id"]].append(kind(**{name: row[name] for name in names}))
        return found

    def _programmes(self, ids: set[str]) -> Mapping[str, list[ProgrammeLevel]]:
        found: Mapping[str, list[ProgrammeLevel]] = defaultdict(list)
        for row in self.rows(_PROGRAMMES, (json.dumps(sorted(ids)),)):
            found[row.pop("of")].append(ProgrammeLevel(**row))
        return found


@contextmanager
def _telling_where() -> Iterator[None]:
    try:
        yield
    except QueryError as error:
        raise QueryError(f"{error} (in --where; its columns are those of project_overview, docs/data.md)") from error
