"""Names that a database carries for those who query it: counties, roles, categories of beneficiaries."""

import sqlite3

from romanian.counties import counties
from romanian.labels import labels

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
