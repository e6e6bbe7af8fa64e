"""The archive, or what it has of one source, as a WACZ file for ReplayWeb.page.

The package `wacz`, of those who made the format, writes it: https://specs.webrecorder.net/wacz/1.1.1/. WARC files are
copied into it piece by piece and its index is sorted on disk, so that memory holds one record at a time.
"""

import importlib
import importlib.util
import io
import json
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from jobs.build_input import check
from jobs.places import DATABASE
from store.archive import Archive
from store.database import Database, DatabaseError
from store.records import Capture

Progress = Callable[[int, int], None]

_TITLES = "SELECT title FROM documents WHERE url = ?"


class WaczError(Exception):
    """A WACZ file can't be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wacz:
    """What was put into a WACZ file."""

    path: Path
    files: int  # WARC files
    pages: int
    left_out: tuple[str, ...] = ()  # WARC files that are being written, or that a crash left open


def write_wacz(
    data: Path, path: Path, *, source_id: str | None = None, progress: Progress = lambda _done, _total: None
) -> Wacz:
    """Write the WACZ file; it appears under its name when it is complete.

    `progress` gets the bytes of WARC files that are indexed, and all; they are copied after that, which is quick. A
    page is titled as the database has it, or else by its address. Raises WaczError, BuildError, ArchiveError.
    """
    if importlib.util.find_spec("wacz") is None:
        raise WaczError(
            "WACZ files are made by the package wacz, which is not installed: pip install 'fondoscop[wacz]'"
        )
    check(data)
    archive = Archive(data / "archive")
    names = sorted({capture.file for capture in archive.captures() if source_id in (None, capture.source_id)})
    files = [archive.folder / name for name in names if (archive.folder / name).exists()]
    if not files:
        what = f"captures of {source_id}" if source_id else "captures"
        raise WaczError(f"there are no {what} in {archive.folder}; fondoscop archive list --source ID shows what is")
    part = path.with_name(f"{path.name}.part")
    with tempfile.TemporaryDirectory(prefix="fondoscop-wacz-") as folder:
        listed = Path(folder) / "pages.jsonl"
        pages = _write_pages(listed, archive, {file.name for file in files}, data / DATABASE)
        try:
            _create(part, listed, files, title=source_id or "Fondoscop", progress=progress)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    left_out = tuple(name for name in names if not (archive.folder / name).exists())
    return Wacz(path=path, files=len(files), pages=pages, left_out=left_out)


def _create(path: Path, pages: Path, files: Sequence[Path], *, title: str, progress: Progress) -> None:
    """Calls the package as its own command line would. Raises WaczError."""
    told = io.StringIO()
    with warnings.catch_warnings(), redirect_stdout(told):
        warnings.simplefilter("ignore")  # of libraries below it
        package = importlib.import_module("wacz.main")
        arguments = ["create", "--output", str(path), "--pages", str(pages), "--copy-pages", "--title", title]
        with _telling(package, sum(file.stat().st_size for file in files), progress):
            code = package.main([*arguments, "--", *map(str, files)])
    if code:
        raise WaczError(f"the package wacz could not write it: {told.getvalue().strip().splitlines()[-1:]}")


@contextmanager
def _telling(package: Any, total: int, progress: Progress) -> Iterator[None]:  # noqa: ANN401 - it has no types
    """The package says nothing while it works, so the class that reads the files for it says it here."""
    silent = package.WACZIndexer

    class Telling(silent):  # type: ignore[misc,valid-type]
        before = 0  # bytes of the files that are done

        def process_one(self, input_: BinaryIO, output: object, filename: str) -> None:
            self.file = input_
            super().process_one(input_, output, filename)
            self.before += input_.seek(0, io.SEEK_END)

        def process_index_entry(self, *record: object) -> None:
            super().process_index_entry(*record)
            progress(min(self.before + self.file.tell(), total), total)

    package.WACZIndexer = Telling
    try:
        yield
    finally:
        package.WACZIndexer = silent


def _write_pages(path: Path, archive: Archive, files: set[str], database: Path) -> int:
    """The list of pages, each with title and time, in the form of the format; how many there are."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Pages"}) + "\n")
        for capture, title in _titled(archive, files, database):
            page = {
                "id": capture.id,
                "url": capture.url,
                "ts": capture.fetched_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "title": title,
            }
            file.write(json.dumps(page, ensure_ascii=False) + "\n")
            count += 1
    return count


def _titled(archive: Archive, files: set[str], path: Path) -> Iterator[tuple[Capture, str]]:
    try:
        database = Database.open(path, read_only=True)
    except DatabaseError:
        database = None
    try:
        for capture in archive.captures():
            if capture.file not in files or not 200 <= capture.status < 300:
                continue
            rows = list(database.rows(_TITLES, (capture.url,))) if database is not None else []
            yield capture, next((str(row["title"]) for row in rows if row["title"]), capture.url)
    finally:
        if database is not None:
            database.close()
