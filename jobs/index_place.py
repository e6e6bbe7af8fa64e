"""Up to which place of the archive's index the database has its captures, so that a build need not read it whole.

It is remembered in `state.db`, and believed only when the database has the capture that ends there: another
database, one that is made anew, or an older one from a backup reads the index from its beginning.
"""

import logging
from contextlib import closing
from pathlib import Path

from crawler.state import State, StateError
from jobs.places import STATE
from store.archive import Archive
from store.database import Database

log = logging.getLogger(__name__)

_HAS = "SELECT 1 FROM captures WHERE id = ?"


class IndexPlace:
    """The remembered place of one data directory; without a usable memory there is none."""

    def __init__(self, data: Path) -> None:
        self._path = data / STATE

    def known_to(self, database: Database, archive: Archive) -> int:
        """The byte of the index from which on captures may be new to the database."""
        if not self._path.exists():
            return 0
        try:
            with closing(State(self._path)) as state:
                end = state.built_offset()
        except StateError as error:
            log.debug("%s", error)
            return 0
        last = archive.capture_before(end)
        return end if last is not None and any(database.rows(_HAS, (last.id,))) else 0

    def remember(self, end: int) -> None:
        """Remembers that the database has everything before this byte of the index."""
        if not self._path.exists():
            return
        try:
            with closing(State(self._path)) as state:
                state.remember_built(end)
        except StateError as error:
            log.debug("%s", error)
