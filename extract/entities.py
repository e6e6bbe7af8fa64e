"""What the trained pipeline recognised in a document, as places for the rules."""

from spacy.tokens import Doc

from models.components import DOMAIN


def entities(doc: Doc, label: str) -> tuple[tuple[int, int], ...]:
    """Where the entities of a label begin and end, in characters; none when the pipeline has no such recogniser."""
    return tuple((span.start_char, span.end_char) for span in doc.spans.get(DOMAIN, ()) if span.label_ == label)
