"""Teasers of other articles: “Citește și”, “Alte știri”, with the links that follow.

What the heading announces ends with the first neighbour that is no link: there the article goes on.
"""

import re

from lxml.html import HtmlElement

from readers.removal import drop, sweep
from romanian.fold import fold

_TEASERS = re.compile(
    r"""
    \W* (?: (?:alte|ultimele|cele\ mai\ (?:noi|citite)) \ (?:stiri|articole|noutati|anunturi|subiecte)
          | cele\ mai\ citite | citeste\ (?:si|mai\ mult) | cititi\ si | vezi\ si | pe\ aceeasi\ tema
          | (?:articole|stiri)\ (?:similare|asemanatoare|recomandate|conexe|relationate)
          | din\ aceeasi\ categorie | (?:te|v)-ar\ (?:mai\ )?putea\ interesa
          | you\ might\ also\ like | related\ (?:posts|articles|news) | read\ (?:also|more) ) \W*
    """,
    re.VERBOSE,
)  # folded; what follows it and has links belongs to other articles
_LONGEST = 50  # characters of a heading
_PROSE = 80  # characters of loose text after a teaser: no caption any more
_ONE_PARAGRAPH = 300  # characters
_LINKED = 0.25  # share of a teaser's characters: its title, and an excerpt of three times the length
_ANNOUNCING = ("h2", "h3", "h4", "h5", "h6", "p", "div", "strong", "b", "span")


def drop_teasers(root: HtmlElement) -> None:
    """Take the headings of teasers and the teasers out of the tree."""
    for element in list(root.iter(*_ANNOUNCING)):
        if len(element) < 3 and element.getparent() is not None and _announces_teasers(element):
            _drop_teasers(element)
    sweep(root)


def _announces_teasers(element: HtmlElement) -> bool:
    words = (element.text or "").strip()
    if len(words) >= _LONGEST or (words and not _may_announce(words)):
        return False
    whole = element.text_content().strip()
    words = (words if len(whole) < _ONE_PARAGRAPH else "") or whole
    return 0 < len(words) < _LONGEST and _may_announce(words)


def _may_announce(words: str) -> bool:
    return _TEASERS.fullmatch(fold(" ".join(words.split()))) is not None


def _drop_teasers(heading: HtmlElement) -> None:
    """The heading and what follows it, up to the first neighbour that is no teaser."""
    words = heading.text_content().strip()
    while heading.getnext() is None and heading.getparent() is not None:
        parent = heading.getparent()
        if parent.tag == "body" or parent.text_content().strip() != words:
            break
        heading = parent
    following = heading.getnext()
    if following is None or not _is_teaser(following):
        if next(heading.iter("a"), None) is not None:
            drop(heading)  # “Citește și: …”, all in one paragraph
        return
    while following is not None and _is_teaser(following):
        prose = len(following.tail or "") > _PROSE
        drop(following)
        following = None if prose else following.getnext()
    drop(heading)


def _is_teaser(element: HtmlElement) -> bool:
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return linked > 0 and linked >= _LINKED * len(element.text_content().strip())
