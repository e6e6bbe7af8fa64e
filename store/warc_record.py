"""One unpacked WARC record of whatever type: what it is about, and whether its own digests are right."""

import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

HEADER = 10  # bytes of the header of a gzip member as we write it: no names, no extra fields (RFC 1952)
LEGIBLE = 64 * 1024  # bytes of a damaged member that are looked at
_TARGET = re.compile(rb"^WARC-Target-URI: *<?(?P<url>[\x21-\x7e]+?)>?\r?$", re.MULTILINE | re.IGNORECASE)


class RecordError(Exception):
    """It is no record of WARC; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """The head of a record. `problems` are digests that are not right, in words."""

    type: str  # response, request, revisit, warcinfo, …
    id: str
    url: str | None  # WARC-Target-URI
    concurrent_to: str | None
    refers_to: str | None  # the address whose content a revisit record stands for
    location: str | None  # where an answer leads, as sent
    capture_id: str | None
    problems: tuple[str, ...]


def read_record(content: bytes, *, capture_mark: str = "Fondoscop-Capture") -> WarcRecord:
    """Reads one record to its end and compares its block and payload digests. Raises RecordError."""
    try:
        record = next(iter(ArchiveIterator(BytesIO(content), check_digests=True)), None)
        if record is None:
            raise RecordError("there is no record")
        while record.raw_stream.read(64 * 1024):
            pass
    except (ArchiveLoadFailed, ValueError, AttributeError) as error:
        raise RecordError(str(error)) from error
    head = record.rec_headers.get_header
    sent = record.http_headers
    is_answer = sent is not None and record.rec_type in {"response", "revisit"}
    url = head("WARC-Target-URI")
    return WarcRecord(
        type=str(record.rec_type),
        id=head("WARC-Record-ID") or "",
        url=url.strip("<>") if url else None,
        concurrent_to=head("WARC-Concurrent-To"),
        refers_to=head("WARC-Refers-To-Target-URI"),
        location=sent.get_header("Location") if is_answer else None,
        capture_id=head(capture_mark),
        problems=tuple(record.digest_checker.problems),
    )


def legible_address(file: IO[bytes], start: int, end: int) -> str | None:
    """The address in what can still be unpacked of a damaged gzip member; None when there is none."""
    file.seek(start + HEADER)
    packed = file.read(min(end - start, LEGIBLE))
    inflater, legible = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
    with suppress(zlib.error):
        for place in range(0, len(packed), 16):  # little by little, for what comes before the damage
            legible += inflater.decompress(packed[place : place + 16], LEGIBLE)
    found = _TARGET.search(legible)
    return found["url"].decode() if found else None
