"""Charts as SVG, drawn by Vega inside this process: no browser, no network, no script in what comes out."""

import re
from typing import Any

import vl_convert

from explore.charts.figures import Figure, Language
from explore.charts.frame import VEGA
from explore.charts.specs import spec_of
from explore.charts.themes import SITE, Theme

_NUMBERS: dict[Language, dict[str, Any]] = {
    "ro": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " lei"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " lei"]},
}
_NO_DRAWING = re.compile(r"<(?:script|foreignObject|iframe|image|a|use)\b", re.IGNORECASE)
_ID = re.compile(r'(?<=\bid=")(?=\w)|(?<=url\(#)(?=\w)')


def svg(figure: Figure, language: Language, *, theme: Theme = SITE, width: int = 680) -> str:
    """The chart of a figure as an SVG element; what pages say in it is text, escaped.

    Raises ValueError where Vega made something else than shapes and text.
    """
    spec = spec_of(figure, language, theme, width)
    draw = vl_convert.vega_to_svg if spec["$schema"] == VEGA else vl_convert.vegalite_to_svg
    drawn: str = draw(spec, allowed_base_urls=[], format_locale=_NUMBERS[language])
    if _NO_DRAWING.search(drawn):
        raise ValueError(f"the chart {figure.name} came out with something else than a drawing in it")
    return _ID.sub(f"{figure.name}-{width}-", drawn)  # a page holds several, and an id is there once
