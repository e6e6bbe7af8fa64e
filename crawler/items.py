"""What a spider yields beside requests: a document that came, one that is as it was, a listing, or a trouble."""

from dataclasses import dataclass
from datetime import datetime

from scrapy.http import Response

from crawler.frontier import DocumentRole
from crawler.scope import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A document came with its body. `asked` is where a redirect began; `links` are other documents."""

    url: str
    asked: str
    role: DocumentRole
    response: Response
    fetched_at: datetime
    links: tuple[tuple[str, DocumentRole], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The site says that a document is as it was (304)."""

    url: str
    asked: str
    response: Response
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A listing, feed or sitemap came, and is no document itself."""

    response: Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An address could not be fetched, or what came is no document. `asked` is where a redirect began.

    `response` is what came, where the spider has seen it.
    """

    url: str
    asked: str
    role: Role
    kind: str
    message: str
    status: int | None = None
    response: Response | None = None
    is_failure: bool = True  # of the address; else only a remark about something on it
