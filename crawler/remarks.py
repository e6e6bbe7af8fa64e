"""Remarks: what the machinery around a spider has to tell people, as issues of the run."""

from collections.abc import Sized

from scrapy.crawler import Crawler

from crawler.finders import MAX_LINKS
from crawler.items import Trouble
from crawler.messages import clean
from crawler.recording import RecordingPipeline


def remark(crawler: Crawler, url: str, kind: str, message: str) -> None:
    """Tells an issue about an address that is no failure of it.

    It counts as one of a listing's: when a later run goes through without telling it, it is over.
    """
    if pipeline := crawler.get_item_pipeline(RecordingPipeline):
        trouble = Trouble(url=url, asked=url, role="hub", kind=kind, message=clean(message), is_failure=False)
        pipeline.process_item(trouble)


def tell_limit(crawler: Crawler, url: str, links: Sized) -> None:
    """Tells that a page has more links than are read; after the page was recorded, or its capture would settle it."""
    if len(links) >= MAX_LINKS:
        remark(crawler, url, "too-many-links", f"only the first {MAX_LINKS} of its links were read")
