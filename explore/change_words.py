"""What changed on a page, in Romanian words: “Valoare totală: 1.200.000 lei → 1.500.000 lei”."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explore import fact_words
from explore.said import said_by
from explore.wording import counted, harmless, moment, quoted
from store.database import Database
from store.records import Project, Span

_TABLES = {
    "partner": "partners",
    "amount": "amounts",
    "date": "dates",
    "beneficiaries": "beneficiaries",
    "place": "places",
}
_FIELDS = {
    "title": "Titlul",
    "code": "Codul SMIS",
    "contract": "Contractul",
    "programme": "Programul",
    "period_start": "Începutul",
    "period_end": "Sfârșitul",
    "duration_months": "Durata",
}
"""The values of a project, with the words for them."""
_FURTHER = {"organisation": "organizația", "categories": "grupurile", "county": "județul", "siruta": "codul SIRUTA"}
"""Values of other facts that their words may leave out."""
_UNSAID = "nespus"
_NO_EVIDENCE = {"start": 0, "end": 1, "quote": "–"}
_FEW = 4  # projects of a new page that are named
_TOTALS = 3  # totals of a new page that are told
_NAMES = (
    "SELECT title, count(*) OVER () AS number FROM project_mentions WHERE document_id = ? ORDER BY start, id LIMIT ?"
)
_STATED = """
SELECT a.*, m.title AS project FROM amounts a JOIN project_mentions m ON m.id = a.mention_id
WHERE a.document_id = ? AND a.role = 'total' ORDER BY a.start, a.id LIMIT ?
"""
_WIDEST = 300  # characters of a quote or value


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that changed. Texts have no control characters and stand on one line."""

    kind: str  # as in the table `changes`
    action: str
    text: str
    project: str | None = None  # title of the project that it is about, as the page gives it
    quote_before: str | None = None
    quote_after: str | None = None


def line_of(change: Mapping[str, Any]) -> Iterator[Line]:
    """A row of `changes` as lines: one, or of a project one for each of its values that changed."""
    before, after = (_values(change[f"values_{when}"]) for when in ("before", "after"))
    texts = _project(before, after) if change["kind"] == "project" else _fact(_TABLES[change["kind"]], before, after)
    for text in texts:
        yield Line(
            kind=change["kind"],
            action=change["action"],
            text=_cut(text),
            project=_cut(harmless(change["project"])) if change["project"] else None,
            quote_before=_quote(change["quote_before"]),
            quote_after=_quote(change["quote_after"]),
        )


def lines_of_new_page(database: Database, document_id: str) -> Iterator[Line]:
    """What a page that is new speaks of: its projects, and their totals with the sentence's words."""
    rows = list(database.rows(_NAMES, (document_id, _FEW)))
    if not rows:
        yield Line(kind="document", action="new", text="Niciun proiect.")
        return
    names = ", ".join(f"„{harmless(row['title'])}”" for row in rows)
    number = rows[0]["number"]
    more = "" if number <= _FEW else " și altele"
    yield Line(
        kind="document",
        action="new",
        text=f"{'Un proiect' if number == 1 else counted(number, 'proiecte').capitalize()}: {names}{more}.",
    )
    for row in database.rows(_STATED, (document_id, _TOTALS)):
        role, value = said_by("amounts", row)
        yield Line(
            kind="amount",
            action="new",
            text=f"{_capital(role)}: {value}",
            project=_cut(harmless(row["project"])) if number > 1 else None,
            quote_after=_quote(row["quote"]),
        )


def _fact(table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[str]:
    told = [said_by(table, {**_NO_EVIDENCE, **values}) if values else None for values in (before, after)]
    match told:
        case [None, (role, value)]:
            yield f"Nou: {role}: {value}"
        case [(role, value), None]:
            yield f"Nu mai apare: {role}: {value}"
        case [(role, value), (new_role, new_value)] if (role, value) == (new_role, new_value):
            yield f"{_capital(role)}: {value} ({'; '.join(_differing(before or {}, after or {})) or 'altfel spus'})"
        case [(role, value), (new_role, new_value)] if role == new_role:
            yield f"{_capital(role)}: {value} → {new_value}"
        case [(role, value), (new_role, new_value)]:
            yield f"{_capital(role)}: {value} → {new_role}: {new_value}"


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, words in _FURTHER.items():
        if before.get(name) != after.get(name):
            yield f"{words}: {_plain(before.get(name))} → {_plain(after.get(name))}"


def _project(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[str]:
    if before and after:
        for name, words in _FIELDS.items():
            if before.get(name) != after.get(name):
                yield f"{words}: {_of_project(name, before.get(name))} → {_of_project(name, after.get(name))}"
        return
    values = after or before or {}
    particulars = fact_words.role("projects", _as_project(values))
    yield f"{'Proiect nou' if after else 'Proiect care nu mai apare'}: „{harmless(values['title'])}”" + (
        f" ({particulars})" if particulars else ""
    )


def _of_project(name: str, value: str | float | None) -> str:
    if value is None:
        return _UNSAID
    if name in ("period_start", "period_end"):
        return moment(str(value), str(value))
    if name == "duration_months":
        return fact_words.role("projects", _as_project({"title": "", name: value})).removeprefix("durata ")
    return harmless(str(value))


def _as_project(values: Mapping[str, Any]) -> Project:
    months = values.get("duration_months")
    return Project(
        title=values["title"],
        evidence=(Span(start=0, end=1, text="–"),),
        code=values.get("code"),
        contract=values.get("contract"),
        programme=values.get("programme"),
        start=values.get("period_start"),
        end=values.get("period_end"),
        duration_months=None if months is None else Decimal(str(months)),
    )


def _values(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def _plain(value: object) -> str:
    return _UNSAID if value is None else harmless(str(value))


def _quote(text: str | None) -> str | None:
    return None if text is None else _cut(quoted(text))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST].rstrip()}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
