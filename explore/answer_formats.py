r"""The answer to a query as CSV, JSON, JSON Lines or Markdown, row by row, however long it is.

CSV follows RFC 4180: commas, doubled quotes, lines that end in CR LF, a header; UTF-8. A text that a spreadsheet would
run as a formula gets an apostrophe in front (OWASP, “CSV injection”), numbers don't. JSON has texts as texts, so that
an exact decimal stays one, and writes characters that act on terminals as `\uXXXX`.
"""

import csv
import json
import math
import re
from collections.abc import Callable, Iterator
from itertools import chain

from explore.wording import harmless, visible
from store.asking import Answer, Cell

Write = Callable[[str], object]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?")
_ACTING = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")  # JSON itself escapes those below
_IN_MARKDOWN = re.compile(r"[\\`*|\[\]]")


def write_csv(answer: Answer, write: Write, *, raw: bool = False, to_terminal: bool = False) -> None:
    """A line of CSV for each row; `raw` leaves formulas as they are, a terminal gets names for signs that act."""
    lines = csv.writer(_Sink(write))
    for row in chain([answer.columns], answer.rows):
        cells = [cell if isinstance(cell, int | float) else csv_text(cell, raw=raw) for cell in row]
        lines.writerow([visible(cell) if to_terminal and isinstance(cell, str) else cell for cell in cells])


def write_json(answer: Answer, write: Write) -> None:
    """An array with an object for each row."""
    before = "[\n"
    for row in answer.rows:
        write(f"{before}{_object(answer.columns, row)}")
        before = ",\n"
    write("[]\n" if before == "[\n" else "\n]\n")


def write_jsonl(answer: Answer, write: Write) -> None:
    """An object on a line for each row."""
    for row in answer.rows:
        write(f"{_object(answer.columns, row)}\n")


def write_markdown(answer: Answer, write: Write) -> None:
    """A table as GitHub's Markdown has it; columns whose first cell is a number are set to the right."""
    first = next(answer.rows, None)
    marks = ["---:" if isinstance(cell, int | float) else "---" for cell in first or [None] * len(answer.columns)]
    write(f"| {' | '.join(map(_markdown, answer.columns))} |\n| {' | '.join(marks)} |\n")
    rows: Iterator[tuple[Cell, ...]] = answer.rows if first is None else chain([first], answer.rows)
    for row in rows:
        write(f"| {' | '.join(map(_markdown, row))} |\n")


def plain(value: object) -> str:
    """A value as JSON on one line, Romanian as it is written, signs that act on terminals as escapes."""
    return escaped(json.dumps(value, ensure_ascii=False, allow_nan=False))


def escaped(written: str) -> str:
    """JSON in which characters that act on terminals stand as escapes; they can only be in its texts."""
    return _ACTING.sub(lambda sign: f"\\u{ord(sign.group()):04x}", written)


class _Sink:
    """What csv.writer writes to."""

    def __init__(self, write: Write) -> None:
        self.write = write


def csv_text(cell: Cell, *, raw: bool = False) -> str:
    """A cell as CSV has it: a formula with an apostrophe in front, unless it is wanted raw."""
    text = "" if cell is None else cell.hex() if isinstance(cell, bytes) else str(cell)
    acts = not raw and text.startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if acts else text


def _object(columns: tuple[str, ...], row: tuple[Cell, ...]) -> str:
    return plain({name: _in_json(cell) for name, cell in zip(columns, row, strict=True)})


def _in_json(cell: Cell) -> Cell:
    if isinstance(cell, bytes):
        return cell.hex()
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)  # JSON has no infinity
    return cell


def _markdown(cell: Cell) -> str:
    text = "" if cell is None else cell.hex() if isinstance(cell, bytes) else harmless(str(cell))
    return _IN_MARKDOWN.sub(r"\\\g<0>", text).replace("<", "&lt;")
