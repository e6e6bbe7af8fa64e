"""The page of one organisation: what it is, its roles, projects, partners and money, and by which names it goes."""

from explore.organisation_whole import organisation_whole
from explore.site.asked import Asked, Page
from explore.site.not_here import not_here
from store.database import Database


def page(database: Database, asked: Asked) -> Page:
    """The organisation with the id in the address. Raises NotFoundError."""
    found = organisation_whole(database, asked.named["id"], asked.language)
    if found is None:
        raise not_here(asked)
    return Page(template="organisation.html", values={"organisation": found})
