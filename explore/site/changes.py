"""What is new, changed or vanished: as a page, as an Atom feed, and as JSON."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlencode

from explore.change_words import Line
from explore.changes import Entry, changes, newest, window
from explore.changes_feed import write_atom, write_json
from explore.changes_filters import Chosen, programmes_below, source_named
from explore.changes_page import ACTIONS, ENGLISH_ACTIONS
from explore.search_filters import county_named
from explore.site.asked import Answer, Asked, File, Page
from explore.site.search import FACETS
from explore.site.search_facets import value_names
from explore.site.template_words import template_words
from explore.wording import spelled
from store.asking import QueryError
from store.database import Database

_ON_A_PAGE, _IN_A_FEED = 60, 200  # rows of the table; an entry has one or several
_FILTERS = ("judet", "program", "sursa")
_SOURCES = "SELECT id, name FROM sources ORDER BY name"
_COUNTIES = "SELECT DISTINCT county AS name FROM sources WHERE county IS NOT NULL"


class Option(NamedTuple):
    """A value that can be chosen."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The entries of one day (UTC)."""

    name: str
    entries: tuple[Entry, ...]


def page(database: Database, asked: Asked) -> Answer:
    """The newest entries, day by day; older ones a click away."""
    chosen, fault = _chosen(database, asked)
    shown, rest = window(database, chosen, _ON_A_PAGE)
    entries = [] if fault else list(changes(database, shown, asked.language))
    return Page(
        template="changes.html",
        values={
            **template_words(asked),
            "together": _together,
            "days": list(_days(entries, asked)),
            "actions": ENGLISH_ACTIONS if asked.language == "en" else ACTIONS,
            "options": _options(database, asked),
            "picked": {name: asked.first(name) for name in _FILTERS},
            "query": _query(asked),
            "older": f"/schimbari{_query(asked, pana=rest)}" if rest and not fault else None,
            "is_past": bool(asked.first("pana")),
            "fault": fault,
        },
    )


def as_atom(database: Database, asked: Asked) -> Answer:
    """The newest entries as a feed."""
    shown, told = _for_program(database, asked)
    written = io.StringIO()
    query = _query(asked)
    write_atom(
        changes(database, shown, asked.language),
        written,
        filters=told,
        newest=newest(database),
        base_url=f"{asked.site}{asked.link('/schimbari')}{query}" if asked.site else None,
        self_url=f"{asked.site}{asked.link('/schimbari.atom')}{query}" if asked.site else None,
        language=asked.language,
    )
    return File(media_type="application/atom+xml; charset=utf-8", pieces=[written.getvalue()])


def as_json(database: Database, asked: Asked) -> Answer:
    """The same entries as an array."""
    shown, _ = _for_program(database, asked)
    written = io.StringIO()
    write_json(changes(database, shown, asked.language), written.write)
    return File(media_type="application/json; charset=utf-8", pieces=[written.getvalue()])


def _for_program(database: Database, asked: Asked) -> tuple[Chosen, str]:
    """What a feed has, and its filters in words. An unknown name gives an empty feed, which a reader asks for again."""
    chosen, fault = _chosen(database, asked)
    shown, _ = window(database, chosen, _IN_A_FEED)
    return shown if not fault else Chosen(sources=()), ", ".join(filter(None, map(asked.first, _FILTERS)))


def _chosen(database: Database, asked: Asked) -> tuple[Chosen, str]:
    """What is asked for, and what nobody knows of it, as it was typed."""
    county, programme, source = map(asked.first, _FILTERS)
    try:
        return Chosen(
            last=_moment(asked.first("pana")),
            county=county_named(database, county) if county else None,
            programmes=programmes_below(database, programme) if programme else None,
            sources=(source_named(database, source),) if source else None,
        ), ""
    except QueryError:
        return Chosen(), ", ".join(filter(None, (county, programme, source)))


def _moment(said: str) -> str | None:
    try:
        return datetime.fromisoformat(said).astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return None


def _days(entries: list[Entry], asked: Asked) -> Iterator[Day]:
    for day in dict.fromkeys(entry.updated[:10] for entry in entries):
        yield Day(
            name=spelled(day, asked.language), entries=tuple(entry for entry in entries if entry.updated[:10] == day)
        )


def _together(entry: Entry) -> list[tuple[str | None, list[Line]]]:
    """The lines of an entry by the project that they are about, in their order."""
    return [(project, list(lines)) for project, lines in groupby(entry.lines, key=attrgetter("project"))]


def _options(database: Database, asked: Asked) -> dict[str, list[Option]]:
    """What can be chosen: what a project or a source has."""
    values = FACETS.of(database).values
    programmes = value_names(database, asked, "programme")
    counties = {*values["county"], *(row["name"] for row in database.rows(_COUNTIES))}
    return {
        "judet": [Option(name, name) for name in sorted(counties)],
        "program": sorted(
            (Option(key, programmes.get(key, key)) for key in values["programme"]), key=lambda one: one.name
        ),
        "sursa": [Option(row["id"], row["name"]) for row in database.rows(_SOURCES)],
    }


def _query(asked: Asked, **further: str | None) -> str:
    told = {**{name: asked.first(name) for name in _FILTERS}, **further}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"?{query}" if query else ""
