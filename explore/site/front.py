"""The front page: what this is, how fresh, how much, the search box, and the questions that people come with."""

from collections.abc import Iterator
from dataclasses import dataclass

from explore.project_facets import ProjectFacets
from explore.site.asked import Answer, Asked, Page
from explore.site.charts import Chart, chart
from explore.site.kept import Kept
from explore.site.search import FACETS
from explore.site.search_question import NAMES
from explore.site.template_words import template_words
from explore.wording import harmless, spelled
from romanian.labels import labels
from store.database import Database

_CHARTS = ("funding-by-year", "funding-by-county")
_COUNTS = """
SELECT (SELECT count(*) FROM projects) AS projects, (SELECT count(*) FROM organisations) AS organisations,
    (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM amounts) AS amounts,
    (SELECT count(*) FROM sources) AS sources, (SELECT max(coalesce(finished, started)) FROM runs) AS last_run
"""
_NEWEST = """
SELECT d.id, d.title, d.url, d.published, s.name AS source FROM documents d JOIN sources s ON s.id = d.source_id
WHERE d.published IS NOT NULL AND d.published <= ? ORDER BY d.published DESC, d.id LIMIT 1
"""
_ANY_DAY = "9999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The document that was published last."""

    id: str
    title: str
    source: str
    published: str  # as precise as the page tells it


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How much there is, and how fresh it is."""

    projects: int
    organisations: int
    documents: int
    amounts: int
    sources: int
    last_run: str | None  # ISO 8601, UTC
    newest: Newest | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A question with the address of its answer, in the visitor's language."""

    title: str
    detail: str
    address: str


def overview(database: Database) -> Overview:
    """The counts take a look at whole indexes, so they are kept."""
    (counts,) = database.rows(_COUNTS)
    until = counts["last_run"][:10] if counts["last_run"] else _ANY_DAY  # a date that was misread lies in the future
    newest = next(database.rows(_NEWEST, (until,)), None)
    if newest is None:
        return Overview(**counts, newest=None)
    title = harmless(newest["title"] or "") or harmless(newest["url"])
    return Overview(
        **counts,
        newest=Newest(id=newest["id"], title=title, source=harmless(newest["source"]), published=newest["published"]),
    )


OVERVIEW = Kept(overview)


def page(database: Database, asked: Asked) -> Answer:
    """The front page."""
    known, facets = OVERVIEW.of(database), FACETS.of(database)
    return Page(
        template="front.html",
        values={
            **template_words(asked),
            "known": known,
            "last_run": known.last_run and spelled(known.last_run[:10], asked.language),
            "cards": list(_cards(asked, known, facets)),
            "counties": sorted(facets.values["county"]),
            "county_name": NAMES["county"],
            "charts": list(_charts(database, asked)),
        },
    )


def _charts(database: Database, asked: Asked) -> Iterator[Chart]:
    for name in _CHARTS:
        yield chart(database, asked, name)


def _cards(asked: Asked, known: Overview, facets: ProjectFacets) -> Iterator[Card]:
    yield Card(
        title=asked.says("Care sunt cele mai mari proiecte?", "Which are the biggest projects?"),
        detail=asked.says("toate, după valoarea totală", "all of them, by total value"),
        address=asked.link("/cautare?ordine=suma"),
    )
    if known.last_run and (year := known.last_run[:4]) in facets.values["year"]:
        yield Card(
            title=asked.says(f"Ce proiecte se desfășoară în {year}?", f"Which projects run in {year}?"),
            detail=asked.says("cine, cu câți bani, pentru cine", "who, with how much money, for whom"),
            address=asked.link(f"/cautare?an={year}"),
        )
    groups = facets.values["category"]
    if groups:
        group = max(sorted(groups), key=lambda name: groups[name].bit_count())
        label = labels()["categories"].get(group)
        name = asked.says(label.ro, label.en) if label else group
        yield Card(
            title=asked.says("Pentru cine sunt banii?", "Whom is the money for?"),
            detail=asked.says(f"cel mai des: {name}", f"most often: {name}"),
            address=asked.link(f"/cautare?{NAMES['category']}={group}"),
        )
    yield Card(
        title=asked.says("Unde se contrazic sursele?", "Where do sources disagree?"),
        detail=asked.says("aceeași cifră, spusă diferit", "the same figure, told differently"),
        address=asked.says("/fondoscop/contradicted-projects", "/fondoscop/contradicted-projects?_lang=en"),
    )
    yield Card(
        title=asked.says("Ce s-a schimbat de curând?", "What has changed lately?"),
        detail=asked.says("pagini noi, schimbate, dispărute", "pages that are new, changed, gone"),
        address=asked.link("/schimbari"),
    )
