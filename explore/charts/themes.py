"""The colours of charts: fixed ones for files, those of the site's style sheet for its pages, light and dark."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as SVG has them. `series` tells kinds apart, for those who see no red or green as well (Okabe and Ito,
    2008); `ramp` goes from nothing to most, and `on_ramp` is what is written on it.
    """

    paper: str
    ink: str
    faint: str
    line: str
    series: tuple[str, ...]
    ramp: tuple[str, ...]
    on_ramp: tuple[str, ...]


PAPER = Theme(
    paper="#ffffff",
    ink="#1c1b19",
    faint="#5a5750",
    line="#d9d6cd",
    series=("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c8a85"),
    ramp=("#eeece6", "#cfe1f2", "#93c4e1", "#4a98c9", "#1967ad", "#083f80"),
    on_ramp=("#5a5750", "#1c1b19", "#1c1b19", "#1c1b19", "#ffffff", "#ffffff"),
)
"""For files: black on white, as it is printed."""

SITE = Theme(
    paper="none",
    ink="var(--chart-ink)",
    faint="var(--chart-faint)",
    line="var(--chart-line)",
    series=tuple(f"var(--series-{number})" for number in range(7)),
    ramp=tuple(f"var(--ramp-{number})" for number in range(6)),
    on_ramp=tuple(f"var(--on-ramp-{number})" for number in range(6)),
)
"""For the site, whose charts.css holds the colours."""
