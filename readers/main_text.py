"""Which lines of a page are its own: trafilatura says where the article is, the page itself the rest.

Trafilatura finds the article well and loses pieces of it: bullets, rows, short paragraphs, text outside `p`.
So its answer only marks lines. Kept are the marked ones, and of the others those that are no links and stand
between marked ones, in the same article element, or on a page that has hardly any links at all.
"""

import copy
import logging
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import Extractor

from readers.cards import cards
from readers.lines import Line
from readers.site_lines import is_of_the_site
from romanian.fold import fold

_log = logging.getLogger(__name__)
_WORD = re.compile(r"\w+")
_MOST_ELEMENTS = 30_000  # of a page that trafilatura is asked about; some forms cost it the square of their number
_WIDEST_ROW = 200  # cells, likewise
_ADVERTISEMENT = re.compile(r"\W*(?:publicitate|reclama|advertisement|advertorial)\W*")  # folded; a whole line
_LONGEST_LABEL = 40  # characters
_LINKED = 0.5  # share of a line's characters: from here on it is a line of links
_PLAIN_PAGE = 0.15  # share of a page's characters: up to here it has no menus
_PLAIN_WORDS = 6000
_TOO_LITTLE = 0.1  # of the link-free words: then trafilatura has found something else
_FROM_TITLE = 14  # lines between a title and its article: byline, lead, caption
_elements = etree.XPath("count(//*)")
_has_spans = etree.XPath("boolean(//*[@colspan or @rowspan])")
_ARTICLE_NAMES = frozenset(
    """entry-content post-content article-content article-body articlebody item-page content-inner post-body
    node__content field--name-body story-body td-post-content single-content entry-body""".split()  # noqa: SIM905
)


def main_lines(root: HtmlElement, lines: Sequence[Line], *, title: str | None = None) -> list[Line]:
    """The lines that belong to the page's content, in order. `root` is the tree they come from."""
    told = [(line, fold(line.words)) for line in lines]
    told = [(line, folded) for line, folded in told if line.cells or not _is_of_no_page(folded)] or told
    lines, words = [line for line, _ in told], [_WORD.findall(folded) for _, folded in told]
    marked = _marked(_article_words(root), lines, words)
    others = cards(lines, marked)
    if others:
        kept = [index for index in range(len(lines)) if index not in others]
        lines, words, marked = [lines[i] for i in kept], [words[i] for i in kept], [marked[i] for i in kept]
    free = [line.linked < _LINKED for line in lines]
    total = sum(len(w) for w in words)
    free_words = sum(len(w) for w, f in zip(words, free, strict=True) if f)
    marked_words = sum(len(w) for w, m in zip(words, marked, strict=True) if m)
    if marked_words <= _TOO_LITTLE * free_words:
        return [line for line, f in zip(lines, free, strict=True) if f] or list(lines)
    linked_size = sum(line.linked * len(line.words) for line in lines)
    if linked_size <= _PLAIN_PAGE * sum(len(line.words) for line in lines) and total <= _PLAIN_WORDS:
        return [lines[i] for i, m in enumerate(marked) if m or (free[i] and not _heads_links(lines, i, marked))]
    return _region(lines, words, marked, free, title)


def _is_of_no_page(folded: str) -> bool:
    """The word above an empty box, and what stands on all pages of a site."""
    if len(folded) < _LONGEST_LABEL and _ADVERTISEMENT.fullmatch(folded):
        return True
    return is_of_the_site(folded)


def _article_words(root: HtmlElement) -> list[list[str]]:
    """What trafilatura takes for the article: the words of each of its lines."""
    if _elements(root) > _MOST_ELEMENTS:
        return []
    try:
        found = trafilatura.bare_extraction(_for_trafilatura(root), options=_options())
    except (ValueError, AttributeError, TypeError, RecursionError) as error:  # what it raises on odd trees
        _log.debug("trafilatura: %s", error)
        return []
    body = getattr(found, "body", None)
    if body is None:
        return []
    for end in body.iter("p", "head", "item", "cell", "row", "lb", "quote", "list", "ab", "div"):
        end.tail = "\n" + (end.tail or "")
        if end.tag != "lb":
            end.text = "\n" + (end.text or "")
    text = etree.tostring(body, method="text", encoding="unicode", with_tail=False)
    return [_WORD.findall(line) for line in fold(text).split("\n")]


@lru_cache(maxsize=1)
def _options() -> Extractor:
    """How trafilatura is asked; made once, since that takes a tenth of the time of an answer."""
    return Extractor(
        output_format="txt",  # else it also renders what it has found
        fast=True,
        recall=True,
        tables=True,
        comments=False,
        with_metadata=False,
    )


def _for_trafilatura(root: HtmlElement) -> HtmlElement:
    """The tree, or a copy when its tables are mended for trafilatura, which takes a copy of what it is given."""
    if not _has_spans(root) and not any(len(row) > _WIDEST_ROW for row in root.iter("tr")):
        return root
    tree = copy.deepcopy(root)
    for row in list(tree.iter("tr")):
        if len(row) > _WIDEST_ROW:
            etree.strip_tags(row, "td", "th")
    for cell in tree.iter("td", "th"):  # trafilatura makes a cell of every place that a span covers
        for span in ("colspan", "rowspan"):
            cell.attrib.pop(span, None)
    return tree


def _marked(article: list[list[str]], lines: Sequence[Line], words: list[list[str]]) -> list[bool]:
    """A line of three words or more is the article's when most of its runs of three words are."""
    runs: set[tuple[str, ...]] = set()
    short: Counter[tuple[str, ...]] = Counter()
    for own in article:
        runs.update(zip(own, own[1:], own[2:], strict=False))
        if 0 < len(own) < 3:
            short[tuple(own)] += 1
    marked = []
    for line, own in zip(lines, words, strict=True):
        if line.cells:
            cells = [_WORD.findall(fold(cell)) for cell in line.cells]
            marked.append(sum(_is_known(cell, runs, short) for cell in cells if cell) * 2 > sum(map(bool, cells)))
        else:
            marked.append(_is_known(own, runs, short))
    return marked


def _is_known(own: list[str], runs: set[tuple[str, ...]], short: Counter[tuple[str, ...]]) -> bool:
    if len(own) < 3:
        return tuple(own) in short
    mine = list(zip(own, own[1:], own[2:], strict=False))
    return sum(run in runs for run in mine) * 10 >= 6 * len(mine)


def _region(
    lines: Sequence[Line], words: list[list[str]], marked: list[bool], free: list[bool], title: str | None
) -> list[Line]:
    strong = [i for i, (m, own) in enumerate(zip(marked, words, strict=True)) if m and len(own) >= 3]
    strong = strong or [i for i, m in enumerate(marked) if m]
    first, last = _dense(strong, words)
    container = _container([lines[i] for i in strong if first <= i <= last])
    if container is not None:
        inside = [i for i, line in enumerate(lines) if _is_inside(line.element, container)]
        first, last = min(first, inside[0]), max(last, inside[-1])
    else:
        parent = lines[last].element.getparent()
        while last + 1 < len(lines) and free[last + 1] and _is_inside(lines[last + 1].element, parent):
            last += 1
    first = _with_title(lines, first, title)
    return [lines[i] for i in range(first, last + 1) if marked[i] or (free[i] and not _heads_links(lines, i, marked))]


def _heads_links(lines: Sequence[Line], index: int, marked: list[bool]) -> bool:
    """A few words right above links that are not the article's are their heading (“Meniu principal”)."""
    following, text = index + 1, lines[index].words
    if following >= len(lines) or marked[following] or lines[following].linked < _LINKED:
        return False
    return lines[index].kind == "heading" or (text.count(" ") < 4 and text[-1].isalnum())


def _dense(strong: list[int], words: list[list[str]]) -> tuple[int, int]:
    """The first and last marked line, without stragglers far from the rest (a cookie notice, a footer)."""
    start, end = 0, len(strong)
    sizes = [len(words[i]) for i in strong]
    total = sum(sizes)
    for cut, (here, there) in enumerate(pairwise(strong), start=1):
        if there - here > 25:
            if sum(sizes[:cut]) < 0.1 * total:
                start = cut
            elif sum(sizes[cut:]) < 0.1 * total:
                end = min(end, cut)
    return strong[start], strong[end - 1]


def _container(lines: Sequence[Line]) -> HtmlElement:
    """The element made for the article, when it holds nearly all marked lines."""
    votes: Counter[Any] = Counter()
    for line in lines:
        for element in (line.element, *line.element.iterancestors()):
            if _is_article(element):
                votes[element] += 1
    full = [element for element, count in votes.items() if count >= 0.8 * len(lines)]
    return min(full, key=lambda element: sum(1 for _ in element.iter()), default=None)


def _is_article(element: HtmlElement) -> bool:
    if element.tag in ("article", "main") or element.get("itemprop") == "articleBody":
        return True
    return not _ARTICLE_NAMES.isdisjoint(element.get("class", "").lower().split())


def _is_inside(element: HtmlElement, container: HtmlElement) -> bool:
    return container is not None and (element is container or container in element.iterancestors())


def _with_title(lines: Sequence[Line], first: int, title: str | None) -> int:
    """Back to the page's title, when it stands a few lines above."""
    for index in range(first - 1, max(first - _FROM_TITLE, 0) - 1, -1):
        line = lines[index]
        if line.kind == "heading" and (line.level == 1 or (title and fold(line.text) == fold(title))):
            return index
    return first
