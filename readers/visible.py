"""What of a page's source a reader can see, each character with its place; no tree is built for it.

It is no parser of HTML: it skips tags, comments and the elements whose content is never shown in a line, and it
resolves references. Where it sees more than a reader of pages keeps (menus, footers), no harm is done: whoever
looks for words in it finds them all the same. In time it is linear, whatever the page.
"""

import html
import re
from collections.abc import Iterator

from readers.stream import Stream

_OPEN = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/)?(?P<name>[A-Za-z][\w:-]{0,40})|[!?/])")
_QUOTE_OR_END = re.compile(r"""[>"']""")
_HIDDEN = (
    "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "canvas", "audio", "video", "map",
    "select", "textarea", "title",
)  # fmt: skip
_CLOSED = {name: re.compile(rf"</{name}\b[^>]{{0,200}}>", re.IGNORECASE) for name in _HIDDEN}
_TO_THE_END = ("script", "style")  # without their end nothing behind them is shown
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p q s samp small span
    strike strong sub sup time tt u var wbr""".split()  # noqa: SIM905
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_BREAK = "\x1e"  # white space, and never a character of a page
_BLANKS = re.compile(r"\s+")
_MOST_BROKEN_TAGS = 100  # whose quotes do not close: after them quotes count no more


def visible(source: Stream) -> Stream:
    """The words of a page with one blank for each run of blanks, a line break where other than inline markup stood."""
    shown = source.edited(_markup(source.text)).sub(_REFERENCE, lambda found: html.unescape(found.group()))
    return shown.sub(_BLANKS, lambda found: "\n" if _BREAK in found.group() else " ")


def _markup(text: str) -> Iterator[tuple[int, int, str]]:
    """What is not shown: where it begins, where it ends, and what stands for it."""
    ends = _TagEnds(text)
    unclosed: set[str] = set()
    place = 0
    while (found := _OPEN.search(text, place)) is not None:
        start = found.start()
        name = (found["name"] or "").lower()
        if found["comment"]:
            end = text.find("-->", found.end())
            place = len(text) if end < 0 else end + 3
            yield start, place, ""
            continue
        place = ends.after(found.end())
        if place < 0:
            return  # a “<” that opens nothing
        if name in _CLOSED and not found["close"] and name not in unclosed:
            closed = _CLOSED[name].search(text, place)
            if closed is not None:
                place = closed.end()
            elif name in _TO_THE_END:
                place = len(text)
            else:
                unclosed.add(name)
        yield start, place, "" if name in _INLINE else (" " if name in _HIDDEN else _BREAK)


class _TagEnds:
    """Where tags end: at the first “>” outside of quotes, or at the first one when the quotes don't close."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._broken = 0

    def after(self, place: int) -> int:
        """The place behind the tag whose name ends at `place`; -1 when there is none."""
        text = self._text
        at = place
        while self._broken < _MOST_BROKEN_TAGS:
            found = _QUOTE_OR_END.search(text, at)
            if found is None:
                break
            if found.group() == ">":
                return found.end()
            if text[max(found.start() - 1, 0)] not in "= \t\r\n":  # a stray one: <a href=x">
                at = found.end()
                continue
            at = text.find(found.group(), found.end()) + 1
            if not at:
                break
        self._broken += 1
        end = text.find(">", place)
        return end + 1 if end >= 0 else -1
