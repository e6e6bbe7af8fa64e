"""What this is, how accurate, on what terms, and whom to tell of an error."""

from explore.accuracy import accuracy
from explore.site.asked import Asked, Page
from explore.site.publishing import policy
from store.database import Database

_FRESH = "SELECT max(finished) AS day FROM runs WHERE outcome = 'ok'"
_SOURCES = "SELECT id, name, kind, county FROM sources ORDER BY name"


def page(database: Database, asked: Asked) -> Page:
    """The page about the site."""
    return Page(
        template="about.html",
        values={
            "sets": accuracy(database, asked.language),
            "sources": [
                {**row, "is_full": policy(row["id"], row["kind"]) == "full"} for row in database.rows(_SOURCES)
            ],
            "fresh": next(database.rows(_FRESH))["day"],
        },
    )
