"""The pages of which there is one: the front, all charts, what this is, the one for addresses that lead nowhere."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from explore.charts.figures import FIGURES
from explore.export.static_site.lists import Lists
from explore.export.static_site.rendering import LANGUAGES, OWN, SITE, Renderer, Written
from explore.export.whole_projects import Exported
from explore.site import about, charts
from explore.site.asked import Asked, Page
from explore.wording import spelled
from store.database import Database

STYLES = ("site.css", "charts.css", "facts.css", "front.css", "search.css", "icon.svg")
_FRONT_CHARTS = ("funding-by-year", "funding-by-county")
_COUNTS = """
WITH chosen AS MATERIALIZED (SELECT id FROM project_overview WHERE (
{}
))
SELECT (SELECT count(*) FROM chosen) AS projects,
    (SELECT count(DISTINCT organisation_id) FROM project_organisations WHERE project_id IN chosen) AS organisations,
    (SELECT count(*) FROM amounts WHERE project_id IN chosen) AS amounts,
    (SELECT count(DISTINCT document_id) FROM project_mentions WHERE project_id IN chosen) AS documents
"""


def counts(exported: Exported) -> Mapping[str, int]:
    """How much the copy holds: projects, and what leads to them."""
    return next(exported.rows(_COUNTS.format(exported.where or "1")))


def write_fixed(exported: Exported, database: Database, renderer: Renderer, lists: Lists) -> None:
    """Write them all. Charts show the whole database, so a copy of a part has none."""
    known, captured = counts(exported), exported.state()["captured"]
    for language in LANGUAGES:
        asked = Asked(path="/", language=language)
        values: dict[str, Any] = {
            "known": known,
            "captured": captured and spelled(captured[:10], language),
            "where": exported.where,
            "counties": lists.values("judet", asked),
            "years": lists.values("an", asked),
            "charts": [] if exported.where else [charts.chart(database, asked, name) for name in _FRONT_CHARTS],
        }
        renderer.write(Written(path="/", language=language), Page(template="front.html", values=values))
        renderer.write(Written(path="/despre", language=language), about.page(database, asked))
        if not exported.where:
            renderer.write(Written(path="/grafice", language=language), charts.page(database, asked))
    renderer.write(Written(path="/404", language="ro", file="404.html"), Page(template="not_found.html", values={}))


def write_chart_tables(folder: Path, database: Database) -> None:
    """The tables of the charts, as CSV in both languages."""
    for language in LANGUAGES:
        into = folder / ("en" if language == "en" else "") / "grafice"
        into.mkdir(parents=True)
        for name in FIGURES:
            asked = Asked(path="/grafice", language=language, named={"name": name})
            text = "".join(str(piece) for piece in charts.table(database, asked).pieces)
            (into / f"{name}.csv").write_text(text, "utf-8", newline="")


def write_styles(folder: Path) -> None:
    """The site's style sheets and its picture, and what is the copy's own."""
    into = folder / "stil"
    into.mkdir()
    for name in STYLES:
        shutil.copyfile(SITE / "static" / name, into / name)
    shutil.copyfile(OWN / "copy.css", into / "copy.css")
