"""What is stored in an old office file: the names in its directory, read without unpacking anything.

Source: [MS-CFB] Compound File Binary File Format, 2.2 (header), 2.3 (FAT), 2.6 (directory).
"""

import struct

_HEADER = 512  # bytes
_SECTORS_OF_FAT = 109  # that the header lists; a file with more has its directory in the part they cover, or is huge
_ENTRY = 128  # bytes
_MOST_SECTORS = 64  # of the directory: thousands of names
_LONGEST_NAME = 62  # bytes, without the end


def storages(body: bytes) -> tuple[str, ...]:
    """Names in the order of the directory; fewer, or none, where the file is damaged."""
    if len(body) < _HEADER:
        return ()
    shift = struct.unpack_from("<H", body, 30)[0]
    if shift not in (9, 12):
        return ()
    size = 1 << shift
    fat = struct.unpack_from(f"<{_SECTORS_OF_FAT}I", body, 76)
    sector = struct.unpack_from("<I", body, 48)[0]
    names: list[str] = []
    for _ in range(_MOST_SECTORS):
        start = (sector + 1) * size
        if start + size > len(body):
            break
        names += _names(body[start : start + size])
        part, place = divmod(sector, size // 4)
        at = (fat[part] + 1) * size + place * 4 if part < _SECTORS_OF_FAT else len(body)
        if at + 4 > len(body):
            break
        sector = struct.unpack_from("<I", body, at)[0]
    return tuple(names)


def _names(entries: bytes) -> list[str]:
    names = []
    for start in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", entries, start + 64)[0]
        if 2 < length <= _LONGEST_NAME + 2:
            names.append(entries[start : start + length - 2].decode("utf-16-le", errors="replace"))
    return names
