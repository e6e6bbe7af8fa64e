"""Whether sealed files are as they were sealed, and, where one is not, which of its members is not."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from store.journal import Journal, JournalError
from store.seals import FILE, GROWING, Seals, digest
from store.warc import OPEN, members
from store.warc_record import read_record


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFault:
    """What is not as it was sealed, or, in a journal, can't be read."""

    file: str
    message: str
    offset: int | None = None  # bytes
    url: str | None = None  # of the record there
    is_journal: bool = False


def faults_of_seals(seals: Seals, *journals: Journal) -> Iterator[SealFault]:
    """What is not as it was sealed, or can't be read. Raises OSError."""
    every, bad = seals.read_all()
    for place in bad:
        yield SealFault(file=FILE, message="this line of the seals can't be read", offset=place)
    whole = {seal.file: seal for seal in every if seal.file not in GROWING}
    for seal in [*whole.values(), *(seal for seal in every if seal.file in GROWING)]:
        path = seals.folder / seal.file
        if not path.exists():
            if not path.with_name(path.name + OPEN).exists():
                yield SealFault(file=seal.file, message="this file was sealed, and is gone")
        elif path.stat().st_size < seal.size or (path.stat().st_size > seal.size and seal.file not in GROWING):
            message = f"it was sealed with {seal.size} bytes and has {path.stat().st_size} now"
            yield SealFault(file=seal.file, message=message)
        elif digest(path, seal.size) != seal.sha256:
            offset, url = (None, None) if seal.file in GROWING else _odd_member(path)
            message = f"its bytes are not those that were sealed, or its line in {FILE} is not what it was"
            yield SealFault(file=seal.file, message=message, offset=offset, url=url)
    for journal in journals:
        try:
            for _ in journal.events():
                pass
        except JournalError as error:
            yield SealFault(file=journal.path.name, message=str(error), is_journal=True)


def _odd_member(path: Path) -> tuple[int | None, str | None]:
    """Offset and address of the member that is not packed as zlib packs its content here; nothing without a clue.

    That is how a byte is found that changed nothing in what is read. Another zlib may have packed them all
    otherwise: then it says nothing about any of them.
    """
    odd: list[tuple[int, bytes]] = []
    whole = end = 0
    with path.open("rb") as file, path.open("rb") as again:
        for offset, length, content in members(file, 0):
            packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)  # as warcio packs
            again.seek(offset)
            if packer.compress(content) + packer.flush() == again.read(length):
                whole += 1
            else:
                odd = odd or [(offset, content)]
            end = offset + length
    if end < path.stat().st_size:
        return end, None  # it is damaged there, which is told already
    if not odd or not whole:
        return None, None
    offset, content = odd[0]
    return offset, read_record(content).url
