"""One writer at a time: the lock of a data directory, and who holds it."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

LOCK_FILE = ".lock"
_LOOK = 0.2  # seconds; whoever only looks who holds the lock lets go of it much sooner


class LockHeldError(Exception):
    """Another process is at work in the data directory; the message says which one and since when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The process that is at work in a data directory."""

    pid: int
    since: datetime


def holder(data: Path) -> Holder | None:
    """Who is at work in the directory; None for nobody, and for a process that was killed."""
    try:
        with (data / LOCK_FILE).open(encoding="utf-8") as file:
            found = _holder(_read(file))
            if found is not None:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)  # let go of as the file is closed
    except BlockingIOError:
        return found
    except OSError:
        return None
    return None


@contextmanager
def data_lock(data: Path) -> Iterator[None]:
    """Hold the data directory, which is made if need be, for as long as the block runs.

    The kernel lets go of the lock when the process ends, however it ends, so nothing is ever left locked.
    Raises LockHeldError at once when somebody else holds it, and OSError when the directory can't be written.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / LOCK_FILE).open("a+", encoding="utf-8") as file:
        try:
            _take(file)
        except BlockingIOError as error:
            raise LockHeldError(_message(data, _holder(_read(file)))) from error
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)  # the file itself stays: removing it would race with whoever opens it now


def _take(file: TextIO) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        time.sleep(_LOOK)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _read(file: TextIO) -> str:
    file.seek(0)
    return file.read()


def _holder(note: str) -> Holder | None:
    """What a holder wrote; None when it has only just begun, or is just about to end."""
    try:
        told = json.loads(note)
        return Holder(pid=int(told["pid"]), since=datetime.fromisoformat(told["since"]))
    except (ValueError, KeyError, TypeError):
        return None


def _message(data: Path, holding: Holder | None) -> str:
    who = f"process {holding.pid}, since {holding.since:%Y-%m-%d %H:%M} UTC" if holding else "another process"
    return f"another Fondoscop is at work in {data} ({who}); wait until it is done, or stop it"
