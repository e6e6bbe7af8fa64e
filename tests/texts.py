"""Short texts as readings, for tests of the extractor's components."""

from extract.reading import Reading, read
from readers.text import blocks_of_text
from store.records import Document


def reading_of(text: str, *, published: str | None = None) -> Reading:
    """A reading of a text as a .txt file would give it."""
    return read(Document(id="test", text=text, blocks=blocks_of_text(text), published=published))
