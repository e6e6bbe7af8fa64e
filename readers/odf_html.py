"""An OpenDocument text or workbook (.odt, .ods) to HTML. Runs in the child process.

Both hold their content as one tree of paragraphs, lists and tables; a sheet's cells hold the text that they show.
Left out, as on the printed page: what was deleted with changes tracked, comments, what is hidden. Notes follow the
text, with their numbers. Not read: the page's header and footer.
Source of the form: OpenDocument 1.3 part 3 (OASIS), chapters 5 (text), 6 (paragraphs), 9 (tables), 16 (styles).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from readers.errors import ErrorKind, ReadError
from readers.length import check_length
from readers.number_formats import iso_moment
from readers.office_package import Package
from readers.sheet_html import Cell, Row, Sheets

_SKIPPED = frozenset([
    "text:tracked-changes", "office:annotation", "office:annotation-end", "office:forms", "text:sequence-decls",
    "text:variable-decls", "text:user-field-decls", "text:soft-page-break", "svg-compatible:title",
    "svg-compatible:desc", "drawing:object", "drawing:object-ole", "drawing:image", "text:note-citation",
    "text:ruby-text",
    "table:shapes", "table:covered-table-cell", "text:hidden-text", "office:event-listeners",
])  # fmt: skip
_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT, _TABLE, _OFFICE = (f"{_NAMESPACE}{name}:1.0}}" for name in ("style", "text", "table", "office"))
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HEADINGS = {"Title": 1, "Subtitle": 2}
_VALUES = ("string-value", "value", "boolean-value", "time-value")
_NUMBERS_ONLY = re.compile(r"\d{1,4}(?:[./-]\d{1,4}){2}")  # a day
_WIDEST = 16_384  # columns that a sheet has
_MOST_ROWS = 1_048_576
_MOST_BLANKS = 100
_DEEPEST = 6


@dataclass(slots=True)
class _Styles:
    """What the file's own styles say of a style's name."""

    bold: set[str] = field(default_factory=lambda: {"Strong_20_Emphasis"})
    hidden: set[str] = field(default_factory=set)
    parents: dict[str, str] = field(default_factory=dict)


def odt_html(body: bytes) -> dict[str, str | None]:
    """{"html": …, "title": what the properties say}. Raises `ReadError`: "broken-odt" or "too-large"."""
    return _html(body, "broken-odt")


def ods_html(body: bytes) -> dict[str, str | None]:
    """The same of a workbook. Raises `ReadError`: "broken-ods" or "too-large"."""
    return _html(body, "broken-ods")


def _html(body: bytes, kind: ErrorKind) -> dict[str, str | None]:
    package = Package(body, kind)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.bytes_of("META-INF/manifest.xml"):
        raise ReadError(kind, "The document is protected by a password; ask its publisher for an open one.")
    root = package.tree("content.xml")
    content = next(root.iter(f"{_OFFICE}body"), None)
    if content is None or not len(content):
        raise package.damaged("it has no body")
    styles = _Styles()
    for style in root.iter(f"{_STYLE}style"):
        _note(style, styles)
    try:
        if _name(content[0]) == "office:spreadsheet":
            html = _workbook(content[0], styles)
        else:
            html = _Writer(styles).document(content[0])
    except RecursionError as error:
        raise package.damaged("its parts are nested too deeply") from error
    return {"html": html, "title": package.title("meta.xml")}


def _name(element: Any) -> str:  # noqa: ANN401 (lxml)
    """“text:p”; "" for what is no element of OpenDocument."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(_NAMESPACE):
        return ""
    space, _, name = tag[len(_NAMESPACE) :].partition("}")
    return f"{space.partition(':')[0]}:{name}"


def _note(style: Any, styles: _Styles) -> None:  # noqa: ANN401 (lxml)
    name = style.get(f"{_STYLE}name", "")
    styles.parents[name] = style.get(f"{_STYLE}parent-style-name", "")
    for properties in style:
        if properties.get(f"{_FO}font-weight") in ("bold", "700", "800", "900"):
            styles.bold.add(name)
        if properties.get(f"{_TEXT}display") == "none" or properties.get(f"{_TABLE}display") == "false":
            styles.hidden.add(name)


def _count(element: Any, name: str, most: int) -> int:  # noqa: ANN401 (lxml)
    value = element.get(name, "1")
    return min(int(value), most) if value.isdecimal() else 1


class _Writer:
    """Writes the HTML of a tree, and counts what it writes."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._size = 0
        self._notes: list[str] = []

    def document(self, content: Any) -> str:  # noqa: ANN401 (lxml)
        """All of it, the notes at the end."""
        html = "".join(self._blocks(content))
        return html + "".join(f"<p>{note}</p>" for note in self._notes)

    def _blocks(self, parent: Any) -> Iterator[str]:  # noqa: ANN401 (lxml)
        for child in parent:
            name = _name(child)
            if name in _SKIPPED or child.get(f"{_TEXT}display") == "none":
                continue
            if name in ("text:p", "text:h"):
                yield self._paragraph(child, name)
            elif name == "text:list":
                items = ("".join(self._blocks(item)) for item in child)
                yield f"<ul>{''.join(f'<li>{item}</li>' for item in items if item)}</ul>"
            elif name == "table:table":
                yield self._table(child)
            else:
                yield from self._blocks(child)

    def _paragraph(self, element: Any, name: str) -> str:  # noqa: ANN401 (lxml)
        style = element.get(f"{_TEXT}style-name", "")
        level = _HEADINGS.get(style) or _HEADINGS.get(self._styles.parents.get(style, ""))
        if name == "text:h":
            level = _count(element, f"{_TEXT}outline-level", _DEEPEST)
        if style in self._styles.hidden:
            return ""
        boxes: list[str] = []
        inside = "".join(self._inline(element, boxes))
        if style in self._styles.bold and not level:
            inside = f"<b>{inside}</b>"
        tag = f"h{level}" if level else "p"
        return f"<{tag}>{inside}</{tag}>{''.join(boxes)}"

    def _inline(self, element: Any, boxes: list[str]) -> Iterator[str]:  # noqa: ANN401 (lxml)
        """The words of a paragraph; text boxes that hang on it go into `boxes`, to follow it."""
        yield self._words(element.text)
        for child in element:
            name, style = _name(child), child.get(f"{_TEXT}style-name", "")
            if name in _SKIPPED or style in self._styles.hidden:
                pass
            elif name == "text:line-break":
                yield "<br>"
            elif name in ("text:tab", "text:s"):
                yield " " * _count(child, f"{_TEXT}c", _MOST_BLANKS)
            elif name == "text:note":
                yield self._footnote(child)
            elif name in ("drawing:text-box", "drawing:custom-shape"):
                boxes += self._blocks(child)
            else:
                bold = style in self._styles.bold and name == "text:span"
                words = "".join(self._inline(child, boxes))
                yield f"<b>{words}</b>" if bold else words
            yield self._words(child.tail)

    def _footnote(self, note: Any) -> str:  # noqa: ANN401 (lxml)
        number = f"[{len(self._notes) + 1}]"
        self._notes.append("")
        place = len(self._notes) - 1
        body = [part for part in note if _name(part) == "text:note-body"]
        paragraphs = [child for part in body for child in part.iter(f"{_TEXT}p")]
        self._notes[place] = f"{number} " + " ".join("".join(self._inline(p, [])) for p in paragraphs)
        return number

    def _words(self, text: str | None) -> str:
        self._size += len(text or "")
        check_length(self._size)
        return escape(text or "")

    def _table(self, table: Any) -> str:  # noqa: ANN401 (lxml)
        rows = []
        for row in _rows_of(table):
            head = _name(row.getparent()) == "table:table-header-rows"
            tag = "th" if head else "td"
            cells = [self._cell(cell, tag) for cell in row if _name(cell) == "table:table-cell"]
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def _cell(self, cell: Any, tag: str) -> str:  # noqa: ANN401 (lxml)
        wide = _count(cell, f"{_TABLE}number-columns-spanned", 1000)
        high = _count(cell, f"{_TABLE}number-rows-spanned", 1000)
        inside = f'<{tag} colspan="{wide}" rowspan="{high}">{"".join(self._blocks(cell))}</{tag}>'
        again = _count(cell, f"{_TABLE}number-columns-repeated", _MOST_BLANKS)
        self._size += len(inside) * (again - 1)
        check_length(self._size)
        return inside * again


def _rows_of(table: Any) -> Iterator[Any]:  # noqa: ANN401 (lxml)
    """The rows of a table itself, from whatever groups; not those of tables in its cells."""
    for part in table:
        name = _name(part)
        if name == "table:table-row":
            yield part
        elif name in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows_of(part)


def _workbook(content: Any, styles: _Styles) -> str:  # noqa: ANN401 (lxml)
    sheets = Sheets()
    for table in content:
        if _name(table) == "table:table" and table.get(f"{_TABLE}style-name", "") not in styles.hidden:
            sheets.add(table.get(f"{_TABLE}name", ""), _sheet_rows(table, styles))
    return sheets.html()


def _sheet_rows(table: Any, styles: _Styles) -> Iterator[Row]:  # noqa: ANN401 (lxml)
    hidden = {number for number, is_hidden in _columns(table) if is_hidden}
    for row in _rows_of(table):
        if row.get(f"{_TABLE}visibility", "visible") != "visible":
            continue
        cells = {number: cell for number, cell in _sheet_cells(row, styles) if number not in hidden}
        again = _count(row, f"{_TABLE}number-rows-repeated", _MOST_ROWS) if cells else 1
        for _ in range(again):
            yield cells


def _columns(table: Any) -> Iterator[tuple[int, bool]]:  # noqa: ANN401 (lxml)
    number = 0
    for column in table.iter(f"{_TABLE}table-column"):
        is_hidden = column.get(f"{_TABLE}visibility", "visible") != "visible"
        after = number + _count(column, f"{_TABLE}number-columns-repeated", _WIDEST)
        yield from ((place, is_hidden) for place in range(number, min(after, _WIDEST)))
        number = after


def _sheet_cells(row: Any, styles: _Styles) -> Iterable[tuple[int, Cell]]:  # noqa: ANN401 (lxml)
    number = 0
    for cell in row:
        after = number + _count(cell, f"{_TABLE}number-columns-repeated", _WIDEST)
        if _name(cell) == "table:table-cell" and (text := _plain(cell)):
            found = Cell(text=text, bold=cell.get(f"{_TABLE}style-name", "") in styles.bold)
            yield from ((column, found) for column in range(number, min(after, _WIDEST)))
        number = after


def _plain(cell: Any) -> str:  # noqa: ANN401 (lxml)
    """What a cell shows; the bare value where the program that wrote the file left that to others."""
    lines = ["".join(_words(part)) for part in cell if _name(part) == "text:p"]
    text = "\n".join(lines).strip()
    day = cell.get(f"{_OFFICE}date-value", "")
    if day and (not lines or _NUMBERS_ONLY.fullmatch(text)):
        return iso_moment(day)  # 1/5/2024 can be the first of May, or the fifth of January
    if lines:
        return text
    return next((cell.get(f"{_OFFICE}{kind}") for kind in _VALUES if cell.get(f"{_OFFICE}{kind}")), "")


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401 (lxml)
    yield element.text or ""
    for child in element:
        name = _name(child)
        if name == "text:line-break":
            yield "\n"
        elif name in ("text:tab", "text:s"):
            yield " "
        elif name not in _SKIPPED:
            yield from _words(child)
        yield child.tail or ""
