"""Official lists of operations: into the data directory as they came, and from there into the database.

`bring_lists` is what a build does with them, and an import right away, for it needs neither archive nor extractor.
"""

import hashlib
import logging
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jobs import places
from jobs.lock import data_lock
from readers.errors import ReadError
from readers.operation_headings import shipped
from readers.operation_list import ColumnsError, read_operations
from readers.plain_rows import is_workbook
from romanian.fold import fold
from romanian.programmes import programmes
from store.database import Database
from store.errors import MissingDatabaseError, SchemaVersionError
from store.operation_index import OperationList, OperationListError, body_of, keep_list, read_index
from store.operation_records import ListedOperations

log = logging.getLogger(__name__)

_CURRENCY = "RON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import read, and how it compares."""

    programme: str  # key
    operations: int  # rows that are operations
    without_code: int  # of these, those that nothing can be compared with
    persons: int  # of these, those of natural persons
    others: int  # rows that are no operation
    faults: tuple[str, ...]  # what could not be read
    headings: Mapping[str, str]  # by field
    compared: Mapping[str, int] | None = None  # by outcome; None where there is no database yet, or an outdated one


def import_list(
    data: Path,
    path: Path,
    *,
    programme: str,
    columns: Mapping[str, tuple[str, ...]] | None = None,
    currency: str = _CURRENCY,
    day: date | None = None,
    url: str | None = None,
) -> Imported:
    """Keep an official list, and bring the database up to it; without one, the next build does.

    The same file again for the same programme takes the place of what was said of it. Raises OperationListError for
    a list that can't be used, before anything is written; LockHeldError, DatabaseError, OSError.
    """
    body = path.read_bytes()
    kind = "xlsx" if is_workbook(body) else "csv"
    one = OperationList(
        file=f"{hashlib.sha256(body).hexdigest()}.{kind}",
        name="".join(sign for sign in path.name if sign.isprintable()) or kind,
        programme=programme_key(programme),
        currency=currency,
        day=day,
        url=url,
        columns=columns or {},
    )
    imported = _told(one, _read(one, body))
    if not imported.operations:
        raise OperationListError(f"{one.name} has headings, and no operation under them: it was not kept")
    with data_lock(data):
        is_current = _has_current_database(data)
        keep_list(data, body, one)
        return replace(imported, compared=_into_database(data, one.programme)) if is_current else imported


def _told(one: OperationList, read: ListedOperations) -> Imported:
    return Imported(
        programme=one.programme,
        operations=len(read.operations),
        without_code=sum(each.code is None for each in read.operations),
        persons=sum(each.is_person for each in read.operations),
        others=read.others,
        faults=read.faults,
        headings=read.headings,
    )


def bring_lists(database: Database, data: Path) -> None:
    """Make the rows of official lists those of the index, where it or a file of it says something else than before.

    A list whose file is lost is an issue. Raises OperationListError for an index that can't be understood.
    """
    lists = list(enumerate(read_index(data), start=1))
    tables = database.operation_lists()
    if tables.digests() == [one.digest(place) for place, one in lists]:
        return
    tables.replace((place, one, _read_or_lost(data, one)) for place, one in lists)


def read_columns(path: Path) -> dict[str, tuple[str, ...]]:
    """People's own headings by field, from a TOML file. Raises OperationListError."""
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise OperationListError(f"{path} can't be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OperationListError(f"{path} can't be read as TOML: {error}") from error
    if unknown := [field for field in told if field not in shipped()]:
        raise OperationListError(f"{path}: there is no field {unknown[0]}; fields are: {', '.join(shipped())}")
    columns = {field: (headings,) if isinstance(headings, str) else headings for field, headings in told.items()}
    for field, headings in columns.items():
        if not isinstance(headings, list | tuple) or not all(isinstance(each, str) and each for each in headings):
            raise OperationListError(f"{path}: {field} must be a heading, or a list of headings, in quotation marks")
    return {field: tuple(headings) for field, headings in columns.items()}


def programme_key(name: str) -> str:
    """The key of a programme by its key or its abbreviation. Raises OperationListError."""
    known = programmes()
    exact = [key for key in known if fold(key) == fold(name)]
    short = [key for key, one in known.items() if one.short is not None and fold(one.short) == fold(name)]
    found = exact or short
    if len(found) == 1:
        return found[0]
    if found:
        raise OperationListError(f"{name} is the abbreviation of several programmes; say which: {', '.join(found)}")
    listed = ", ".join(key for key, one in known.items() if one.level == "programme")
    raise OperationListError(f"there is no programme {name}; programmes are: {listed}")


def _read_or_lost(data: Path, one: OperationList) -> ListedOperations | str:
    try:
        return _read(one, body_of(data, one))
    except OperationListError as error:
        log.warning("%s", error)
        return str(error)


def _read(one: OperationList, body: bytes) -> ListedOperations:
    try:
        return read_operations(body, own=one.columns, currency=one.currency)
    except ReadError as error:
        raise OperationListError(f"{one.name} can't be read: {error.message}") from error
    except ColumnsError as error:
        raise OperationListError(f"{one.name} is no list of operations that we know: {error}") from error


def _has_current_database(data: Path) -> bool:
    """Raises DatabaseError for what is no database of ours."""
    try:
        Database.open(data / places.DATABASE, read_only=True).close()
    except (MissingDatabaseError, SchemaVersionError):
        return False
    return True


def _into_database(data: Path, programme: str) -> Mapping[str, int]:
    with Database.open(data / places.DATABASE) as database:
        bring_lists(database, data)
        database.link_issues()
        return database.operation_lists().compared(programme)
