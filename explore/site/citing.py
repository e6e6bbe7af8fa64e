"""Ready citations for pages that show them."""

from explore.citation import citation
from explore.citation_formats import FORMATS
from store.database import Database


def formats(database: Database, identity: str) -> dict[str, str]:
    """The citation of a document, project or fact that is there, in each format; all are in Romanian."""
    found = citation(database, identity)
    return {name: write(found) for name, write in FORMATS.items()}
