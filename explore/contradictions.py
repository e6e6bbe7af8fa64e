"""What sources state differently of a project: both statements, with their pages, side by side, in either language."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from explore import fact_words
from explore.row_source import RowSource
from explore.wording import Language, counted, grouped, harmless, moment, money, quoted
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
_AMONG = "WHERE x.project_id IN (SELECT value FROM json_each(?)) ORDER BY x.kind, x.share DESC, x.id"
_OF_PROJECTS = f"{_ALL} {_AMONG}"
_OF_KIND = f"{_ALL} WHERE x.kind = ? ORDER BY p.title, x.project_id, x.share DESC, x.id LIMIT ?"
ABOUT = {
    "ro": {
        "total": "valoarea totală",
        "period_start": "începutul proiectului",
        "period_end": "sfârșitul proiectului",
        "duration": "durata",
        "lead": "liderul de proiect",
        "beneficiaries": "beneficiarii",
    },
    "en": {
        "total": "total value",
        "period_start": "start of the project",
        "period_end": "end of the project",
        "duration": "duration",
        "lead": "project lead",
        "beneficiaries": "beneficiaries",
    },
}
"""What each kind of contradiction is about, by language."""
_WIDEST_QUOTE = 90  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One side: what is said, where, and in how many documents, a story once. `value` is in words."""

    value: str
    quote: str
    source: str
    url: str
    published: str | None
    stories: int
    fact_id: str
    document_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements that can't both be right; `other` is that which more documents support, or as many."""

    id: str
    kind: str
    title: str  # of the project
    about: str  # in words
    one: Statement
    other: Statement
    difference: str | None  # in words, with its share
    reason: str | None


def contradictions_of(database: Database, project_id: str, language: Language = "ro") -> tuple[Contradiction, ...]:
    """All contradictions about one project."""
    return tuple(_contradiction(row, language) for row in database.rows(_OF_PROJECT, (project_id,)))


def contradictions_by_project(
    database: RowSource, project_ids: Sequence[str], language: Language = "ro"
) -> Mapping[str, list[Contradiction]]:
    """The same of several projects, by their ids."""
    found: Mapping[str, list[Contradiction]] = defaultdict(list)
    for row in database.rows(_OF_PROJECTS, (json.dumps(project_ids),)):
        found[row["project_id"]].append(_contradiction(row, language))
    return found


def contradictions_about(
    database: Database, kind: str, limit: int, language: Language = "ro"
) -> tuple[Contradiction, ...]:
    """The first of one kind, by the titles of their projects."""
    return tuple(_contradiction(row, language) for row in database.rows(_OF_KIND, (kind, limit)))


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


def _contradiction(row: Mapping[str, Any], language: Language) -> Contradiction:
    names = [name for name in (row["category"] or "").split("+") if name]
    group = {"ro": " și ", "en": " and "}[language].join(fact_words.groups([name], language) for name in names)
    status = getattr(labels()["beneficiaries"][row["status"]], language) if row["status"] else None
    about = ABOUT[language][row["kind"]] + (f" ({group}, {status})" if group else "")
    return Contradiction(
        id=row["id"],
        kind=row["kind"],
        title=harmless(row["title"]),
        about=about,
        one=_statement(row, "", language),
        other=_statement(row, "other_", language),
        difference=_difference(row, language),
        reason=row["reason"],
    )


def _statement(row: Mapping[str, Any], side: str, language: Language) -> Statement:
    return Statement(
        value=_worded(row["kind"], str(row[f"{side}value"]), row["currency"], language),
        quote=row[f"{side}quote"],
        source=row[f"{side}source"],
        url=row[f"{side}url"],
        published=row[f"{side}published"],
        stories=row[f"{side}stories"],
        fact_id=row[f"{side}fact_id"],
        document_id=row[f"{side}document_id"],
    )


def _worded(kind: str, value: str, currency: str | None, language: Language) -> str:
    match kind:
        case "total":
            return " – ".join(money(end, currency or "", language) for end in value.split("-"))
        case "period_start" | "period_end":
            return moment(value, value, language)
        case "duration":
            start, slash, end = value.partition("/")
            return moment(start, end, language) if slash else fact_words.length(Decimal(value), language)
        case "beneficiaries":
            return " – ".join(grouped(int(end), 0, language) for end in value.split("-"))
    return harmless(value)


def _difference(row: Mapping[str, Any], language: Language) -> str | None:
    if row["difference"] is None:
        return None
    number = Decimal(str(row["difference"]))
    match row["kind"]:
        case "total":
            said = money(number, row["currency"], language)
        case "duration":
            said = fact_words.length(number.quantize(Decimal("0.1")).normalize(), language)
        case "beneficiaries":
            said = grouped(number, 0, language)
        case _:
            one, many = ("day", "days") if language == "en" else ("zi", "zile")
            said = counted(int(number), many if number != 1 else one, language)
    percent = "%" if language == "en" else " %"
    share = f" ({grouped(Decimal(str(100 * row['share'])), 1, language)}{percent})" if row["share"] is not None else ""
    return f"{'differ by' if language == 'en' else 'diferență'} {said}{share}"
