"""How much of a text the site shows: a table of kinds of sources says so; no query gets what it withholds."""

import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from explore.highlights import Highlight, Passage
from store.records import BlockKind
from store.sentences import sentence_span

Policy = Literal["full", "quotes"]

_TABLE = Path(__file__).with_suffix(".toml")
MOST = 0.5  # of a text, that is quoted in whole sentences
_AROUND = 40  # characters on both sides of a fact, where that would be more
_PLACE = ("pragma_database_list", "file")  # where the file lies on the machine
_WITHHELD = {("documents", "text"), _PLACE}
# It has every word with its place, and tells which words follow which: asked often enough, by one query that tries all
# words of a list, it gives the text. Its settings say nothing of it, and SQLite needs them to look at the schema.
_INDEX, _SETTINGS = "documents_fts", "documents_fts_config"
NOT_HERE = "documents_fts is closed here; words of whole texts are looked for on the page /cautare?in=documente"
"""What whoever asks for it is told."""
# A query is ended between SQLite's steps and never in the midst of one; so no step may take long or much memory.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 250_000,  # bytes of a value; withheld texts are longer, and never read
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
}


@cache
def _policies() -> dict[str, dict[str, Policy]]:
    """By kind of source and by source. Raises ValueError for a policy that nobody knows."""
    table: dict[str, dict[str, Policy]] = tomllib.loads(_TABLE.read_text("utf-8"))
    unknown = {said for named in table.values() for said in named.values()} - {"full", "quotes"}
    if unknown:
        raise ValueError(f"{_TABLE.name}: no such policy: {', '.join(sorted(unknown))}")
    return table


def policy(source_id: str, kind: str | None) -> Policy:
    """How the texts of a source of this kind are shown."""
    table = _policies()
    return table["sources"].get(source_id) or table["kinds"].get(kind or "", "quotes")


def lines(text: str) -> Iterator[Passage]:
    """The whole text, a passage a line; the database has no other structure than these."""
    start = 0
    for line in text.splitlines(keepends=True):
        inside = line.strip()
        if inside:
            first = start + line.index(inside)
            yield Passage(kind=_kind(inside), level=0, start=first, end=first + len(inside))
        start += len(line)


def quotations(text: str, found: Iterable[Highlight]) -> Iterator[Passage]:
    """The sentences in which facts stand, in the order of the text; those that touch on one line are one.

    Where they would be more than half of the text, only the words around each fact.
    """
    places = [place for one in found for place in one.places]
    spans = _joined(text, (sentence_span(text, start, end) for start, end in places))
    if sum(end - start for start, end in spans) > MOST * len(text):
        spans = _joined(text, (_words_around(text, start, end) for start, end in places))
    for start, end in spans:
        yield Passage(kind=_kind(text[start:end]), level=0, start=start, end=end)


def withhold(connection: sqlite3.Connection) -> None:
    """Let a connection read everything but whole texts, which stand on the documents' pages, and where the file lies:
    these are null for it, and the index of the texts is closed. What a stranger's query may build is bounded.
    """

    def allowed(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action != sqlite3.SQLITE_READ:
            return sqlite3.SQLITE_OK
        if (table or "").startswith(_INDEX) and table != _SETTINGS:
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_IGNORE if (table, column) in _WITHHELD else sqlite3.SQLITE_OK

    connection.set_authorizer(allowed)
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In the order of the text; what overlaps, or has only a blank between, is one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        between = text[joined[-1][1] : start] if joined else "\n"
        if not between.strip() and "\n" not in between:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """A few whole words on both sides, of the same line."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first, last = max(line_start, start - _AROUND), min(line_end, end + _AROUND)
    if first > line_start:
        first = next((place + 1 for place in range(first - 1, start) if text[place].isspace()), start)
    if last < line_end:
        last = next((place for place in range(last, end, -1) if text[place].isspace()), end)
    return first, last


def _kind(line: str) -> BlockKind:
    if line.startswith(("• ", "- ", "– ")):
        return "list_item"
    return "table_row" if " | " in line else "paragraph"
