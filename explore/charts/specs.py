"""Charts of bars as Vega-Lite has them (vega.github.io/vega-lite), and which chart is whose."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from explore.charts.county_map import counties
from explore.charts.figures import Figure, Language, Row
from explore.charts.frame import LONGER_LABEL, LONGEST_LABEL, MILLION, NARROW, WIDE, Spec, framed, short
from explore.charts.partner_arcs import partners
from explore.charts.themes import Theme

_BAR = 26  # pixels of a row
_BESIDE_BARS = 70  # pixels of the axis of the bars by year
_LETTER = 6.2  # pixels of a letter in a legend, on average
_BESIDE_LABEL = 30  # pixels of its square and the blanks around it


def spec_of(figure: Figure, language: Language, theme: Theme, width: int) -> Spec:
    """The chart of a figure, `width` pixels wide."""
    return _SPECS[figure.name](figure, language, theme, width)


def _years(figure: Figure, language: Language, theme: Theme, width: int) -> Spec:
    programmes = list(dict.fromkeys(row["programme"] for row in sorted(figure.rows, key=lambda r: -r["lei"])))
    last = next((row["programme"] for row in figure.rows if row["programme"] in _OTHERS), None)
    names = [name for name in programmes if name != last] + ([last] if last else [])
    colours = [*theme.series[: len(names) - (last is not None)], *([theme.series[-1]] if last else [])]
    years = [row["year"] for row in figure.rows]
    every = [str(year) for year in range(min(years), max(years) + 1)] if years else []
    values = [
        {**row, "year": str(row["year"]), "millions": row["lei"] / MILLION, "order": names.index(row["programme"])}
        for row in figure.rows
    ]
    return framed(
        {
            "width": width - _BESIDE_BARS,
            "height": 260,
            "data": {"values": values},
            "mark": {"type": "bar", "cornerRadius": 1},
            "encoding": {
                "x": {
                    "field": "year",
                    "type": "ordinal",
                    "scale": {"domain": every, "paddingInner": 0.25},
                    "title": None,
                    "axis": {"labelAngle": 0, "labelOverlap": "greedy", "labelSeparation": 8, "grid": False},
                },
                "y": {
                    "field": "millions",
                    "type": "quantitative",
                    "title": figure.unit[language],
                    "stack": "zero",
                    "axis": {"tickCount": 5, "format": ",.1~f", "domain": False},
                },
                "color": {
                    "field": "programme",
                    "type": "nominal",
                    "scale": {"domain": names, "range": colours},
                    "legend": _legend(names, width),
                },
                "order": {"field": "order", "type": "quantitative"},
            },
        },
        theme,
    )


def _labels(rows: Sequence[Row], longest: int) -> Iterator[str]:
    """A label a row, each another one: the short name, or the whole one where several programmes go by it."""
    told = Counter(row["programme"] for row in rows)
    seen: Counter[str] = Counter()
    for row in rows:
        label = short(row["programme"] if told[row["programme"]] == 1 else row["name"], longest)
        seen[label] += 1
        yield label if seen[label] == 1 else f"{label} ({seen[label]})"


def _legend(names: Sequence[str], width: int) -> Spec:
    """Below the chart, in as many columns as there is room for with these names."""
    longest = max(map(len, names), default=0)
    room = width - _BESIDE_BARS
    columns = max(1, min(2 if width < NARROW else 4, room // (_BESIDE_LABEL + round(longest * _LETTER))))
    return {"orient": "bottom", "columns": columns, "labelLimit": room // columns - _BESIDE_LABEL}


def _programmes(figure: Figure, language: Language, theme: Theme, width: int) -> Spec:
    longest = LONGEST_LABEL if width < WIDE else LONGER_LABEL
    room = 130 if width < NARROW else 240 if width < WIDE else 360
    values = [
        {**row, "millions": row["lei"] / MILLION, "label": label}
        for row, label in zip(figure.rows, _labels(figure.rows, longest), strict=True)
    ]
    return framed(
        {
            "width": width - (150 if width < NARROW else 260),
            "height": {"step": _BAR},
            "data": {"values": values},
            "encoding": {
                "y": {
                    "field": "label",
                    "type": "nominal",
                    "sort": None,
                    "title": None,
                    "axis": {"domain": False, "labelColor": theme.ink, "labelLimit": room},
                },
                "x": {
                    "field": "millions",
                    "type": "quantitative",
                    "title": figure.unit[language],
                    "axis": {"tickCount": 4, "format": ",.1~f"},
                },
            },
            "layer": [
                {"mark": {"type": "bar", "color": theme.series[0], "height": {"band": 0.7}, "cornerRadiusEnd": 2}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5, "color": theme.ink},
                    "encoding": {"text": {"field": "millions", "type": "quantitative", "format": ",.1f"}},
                },
            ],
        },
        theme,
    )


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
    return framed(
        {
            "width": width - (170 if width < NARROW else 240),
            "height": {"step": 13},
            "data": {"values": values},
            "encoding": {
                "y": {
                    "field": "group",
                    "type": "nominal",
                    "sort": groups,
                    "title": None,
                    "scale": {"paddingInner": 0.3},
                    "axis": {"domain": False, "labelColor": theme.ink, "labelLimit": 140 if width < NARROW else 210},
                },
                "yOffset": {"field": "kind", "sort": kinds},
                "x": {
                    "field": "people",
                    "type": "quantitative",
                    "title": figure.unit[language],
                    "axis": {"tickCount": 4, "format": ",d"},
                },
            },
            "layer": [
                {
                    "mark": {"type": "bar", "cornerRadiusEnd": 2},
                    "encoding": {
                        "color": {
                            "field": "kind",
                            "type": "nominal",
                            "legend": {"orient": "bottom"},
                            "scale": {"domain": kinds, "range": [theme.series[4], theme.series[0]]},
                        }
                    },
                },
                {
                    "mark": {
                        "type": "text",
                        "align": "left",
                        "dx": 4,
                        "fontSize": 11,
                        "baseline": "middle",
                        "color": theme.faint,
                    },
                    "encoding": {"text": {"field": "people", "type": "quantitative", "format": ",d"}},
                },
            ],
        },
        theme,
    )


_OTHERS = ("altele sau nespus", "other or not said")
_SPECS: Mapping[str, Callable[[Figure, Language, Theme, int], Spec]] = {
    "funding-by-year": _years,
    "funding-by-programme": _programmes,
    "funding-by-county": counties,
    "beneficiaries": _beneficiaries,
    "partners": partners,
}
