"""Remarks: what the machinery around a spider has to tell people, as issues of the run."""

from scrapy.crawler import Crawler

from crawler.messages import clean
from crawler.recording import RecordingPipeline, Trouble


def remark(crawler: Crawler, url: str, kind: str, message: str) -> None:
    """Tells an issue about an address that is no failure of it.

    It counts as one of a listing's: when a later run goes through without telling it, it is over.
    """
    if pipeline := crawler.get_item_pipeline(RecordingPipeline):
        trouble = Trouble(url=url, asked=url, role="hub", kind=kind, message=clean(message), is_failure=False)
        pipeline.process_item(trouble)
