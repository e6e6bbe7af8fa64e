"""Ready citations for pages that show them."""

from explore.citation import citation
from explore.citation_formats import FORMATS
from explore.wording import Language
from store.database import Database


def formats(database: Database, identity: str, language: Language) -> dict[str, str]:
    """The citation of a document, project or fact that is there, in each format."""
    found = citation(database, identity, language)
    return {name: write(found) for name, write in FORMATS.items()}
