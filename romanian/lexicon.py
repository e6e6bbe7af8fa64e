r"""The lexicon: cue words, programmes, institutions and groups, as data that a domain expert can edit.

Each file `lexicon/NAME.toml` holds tables `[[entry]]` with

    id        what the entry stands for (several entries may share one)
    pattern   a regular expression on folded text (lower case, no diacritics, `"` for every quotation mark,
              `-` for every dash); blanks are `\s+` and are written as one blank; it matches whole words
    examples  texts in which the pattern must match
    never     texts in which it must not
    and whatever else the entries of that file carry, as text (`name`, `kind`, …)

A test walks every file and checks every pattern against every example, both ways.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from romanian.fold import fold

_FOLDER = files("romanian").joinpath("lexicon")


class Entry(BaseModel):
    """One entry; a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    pattern: str
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()
    name: str | None = None
    kind: str | None = None
    weight: int | None = None  # how much it says, in files whose entries are summed up

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern, bounded by word edges on both sides."""
        return _compile(self.pattern)

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches anywhere in a text in any spelling."""
        return self.regex.search(fold(text)) is not None

    @classmethod
    def from_toml(cls, table: dict[str, Any]) -> Self:
        return cls.model_validate(table)


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(bounded(pattern))


def bounded(pattern: str) -> str:
    r"""The pattern with `\s+` for its blanks and whole words at its edges."""
    blanks = pattern.replace(" ", r"\s+")
    return rf"(?<!\w)(?:{blanks})(?!\w)"


@lru_cache(maxsize=64)
def load(name: str) -> tuple[Entry, ...]:
    """The entries of `lexicon/NAME.toml`, in the file's order.

    Raises FileNotFoundError for an unknown name and pydantic's ValidationError for a malformed entry.
    """
    tables = tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return tuple(Entry.from_toml(table) for table in tables["entry"])


def names() -> list[str]:
    """The lexicon's files, by name."""
    return sorted(path.name.removesuffix(".toml") for path in _FOLDER.iterdir() if path.name.endswith(".toml"))


@lru_cache(maxsize=256)
def alternation(name: str, entry_id: str | None = None) -> str:
    """One bounded pattern for all entries of a file, or for those with one id, to be used inside others."""
    return bounded(_joined(name, [e for e in load(name) if entry_id in (None, e.id)]))


@lru_cache(maxsize=256)
def words(name: str, entry_id: str | None = None, *, kind: str | None = None) -> str:
    r"""One pattern for the entries of a kind, without edges: for what may touch its neighbours (“15.000lei”)."""
    chosen = [e for e in load(name) if entry_id in (None, e.id) and e.kind == kind]
    return f"(?:{_joined(name, chosen)})".replace(" ", r"\s+")


def _joined(name: str, entries: list[Entry]) -> str:
    if not entries:
        raise KeyError(f"lexicon/{name}.toml has no such entry")
    return "|".join(entry.pattern for entry in entries)
