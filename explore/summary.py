"""The summary that a run prints, in Romanian: what was found, largest projects, where sources disagree."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from explore.contradictions import Contradiction, contradictions_about
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
# Copies of a story count nowhere: all this rests on the tables that leave them out.
_PROJECTS = """
SELECT p.title, p.period_start, p.period_end, t.value, t.currency,
    (SELECT count(DISTINCT m.document_id) FROM project_mentions m JOIN documents d ON d.id = m.document_id
        WHERE m.project_id = p.id AND d.copy_of IS NULL) AS pages,
    (SELECT o.name FROM project_organisations x JOIN organisations o ON o.id = x.organisation_id
        WHERE x.project_id = p.id AND x.role = 'lead' AND x.place = 1) AS lead,
    (SELECT b.quote FROM beneficiaries_planned_and_achieved c JOIN beneficiaries b ON b.id = c.planned_id
        WHERE c.project_id = p.id ORDER BY c.planned DESC, c.category LIMIT 1) AS planned,
    (SELECT b.quote FROM beneficiaries_planned_and_achieved c JOIN beneficiaries b ON b.id = c.achieved_id
        WHERE c.project_id = p.id ORDER BY c.achieved DESC, c.category LIMIT 1) AS achieved
FROM project_totals t JOIN projects p ON p.id = t.project_id
ORDER BY coalesce(t.ron_minor, 5 * t.amount_minor) DESC, p.title, p.id
LIMIT ?
"""
_DISAGREEMENTS = 10  # of totals, that are shown


def summary(database: Database, *, data: Path, programs: str = "", projects: int = 12) -> RenderableType:
    """Everything the summary shows, ready to print; `programs` stands before the names of commands."""
    parts: list[RenderableType] = [_counts(database), _largest(database, projects)]
    disagreements = contradictions_about(database, "total", _DISAGREEMENTS)
    if disagreements:
        parts.append(_disagreements(disagreements))
    parts.append(_next_steps(data, programs))
    return Group(*parts)


def show(database: Database, console: Console, *, data: Path, programs: str = "") -> None:
    """Print the summary; long lines are left to the terminal, so that addresses and commands can be copied."""
    console.print(summary(database, data=data, programs=programs), soft_wrap=True)


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


def _disagreements(found: Sequence[Contradiction]) -> RenderableType:
    lines = [Text("Surse care nu spun același lucru", style="bold")]
    for title, contradictions in groupby(found, key=lambda one: one.title):
        lines.append(Text(f"  {title}"))
        sides = (side for one in contradictions for side in (one.one, one.other))
        for said in dict.fromkeys(sides):
            lines.append(Text(f"    „{quoted(said.quote)}” – {harmless(said.source)}"))
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
