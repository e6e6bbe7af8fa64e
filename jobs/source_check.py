"""The check of a source, told to people: what a crawl would ask for, follow, keep and leave."""

from collections.abc import Iterator

from crawler.inspection import Inspection, Looked, Robots
from crawler.messages import clean
from crawler.sources import Source

EXAMPLES = 5  # addresses that are named of what would be kept


def check_lines(source: Source, found: Inspection) -> Iterator[str]:
    """The lines of the report, safe to be shown on a terminal."""
    yield from map(clean, _lines(source, found))


def _lines(source: Source, found: Inspection) -> Iterator[str]:
    place = source.county or "the whole country"
    yield f"{source.id}: {source.name} ({source.kind}, {place})"
    for robots in found.robots:
        yield f"  {robots.url}: {_robots(robots)}"
    for looked in found.looked:
        yield f"  {looked.address}"
        if looked.trouble:
            yield f"    can't be used: {looked.trouble}"
            continue
        yield from (f"    {line}" for line in _looked(source, looked))


def _robots(robots: Robots) -> str:
    if robots.trouble:
        return f"could not be had: {robots.trouble}"
    if robots.status != 200:
        rule = (
            "nothing may be asked as long as that is so" if (robots.status or 0) >= 500 else "everything may be asked"
        )
        return f"the site answered {robots.status}, so {rule}"
    parts = ["read"]
    if robots.delay:
        parts.append(f"it wants {robots.delay:g} s between two requests")
    if robots.sitemaps:
        parts.append(f"it names sitemaps: {', '.join(robots.sitemaps)}")
    return "; ".join(parts)


def _looked(source: Source, looked: Looked) -> Iterator[str]:
    if looked.title:
        yield f"title: {looked.title}"
    if looked.about is not None:
        yield f"the page itself {'speaks' if looked.about else 'does not speak'} of social services or funding"
    if looked.shape == "pages":
        yield "is kept itself"
    yield (
        f"links: {looked.links}; would follow {len(looked.follow)} listings, would keep {len(looked.keep)} documents; "
        f"to other sites: {looked.elsewhere}; forbidden by robots.txt: {looked.forbidden}"
    )
    if source.follows_topic:
        yield f"not of the topic: {looked.skipped}; to be looked at first: {looked.unsure}"
    yield from (f"follow {url}" for url in looked.follow[:EXAMPLES])
    yield from (f"keep {url}" for url in looked.keep[:EXAMPLES])
    if len(looked.keep) > EXAMPLES:
        yield f"… and {len(looked.keep) - EXAMPLES} more"
    if looked.shape == "start" and not looked.keep:
        yield "nothing to keep here: is it a page made by scripts, or do `keep` and `selector` fit it?"
