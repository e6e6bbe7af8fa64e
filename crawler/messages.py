"""Messages: what sites send stands in them, and must not steer the terminal that shows it."""

import re

# Control characters (C0, DEL, C1), separators of lines, marks and overrides of direction, lone surrogates.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
LONGEST = 500  # characters


def clean(text: str) -> str:
    """The text on one line, each run of unsafe characters as one \N{REPLACEMENT CHARACTER}, cut when too long."""
    text = UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\N{HORIZONTAL ELLIPSIS}"
