"""Fondoscop for notebooks and scripts: ask a database, or read facts from one text.

>>> import fondoscop
>>> with fondoscop.open("data/fondoscop.db") as database:
...     titles = [project.title for project in database.projects(county="Dolj")]
...     totals = list(database.amounts(role="total", currency="RON"))
...     years = list(database.query("SELECT year, projects, lei FROM funding_by_year WHERE year > :y", y=2018))
>>> facts = fondoscop.read("Proiectul „Casa de pe deal” are o valoare totală de 300.000 lei.")
>>> facts.amounts[0].value, facts.amounts[0].role
(Decimal('300000'), 'total')

pandas takes the rows as they are: `pandas.DataFrame(database.amounts(role="total"))`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from explore.programme_filter import of_programme
from explore.typed_rows import (
    AmountRow,
    BeneficiariesRow,
    ContradictionRow,
    DateRow,
    DocumentRow,
    OrganisationRow,
    PartnerRow,
    PlaceRow,
    ProjectRow,
    typed_rows,
)
from extract.pipeline import Extractor
from readers.published import published_in_text
from readers.text import blocks_of_text
from store.asking import Cell, Inquiry, QueryError, QueryTimeoutError
from store.errors import DatabaseError
from store.records import Document, Facts

__all__ = [
    "AmountRow",
    "BeneficiariesRow",
    "ContradictionRow",
    "Database",
    "DatabaseError",
    "DateRow",
    "DocumentRow",
    "Facts",
    "OrganisationRow",
    "PartnerRow",
    "PlaceRow",
    "ProjectRow",
    "QueryError",
    "QueryTimeoutError",
    "open",
    "read",
]

_BY_PROJECT = "f.project_id IN (SELECT id FROM projects WHERE ? IN (id, code))"
_SOURCE = "d.source_id = ?"
_SUREST = "f.confidence >= ?"
_ORIGINAL = "d.copy_of IS NULL = ?"
_IN_TEXT = "d.url, f.start, f.id"


class Database:
    """An open database, which nothing that is asked can change.

    Rows come as a stream: take them all (`list(…)`) or leave the loop before you wait for long, for the file can't
    shrink its log while somebody reads. One thread uses a database, the one that opened it; let each thread open its
    own. Any number may read, also while Fondoscop writes. All methods raise `DatabaseError` with a sentence for people.

    Filters stand for "equal to", and may be left out. `project` is an id or a SMIS code, `source` the id of a site;
    `copies=False` leaves out pages that copy another one's story; `confidence` is the least there may be, 0 to 1.
    """

    def __init__(self, inquiry: Inquiry, path: Path) -> None:
        self.path = path
        self._inquiry = inquiry

    def query(self, sql: str, **parameters: Cell) -> Iterator[dict[str, Any]]:
        """The rows of a SELECT as dictionaries by column name; `:name` in it is the parameter `name`.

        Raises QueryError when it can't be answered, QueryTimeoutError when it takes longer than `open` allowed.
        """
        return self.rows(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Cell] | Mapping[str, Cell] = ()) -> Iterator[dict[str, Any]]:
        """The same with parameters in a sequence, for `?`, or in a mapping."""
        answer = self._inquiry.ask(sql, parameters)
        for row in answer.rows:
            yield dict(zip(answer.columns, row, strict=True))

    def projects(
        self,
        *,
        project: str | None = None,
        programme: str | None = None,
        county: str | None = None,
        year: int | None = None,
    ) -> Iterator[ProjectRow]:
        """Projects, each once, by title.

        `programme` is its id, a name or an abbreviation of it, or words of its name, in any spelling, as on the command
        line; what is below it counts. Raises QueryError where there is none, with those that are near.
        """
        named, meant = of_programme(self, programme) if programme is not None else ("", None)
        conditions = {
            "? IN (p.id, p.code)": project,
            named: meant,
            "p.id IN (SELECT project_id FROM places WHERE county = ?)": county,
            "t.year = ?": year,
        }
        return typed_rows(self._inquiry, ProjectRow, conditions, "p.title, p.id")

    def amounts(
        self,
        *,
        project: str | None = None,
        role: str | None = None,
        currency: str | None = None,
        organisation_id: str | None = None,
        source: str | None = None,
        copies: bool = True,
        confidence: float | None = None,
    ) -> Iterator[AmountRow]:
        """Sums of money in the order of their pages. Never add a total to its parts: sum `projects()` instead."""
        own = {"f.role = ?": role, "f.currency = ?": currency, "f.organisation_id = ?": organisation_id}
        return typed_rows(self._inquiry, AmountRow, own | _common(project, source, copies, confidence), _IN_TEXT)

    def partners(
        self,
        *,
        project: str | None = None,
        role: str | None = None,
        organisation_id: str | None = None,
        source: str | None = None,
        copies: bool = True,
        confidence: float | None = None,
    ) -> Iterator[PartnerRow]:
        """Organisations with their roles in projects, as pages name them."""
        own = {"f.role = ?": role, "f.organisation_id = ?": organisation_id}
        return typed_rows(self._inquiry, PartnerRow, own | _common(project, source, copies, confidence), _IN_TEXT)

    def dates(
        self,
        *,
        project: str | None = None,
        role: str | None = None,
        source: str | None = None,
        copies: bool = True,
        confidence: float | None = None,
    ) -> Iterator[DateRow]:
        """Dates and ranges of dates."""
        own = {"f.role = ?": role}
        return typed_rows(self._inquiry, DateRow, own | _common(project, source, copies, confidence), _IN_TEXT)

    def beneficiaries(
        self,
        *,
        project: str | None = None,
        status: str | None = None,
        category: str | None = None,
        source: str | None = None,
        copies: bool = True,
        confidence: float | None = None,
    ) -> Iterator[BeneficiariesRow]:
        """Counts of beneficiaries; `status` is "target", "achieved" or "unspecified"; `category` a group."""
        category_of = "f.id IN (SELECT beneficiaries_id FROM beneficiary_categories WHERE category = ?)"
        own = {"f.status = ?": status, category_of: category}
        return typed_rows(self._inquiry, BeneficiariesRow, own | _common(project, source, copies, confidence), _IN_TEXT)

    def places(
        self,
        *,
        project: str | None = None,
        kind: str | None = None,
        county: str | None = None,
        source: str | None = None,
        copies: bool = True,
        confidence: float | None = None,
    ) -> Iterator[PlaceRow]:
        """Places in which projects work."""
        own = {"f.kind = ?": kind, "f.county = ?": county}
        return typed_rows(self._inquiry, PlaceRow, own | _common(project, source, copies, confidence), _IN_TEXT)

    def organisations(self, *, name: str | None = None) -> Iterator[OrganisationRow]:
        """Organisations, each once, by name; `name` is the exact one."""
        return typed_rows(self._inquiry, OrganisationRow, {"o.name = ?": name}, "o.name, o.id")

    def documents(
        self, *, source: str | None = None, project: str | None = None, copies: bool = True
    ) -> Iterator[DocumentRow]:
        """Pages and files, by address."""
        mentions = "SELECT m.document_id FROM project_mentions m JOIN projects p ON p.id = m.project_id"
        conditions = {
            _SOURCE: source,
            f"d.id IN ({mentions} WHERE ? IN (p.id, p.code))": project,
            _ORIGINAL: None if copies else 1,
        }
        return typed_rows(self._inquiry, DocumentRow, conditions, "d.url")

    def contradictions(self, *, project: str | None = None, kind: str | None = None) -> Iterator[ContradictionRow]:
        """What sources state differently, by project; `kind` is "total", "period_end", "lead" or another one."""
        conditions = {"? IN (p.id, p.code)": project, "x.kind = ?": kind}
        return typed_rows(
            self._inquiry, ContradictionRow, conditions, "x.title, x.project_id, x.kind, x.contradiction_id"
        )

    def close(self) -> None:
        self._inquiry.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open(path: str | Path = "data/fondoscop.db", *, timeout: float | None = None) -> Database:  # noqa: A001 - as in fondoscop.open(…)
    """The database at `path`, read-only; close it or use it in a `with` block.

    A query is stopped after `timeout` seconds, or never. Raises DatabaseError when the file is missing, is no
    database, or was made by another version.
    """
    return Database(Inquiry.open(Path(path), timeout=timeout), Path(path))


def read(text: str, *, published: str | None = None) -> Facts:
    """The facts of one text.

    `published` is its date of publication (ISO), against which “ieri” is read; without one it is looked for in
    the text. Raises ValueError when it is no date.
    """
    if published is not None:
        date.fromisoformat(published)
    blocks = blocks_of_text(text)
    if published is None:
        found = published_in_text(text, blocks)
        published = found[0] if found else None
    document = Document(id="text", text=text, blocks=blocks, published=published, reader="text/2")
    return _extractor().facts_of(document)


def _common(project: str | None, source: str | None, copies: bool, confidence: float | None) -> dict[str, Cell]:
    return {_BY_PROJECT: project, _SOURCE: source, _ORIGINAL: None if copies else 1, _SUREST: confidence}


@cache
def _extractor() -> Extractor:
    return Extractor.load()
