"""A site on a database made of captures, asked as a visitor asks it, without a network."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from lxml import html

from explore.site.serving import site
from extract.pipeline import Extractor
from jobs.build import build
from store.archive import Archive

MOMENT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


def archived(data: Path, sources: dict[str, dict[str, str]], pages: dict[str, tuple[str, str]]) -> None:
    """An archive of pages by address, each with its source, and the database of it."""
    archive = Archive(data / "archive")
    for source, about in sources.items():
        archive.journal.append(
            {"run": "r1", "source": source, "event": "run_started", "time": MOMENT.isoformat(), **about}
        )
        with archive.writer(source_id=source, run_id="r1") as writer:
            for url, (owner, body) in pages.items():
                if owner == source:
                    headers = [("Content-Type", "text/html; charset=utf-8")]
                    writer.write(url=url, status=200, response_headers=headers, body=body.encode(), fetched_at=MOMENT)
    build(data, extractor=Extractor.load())


class Visitor:
    """Asks one site."""

    def __init__(self, path: Path, **settings: Any) -> None:
        self._app = site(path, **settings).app()

    def ask(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        """The answer, redirects not followed."""

        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(self._app), base_url="http://fondoscop.test"
            ) as one:
                return await one.request(method, path, headers=headers)

        return asyncio.run(asked())

    def page(self, path: str) -> html.HtmlElement:
        """The page there, parsed; an error for any other answer."""
        answer = self.ask(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return html.document_fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    """What stands in an element, with single blanks."""
    return " ".join(element.text_content().split())
