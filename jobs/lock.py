"""One writer at a time: the lock of a data directory."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

LOCK_FILE = ".lock"


class LockHeldError(Exception):
    """Another process is at work in the data directory; the message says which one and since when."""


@contextmanager
def data_lock(data: Path) -> Iterator[None]:
    """Hold the data directory, which is made if need be, for as long as the block runs.

    The kernel lets go of the lock when the process ends, however it ends, so nothing is ever left locked.
    Raises LockHeldError at once when somebody else holds it, and OSError when the directory can't be written.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / LOCK_FILE).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockHeldError(_message(data, _read(file))) from error
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)  # the file itself stays: removing it would race with whoever opens it now


def _read(file: TextIO) -> str:
    file.seek(0)
    return file.read()


def _message(data: Path, note: str) -> str:
    try:
        holder = json.loads(note)
        since = datetime.fromisoformat(holder["since"])
        who = f"process {holder['pid']}, since {since:%Y-%m-%d %H:%M} UTC"
    except (ValueError, KeyError, TypeError):  # it has only just begun, or is just about to end
        who = "another process"
    return f"another Fondoscop is at work in {data} ({who}); wait until it is done, or stop it"
