"""Ending on request: SIGTERM and SIGINT let a job finish what it has in hand, and no more.

A second signal has its usual effect: SIGINT interrupts, SIGTERM ends the process where it is.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class StoppedError(Exception):
    """A signal ended a job before it was through; the message says what is done and what goes on from there."""


@dataclass(slots=True)
class StopRequest:
    """Whether somebody asked the job to end; to be looked at between two steps."""

    asked: bool = False

    def __call__(self) -> bool:
        return self.asked


@contextmanager
def stop_request() -> Iterator[StopRequest]:
    """While the block lasts, the first signal is only noted. Outside the main thread signals are not ours."""
    request = StopRequest()
    if threading.current_thread() is not threading.main_thread():
        yield request
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def note(_number: int, _frame: FrameType | None) -> None:
        request.asked = True
        restore()

    for number in SIGNALS:
        signal.signal(number, note)
    try:
        yield request
    finally:
        restore()
