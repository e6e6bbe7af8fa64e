"""A document made ready for rules: composed and folded text, sentences and blocks, offsets that lead back.

Rules look at `folded` (lower case, no diacritics, uniform quotes and dashes) or `plain` (the same with the
case kept) and speak of places in these; `span` turns a place into evidence in the document's own text. All
three texts are equally long, so one offset serves them all. Only a text that is not composed (NFD, invisible
characters inside words) is shorter here than in the document, and `span` maps it back.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from romanian.fold import fold, plain
from store.records import Block, Document, Span

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")

# Words whose full stop ends no sentence. Folded; one letter and a stop (“S. C.”, “R.A.”) is handled apart.
_ABBREVIATIONS = frozenset(
    (
        "nr", "str", "jud", "art", "alin", "lit", "pct", "mun", "com", "loc", "sat", "bd", "bdul", "b-dul",
        "tel", "fax", "dl", "dna", "d-na", "dr", "prof", "ing", "ec", "av", "rm", "dvs", "etc", "cca", "ex",
        "aprox", "sf", "ap", "bl", "sc", "et", "cap", "cf", "hg", "hcl", "oug", "ord", "mil", "mld", "min",
        "ian", "feb", "febr", "mar", "apr", "iun", "iul", "aug", "sept", "sep", "oct", "nov", "dec", "ref",
        "reg", "resp", "subl", "pag", "vol", "ed", "trim", "sem", "no", "inc", "lt", "col", "gen", "tg", "gh",
        "vl", "max", "pers", "corp", "int", "red",
    )
)  # fmt: skip
_STOP = re.compile(r"(?<![.!?;…])[.!?;…]+[\"')\]]*(?=\s|$)")
_LONGEST_TITLE = 300  # characters
_LAST_WORD = re.compile(r"[\w-]+$")
_LINE = re.compile(r"\S[^\n]*")
_RUN = re.compile(r"\s{9,}|([^\w\s])\1{9,}")  # blanks, or one sign over and over
_LONGEST_RUN = 60  # characters; rules that read over blanks and signs cost the square of a run
# “§i”, “func^ie”: what optical recognition makes of ș and ț; at the beginning of a line § opens a paragraph
_MISREAD = re.compile(r"(?<=[^\W\d_])§(?=[^\W\d_])|(?<=[a-z\d,] )§(?=[a-z])|(?<=[^\W\d_])\^(?=[a-zăî])")
_NOTHING = "\0"  # neither blank nor word nor sign of any rule
_MOST_MARKS = 8  # combining marks on one letter; more are noise, and normalising them costs their square
_CROWD = re.compile(r"[^\w\s\0-\u02ff\u2000-\u206f]{9,}")  # where there may be more of them


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as the components read it; make it with `read`."""

    document: Document
    text: str
    plain: str
    folded: str
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    _origin: tuple[int, ...] | None = None  # place in `text` -> place in `document.text`
    _block_starts: tuple[int, ...] = field(default=())
    _sentence_starts: tuple[int, ...] = field(default=())

    def span(self, start: int, end: int) -> Span:
        """Evidence for `text[start:end]`, in the offsets of the document's own text."""
        if self._origin is not None:
            start, end = self._origin[start], self._origin[end - 1] + 1
            while end < len(self.document.text) and unicodedata.combining(self.document.text[end]):
                end += 1
        return Span(start=start, end=end, text=self.document.text[start:end])

    def place(self, offset: int) -> int:
        """The place here of an offset in the document's own text."""
        return offset if self._origin is None else max(bisect_right(self._origin, offset) - 1, 0)

    def block_index(self, place: int) -> int:
        """Index of the block that holds `place`, or of the last one before it."""
        return max(bisect_right(self._block_starts, place) - 1, 0)

    def block_at(self, place: int) -> Block:
        return self.blocks[self.block_index(place)]

    def sentence_index(self, place: int) -> int:
        """Index of the sentence that holds `place`, or of the last one before it."""
        return max(bisect_right(self._sentence_starts, place) - 1, 0)

    def sentence_at(self, place: int) -> tuple[int, int]:
        return self.sentences[self.sentence_index(place)] if self.sentences else (0, len(self.text))


def read(document: Document) -> Reading:
    """Prepare a document. Blocks come from its reader; a document without any is one paragraph a line."""
    text, origin = _compose(document.text)
    tame = _tame(text)
    tame = _MISREAD.sub(lambda sign: "ț" if sign.group() == "^" else "ș", tame)
    folded, flat = fold(tame), plain(tame)
    blocks = tuple(_blocks(document, text, origin))
    sentences = tuple(_sentences(folded, flat, blocks))
    return Reading(
        document=document,
        text=text,
        plain=flat,
        folded=folded,
        blocks=blocks,
        sentences=sentences,
        _origin=origin,
        _block_starts=tuple(b.start for b in blocks),
        _sentence_starts=tuple(start for start, _ in sentences),
    )


def _tame(text: str) -> str:
    """The text, equally long, with the middle of every very long run of blanks or of one sign struck out."""
    return _RUN.sub(_struck_out, text)


def _struck_out(run: re.Match[str]) -> str:
    signs, kept = run.group(), _LONGEST_RUN // 2
    if len(signs) <= _LONGEST_RUN:
        return signs
    return signs[:kept] + _NOTHING * (len(signs) - 2 * kept) + signs[-kept:]


def _compose(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text in NFC without invisible characters and heaps of marks; where each of its characters began."""
    crowded = _CROWD.search(text) is not None
    if not crowded and unicodedata.is_normalized("NFC", text) and _INVISIBLE.isdisjoint(text):
        return text, None
    pieces: list[str] = []
    origin: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if text[position] not in _INVISIBLE:
            composed = unicodedata.normalize("NFC", text[position : min(end, position + 1 + _MOST_MARKS)])
            pieces.append(composed)
            origin.extend([position] * len(composed))
        position = end
    return "".join(pieces), tuple(origin)


def _blocks(document: Document, text: str, origin: tuple[int, ...] | None) -> Iterator[Block]:
    if document.blocks:
        yield from document.blocks if origin is None else (_moved(block, origin) for block in document.blocks)
        return
    for line in _LINE.finditer(text):
        yield Block(kind="paragraph", start=line.start(), end=line.end())


def _moved(block: Block, origin: tuple[int, ...]) -> Block:
    """The block at its place in the composed text."""
    start, end = bisect_left(origin, block.start), bisect_left(origin, block.end)
    cells = tuple((bisect_left(origin, a), bisect_left(origin, b)) for a, b in block.cells)
    return replace(block, start=start, end=end, cells=cells)


def _sentences(folded: str, flat: str, blocks: tuple[Block, ...]) -> Iterator[tuple[int, int]]:
    """Sentences never cross a block; a stop inside quotation marks, a number or an abbreviation ends none."""
    for block in blocks:
        start = seen = block.start
        marks = 0
        for stop in _STOP.finditer(folded, block.start, block.end):
            marks += folded.count('"', seen, stop.end())
            seen = stop.end()
            if marks % 2 and _closed(folded, stop.end(), block.end):
                continue
            if stop.group().startswith(".") and _abbreviated(folded, start, stop.start()):
                continue
            if stop.group() != "." and flat[stop.end() : stop.end() + 2].lstrip().islower():
                continue  # “Ajutor! Acum!” goes on
            yield start, stop.end()
            start, marks = stop.end(), 0
            while start < block.end and folded[start].isspace():
                start += 1
        if start < block.end:
            yield start, block.end


def _closed(folded: str, stop: int, limit: int) -> bool:
    """A title that is open at a stop is closed soon behind it; a lost quotation mark does not count."""
    return folded.find('"', stop, min(stop + _LONGEST_TITLE, limit)) >= 0


def _abbreviated(folded: str, start: int, stop: int) -> bool:
    word = _LAST_WORD.search(folded, max(start, stop - 20), stop)
    return word is not None and (word.group() in _ABBREVIATIONS or (len(word.group()) == 1 and word.group().isalpha()))
