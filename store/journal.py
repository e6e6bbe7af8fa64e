"""An append-only file of JSON objects, one a line, that a crash can't spoil."""

import errno
import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

TAIL = 64 * 1024  # bytes; how far back a torn line is looked for at a time


class JournalError(Exception):
    """A line that can't be read; the message names the file and the place."""


class Journal:
    """What was written stays; a new event goes to the end, whole or not at all.

    Several processes may append to the same file. A line that a crash tore is not an event: readers stop
    before it, and the next `append` removes it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, event: Mapping[str, Any]) -> None:
        """Writes the event as it is; time, run and source are the caller's to give.

        Raises TypeError when the event is not JSON, OSError when the disk refuses.
        """
        self.append_all([event])

    def append_all(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Writes the events as `append` does, in one go; nothing when there are none."""
        lines = b"".join(
            json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for event in events
        )
        if not lines:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.locked() as file:
            _drop_torn_line(file)
            if file.write(lines) != len(lines):  # a full disk may take a part
                raise OSError(errno.ENOSPC, "the disk took only a part of a line; is it full?", str(self.path))

    @contextmanager
    def locked(self) -> Iterator[BinaryIO]:
        """The file, made if need be, open for appending; nobody else appends for as long as the block runs."""
        while True:
            with self.path.open("ab+", buffering=0) as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                if os.fstat(file.fileno()).st_nlink:  # else another file took its place while we waited
                    yield file
                    return

    def events(self) -> Iterator[dict[str, Any]]:
        """Yields the events in the order of writing; none when there is no file. Raises JournalError."""
        for _, event in self.events_from(0):
            yield event

    def events_of(self, *kinds: str) -> Iterator[dict[str, Any]]:
        """Yields the events whose `event` is one of `kinds`; other lines are skipped unread. Raises JournalError."""
        marks = [json.dumps(kind).encode() for kind in kinds]
        for end, line in self._lines_from(0):
            if any(mark in line for mark in marks):
                event = self._parsed(line, end - len(line))
                if event.get("event") in kinds:
                    yield event

    def events_from(self, start: int) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yields each event from the byte `start` on, with the byte after it, to go on from later."""
        for end, line in self._lines_from(start):
            yield end, self._parsed(line, end - len(line))

    def line_before(self, end: int) -> dict[str, Any] | None:
        """The event whose line ends at the byte `end`; None when no readable line does."""
        if not 0 < end <= self.size():
            return None
        with self.path.open("rb") as file:
            start = max(0, end - TAIL)
            file.seek(start)
            chunk = file.read(end - start)
        line = chunk[chunk.rfind(b"\n", 0, -1) + 1 :]
        try:
            return self._parsed(line, end - len(line)) if chunk.endswith(b"\n") else None
        except JournalError:
            return None

    def size(self) -> int:
        """The length of the file in bytes; 0 when it does not exist."""
        return self.path.stat().st_size if self.path.exists() else 0

    def whole_size(self) -> int:
        """The length in bytes up to the end of the last whole line."""
        if not self.path.exists():
            return 0
        with self.path.open("rb") as file:
            return _whole_end(file)

    def sync(self) -> None:
        """Waits until the disk holds what was written."""
        if self.path.exists():
            with self.path.open("rb") as file:
                os.fsync(file.fileno())

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yields offset and bytes of each whole line, readable or not."""
        for end, line in self._lines_from(0):
            yield end - len(line), line

    def _lines_from(self, start: int) -> Iterator[tuple[int, bytes]]:
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(start)
            end = start
            for line in file:
                if not line.endswith(b"\n"):
                    return
                end += len(line)
                yield end, line

    def _parsed(self, line: bytes, start: int) -> dict[str, Any]:
        try:
            event = json.loads(line)
        except ValueError as error:
            raise JournalError(f"{self.path}, byte {start}: this line is not JSON ({error})") from error
        if not isinstance(event, dict):
            raise JournalError(f"{self.path}, byte {start}: this line is not a JSON object")
        return event


def _drop_torn_line(file: BinaryIO) -> None:
    """Cuts the file after its last line break, and leaves it at its end."""
    end = _whole_end(file)
    if end < file.seek(0, os.SEEK_END):
        file.truncate(end)
    file.seek(0, os.SEEK_END)


def _whole_end(file: BinaryIO) -> int:
    """The byte after the last line break."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        start = max(0, end - TAIL)
        file.seek(start)
        chunk = file.read(end - start)
        if (position := chunk.rfind(b"\n")) >= 0:
            return start + position + 1
        end = start
    return 0
