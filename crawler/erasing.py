"""Taking addresses out of the crawler's memory, so that nothing of them is left in its file."""

import sqlite3
from collections.abc import Callable

from crawler.memory_file import transaction


def erase(db: sqlite3.Connection, matches: Callable[[str], bool]) -> None:
    """Delete what is remembered of matching addresses, and write the file anew; the archive's index is read anew, too.

    A deleted row stays in free pages until then (https://www.sqlite.org/pragma.html#pragma_secure_delete).
    """
    with transaction(db):
        for table in ("address", "passed_over"):
            told = db.execute(f"SELECT DISTINCT url FROM {table}").fetchall()  # noqa: S608 - names from above
            gone = [(url,) for (url,) in told if matches(url)]
            db.executemany(f"DELETE FROM {table} WHERE url = ?", gone)  # noqa: S608
        db.execute("DELETE FROM memory")  # places in the index, which is about to change
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
