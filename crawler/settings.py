"""Scrapy's settings for every spider here, and what a single source changes in them."""

from scrapy.settings import BaseSettings

from crawler.guard import AGENT, is_invented, user_agent
from crawler.sources import Source

BOT_NAME = "fondoscop"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

CONTACT = None  # an address of the web or of e-mail, for the people whose sites are crawled
USER_AGENT = AGENT
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ro,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # bodies are archived as they are sent, and others must be able to unpack them
}

# Politeness: one request at a time, and as slow as the site itself.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Fondoscop"  # the contact is no name that a robots.txt may call
CRAWL_DELAY_MAX = 60.0  # seconds
CONCURRENT_REQUESTS = 8
CONCURRENT_ITEMS = 1  # recording never waits, so more would only cost tasks; and order is kept
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0  # seconds
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0  # seconds
AUTOTHROTTLE_MAX_DELAY = 60.0  # seconds

# Safety: nothing listens, nothing but http and https is fetched, nothing grows without end.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.bounded_http.BoundedHandler",
    "https": "crawler.bounded_http.BoundedHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # bytes
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30  # seconds
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 8
METAREFRESH_MAXDELAY = 5  # seconds; slower ones are front pages that reload themselves

# Budgets of one run (crawler/budgets.py); a source can have its own.
URLLENGTH_LIMIT = 0  # the budgets tell it, that one is silent
BUDGET_DEPTH = 500  # links; some archives can only be read from page to page
BUDGET_DOCUMENTS = 50_000  # of one host
BUDGET_DOCUMENT_PATTERN = 25_000  # whose addresses differ in numbers alone
BUDGET_LISTING_PATTERN = 1000  # the same for listings, feeds and sitemaps: a calendar is one

RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the journal tells it to people

DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.GuardMiddleware": 40,  # before robots.txt is asked for
    "crawler.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.reservations.ReservationMiddleware": 110,  # sees answers after redirects, unpacked
    "crawler.revisiting.RevisitMiddleware": 450,
    "crawler.resolver.ResolverMiddleware": 560,  # before a retry
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard says why, that one is silent
}
EXTENSIONS = {
    "crawler.forgotten_gate.ForgottenGate": 400,  # before budgets count what is not asked
    "crawler.budgets.Budgets": 500,
    "crawler.crawl_delay.CrawlDelay": 500,  # after AutoThrottle
}
ITEM_PIPELINES = {"crawler.recording.RecordingPipeline": 300}

# Our own: how much of the past is looked at in one run.
WAITING_PER_RUN = 1000  # documents that pages link to, not asked yet
TOPIC_LOOKS_PER_RUN = 100  # pages whose links do not tell whether they are of the topic
LISTING_PAGES_PER_RUN = 50  # further pages of one listing, where no `follow` says more
RECHECKS_PER_RUN = 200  # known documents that nothing links to any more, the longest unasked first


def adapt(settings: BaseSettings, source: Source) -> None:
    """Sets what hangs on the source. Raises ContactError for a real site without a contact."""
    mine: dict[str, object] = {"USER_AGENT": user_agent(source, settings.get("CONTACT"))}
    nobody = {"AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}
    own = {
        "BUDGET_DEPTH": source.max_depth,
        "BUDGET_DOCUMENTS": source.max_documents,
        "BUDGET_DOCUMENT_PATTERN": source.max_per_pattern,
        "BUDGET_LISTING_PATTERN": source.max_per_pattern,
        "DOWNLOAD_VERIFY_CERTIFICATES": None if source.verify_tls else False,
    }
    mine |= {name: value for name, value in own.items() if value is not None}
    settings.update({**mine, **nobody} if is_invented(source) else mine, priority="spider")
