"""What a line would be at a place in the tree of a page: heading, item of a list, paragraph; in a link, in bold."""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from store.records import BlockKind

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(["ul", "ol", "dir", "menu"])
_BOLD = frozenset(["b", "strong"])
_LARGE = re.compile(r"\+?[4-7]|\+[1-3]")  # of 1 to 7; 3 is the size of the text


class Place(NamedTuple):
    """What a line would be; a tuple, since the walk makes one at nearly every element."""

    kind: BlockKind = "paragraph"
    level: int = 0
    depth: int = 0  # of lists
    link: bool = False
    bold: bool = False
    large: bool = False


@lru_cache(maxsize=1024)
def place_in(tag: str, place: Place) -> Place:
    """The place inside a block element."""
    if tag in HEADINGS:
        return place._replace(kind="heading", level=HEADINGS[tag])
    if tag == "li":
        depth = max(place.depth, 1)
        return place._replace(kind="list_item", level=depth, depth=depth)
    if tag in ("p", "div"):
        return place  # a paragraph inside a list item is the item
    return place._replace(kind="paragraph", level=0, depth=place.depth + (tag in _LISTS))


def inside(element: HtmlElement, place: Place) -> Place:
    """The place inside an inline element."""
    tag, large = element.tag, place.large
    if tag == "font" and element.get("size"):
        large = _LARGE.fullmatch(element.get("size").strip()) is not None
    link, bold = place.link or tag == "a", place.bold or tag in _BOLD
    if (link, bold, large) == (place.link, place.bold, place.large):
        return place
    return place._replace(link=link, bold=bold, large=large)


def after_first(place: Place) -> Place:
    """The place behind a line: only the first line of a list item is the item."""
    return place._replace(kind="paragraph", level=0) if place.kind == "list_item" else place
