"""A rich text file (.rtf) to HTML: headings, lists with their levels, tables, notes. Runs in the child process.

Left out, as on the printed page: comments, deleted and hidden words, the marks of list items (the lists say it), header
and footer. Letters come as the file's fonts and code page say (cp1250 for Romanian), or as Unicode.
Source of the form: Rich Text Format Specification 1.9.1 (Microsoft, 2008).
"""

import codecs
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from readers.errors import ReadError
from readers.repair import repair
from readers.rtf_flow import Flow, Kind
from readers.rtf_words import CHARSETS, SEEN_STARRED, SIGNS, UNSEEN

_TOKEN = re.compile(
    r"""
      \\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]? | \\'(?P<hex>[0-9a-fA-F]{2})
    | \\(?P<sign>[^a-zA-Z]) | (?P<brace>[{}]) | [\r\n\0]+ | (?P<text>[^\\{}\r\n\0]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_APART = {"footnote": "note", "shptxt": "box", "dptxbxtext": "box", "title": "title"}
_STYLE_NAME = re.compile(r"heading (?P<level>[1-6])$|(?P<title>title)$", re.IGNORECASE)
_DEEPEST_GROUP = 2000
_DEEPEST_LIST = 8
_MOST_FALLBACK = 99

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group; its end gives back what held before."""

    flow: Flow
    seen: bool = True
    table: str = ""  # "fonts" or "styles": what the group lists
    encoding: str | None = None  # of the font, if it differs from the document's
    fallback: int = 1  # how many characters stand for a \u, for older programs
    bold: bool = False
    hidden: bool = False
    style: int = 0
    outline: int = -1
    listed: bool = False
    level: int = 0
    in_table: bool = False
    ends: str = ""  # what the group's end completes: "note", "box", "title", "style"


def rtf_html(body: bytes) -> dict[str, str | None]:
    """{"html": …, "title": what the properties say}. Raises `ReadError`: "broken-rtf" or "too-large"."""
    reader = _Reader(body.decode("latin-1"))
    reader.run()
    html = reader.html().encode("utf-16", "surrogatepass").decode("utf-16", errors="replace")
    return {"html": repair(html), "title": reader.title or None}


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._body = Flow()
        self._state = _State(self._body)
        self._stack: list[_State] = []
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = self._default_font = -1  # of the table's line; of the document
        self._levels: dict[int, int] = {}  # style -> level of heading
        self._edges: list[int] = []
        self._is_header = False
        self._pending = bytearray()
        self._skip = 0
        self._starred = False
        self._notes: list[str] = []
        self.title = ""
        self._actions: dict[str, Callable[[int | None], None]] = {
            "ansicpg": lambda number: self._set_encoding(f"cp{number}"),
            "mac": lambda _: self._set_encoding("mac_roman"),
            "pc": lambda _: self._set_encoding("cp437"),
            "pca": lambda _: self._set_encoding("cp850"),
            "f": self._list_font,
            "fcharset": self._charset,
            "deff": self._set_default_font,
            "plain": self._plain,
            "par": self._end_paragraph,
            "sect": self._end_paragraph,
            "page": self._end_paragraph,
            "cell": lambda _: self._state.flow.end_cell(),
            "row": self._end_row,
            "nestcell": lambda _: self._state.flow.end_nested_cell(),
            "nestrow": lambda _: self._state.flow.end_nested_row(),
            "trowd": self._begin_row,
            "cellx": lambda number: self._edges.append(number or 0),
            "trhdr": self._head_row,
        }

    def html(self) -> str:
        return self._body.html() + "".join(self._notes)

    def run(self) -> None:
        place, end = 0, len(self._source)
        while place < end and (found := _TOKEN.match(self._source, place)):
            place = found.end()
            kind = found.lastgroup
            if kind == "hex":
                self._byte(int(found["hex"], 16))
            elif kind == "text":
                self._text(found["text"])
            elif kind == "brace":
                self._flush()
                self._skip = 0
                if found["brace"] == "{":
                    self._open()
                elif not self._close():
                    break
            elif kind == "sign":
                self._sign(found["sign"])
            elif kind is not None:
                number = int(found["number"]) if found["number"] else None
                if found["word"] == "bin":
                    place += max(number or 0, 0)
                else:
                    self._word(found["word"], number)
        self._flush()

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST_GROUP:
            raise ReadError("broken-rtf", "Its groups are nested too deeply to be made by an office program.")
        state = self._state
        self._stack.append(state)
        if state.table == "styles":
            self._state = replace(state, flow=Flow(), ends="")
        elif state.ends:
            self._state = replace(state, ends="")
        self._starred = False

    def _close(self) -> bool:
        """Whether the document goes on."""
        ended, flow = self._state.ends, self._state.flow
        if not self._stack:
            return False
        if self._state.table == "styles":
            self._name_style(flow.text())
        self._state = self._stack.pop()
        if ended == "title":
            self.title = flow.text().strip()
        elif ended == "note":
            self._notes[-1] = flow.html()
        elif ended == "box":
            self._state.flow.put(flow.html())
        return bool(self._stack)

    def _name_style(self, name: str) -> None:
        state = self._state
        found = _STYLE_NAME.match(name.strip(" ;"))
        if 0 <= state.outline < 6:
            self._levels[state.style] = state.outline + 1
        elif found:
            self._levels[state.style] = 1 if found["title"] else int(found["level"])

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._pending.append(value)

    def _text(self, text: str) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._pending += text[skipped:].encode("latin-1")

    def _flush(self) -> None:
        """Say the bytes that were read, in the encoding that holds for them."""
        if self._pending:
            text = self._pending.decode(self._state.encoding or self._encoding, errors="replace")
            self._pending.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        state = self._state
        if state.seen and not state.hidden and state.table != "fonts":
            state.flow.say(text, bold=state.bold)

    def _sign(self, sign: str) -> None:
        self._flush()
        self._skip = 0
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in SIGNS:
            self._say(SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        self._skip = 0  # some writers leave the fallback out: what they say must not be lost for it
        starred, self._starred = self._starred, False
        if starred and word not in SEEN_STARRED:
            self._state = replace(self._state, seen=False)
        elif word in UNSEEN:
            hides = word not in ("listtext", "pntext")
            self._state = replace(self._state, seen=False)
            if not hides and self._stack:  # the mark of a list item: the paragraph is one
                self._stack[-1] = replace(self._stack[-1], listed=True)
        elif not self._state.seen:
            pass
        elif word == "u":
            self._unicode(number or 0)
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif action := self._actions.get(word):
            action(number)
        elif word in _APART:
            self._apart(_APART[word])
        elif changes := _FORMATS.get(word):
            self._state = replace(self._state, **changes(number))  # type: ignore[arg-type]

    def _unicode(self, number: int) -> None:
        self._say(chr(number % 0x10000))
        self._skip = self._state.fallback

    def _apart(self, ends: str) -> None:
        """A group whose words stand elsewhere."""
        flow = Flow()
        if ends == "note":
            number = f"[{len(self._notes) + 1}]"
            self._notes.append("")
            self._say(number)
            flow.say(f"{number} ")
        self._state = _State(flow, encoding=self._state.encoding, fallback=self._state.fallback, ends=ends)

    def _list_font(self, number: int | None) -> None:
        if self._state.table == "fonts":
            self._font = -1 if number is None else number
        else:
            self._state = replace(self._state, encoding=self._fonts.get(-1 if number is None else number))

    def _set_encoding(self, name: str) -> None:
        try:
            self._encoding = codecs.lookup(name).name
        except LookupError:
            _log.debug("unknown code page %s", name)

    def _charset(self, number: int | None) -> None:
        if number in CHARSETS:
            self._fonts[self._font] = CHARSETS[number]

    def _set_default_font(self, number: int | None) -> None:
        self._default_font = -1 if number is None else number

    def _plain(self, _number: int | None) -> None:
        self._state = replace(self._state, bold=False, hidden=False, encoding=self._fonts.get(self._default_font))

    def _end_paragraph(self, _number: int | None = None) -> None:
        state = self._state
        heading = state.outline + 1 if 0 <= state.outline < 6 else self._levels.get(state.style, 0)
        item = state.level + 1 if state.listed and not heading else 0
        state.flow.end_paragraph(Kind(heading=heading, item=item, in_table=state.in_table))

    def _end_row(self, _number: int | None) -> None:
        self._state.flow.end_row(tuple(self._edges), is_header=self._is_header)

    def _begin_row(self, _number: int | None) -> None:
        self._edges, self._is_header = [], False

    def _head_row(self, _number: int | None) -> None:
        self._is_header = True


_FORMATS: dict[str, Callable[[int | None], dict[str, object]]] = {
    "pard": lambda _: {"style": 0, "outline": -1, "listed": False, "level": 0, "in_table": False},
    "b": lambda number: {"bold": number != 0},
    "v": lambda number: {"hidden": number != 0},
    "deleted": lambda number: {"hidden": number != 0},
    "s": lambda number: {"style": number or 0},
    "outlinelevel": lambda number: {"outline": 9 if number is None else number},
    "ls": lambda number: {"listed": number != 0},
    "ilvl": lambda number: {"level": min(max(number or 0, 0), _DEEPEST_LIST)},
    "intbl": lambda number: {"in_table": number != 0},
    "uc": lambda number: {"fallback": min(max(1 if number is None else number, 0), _MOST_FALLBACK)},
    "fonttbl": lambda _: {"table": "fonts"},
    "stylesheet": lambda _: {"table": "styles"},
}
