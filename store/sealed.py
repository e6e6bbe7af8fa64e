"""Whether sealed files are as they were sealed, and, where one is not, which of its members is not."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from store.journal import Journal, JournalError
from store.seals import FILE, GROWING, Seals, digest
from store.warc import OPEN, members

SealFault = tuple[str, str, str, int | None]  # "altered" or "journal", file, message, offset


def faults_of_seals(seals: Seals, *journals: Journal) -> Iterator[SealFault]:
    """Kind, file, message and offset of what is not as it was sealed, or can't be read. Raises OSError."""
    every, bad = seals.read_all()
    for place in bad:
        yield "altered", FILE, "this line of the seals can't be read", place
    whole = {seal.file: seal for seal in every if seal.file not in GROWING}
    for seal in [*whole.values(), *(seal for seal in every if seal.file in GROWING)]:
        path = seals.folder / seal.file
        if not path.exists():
            if not path.with_name(path.name + OPEN).exists():
                yield "altered", seal.file, "this file was sealed, and is gone", None
        elif path.stat().st_size < seal.size or (path.stat().st_size > seal.size and seal.file not in GROWING):
            message = f"it was sealed with {seal.size} bytes and has {path.stat().st_size} now"
            yield "altered", seal.file, message, None
        elif digest(path, seal.size) != seal.sha256:
            offset = None if seal.file in GROWING else _odd_member(path)
            message = f"its bytes are not those that were sealed, or its line in {FILE} is not what it was"
            yield "altered", seal.file, message, offset
    for journal in journals:
        try:
            for _ in journal.events():
                pass
        except JournalError as error:
            yield "journal", journal.path.name, str(error), None


def _odd_member(path: Path) -> int | None:
    """The offset of the member that is packed otherwise than zlib packs its content here; None without a clue.

    That is how a byte is found that changed nothing in what is read. Another zlib may have packed them all
    otherwise: then it says nothing about any of them.
    """
    odd: list[int] = []
    whole = end = 0
    with path.open("rb") as file, path.open("rb") as again:
        for offset, length, content in members(file, 0):
            packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)  # as warcio packs
            again.seek(offset)
            if packer.compress(content) + packer.flush() == again.read(length):
                whole += 1
            else:
                odd.append(offset)
            end = offset + length
    if end < path.stat().st_size:
        return end
    return odd[0] if odd and whole else None
