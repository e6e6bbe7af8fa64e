"""What somebody may have meant whose SQL failed: the name in the database that is nearest to the one they wrote."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches

_MISSING = re.compile(r"no such (?P<kind>table|column): (?P<name>.+)")
_SYNTAX = re.compile(r'near "(?P<name>\w+)": syntax error')
_PARAMETER = re.compile(r"value for binding parameter:? :?(?P<name>\w+)")
_KEYWORDS = (
    "SELECT", "DISTINCT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "JOIN", "LEFT JOIN", "USING",
    "UNION", "BETWEEN", "LIKE", "MATCH", "VALUES",
)  # fmt: skip


def hint(message: str, names: Callable[[], tuple[Sequence[str], Sequence[str]]]) -> str:
    """What to add to an error of SQLite, with what separates it from that; empty where nothing is near.

    `names` gives the names of tables and those of columns; it is asked only when one is missing.
    """
    if found := _MISSING.search(message):
        tables, columns = names()
        known = tables if found["kind"] == "table" else columns
        name = found["name"].strip("\"'").rpartition(".")[2]
        near = _near(name, known)
        if not near:
            what = "tables" if found["kind"] == "table" else "columns"
            return f"; docs/data.md names the {what} that there are"
        return f"; did you mean {' or '.join(near)}?"
    if found := _SYNTAX.search(message):
        # SQLite names the word after the one that it could not read, when that could still have been a name.
        near = _near(found["name"].upper(), _KEYWORDS)
        return f"; did you mean {near[0]}?" if near and near[0] != found["name"].upper() else ""
    if found := _PARAMETER.search(message):
        return f"; give it one with --param {found['name']}=…"
    return ""


def _near(name: str, known: Sequence[str]) -> list[str]:
    folded = {each.lower(): each for each in known}
    return [folded[each] for each in get_close_matches(name.lower(), folded, n=2, cutoff=0.7)]
