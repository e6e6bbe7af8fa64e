"""The captures of the archive's index, each found again by its id."""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from store.archive import Archive, ArchiveError
from store.records import Capture


class IndexedCaptures:
    """A look-up for as long as the block runs; it reads the index once, and holds places, not captures.

    The places rest in a file that SQLite makes and takes away itself, so that memory stays flat. `damage` says what
    kept the index from being read to its end; None when nothing did.
    """

    def __init__(self, folder: Path) -> None:
        self._archive = Archive(folder)
        self._ends = sqlite3.connect("")
        self.damage: str | None = None

    def __enter__(self) -> Self:
        self._ends.execute("CREATE TABLE ends (id TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID")
        try:
            for end, capture in self._archive.captures_from(0):
                self._ends.execute("INSERT OR REPLACE INTO ends (id, place) VALUES (?, ?)", (capture.id, end))
        except ArchiveError as error:
            self.damage = str(error)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.close()

    def get(self, capture_id: str) -> Capture | None:
        """The capture with this id, as the index has it; None when it has none."""
        row = self._ends.execute("SELECT place FROM ends WHERE id = ?", (capture_id,)).fetchone()
        return self._archive.capture_before(row[0]) if row else None
