"""Spiders for one shape of a source alone, as `scrapy crawl feed -a source=ID`."""

from typing import ClassVar

from crawler.spiders.site import Shape, SiteSpider


class ListingSpider(SiteSpider):
    """The source's start pages, and what they list."""

    name = "listing"
    shapes: ClassVar[tuple[Shape, ...]] = ("start",)


class FeedSpider(SiteSpider):
    """The source's feeds."""

    name = "feed"
    shapes: ClassVar[tuple[Shape, ...]] = ("feeds",)


class SitemapSpider(SiteSpider):
    """The source's sitemaps."""

    name = "sitemap"
    shapes: ClassVar[tuple[Shape, ...]] = ("sitemaps",)


class PagesSpider(SiteSpider):
    """The source's single pages."""

    name = "pages"
    shapes: ClassVar[tuple[Shape, ...]] = ("pages",)
