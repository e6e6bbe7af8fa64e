# ruff: noqa: S608 - conditions are put together from our own parts; what people say goes in as parameters
"""What narrows a search: a county, a programme, years; in the words of the person who asks, in any spelling."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rapidfuzz import fuzz, process

from romanian.fold import fold
from store.asking import QueryError
from store.database import Database

_NEAR = 60  # of 100: how alike a name must be to be worth suggesting
_LOOKED_AT = 30  # names, of which several may be one thing's
_COUNTIES = """
SELECT name, code FROM counties UNION SELECT county, NULL FROM places WHERE county IS NOT NULL
UNION SELECT county, NULL FROM sources WHERE county IS NOT NULL
"""
# A document is about a county when its site is, or when a project in it works there.
_OF_COUNTY = """
SELECT d.id FROM documents d JOIN sources s ON s.id = d.source_id WHERE s.county = ?
UNION SELECT document_id FROM places WHERE county = ?
"""
_PROGRAMMES = """
SELECT DISTINCT p.programme AS written, a.name, a.short, b.name AS name_b, b.short AS short_b, c.name AS name_c,
    c.short AS short_c
FROM projects p LEFT JOIN programmes a ON a.id = p.programme_id LEFT JOIN programmes b ON b.id = a.parent_id
    LEFT JOIN programmes c ON c.id = b.parent_id
WHERE p.programme IS NOT NULL ORDER BY 1
"""
_OF_PROJECTS = "SELECT document_id FROM project_mentions WHERE project_id IN ({})"


class Asked(Protocol):
    """A database that gives rows: one of our own, or that which a notebook has open."""

    def rows(self, sql: str, parameters: Sequence[Any] = ..., /) -> Iterator[dict[str, Any]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What found things must have. Names are as the database writes them; None is anything."""

    county: str | None = None
    programmes: tuple[str, ...] | None = None
    first_year: int | None = None
    last_year: int | None = None

    def of_documents(self, document: str) -> tuple[str, list[str | int]]:
        """A condition on a document's id in SQL (`document` is its expression there), with its parameters."""
        parts: list[str] = []
        values: list[str | int] = []
        if self.county is not None:
            parts.append(f"{document} IN ({_OF_COUNTY})")
            values += [self.county, self.county]
        if self.programmes is not None:
            condition, named = self._of_programme("programme")
            parts.append(f"{document} IN ({_OF_PROJECTS.format(f'SELECT id FROM projects WHERE {condition}')})")
            values += named
        if self.first_year is not None or self.last_year is not None:
            parts.append(f"{document} IN (SELECT id FROM documents WHERE substr(published, 1, 4) BETWEEN ? AND ?)")
            values += self._years()
        return " AND ".join(parts) or "1", values

    def of_projects(self, project: str) -> tuple[str, list[str | int]]:
        """The same for a project: where it works or who writes of it, and years of its period."""
        parts: list[str] = []
        values: list[str | int] = []
        if self.county is not None:
            mentioned = "SELECT project_id FROM project_mentions m JOIN documents d ON d.id = m.document_id"
            parts.append(
                f"{project}.id IN (SELECT project_id FROM places WHERE county = ? UNION {mentioned}"
                " JOIN sources s ON s.id = d.source_id WHERE s.county = ?)"
            )
            values += [self.county, self.county]
        if self.programmes is not None:
            condition, named = self._of_programme(f"{project}.programme")
            parts.append(condition)
            values += named
        if self.first_year is not None or self.last_year is not None:
            start, end = f"{project}.period_start", f"{project}.period_end"
            parts.append(f"substr(coalesce({end}, {start}), 1, 4) >= ? AND substr(coalesce({start}, {end}), 1, 4) <= ?")
            values += self._years()
        return " AND ".join(parts) or "1", values

    def _of_programme(self, column: str) -> tuple[str, list[str | int]]:
        names = self.programmes or ()
        return f"{column} IN ({', '.join('?' * len(names))})", list(names)

    def _years(self) -> list[str | int]:
        return [f"{self.first_year or 0:04}", f"{self.last_year or 9999:04}"]


def county_named(database: Database, said: str) -> str:
    """The county of this name or code, in any spelling. Raises QueryError, with those that are near."""
    known: dict[str, str] = {}
    for row in database.rows(_COUNTIES):
        known[fold(row["name"])] = row["name"]
        if row["code"]:
            known.setdefault(fold(row["code"]), row["name"])
    wanted = fold(said).strip().removeprefix("judetul ")
    if wanted in known:
        return known[wanted]
    raise QueryError(f"there is no county {said}{suggestion(wanted, [name for name in known if len(name) > 2], known)}")


def programmes_named(database: Asked, said: str) -> tuple[str, ...]:
    """The programmes of projects, as written, in whose name, abbreviation or fund these words stand.

    Raises QueryError for none, with those that are near.
    """
    names: dict[str, str] = {}
    for row in database.rows(_PROGRAMMES):
        names[row["written"]] = fold(" ".join(name for name in row.values() if name))
    words = fold(said).split()
    found = tuple(written for written, all_names in names.items() if all(word in all_names for word in words))
    if found:
        return found
    known = {fold(written): written for written in names}
    raise QueryError(f"no project has a programme named {said}{suggestion(fold(said), list(known), known)}")


def suggestion(wanted: str, names: Sequence[str], known: Mapping[str, str]) -> str:
    """The end of a sentence for who wrote a name that there is not: up to three of the folded `names`, as `known`."""
    near = process.extract(wanted, names, scorer=fuzz.WRatio, limit=_LOOKED_AT, score_cutoff=_NEAR)
    meant = list(dict.fromkeys(known[name] for name, _, _ in near))[:3]
    return f"; did you mean {', '.join(meant)}?" if meant else ""
