"""Characters that know which bytes of a capture they came from, whatever is done to them on the way.

A stream begins as the bytes themselves, decoded as `readers.charset` decodes them. Substitutions, of letters that
were spoilt or of tags that nobody sees, keep the place of each character that is left.
"""

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import compress

from readers import charset
from readers.repair import STEPS

_WIDE = 0xFFFF  # behind it UTF-16 needs two units
_LEADS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))  # 1 where a character of UTF-8 begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A text whose character `i` came from the places `starts[i]` up to `ends[i]`, bytes as a rule."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def sub(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> "Stream":
        """What `pattern.sub` gives; all characters of a replacement come from the whole of what they replace."""
        return self.edited((found.start(), found.end(), by(found)) for found in pattern.finditer(self.text))

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> "Stream":
        """With other words from a start to an end each; in order, none empty and none overlapping."""
        pieces: list[str] = []
        starts, ends = array("q"), array("q")
        place = 0
        for start, end, words in edits:
            if self.text[start:end] == words:
                continue
            pieces += (self.text[place:start], words)
            starts += self.starts[place:start]
            ends += self.ends[place:start]
            if words:
                starts.extend([self.starts[start]] * len(words))
                ends.extend([self.ends[end - 1]] * len(words))
            place = end
        if not pieces:
            return self
        pieces.append(self.text[place:])
        return Stream(text="".join(pieces), starts=starts + self.starts[place:], ends=ends + self.ends[place:])

    def spelt(self, text: str) -> "Stream":
        """With other characters in the same places. Raises ValueError when they are not as many."""
        if len(text) != len(self.text):
            raise ValueError("characters in the same places must be as many as before")
        return Stream(text=text, starts=self.starts, ends=self.ends)


def stream_of_text(text: str) -> Stream:
    """A stream whose places are those of its own characters."""
    return Stream(text=text, starts=array("q", range(len(text))), ends=array("q", range(1, len(text) + 1)))


def stream_of_bytes(body: bytes, *, media_type: str | None = None, markup: bool = False) -> Stream:
    """The text that `charset.decode` gives, with the bytes of each character. Raises `ReadError("undecodable")`."""
    name, mark = charset.encoding_of(body, media_type=media_type, markup=markup)
    text = charset.text_in(body[mark:], name)
    places = _places(body, mark, name, text)
    stream = Stream(text=text, starts=places[:-1], ends=places[1:])
    for step in STEPS:
        change = step(stream.text, markup)
        if change is not None:
            stream = stream.sub(*change)
    return stream


def _places(body: bytes, mark: int, name: str, text: str) -> "array[int]":
    """Where each character begins, and the end of the last one."""
    places = array("q")
    if name == "utf-8":
        places.extend(compress(range(mark, len(body)), body[mark:].translate(_LEADS)))
    elif name == charset.MIXED:
        for begin, whole, piece in charset.stretches(body[mark:]):
            first = mark + begin
            stretch = body[first : first + (len(piece.encode()) if whole else len(piece))]
            leads = stretch.translate(_LEADS) if whole else b"\x01" * len(stretch)
            places.extend(compress(range(first, first + len(stretch)), leads))
    elif name.startswith("utf-16"):
        place = mark
        for character in text:
            places.append(place)
            place += 4 if ord(character) > _WIDE else 2
    else:
        width = 4 if name.startswith("utf-32") else 1
        places.extend(range(mark, mark + width * len(text), width))
    places.append(len(body))
    return places
