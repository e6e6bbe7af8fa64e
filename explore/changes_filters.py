"""Which changes are asked for: since when, until when, of which county, programme, sources and kinds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from explore.search_filters import Asked, suggestion
from romanian.fold import fold
from store.asking import QueryError
from store.database import Database

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?)?)?")
_LAST = "~"  # comes after everything that may follow in a moment
_BEGUN = "SELECT min(started) AS moment FROM runs WHERE run_id = ?"
_OVER = """
SELECT max(moment) AS moment FROM (
    SELECT coalesce(finished, started) AS moment FROM runs WHERE run_id = ?1
    UNION ALL SELECT max(moment) FROM changes WHERE run_id = ?1
    UNION ALL SELECT max(fetched_at) FROM captures WHERE run_id = ?1
)
"""
_NEWEST_RUN = "SELECT run_id FROM runs WHERE started IS NOT NULL ORDER BY started DESC, run_id DESC LIMIT 1"
_RUNS = "SELECT run_id AS name FROM runs UNION SELECT run_id FROM captures"
# A document is of a county when its site is, when it or a project in it works there, or when such a project is led from
# there.
_OF_COUNTY = """
d.id IN (
    SELECT x.id FROM documents x JOIN sources s ON s.id = x.source_id WHERE s.county = ?
    UNION SELECT document_id FROM places WHERE county = ?
    UNION SELECT m.document_id FROM project_mentions m JOIN places p ON p.project_id = m.project_id WHERE p.county = ?
    UNION SELECT m.document_id FROM project_mentions m
        JOIN project_organisations x ON x.project_id = m.project_id AND x.role = 'lead'
        JOIN organisations o ON o.id = x.organisation_id WHERE o.county = ?
)
"""
_BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT id FROM programmes WHERE id IN ({marks})
    UNION SELECT p.id FROM programmes p JOIN below ON p.parent_id = below.id
) SELECT id FROM below
"""
_OF_PROGRAMMES = """
d.id IN (
    SELECT m.document_id FROM project_mentions m LEFT JOIN projects p ON p.id = m.project_id
    WHERE m.programme_id IN ({marks}) OR p.programme_id IN ({marks})
)
"""
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is asked for. Ids and names are as the database writes them; None is anything."""

    after: str | None = None  # moments beyond it
    last: str | None = None  # moments up to it
    county: str | None = None
    programmes: Values | None = None  # ids, with those below them
    sources: Values | None = None
    kinds: Values | None = None

    def condition(self) -> tuple[str, list[str]]:
        """A condition in SQL on a change `c` of a document `d`, with its parameters."""
        parts: list[tuple[str, Iterable[str]]] = [("1", ())]
        if self.after is not None:
            parts.append(("c.moment > ?", [self.after]))
        if self.last is not None:
            parts.append(("c.moment <= ?", [self.last]))
        if self.county is not None:
            parts.append((_OF_COUNTY, [self.county] * 4))
        if self.programmes is not None:
            parts.append((_OF_PROGRAMMES.format(marks=_marks(self.programmes)), self.programmes * 2))
        if self.sources is not None:
            parts.append((f"d.source_id IN ({_marks(self.sources)})", self.sources))
        parts.append(self.of_kinds("c.kind"))
        return " AND ".join(text for text, _ in parts), [value for _, values in parts for value in values]

    def of_kinds(self, column: str) -> tuple[str, Values]:
        """The same for the kind alone."""
        return (f"{column} IN ({_marks(self.kinds)})", self.kinds) if self.kinds is not None else ("1", ())


def since(database: Database, said: str | None) -> str | None:
    """The moment after which changes are asked for: a date (UTC), the end of a run, or where the newest run began.

    None, where nothing was ever run. Raises QueryError for what is neither a date nor a run.
    """
    if said is not None:
        return _date(said) or _moment_of(database, _OVER, said)
    newest = next(database.rows(_NEWEST_RUN), None)
    if newest is None:
        return None
    begun = datetime.fromisoformat(_moment_of(database, _BEGUN, newest["run_id"]))
    return (begun - timedelta.resolution).isoformat(timespec="microseconds")  # what it saw at once is its own


def until(database: Database, said: str) -> str:
    """The last moment that is asked for: the end of a year, month, day or minute (UTC), or of a run.

    Raises QueryError for what is neither.
    """
    date = _date(said)
    return f"{date}{_LAST}" if date else _moment_of(database, _OVER, said)


def programmes_below(database: Asked, said: str) -> Values:
    """The ids of the programmes with this id, key, short or full name, in any spelling, and of all below them.

    Raises QueryError for none, with those that are near.
    """
    known: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for row in database.rows("SELECT id, key, short, name FROM programmes ORDER BY key"):
        for name in (row["id"], row["key"], row["short"], row["name"]):
            if name:
                known.setdefault(fold(name), set()).add(row["id"])
                shown.setdefault(fold(name), name)
    ids = known.get(fold(said).strip())
    if ids is None:
        names = [name for name in known if name not in set().union(*known.values())]
        raise QueryError(f"there is no programme {said}{suggestion(fold(said), names, shown)}")
    rows = database.rows(_BELOW.format(marks=_marks(ids)), tuple(sorted(ids)))
    return tuple(sorted(str(row["id"]) for row in rows))


def source_named(database: Database, said: str) -> str:
    """The id of the source with this id or name. Raises QueryError for none, with those that are near."""
    ids, shown = {}, {}
    for row in database.rows("SELECT id, name FROM sources ORDER BY id"):
        for name in (row["name"], row["id"]):
            ids[fold(name)], shown[fold(name)] = row["id"], name
    if (found := ids.get(fold(said).strip())) is None:
        raise QueryError(f"there is no source {said}{suggestion(fold(said), list(ids), shown)}")
    return str(found)


def _date(said: str) -> str | None:
    """A date as moments are written, as far as it goes; None for what is none."""
    text = said.strip()
    if not _DAY.fullmatch(text):
        return None
    whole = f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10] if len(text) == 7 else text
    try:
        datetime.fromisoformat(whole)
    except ValueError as error:
        raise QueryError(f"{said} is no date: {error}") from error
    return text.replace(" ", "T").removesuffix("Z")


def _moment_of(database: Database, query: str, run_id: str) -> str:
    (row,) = database.rows(query, (run_id,))
    if row["moment"] is None:
        known = [str(each["name"]) for each in database.rows(_RUNS)]
        near = suggestion(run_id, known, {name: name for name in known})
        raise QueryError(f"{run_id} is neither a date, as 2024-01-31, nor a run that the database knows{near}")
    return datetime.fromisoformat(row["moment"]).astimezone(UTC).isoformat(timespec="microseconds")


def _marks(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)
