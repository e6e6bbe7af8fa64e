"""Public bodies, international ones and large NGOs by all their names, and bodies of which each county or town has one.

The data stand in `organisations.toml`, whose head says what each key means, and in `public_bodies.toml`;
`lexicon/organisations.toml` is another thing, the words by which extraction finds an organisation in a text.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

_FILES = tuple(
    Path(__file__).with_name(name) for name in ("organisations.toml", "public_bodies.toml", "private_bodies.toml")
)


class KnownBody(BaseModel):
    """One entry; a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    source: str
    each: Literal["region", "county", "town"] | None = None
    acronyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    called: str | None = None
    patrons: Mapping[str, str] | None = None
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name but the acronyms, today's first."""
        return (self.name, *self.names, *self.former, *self.english)


@cache
def known_bodies() -> Mapping[str, KnownBody]:
    """All entries by id, in the files' order."""
    entries = (table for file in _FILES for table in tomllib.loads(file.read_text(encoding="utf-8"))["entry"])
    return {entry.id: entry for entry in map(KnownBody.model_validate, entries)}
