"""Files and folders that appear under their names only when they are complete."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SQLITE = b"SQLite format 3\0"  # how its files begin: https://www.sqlite.org/fileformat.html


class DestinationError(Exception):
    """Nothing can be written there; the message says why and what to do."""


def check_file(path: Path) -> None:
    """Raises DestinationError for a folder, what is no file, a place in no folder, and a database."""
    if path.is_dir():
        raise DestinationError(f"{path} is a folder; this format is one file, so name a file")
    if str(path) == "-" or (path.exists() and not path.is_file()):  # the file would take the device's place
        raise DestinationError(f"{path} is no file; an export appears when it is whole, so name a file")
    if path.is_file() and _is_database(path):
        raise DestinationError(f"{path} is a database; no export takes the place of one, so name another file")
    if not path.parent.is_dir():
        raise DestinationError(f"there is no folder {path.parent} to write to; make it first")


def check_folder(path: Path, mark: str) -> None:
    """Raises DestinationError for a file, and for a folder that is neither empty nor an earlier export.

    An earlier one has a file named `mark` in it: what else lies somewhere is nobody's to replace.
    """
    if path.exists() and not path.is_dir():
        raise DestinationError(f"{path} is a file; this format is a folder, so name a folder")
    if path.is_dir() and any(path.iterdir()) and not (path / mark).is_file():
        raise DestinationError(f"{path} has files that are no earlier export of this format; name another folder")
    if not path.absolute().parent.is_dir():
        raise DestinationError(f"there is no folder {path.parent} to write to; make it first")


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A name to write to; what is there takes the place of `path` when the block ends well."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder to write in, which takes the place of `path` at the end of the block."""
    part, old = path.with_name(f".{path.name}.part"), path.with_name(f".{path.name}.old")
    for rest in (part, old):  # of an export that was killed
        shutil.rmtree(rest, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        if path.exists():
            path.rename(old)
        part.rename(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
