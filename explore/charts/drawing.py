"""Charts as SVG, drawn by Vega inside this process: no browser, no network, no script in what comes out."""

import re
from dataclasses import replace
from typing import Any

import vl_convert
from lxml import etree

from explore.charts.figures import Figure, Language
from explore.charts.frame import VEGA
from explore.charts.specs import spec_of
from explore.charts.themes import SITE, Theme
from explore.wording import harmless

_NUMBERS: dict[Language, dict[str, Any]] = {
    "ro": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " lei"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " lei"]},
}
_SHAPES = frozenset(["svg", "g", "path", "text", "tspan", "rect", "line", "title", "defs", "clipPath"])
_OF_READERS = re.compile(r"role|aria-")  # Vega's names of shapes: who shows a chart names it, and its table tells more
_REFERENCE = re.compile(r"(?<=url\(#)\w+")


def svg(figure: Figure, language: Language, *, theme: Theme = SITE, width: int = 680) -> str:
    """The chart of a figure as an SVG element; what pages say in it is text, escaped.

    Raises ValueError where Vega made something else than shapes and text.
    """
    spec = spec_of(_harmless(figure), language, theme, width)
    draw = vl_convert.vega_to_svg if spec["$schema"] == VEGA else vl_convert.vegalite_to_svg
    root = etree.fromstring(draw(spec, allowed_base_urls=[], format_locale=_NUMBERS[language]).encode())
    own = f"{figure.name}-{width}-"  # a page holds several, and an id is there once
    ids: dict[str, str] = {}  # Vega numbers them on from drawing to drawing
    for element in root.iter():
        if not isinstance(element.tag, str) or etree.QName(element).localname not in _SHAPES:
            raise ValueError(f"the chart {figure.name} came out with something else than a drawing in it")
        for name, value in element.items():
            if _OF_READERS.match(name):
                del element.attrib[name]
            elif name == "id":
                element.set(name, ids.setdefault(value, f"{own}{len(ids)}"))
            elif "url(#" in value:
                element.set(name, _REFERENCE.sub(lambda found: ids.setdefault(found[0], f"{own}{len(ids)}"), value))
    return str(etree.tostring(root, encoding="unicode"))


def _harmless(figure: Figure) -> Figure:
    """Without the characters that XML can't hold: for one U+FFFF in a name Vega's renderer ends the whole process."""
    return replace(
        figure,
        rows=[
            {name: harmless(value) if isinstance(value, str) else value for name, value in row.items()}
            for row in figure.rows
        ],
    )
