"""A programme with all that it stands below: fund, programme, axis, call."""

from dataclasses import dataclass
from itertools import zip_longest

from explore.wording import Language
from store.database import Database

_CHAIN = """
WITH RECURSIVE chain (key, name, short, level, parent_id, period, depth) AS (
    SELECT key, name, short, level, parent_id, period, 0 FROM programmes WHERE id = ?
    UNION ALL
    SELECT p.key, p.name, p.short, p.level, p.parent_id, p.period, depth + 1
    FROM programmes p JOIN chain c ON p.id = c.parent_id WHERE depth < 9
)
SELECT key, name, short, level, period FROM chain ORDER BY depth DESC
"""
_LEVELS: dict[str, dict[Language, str]] = {
    "fund": {"ro": "fond", "en": "fund"},
    "programme": {"ro": "program", "en": "programme"},
    "axis": {"ro": "axă", "en": "axis"},
    "call": {"ro": "apel", "en": "call"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One of them, by its official name; `level` is in words."""

    key: str  # as in the table programmes
    name: str
    short: str | None
    level: str
    is_searched: bool  # the one by which searches are narrowed: the lowest that is a programme or a fund
    period: str | None


def programme_chain(database: Database, programme_id: str | None, language: Language = "ro") -> tuple[Rung, ...]:
    """From the fund down to the programme with this id; nothing where there is none. A fund or programme that stands
    below itself without a period is named once.
    """
    rows = list(database.rows(_CHAIN, (programme_id,))) if programme_id else []
    kept = [
        row
        for row, below in zip_longest(rows, rows[1:])
        if below is None or (row["level"], row["short"]) != (below["level"], below["short"]) or row["short"] is None
    ]
    searched = next((row["key"] for row in reversed(kept) if row["level"] in {"programme", "fund"}), None)
    return tuple(
        Rung(**{**row, "level": _LEVELS[row["level"]][language]}, is_searched=row["key"] == searched) for row in kept
    )
