"""What a web page is called: its h1, its metadata, or the headline that stands there in large letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement

from readers.dates import dates_in
from readers.lines import Line
from readers.tidy import tidy
from romanian.fold import fold

_SITE_NAME = re.compile(r"\s+[|»«·•–—-]\s+")
_INSTITUTION = re.compile(
    r"(?:primari|consiliul|dgaspc|das\b|directia|asociatia|fundatia|ministerul|prefectura|institutia|ziarul|acasa|home)"
)
_TITLE_NAMES = frozenset(
    [
        "contentheading",
        "componentheading",
        "page-title",
        "entry-title",
        "post-title",
        "article-title",
        "node-title",
    ]
)
_BEGINNING = 300  # characters of a page: the masthead
_TOP = 15  # lines: further down large letters head a part of the page
_HEADLINE = range(12, 201)  # characters
_PROSE = 120  # characters of the line under a headline
_BYLINE = 160
_LONGEST = 1000  # characters of a title; more is none
_UNSEEN = ("script", "style", "noscript", "title", "template")


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What the head of a page calls it, and the names of its site; all may be empty."""

    shared: str
    named: str
    sites: tuple[str, ...]


def titles_in_head(root: HtmlElement) -> Titles:
    """og:title, title and names of the site, before the tree is cut.

    A name of the site is og:site_name, and what the page begins with when it is the whole title, or the
    shorter part at one of its ends.
    """
    metas = {m.get("property"): tidy(m.get("content", "")[:_LONGEST]) for m in reversed(list(root.iter("meta")))}
    named = next((tidy(title.text_content()[:_LONGEST]) for title in root.iter("title")), "")
    sites = dict.fromkeys(filter(None, (metas.get("og:site_name", ""), _masthead(root, named))))
    return Titles(shared=metas.get("og:title", ""), named=named, sites=tuple(sites))


def mark_titles(root: HtmlElement) -> None:
    """Make a heading of what only its class calls the page's title."""
    for element in root.iter("div", "p", "span"):
        if not _TITLE_NAMES.isdisjoint(element.get("class", "").split()) and len(element.text_content()) < 300:
            element.tag = "h1"


def title_of_page(root: HtmlElement, titles: Titles, lines: Sequence[Line]) -> tuple[str | None, int | None]:
    """The title, and which line it is when only large or bold letters tell.

    It is the h1 that other titles agree with, else og:title, a lone h1, a headline that `title` holds as well
    or that stands under the bare name of a site, `title` without the site's name.
    """
    headings = [text for h1 in root.iter("h1") if (text := tidy(h1.text_content()))]
    others = [fold(other) for other in (titles.shared, titles.named) if other]
    for heading in headings:
        key = fold(heading)
        if any(key in other or other in key for other in others):
            return heading, None
    if titles.shared and not _is_site(titles.shared, titles):
        return titles.shared, None
    if len(headings) == 1:
        return headings[0], None
    found = None if headings else _headline(lines, titles)
    if found is not None:
        return lines[found].text, found
    if not titles.named:
        return (headings[0] if headings else titles.shared or None), None
    parts = _SITE_NAME.split(titles.named)
    own = [part for part in parts if not _is_site(part, titles) and not _INSTITUTION.match(fold(part))]
    return (own[0] if own else parts[0]), None


def as_title(line: Line) -> Line:
    """The line as the heading it is."""
    return replace(line, kind="heading", level=1)


def _headline(lines: Sequence[Line], titles: Titles) -> int | None:
    """A short line in large or bold letters near the top, with the date or the prose right under it."""
    candidates = [index for index in range(min(_TOP, len(lines) - 1)) if _may_head(lines[index], titles)]
    for index in candidates:
        if fold(lines[index].text) in fold(titles.named):
            return index
    bare = not titles.named or _is_site(titles.named, titles)
    whole = not _SITE_NAME.search(titles.named)  # no name of a site to be taken off
    for index in candidates:
        under = lines[index + 1]
        dated = len(under.text) <= _BYLINE and _has_date(under.text)
        if (bare and (dated or len(under.text) >= _PROSE)) or (whole and dated and lines[index].large):
            return index
    return None


def _may_head(line: Line, titles: Titles) -> bool:
    if line.kind not in ("paragraph", "heading") or not (line.large or line.kind == "heading"):
        return False
    if len(line.text) not in _HEADLINE or line.linked >= 0.5 or line.text[-1] in ",;:" or _is_site(line.text, titles):
        return False
    return not _has_date(line.text)


def _has_date(text: str) -> bool:
    return any(True for _ in dates_in(fold(text)))


def _is_site(text: str, titles: Titles) -> bool:
    return fold(text) in map(fold, titles.sites)


def _masthead(root: HtmlElement, named: str) -> str:
    if not named:
        return ""
    beginning, whole = fold(_beginning(root)), fold(named)
    for part in (named, *_SITE_NAME.split(named)):
        if part and beginning.startswith(fold(part)):
            rest = whole.replace(fold(part), "", 1).strip(" |»«·•–—-")
            if not rest or (len(rest) > len(part) and rest in whole):
                return part
    return ""


def _beginning(root: HtmlElement) -> str:
    pieces: list[str] = []
    size = 0
    body = root.find("body")
    for event, element in etree.iterwalk(root if body is None else body, events=("start", "end")):
        if event == "end":
            text = " " + (element.tail or "")
        else:
            text = (element.text or "") if isinstance(element.tag, str) and element.tag not in _UNSEEN else ""
        pieces.append(text)
        size += len(text.strip())
        if size > _BEGINNING:
            break
    return tidy("".join(pieces))
