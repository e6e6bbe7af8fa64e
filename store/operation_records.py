"""What official lists of operations say, as they are stored: records, before anything is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A row of a list; a value that is not there, or can't be read, is None."""

    sheet: str | None  # None in CSV
    row: int  # from 1, as spreadsheets count
    code: str | None = None  # SMIS, without leading zeros
    title: str | None = None
    beneficiary: str | None = None
    is_person: bool = False  # the beneficiary is a natural person, whose name is not kept
    county: str | None = None
    locality: str | None = None
    start: str | None = None  # ISO 8601, as precise as the list
    end: str | None = None
    currency: str  # ISO 4217
    total: Decimal | None = None
    eu: Decimal | None = None
    national: Decimal | None = None
    own: Decimal | None = None
    status: str | None = None
    cells: Mapping[str, str]  # what these were read from: cells as they stand, by heading


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOperations:
    """What was read of a list."""

    headings: Mapping[str, str]  # by field, what is written over its column; of the first sheet that has it
    operations: tuple[Operation, ...]
    others: int  # rows that are no operation: sums below the list, titles of its parts, numbers of columns
    faults: tuple[str, ...]  # what could not be read, for people
