"""WARC files of others, read as hostile input: each record with limits, damage passed over, bombs not unpacked.

Boundaries of records are found here, because a library that reads a header line to its end, however long that
is, can be made to fill the memory; what is in a record of known size is for warcio. Source of the form:
https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import re
import zlib
from collections.abc import Iterator
from typing import IO

from store.warc import MAGIC

PIECE = 64 * 1024
MAX_HEAD = 64 * 1024  # bytes of a record's header
MAX_RECORD = 33 * 1024 * 1024  # bytes of a record that is read; larger ones are passed over
MAX_FAULTS = 1000  # damaged places in one file
SLACK = 64 * 1024 * 1024  # bytes that may come out before the ratio is looked at
MAX_RATIO = 200  # bytes out for one in; pages seldom reach 20, deflate could 1,032
AGAIN = 4  # times the file's size that may be read in all, when damage makes us look twice

BROKEN_OFF = "it breaks off in the middle of a record"
READ = frozenset({b"response", b"resource"})  # types of records that can hold a page
_FIELD = re.compile(rb"^(?P<name>[A-Za-z-]+):[ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)


class Damage(str):
    """What is wrong at one place of a file, in words."""

    __slots__ = ()


class BombError(Exception):
    """The file takes more than it is worth, as the message says. Nothing more of it is read."""


class _DamagedError(Exception):
    """The gzip stream is broken here."""


def records(file: IO[bytes], size: int) -> Iterator[bytes | Damage]:
    """Yields the records that can hold a page, whole, and a word for each damaged place. Raises BombError.

    `file` is seekable and `size` bytes long; it may be gzipped, a member for each record or all in one.
    """
    reader = _Reader(_Unpacked(file, size))
    faults = 0
    while True:
        try:
            record = reader.next_record()
        except _DamagedError as error:
            faults += 1
            if faults > MAX_FAULTS:
                raise BombError(f"it is damaged in more than {MAX_FAULTS} places") from error
            yield Damage(str(error))
            reader.go_on()
            continue
        if record is None:
            return
        yield record


class _Unpacked:
    """The bytes of a file, unpacked if need be, in pieces that never reach over the end of a gzip member."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._size = file, size
        file.seek(0)
        self.is_packed = file.read(len(MAGIC)) == MAGIC
        self._in = self._out = 0
        file.seek(0)
        self._begin(0, b"")

    def _begin(self, offset: int, rest: bytes) -> None:
        """The member at `offset`, of which `rest` was read already."""
        self._member = self._position = offset
        self._rest = rest
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def read(self) -> bytes:
        """The next piece, empty at the end. Raises _DamagedError, BombError."""
        while True:
            if self._inflater.eof:
                self._begin(self._position, self._rest)
            if not self._rest:
                self._rest = self._file.read(PIECE)
                self._in += len(self._rest)
            if not self._rest:
                if self._position > self._member:
                    raise _DamagedError(BROKEN_OFF)
                return b""
            piece = self._inflate() if self.is_packed else self._take()
            self._out += len(piece)
            self._check()
            if piece:
                return piece

    def _take(self) -> bytes:
        piece, self._rest = self._rest, b""
        return piece

    def _inflate(self) -> bytes:
        before = len(self._rest)
        try:
            piece = self._inflater.decompress(self._rest, PIECE)
        except zlib.error as error:
            raise _DamagedError(f"its gzip is damaged ({error})") from error
        self._rest = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
        self._position += before - len(self._rest)
        return piece

    def _check(self) -> None:
        if self._out > SLACK + MAX_RATIO * self._in:
            raise BombError(f"it unpacks to more than {MAX_RATIO} times its size")
        if self._in > SLACK + AGAIN * self._size:
            raise BombError("its damage makes us read it again and again")

    def skip(self) -> bool:
        """Goes to the next gzip member that begins with a record; False when there is none."""
        start = self._member + 1
        tail = b""
        self._file.seek(start)
        while chunk := self._file.read(PIECE):
            window = tail + chunk
            base = start - len(tail)
            position = -1
            while (position := window.find(MAGIC, position + 1)) >= 0:
                if self._is_record(base + position):
                    self._begin(base + position, b"")
                    self._file.seek(base + position)
                    return True
            start += len(chunk)
            self._file.seek(start)
            tail = window[-len(MAGIC) + 1 :]
        return False

    def _is_record(self, offset: int) -> bool:
        self._file.seek(offset)
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(self._file.read(1024), 5)
        except zlib.error:
            return False
        return head == b"WARC/"


class _Reader:
    def __init__(self, unpacked: _Unpacked) -> None:
        self._unpacked = unpacked
        self._buffer = bytearray()
        self._is_over = False

    def next_record(self) -> bytes | Damage | None:
        """The next record that can hold a page, None at the end. Raises _DamagedError, BombError."""
        while not self._is_over:
            if not self._begins():
                return None
            head = self._head()
            fields = {found["name"].lower(): found["value"].strip() for found in _FIELD.finditer(head)}
            length = fields.get(b"content-length", b"")
            if not length.isdigit() or len(length) > 15:
                raise _DamagedError("a record does not say its length")
            if fields.get(b"warc-type", b"").lower() in READ:
                if int(length) > MAX_RECORD:
                    self._drop(int(length))
                    return Damage(f"a record is larger than {MAX_RECORD // 1024 // 1024} MB, and is passed over")
                return head + self._content(int(length))
            self._drop(int(length))
        return None

    def go_on(self) -> None:
        """Passes over a damaged place, to where the next record begins."""
        if self._unpacked.is_packed:
            self._buffer.clear()
            self._is_over = not self._unpacked.skip()
            return
        while (position := self._buffer.find(b"\r\nWARC/1.")) < 0:
            del self._buffer[: -len(b"\r\nWARC/1.")]
            if not self._more():
                self._is_over = True
                return
        del self._buffer[: position + 2]

    def _begins(self) -> bool:
        """Passes over the line breaks between records; False at the end of the file."""
        while not (rest := self._buffer.lstrip(b"\r\n")):
            self._buffer.clear()
            if not self._more():
                return False
        self._buffer = rest
        return True

    def _more(self) -> bool:
        piece = self._unpacked.read()
        self._buffer += piece
        return bool(piece)

    def _head(self) -> bytes:
        while (end := self._buffer.find(b"\r\n\r\n", 0, MAX_HEAD)) < 0:
            if len(self._buffer) >= MAX_HEAD or not self._more():
                raise _DamagedError("no record begins where one should")
        head = bytes(self._buffer[: end + 4])
        if not head.startswith(b"WARC/"):
            raise _DamagedError("no record begins where one should")
        del self._buffer[: end + 4]
        return head

    def _content(self, length: int) -> bytes:
        while len(self._buffer) < length:
            if not self._more():
                raise _DamagedError(BROKEN_OFF)
        content = bytes(self._buffer[:length])
        del self._buffer[:length]
        return content

    def _drop(self, length: int) -> None:
        while len(self._buffer) < length:
            length -= len(self._buffer)
            self._buffer.clear()
            if not self._more():
                raise _DamagedError(BROKEN_OFF)
        del self._buffer[:length]
