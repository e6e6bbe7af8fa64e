"""Names that a database carries for those who query it: counties, localities, roles, categories of beneficiaries."""

import sqlite3

from romanian.counties import counties
from romanian.labels import labels
from romanian.siruta import Unit, unit

_CATEGORIES = "categories"


def fill(connection: sqlite3.Connection) -> None:
    """Fill the tables of names in a new database."""
    connection.executemany(
        "INSERT INTO counties (code, name, region) VALUES (?, ?, ?)", ((c.code, c.name, c.region) for c in counties())
    )
    connection.executemany(
        "INSERT INTO roles (kind, role, ro, en) VALUES (?, ?, ?, ?)",
        (
            (kind, name, label.ro, label.en)
            for kind, named in labels().items()
            if kind != _CATEGORIES
            for name, label in named.items()
        ),
    )
    connection.executemany(
        "INSERT INTO categories (category, ro, en) VALUES (?, ?, ?)",
        ((name, label.ro, label.en) for name, label in labels()[_CATEGORIES].items()),
    )


def fill_localities(connection: sqlite3.Connection) -> None:
    """Make the localities those that places name, with all above them; codes that the register lacks have no row."""
    units: dict[int, Unit] = {}
    for (code,) in connection.execute("SELECT DISTINCT siruta FROM places WHERE siruta IS NOT NULL"):
        found = unit(code)
        while found is not None and found.code not in units:
            units[found.code] = found
            found = unit(found.parent)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS new_localities AS SELECT * FROM localities WHERE false")
    connection.execute("DELETE FROM temp.new_localities")
    connection.executemany(
        "INSERT INTO temp.new_localities VALUES (?, ?, ?, ?, ?)",
        ((u.code, u.name, u.level, u.county, u.parent if u.parent in units else None) for u in units.values()),
    )
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("DELETE FROM localities WHERE siruta NOT IN (SELECT siruta FROM temp.new_localities)")
    connection.execute(
        "INSERT OR REPLACE INTO localities SELECT * FROM temp.new_localities EXCEPT SELECT * FROM localities"
    )
