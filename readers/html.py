"""A web page to a text with structure, a title and a date of publication."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree, html
from lxml.html import HtmlElement

from readers.charset import decode
from readers.errors import ReadError
from readers.frames import drop_frames
from readers.furniture import remove_furniture
from readers.layout_tables import unwrap_layout_tables
from readers.lines import assemble, lines_of
from readers.main_text import main_lines
from readers.masking import mask
from readers.page_dates import published_by_htmldate, published_in_markup
from readers.published import published_in_text
from readers.tidy import tidy
from readers.titles import as_title, mark_titles, title_of_page, titles_in_head
from store.records import Block

_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)  # lxml.html asks Python for the class of each element
_MARKUP = re.compile(
    r"""<\s*(?:!doctype|html|head|title|body|div|p|main|article|section|aside|header|footer|nav|span|br|hr|h[1-6]|a|font
    |center|table|caption|t[rdh]|[uod]l|li|d[td]|pre|blockquote|fieldset|label|form|menu|img|b|i|u|em|strong|small)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_UNWANTED = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])  # and surrogates, which have no bytes
LARGEST_PAGE = 10_000_000  # bytes
_NAMED_FRAMES, _LONGEST_ADDRESS = 5, 200  # addresses in a message, and characters of one
_MOST_ATTRIBUTES = 5_000  # of one element; the parser takes the square of their number
_MAY_HAVE_TOO_MANY = 100_000  # bytes; a shorter page costs a second or two with any number of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says: the parts of a document that depend on its bytes alone."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None
    published: str | None
    published_by: str | None


def read_page(
    body: bytes, *, media_type: str | None = None, url: str | None = None, latest: date | None = None
) -> Page:
    """The content of an HTML page, personal data masked.

    Raises `ReadError`: "not-html", "empty-page", "too-large" or "undecodable". `latest` is the day of the
    capture, when known: no later date is taken from the markup.
    """
    if len(body) > LARGEST_PAGE:
        raise ReadError("too-large", f"The page has {len(body):,} bytes; more than {LARGEST_PAGE:,} is no article.")
    source = decode(body, media_type=media_type, markup=True)
    root = tree_of(source)
    frames = [tidy(frame.get("src", "")[:_LONGEST_ADDRESS]) for frame in root.iter("frame")]
    titles = titles_in_head(root)
    published = published_in_markup(root, url=url, latest=latest)
    remove_furniture(root)
    drop_frames(root, titles.sites)
    unwrap_layout_tables(root)
    mark_titles(root)
    try:
        lines = lines_of(root)
    except RecursionError:
        raise ReadError("not-html", "Its elements are nested too deeply to be a page made for people.") from None
    if not lines:
        why = "it may need JavaScript, or its content moved"
        if named := ", ".join(filter(None, frames[:_NAMED_FRAMES])):
            why = f"it is a set of frames, and its content has addresses of its own: {named}"
        raise ReadError("empty-page", f"The page holds no text; {why}.")
    title, headline = title_of_page(root, titles, lines)
    if headline is not None:
        lines[headline] = as_title(lines[headline])
    text, blocks = assemble(main_lines(root, lines, title=title))
    text = mask(text)
    said = published_in_text(text, blocks, latest=latest)
    if said is None and published is not None:
        said = (published, "metadata")
    elif said is None and (found := published_by_htmldate(tree_of(source), url, latest=latest)) is not None:
        said = (found, "htmldate")  # needs the tree uncut, and few pages need it
    return Page(
        text=text,
        blocks=blocks,
        title=mask(title) if title else None,
        published=said[0] if said else None,
        published_by=said[1] if said else None,
    )


def tree_of(source: str) -> HtmlElement:
    """The lxml tree of a page. Raises `ReadError("not-html")` or `ReadError("empty-page")`."""
    if not source.strip():
        raise ReadError("empty-page", "The page is empty; try it again, or look whether it moved.")
    if not _MARKUP.search(source):
        raise ReadError("not-html", "This is called a web page but holds no HTML; look at what the address gives.")
    body = source.encode(errors="ignore").translate(None, _UNWANTED)
    if len(body) > _MAY_HAVE_TOO_MANY:
        etree.fromstring(body, parser=etree.HTMLParser(encoding="utf-8", target=_AttributeCount()))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        root = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError("not-html", f"The page cannot be parsed: {error}") from error
    _take_in_what_follows(root)
    return root


def _take_in_what_follows(root: HtmlElement) -> None:
    """What stands behind `</html>`: the parser makes a tree of its own of it, browsers a part of the page's body."""
    following = list(root.itersiblings())
    if not following:
        return
    body = root.find("body")
    for other in following:
        for frame in list(other.iter("html", "body")):
            frame.tag = "div"
        (root if body is None else body).append(other)


class _AttributeCount:
    """What the parser calls in place of making a tree. Raises `ReadError` at an element with too many attributes."""

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        if len(attributes) > _MOST_ATTRIBUTES:
            raise ReadError("not-html", f"One element has {len(attributes):,} attributes; no page made for people has.")

    def close(self) -> None:
        pass
