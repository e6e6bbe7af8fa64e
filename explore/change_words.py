"""What changed on a page, in Romanian or English words: “Valoare totală: 1.200.000 lei → 1.500.000 lei”."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explore import fact_words
from explore.said import said_by
from explore.wording import Language, counted, harmless, moment, quoted
from store.database import Database
from store.records import Project, Span

_TABLES = {
    "partner": "partners",
    "amount": "amounts",
    "date": "dates",
    "beneficiaries": "beneficiaries",
    "place": "places",
}
_FIELDS: Mapping[str, Mapping[Language, str]] = {
    "title": {"ro": "Titlul", "en": "Title"},
    "code": {"ro": "Codul SMIS", "en": "SMIS code"},
    "contract": {"ro": "Contractul", "en": "Contract"},
    "programme": {"ro": "Programul", "en": "Programme"},
    "period_start": {"ro": "Începutul", "en": "Start"},
    "period_end": {"ro": "Sfârșitul", "en": "End"},
    "duration_months": {"ro": "Durata", "en": "Length"},
}
"""The values of a project, with the words for them."""
_FURTHER: Mapping[str, Mapping[Language, str]] = {
    "organisation": {"ro": "organizația", "en": "organisation"},
    "categories": {"ro": "grupurile", "en": "groups"},
    "county": {"ro": "județul", "en": "county"},
    "siruta": {"ro": "codul SIRUTA", "en": "SIRUTA code"},
}
"""Values of other facts that their words may leave out."""
_UNSAID: Mapping[Language, str] = {"ro": "nespus", "en": "not said"}
_NO_EVIDENCE = {"start": 0, "end": 1, "quote": "–"}
_FEW = 4  # projects of a new page that are named
_TOTALS = 3  # totals of a new page that are told
_NAMES = (
    "SELECT title, count(*) OVER () AS number FROM project_mentions WHERE document_id = ? ORDER BY start, id LIMIT ?"
)
_STATED = """
SELECT a.*, m.title AS project FROM amounts a JOIN project_mentions m ON m.id = a.mention_id
WHERE a.document_id = ? AND +a.role = 'total' ORDER BY a.start, a.id LIMIT ?
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


def line_of(change: Mapping[str, Any], language: Language = "ro") -> Iterator[Line]:
    """A row of `changes` as lines: one, or of a project one for each of its values that changed."""
    before, after = (_values(change[f"values_{when}"]) for when in ("before", "after"))
    texts = (
        _project(before, after, language)
        if change["kind"] == "project"
        else _fact(_TABLES[change["kind"]], before, after, language)
    )
    for text in texts:
        yield Line(
            kind=change["kind"],
            action=change["action"],
            text=_cut(text),
            project=_cut(harmless(change["project"])) if change["project"] else None,
            quote_before=_quote(change["quote_before"]),
            quote_after=_quote(change["quote_after"]),
        )


def lines_of_new_page(database: Database, document_id: str, language: Language = "ro") -> Iterator[Line]:
    """What a page that is new speaks of: its projects, and their totals with the sentence's words."""
    english = language == "en"
    rows = list(database.rows(_NAMES, (document_id, _FEW)))
    if not rows:
        yield Line(kind="document", action="new", text="No project." if english else "Niciun proiect.")
        return
    names = ", ".join(f"“{harmless(row['title'])}”" if english else f"„{harmless(row['title'])}”" for row in rows)
    number = rows[0]["number"]
    one, many, others = (
        ("One project", "projects", " and others") if english else ("Un proiect", "proiecte", " și altele")
    )
    more = "" if number <= _FEW else others
    yield Line(
        kind="document",
        action="new",
        text=f"{one if number == 1 else counted(number, many, language).capitalize()}: {names}{more}.",
    )
    for row in database.rows(_STATED, (document_id, _TOTALS)):
        role, value = said_by("amounts", row, language)
        yield Line(
            kind="amount",
            action="new",
            text=f"{_capital(role)}: {value}",
            project=_cut(harmless(row["project"])) if number > 1 else None,
            quote_after=_quote(row["quote"]),
        )


def _fact(
    table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, language: Language
) -> Iterator[str]:
    new, gone, otherwise = (
        ("New", "No longer there", "in other words") if language == "en" else ("Nou", "Nu mai apare", "altfel spus")
    )
    told = [said_by(table, {**_NO_EVIDENCE, **values}, language) if values else None for values in (before, after)]
    match told:
        case [None, (role, value)]:
            yield f"{new}: {role}: {value}"
        case [(role, value), None]:
            yield f"{gone}: {role}: {value}"
        case [(role, value), (new_role, new_value)] if (role, value) == (new_role, new_value):
            differing = "; ".join(_differing(before or {}, after or {}, language))
            yield f"{_capital(role)}: {value} ({differing or otherwise})"
        case [(role, value), (new_role, new_value)] if role == new_role:
            yield f"{_capital(role)}: {value} → {new_value}"
        case [(role, value), (new_role, new_value)]:
            yield f"{_capital(role)}: {value} → {new_role}: {new_value}"


def _differing(before: Mapping[str, Any], after: Mapping[str, Any], language: Language) -> Iterator[str]:
    for name, words in _FURTHER.items():
        if before.get(name) != after.get(name):
            then, now = (_plain(values.get(name), language) for values in (before, after))
            yield f"{words[language]}: {then} → {now}"


def _project(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, language: Language) -> Iterator[str]:
    if before and after:
        for name, words in _FIELDS.items():
            if before.get(name) != after.get(name):
                then, now = (_of_project(name, values.get(name), language) for values in (before, after))
                yield f"{words[language]}: {then} → {now}"
        return
    values = after or before or {}
    particulars = fact_words.role("projects", _as_project(values), language)
    title = harmless(values["title"])
    if language == "en":
        said = f"{'New project' if after else 'Project that is no longer there'}: “{title}”"
    else:
        said = f"{'Proiect nou' if after else 'Proiect care nu mai apare'}: „{title}”"
    yield said + (f" ({particulars})" if particulars else "")


def _of_project(name: str, value: str | float | None, language: Language) -> str:
    if value is None:
        return _UNSAID[language]
    if name in ("period_start", "period_end"):
        return moment(str(value), str(value), language)
    if name == "duration_months":
        return fact_words.length(Decimal(str(value)), language)
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


def _plain(value: object, language: Language) -> str:
    return _UNSAID[language] if value is None else harmless(str(value))


def _quote(text: str | None) -> str | None:
    return None if text is None else _cut(quoted(text))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST].rstrip()}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
