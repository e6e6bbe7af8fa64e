"""Charts on the site: each drawn once for as long as it shows the same, wide for screens and narrow for phones."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from explore.answer_formats import write_csv
from explore.charts.drawing import svg
from explore.charts.figures import FIGURES, Column, Figure, Language
from explore.site.asked import Asked, File, NotFoundError, Page
from explore.wording import grouped, harmless
from store.asking import Answer
from store.database import Database

WIDE, NARROW = 680, 340  # pixels
_KEPT = 40  # drawings


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart in one language: its drawings, and the table that says the same in words."""

    name: str
    title: str
    unit: str
    note: str
    wide: Markup
    narrow: Markup
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be shown."""
        return not self.rows


class _Drawings:
    """The drawings of late, by what they show. Vega takes a twentieth of a second for each."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Markup] = OrderedDict()
        self._lock = threading.Lock()

    def drawn(self, figure: Figure, language: Language, width: int) -> Markup:
        shown = (figure.name, language, width, repr(figure.rows))
        with self._lock:
            if shown in self._kept:
                self._kept.move_to_end(shown)
                return self._kept[shown]
        # Vega escapes the texts, and `svg` refuses what is no drawing.
        found = Markup(svg(figure, language, width=width))  # noqa: S704
        with self._lock:
            self._kept[shown] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


_DRAWINGS = _Drawings()


def chart(database: Database, asked: Asked, name: str) -> Chart:
    """The chart of this name. Raises NotFoundError."""
    figure = _figure(database, asked, name)
    language = asked.language
    return Chart(
        name=name,
        title=figure.title[language],
        unit=figure.unit[language],
        note=figure.note[language],
        wide=_DRAWINGS.drawn(figure, language, WIDE) if figure.rows else Markup(),
        narrow=_DRAWINGS.drawn(figure, language, NARROW) if figure.rows else Markup(),
        headings=_headings(figure, asked),
        rows=tuple(_rows(figure, asked)),
    )


def page(database: Database, asked: Asked) -> Page:
    """All charts."""
    return Page(template="charts.html", values={"charts": [chart(database, asked, name) for name in FIGURES]})


def table(database: Database, asked: Asked) -> File:
    """What a chart shows, as CSV with exact figures."""
    figure = _figure(database, asked, asked.named["name"])
    pieces = ["\ufeff"]  # or spreadsheets take it for another encoding
    cells = ([row[column.key] for column in figure.columns] for row in figure.rows)
    rows = (tuple(harmless(cell) if isinstance(cell, str) else cell for cell in row) for row in cells)
    write_csv(Answer(columns=_headings(figure, asked), rows=rows), pieces.append)
    return File(media_type="text/csv; charset=utf-8", pieces=pieces, name=f"{figure.name}.csv")


def _figure(database: Database, asked: Asked, name: str) -> Figure:
    if name not in FIGURES:
        raise NotFoundError(asked.says(f"Nu există graficul {name}.", f"There is no chart {name}."))
    return FIGURES[name](database, asked.language)


def _headings(figure: Figure, asked: Asked) -> tuple[str, ...]:
    return tuple(asked.says(column.ro, column.en) for column in figure.columns)


def _rows(figure: Figure, asked: Asked) -> Iterator[tuple[str, ...]]:
    """The rows of the table as people read them; those without anything are left out."""
    for row in figure.rows:
        if row.get("projects"):
            yield tuple(_said(row[column.key], column, asked) for column in figure.columns)


def _said(value: object, column: Column, asked: Asked) -> str:
    if value is None:
        return "–"
    if isinstance(value, float) or column.is_money:
        return grouped(round(float(str(value))), 0, asked.language)
    return grouped(value, 0, asked.language) if isinstance(value, int) and not column.is_year else harmless(str(value))
