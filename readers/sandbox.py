"""Attachments are parsed in a child process that may fail alone: little memory, little time, no way back.

A PDF or DOCX of one megabyte can ask for gigabytes or for hours. The child (`readers.worker`) gets the bytes on
its standard input and answers in JSON on its standard output; its limits are set before any parser is loaded.
"""

import io
import logging
import signal
import zipfile
from dataclasses import dataclass
from typing import Any

from readers.errors import ErrorKind, ReadError
from readers.worker import ChildEndedError, ask_kept, ask_once

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one attachment may cost."""

    memory: int = 1_500_000_000  # bytes of address space
    cpu: int = 60  # seconds
    wall: float = 90.0  # seconds
    ocr_wall: float = 900.0  # seconds, where pictures are read
    body: int = 100_000_000  # bytes of the file
    unpacked: int = 200_000_000  # bytes of all members of a zip
    ratio: int = 150  # unpacked to packed, for a member of more than `ratio_from` bytes
    ratio_from: int = 10_000_000
    members: int = 10_000


LIMITS = Limits()
# form -> what a file is whose parser broke down; the parsers themselves are listed in `readers.attachment`
_BROKEN: dict[str, ErrorKind] = {
    "pdf": "broken-pdf",
    "pdf-words": "broken-pdf",
    "pdf-ocr": "broken-pdf",
    "docx": "broken-docx",
    "xlsx": "broken-xlsx",
    "xlsx-rows": "broken-xlsx",
    "odt": "broken-odt",
    "ods": "broken-ods",
    "rtf": "broken-rtf",
}
_ENTRY = b"PK\x01\x02"  # begins an entry of a zip's directory; APPNOTE.TXT 4.3.12
_SLOW = frozenset(["pdf-ocr"])  # forms that get a child of their own, which starts others and leaves files behind
# Forms whose members are measured before they are unpacked.
_ZIPPED = frozenset(["docx", "xlsx", "xlsx-rows", "odt", "ods"])


def parse_apart(body: bytes, form: str, *, limits: Limits = LIMITS) -> Any:  # noqa: ANN401 (JSON)
    """What the child read from `body`; `form` is one of `readers.attachment`'s.

    Raises `ReadError`: "too-large", "timeout", or what the child reports.
    """
    if len(body) > limits.body:
        raise ReadError("too-large", f"The file has {len(body):,} bytes, more than the {limits.body:,} allowed.")
    if form in _ZIPPED:
        measure_zip(body, kind=_BROKEN[form], limits=limits)
    ask, wall = (ask_once, limits.ocr_wall) if form in _SLOW else (ask_kept, limits.wall)
    try:
        answer = ask(form, body, memory=limits.memory, cpu=limits.cpu, wall=wall)
    except TimeoutError as error:
        message = f"Reading the file took more than {wall:.0f} seconds; open it by hand."
        raise ReadError("timeout", message) from error
    except ChildEndedError as error:
        raise _why_it_ended(error, form) from error
    if "error" in answer:
        raise ReadError(answer["error"], answer["message"])
    return answer["content"]


def _why_it_ended(error: ChildEndedError, form: str) -> ReadError:
    _log.debug("child ended with %d: %s", error.code, error.complaint.decode(errors="replace"))
    if error.code in (-signal.SIGXCPU, -signal.SIGKILL):
        return ReadError("timeout", "Reading the file took more processor time than allowed; open it by hand.")
    # PDFium says nothing and aborts when it gets no memory; other libraries say what they abort for.
    if b"MemoryError" in error.complaint or (error.code in (-signal.SIGABRT, -signal.SIGTRAP) and not error.complaint):
        return ReadError("too-large", "Reading the file takes more memory than allowed; open it by hand.")
    message = f"The parser broke down on this file (exit {error.code}); open it by hand."
    return ReadError(_BROKEN[form], message)


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
