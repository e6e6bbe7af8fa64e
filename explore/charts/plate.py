"""A chart as a picture that stands alone: title and unit above it, and below it how it was counted and from what."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import vl_convert
from lxml import etree

from explore.charts.drawing import svg
from explore.charts.figures import Figure, Language
from explore.charts.frame import FONT
from explore.charts.themes import PAPER

_SVG = "http://www.w3.org/2000/svg"
_MARGIN = 28
_SHARPER = 2  # pixels of a PNG for each of the drawing, so that print and good screens show sharp edges
_NOTHING = {"ro": "Nu există date pentru acest grafic.", "en": "There are no data for this chart."}
_LETTER = 0.54  # of the size of the type: how wide a letter is on average, with some to spare
_LEADING = 1.42  # of the size of the type: from line to line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Type:
    size: int
    colour: str
    is_bold: bool = False


_TITLE = _Type(size=22, colour=PAPER.ink, is_bold=True)
_UNIT = _Type(size=15, colour=PAPER.faint)
_EMPTY = _Type(size=17, colour=PAPER.ink)
_NOTE = _Type(size=12, colour=PAPER.faint)


def plate(figure: Figure, language: Language, notes: Sequence[str], *, width: int) -> str:
    """The picture as an SVG document, as wide as said or as the chart needs; `notes` stand below, a paragraph each."""
    chart = _chart(figure, language, width - 2 * _MARGIN) if _has_data(figure) else None
    wide = width if chart is None else max(width, _size(chart, "width") + 2 * _MARGIN)
    root = etree.Element(f"{{{_SVG}}}svg", {"width": str(wide), "viewBox": ""}, nsmap={None: _SVG})
    paper = etree.SubElement(root, f"{{{_SVG}}}rect", {"width": str(wide), "fill": PAPER.paper})
    etree.SubElement(root, f"{{{_SVG}}}title").text = figure.title[language]
    bottom = _MARGIN
    for words, kind in ((figure.title[language], _TITLE), (figure.unit[language], _UNIT)):
        bottom = _paragraph(root, words, kind, bottom, wide)
    bottom += 14
    if chart is None:
        bottom = _paragraph(root, _NOTHING[language], _EMPTY, bottom + 30, wide) + 30
    else:
        placed = etree.SubElement(root, f"{{{_SVG}}}g", {"transform": f"translate({_MARGIN},{bottom})"})
        placed.extend(list(chart))
        bottom += _size(chart, "height") + 14
    for words in notes:
        bottom = _paragraph(root, words, _NOTE, bottom, wide)
    height = str(bottom + _MARGIN - 8)
    root.set("height", height)
    root.set("viewBox", f"0 0 {wide} {height}")
    paper.set("height", height)
    return str(etree.tostring(root, encoding="unicode"))


def png(drawing: str) -> bytes:
    """The picture as PNG, with twice as many pixels each way."""
    return bytes(vl_convert.svg_to_png(drawing, scale=_SHARPER))


def _chart(figure: Figure, language: Language, room: int) -> etree._Element:
    """The drawing, as wide as there is room: how much of it names take, only the drawn chart tells."""
    drawn = etree.fromstring(svg(figure, language, theme=PAPER, width=room))
    rest = room - _size(drawn, "width")
    return drawn if rest == 0 else etree.fromstring(svg(figure, language, theme=PAPER, width=room + rest))


def _has_data(figure: Figure) -> bool:
    """Whether there is anything to be drawn; the map has a row for each county, with or without money."""
    return any(row["projects"] for row in figure.rows)


def _size(drawn: etree._Element, side: str) -> int:
    return math.ceil(float(drawn.get(side, "0")))


def _paragraph(root: etree._Element, words: str, kind: _Type, top: int, width: int) -> int:
    """Write a paragraph; gives where what follows begins."""
    for line in _lines(words, kind, width):
        top += round(kind.size * _LEADING)
        text = etree.SubElement(
            root,
            f"{{{_SVG}}}text",
            {
                "x": str(_MARGIN),
                "y": str(top - round(kind.size * 0.3)),
                "font-family": FONT,
                "font-size": str(kind.size),
                "fill": kind.colour,
                **({"font-weight": "bold"} if kind.is_bold else {}),
            },
        )
        text.text = line
    return top


def _lines(words: str, kind: _Type, width: int) -> Iterator[str]:
    yield from textwrap.wrap(words, width=int((width - 2 * _MARGIN) / (kind.size * _LETTER)))
