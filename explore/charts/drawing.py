"""Charts as SVG, drawn by Vega inside this process: no browser, no network, no script in what comes out."""

import re
from typing import Any

import vl_convert
from lxml import etree

from explore.charts.figures import Figure, Language
from explore.charts.frame import VEGA
from explore.charts.specs import spec_of
from explore.charts.themes import SITE, Theme

_NUMBERS: dict[Language, dict[str, Any]] = {
    "ro": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " lei"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " lei"]},
}
_UNDRAWABLE = re.compile(
    r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # what XML has no character for (1.0, 2.2)
    r"|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # what turns the direction of the words after it
)
_SHAPES = frozenset(["svg", "g", "path", "text", "tspan", "rect", "line", "title", "defs", "clipPath"])
_OF_READERS = re.compile(r"role|aria-")  # Vega's names of shapes: who shows a chart names it, and its table tells more
_REFERENCE = re.compile(r"(?<=url\(#)\w+")


def svg(figure: Figure, language: Language, *, theme: Theme = SITE, width: int = 680) -> str:
    """The chart of a figure as an SVG element; what pages say in it is text, escaped.

    Raises ValueError where Vega made something else than shapes and text.
    """
    spec = _drawable(spec_of(figure, language, theme, width))
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


def _drawable(part: Any) -> Any:  # noqa: ANN401 (JSON)
    """The same without signs that act; on one that XML can't hold (U+FFFF) Vega's converter ends the whole process."""
    match part:
        case str():
            return _UNDRAWABLE.sub("", part)
        case dict():
            return {_drawable(name): _drawable(each) for name, each in part.items()}
        case list() | tuple():
            return [_drawable(each) for each in part]
    return part
