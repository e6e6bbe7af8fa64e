"""The summary that a run prints, in Romanian: what was found, largest projects, where sources disagree."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from explore.wording import grouped, harmless, money, period, quoted
from store.database import Database

_COUNTED = {
    "documents": "documente citite",
    "projects": "proiecte",
    "organisations": "organizații",
    "partners": "parteneri cu rol",
    "amounts": "sume de bani",
    "dates": "date calendaristice",
    "beneficiaries": "cifre de beneficiari",
    "issues": "probleme de verificat",
}
# One stated total a project: exact before approximate, then the one that most pages state, then the larger.
_PROJECTS = """
WITH totals AS (
    SELECT project_id, value, currency, row_number() OVER (
        PARTITION BY project_id
        ORDER BY approximate, count(DISTINCT document_id) DESC, max(amount_minor) DESC, currency, value) AS place
    FROM amounts WHERE role = 'total' AND project_id IS NOT NULL AND value_max IS NULL AND bound IS NULL
    GROUP BY project_id, value, currency, approximate
)
SELECT p.title, p.period_start, p.period_end, t.value, t.currency,
    (SELECT count(DISTINCT m.document_id) FROM project_mentions m WHERE m.project_id = p.id) AS pages,
    (SELECT o.name FROM partners x JOIN organisations o ON o.id = x.organisation_id
        WHERE x.project_id = p.id AND x.role = 'lead' GROUP BY o.id
        ORDER BY max(x.confidence) DESC, count(*) DESC, o.name LIMIT 1) AS lead,
    (SELECT b.quote FROM beneficiaries b WHERE b.project_id = p.id AND b.status = 'target'
        ORDER BY b.count DESC, b.quote LIMIT 1) AS planned,
    (SELECT b.quote FROM beneficiaries b WHERE b.project_id = p.id AND b.status = 'achieved'
        ORDER BY b.count DESC, b.quote LIMIT 1) AS achieved
FROM projects p JOIN totals t ON t.project_id = p.id AND t.place = 1
ORDER BY CASE t.currency WHEN 'EUR' THEN 5 WHEN 'USD' THEN 4 WHEN 'CHF' THEN 5 WHEN 'ROL' THEN 0.0001 ELSE 1 END
    * CAST(t.value AS REAL) DESC, p.title
LIMIT ?
"""
_DIFFERENT_TOTALS = """
SELECT p.id, p.title, a.value, a.currency, a.quote, s.name AS source, d.url
FROM amounts a JOIN projects p ON p.id = a.project_id
    JOIN documents d ON d.id = a.document_id JOIN sources s ON s.id = d.source_id
WHERE a.role = 'total' AND a.value_max IS NULL AND a.bound IS NULL
ORDER BY p.title, p.id, a.currency, CAST(a.value AS REAL), d.url
"""
_NEARLY = Decimal("0.02")  # totals that differ by less are one total, rounded


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source states as a project's total."""

    value: Decimal
    currency: str
    quote: str
    source: str
    url: str


def summary(database: Database, *, data: Path, programs: str = "", projects: int = 12) -> RenderableType:
    """Everything the summary shows, ready to print; `programs` stands before the names of commands."""
    parts: list[RenderableType] = [_counts(database), _largest(database, projects)]
    disagreements = list(different_totals(database))
    if disagreements:
        parts.append(_disagreements(disagreements))
    parts.append(_next_steps(data, programs))
    return Group(*parts)


def show(database: Database, console: Console, *, data: Path, programs: str = "") -> None:
    """Print the summary; long lines are left to the terminal, so that addresses and commands can be copied."""
    console.print(summary(database, data=data, programs=programs), soft_wrap=True)


def different_totals(database: Database) -> Iterator[tuple[str, list[Statement]]]:
    """Projects for which pages of different addresses state different totals, with each statement once."""
    for _, group in groupby(database.rows(_DIFFERENT_TOTALS), key=lambda row: (row["id"], row["currency"])):
        rows = list(group)
        statements: list[Statement] = []
        for row in rows:
            value = Decimal(row["value"])
            if not any(abs(value - s.value) <= _NEARLY * max(value, s.value) for s in statements):
                statements.append(Statement(value, row["currency"], row["quote"], row["source"], row["url"]))
        if len({s.url for s in statements}) > 1:
            yield rows[0]["title"], statements


def _counts(database: Database) -> RenderableType:
    counts = database.counts()
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="bold")
    table.add_column()
    for name, wording in _COUNTED.items():
        table.add_row(grouped(counts[name]), wording)
    return Group(Text("\nCe s-a găsit", style="bold"), table)


def _largest(database: Database, limit: int) -> RenderableType:
    """One project in two lines, which read well on a terminal of any width and in a log."""
    lines = [Text("Cele mai mari proiecte", style="bold")]
    for row in database.rows(_PROJECTS, (limit,)):
        lines.append(Text(f"  {harmless(row['title'])}"))
        lines.append(Text(f"    {' · '.join(_particulars(row))}", style="dim"))
    return Group(Text(""), *lines, Text(""))


def _particulars(row: dict[str, Any]) -> Iterator[str]:
    yield money(row["value"], row["currency"])
    if row["lead"]:
        yield harmless(row["lead"])
    if when := period(row["period_start"], row["period_end"]):
        yield when
    if row["planned"]:
        yield f"planificat: {quoted(row['planned'])}"
    if row["achieved"]:
        yield f"realizat: {quoted(row['achieved'])}"
    yield "o pagină" if row["pages"] == 1 else f"{grouped(row['pages'])} pagini"


def _disagreements(found: list[tuple[str, list[Statement]]]) -> RenderableType:
    lines = [Text("Surse care nu spun același lucru", style="bold")]
    for title, statements in found:
        lines.append(Text(f"  {harmless(title)}"))
        for said in statements:
            lines.append(Text(f"    „{harmless(said.quote)}” – {harmless(said.source)}"))
            lines.append(Text(f"      {harmless(said.url)}", style="dim"))
    return Group(*lines, Text(""))


def _next_steps(data: Path, programs: str) -> RenderableType:
    path = data / "fondoscop.db"
    query = "SELECT role, count(*) FROM amounts GROUP BY role"
    return Group(
        Text("Baza de date: ", style="bold").append(str(path), style="default"),
        Text("Mai departe:", style="bold"),
        Text(f'  {programs}sqlite-utils query {path} --table "{query}"'),
        Text(f"  {programs}fondoscop extract PAGINĂ.html -o fapte.jsonl   citește fișierele dumneavoastră"),
        Text(f"  {programs}fondoscop cite ID   citează un fapt; fondoscop verify compară tot cu paginile arhivate"),
        Text("  Cât de bine citește, măsurat pe documente adnotate: tabelul quality"),
        Text(f"  {programs}fondoscop --help   toate comenzile"),
    )
