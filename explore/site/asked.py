"""What a visitor asks for, and what a page gives back: all that our pages know of the web."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from explore.wording import counted
from store.database import Database

Language = Literal["ro", "en"]
ENGLISH = "/en"  # before the path of a page in English


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request: the path without the language, what the address names in it, and what stands after the question mark.

    Everything in it comes from strangers.
    """

    path: str
    site: str = ""  # the address that the visitor knows this site by, as https://fondoscop.ro
    language: Language = "ro"
    named: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first value of an argument, without blanks around it; "" where there is none."""
        return next(iter(self.arguments.get(name, ())), "").strip()

    def says(self, romanian: str, english: str) -> str:
        """The one of two texts that is in the visitor's language."""
        return english if self.language == "en" else romanian

    def counts(self, number: int, romanian: tuple[str, str], english: tuple[str, str]) -> str:
        """A number with what it counts, told as one and as several: 1 sursă, 19 surse, 20 de surse; 20 sources."""
        one, several = english if self.language == "en" else romanian
        return counted(number, one if number == 1 else several, self.language)

    def link(self, path: str) -> str:
        """The address of one of our pages in the visitor's language."""
        return f"{ENGLISH}{path}" if self.language == "en" else path


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A template with what it shows."""

    template: str
    values: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something to be downloaded or read by a program, piece by piece. `name` makes it a download."""

    media_type: str
    pieces: Iterable[str | bytes]
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The page is at another address of ours."""

    to: str
    for_good: bool = False


class NotFoundError(LookupError):
    """There is no such thing on the site; the message is in the visitor's language."""


class BusyError(Exception):
    """So many ask for what takes long that one more would wait for minutes."""


Answer = Page | File | Moved
Make = Callable[[Database, Asked], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A page of ours: a regular expression for its path, without the language, and what makes it.

    `make` runs in a thread with a read-only database of one state. A `File`'s pieces are taken in the same thread.
    What `is_large` has few threads of its own, so that it keeps nobody from reading pages.
    """

    path: str
    make: Make
    is_large: bool = False
