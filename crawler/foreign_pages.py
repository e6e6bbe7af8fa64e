"""Pages of others, in place of the web: out of a WARC or WACZ file, or a folder of saved files.

All of it is hostile input. Nothing is unpacked to disk and no name in an archive is ever a path; symbolic links
are not followed. Source of the form of WACZ: https://specs.webrecorder.net/wacz/1.1.1/
"""

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import quote_from_bytes

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from crawler.addresses import canonical
from crawler.documents import ATTACHMENT_TYPES
from crawler.foreign_warc import BombError, Damage, records
from crawler.messages import clean
from crawler.scope import UNREAD
from crawler.zip_directory import ZipRefusedError, check_directory
from store.encodings import EncodingError, TooLargeError, codings_of, decoded, is_known
from store.warc import MARK_ID, MARK_RUN

MAX_BODY = 32 * 1024 * 1024  # bytes of a page or file, as DOWNLOAD_MAXSIZE
MAX_FILES = 100_000  # in a folder
MAX_DEPTH = 30  # folders in folders
TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    **{f".{name}": kind for name, kind in ATTACHMENT_TYPES.items()},
}
UNREAD_FILES = {f".{ending}" for ending in UNREAD} | {".mht", ".mhtml"}
IN_WACZ = re.compile(r"archive/[^/\\\0]+\.warc(?:\.gz)?")
AHEAD = timedelta(days=1)  # by which the clock of another computer may be wrong


class UnusableInputError(Exception):
    """What `run --from` was given can't be taken at all; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page or file as it was fetched or saved: its headers, its decoded body, and `raw`, the body as it was sent."""

    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    raw: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What could not be taken: kind and message of an issue, and the address, if it is known."""

    kind: str
    message: str
    url: str | None = None


def pages(path: Path, *, folder_url: str) -> Iterator[Found | Fault]:
    """What is in a WARC file, a WACZ file or a folder, one by one. Raises UnusableInputError, OSError.

    `folder_url` is the address that a folder gets; that of a saved file is the one of its place below it.
    """
    if path.is_dir():
        return _saved_files(path, folder_url)
    if not path.is_file():
        raise UnusableInputError(f"{path} does not exist, or is no file and no folder")
    if path.name.lower().endswith(".wacz"):
        return _wacz(path)
    if path.name.lower().endswith((".warc", ".warc.gz")):
        return _warc_file(path)
    raise UnusableInputError(f"{path} is no .warc, .warc.gz or .wacz file and no folder")


def _warc_file(path: Path) -> Iterator[Found | Fault]:
    with path.open("rb") as file:
        yield from _warc(file, path.stat().st_size, path.name)


def _warc(file: IO[bytes], size: int, name: str) -> Iterator[Found | Fault]:
    try:
        for record in records(file, size):
            if isinstance(record, Damage):
                yield Fault(kind="damaged-record", message=f"{clean(name)}: {record}")
            elif page := _page(record):
                yield page
    except BombError as error:
        yield Fault(kind="refused-file", message=f"{clean(name)}: {error}; the rest of it was not read")


def _page(content: bytes) -> Found | Fault | None:
    """What a record holds; None for one of another kind, as a request or an address that is not of the web."""
    url = None
    try:
        record = next(iter(ArchiveIterator(BytesIO(content))))
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        url = canonical(address.strip("<>"))
        if url is None or _is_evidence(record.rec_headers):
            return None
        moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
        if moment.tzinfo is None or moment > datetime.now(UTC) + AHEAD:
            return Fault(kind="damaged-record", message="its date has no zone or is yet to come", url=url)
        headers: list[tuple[str, str]] = []
        status = 200
        if record.rec_type == "response":
            status = int(record.http_headers.get_statuscode())
            headers = list(record.http_headers.headers)
        elif kind := record.rec_headers.get_header("Content-Type"):
            headers = [("Content-Type", kind)]
        codings = codings_of(headers)
        if not all(map(is_known, codings)):
            message = f"it is compressed in a way we can't undo ({clean(', '.join(codings))})"
            return Fault(kind="unknown-encoding", message=message, url=url)
        raw = _sent(record)
        body = _unpacked(raw, codings)
    except TooLargeError:
        return Fault(kind="too-large", message=f"it is larger than {MAX_BODY // 1024 // 1024} MB", url=url)
    except (ValueError, TypeError, AttributeError, KeyError, StopIteration, EOFError, OSError, ArchiveLoadFailed) as e:
        return Fault(kind="damaged-record", message=clean(f"a record can't be read ({type(e).__name__}: {e})"), url=url)
    return Found(url=url, fetched_at=moment.astimezone(UTC), status=status, headers=tuple(headers), body=body, raw=raw)


def _is_evidence(head: Any) -> bool:  # noqa: ANN401
    """Whether our own archive kept the answer for what it proves, as a listing of links, and not as a document."""
    return head.get_header(MARK_RUN) is not None and head.get_header(MARK_ID) is None


def _sent(record: Any) -> bytes:  # noqa: ANN401 - warcio has no types
    """The body in its content coding, without the transfer coding. Raises TooLargeError."""
    transfer = (record.http_headers.get_header("Transfer-Encoding") or "") if record.http_headers else ""
    is_chunked = transfer.strip().lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream
    body = bytearray()
    while piece := stream.read(64 * 1024):
        body += piece
        if len(body) > MAX_BODY:
            raise TooLargeError
    return bytes(body)


def _unpacked(raw: bytes, codings: tuple[str, ...]) -> bytes:
    """The decoded body; as it is when it is in no coding, although its header says so, as some recorders leave it."""
    try:
        return decoded(raw, codings, limit=MAX_BODY)
    except EncodingError:
        return raw


def _wacz(path: Path) -> Iterator[Found | Fault]:
    try:
        check_directory(path)
        with zipfile.ZipFile(path) as archive:
            inside = archive.infolist()
            if not any(IN_WACZ.fullmatch(entry.filename) for entry in inside):
                raise UnusableInputError(f"{path} has no WARC file in its folder archive/: is it a WACZ file?")
            for entry in inside:
                yield from _member(archive, entry)
    except (zipfile.BadZipFile, ZipRefusedError) as error:
        raise UnusableInputError(f"{path} can't be read as a WACZ file: {error}") from error


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Found | Fault]:
    name = entry.filename
    if not IN_WACZ.fullmatch(name):
        if name.endswith((".warc", ".warc.gz")):
            message = f"{clean(name)}: it lies outside of the folder archive/ and was not read"
            yield Fault(kind="refused-file", message=message)
        return
    # WARC files are stored in WACZ as they are; a packed one could be a bomb, and can't be read from the middle.
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
        yield Fault(kind="refused-file", message=f"{clean(name)}: it is packed or encrypted, WACZ stores WARC as it is")
        return
    try:
        with archive.open(entry) as file:
            yield from _warc(file, entry.file_size, name)
    except (zipfile.BadZipFile, OSError) as error:
        yield Fault(kind="damaged-record", message=f"{clean(name)}: {clean(str(error))}")


def _saved_files(folder: Path, folder_url: str) -> Iterator[Found | Fault]:
    taken = 0
    for place, folders, names in os.walk(os.fsencode(folder)):
        depth = place.count(b"/") - os.fsencode(folder).count(b"/")
        saved_with = {name.rpartition(b".")[0] + b"_files" for name in names}  # pictures, frames and advertisements
        folders[:] = sorted(name for name in folders if name not in saved_with) if depth < MAX_DEPTH else []
        for name in sorted(names):
            path = os.path.join(place, name)  # noqa: PTH118 - a name may be no text
            relative = os.path.relpath(path, os.fsencode(folder))
            if found := _saved_file(path, f"{folder_url}{quote_from_bytes(relative)}"):
                taken += 1
                if taken > MAX_FILES:
                    yield Fault(kind="refused-file", message=f"there are more than {MAX_FILES} files; the rest is left")
                    return
                yield found


def _saved_file(path: bytes, url: str) -> Found | Fault | None:
    ending = PurePosixPath(os.fsdecode(path)).suffix.lower()
    if ending in UNREAD_FILES:
        return Fault(kind="unread-format", message=f"documents of the kind {ending} can't be read yet", url=url)
    if path.lower().endswith((b".warc", b".warc.gz", b".wacz")):
        message = "an archive in a folder is not opened; import it by itself, with run --from and its name"
        return Fault(kind="refused-file", message=message, url=url)
    if ending not in TYPES:
        return None
    try:
        # Not blocking, so that a pipe under the name of a page does not hold us up for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        return Fault(
            kind="refused-file", message=f"it is a symbolic link or can't be opened ({error.strerror})", url=url
        )
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            return Fault(kind="refused-file", message="it is no regular file", url=url)
        if about.st_size > MAX_BODY:
            return Fault(kind="too-large", message=f"it is larger than {MAX_BODY // 1024 // 1024} MB", url=url)
        body = file.read(MAX_BODY)
    saved = min(datetime.fromtimestamp(about.st_mtime, UTC), datetime.now(UTC))
    return Found(url=url, fetched_at=saved, status=200, headers=(("Content-Type", TYPES[ending]),), body=body)
