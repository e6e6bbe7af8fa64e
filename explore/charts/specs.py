"""Charts as Vega-Lite has them (vega.github.io/vega-lite), and the network of partners as Vega has it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from explore.charts.figures import Figure, Language, Row
from explore.charts.themes import Theme

Spec = dict[str, Any]
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"
VEGA = "https://vega.github.io/schema/vega/v5.json"

_MILLION = 1_000_000
_NARROW = 480  # pixels: below, there is no room beside
_BAR = 26  # pixels of a row
_LONGEST_LABEL = 46  # characters of a name; its whole stands in the table
_FONT = "'Noto Sans', 'Liberation Sans', Arial, sans-serif"


def spec_of(figure: Figure, language: Language, theme: Theme, width: int) -> Spec:
    """The chart of a figure, `width` pixels wide."""
    return _SPECS[figure.name](figure, language, theme, width)


def _framed(spec: Spec, theme: Theme) -> Spec:
    """The spec with the look that all charts have."""
    axis = {"labelColor": theme.faint, "titleColor": theme.faint, "titleFontWeight": "normal", "domainColor": theme.line}
    return {
        "$schema": VEGA_LITE,
        "background": theme.paper,
        "padding": 4,
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": {**axis, "labelFontSize": 12, "titleFontSize": 12, "ticks": False, "labelPadding": 6,
                     "gridColor": theme.line, "labelLimit": 320},
            "legend": {"labelColor": theme.ink, "labelFontSize": 12, "labelLimit": 260, "title": None,
                       "symbolType": "square"},
            "text": {"color": theme.ink, "fontSize": 12},
        },
        **spec,
    }  # fmt: skip


def _years(figure: Figure, language: Language, theme: Theme, width: int) -> Spec:
    programmes = list(dict.fromkeys(row["programme"] for row in sorted(figure.rows, key=lambda r: -r["lei"])))
    last = next((row["programme"] for row in figure.rows if row["programme"] in _OTHERS), None)
    names = [name for name in programmes if name != last] + ([last] if last else [])
    colours = [*theme.series[: len(names) - (last is not None)], *([theme.series[-1]] if last else [])]
    years = [row["year"] for row in figure.rows]
    every = [str(year) for year in range(min(years), max(years) + 1)] if years else []
    values = [{**row, "year": str(row["year"]), "millions": row["lei"] / _MILLION, "order": names.index(row["programme"])}
              for row in figure.rows]  # fmt: skip
    return _framed(
        {
            "width": width - 70,
            "height": 260,
            "data": {"values": values},
            "mark": {"type": "bar", "cornerRadius": 1},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "scale": {"domain": every, "paddingInner": 0.25}, "title": None,
                      "axis": {"labelAngle": 0, "labelOverlap": True, "grid": False}},
                "y": {"field": "millions", "type": "quantitative", "title": figure.unit[language], "stack": "zero",
                      "axis": {"tickCount": 5, "format": ",.1~f", "domain": False}},
                "color": {"field": "programme", "type": "nominal", "scale": {"domain": names, "range": colours},
                          "legend": {"orient": "bottom", "columns": 2 if width < _NARROW else 4}},
                "order": {"field": "order", "type": "quantitative"},
            },
        },
        theme,
    )  # fmt: skip


def _programmes(figure: Figure, language: Language, theme: Theme, width: int) -> Spec:
    values = [{**row, "millions": row["lei"] / _MILLION, "label": _short(row["programme"])} for row in figure.rows]
    return _framed(
        {
            "width": width - (150 if width < _NARROW else 260),
            "height": {"step": _BAR},
            "data": {"values": values},
            "encoding": {
                "y": {"field": "label", "type": "nominal", "sort": None, "title": None,
                      "axis": {"domain": False, "labelColor": theme.ink, "labelLimit": 130 if width < _NARROW else 240}},
                "x": {"field": "millions", "type": "quantitative", "title": figure.unit[language],
                      "axis": {"tickCount": 4, "format": ",.1~f"}},
            },
            "layer": [
                {"mark": {"type": "bar", "color": theme.series[0], "height": {"band": 0.7}, "cornerRadiusEnd": 2}},
                {"mark": {"type": "text", "align": "left", "dx": 5, "color": theme.ink},
                 "encoding": {"text": {"field": "millions", "type": "quantitative", "format": ",.1f"}}},
            ],
        },
        theme,
    )  # fmt: skip


def _counties(figure: Figure, language: Language, theme: Theme, width: int) -> Spec:
    """A square a county: the darker, the more; five classes with as many counties each."""
    largest = sorted(row["lei"] for row in figure.rows if row["lei"] > 0)
    classes = len(theme.ramp) - 1
    values = [
        {
            **row,
            "class": str(1 + sum(row["lei"] > edge for edge in _edges(largest, classes)) if row["lei"] > 0 else 0),
            "millions": row["lei"] / _MILLION,
        }
        for row in figure.rows
    ]
    size = min(64, (width - 20) // 9)
    steps = [str(number) for number in range(len(theme.ramp))]
    position = {
        "x": {"field": "column", "type": "ordinal", "axis": None, "scale": {"padding": 0.06}},
        "y": {"field": "row", "type": "ordinal", "axis": None, "scale": {"padding": 0.06}},
    }
    ink = {"field": "class", "type": "nominal", "scale": {"domain": steps, "range": list(theme.on_ramp)}, "legend": None}
    shown = f"datum.lei > 0 ? format(datum.millions, datum.millions < 10 ? ',.1f' : ',.0f') : '–'"  # noqa: F541
    return _framed(
        {
            "width": {"step": size},
            "height": {"step": size},
            "data": {"values": values},
            "encoding": position,
            "layer": [
                {"mark": {"type": "rect", "cornerRadius": 4},
                 "encoding": {
                     "color": {"field": "class", "type": "nominal", "legend": None,
                               "scale": {"domain": steps, "range": list(theme.ramp)}},
                     "description": {"field": "county"}}},
                {"mark": {"type": "text", "dy": -size // 7, "fontWeight": "bold", "fontSize": max(11, size // 5)},
                 "encoding": {"text": {"field": "code"}, "color": ink}},
                {"transform": [{"calculate": shown, "as": "shown"}],
                 "mark": {"type": "text", "dy": size // 5, "fontSize": max(9, size // 6)},
                 "encoding": {"text": {"field": "shown"}, "color": ink}},
            ],
            "resolve": {"scale": {"color": "independent"}},
        },
        theme,
    )  # fmt: skip


def _edges(largest: Sequence[float], classes: int) -> list[float]:
    """Where each class but the last ends."""
    return [largest[min(len(largest) * number // classes, len(largest) - 1)] for number in range(1, classes)] if largest else []


def _beneficiaries(figure: Figure, language: Language, theme: Theme, width: int) -> Spec:
    words = {"planned": {"ro": "planificați", "en": "planned"}, "achieved": {"ro": "ajutați", "en": "achieved"}}
    kinds = [said[language] for said in words.values()]
    values = [
        {"group": row["group"], "kind": words[kind][language], "people": row[kind]}
        for row in figure.rows
        for kind in words
        if row[kind]
    ]
    groups = [row["group"] for row in figure.rows]
    return _framed(
        {
            "width": width - (170 if width < _NARROW else 240),
            "height": {"step": 13},
            "data": {"values": values},
            "encoding": {
                "y": {"field": "group", "type": "nominal", "sort": groups, "title": None, "scale": {"paddingInner": 0.3},
                      "axis": {"domain": False, "labelColor": theme.ink, "labelLimit": 140 if width < _NARROW else 210}},
                "yOffset": {"field": "kind", "sort": kinds},
                "x": {"field": "people", "type": "quantitative", "title": figure.unit[language],
                      "axis": {"tickCount": 4, "format": ",d"}},
            },
            "layer": [
                {"mark": {"type": "bar", "cornerRadiusEnd": 2},
                 "encoding": {"color": {"field": "kind", "type": "nominal", "legend": {"orient": "bottom"},
                                        "scale": {"domain": kinds, "range": [theme.series[4], theme.series[0]]}}}},
                {"mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 11, "baseline": "middle",
                          "color": theme.faint},
                 "encoding": {"text": {"field": "people", "type": "quantitative", "format": ",d"}}},
            ],
        },
        theme,
    )  # fmt: skip


def _partners(figure: Figure, _language: Language, theme: Theme, width: int) -> Spec:
    """Names under one another, and an arc between two that work together: the thicker, the more projects."""
    names = _near_ones_together(figure.rows)
    step, top = 22, 12
    label = width // 2 if width < _NARROW else 330
    places = {name: top + number * step for number, name in enumerate(names)}
    arcs = []
    for row in figure.rows:
        first, last = sorted((places[row["organisation"]], places[row["other"]]))
        radius = (last - first) / 2
        wide = min(radius, (width - label - 20) / 1.0)
        path = f"M{label},{first} A{wide},{radius} 0 0 1 {label},{last}"
        arcs.append({"path": path, "projects": row["projects"]})
    most = max((row["projects"] for row in figure.rows), default=1)
    nodes = [{"name": _short(name, 26 if width < _NARROW else _LONGEST_LABEL), "y": y} for name, y in places.items()]
    return {
        "$schema": VEGA,
        "width": width - 8,
        "height": top * 2 + step * max(len(names) - 1, 0),
        "padding": 4,
        "background": theme.paper,
        "config": {"text": {"font": _FONT}},
        "data": [{"name": "nodes", "values": nodes}, {"name": "arcs", "values": arcs}],
        "marks": [
            {"type": "path", "from": {"data": "arcs"},
             "encode": {"enter": {"path": {"field": "path"}, "stroke": {"value": theme.series[0]},
                                  "strokeOpacity": {"value": 0.65}, "fill": {"value": "none"},
                                  "strokeWidth": {"signal": f"1 + 4 * (datum.projects - 1) / {max(most - 1, 1)}"}}}},
            {"type": "symbol", "from": {"data": "nodes"},
             "encode": {"enter": {"x": {"value": label}, "y": {"field": "y"}, "size": {"value": 36},
                                  "fill": {"value": theme.ink}}}},
            {"type": "text", "from": {"data": "nodes"},
             "encode": {"enter": {"x": {"value": label - 9}, "y": {"field": "y"}, "align": {"value": "right"},
                                  "baseline": {"value": "middle"}, "fontSize": {"value": 12},
                                  "fill": {"value": theme.ink}, "text": {"field": "name"}}}},
        ],
    }  # fmt: skip


def _near_ones_together(pairs: Sequence[Row]) -> list[str]:
    """The names so that each stands near those that it works with: from the busiest on, its partners after it."""
    partners: dict[str, list[str]] = {}
    for row in pairs:
        partners.setdefault(row["organisation"], []).append(row["other"])
        partners.setdefault(row["other"], []).append(row["organisation"])
    order: dict[str, None] = {}
    for name in sorted(partners, key=lambda name: (-len(partners[name]), name)):
        waiting = [name]
        while waiting:
            one = waiting.pop(0)
            if one not in order:
                order[one] = None
                waiting += sorted(partners[one], key=lambda other: (len(partners[other]), other))
    return list(order)


def _short(name: str, longest: int = _LONGEST_LABEL) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


_OTHERS = ("altele sau nespus", "other or not said")
_SPECS: Mapping[str, Callable[[Figure, Language, Theme, int], Spec]] = {
    "funding-by-year": _years,
    "funding-by-programme": _programmes,
    "funding-by-county": _counties,
    "beneficiaries": _beneficiaries,
    "partners": _partners,
}
