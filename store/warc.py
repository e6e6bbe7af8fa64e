"""WARC files: one gzip member per record, written whole, read by offset, mended after a crash.

Bodies are those that the server sent, with their content coding and its header; only the transfer coding is undone.
Source of the form: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import fcntl
import mmap
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from store.encodings import as_read

Headers = Sequence[tuple[str, str]]

OPEN = ".open"  # ends the name of a file that is being written, or that a crash left behind
CHUNK = 64 * 1024
MAGIC = b"\x1f\x8b\x08"  # what a gzip member begins with
RECORD = b"WARC/"  # and what is in it, when it is a record
HOP_BY_HOP = frozenset({"transfer-encoding", "content-length", "connection", "keep-alive"})
MARK_ID, MARK_SOURCE, MARK_RUN = "Fondoscop-Capture", "Fondoscop-Source", "Fondoscop-Run"
MARK_ADDRESS = "Fondoscop-Address"  # the canonical address, where it is not the one that was asked for
ANSWERS = frozenset({"response", "revisit"})  # types of records
UNMODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SECRET = frozenset({"proxy-authorization", "authorization", "cookie"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and the answer to it; `url` is what was asked for, `body` as it was sent, in its content coding.

    `truncated` says why the body is not whole, in a word of WARC 1.1, 5.13; `confirms` is the moment of the capture
    that a 304 speaks of.
    """

    url: str
    method: str
    status: int
    reason: str
    request_headers: Headers
    response_headers: Headers
    body: bytes
    fetched_at: datetime  # aware, UTC
    ip: str | None = None  # of the server
    truncated: str | None = None
    confirms: datetime | None = None  # aware


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """A response record as read back. `marks` are its WARC header fields, ours among them.

    `url` is the canonical address. `body` is decoded, as a reader wants it; `headers` are those of `raw`, the body as
    it was sent. What can't be decoded is left as it came.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    raw: bytes
    fetched_at: datetime
    marks: dict[str, str]

    @property
    def media_type(self) -> str | None:
        """The Content-Type header, if there was one."""
        return header(self.headers, "content-type")


class WarcFile:
    """A WARC file being written; it has the ending `.open` and is locked until `close` gives it its name."""

    def __init__(self, path: Path, *, about: dict[str, str]) -> None:
        self.path = path
        self._part = path.with_name(path.name + OPEN)
        self._file = _locked(self._part)
        self._whole = True
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        self._put(self._writer.create_warcinfo_record(path.name, {"software": "Fondoscop", **about}))

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._file.tell()

    def write(self, exchange: Exchange, *, marks: dict[str, str]) -> tuple[int, int]:
        """Writes response and request; returns offset and length, in bytes, of the response's gzip member."""
        response = self._response(exchange, marks)
        offset = self._file.tell()
        self._put(response)
        length = self._file.tell() - offset
        self._put(self._request(exchange, response.rec_headers.get_header("WARC-Record-ID")))
        return offset, length

    def sync(self) -> None:
        """Waits until the disk holds what was written. Raises OSError."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Gives the file its final name, unless a write failed: then it is left for `recover` to mend."""
        if self._file.closed:
            return
        try:
            if self._whole:
                self.sync()
                self._part.rename(self.path)
        finally:
            self._file.close()

    def abandon(self) -> None:
        """Closes the file and leaves it its `.open`, so that `recover` looks at it."""
        with suppress(OSError):  # of what a full disk did not take; that is torn anyway
            self._file.close()

    def _put(self, record: Any) -> None:  # noqa: ANN401 - warcio has no types
        if not self._whole:
            raise OSError(f"{self._part}: an earlier write failed, nothing more goes into this file")
        self._whole = False
        self._writer.write_record(record)
        self._whole = True

    def _response(self, exchange: Exchange, marks: dict[str, str]) -> Any:  # noqa: ANN401
        about = {"WARC-Date": warc_date(exchange.fetched_at), **marks}
        if exchange.ip:
            about["WARC-IP-Address"] = exchange.ip
        if exchange.truncated:
            about["WARC-Truncated"] = exchange.truncated
        kept = [(_as_sent(n), _as_sent(v)) for n, v in exchange.response_headers if n.lower() not in HOP_BY_HOP]
        status = f"{exchange.status} {exchange.reason}".strip()
        if exchange.confirms is not None:
            # warcio has a function for revisits, but for those with an identical payload alone.
            return self._writer.create_warc_record(
                exchange.url,
                "revisit",
                warc_headers_dict={
                    **about,
                    "WARC-Profile": UNMODIFIED,
                    "WARC-Refers-To-Target-URI": exchange.url,
                    "WARC-Refers-To-Date": warc_date(exchange.confirms),
                },
                http_headers=StatusAndHeaders(status, kept, protocol="HTTP/1.1"),
            )
        kept.append(("Content-Length", str(len(exchange.body))))
        return self._writer.create_warc_record(
            exchange.url,
            "response",
            payload=BytesIO(exchange.body),
            length=len(exchange.body),
            warc_headers_dict=about,
            http_headers=StatusAndHeaders(status, kept, protocol="HTTP/1.1"),
        )

    def _request(self, exchange: Exchange, response_id: str) -> Any:  # noqa: ANN401
        parts = urlsplit(exchange.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = [(_as_sent(n), _as_sent(v)) for n, v in exchange.request_headers if n.lower() not in SECRET]
        if header(sent, "host") is None:
            sent.insert(0, ("Host", parts.netloc.rpartition("@")[2]))
        return self._writer.create_warc_record(
            exchange.url,
            "request",
            warc_headers_dict={
                "WARC-Date": warc_date(exchange.fetched_at),
                "WARC-Concurrent-To": response_id,
            },
            http_headers=StatusAndHeaders(f"{exchange.method} {target} HTTP/1.1", sent, is_http_request=True),
        )


def _locked(path: Path) -> BinaryIO:
    """A new file, open for writing and locked."""
    while True:
        file = path.open("xb")
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return file
        file.close()  # a `recover` elsewhere took the empty file for a leftover before it was locked


def members(file: IO[bytes], start: int) -> Iterator[tuple[int, int, bytes]]:
    """Yields offset, length and content of the gzip members from `start` on, up to the first broken one.

    A member is whole when it has its end and its checksum is right.
    """
    file.seek(start)
    offset, rest = start, b""
    while True:
        inflater, parts, length = zlib.decompressobj(zlib.MAX_WBITS | 16), [], 0
        while not inflater.eof:
            rest = rest or file.read(CHUNK)
            if not rest:
                return
            try:
                parts.append(inflater.decompress(rest))
            except zlib.error:
                return
            length += len(rest) - len(inflater.unused_data)
            rest = inflater.unused_data
        yield offset, length, b"".join(parts)
        offset += length


def next_member(file: IO[bytes], start: int) -> int | None:
    """The offset of the first whole gzip member after `start` that begins a record, past anything damaged, or None.

    A damaged record may hold gzip members of its own: a file that was captured.
    """
    if start >= os.fstat(file.fileno()).st_size:
        return None
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        position = start
        while (position := view.find(MAGIC, position + 1)) >= 0:
            member = next(members(file, position), None)
            if member and member[2].startswith(RECORD):
                return position
    return None


def parse_response(content: bytes) -> StoredResponse | None:
    """Reads one unpacked record; None when it is of another type. Raises ValueError when it is none."""
    stored = parse_answer(content)
    return stored if stored is not None and stored.marks["WARC-Type"] == "response" else None


def parse_answer(content: bytes) -> StoredResponse | None:
    """Reads as `parse_response` does, and revisit records too, which have no body."""
    try:
        record = next(iter(ArchiveIterator(BytesIO(content))), None)
    except ArchiveLoadFailed as error:
        raise ValueError(str(error)) from error
    if record is None:
        raise ValueError("there is no record")
    if record.rec_type not in ANSWERS or record.http_headers is None:
        return None
    marks = dict(record.rec_headers.headers)
    headers = tuple(record.http_headers.headers)
    raw = record.raw_stream.read()
    return StoredResponse(
        url=marks.get(MARK_ADDRESS) or marks["WARC-Target-URI"],
        status=int(record.http_headers.get_statuscode()),
        headers=headers,
        body=as_read(raw, headers),
        raw=raw,
        fetched_at=datetime.fromisoformat(marks["WARC-Date"]),
        marks=marks,
    )


def warc_date(moment: datetime) -> str:
    """The moment in UTC with microseconds, as WARC 1.1 writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def header(headers: Headers, name: str) -> str | None:
    """The first value of that header, whatever the case of its letters."""
    return next((value for key, value in headers if key.lower() == name), None)


def reason_of(status: int) -> str:
    """The usual words for a status code, or nothing for an unusual one."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _as_sent(value: str) -> str:
    """The value of a header in one line of ASCII, other bytes as %XX: warcio takes no others, and fails on some."""
    value = " ".join(value.splitlines())
    if value.isascii() and value.isprintable():
        return value
    try:
        data = value.encode("latin-1")  # as HTTP has it
    except UnicodeEncodeError:
        data = value.encode("utf-8", "replace")
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else f"%{byte:02X}" for byte in data)
