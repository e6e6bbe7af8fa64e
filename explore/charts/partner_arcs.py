"""Who works with whom: names under one another, and arcs between them, as Vega draws them."""

from collections.abc import Sequence

from explore.charts.figures import Figure, Language, Row
from explore.charts.frame import FONT, LONGER_LABEL, LONGEST_LABEL, NARROW, VEGA, WIDE, Spec, short
from explore.charts.themes import Theme


def partners(figure: Figure, _language: Language, theme: Theme, width: int) -> Spec:
    """Names under one another, and an arc between two that work together: the thicker, the more projects."""
    names = _near_ones_together(figure.rows)
    step, top = 22, 12
    label = width // 2 if width < NARROW else 330 if width < WIDE else 410
    longest = 26 if width < NARROW else LONGEST_LABEL if width < WIDE else LONGER_LABEL
    places = {name: top + number * step for number, name in enumerate(names)}
    arcs = []
    for row in figure.rows:
        first, last = sorted((places[row["organisation"]], places[row["other"]]))
        radius = (last - first) / 2
        wide = min(radius, (width - label - 20) / 1.0)
        path = f"M{label},{first} A{wide},{radius} 0 0 1 {label},{last}"
        arcs.append({"path": path, "projects": row["projects"]})
    most = max((row["projects"] for row in figure.rows), default=1)
    nodes = [{"name": short(name, longest), "y": y} for name, y in places.items()]
    return {
        "$schema": VEGA,
        "width": width - 8,
        "height": top * 2 + step * max(len(names) - 1, 0),
        "padding": 4,
        "background": theme.paper,
        "config": {"text": {"font": FONT}},
        "data": [{"name": "nodes", "values": nodes}, {"name": "arcs", "values": arcs}],
        "marks": [
            {
                "type": "path",
                "from": {"data": "arcs"},
                "encode": {
                    "enter": {
                        "path": {"field": "path"},
                        "stroke": {"value": theme.series[0]},
                        "strokeOpacity": {"value": 0.65},
                        "fill": {"value": "none"},
                        "strokeWidth": {"signal": f"1 + 4 * (datum.projects - 1) / {max(most - 1, 1)}"},
                    }
                },
            },
            {
                "type": "symbol",
                "from": {"data": "nodes"},
                "encode": {
                    "enter": {
                        "x": {"value": label},
                        "y": {"field": "y"},
                        "size": {"value": 36},
                        "fill": {"value": theme.ink},
                    }
                },
            },
            {
                "type": "text",
                "from": {"data": "nodes"},
                "encode": {
                    "enter": {
                        "x": {"value": label - 9},
                        "y": {"field": "y"},
                        "align": {"value": "right"},
                        "baseline": {"value": "middle"},
                        "fontSize": {"value": 12},
                        "fill": {"value": theme.ink},
                        "text": {"field": "name"},
                    }
                },
            },
        ],
    }


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
