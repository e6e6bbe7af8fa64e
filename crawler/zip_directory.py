"""How large the directory of a ZIP file is, before it is read: zipfile takes the whole of it into memory.

Source: APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16 (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
"""

import struct
from pathlib import Path

MAX_DIRECTORY = 16 * 1024 * 1024  # bytes
LONGEST_COMMENT = 65_535
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")


class ZipRefusedError(Exception):
    """It is no ZIP file, or its directory is too large."""


def check_directory(path: Path) -> None:
    """Raises ZipRefusedError when the directory is missing or larger than we take."""
    with path.open("rb") as file:
        size = path.stat().st_size
        start = max(0, size - LONGEST_COMMENT - _END.size - _LOCATOR.size)
        file.seek(start)
        tail = file.read()
        at = tail.rfind(b"PK\5\6")
        if at < 0 or len(tail) - at < _END.size:
            raise ZipRefusedError("it is no ZIP file, or its end is missing")
        length = _END.unpack_from(tail, at)[5]
        locator = at - _LOCATOR.size
        if locator >= 0 and tail[locator : locator + 4] == b"PK\6\7":
            file.seek(_LOCATOR.unpack_from(tail, locator)[2])
            end = file.read(_END_64.size)
            if len(end) < _END_64.size or not end.startswith(b"PK\6\6"):
                raise ZipRefusedError("its directory can't be found")
            length = max(_END_64.unpack(end)[8], 0 if length == 0xFFFFFFFF else length)
    if length > MAX_DIRECTORY:
        raise ZipRefusedError(f"its directory is larger than {MAX_DIRECTORY // 1024 // 1024} MB")
