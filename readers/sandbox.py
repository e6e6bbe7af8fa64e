"""Attachments are parsed in a child process that may fail alone: little memory, little time, no way back.

A PDF or DOCX of one megabyte can ask for gigabytes or for hours. The child gets the bytes on its standard
input and answers in JSON on its standard output; its limits are set before any parser is loaded.
"""

import io
import json
import logging
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readers.errors import ErrorKind, ReadError

_log = logging.getLogger(__name__)
_CHILD = "readers.attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one attachment may cost."""

    memory: int = 1_500_000_000  # bytes of address space
    cpu: int = 60  # seconds
    wall: float = 90.0  # seconds
    body: int = 100_000_000  # bytes of the file
    unpacked: int = 200_000_000  # bytes of all members of a zip
    ratio: int = 150  # unpacked to packed, for a member of more than `ratio_from` bytes
    ratio_from: int = 10_000_000
    members: int = 10_000


LIMITS = Limits()
# form -> what a file is whose parser broke down; the parsers themselves are listed in `readers.attachment`
_BROKEN: dict[str, ErrorKind] = {
    "pdf": "broken-pdf",
    "docx": "broken-docx",
    "odt": "broken-odt",
    "ods": "broken-ods",
    "xlsx": "broken-xlsx",
    "rtf": "broken-rtf",
}
_ENTRY = b"PK\x01\x02"  # begins an entry of a zip's directory; APPNOTE.TXT 4.3.12
_ZIPPED = frozenset(["docx", "odt", "ods", "xlsx"])  # forms whose members are measured before they are unpacked


def parse_apart(body: bytes, form: str, *, limits: Limits = LIMITS) -> Any:  # noqa: ANN401 (JSON)
    """What the child read from `body`; `form` is one of `readers.attachment`'s.

    Raises `ReadError`: "too-large", "timeout", or what the child reports.
    """
    if len(body) > limits.body:
        raise ReadError("too-large", f"The file has {len(body):,} bytes, more than the {limits.body:,} allowed.")
    if form in _ZIPPED:
        measure_zip(body, kind=_BROKEN[form], limits=limits)
    room = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (room, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", _CHILD, form, str(limits.memory), str(limits.cpu)]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and module)
            command,
            input=body,
            capture_output=True,
            timeout=limits.wall,
            env={**os.environ, "PYTHONPATH": path},
            process_group=0,  # Ctrl-C is for us: a file whose parser it ended would count as broken for good
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"Reading the file took more than {limits.wall:.0f} seconds; open it by hand."
        raise ReadError("timeout", message) from error
    return _answer(done, form)


def _answer(done: "subprocess.CompletedProcess[bytes]", form: str) -> Any:  # noqa: ANN401 (JSON)
    """The child's answer, or why there is none."""
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        _log.debug("child ended with %d: %s", done.returncode, done.stderr[-2000:].decode(errors="replace"))
        if done.returncode in (-24, -9):  # SIGXCPU, and the SIGKILL that follows it
            message = "Reading the file took more processor time than allowed; open it by hand."
            raise ReadError("timeout", message) from None
        if b"MemoryError" in done.stderr:
            message = "Reading the file takes more memory than allowed; open it by hand."
            raise ReadError("too-large", message) from None
        message = f"The parser broke down on this file (exit {done.returncode}); open it by hand."
        raise ReadError(_BROKEN[form], message) from None
    if "error" in answer:
        raise ReadError(answer["error"], answer["message"])
    return answer["content"]


def measure_zip(body: bytes, *, kind: ErrorKind = "broken-zip", limits: Limits = LIMITS) -> tuple[str, ...]:
    """Names of the members of a zip, none of which was unpacked.

    Raises `ReadError("too-large")` for one that would unpack to too much, one of `kind` for no zip at all.
    """
    if body.count(_ENTRY) > limits.members:  # before the directory is read: an entry takes ten times its size
        raise ReadError("too-large", "The document has too many parts to be made by an office program.")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(kind, f"The document is damaged ({error}); ask for it again.") from error
    whole = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > limits.ratio_from and member.file_size > limits.ratio * max(member.compress_size, 1)
        for member in members
    )
    if whole > limits.unpacked or swollen or len(members) > limits.members:
        message = f"The document would unpack to {whole:,} bytes; that is no text. Open it by hand, with care."
        raise ReadError("too-large", message)
    return tuple(member.filename for member in members)
