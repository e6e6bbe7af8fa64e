"""A static copy of the site: its own pages and templates, written as files that any web host can show.

What needs a server is left out: the search, questions in SQL, the texts of documents. So a project's page has its
evidence itself. Both languages are written: Romanian at the root, English below `en`.
"""

from collections.abc import Iterator
from pathlib import Path

from explore.export.formats import Report
from explore.export.static_site import fixed_pages
from explore.export.static_site.downloads import Downloads
from explore.export.static_site.evidence import FACT, fact_ids, proofs, quoted_briefly, shown_sentences
from explore.export.static_site.lists import LIST, Listed, Lists
from explore.export.static_site.one_state import OneState
from explore.export.static_site.places import file_of
from explore.export.static_site.programmes import Programmes
from explore.export.static_site.rendering import LANGUAGES, Renderer, Written
from explore.export.whole_files import whole_folder
from explore.export.whole_projects import Exported, WholeProject
from explore.site import organisation, project
from explore.site.asked import Asked, Language, Page
from explore.wording import Language as Wording
from store.database import Database

_FOUND_BY = "SELECT year, county, lei FROM project_overview WHERE id = ?"
_ORGANISATIONS = "SELECT DISTINCT organisation_id AS id FROM project_organisations ORDER BY 1"


def write(exported: Exported, path: Path, _language: Wording) -> Report:
    """Write the folder. A copy of chosen projects has no charts and no pages of organisations: those tell of all."""
    is_whole = exported.where is None
    database = OneState(exported)
    programmes = Programmes(database)
    count = organisations = 0
    with whole_folder(path) as folder, Lists(programmes.names) as lists:
        renderer = Renderer(folder, is_whole=is_whole)
        with Downloads(folder) as downloads:
            for count, whole in enumerate(exported.whole_projects(), start=1):  # noqa: B007 (the last one is wanted)
                lists.add(_write_project(database, renderer, programmes, whole))
                downloads.add(database, whole)
        if is_whole:
            organisations = sum(_write_organisation(database, renderer, one) for one in _organisations(database))
            fixed_pages.write_chart_tables(folder, database)
        lists.write(renderer)
        fixed_pages.write_fixed(exported, database, renderer, lists)
        fixed_pages.write_styles(folder)
    return Report(written={"projects": count, "organisations": organisations, "pages": renderer.written})


def _write_project(database: Database, renderer: Renderer, programmes: Programmes, whole: WholeProject) -> Listed:
    identity, brief = whole.project.id, quoted_briefly(database, whole)
    shown: dict[Language, str] = {}
    for language in LANGUAGES:
        asked = Asked(path=f"/proiect/{identity}", language=language, named={"id": identity})
        page = project.page(database, asked)
        found = proofs(database, whole, brief, language)
        written = Written(
            path=asked.path, language=language, facts={fact: f"#{FACT}{fact}" for fact in fact_ids(found)}
        )
        renderer.write(
            written,
            Page(template=page.template, values={**page.values, "proofs": found, "sentences": shown_sentences(found)}),
        )
        item = Page(template="item.html", values={"hit": page.values["brief"]})
        shown[language] = renderer.text(Written(path="/cautare", language=language, file=LIST), item)
    by = next(database.rows(_FOUND_BY, (identity,)))
    return Listed(
        id=identity,
        lei=by["lei"],
        year=by["year"],
        county=by["county"],
        programme=programmes.key(whole.project.programme_id),
        shown=shown,
    )


def _organisations(database: Database) -> Iterator[str]:
    for row in database.rows(_ORGANISATIONS):
        yield row["id"]


def _write_organisation(database: Database, renderer: Renderer, identity: str) -> int:
    """Write the pages of one; its facts stand on the pages of its projects."""
    for language in LANGUAGES:
        asked = Asked(path=f"/organizatie/{identity}", language=language, named={"id": identity})
        page = organisation.page(database, asked)
        up = "../../"
        facts = {
            one.partner_id: f"{up}{file_of(f'/proiect/{one.id}')}#{FACT}{one.partner_id}"
            for one in page.values["organisation"].projects
        }
        renderer.write(Written(path=asked.path, language=language, facts=facts), page)
    return 1
