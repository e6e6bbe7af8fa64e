"""The front page: what this is, how fresh, how much, the search box, and the questions that people come with."""

from explore.site.asked import Asked, Page
from store.database import Database


def page(database: Database, _asked: Asked) -> Page:
    """The front page."""
    return Page(template="front.html", values={"counts": database.counts()})
