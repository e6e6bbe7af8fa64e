"""What is computed once for a state of the database file and serves every page until the file has changed.

A build writes a state a second. What takes long to compute would then be computed without an end, so it is computed at
most a twentieth of the time: until then pages show the last one, which is seconds old. Another file, as a rebuild puts
it in place, is another matter: nothing of the old one is shown.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from store.database import Database

Value = TypeVar("Value")
_State = tuple[object, ...]

_FILES = 4  # kept at once: one that is served, and the one before it
_SHARE = 20  # of the time that passes, one part at most is spent on computing anew


class Kept(Generic[Value]):
    """A value of each database file, made by `make`. Threads share it."""

    def __init__(self, make: Callable[[Database], Value]) -> None:
        self._make = make
        self._made: OrderedDict[Path, _Made[Value]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, database: Database) -> Value:
        """The value for this file, of its state or one that is seconds older."""
        file, state = _state(database.path)
        made = self._current(database, file, state)
        if made is not None:
            return made.value
        old = self._made.get(database.path)
        if old is not None and old.file == file and self._lock.locked():
            return old.value  # another thread is at it
        with self._lock:
            made = self._current(database, file, state)
            return made.value if made is not None else self._remade(database, file, state)

    def _current(self, database: Database, file: _State, state: _State) -> "_Made[Value] | None":
        made = self._made.get(database.path)
        if made is None or made.file != file:
            return None
        return made if made.state == state or not made.is_due() else None

    def _remade(self, database: Database, file: _State, state: _State) -> Value:
        begun = time.monotonic()
        value = self._make(database)
        ended = time.monotonic()
        self._made.pop(database.path, None)
        self._made[database.path] = _Made(file=file, state=state, value=value, due=ended + _SHARE * (ended - begun))
        while len(self._made) > _FILES:
            self._made.popitem(last=False)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made(Generic[Value]):
    file: _State
    state: _State
    value: Value
    due: float  # not before this moment is it made anew for a state of the same file

    def is_due(self) -> bool:
        return time.monotonic() >= self.due


def _state(path: Path) -> tuple[_State, _State]:
    """Which file it is, and which state of it: what was written last stands in the file or in the log beside it."""
    main = path.stat()
    try:
        log = path.with_name(f"{path.name}-wal").stat()
    except FileNotFoundError:
        return (main.st_dev, main.st_ino), (main.st_mtime_ns, main.st_size)
    return (main.st_dev, main.st_ino), (main.st_mtime_ns, main.st_size, log.st_mtime_ns, log.st_size)
