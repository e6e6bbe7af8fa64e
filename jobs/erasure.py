"""Carrying through what `archive forget` began: nothing that was read from a forgotten page stays in any database.

Called under the lock by everything that touches the data, so that a crash in between only delays it.
"""

import logging
import sqlite3
from pathlib import Path

from crawler.forgotten import Forgotten
from jobs.places import ASIDE, DATABASE, KEPT
from jobs.resolution import resolve_all
from store import answers
from store.archive import Archive, ArchiveError
from store.database import Database, DatabaseError
from store.decision_entries import forget_places
from store.decisions import DecisionsError, read_decisions
from store.errors import ForeignDatabaseError, MissingDatabaseError, NotADatabaseError, SchemaVersionError
from store.rewriting import done, roll_forward
from store.swap import remove
from store.tombstones import Tombstone, Tombstones

log = logging.getLogger(__name__)


def finish(data: Path) -> tuple[str, ...]:
    """Put the rewritten archive in place and clean the databases, if a forgetting is under way.

    Gives back what still holds the page, in words that say what to do; it is tried again the next time. Raises
    OSError, TombstoneError.
    """
    folder = data / "archive"
    if not folder.is_dir() or not roll_forward(folder):
        return ()
    answers.refresh(folder)
    stones = list(Tombstones(folder))
    remove(data / ASIDE)  # what was ready of it is made again
    left = _clean_decisions(data, Forgotten(stones))
    left += [why for name in (DATABASE, KEPT) if (why := _clean(data / name, stones))]
    if not left:
        done(folder)
    return tuple(left)


def _clean_decisions(data: Path, forgotten: Forgotten) -> list[str]:
    """Why decisions.toml could not be cleaned, which quotes the pages that people decided on."""
    try:
        for identity in forget_places(data, forgotten.__contains__):
            log.warning("decision %s hung on what was forgotten, and was taken out of decisions.toml", identity)
    except DecisionsError as error:
        return [f"decisions.toml may still quote what was forgotten: {error}"]
    return []


def _clean(path: Path, stones: list[Tombstone]) -> str:
    """Why the database could not be cleaned; nothing when it is clean."""
    forgotten = Forgotten(stones)
    ids = [one for stone in stones for one in stone.captures]
    try:
        Database.open(path, read_only=True).close()
        with Database.open(path) as database:
            database.forget_captures(ids, forgotten.__contains__)
            database.place_captures(Archive(path.parent / "archive").captures())
            database.decisions().keep_marks(read_decisions(path.parent))
            resolve_all(database)
            database.scrub()
    except (MissingDatabaseError, ForeignDatabaseError):
        return ""
    except (SchemaVersionError, NotADatabaseError) as error:
        if path.name != KEPT:
            return f"{path} still holds what was forgotten and is to be made anew ({error})"
        log.warning("%s could not be cleaned and was removed (%s)", path, error)
        remove(path)
    except (ArchiveError, DatabaseError, DecisionsError, sqlite3.Error) as error:
        return (
            f"{path} still holds what was forgotten ({error}). Close what has it open and run: "
            f"fondoscop build --data {path.parent}"
        )
    return ""
