"""The made-up sites as they rest on disk: `sites/<host>/pages.toml` says which file answers which address."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from tomllib import loads

from pydantic import BaseModel, ConfigDict

SITES = Path(__file__).parent / "sites"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one address answers. `headers` are added as they stand (Location, Retry-After, …)."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    modified: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def etag(self) -> str:
        """The strong entity tag, made from the content alone."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


def is_fresh(page: Page, headers: Mapping[str, str]) -> bool:
    """Whether the asker's copy is still good (RFC 9110, 13.2.2: a tag, when given, outranks a date)."""
    if (tags := headers.get("if-none-match")) is not None:
        return any(tag.strip().removeprefix("W/") in ("*", page.etag) for tag in tags.split(","))
    since = headers.get("if-modified-since")
    if since is None or page.modified is None:
        return False
    try:
        then = parsedate_to_datetime(since)
    except ValueError:  # the RFC has a date that can't be read ignored
        return False
    return page.modified.replace(microsecond=0) <= (then if then.tzinfo else then.replace(tzinfo=UTC))


class PageEntry(BaseModel):
    """One table of a `pages.toml`. `modified` is fixed there, so that every clone gives the same dates."""

    model_config = ConfigDict(extra="forbid")

    file: str
    type: str
    modified: datetime
    status: int = 200


class SiteFile(BaseModel):
    """A whole `pages.toml`; `missing` names the targets that pages link to though they don't exist."""

    model_config = ConfigDict(extra="forbid")

    host: str
    missing: list[str] = []
    pages: dict[str, PageEntry]


def read_site_files(sites: Path) -> Iterator[tuple[Path, SiteFile]]:
    """Each site's folder and its `pages.toml`, in order of name; pydantic's ValidationError on a bad key."""
    for path in sorted(sites.glob("*/pages.toml")):
        yield path.parent, SiteFile.model_validate(loads(path.read_text(encoding="utf-8")))


def load_pages(sites: Path = SITES) -> dict[tuple[str, str], Page]:
    """All pages under `sites`, by host and target; FileNotFoundError if a named file isn't there."""
    return {
        (site.host, target): Page(
            body=(folder / entry.file).read_bytes(),
            content_type=entry.type,
            status=entry.status,
            modified=entry.modified,
        )
        for folder, site in read_site_files(sites)
        for target, entry in site.pages.items()
    }
