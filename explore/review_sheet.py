"""The review as a table for a spreadsheet, with empty columns to be filled in, and what somebody filled in.

What is written follows RFC 4180; what is read may have been saved by any spreadsheet: commas, semicolons or tabs, with
a byte order mark or without, in UTF-8 or the code page of Romanian Windows, with columns moved, added or left out.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explore.answer_formats import csv_text
from explore.review import Listed
from explore.wording import harmless

TOLD = ("kind", "id", "other", "reason", "says", "quote", "url")
FILLED = ("decision", "value", "why")
ANSWERS = ("ok", "correct", "reject", "merge", "split", "undo")
"""What may stand under `decision`; nothing for what was not decided."""

_NEEDED = ("id", "decision")


class SheetError(Exception):
    """A table that was filled in can't be used; the message names each row and what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A row that somebody filled in, by the number of its line."""

    line: int
    decision: str  # one of ANSWERS
    id: str
    other: str
    kind: str
    value: str
    why: str


def sheet(listed: Iterable[Listed]) -> Iterator[str]:
    """The lines of the table as CSV. What a spreadsheet would run as a formula gets an apostrophe in front."""
    yield _line([*TOLD, *FILLED])
    for one in listed:
        told = (one.kind, one.id, one.other, one.reason, one.says, one.quote, one.url)
        yield _line([*(csv_text(harmless(text or "")) for text in told), "", "", ""])


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def answers(content: bytes) -> list[Answer]:
    """The rows that somebody filled in. Raises SheetError with all that is wrong."""
    text = _text(content)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Answer] = []
    faults: list[str] = []
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if missing := [name for name in _NEEDED if name not in names]:
            raise SheetError(
                f"the table has no column {' and no column '.join(missing)}; keep the first line as it was"
            )
        for cells in rows:
            row = {name: _cell(cell) for name, cell in zip(names, cells, strict=False)}
            if not any(row.get(name) for name in FILLED):
                continue
            one = _answer(row, rows.line_num)
            found.append(one)
            if (fault := _fault(one)) is not None:
                faults.append(f"line {rows.line_num} ({one.id or 'no id'}): {fault}")
    except csv.Error as error:
        raise SheetError(f"line {rows.line_num}: it is no CSV: {error}") from error
    if faults:
        raise SheetError("\n".join(faults))
    return found


def _answer(row: Mapping[str, str], line: int) -> Answer:
    return Answer(
        line=line,
        decision=row.get("decision", "").lower(),
        id=row.get("id", ""),
        other=row.get("other", ""),
        kind=row.get("kind", ""),
        value=row.get("value", ""),
        why=row.get("why", ""),
    )


def _fault(one: Answer) -> str | None:
    """What is wrong with what was filled in; None when nothing is."""
    if one.decision not in ANSWERS:
        return (
            f"decision is {one.decision!r}; it is one of {', '.join(ANSWERS)}, or empty with value and why empty, too"
        )
    if not one.id:
        return "the id is empty"
    if not one.why and one.decision != "ok":
        return "why is empty: write the reason, for those who read it later"
    if one.decision == "merge" and not (one.value or one.other):
        return "value is empty: write the id of that with which it is one"
    if one.decision == "correct" and not one.value:
        return "value is empty: write the value, or field = value"
    if one.decision in ("reject", "ok", "undo") and one.value:
        return f"value is {one.value!r}; {one.decision} takes none"
    return None


def _cell(cell: str) -> str:
    """A cell as it was meant: without the apostrophe that kept a spreadsheet from running it, in single blanks."""
    text = " ".join(cell.split())
    return text[1:] if text[:1] == "'" and csv_text(text[1:]) == text else text


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("the table is in no encoding that is known; save it as CSV in UTF-8")
