"""A query that can't be stopped, and the program that ends with it.

SQLite looks at the clock between two steps of its machine. Within one, as `instr` of two values of many megabytes, it
does so after hours, and no signal reaches a thread that waits for it.
"""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jobs.exit_codes import ExitCode
from store.asking import Inquiry

_LOOK, _GRACE = 0.2, 2.0  # seconds between two looks, and beyond the query's time

log = logging.getLogger("fondoscop")


@contextmanager
def ended_when_stuck(inquiry: Inquiry) -> Iterator[None]:
    """End the whole program, as a query that took too long does, when one in the block outlives its time."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK):
            if inquiry.overdue() > _GRACE:
                log.error("the query can't be stopped though its time is over: the program ends, with no whole answer")
                os._exit(ExitCode.PARTLY_FAILED)  # whoever waits for SQLite can't be reached

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
