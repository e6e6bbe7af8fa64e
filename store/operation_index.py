"""Official lists that were imported: their files as they came, and operations/lists.toml, which says what each is.

Both rest in the data directory, since `fondoscop.db` can be made anew at any time: the same files and the same index
give the same rows.
"""

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tomlkit.items import AoT

from store.identity import operation_list_id

FOLDER = "operations"
INDEX = "lists.toml"
_HEAD = """\
# Official lists of operations that were imported with `fondoscop import operations`. Take an entry out, and the next
# build takes its rows out of the database; docs/exports.md tells the rest.

"""


class OperationListError(Exception):
    """An official list, or the index of lists, can't be used; the message says which, why and what to do."""


class OperationList(BaseModel):
    """An entry of the index; a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str = Field(pattern=r"^[0-9a-f]{64}\.(?:csv|xlsx)$")  # in the folder: its digest, and what it is
    name: str = Field(min_length=1)  # that it was imported by
    programme: str = Field(min_length=1)  # key in programmes
    currency: str = Field(pattern=r"^[A-Z]{3}$")  # of sums that name none
    day: date | None = None  # that it tells of
    url: str | None = Field(default=None, pattern=r"^https?://[^\s\x00-\x1f]+$")  # that it was published at
    columns: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict
    )  # headings beside those that are known, by field

    @property
    def sha256(self) -> str:
        return self.file.partition(".")[0]

    @property
    def id(self) -> str:
        return operation_list_id(self.sha256, self.programme)

    def digest(self, place: int) -> str:
        """What tells whether it must be read again."""
        told = json.dumps([place, self.model_dump(mode="json")], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def read_index(data: Path) -> tuple[OperationList, ...]:
    """The lists of a data directory in their order; none where there is no index. Raises OperationListError."""
    path = data / FOLDER / INDEX
    text = _text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OperationListError(f"{path} is not TOML: {error}; mend it") from error
    tables = content.pop("list", [])
    if content or not isinstance(tables, list):
        raise OperationListError(
            f"{path}: every entry begins with [[list]], in two pairs of brackets, and has all keys"
        )
    lists = []
    for number, table in enumerate(tables, start=1):
        try:
            lists.append(OperationList.model_validate(table))
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
            raise OperationListError(f"{path}: list {number}: {faults}") from error
    ids = [one.id for one in lists]
    if len(set(ids)) < len(ids):
        raise OperationListError(f"{path}: a file stands there twice for one programme; take one entry out")
    return tuple(lists)


def body_of(data: Path, one: OperationList) -> bytes:
    """The file as it came. Raises OperationListError for one that is gone or was changed."""
    path = data / FOLDER / one.file
    try:
        body = path.read_bytes()
    except OSError as error:
        raise OperationListError(f"{path} ({one.name}) can't be read: {error}; import the list again") from error
    if hashlib.sha256(body).hexdigest() != one.sha256:
        raise OperationListError(f"{path} ({one.name}) was changed since it was imported; import the list again")
    return body


def keep_list(data: Path, body: bytes, one: OperationList) -> None:
    """Keep a list's file and enter it in the index, in the place of an entry for the same file and programme.

    Call it under `jobs.lock.data_lock`. Raises OperationListError and OSError; nobody ever sees half a file.
    """
    read_index(data)
    folder = data / FOLDER
    folder.mkdir(exist_ok=True)
    _put(folder / one.file, body)
    document = tomlkit.parse(_text(folder / INDEX) or _HEAD)
    lists = document.setdefault("list", tomlkit.aot())
    entry = tomlkit.item(_entry(one))
    places = [number for number, each in enumerate(lists) if OperationList.model_validate(each.unwrap()).id == one.id]
    if places and isinstance(lists, AoT):
        lists[places[0]] = entry
    else:
        lists.append(entry)
    _put(folder / INDEX, tomlkit.dumps(document).encode())


def _entry(one: OperationList) -> dict[str, object]:
    told = one.model_dump(exclude_none=True)
    told["columns"] = {field: list(headings) for field, headings in one.columns.items()}
    return told if told["columns"] else {key: value for key, value in told.items() if key != "columns"}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise OperationListError(f"{path} can't be read: {error}") from error


def _put(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
