"""What takes a second to compute over a large database, computed before anybody asks for it."""

from explore.site import charts, front
from explore.site.asked import Asked, Language
from explore.site.search import FACETS, WORDS
from store.database import Database

_LANGUAGES: tuple[Language, ...] = ("ro", "en")


def warm(database: Database) -> None:
    """Compute what pages keep of this file: facets first, which every search waits for, words and charts after them."""
    FACETS.of(database)
    front.OVERVIEW.of(database)
    WORDS.of(database)
    for language in _LANGUAGES:
        charts.page(database, Asked(path="/grafice", language=language))
