"""An official list of operations, CSV or XLSX → its rows as `Operation`s, and what of them can't be read.

Nothing is completed: a sum that is not there is not added up, a cell that holds something else is a fault and stays
empty. Columns that no field stands for, such as persons to contact, are not read at all.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from readers.operation_headings import WANTED, Columns, Headings, find_columns, likely_headings, shipped
from readers.operation_values import amount_of, code_of, county_of, currency_of, day_of, text_of
from readers.plain_rows import PlainCell, PlainRow, PlainTable, is_workbook, plain_tables, whole_table
from romanian.fold import fold
from romanian.natural_persons import is_natural_person, without_name
from store.operation_records import ListedOperations, Operation

_T = TypeVar("_T")
_SUM = "total"  # begins the row that adds up a part of the list
_UNKEPT = frozenset({"legal_form", "person"})  # fields that only tell who is a person
_OF_A_PERSON = frozenset({"beneficiary", "county", "locality"})  # Article 49(3)(m): of one the region alone
_LARGEST_NUMBER = 99  # of a column: “1 | 2 | 3” stands below the headings of many lists


class ColumnsError(ValueError):
    """The file is no list whose columns we know; the message tells the headings found and the fields wanted."""


def read_operations(body: bytes, *, own: Headings, currency: str) -> ListedOperations:
    """All rows of all sheets that have headings we know; `currency` is that of sums which name none.

    Raises ColumnsError, and `ReadError` for a file that can't be read at all.
    """
    tables = list(plain_tables(body))
    found = [(table, columns) for table in tables if (columns := find_columns(table, own)) is not None]
    if not found:
        raise ColumnsError(_told_apart(tables, own))
    if not is_workbook(body):
        beginning, columns = max(found, key=lambda one: len(one[1].places))  # of the ways in which it may be parted
        found = [(whole_table(body, beginning), columns)]
    headings = {field: text for _, columns in reversed(found) for field, text in columns.headings.items()}
    if lacking := [field for field in own if field not in headings]:
        raise ColumnsError(
            f"no column has a heading that was given for {', '.join(lacking)}; the headings of the list are: "
            + ", ".join(f"“{text}”" for text in likely_headings(found[0][0], own))
        )
    operations: list[Operation] = []
    faults: list[str] = []
    others = 0
    for table, columns in found:
        for row in table.rows:
            if row.number < columns.begins:
                continue
            one = _Row(table, columns, row, currency)
            if one.is_operation:
                operations.append(one.operation())
                faults += one.faults
            else:
                others += 1
    return ListedOperations(
        headings=headings, operations=tuple(operations), others=others, faults=(*faults, *_twice(operations))
    )


class _Row:
    """One row, cell by cell; faults are noted as they are met."""

    def __init__(self, table: PlainTable, columns: Columns, row: PlainRow, currency: str) -> None:
        self.faults: list[str] = []
        self._table, self._columns, self._row, self._currency = table, columns, row, currency

    @property
    def is_operation(self) -> bool:
        """Whether it has a code or a title, and is no row of column numbers, nor the headings once more."""
        known = {field: cell for field in self._columns.places if (cell := self._cell(field)) is not None}
        if not known.keys() & set(WANTED):
            return False
        texts = [cell.text.strip("().") for cell in self._row.cells.values()]
        if all(text.isdecimal() and int(text) <= _LARGEST_NUMBER for text in texts):
            return False
        if "code" not in known and (len(texts) == 1 or fold(known["title"].text).startswith(_SUM)):
            return False
        return any(text_of(cell) != self._columns.headings[field] for field, cell in known.items())

    def operation(self) -> Operation:
        cell = self._cell("beneficiary")
        name, legal_form = text_of(cell), text_of(self._cell("legal_form"))
        person = text_of(self._cell("person")) or ""
        is_person = bool(person) or is_natural_person(cell.text if cell else None, legal_form)
        hidden = f"{name or ''} {person}" if is_person else ""

        def text(field: str) -> str | None:
            said = text_of(self._cell(field))
            return without_name(said, hidden) if said and hidden else said

        return Operation(
            sheet=self._table.name,
            row=self._row.number,
            code=self._value("code", code_of),
            title=text("title"),
            beneficiary=None if is_person else name,
            is_person=is_person,
            county=None if is_person else county_of(self._cell("county")),
            locality=None if is_person else text_of(self._cell("locality")),
            start=self._value("start", day_of),
            end=self._value("end", day_of),
            currency=self._currency_of(),
            total=self._value("total", amount_of),
            eu=self._value("eu", amount_of),
            national=self._value("national", amount_of),
            own=self._value("own", amount_of),
            status=text("status"),
            cells=dict(self._evidence(text, is_person=is_person)),
        )

    def _cell(self, field: str) -> PlainCell | None:
        return self._row.cells.get(self._columns.places.get(field, 0))

    def _value(self, field: str, read: Callable[[PlainCell | None], _T | None]) -> _T | None:
        try:
            return read(self._cell(field))
        except ValueError as error:
            sheet = f"sheet “{self._table.name}”, " if self._table.name else ""
            self.faults.append(f"{sheet}row {self._row.number}, “{self._columns.headings[field]}”: {error}")
            return None

    def _currency_of(self) -> str:
        told = [text_of(self._cell("currency")), text_of(self._cell("total")), self._columns.headings.get("total")]
        return currency_of(*told) or self._currency

    def _evidence(self, text: Callable[[str], str | None], *, is_person: bool) -> Iterator[tuple[str, str]]:
        for field, heading in self._columns.headings.items():
            if field in _UNKEPT or (is_person and field in _OF_A_PERSON):
                continue
            if (said := text(field)) is not None:
                yield heading, said


def _twice(operations: list[Operation]) -> Iterator[str]:
    """Codes that stand in several rows with different totals: which one counts nobody says."""
    totals: dict[str, Operation] = {}
    for one in operations:
        if one.code is None:
            continue
        first = totals.setdefault(one.code, one)
        if first.total != one.total:
            yield (
                f"the code {one.code} stands in row {first.row} with the total {first.total} and in row {one.row} with"
                f" {one.total}; the first is compared"
            )


def _told_apart(tables: list[PlainTable], own: Headings) -> str:
    """What to say of a file in which no columns are known."""
    most = max((likely_headings(table, own) for table in tables), key=len, default=[])
    fields: Mapping[str, object] = shipped()
    return (
        f"no row of it has headings for {' and '.join(WANTED)}; "
        + (f"what stands there is: {', '.join(f'“{text}”' for text in most)}; " if most else "it holds no table; ")
        + "say which column is which in a TOML file, as code = ['Nr. proiect'], and name it with --columns;"
        " fields are: " + ", ".join(fields)
    )
