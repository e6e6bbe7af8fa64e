"""What the components leave on a spaCy `Doc`: organisations named, and each kind of fact, set by its component."""

from spacy.tokens import Doc

_EXTENSIONS = ("reading", "organisations", "projects", "partners", "amounts", "dates", "beneficiaries", "places")


def register() -> None:
    """Make `doc._.reading` and the rest known to spaCy; does nothing the second time."""
    for name in _EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
