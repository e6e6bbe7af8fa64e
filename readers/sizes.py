"""How much an element says, in characters.

Asked of many elements of a page, large ones and small ones: libxml2 joins the text, which takes a twentieth of the time
of joining it piece by piece.
"""

from lxml.html import HtmlElement


def size_of(element: HtmlElement) -> int:
    """The length of its text with one blank for each run of blanks, and none at its ends."""
    return len(" ".join(element.text_content().split()))


def says_anything(element: HtmlElement) -> bool:
    """Whether there is more than blanks in it."""
    text = element.text_content()
    return bool(text) and not text.isspace()
