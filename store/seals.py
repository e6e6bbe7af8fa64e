"""Seals: size and SHA-256 of each finished file of the archive, in `fixity.jsonl`, append-only.

gzip's own checksum covers what a member unpacks to, not each byte of it: its header has bytes that say nothing,
and one text can be packed in more ways than one (RFC 1951, 1952). A seal covers every byte. A file that is done,
as a WARC file without its `.open`, is sealed whole; one that grows, as the journal, is sealed as far as it went.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.journal import Journal

FILE = "fixity.jsonl"
GROWING = ("journal.jsonl", "forgotten.jsonl")  # only ever appended to
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a file's first `size` bytes were: all of them, unless it grows."""

    file: str  # its name inside the archive
    size: int  # bytes
    sha256: str

    def line(self) -> dict[str, Any]:
        """As a line of `fixity.jsonl` holds it."""
        return {"file": self.file, "bytes": self.size, "sha256": self.sha256}


class Seals:
    """The seals of one archive's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE

    def read(self) -> tuple[dict[str, Seal], list[int]]:
        """The newest seal of each file by its name, and the offsets of lines that can't be read."""
        seals, bad = self.read_all()
        return {seal.file: seal for seal in seals}, bad

    def read_all(self) -> tuple[list[Seal], list[int]]:
        """Every seal, of growing files older ones as well, and the offsets of lines that can't be read."""
        found: list[Seal] = []
        bad: list[int] = []
        for offset, line in _lines(self.path):
            try:
                told = json.loads(line)
                seal = Seal(file=str(told["file"]), size=int(told["bytes"]), sha256=str(told["sha256"]))
            except (ValueError, KeyError, TypeError):
                bad.append(offset)
                continue
            found.append(seal)
        return found, bad

    def add(self) -> None:
        """Seals the WARC files that are done and have no seal yet, and what has grown since. Raises OSError."""
        known, _ = self.read()
        new = [path for path in sorted(self.folder.glob("*.warc.gz")) if path.name not in known]
        for name in GROWING:
            path, seal = self.folder / name, known.get(name)
            if path.exists() and (seal is None or Journal(path).whole_size() > seal.size):
                new.append(path)
        self.put(seal_of(path) for path in new)

    def put(self, seals: Iterable[Seal]) -> None:
        """Adds these, which stand for older ones of the same files from now on. Raises OSError."""
        journal = Journal(self.path)
        journal.append_all(seal.line() for seal in seals)
        journal.sync()


def seal_of(path: Path) -> Seal:
    """The seal of a file as it is now. Raises OSError."""
    # A line that a crash tore is cut off again, so it is never sealed.
    size = Journal(path).whole_size() if path.name in GROWING else path.stat().st_size
    return Seal(file=path.name, size=size, sha256=digest(path, size))


def digest(path: Path, size: int) -> str:
    """The SHA-256 of a file's first `size` bytes, or of all when it is shorter. Raises OSError."""
    sha256 = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (piece := file.read(min(PIECE, size))):
            sha256.update(piece)
            size -= len(piece)
    return sha256.hexdigest()


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Offset and bytes of each whole line; what a crash tore off is none."""
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield offset, line
            offset += len(line)
