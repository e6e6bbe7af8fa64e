"""Topic: does a title, an address or a lead speak of social services or of funding?

The words and their weights are data: `romanian/lexicon/topics.toml`.
"""

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urlsplit

from romanian import lexicon
from romanian.fold import fold

Verdict = Literal["about", "unsure", "other"]

ABOUT = 3  # points from which a text speaks of the topic: one word that says it alone, or two that belong together
LEAD = 600  # characters of a lead that count
LONGEST = 600  # characters of an address's words that count
HEADLINE = 4  # words that say what a page is about, or that it is about something else
_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PARTED = re.compile(r"[-_+./,;=&?]+")
# Words of links and addresses that say nothing of the page.
_EMPTY = re.compile(
    r"\b(?:citeste|cititi|mai|mult|multe|detalii|vezi|afla|aici|continuare|articol(?:ul)?|toate|www|html?|php|aspx?"
    r"|index|stire|stiri|news|post|read|more|id|https?)\b"
)


def score(text: str) -> int:
    """The points of a text in any spelling, each entry of the lexicon once. Below zero: it is of something else."""
    return _score(fold(text))


@lru_cache(maxsize=8192)  # a site's menu is on each of its pages
def _score(folded: str) -> int:
    return sum(entry.weight or 0 for entry in lexicon.load("topics") if entry.regex.search(folded))


def words_of_address(url: str) -> str:
    """The words in path and query: “/stiri/centru-de-zi_12.html?p=7” gives “stiri centru de zi 12 html p 7”."""
    parts = urlsplit(url)
    return _PARTED.sub(" ", unquote(f"{parts.path} {parts.query}"))[:LONGEST].strip()


def judge_link(url: str, title: str, lead: str = "") -> Verdict:
    """What a link says of the page it leads to: by its words, its address, and the lead that stands beside it.

    `unsure` is what speaks too little: the page itself must tell. A short link without a number (“Contact”) leads to a
    section and not to an article, so it is `other` when it does not speak of the topic.
    """
    address = words_of_address(url)
    points = score(f"{title}\n{address}\n{lead[:LEAD]}")
    if points >= ABOUT:
        return "about"
    if points > 0:
        return "unsure"
    said = max(len(_said(title)), len(_said(address)))
    tells = points < 0 or said >= HEADLINE or not _NUMBER.search(address)
    return "other" if tells else "unsure"


def judge_page(url: str, title: str, heading: str, lead: str) -> bool:
    """Whether a fetched page is of the topic, by its title, address, first heading and first paragraph."""
    return score(f"{title}\n{words_of_address(url)}\n{heading}\n{lead[:LEAD]}") >= ABOUT


def _said(text: str) -> list[str]:
    return _WORD.findall(_EMPTY.sub(" ", fold(text)))
