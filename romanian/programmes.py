"""Funds, programmes, axes and calls from which projects are financed: official names, other spellings, periods.

The data stand in `programmes.toml`, whose head says what each key means; `lexicon/programmes.toml` is another thing,
the words by which extraction finds a programme in a text.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

Level = Literal["fund", "programme", "axis", "call"]
Years = tuple[int, int]  # first and last


class Programme(BaseModel):
    """One entry; a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    level: Level
    name: str
    source: str
    parent: str | None = None
    short: str | None = None
    period: str | None = None
    edition: bool = False
    begins: Years | None = None
    ends: Years | None = None
    number: str | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()


@cache
def programmes() -> Mapping[str, Programme]:
    """All entries by id, in the file's order, in which a parent stands before its children."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {entry.id: entry for entry in map(Programme.model_validate, tables["entry"])}


@cache
def children(identity: str) -> tuple[Programme, ...]:
    """The entries right below one."""
    return tuple(entry for entry in programmes().values() if entry.parent == identity)


def lineage(identity: str) -> Iterator[Programme]:
    """The entry, its parent, and so on up to its fund."""
    following: str | None = identity
    while following is not None:
        entry = programmes()[following]
        yield entry
        following = entry.parent


def is_within(identity: str, ancestor: str) -> bool:
    """Whether an entry is another one, or stands below it."""
    return any(entry.id == ancestor for entry in lineage(identity))
