"""How long a document may be: what is longer is no page, and every step after this one would pay for it."""

from readers.errors import ReadError

LONGEST_TEXT = 5_000_000  # characters: some two thousand pages of a book


def check_length(characters: int) -> None:
    """Raises `ReadError("too-large")` for a text that is longer than a document may be."""
    if characters > LONGEST_TEXT:
        raise ReadError(
            "too-large",
            f"It holds more than {LONGEST_TEXT:,} characters of text, more than any report does; split it into parts.",
        )
