"""The index of answers that are evidence but no captures: redirects, robots.txt, listings, failures, the word 304.

The build never reads it. It is `answers.jsonl`, beside the index of captures, written by the same hand, and it can be
made anew from the WARC files: a line says of each finished file how long it was, and `refresh` reads those files again
for which that is not so, after a crash, a restored backup or a file that was rewritten.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from store.journal import Journal, JournalError
from store.warc import MARK_ID, MARK_RUN, MARK_SOURCE, OPEN, StoredResponse, members, next_member, parse_answer

INDEX = "answers.jsonl"
_ANSWER, _FINISHED = "answer", "finished"  # kinds of lines; the second tells that a file has no more answers


class AnswerError(Exception):
    """An answer is not where the index says; the message says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer that is no capture, and where it rests."""

    url: str  # canonical
    status: int
    source_id: str
    run_id: str
    fetched_at: datetime  # aware, UTC
    sha256: str  # of the body as it was sent
    file: str  # name of the WARC file
    offset: int  # of the record's gzip member, in bytes
    length: int  # of the member, in bytes


def answers(folder: Path, *, url: str | None = None) -> Iterator[Answer]:
    """Yields the answers in the archive's folder in the order of writing, those of one address or all.

    Raises AnswerError when the index can't be read.
    """
    try:
        for line in Journal(folder / INDEX).events_of(_ANSWER):
            if url is None or line["url"] == url:
                yield _from_line(line)
    except (JournalError, KeyError, TypeError, ValueError) as error:
        raise AnswerError(f"the index of answers is damaged: {error}; the next run makes it anew") from error


def read_answer(folder: Path, answer: Answer) -> StoredResponse:
    """The answer from its place, its digest checked. Raises AnswerError."""
    name = f"the answer of {answer.url} (in {answer.file} at byte {answer.offset})"
    path = folder / answer.file
    try:
        with (path if path.exists() else path.with_name(path.name + OPEN)).open("rb") as file:
            file.seek(answer.offset)
            member = next(members(BytesIO(file.read(answer.length)), 0), None)
        stored = parse_answer(member[2]) if member else None
    except (OSError, ValueError, KeyError) as error:
        raise AnswerError(f"{name} can't be read: {error}") from error
    if stored is None or stored.url != answer.url or hashlib.sha256(stored.raw).hexdigest() != answer.sha256:
        raise AnswerError(f"{name} is not there; the next run makes the index anew")
    return stored


def refresh(folder: Path) -> int:
    """Makes the index fit the WARC files; returns how many of them were read again. Call it while nobody writes there.

    Lines of files that are gone, still open or of another length go; a damaged file gives what is whole in it.
    """
    index, made = Journal(folder / INDEX), folder / f"{INDEX}.new"
    files = {path.name: path.stat().st_size for path in folder.glob("*.warc.gz")}
    try:
        finished = {line["file"]: line["size"] for line in index.events_of(_FINISHED)}
        sound = {name for name, size in files.items() if finished.get(name) == size}
        if sound == files.keys() == finished.keys():
            return 0
        _write(made, (line for line in index.events() if line["file"] in sound))
    except (JournalError, KeyError, TypeError):  # not worth more than the time to make it again
        sound = set()
        _write(made, ())
    unread = sorted(files.keys() - sound)
    for name in unread:
        Journal(made).append_all(_lines_in(folder / name))
    made.replace(index.path)
    return len(unread)


def line_of(
    *,
    url: str,
    status: int,
    source_id: str,
    run_id: str,
    fetched_at: datetime,
    raw: bytes,
    file: str,
    offset: int,
    length: int,
) -> dict[str, Any]:
    """The line of the index for an answer; `raw` is its body as it was sent."""
    return {
        "event": _ANSWER,
        "url": url,
        "status": status,
        "source_id": source_id,
        "run_id": run_id,
        "fetched_at": fetched_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "file": file,
        "offset": offset,
        "length": length,
    }


def finished_line(path: Path) -> dict[str, Any]:
    """The line of the index for a WARC file that has its final name."""
    return {"event": _FINISHED, "file": path.name, "size": path.stat().st_size}


def _write(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    with path.open("wb") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _lines_in(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        start: int | None = 0
        while start is not None:
            end = start
            for offset, length, content in members(file, start):
                end = offset + length
                stored = _parsed(content)
                if stored is not None:
                    yield line_of(
                        url=stored.url,
                        status=stored.status,
                        source_id=stored.marks[MARK_SOURCE],
                        run_id=stored.marks[MARK_RUN],
                        fetched_at=stored.fetched_at,
                        raw=stored.raw,
                        file=path.name,
                        offset=offset,
                        length=length,
                    )
            start = next_member(file, end)
    yield finished_line(path)


def _parsed(content: bytes) -> StoredResponse | None:
    """The answer in a record; None for a capture, and for what we did not write."""
    try:
        stored = parse_answer(content)
    except (ValueError, KeyError):
        return None
    is_answer = stored is not None and MARK_ID not in stored.marks and stored.marks.keys() >= {MARK_SOURCE, MARK_RUN}
    return stored if is_answer else None


def _from_line(line: Mapping[str, Any]) -> Answer:
    fields = {name: value for name, value in line.items() if name != "event"}
    return Answer(**{**fields, "fetched_at": datetime.fromisoformat(line["fetched_at"])})
