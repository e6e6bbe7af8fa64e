"""Tombstones: what was taken out of the archive for good, when and why, in `forgotten.jsonl`.

A tombstone has the address, without which nobody could tell that it must not be fetched again, and the ids of the
captures, so that a citation of one still finds an answer. It has nothing of the content, and no digest of it: a
digest would prove to whoever has a copy that it was this text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from store.journal import Journal, JournalError

FILE = "forgotten.jsonl"


ADDRESS = re.compile(r"https?://[^\s,;\"'<>]+")  # in the words of an issue


class TombstoneError(Exception):
    """The tombstones can't be read, and without them nobody knows what must not be fetched; the message says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An address whose captures were removed."""

    url: str  # canonical
    time: datetime  # aware, UTC
    why: str
    captures: tuple[str, ...] = ()  # their ids
    records: int = 0  # of all types, captures and their requests among them

    def line(self) -> dict[str, Any]:
        """As a line of the file holds it."""
        return {**asdict(self), "time": self.time.isoformat(timespec="microseconds"), "captures": list(self.captures)}


class Tombstones:
    """Those of one archive's folder."""

    def __init__(self, folder: Path) -> None:
        self._journal = Journal(folder / FILE)

    def __iter__(self) -> Iterator[Tombstone]:
        """In the order of writing. Raises TombstoneError."""
        try:
            for line in self._journal.events():
                yield from_line(line)
        except (JournalError, ValueError) as error:
            raise TombstoneError(f"{self._journal.path} can't be read; put it back from a backup ({error})") from error

    def add(self, tombstone: Tombstone) -> None:
        """Adds it, unless it is there already, and waits for the disk. Raises OSError, TombstoneError."""
        if tombstone not in list(self):
            self._journal.append(tombstone.line())
        self._journal.sync()


def from_line(line: Mapping[str, Any]) -> Tombstone:
    """The tombstone of a line. Raises ValueError."""
    try:
        return Tombstone(
            url=str(line["url"]),
            time=datetime.fromisoformat(line["time"]),
            why=str(line["why"]),
            captures=tuple(map(str, line["captures"])),
            records=int(line["records"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{line} is no tombstone ({error})") from error


def names(message: str, matches: Callable[[str], bool]) -> bool:
    """Whether the words of an issue name an address that matches."""
    return any(map(matches, ADDRESS.findall(message)))
