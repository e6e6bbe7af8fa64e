"""The child process of `readers.sandbox`: bytes in, JSON out.

Run as `python -m readers.attachment FORM MEMORY CPU`. Parsers are imported after the limits are set, and only
the one that is needed: a new form is a line of `_PARSERS` and a module.
"""

import importlib
import json
import resource
import sys
from typing import Any

from readers.errors import ReadError

# form -> module and function: bytes in; what JSON can hold out, or `ReadError`
_PARSERS: dict[str, tuple[str, str]] = {
    "pdf": ("readers.pdf_lines", "pdf_lines"),
    "docx": ("readers.docx_html", "docx_html"),
    "odt": ("readers.odf_html", "odt_html"),
    "ods": ("readers.odf_html", "ods_html"),
    "xlsx": ("readers.xlsx_html", "xlsx_html"),
    "rtf": ("readers.rtf_html", "rtf_html"),
}


def main(form: str, memory: int, cpu: int) -> None:
    """Read standard input as a `form`, write {"content": …} or {"error": …, "message": …}."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    body = sys.stdin.buffer.read()
    try:
        answer = {"content": _parsed(form, body)}
    except ReadError as error:
        answer = {"error": error.kind, "message": error.message}
    except MemoryError:
        answer = {"error": "too-large", "message": "Reading the file takes more memory than allowed."}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _parsed(form: str, body: bytes) -> Any:  # noqa: ANN401 (JSON)
    module, function = _PARSERS[form]
    return getattr(importlib.import_module(module), function)(body)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
