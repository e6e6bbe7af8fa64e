"""Changes as a feed: Atom (RFC 4287) and JSON, written as they come.

There is no clock in them: what is `updated` is told by the newest change. Texts of pages are escaped twice in Atom, as
HTML and as XML, and have no characters that XML 1.0 can't hold.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from html import escape
from itertools import chain, groupby
from typing import Any, TextIO

from feedgenerator import Atom1Feed

from explore.answer_formats import escaped
from explore.changes import Entry
from explore.changes_page import ACTIONS, ENGLISH_ACTIONS, notes_of, quotes_of
from explore.wording import Language
from romanian.fold import fold

_TITLES: Mapping[Language, str] = {
    "ro": "Fondoscop: ce s-a schimbat în paginile despre proiecte sociale",
    "en": "Fondoscop: what changed on pages about social projects",
}
_ACTIONS: Mapping[Language, Mapping[str, str]] = {"ro": ACTIONS, "en": ENGLISH_ACTIONS}
_BEGINNING = "1970-01-01T00:00:00+00:00"  # of a feed to which nothing has ever come
# Beyond what SQLite's texts can hold: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_atom(
    entries: Iterator[Entry],
    file: TextIO,
    *,
    filters: str,
    newest: str | None,
    base_url: str | None,
    self_url: str | None,
    language: Language = "ro",
) -> int:
    """Write an Atom feed; how many entries it has.

    `filters` tells feeds of different choices apart, in words; `newest` is the moment of the newest change of all, for
    a feed without entries; `base_url` is the site that the feed belongs to, `self_url` its own address; all is
    told in `language`.
    """
    first = next(entries, None)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"fondoscop changes {base_url or ''} {fold(filters)}").urn
    feed = _StreamedFeed(
        title=_clean(f"{_TITLES[language]}{f' ({filters})' if filters else ''}"),
        link=base_url or identity,
        description=None,
        language=language,
        author_name="Fondoscop",
        feed_url=self_url,
        feed_guid=identity,
    )
    feed.told_in = language
    feed.entries = chain([first], entries) if first is not None else iter(())
    feed.updated = datetime.fromisoformat(first.updated if first is not None else newest or _BEGINNING)
    feed.write(file, "utf-8")
    file.write("\n")
    return feed.written


def write_json(entries: Iterator[Entry], write: Callable[[str], object]) -> int:
    """Write a JSON array of the entries, an object a line; how many there are."""
    count = 0
    write("[")
    for entry in entries:
        write(",\n" if count else "\n")
        write(escaped(json.dumps(asdict(entry), ensure_ascii=False)))
        count += 1
    write("\n]\n" if count else "]\n")
    return count


class _StreamedFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """A feed whose entries are not kept; the first is the newest."""

    entries: Iterator[Entry]
    updated: datetime
    told_in: Language = "ro"
    written = 0

    def latest_post_date(self) -> datetime:
        return self.updated

    def write_items(self, handler: Any) -> None:  # noqa: ANN401 - the library's
        for entry in self.entries:
            self.add_item(**_item(entry, self.told_in))
            super().write_items(handler)
            self.items.clear()
            self.written += 1


def _item(entry: Entry, language: Language) -> dict[str, Any]:
    return {
        "title": _clean(f"{_ACTIONS[language][entry.action]}: {entry.title}"),
        "link": _clean(entry.url),
        "description": _clean(_html(entry, language)),
        "unique_id": entry.id,
        "pubdate": datetime.fromisoformat(entry.moment),
        "updateddate": datetime.fromisoformat(entry.updated),
        "author_name": _clean(entry.source),
        "categories": [entry.action],
    }


def _html(entry: Entry, language: Language) -> str:
    parts: list[str] = []
    for project, lines in groupby(entry.lines, key=lambda line: line.project):
        if project is not None:
            parts.append(f"<p>„{escape(project)}”</p>")
        said = []
        for line in lines:
            quotes = quotes_of(line.quote_before, line.quote_after)
            said.append(f"<li>{escape(line.text)}{f'<br>{escape(quotes)}' if quotes else ''}</li>")
        parts.append(f"<ul>{''.join(said)}</ul>")
    parts += [f"<p>{escape(note)}</p>" for note in notes_of(entry, language)]
    return "".join(parts) or f"<p>{escape(_ACTIONS[language][entry.action])}</p>"


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
