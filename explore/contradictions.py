"""What sources state differently of a project, in Romanian words: both statements, with their pages, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from explore.wording import counted, grouped, harmless, moment, money, quoted
from romanian.labels import labels
from store.database import Database

_ALL = """
SELECT x.*, p.title, one.url, one.published, s.name AS source, other.url AS other_url,
    other.published AS other_published, t.name AS other_source
FROM contradictions x JOIN projects p ON p.id = x.project_id
    JOIN documents one ON one.id = x.document_id JOIN sources s ON s.id = one.source_id
    JOIN documents other ON other.id = x.other_document_id JOIN sources t ON t.id = other.source_id
"""
_OF_PROJECT = f"{_ALL} WHERE x.project_id = ? ORDER BY x.kind, x.share DESC, x.id"
_OF_KIND = f"{_ALL} WHERE x.kind = ? ORDER BY p.title, x.project_id, x.share DESC, x.id LIMIT ?"
_ABOUT = {
    "total": "valoarea totală",
    "period_start": "începutul proiectului",
    "period_end": "sfârșitul proiectului",
    "duration": "durata",
    "lead": "liderul de proiect",
    "beneficiaries": "beneficiarii",
}
_WIDEST_QUOTE = 90  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One side: what is said, where, and in how many documents, a story once. `value` is in Romanian words."""

    value: str
    quote: str
    source: str
    url: str
    published: str | None
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements that can't both be right; `other` is that which more documents support, or as many."""

    id: str
    kind: str
    title: str  # of the project
    about: str  # in Romanian
    one: Statement
    other: Statement
    difference: str | None  # in Romanian, with its share
    reason: str | None


def contradictions_of(database: Database, project_id: str) -> tuple[Contradiction, ...]:
    """All contradictions about one project."""
    return tuple(map(_contradiction, database.rows(_OF_PROJECT, (project_id,))))


def contradictions_about(database: Database, kind: str, limit: int) -> tuple[Contradiction, ...]:
    """The first of one kind, by the titles of their projects."""
    return tuple(map(_contradiction, database.rows(_OF_KIND, (kind, limit))))


def side_by_side(found: Contradiction) -> Iterator[RenderableType]:
    """What it is about, both sides in two columns, and their addresses, which nothing breaks."""
    told = [found.about, found.difference, "o pagină vorbește de un act adițional" if found.reason else None]
    yield Text(" · ".join(part for part in told if part))
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for _ in range(2):
        table.add_column(overflow="fold", ratio=1)
    table.add_row(*(Text(side.value, style="bold") for side in (found.one, found.other)))
    table.add_row(*(Text(_quote(side)) for side in (found.one, found.other)))
    table.add_row(*(Text(_said_by(side), style="dim") for side in (found.one, found.other)))
    yield Padding(table, (0, 0, 0, 2))
    for url in dict.fromkeys((found.one.url, found.other.url)):
        yield Text(f"    {harmless(url)}", style="dim", no_wrap=True, overflow="ignore")


def _quote(side: Statement) -> str:
    quote = quoted(side.quote)
    return f"„{quote if len(quote) <= _WIDEST_QUOTE else f'{quote[:_WIDEST_QUOTE].rstrip()}…'}”"


def _said_by(side: Statement) -> str:
    when = f", {moment(side.published, side.published)}" if side.published else ""
    more = f"; {counted(side.stories, 'surse')}" if side.stories > 1 else ""
    return f"{harmless(side.source)}{when}{more}"


def _contradiction(row: Mapping[str, Any]) -> Contradiction:
    group = " și ".join(_category(name) for name in (row["category"] or "").split("+") if name)
    status = labels()["beneficiaries"][row["status"]].ro if row["status"] else None
    about = _ABOUT[row["kind"]] + (f" ({group}, {status})" if group else "")
    return Contradiction(
        id=row["id"],
        kind=row["kind"],
        title=harmless(row["title"]),
        about=about,
        one=_statement(row, ""),
        other=_statement(row, "other_"),
        difference=_difference(row),
        reason=row["reason"],
    )


def _statement(row: Mapping[str, Any], side: str) -> Statement:
    return Statement(
        value=_worded(row["kind"], str(row[f"{side}value"]), row["currency"]),
        quote=row[f"{side}quote"],
        source=row[f"{side}source"],
        url=row[f"{side}url"],
        published=row[f"{side}published"],
        stories=row[f"{side}stories"],
    )


def _worded(kind: str, value: str, currency: str | None) -> str:
    match kind:
        case "total":
            return " – ".join(money(end, currency or "") for end in value.split("-"))
        case "period_start" | "period_end":
            return moment(value, value)
        case "duration":
            start, slash, end = value.partition("/")
            return moment(start, end) if slash else _months(Decimal(value))
        case "beneficiaries":
            return " – ".join(grouped(int(end)) for end in value.split("-"))
    return harmless(value)


def _difference(row: Mapping[str, Any]) -> str | None:
    if row["difference"] is None:
        return None
    number = Decimal(str(row["difference"]))
    match row["kind"]:
        case "total":
            said = money(number, row["currency"])
        case "duration":
            said = _months(number.quantize(Decimal("0.1")).normalize())
        case "beneficiaries":
            said = grouped(number)
        case _:
            said = counted(int(number), "zile" if number != 1 else "zi")
    share = f" ({grouped(Decimal(str(100 * row['share'])), 1)} %)" if row["share"] is not None else ""
    return f"diferență {said}{share}"


def _months(number: Decimal) -> str:
    if number == number.to_integral_value():
        return counted(int(number), "luni" if number != 1 else "lună")
    return f"{grouped(number, 1)} luni"


def _category(name: str) -> str:
    known = labels()["categories"]
    return known[name].ro if name in known else harmless(name)
