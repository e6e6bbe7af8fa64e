"""Pictures of the site's main pages at the width of a phone and of a desk, for docs/: `make screenshots`.

They show the sample (`fondoscop demo`) in Debian's Chromium, and are looked at by people; no test compares them.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.site_speed import served
from extract.pipeline import Extractor
from jobs.demo import demo
from store.database import Database

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
_IDS = {
    "project": "SELECT project_id FROM contradictions GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    "document": "SELECT document_id FROM amounts GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    "organisation": "SELECT organisation_id FROM project_organisations GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
}


def pages(path: Path) -> dict[str, str]:
    """Address by the name of the picture."""
    with Database.open(path, read_only=True) as database:
        ids = {name: next(iter(next(database.rows(sql)).values())) for name, sql in _IDS.items()}
    return {
        "front": "/",
        "search": "/cautare?q=copii",
        "project": f"/proiect/{ids['project']}",
        "document": f"/document/{ids['document']}",
        "organisation": f"/organizatie/{ids['organisation']}",
        "charts": "/grafice",
    }


def main() -> None:
    """Takes the pictures."""
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        data = Path(temporary)
        demo(data, extractor=Extractor.load(), say=lambda _: None)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with served(data / "fondoscop.db") as address:
            for size, (width, height) in SIZES.items():
                context = browser.new_context(viewport={"width": width, "height": height}, base_url=address)
                page = context.new_page()
                for name, url in pages(data / "fondoscop.db").items():
                    page.goto(url)
                    page.screenshot(path=FOLDER / f"{name}-{size}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
