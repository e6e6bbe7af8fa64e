"""Content codings of HTTP: from what a server sent to what a reader wants, never beyond a limit.

Source of the codings: RFC 9110, 8.4; of br RFC 7932, of zstd RFC 8878. They are undone as Scrapy undoes them, with
the same libraries: what was cut off or has a wrong checksum is given as far as it goes, as browsers do.
"""

import struct
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from gzip import GzipFile
from io import BytesIO

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 64 * 1024
LIMIT = 32 * 1024 * 1024  # bytes of a decoded body, as the crawler's DOWNLOAD_MAXSIZE
PLAIN = frozenset({"", "identity"})
# What every program that reads WARC undoes. warcio, and with it all that makes WACZ, breaks off at the first body in br
# where the package brotli is there (https://github.com/webrecorder/warcio/issues/73); zstd is newer than most of them.
PORTABLE = frozenset({(), ("gzip",), ("deflate",)})
UNDONE = "X-Orig-Content-Encoding"  # the header's name where the archive has the body without its coding
BROKEN = (OSError, EOFError, struct.error, zlib.error, brotli.error, zstd.ZstdError)


class EncodingError(ValueError):
    """The coding is none that we know, or the body is not in it; the message says which."""


class TooLargeError(ValueError):
    """The body decodes to more than the limit."""


def codings_of(headers: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The content codings in the order in which they were applied, in lower case."""
    values = (value for name, value in headers if name.lower() == "content-encoding")
    codings = (coding.strip().lower() for value in values for coding in value.split(","))
    return tuple(coding for coding in codings if coding not in PLAIN)


def decoded(body: bytes, codings: Sequence[str], *, limit: int = LIMIT) -> bytes:
    """The body without its codings, at most `limit` bytes at each step. Raises EncodingError, TooLargeError."""
    for coding in reversed(codings):
        body = _undone(body, coding, limit) if body else b""
    return body


def as_read(body: bytes, headers: Sequence[tuple[str, str]]) -> bytes:
    """The body without the codings that its headers name; as it came when that can't be done within LIMIT."""
    try:
        return decoded(body, codings_of(headers))
    except ValueError:
        return body


def portable(body: bytes, headers: Sequence[tuple[str, str]]) -> tuple[bytes, Sequence[tuple[str, str]]]:
    """Body and headers as they are, if any program can undo the coding; else without it, and with its name kept."""
    if codings_of(headers) in PORTABLE:
        return body, headers
    return as_read(body, headers), undone(headers)


def undone(headers: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """The headers of a body whose coding is undone; they still tell what it was."""
    return [(UNDONE if name.lower() == "content-encoding" else name, value) for name, value in headers]


def is_known(coding: str) -> bool:
    """Whether we can undo that coding, given in lower case."""
    return coding in _DECODERS


def _undone(body: bytes, coding: str, limit: int) -> bytes:
    if not is_known(coding):
        raise EncodingError(f"a coding that we can't undo: {coding}")
    whole = bytearray()
    try:
        for piece in _DECODERS[coding](body):
            whole += piece
            if len(whole) > limit:
                raise TooLargeError(f"it decodes to more than {limit // 1024 // 1024} MB")
    except BROKEN as error:
        if not whole:
            raise EncodingError(f"it is no {coding}: {error}") from error
    return bytes(whole)


def _gzip(body: bytes) -> Iterator[bytes]:
    with GzipFile(fileobj=BytesIO(body)) as file:
        while piece := file.read1(PIECE):
            yield piece


def _deflate(body: bytes) -> Iterator[bytes]:
    """With the frame of zlib, as the RFC has it, or without, as some servers send it."""
    inflater = zlib.decompressobj()
    try:
        piece = inflater.decompress(body, PIECE)
    except zlib.error:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        piece = inflater.decompress(body, PIECE)
    yield piece
    while inflater.unconsumed_tail and not inflater.eof:
        yield inflater.decompress(inflater.unconsumed_tail, PIECE)


def _brotli(body: bytes) -> Iterator[bytes]:
    decompressor = brotli.Decompressor()
    piece = decompressor.process(body, output_buffer_limit=PIECE)
    while piece:
        yield piece
        piece = b"" if decompressor.is_finished() else decompressor.process(b"", output_buffer_limit=PIECE)


def _zstd(body: bytes) -> Iterator[bytes]:
    with zstd.ZstdFile(BytesIO(body)) as file:
        while piece := file.read(PIECE):
            yield piece


_DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
