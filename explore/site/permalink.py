"""The lasting address of a fact, which leads to its place in its document."""

from explore.site.asked import Asked, Moved
from explore.site.not_here import not_here
from store.database import Database
from store.known_ids import known

FACT = "fapt-"  # before the id, where a document's page has the fact
_OWN_PAGES = {"documents": "/document/", "projects": "/proiect/"}


def page(database: Database, asked: Asked) -> Moved:
    """Where the fact is. Raises NotFoundError."""
    found = known(database, asked.named["id"])
    if found is None:
        raise not_here(asked)
    if found.table in _OWN_PAGES:
        return Moved(to=asked.link(f"{_OWN_PAGES[found.table]}{found.id}"))
    return Moved(to=f"{asked.link(f'/document/{found.document_id}')}#{FACT}{found.id}")
