"""The child process that reads attachments, as its parent sees it: started once, asked often, ended at any doubt.

Starting Python costs more than reading a small file, so one child serves many. It is ended after every failure,
after a number of files and when its memory has grown; what failed in a child that had served others is tried once
more in a fresh one, so that no file pays for another. When the parent ends, the child reads the end of its input.
"""

import atexit
import fcntl
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

REQUEST: Final = struct.Struct(">IIQ")
"""CPU seconds, bytes of the name of the form, bytes of the file; then the name and the file."""

ANSWER: Final = struct.Struct(">Q")
"""Bytes of the JSON that follows."""

_MODULE = "readers.attachment"
_CHUNK = 1 << 16  # bytes: what a pipe holds
_PIPE = 1 << 20  # bytes, for requests: most files go over at once
_MOST_FILES = 500  # that one child serves
_MOST_MEMORY = 300_000_000  # bytes that a child may hold when it serves the next file
_CALM = frozenset([None, "scanned-pdf"])  # answers after which a child may go on
_PATIENCE = 2.0  # seconds
# For glibc: a page of a PDF takes and frees large blocks, and each would be asked of the kernel anew.
_KEPT_MEMORY: Final = {"MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "33554432"}
_LONGEST_COMPLAINT = 4000  # bytes of its standard error


class ChildEndedError(Exception):
    """The child ended and gave no answer: a limit, or a fault in a parser."""

    def __init__(self, code: int, complaint: bytes) -> None:
        super().__init__(f"exit {code}")
        self.code = code  # negative: the signal that ended it
        self.complaint = complaint  # the end of its standard error


class Worker:
    """One child process. Not for two threads at once."""

    def __init__(self, *, memory: int, environment: Mapping[str, str] | None = None) -> None:
        room = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, (room, os.environ.get("PYTHONPATH"))))
        self.memory = memory
        self.files = 0
        self._complaint = b""
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-m", _MODULE, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={**_KEPT_MEMORY, **os.environ, **(environment or {}), "PYTHONPATH": path},
            process_group=0,  # Ctrl-C is for us: a file whose parser it ended would count as broken for good
        )
        self._pipes = [self._process.stdin, self._process.stdout, self._process.stderr]
        self._input, self._output, self._errors = (pipe.fileno() for pipe in self._pipes if pipe is not None)
        for number in (self._input, self._output, self._errors):
            os.set_blocking(number, False)
        with suppress(OSError):  # a user may have so many large pipes only
            fcntl.fcntl(self._input, fcntl.F_SETPIPE_SZ, _PIPE)
        self._poll = select.poll()
        self._poll.register(self._output, select.POLLIN)
        self._poll.register(self._errors, select.POLLIN)

    def ask(self, form: str, body: bytes, *, cpu: int, wall: float) -> dict[str, Any]:
        """The child's answer. Raises TimeoutError and ChildEndedError, after which it is to be stopped."""
        self.files += 1
        name = form.encode()
        answer = self._exchange([REQUEST.pack(cpu, len(name), len(body)) + name, body], time.monotonic() + wall)
        found = json.loads(answer)
        assert isinstance(found, dict)  # noqa: S101 (our own code wrote it)
        return found

    def is_tired(self, answer: Mapping[str, Any]) -> bool:
        """Whether the child that gave this answer should not be asked again."""
        return (
            answer.get("error") not in _CALM or self.files >= _MOST_FILES or int(answer.get("held", 0)) > _MOST_MEMORY
        )

    def stop(self) -> None:
        """End the child and what it started; it leaves nothing behind."""
        group = self._process.pid
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self._process.wait()
        self.leave()
        patience = time.monotonic() + _PATIENCE
        with suppress(ProcessLookupError, PermissionError):
            while time.monotonic() < patience:  # what it started dies a moment later, and may still write
                os.killpg(group, 0)
                time.sleep(0.005)

    def leave(self) -> None:
        """Close our ends of the pipes; an idle child ends by itself then."""
        for pipe in self._pipes:
            if pipe is not None:
                pipe.close()

    def _exchange(self, request: Sequence[bytes], deadline: float) -> bytes:
        """Write the request and read the answer, never waiting for one alone: both pipes may be full."""
        waiting = [memoryview(part) for part in request if part]
        received = bytearray()
        poll = self._poll
        self._write(waiting)
        if waiting:
            poll.register(self._input, select.POLLOUT)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            for number, _ in poll.poll(left * 1000 + 1):
                if number == self._input:
                    self._write(waiting)
                    if not waiting:
                        poll.unregister(number)
                elif number == self._errors:
                    if not self._hear():
                        poll.unregister(number)
                elif chunk := os.read(number, _CHUNK):
                    received += chunk
                else:
                    raise self._ended()
            if len(received) >= ANSWER.size:
                (length,) = ANSWER.unpack_from(received)
                if len(received) >= ANSWER.size + length:
                    return bytes(received[ANSWER.size :])

    def _write(self, waiting: list[memoryview]) -> None:
        """Write what the pipe takes, and keep the rest in `waiting`."""
        try:
            written = os.writev(self._input, waiting)
        except BrokenPipeError:
            waiting.clear()  # it has ended, as its output will say
            return
        while waiting and written >= len(waiting[0]):
            written -= len(waiting.pop(0))
        if waiting:
            waiting[0] = waiting[0][written:]

    def _hear(self) -> bool:
        """Take what it complains of; False when there is nothing more."""
        try:
            heard = os.read(self._errors, _CHUNK)
        except BlockingIOError:
            return False
        self._complaint = (self._complaint + heard)[-_LONGEST_COMPLAINT:]
        return bool(heard)

    def _ended(self) -> ChildEndedError:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        while self._hear():
            pass
        return ChildEndedError(self._process.poll() or 0, self._complaint)


class _Kept:
    """The child that this process keeps for the next file."""

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._lock = threading.Lock()
        self._is_known = False  # to those who tell when a process ends or forks

    def ask(self, form: str, body: bytes, *, memory: int, cpu: int, wall: float) -> dict[str, Any]:
        with self._lock:
            while True:
                worker = self._ready(memory)
                is_fresh = worker.files == 0
                try:
                    answer = worker.ask(form, body, cpu=cpu, wall=wall)
                except ChildEndedError:
                    self._stop()
                    if is_fresh:
                        raise
                    continue
                except BaseException:  # Ctrl-C, too: an answer that nobody waits for would be the next file's
                    self._stop()
                    raise
                if worker.is_tired(answer):
                    self._stop()
                if answer.get("error") is None or is_fresh or answer["error"] in _CALM:
                    return answer

    def end(self) -> None:
        """Nothing more will be asked."""
        with self._lock:
            self._stop()

    def _ready(self, memory: int) -> Worker:
        if self._worker is not None and self._worker.memory != memory:
            self._stop()
        if self._worker is None:
            if not self._is_known:
                atexit.register(self.end)
                os.register_at_fork(after_in_child=self._forget)
                self._is_known = True
            self._worker = Worker(memory=memory)
        return self._worker

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()

    def _forget(self) -> None:
        """In a forked process: the child is the other one's."""
        self._lock = threading.Lock()
        if self._worker is not None:
            self._worker.leave()
            _others.append(self._worker)  # or its end would be waited for here
        self._worker = None


_kept: Final = _Kept()  # one for the process: it lives as long, and nothing of a file stays in it
_others: Final[list[Worker]] = []


def ask_kept(form: str, body: bytes, *, memory: int, cpu: int, wall: float) -> dict[str, Any]:
    """The answer of the child that is kept, started when there is none.

    `memory` in bytes, `cpu` and `wall` in seconds. Raises TimeoutError and ChildEndedError.
    """
    return _kept.ask(form, body, memory=memory, cpu=cpu, wall=wall)


def ask_once(form: str, body: bytes, *, memory: int, cpu: int, wall: float) -> dict[str, Any]:
    """The same of a child for this file alone, with a folder for what it leaves behind; both are gone afterwards."""
    with TemporaryDirectory(prefix="fondoscop-", ignore_cleanup_errors=True) as folder:
        worker = Worker(memory=memory, environment={"TMPDIR": folder, "OMP_THREAD_LIMIT": "1"})
        try:
            return worker.ask(form, body, cpu=cpu, wall=wall)
        finally:
            worker.stop()


def end_kept() -> None:
    """End the child that is kept; the next file gets a new one."""
    _kept.end()
