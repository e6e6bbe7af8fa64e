"""Cards: teasers of other pages in a row, each a title that is a link with a line or two under it.

Sites set them beside and under an article, with or without a heading that says so. What tells them is that they
repeat: three or more, all of one shape. On a page that is nothing but a list they are the content, and where they
tell sums they stay, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from readers.lines import Line
from romanian.fold import fold

_LINKED = 0.5  # share of a line's characters: from here on it is a line of links
_TITLE = 3  # words; shorter links are buttons (“Află mai mult”)
_BUTTON = re.compile(
    r"\W*(?:afla|citeste|cititi|vezi|vedeti|mai|read|see|find|continua\w*|detalii|toate|intreg)\b.{0,40}"
)  # folded; a link under a card, which leads to the same page as its title
_LONGEST = 300  # characters of a line under a title
_MOST_LINES = 4  # under a title
_FEWEST = 3  # cards
_FEWEST_TAKEN_IN = 4  # where the search for the article has taken them in
_REST = 60  # words of other lines that are no links: less is no article
_MONEY = re.compile(r"\d\s*(?:mii|mil(?:ioane)?\.?|mld\.?)?\s*(?:de\s)?(?:lei|ron|euro?)\b|€")  # folded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """A title's line, the lines under it, and the elements that these stand in: the card's shape."""

    title: int
    under: tuple[int, ...]
    shape: tuple[str, ...]


def cards(lines: Sequence[Line], marked: Sequence[bool]) -> set[int]:
    """The lines that are parts of cards. `marked` says which were taken for the article's."""
    found: set[int] = set()
    for run in _runs(list(_cards(lines))):
        under = [index for card in run for index in card.under]
        taken_in = sum(marked[index] for index in under) * 2 > len(under)
        if len(run) < (_FEWEST_TAKEN_IN if taken_in else _FEWEST):
            continue
        if not any(_MONEY.search(fold(lines[index].text)) for index in (*under, *(card.title for card in run))):
            first = run[0].title
            found.update(range(first - _is_heading(lines, first - 1), run[-1].under[-1] + 1))
    rest = sum(
        line.words.count(" ") + 1 for index, line in enumerate(lines) if index not in found and line.linked < _LINKED
    )
    return found if rest >= _REST else set()


def _is_heading(lines: Sequence[Line], index: int) -> bool:
    """Whether the line heads the cards under it (“Noutăți”), and not the page."""
    return index > 0 and lines[index].kind == "heading" and lines[index].level > 1


def _cards(lines: Sequence[Line]) -> Iterator[_Card]:
    titles = [index for index, line in enumerate(lines) if _is_title(line)]
    for index, following in pairwise([*titles, len(lines)]):
        under: list[int] = []
        for place in range(index + 1, min(following, index + 1 + 2 * _MOST_LINES)):
            if lines[place].linked >= _LINKED:
                continue  # a button
            if not _may_stand_under(lines[place]) or len(under) == _MOST_LINES:
                break
            under.append(place)
        yield _Card(title=index, under=tuple(under), shape=tuple(_signature(lines[place]) for place in under))


def _is_title(line: Line) -> bool:
    if line.linked < _LINKED or line.cells or line.text.count(" ") + 1 < _TITLE:
        return False
    return line.kind == "heading" or _BUTTON.fullmatch(fold(line.text)) is None


def _may_stand_under(line: Line) -> bool:
    return line.kind == "paragraph" and len(line.text) <= _LONGEST


def _signature(line: Line) -> str:
    return f"{line.element.tag} {line.element.get('class', '')}"


def _runs(found: Sequence[_Card]) -> Iterator[list[_Card]]:
    """Neighbours of one shape; of the last one only what has that shape, for the article may go on behind it."""
    start = 0
    while start < len(found):
        shape, end = found[start].shape, start + 1
        while end < len(found) and shape and found[end].shape == shape:
            end += 1
        run = list(found[start:end])
        if end < len(found) and shape and (last := _cut(found[end], shape)) is not None:
            run.append(last)
        yield [card for card in run if card.under]
        start = end


def _cut(card: _Card, shape: tuple[str, ...]) -> _Card | None:
    """The beginning of a card, as far as it has the shape; None when nothing of it has."""
    same = 0
    while same < min(len(shape), len(card.shape)) and card.shape[same] == shape[same]:
        same += 1
    if not same:
        return None
    return _Card(title=card.title, under=card.under[:same], shape=card.shape[:same])
