"""Which projects a programme finances, by what somebody calls it: its id, a name of it, or words of its name."""

import json

from explore.changes_filters import programmes_below
from explore.search_filters import Asked, programmes_named
from store.asking import QueryError


def of_programme(database: Asked, said: str) -> tuple[str, str]:
    """A condition on a project `p` in SQL with one parameter, and that: financed by this programme or what is below it.

    As `fondoscop changes --programme` an id, a key, a short or full name, in any spelling; else as `fondoscop search
    --programme` all whose name has these words. Raises QueryError for neither, with names that are near.
    """
    try:
        return "p.programme_id IN (SELECT value FROM json_each(?))", json.dumps(programmes_below(database, said))
    except QueryError:
        written = programmes_named(database, said)
        return "p.programme IN (SELECT value FROM json_each(?))", json.dumps(written)
