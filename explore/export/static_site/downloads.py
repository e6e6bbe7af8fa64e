"""The downloads of the static copy: projects and their sums as CSV, in both languages, row by row."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from explore.answer_formats import csv_text
from explore.export.static_site.rendering import LANGUAGES
from explore.export.whole_projects import WholeProject
from explore.fact_words import role_name
from explore.project_table import columns, project_rows
from explore.site.asked import Language
from explore.wording import harmless
from store.asking import Cell
from store.database import Database

_MARK = "\ufeff"  # by which spreadsheets know UTF-8
_SUMS = (
    ("ID", "ID"), ("ID-ul proiectului", "Project ID"), ("Proiect", "Project"), ("Rol", "Role"), ("Sumă", "Sum"),
    ("Până la", "Up to"), ("Monedă", "Currency"), ("Aproximativ", "Approximate"), ("Limită", "Bound"), ("Lei", "Lei"),
    ("Euro", "Euro"), ("Anul cursului", "Year of the rate"), ("Organizație", "Organisation"), ("Citat", "Quote"),
    ("Adresa", "Address"), ("Publicat", "Published"), ("Captura", "Captured"), ("SHA-256", "SHA-256"),
    ("Copie", "Copy of a story"),
)  # fmt: skip
"""Headings of the table of sums in both languages."""


class Downloads:
    """The files, open for as long as the block lasts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._projects: dict[Language, TextIO] = {}
        self._sums: dict[Language, TextIO] = {}

    def __enter__(self) -> Self:
        for language in LANGUAGES:
            self._projects[language] = self._file(language, "proiecte.csv")
            _write(self._projects[language], [getattr(one, language) for one in columns()])
            self._sums[language] = self._file(language, "sume.csv")
            _write(self._sums[language], [one[LANGUAGES.index(language)] for one in _SUMS])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, database: Database, whole: WholeProject) -> None:
        """Write a project, as the search of the site gives it, and its sums."""
        (row,) = project_rows(database, [whole.project.id])
        for language in LANGUAGES:
            _write(self._projects[language], [row[one.key] for one in columns()])
            for cells in _sums(whole, language):
                _write(self._sums[language], cells)

    def _file(self, language: Language, name: str) -> TextIO:
        folder = self._folder / ("en" if language == "en" else "") / "date"
        folder.mkdir(parents=True, exist_ok=True)
        file = self._open.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
        file.write(_MARK)
        return file


def _write(file: TextIO, cells: Iterable[Cell]) -> None:
    """A row in which no text is a formula."""
    csv.writer(file).writerow([cell if isinstance(cell, int | float) else csv_text(cell) for cell in cells])


def _sums(whole: WholeProject, language: Language) -> Iterator[tuple[Cell, ...]]:
    digests = {one.id: one.sha256 for one in whole.documents}
    yes, no = ("yes", "no") if language == "en" else ("da", "nu")
    for one in whole.amounts:
        yield (
            one.id,
            whole.project.id,
            harmless(whole.project.title),
            role_name("amounts", one.role, language),
            *(_exact(value) for value in (one.value, one.value_max)),
            one.currency,
            yes if one.approximate else no,
            one.bound,
            *(_exact(value) for value in (one.ron, one.eur)),
            one.rate_year,
            one.organisation and harmless(one.organisation),
            harmless(one.quote),
            one.url,
            one.published,
            one.captured,
            digests[one.document_id],
            yes if one.is_copy else no,
        )


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
