"""The look that all charts have, and names as long as there is room for."""

from typing import Any

from explore.charts.themes import Theme

Spec = dict[str, Any]
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"
VEGA = "https://vega.github.io/schema/vega/v5.json"
MILLION = 1_000_000
NARROW = 480  # pixels: in less, there is no room beside
WIDE = 700  # pixels: from here on there is room for longer names and larger squares
LONGEST_LABEL = 46  # characters of a name; its whole stands in the table
LONGER_LABEL = 60  # the same where it is wide
FONT = "'Noto Sans', 'Liberation Sans', Arial, sans-serif"


def framed(spec: Spec, theme: Theme) -> Spec:
    """The spec with the look that all charts have."""
    axis = {
        "labelColor": theme.faint,
        "titleColor": theme.faint,
        "titleFontWeight": "normal",
        "domainColor": theme.line,
    }
    return {
        "$schema": VEGA_LITE,
        "background": theme.paper,
        "padding": 4,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                **axis,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "ticks": False,
                "labelPadding": 6,
                "gridColor": theme.line,
                "labelLimit": 320,
            },
            "legend": {
                "labelColor": theme.ink,
                "labelFontSize": 12,
                "labelLimit": 260,
                "title": None,
                "symbolType": "square",
            },
            "text": {"color": theme.ink, "fontSize": 12},
        },
        **spec,
    }


def short(name: str, longest: int = LONGEST_LABEL) -> str:
    """The name, cut where it is too long."""
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
