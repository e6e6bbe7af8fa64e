"""The questions that people come with, each with its answer one click away."""

from explore.questions import questions
from explore.site.asked import Asked, Page
from store.database import Database


def page(_database: Database, _asked: Asked) -> Page:
    """All questions; Datasette answers each on a page of its own, as a table, CSV or JSON."""
    return Page(template="questions.html", values={"questions": questions()})
