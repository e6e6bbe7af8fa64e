"""A new source: a site is inspected, and a table for sources.toml proposed; what is guessed is said to be guessed."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.addresses import canonical, same_site, site_of
from crawler.inspection import Inspection, inspect
from crawler.messages import clean
from crawler.site_words import guess_county, guess_kind
from crawler.sources import Source, SourcesError
from romanian.fold import fold

MOST = 3  # feeds, sitemaps, listings that are proposed
FALLBACK = "ngo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source as it may be added, its table as text, and what was found out on the way."""

    source: Source
    toml: str
    notes: tuple[str, ...]


def propose(url: str, *, contact: str | None, allow_loopback: bool = False) -> Proposal:
    """Inspects the site, twice: its page, then the feeds, sitemaps and listings that it leads to.

    Raises SourcesError when the address is none or the site can't be read, ContactError and InspectionError.
    """
    first = _source("sit", url, name="sit", kind=FALLBACK, start=[url], allow_loopback=allow_loopback)
    found = inspect(first, contact=contact)
    (front,) = found.looked
    if front.trouble:
        raise SourcesError(f"{url} can't be read: {front.trouble}")
    sites = frozenset({site_of(url)})
    named = {
        "feeds": [link.url for link in front.feeds],
        "sitemaps": [sitemap for robots in found.robots for sitemap in robots.sitemaps],
        "start": [link.url for link in front.listings],
    }
    address = canonical(url) or url
    wanted = {
        shape: [link for link in dict.fromkeys(links) if same_site(link, sites) and link != address][:MOST]
        for shape, links in named.items()
    }
    wanted["start"] = [url, *wanted["start"]]
    tried = inspect(first.model_copy(update={key: tuple(links) for key, links in wanted.items()}), contact=contact)
    usable = {shape: _usable(tried, shape) for shape in wanted}
    name = front.title or site_of(url)
    texts = (name, site_of(url).rpartition(".")[0].replace(".", " ").replace("-", " "))
    kind, county = guess_kind(*texts), guess_county(*texts)
    source = _source(
        _id(url),
        url,
        name=name,
        kind=kind[0] if kind else FALLBACK,
        county=county[0] if county else None,
        allow_loopback=allow_loopback,
        **usable,
    )
    comments = {
        "name": "the page's own title" if front.title else "the site's address",
        "kind": f"a guess, from “{kind[1]}”: check it" if kind else "a guess, for nothing told: check it",
        "county": f"a guess, from “{county[1]}”: check it" if county else "",
    }
    troubles = tuple(f"{looked.address} left out: {looked.trouble}" for looked in tried.looked if looked.trouble)
    return Proposal(source=source, toml=_toml(source, comments), notes=troubles)


def add_to(file: Path, proposal: Proposal) -> None:
    """Appends the table to a file of sources, which is made if need be; what it holds stays as it is.

    Raises SourcesError for a file that can't be read, and when it has a table of that id already.
    """
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    try:
        known = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{file}: is not TOML ({error})") from error
    if proposal.source.id in known:
        raise SourcesError(f"{file} has a source {proposal.source.id!r} already; nothing was written")
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    part.write_text(f"{text}{gap}{proposal.toml}", encoding="utf-8")
    part.replace(file)


def _usable(tried: Inspection, shape: str) -> tuple[str, ...]:
    return tuple(looked.address for looked in tried.looked if looked.shape == shape and not looked.trouble)


def _source(source_id: str, url: str, **fields: object) -> Source:
    try:
        return Source.model_validate({"id": source_id, **fields})
    except ValueError as error:
        raise SourcesError(f"{url}: no source can be made of it: an address begins with http:// or https://") from error


def _id(url: str) -> str:
    """Of the host's name, without www and the country: “dgaspc-buzau” of www.dgaspc-buzau.ro."""
    parts = urlsplit(url)
    name = site_of(url).rpartition(".")[0] or site_of(url) or parts.netloc
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "sit"


def _toml(source: Source, comments: dict[str, str]) -> str:
    lines = [f"[{source.id}]"]
    for field in ("name", "kind", "county", "start", "feeds", "sitemaps", "allow_loopback"):
        value = getattr(source, field)
        if value:
            comment = comments.get(field, "")
            lines.append(f"{field} = {_value(value)}" + (f"  # {clean(comment)}" if comment else ""))
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return '"' + clean(str(value)).replace("\\", "\\\\").replace('"', '\\"') + '"'
