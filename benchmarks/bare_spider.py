"""A bare Scrapy spider for the site of `crawled_site.py`: it neither looks at pages nor stores them.

bare_spider.py ADDRESS     prints how many pages it saw
"""

import sys
from collections.abc import Iterator
from typing import Any

from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import TextResponse


class Bare(Spider):
    """Listings, and the pages that they list."""

    name = "bare"
    start_urls = (sys.argv[1],)
    seen = 0

    def parse(self, response: TextResponse) -> Iterator[Any]:
        """Follows the links of a listing."""
        for link in response.css("a::attr(href)").getall():
            if "/lista" in link:
                yield response.follow(link, self.parse)
            elif "/proiect/" in link:
                yield response.follow(link, self.page)

    def page(self, response: TextResponse) -> Iterator[dict[str, Any]]:
        """Counts a page."""
        Bare.seen += 1
        yield {"url": response.url, "size": len(response.body)}


if __name__ == "__main__":
    process = CrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "ROBOTSTXT_OBEY": True,
            "TELNETCONSOLE_ENABLED": False,
            "COOKIES_ENABLED": False,
            "CONCURRENT_REQUESTS": 8,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "DOWNLOAD_DELAY": 0,
        }
    )
    process.crawl(Bare)
    process.start()
    print(Bare.seen)
