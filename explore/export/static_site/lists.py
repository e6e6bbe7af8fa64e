# ruff: noqa: S608 - queries are put together from our own parts
"""Lists of projects, 200 a page, the largest first: all of them, and those of a year, a county, a programme.

What a list shows of a project is kept in a temporary file until all projects have been seen, so that memory doesn't
grow with them. SQLite makes that file, and takes it away.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from math import ceil
from types import TracebackType
from typing import Self

from markupsafe import Markup

from explore.export.static_site.places import ALL, list_file
from explore.export.static_site.rendering import LANGUAGES, Renderer, Written
from explore.site.asked import Asked, Language, Page
from explore.wording import harmless

A_PAGE = 200  # projects
LIST = list_file(ALL, "", 1)  # all pages of lists lie as deep, so that what they show has the same links
_NOT_SAID = ""  # the value of projects that no page tells one of
_SCHEMA = """
CREATE TABLE shown (id TEXT PRIMARY KEY, lei INTEGER, an TEXT, judet TEXT, program TEXT, ro TEXT, en TEXT) WITHOUT ROWID
"""
_ORDER = {
    "an": "{0} = '', {0} DESC",
    "judet": "{0} = '', {0} = 'several counties', {0}",
    "program": "{0} = '', count(*) DESC, {0}",
}
"""What lists are by, and in which order their values stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A project as lists know it: by what it is found, and what they show of it in each language, as HTML."""

    id: str
    lei: int | None
    year: int | None
    county: str | None
    programme: str | None  # key of the programme or fund
    shown: Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of what lists are by, with the number of its projects and the first page of its list."""

    name: str
    projects: int
    address: str


class Lists:
    """All projects, in a temporary file."""

    def __init__(self, programmes: Mapping[str, str]) -> None:
        self._programmes = programmes  # names by key
        self._kept = sqlite3.connect("")
        self._kept.execute(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    def add(self, one: Listed) -> None:
        """Keep a project for the lists."""
        row = (one.id, one.lei, str(one.year or _NOT_SAID), one.county or _NOT_SAID, one.programme or _NOT_SAID)
        self._kept.execute("INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, one.shown["ro"], one.shown["en"]))

    def count(self) -> int:
        """All projects."""
        return int(self._kept.execute("SELECT count(*) FROM shown").fetchone()[0])

    def values(self, name: str, asked: Asked) -> list[Value]:
        """The values that there are of a year ("an"), county ("judet") or programme ("program")."""
        return [
            Value(name=self._worded(name, value, asked), projects=count, address=list_file(name, value, 1))
            for value, count in self._counts(name)
        ]

    def write(self, renderer: Renderer) -> None:
        """Write all lists, and the page that leads to them."""
        for language in LANGUAGES:
            asked = Asked(path="/cautare", language=language)
            self._write_list(renderer, asked, ALL, "", self.count())
            for name in _ORDER:
                for value, count in self._counts(name):
                    self._write_list(renderer, asked, name, value, count)
            kinds = [
                (heading, self.values(name, asked))
                for name, heading in (
                    ("an", asked.says("Pe ani", "By year")),
                    ("judet", asked.says("Pe județe", "By county")),
                    ("program", asked.says("Pe programe", "By programme")),
                )
            ]
            page = Page(
                template="browse.html",
                values={"kinds": kinds, "count": self.count(), "all": list_file(ALL, "", 1)},
            )
            renderer.write(Written(path="/cautare", language=language), page)

    def _counts(self, name: str) -> list[tuple[str, int]]:
        order = _ORDER[name].format(name)
        return self._kept.execute(f"SELECT {name}, count(*) FROM shown GROUP BY 1 ORDER BY {order}").fetchall()

    def _write_list(self, renderer: Renderer, asked: Asked, name: str, value: str, count: int) -> None:
        last = max(1, ceil(count / A_PAGE))
        for number, items in enumerate(self._pages(name, value, asked.language), start=1):
            page = Page(
                template="list.html",
                values={
                    "title": self._title(name, value, asked),
                    "count": count,
                    "items": items,
                    "first": (number - 1) * A_PAGE + 1,
                    "number": number,
                    "pages": list(_pages(number, last)),
                },
            )
            file = list_file(name, value, number)
            renderer.write(Written(path="/cautare", language=asked.language, file=file), page)

    def _pages(self, name: str, value: str, language: Language) -> Iterator[list[Markup]]:
        where, asked = ("1", ()) if name == ALL else (f"{name} = ?", (value,))
        sql = f"SELECT {language} FROM shown WHERE {where} ORDER BY lei IS NULL, lei DESC, id"
        with closing(self._kept.execute(sql, asked)) as cursor:
            while rows := cursor.fetchmany(A_PAGE):
                yield [Markup(row[0]) for row in rows]  # noqa: S704 - what a template made

    def _title(self, name: str, value: str, asked: Asked) -> str:
        if name == ALL:
            return asked.says("Toate proiectele", "All projects")
        worded = self._worded(name, value, asked)
        if not value or value == "several counties":
            return asked.says(f"Proiecte: {worded}", f"Projects: {worded}")
        return {
            "an": asked.says(f"Proiecte din anul {worded}", f"Projects of the year {worded}"),
            "judet": asked.says(f"Proiecte din județul {worded}", f"Projects in the county of {worded}"),
            "program": asked.says(f"Proiecte prin {worded}", f"Projects of {worded}"),
        }[name]

    def _worded(self, name: str, value: str, asked: Asked) -> str:
        if value == _NOT_SAID:
            return {
                "an": asked.says("an necunoscut", "year unknown"),
                "judet": asked.says("județ necunoscut", "county unknown"),
                "program": asked.says("program necunoscut", "programme unknown"),
            }[name]
        if value == "several counties":
            return asked.says("mai multe județe", value)
        return harmless(self._programmes[value]) if name == "program" else harmless(value)


def _pages(number: int, last: int) -> Iterator[int | None]:
    """The numbers of the first, last and nearest pages; None stands for those left out."""
    before = 0
    for near in sorted(near for near in {1, last, *range(number - 2, number + 3)} if 1 <= near <= last):
        if near > before + 1:
            yield None
        yield near
        before = near
