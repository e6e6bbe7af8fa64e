"""The schema, and the opening of files that follow it."""

import hashlib
import sqlite3
from pathlib import Path

from store import lookups
from store.errors import ForeignDatabaseError, MissingDatabaseError, NotADatabaseError, SchemaVersionError

SCHEMA = "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("schema.sql", "views.sql"))
# Any change of the text is another version: nobody can forget to count it up. SQLite has 31 bits for it.
SCHEMA_VERSION = int.from_bytes(hashlib.sha256(SCHEMA.encode()).digest()[:4], "big") >> 1
TABLES = (
    "properties",
    "counties",
    "roles",
    "categories",
    "sources",
    "captures",
    "runs",
    "documents",
    "document_signatures",
    "copy_comparisons",
    "programmes",
    "projects",
    "project_mentions",
    "project_mention_spans",
    "organisations",
    "organisation_names",
    "partners",
    "amounts",
    "dates",
    "beneficiaries",
    "beneficiary_categories",
    "places",
    "decision_marks",
    "resolution_items",
    "resolution_blocks",
    "localities",
    "exchange_rates",
    "project_totals",
    "project_organisations",
    "organisation_pairs",
    "beneficiaries_planned_and_achieved",
    "contradictions",
    "quotes",
    "changes",
    "decisions",
    "operation_lists",
    "operations",
    "issues",
    "quality",
)
_NAME = "fondoscop.db"  # of a database in its data directory, docs/architecture.md
_PATIENCE = 30.0  # seconds to wait for a lock


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection to the file, which is created with empty tables unless it is to be read only.

    Raises MissingDatabaseError, NotADatabaseError or SchemaVersionError.
    """
    if not read_only:
        return _open(path, "mode=rwc", read_only=False)
    if path.is_dir():
        raise NotADatabaseError(f"{path} is a folder, not a database; {_advice(path)}")
    if not path.is_file() or path.stat().st_size == 0:
        raise MissingDatabaseError(f"there is no database at {path}; make one with: fondoscop run")
    try:
        return _open(path, "mode=ro", read_only=True)
    except NotADatabaseError:
        # Where SQLite may not write beside the file (a read-only disk, a folder of others) it can't share it.
        # A file without a log has no writer, and may be read as one that never changes.
        if path.with_name(f"{path.name}-wal").exists():
            raise
        return _open(path, "mode=ro&immutable=1", read_only=True)


def _open(path: Path, mode: str, *, read_only: bool) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_PATIENCE)
    except sqlite3.Error as error:
        raise NotADatabaseError(f"{path} can't be opened as a database: {error}") from error
    try:
        _prepare(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Look whether the file is ours and of this schema, create what is missing, set the connection up."""
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        if empty and not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(f"BEGIN;\n{SCHEMA}\nPRAGMA user_version = {SCHEMA_VERSION};")
            lookups.fill(connection)
            connection.commit()
        elif empty or owner != _application_id():
            raise ForeignDatabaseError(
                f"{path} is the database of another program; move it away, or take another file (--data)"
            )
        elif version != SCHEMA_VERSION:
            raise SchemaVersionError(
                f"{path} was made with another version of Fondoscop; run: fondoscop rebuild --data {path.parent}"
            )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")  # 64 MB: ids are digests, their places are everywhere
        connection.execute("PRAGMA wal_autocheckpoint = 16000")  # pages: fewer, larger moves into the file
        connection.execute("PRAGMA synchronous = NORMAL")  # safe in WAL: a power cut loses the last commits only
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except sqlite3.DatabaseError as error:
        raise NotADatabaseError(f"{path} can't be read as a database ({error}); {_advice(path)}") from error


def _advice(path: Path) -> str:
    """What to do about a file that is no database; nobody is told to rebuild what Fondoscop never made."""
    inside = path / _NAME
    if inside.is_file():
        return f"its database is {inside}"
    if path.name != _NAME:
        return f"give the path of a {_NAME}, which lies in a data directory"
    return "move it away" if path.is_dir() else f"run: fondoscop rebuild --data {path.parent}"


def _application_id() -> int:
    line = next(line for line in SCHEMA.splitlines() if line.startswith("PRAGMA application_id"))
    return int(line.split("=")[1].split(";")[0])
