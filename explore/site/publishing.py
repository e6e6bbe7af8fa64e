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
_WITHHELD = {("documents", "text"), ("documents_fts", "text")}


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
    """The sentences in which facts stand, in the order of the text; those that touch are one."""
    spans = sorted({sentence_span(text, start, end) for one in found for start, end in one.places})
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for start, end in joined:
        yield Passage(kind=_kind(text[start:end]), level=0, start=start, end=end)


def withhold(connection: sqlite3.Connection) -> None:
    """Let a connection read everything but whole texts, which are null for it: who may see them sees them on the
    document's page.
    """

    def allowed(action: int, table: str | None, column: str | None, *_: object) -> int:
        is_withheld = action == sqlite3.SQLITE_READ and (table, column) in _WITHHELD
        return sqlite3.SQLITE_IGNORE if is_withheld else sqlite3.SQLITE_OK

    connection.set_authorizer(allowed)


def _kind(line: str) -> BlockKind:
    if line.startswith(("• ", "- ", "– ")):
        return "list_item"
    return "table_row" if " | " in line else "paragraph"
