# ruff: noqa: S608 - queries are put together from our own parts
"""Where the money went: the database's views of funding, the largest first, as short tables in Romanian."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from explore.tables import text_table
from explore.wording import grouped, harmless
from store.database import Database

_SUMS = "projects, ron_minor, eur_minor, without_lei AS without"
# Each with the columns name, projects, ron_minor, eur_minor, without (totals that the sum in lei lacks).
_VIEWS = {
    "programme": f"SELECT programme AS name, {_SUMS} FROM funding_by_programme",
    "county": f"SELECT county AS name, {_SUMS} FROM funding_by_county",
    "year": f"SELECT year AS name, {_SUMS} FROM funding_by_year",
    "organisation": f"SELECT organisation AS name, {_SUMS} FROM funding_by_organisation"
    " WHERE role = 'lead' AND projects > 0",
    "project": "SELECT p.title AS name, 1 AS projects, t.ron_minor, t.eur_minor, t.ron_minor IS NULL AS without"
    " FROM project_totals t JOIN projects p ON p.id = t.project_id",
    "category": "SELECT g.category AS name, count(*) AS projects, sum(t.ron_minor) AS ron_minor,"
    " sum(t.eur_minor) AS eur_minor, sum(t.ron_minor IS NULL) AS without"
    " FROM project_totals t JOIN (SELECT DISTINCT b.project_id, c.category FROM beneficiaries b"
    " JOIN beneficiary_categories c ON c.beneficiaries_id = b.id"
    " WHERE b.document_id NOT IN (SELECT document_id FROM printings WHERE topic = 'beneficiaries')) g"
    " ON g.project_id = t.project_id GROUP BY g.category",
}
_HEADS = {
    "programme": "program",
    "county": "județ",
    "year": "an",
    "organisation": "lider de proiect",
    "project": "proiect",
    "category": "grup",
}
"""What stands over the names of each measure."""
_UNNAMED = {"county": "județ neprecizat", "year": "an necunoscut"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A row: sums of project totals in hundredths of a leu and in cents of a euro; `name` is None for the rest."""

    name: str | int | None
    projects: int
    ron_minor: int | None
    eur_minor: int | None
    without: int  # projects whose total has no equivalent in lei, so that the sum lacks it


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The first rows of a measure and how many it has in all."""

    by: str
    rows: tuple[Ranked, ...]
    count: int


def ranking(database: Database, by: str, limit: int) -> Ranking:
    """The largest rows of a measure, as `fondoscop top --by` has them; what has no name comes last in any case."""
    view = _VIEWS[by]
    names = labels_of(database) if by == "category" else {}
    rows = database.rows(
        f"SELECT * FROM ({view}) ORDER BY name IS NULL, ron_minor DESC NULLS LAST, name LIMIT ?",
        (limit,),
    )
    ranked = tuple(Ranked(**{**row, "name": names.get(row["name"], row["name"])}) for row in rows)
    (counted,) = database.rows(f"SELECT count(*) AS rows FROM ({view})")
    return Ranking(by=by, rows=ranked, count=counted["rows"])


def labels_of(database: Database) -> Mapping[str, str]:
    """What the groups of beneficiaries are called in Romanian."""
    return {row["category"]: row["ro"] for row in database.rows("SELECT category, ro FROM categories")}


def ranking_page(found: Ranking, *, width: int) -> Sequence[RenderableType]:
    """The table, and below it what the sums are and what they are not."""
    if not found.rows:
        return [Text("Niciun proiect nu are un total cunoscut.")]
    with_count = found.by != "project"
    columns = [_HEADS[found.by], *(["proiecte"] if with_count else []), "lei", "euro"]
    rows = []
    for row in found.rows:
        name = harmless(str(row.name)) if row.name is not None else _UNNAMED.get(found.by, "fără nume în pagini")
        name = "mai multe județe" if name == "several counties" else name
        count = [grouped(row.projects)] if with_count else []
        rows.append([name, *count, _whole(row.ron_minor, missing=row.without), _whole(row.eur_minor)])
    table = text_table(columns, rows, figures=range(1, len(columns)), width=width)
    parts: list[RenderableType] = [table or Text("\n".join(" · ".join(row) for row in rows))]
    notes = ["Totalurile proiectelor, fiecare o dată; echivalente la cursul mediu al anului, rotunjite."]
    if any(row.without for row in found.rows):
        notes.append("* fără proiectele al căror an sau curs nu se cunoaște")
    if found.by == "category":
        notes.append("Un proiect cu mai multe grupuri stă în fiecare: rândurile nu se adună.")
    if found.count > len(found.rows):
        notes.append(f"{grouped(len(found.rows))} rânduri din {grouped(found.count)}; mai multe cu --limit")
    return [*parts, Text(""), *(Text(note, style="dim") for note in notes)]


def _whole(minor: int | None, *, missing: int = 0) -> str:
    return "–" if minor is None else f"{grouped((minor + 50) // 100)}{'*' if missing else ''}"
