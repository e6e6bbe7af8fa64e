"""The child process of `readers.sandbox`: requests in, answers out, one file after the other.

Run as `python -m readers.attachment MEMORY` by `readers.worker`, which says how requests and answers are written.
Parsers are imported after the limits are set, and only those that are needed: a new form is a line of `_PARSERS`
and a module.
"""

import gc
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import Any, BinaryIO, cast

from readers.errors import ReadError
from readers.worker import ANSWER, REQUEST

_LONGEST_STATM = 200  # bytes
# form -> module and function: bytes in; what JSON can hold out, or `ReadError`
_PARSERS: dict[str, tuple[str, str]] = {
    "pdf": ("readers.pdf_text", "pdf_text"),
    "pdf-words": ("readers.pdf_lines", "words_of_pages"),
    "pdf-ocr": ("readers.ocr", "ocr_pages"),
    "docx": ("readers.docx_html", "docx_html"),
    "xlsx": ("readers.xlsx_html", "xlsx_html"),
    "xlsx-rows": ("readers.plain_rows", "xlsx_rows"),
    "odt": ("readers.odf_html", "odt_html"),
    "ods": ("readers.odf_html", "ods_html"),
    "rtf": ("readers.rtf_html", "rtf_html"),
}


def main(memory: int) -> None:
    """Answer each request with {"content": …} or {"error": …, "message": …}, and "held": bytes of memory."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests = sys.stdin.buffer
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a parser prints is no answer
        while (request := _request(requests)) is not None:
            cpu, form, body = request
            _limit_time(cpu)
            answer = _answer(form, body)
            del request, body
            answer["held"] = _held(statm)
            written = json.dumps(answer).encode()
            answers.write(ANSWER.pack(len(written)) + written)
            answers.flush()


def _request(requests: BinaryIO) -> tuple[int, str, bytes] | None:
    """CPU seconds, form and file; None when the parent asks no more."""
    heading = requests.read(REQUEST.size)
    if len(heading) < REQUEST.size:
        return None
    cpu, name, length = REQUEST.unpack(heading)
    form, body = requests.read(name).decode(), requests.read(length)
    return (cpu, form, body) if len(body) == length else None


def _limit_time(cpu: int) -> None:
    """So many seconds from now; at their end the kernel kills us (SIGXCPU)."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time()) + 1 + cpu
    resource.setrlimit(resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most))


def _held(statm: int) -> int:
    """Bytes of memory in use now: proc_pid_statm(5). What getrusage tells begins with the parent's own."""
    return int(os.pread(statm, _LONGEST_STATM, 0).split()[1]) * resource.getpagesize()


def _answer(form: str, body: bytes) -> dict[str, Any]:
    try:
        return {"content": _parser(form)(body)}
    except ReadError as error:
        return {"error": error.kind, "message": error.message}
    except MemoryError:
        return {"error": "too-large", "message": "Reading the file takes more memory than allowed."}


@cache
def _parser(form: str) -> Callable[[bytes], Any]:
    module, function = _PARSERS[form]
    parser = getattr(importlib.import_module(module), function)
    gc.freeze()  # modules stay: nobody need look through them for garbage, file after file
    return cast("Callable[[bytes], Any]", parser)


if __name__ == "__main__":
    main(int(sys.argv[1]))
