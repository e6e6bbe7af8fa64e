"""Marks of footnotes: small raised figures that PDFium glues to the word before, and after which it ends the line.

“1.234.567 lei¹, din care” comes as “1.234.567 lei1” and “, din care”. A figure is a mark when a small line of the
page begins with it and its own letters are small; then a blank parts it from the word, and the line goes on.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from readers.pdf_page import Line, PageText

_SMALL = 0.92  # of the height of most lines
_RAISED = 0.8  # of the size of its line
_NEAR = 0.6  # heights to what goes on on the same line
_BLANK = 0.15  # heights: a gap that is one
_NOTE = re.compile(r"\d{1,3}(?=\D|$)")
_GLUED = re.compile(r"(\d{1,3})(?=[^\W\d])")


def marks_apart(page: PageText, lines: Sequence[Line]) -> list[Line]:
    """The lines with the marks of footnotes apart from words, and lines that such a mark has cut made whole."""
    if not any(line.text[0].isdigit() for line in lines):
        return list(lines)
    counted: Counter[float] = Counter()
    for line in lines:
        counted[line.height] += len(line.text)
    body = _SMALL * max(counted, key=lambda height: (counted[height], height))
    numbers = {found.group() for line in lines if line.height < body and (found := _NOTE.match(line.text))}
    if not numbers:
        return list(lines)
    mark = re.compile(rf"(?<=\S)(?:{'|'.join(sorted(numbers))})(?!\d)(?: (?=[,.;:]))?")
    return _whole([_marked(page, line, mark) if line.height >= body else _parted(line) for line in lines])


def _marked(page: PageText, line: Line, mark: re.Pattern[str]) -> Line:
    if line.text != page.text[line.start : line.end]:
        return line

    def apart(found: re.Match[str]) -> str:
        is_raised = page.size(line.start + found.start()) < _RAISED * page.size(line.start)
        return f" {found.group().strip()}" if is_raised else found.group()

    return replace(line, text=mark.sub(apart, line.text))


def _parted(line: Line) -> Line:
    return replace(line, text=_GLUED.sub(r"\1 ", line.text, count=1)) if _GLUED.match(line.text) else line


def _whole(lines: Sequence[Line]) -> list[Line]:
    """Neighbours on one baseline, without a gap between them, as one line."""
    result: list[Line] = []
    for line in lines:
        before = result[-1] if result else None
        if before is not None and _goes_on(before, line):
            blank = " " if line.left - before.right > _BLANK * before.height else ""
            result[-1] = replace(
                before,
                text=before.text + blank + line.text,
                end=line.end,
                right=line.right,
                bold=before.bold and line.bold,
                broken=line.broken,
            )
        else:
            result.append(line)
    return result


def _goes_on(before: Line, line: Line) -> bool:
    height = before.height
    same = abs(before.bottom - line.bottom) < 0.25 * height and abs(line.height - height) < 0.1 * height
    return same and not before.broken and -1 < line.left - before.right < _NEAR * height
