"""What the trained pipeline recognised in a document, as places for the rules."""

from spacy.tokens import Doc

from models.components import DOMAIN


def entities(doc: Doc, label: str) -> tuple[tuple[int, int], ...]:
    """Where the entities of a label begin and end, in characters.

    From the domain's recogniser, or from `doc.ents` when another pipeline stands in for ours.
    """
    spans = doc.spans.get(DOMAIN, doc.ents)
    return tuple((span.start_char, span.end_char) for span in spans if span.label_ == label)
