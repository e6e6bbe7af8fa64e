"""Sources: which sites are read, where to begin, what to follow and what to keep.

A TOML file holds one table per source; its key is the source's id. A later file adds sources and changes
single keys of earlier ones.
"""

import re
import tomllib
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from lxml.cssselect import CSSSelector
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class SourcesError(Exception):
    """Something wrong in a file of sources; each line of the message names file, source and field."""


def _web_address(value: str) -> str:
    parts = urlsplit(value)  # raises ValueError for http://[bad
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", value):
        raise ValueError("an address begins with http:// or https:// and names a host")
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is not a regular expression: {error}") from error
    return value


def _selector(value: str) -> str:
    try:
        CSSSelector(value, translator="html")
    except (SyntaxError, RuntimeError) as error:  # what cssselect's own errors are
        raise ValueError(f"{value!r} is not a CSS selector: {error}") from error
    return value


def _source_id(value: str) -> str:
    if not ID.fullmatch(value):
        raise ValueError("an id has small letters, digits and single hyphens, as dgaspc-bacau")
    return value


Address = Annotated[str, AfterValidator(_web_address)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Selector = Annotated[str, AfterValidator(_selector)]


class Source(BaseModel):
    """One site or a part of it. `follow` and `keep` are searched in the canonical address (query sorted)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, AfterValidator(_source_id)]
    name: str = Field(min_length=1)
    kind: Literal["agency", "ngo", "news", "national"]
    county: str | None = None
    start: tuple[Address, ...] = ()
    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    pages: tuple[Address, ...] = ()
    follow: tuple[Pattern, ...] = ()
    keep: tuple[Pattern, ...] = ()
    selector: Selector | None = None
    topic: bool | None = None
    attachments: bool = True
    interval_hours: float = Field(default=24, gt=0)
    floor_documents: int = Field(default=0, ge=0)
    floor_share_with_facts: float = Field(default=0, ge=0, le=1)
    allow_loopback: bool = False
    enabled: bool = True
    proxy: Address | None = None
    verify_tls: bool = True
    max_depth: int | None = Field(default=None, ge=1)
    max_documents: int | None = Field(default=None, ge=1)
    max_per_pattern: int | None = Field(default=None, ge=1)
    checked: date | None = None

    @model_validator(mode="after")
    def _begins_somewhere(self) -> "Source":
        if not self.addresses:
            raise ValueError("there is nothing to begin with: give start, feeds, sitemaps or pages")
        return self

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where reading begins, whatever the shape."""
        return (*self.start, *self.feeds, *self.sitemaps, *self.pages)

    @property
    def follows_topic(self) -> bool:
        """Whether only what speaks of social services or funding is read; newspapers have much else."""
        return self.kind == "news" if self.topic is None else self.topic


def shipped() -> Traversable:
    """The file of sources that comes with Fondoscop, also from inside an egg."""
    return files("crawler").joinpath("sources.toml")


def load_sources(*files: Path | Traversable) -> dict[str, Source]:
    """The sources of all files by id, enabled or not. Raises SourcesError with all that is wrong."""
    tables: dict[str, dict[str, Any]] = {}
    origin: dict[tuple[str, str], Path | Traversable] = {}  # which file set a key, to be named in an error
    for file in files:
        for source_id, table in _read(file).items():
            if not isinstance(table, dict):
                raise SourcesError(f"{file}: {source_id}: a source is a table, as [{source_id}]")
            if "id" in table:
                raise SourcesError(f"{file}: {source_id}: id: the name of the table is the id")
            tables.setdefault(source_id, {}).update(table)
            origin.update({(source_id, key): file for key in (*table, "")})
    sources, errors = {}, []
    for source_id, table in tables.items():
        try:
            sources[source_id] = Source.model_validate({"id": source_id, **table})
        except ValidationError as error:
            errors += [
                f"{origin.get((source_id, field), origin[source_id, ''])}: {source_id}: {place}{message}"
                for field, place, message in _faults(error)
            ]
    if errors:
        raise SourcesError("\n".join(errors))
    return sources


def find_source(source_id: str, *files: Path) -> Source:
    """The source of that id, out of the shipped file and these. Raises SourcesError."""
    sources = load_sources(shipped(), *files)
    if source_id not in sources:
        names = ", ".join(map(str, (shipped(), *files)))
        raise SourcesError(f"there is no source {source_id!r} in {names}; `fondoscop sources list` names them")
    return sources[source_id]


def _read(file: Path | Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesError(f"{file}: can't be read ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{file}: is not TOML ({error})") from error


def _faults(error: ValidationError) -> list[tuple[str, str, str]]:
    """Field, its place with a colon, and message of each fault."""
    faults = []
    for fault in error.errors(include_url=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        place = "".join(f"[{part}]" if isinstance(part, int) else str(part) for part in fault["loc"])
        message = "there is no such field" if fault["type"] == "extra_forbidden" else fault["msg"]
        faults.append((field, f"{place}: " if place else "", message.removeprefix("Value error, ")))
    return faults
