"""The files of a table: CSV and Parquet, written side by side from one stream of rows, and the CSV read back.

CSV follows RFC 4180 in UTF-8. An empty cell is no value, so the empty text needs another form; and spreadsheets run
some texts as formulas. So one apostrophe stands before a text that is empty, that a spreadsheet would run, or that
begins with an apostrophe itself: who drops the first apostrophe of each text that begins with one has the texts as
they are. Parquet needs none of that.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from explore.answer_formats import csv_text
from explore.export.datapackage.table_schema import Column
from store.asking import Cell

_ARROW = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}  # all else is text, as it stands
_FROM_CSV = {"integer": int, "number": float, "boolean": int}
_ROWS = 10_000  # of a batch, which becomes a row group of Parquet
_CHARACTERS = 4_000_000  # of a batch: texts of documents are long


def write_table(rows: Iterable[tuple[Cell, ...]], columns: Sequence[Column], csv_file: Path, parquet_file: Path) -> int:
    """Write both files; how many rows they have."""
    count = 0
    shape = pa.schema(
        [
            pa.field(
                column.name,
                _ARROW.get(column.kind, pa.string()),
                nullable=not column.constraints.get("required"),
                metadata={"description": column.description},
            )
            for column in columns
        ]
    )
    with (
        csv_file.open("w", encoding="utf-8", newline="") as lines,
        parquet.ParquetWriter(parquet_file, shape) as table,
    ):
        writer = csv.writer(lines)
        writer.writerow([column.name for column in columns])
        for batch in _batches(rows):
            writer.writerows([_csv_cell(cell) for cell in row] for row in batch)
            table.write_batch(_record_batch(batch, shape))
            count += len(batch)
    return count


def read_csv(path: Path, fields: Sequence[dict[str, Any]]) -> Iterator[dict[str, Cell]]:
    """The rows as the database has them; `fields` are those of the Table Schema.

    Raises ValueError for a file with other columns, or a number that is none.
    """
    csv.field_size_limit(2**31 - 1)  # texts of documents are longer than the module expects
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        names = next(reader, [])
        if names != [field["name"] for field in fields]:
            raise ValueError(f"{path} has other columns than its schema: {', '.join(names)}")
        for row in reader:
            yield {field["name"]: _from_csv(cell, field["type"]) for cell, field in zip(row, fields, strict=True)}


def sha256_of(path: Path) -> str:
    """The digest of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _csv_cell(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    if not cell or cell.startswith("'"):
        return f"'{cell}"
    return csv_text(cell)


def _from_csv(cell: str, kind: str) -> Cell:
    if not cell:
        return None
    read = _FROM_CSV.get(kind)
    return read(cell) if read else cell.removeprefix("'")


def _batches(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    batch: list[tuple[Cell, ...]] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if len(batch) == _ROWS or characters > _CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _record_batch(batch: list[tuple[Cell, ...]], shape: pa.Schema) -> pa.RecordBatch:
    columns = zip(*batch, strict=True)
    return pa.record_batch(
        [
            pa.array([None if cell is None else bool(cell) for cell in cells], pa.bool_())
            if pa.types.is_boolean(field.type)
            else pa.array(cells, field.type)
            for cells, field in zip(columns, shape, strict=True)
        ],
        schema=shape,
    )
