"""The map of counties as squares, which needs no geodata: the county's own place is in romanian/counties.toml."""

from collections.abc import Sequence

from explore.charts.figures import Figure, Language
from explore.charts.frame import MILLION, WIDE, Spec, framed
from explore.charts.themes import Theme

_SHOWN = "datum.lei > 0 ? format(datum.millions, datum.millions < 10 ? ',.1f' : ',.0f') : '–'"


def counties(figure: Figure, _language: Language, theme: Theme, width: int) -> Spec:
    """A square a county: the darker, the more; five classes with as many counties each."""
    largest = sorted(row["lei"] for row in figure.rows if row["lei"] > 0)
    classes = len(theme.ramp) - 1
    values = [
        {
            **row,
            "class": str(1 + sum(row["lei"] > edge for edge in _edges(largest, classes)) if row["lei"] > 0 else 0),
            "millions": row["lei"] / MILLION,
        }
        for row in figure.rows
    ]
    size = min(64 if width < WIDE else 84, (width - 20) // 9)
    steps = [str(number) for number in range(len(theme.ramp))]
    position = {
        "x": {"field": "column", "type": "ordinal", "axis": None, "scale": {"padding": 0.06}},
        "y": {"field": "row", "type": "ordinal", "axis": None, "scale": {"padding": 0.06}},
    }
    ink = {
        "field": "class",
        "type": "nominal",
        "scale": {"domain": steps, "range": list(theme.on_ramp)},
        "legend": None,
    }
    shown = "datum.lei > 0 ? format(datum.millions, datum.millions < 10 ? ',.1f' : ',.0f') : '–'"
    return framed(
        {
            "width": {"step": size},
            "height": {"step": size},
            "data": {"values": values},
            "encoding": position,
            "layer": [
                {
                    "mark": {"type": "rect", "cornerRadius": 4},
                    "encoding": {
                        "color": {
                            "field": "class",
                            "type": "nominal",
                            "legend": None,
                            "scale": {"domain": steps, "range": list(theme.ramp)},
                        },
                    },
                },
                {
                    "mark": {"type": "text", "dy": -size // 7, "fontWeight": "bold", "fontSize": max(11, size // 5)},
                    "encoding": {"text": {"field": "code"}, "color": ink},
                },
                {
                    "transform": [{"calculate": shown, "as": "shown"}],
                    "mark": {"type": "text", "dy": size // 5, "fontSize": max(9, size // 6)},
                    "encoding": {"text": {"field": "shown"}, "color": ink},
                },
            ],
            "resolve": {"scale": {"color": "independent"}},
        },
        theme,
    )


def _edges(largest: Sequence[float], classes: int) -> list[float]:
    """Where each class but the last ends."""
    return (
        [largest[min(len(largest) * number // classes, len(largest) - 1)] for number in range(1, classes)]
        if largest
        else []
    )
