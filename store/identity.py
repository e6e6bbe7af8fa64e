"""Ids that hang on content: the same pages give the same ids, on every machine and after every rebuild.

A fact is recognised as people recognise it: the address, the kind of fact, the words quoted, a little of what
stands before and after, and which of several equal ones it is (the idea of the W3C's TextQuoteSelector,
https://www.w3.org/TR/annotation-model/#text-quote-selector). So it keeps its id when text elsewhere on the
page changes, when diacritics or blanks are repaired, and when it moves to another offset.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from romanian.fold import fold
from store.records import Document, Issue, Span

_ID_LENGTH = 16  # hexadecimal digits: 64 bits
_NUMBER_LENGTH = 13  # of them: 52 bits, an integer that JavaScript and floats hold exactly
_DOCUMENT_LENGTH = 12  # digits that name the document in the number of a quote
_QUOTE_BITS = 16  # of that number are left to count the document's quotes
_CONTEXT = 32  # normalised characters on each side
_REACH = 8 * _CONTEXT  # raw characters looked at for them; blanks and line breaks shrink


def document_id(url: str) -> str:
    """The id of the document at a canonical address (the crawler has made it canonical)."""
    return _digest("document", url)


def number_of(identity: str) -> int:
    """An id as a positive integer below 2**52, the name of its row in a full-text index."""
    return int(identity[:_NUMBER_LENGTH], 16)


def quote_number(document: str, place: int) -> int:
    """The name of the row of a document's quote with this place among them: a positive integer below 2**63.

    Quotes of a document stand together in their table and its full-text index, so that a transaction that writes a
    document writes few pages of the file.
    """
    return (int(document[:_DOCUMENT_LENGTH], 16) >> 1 << _QUOTE_BITS) + place


def document_content(document: Document) -> str:
    """A digest of all that extraction sees of a document, and of what it lacks.

    Two captures that give the same one give the same facts and issues.
    """
    seen = (
        document.text,
        document.blocks,
        document.title,
        document.published,
        document.published_by,
        document.language,
    )
    return _digest("content", *map(repr, seen), document.reader, *map(repr, document.gaps))


def normalised(text: str) -> str:
    """Composed, folded, with single blanks and none at the ends: what an id sees of a text."""
    return " ".join(fold(unicodedata.normalize("NFC", text)).split())


def fact_id(kind: str, url: str, text: str, span: Span, *, ordinal: int = 0) -> str:
    """The id of a fact of this kind with this evidence; `ordinal` counts equal ones from 0 (`fact_ids`)."""
    return _numbered(_anchor(kind, url, text, span), ordinal)


def anchored_id(kind: str, url: str, quote: str, around: tuple[str, str], *, ordinal: int) -> str:
    """The id of the fact with these words, and around them what `context` gives: before, after."""
    left, right = normalised(around[0])[-_CONTEXT:].strip(), normalised(around[1])[:_CONTEXT].strip()
    return _numbered(_digest("fact", kind, url, left, normalised(quote), right), ordinal)


def context(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after a span, as written but for blanks: as much of it as an id sees."""
    left, right = span.start, span.end
    before = after = ""
    while left > max(span.start - _REACH, 0) and len(normalised(before)) < _CONTEXT:
        left -= 1
        before = text[left : span.start]
    while right < min(span.end + _REACH, len(text)) and len(normalised(after)) < _CONTEXT:
        right += 1
        after = text[span.end : right]
    return " ".join(before.split()), " ".join(after.split())


def fact_ids(kind: str, url: str, text: str, spans: Iterable[Span]) -> list[str]:
    """The ids of one document's facts of one kind, in the order of their evidence `spans`.

    Facts with equal words and equal surroundings are numbered as they stand in the text; those that share
    the very same span, as they come.
    """
    listed = list(spans)
    seen: Counter[str] = Counter()
    ids = [""] * len(listed)
    for place in sorted(range(len(listed)), key=lambda i: (listed[i].start, listed[i].end, i)):
        anchor = _anchor(kind, url, text, listed[place])
        ids[place] = _numbered(anchor, seen[anchor])
        seen[anchor] += 1
    return ids


def project_id(key: str) -> str:
    """The id of the resolved project with this key."""
    return _digest("project", key)


def programme_id(key: str) -> str:
    """The id of the programme with this key."""
    return _digest("programme", key)


def organisation_id(key: str) -> str:
    """The id of the organisation with this normalised name."""
    return _digest("organisation", key)


def organisation_name_id(name: str, county: str | None, cui: str | None) -> str:
    """The id of a name as written, on sites of one county (None: of the whole country), with a CUI or without."""
    return _digest("organisation-name", name, county or "", cui or "")


def operation_list_id(sha256: str, programme: str) -> str:
    """The id of an official list: the same file may list the operations of several programmes."""
    return _digest("operation-list", sha256, programme)


def operation_id(list_id: str, sheet: str | None, row: int) -> str:
    """The id of a row of an official list."""
    return _digest("operation", list_id, sheet or "", str(row))


def issue_id(issue: Issue) -> str:
    """The id of an issue: what happened where, and the words for it.

    Only of the crawl do the words not count where there is an address: they may tell times and sizes, and
    what fails again in the next run is the same issue.
    """
    words = "" if issue.stage == "crawl" and issue.url is not None else issue.message
    return _digest(
        "issue",
        issue.stage,
        issue.kind,
        issue.url or "",
        issue.source_id or "",
        issue.capture_id or "",
        words,
    )


def _anchor(kind: str, url: str, text: str, span: Span) -> str:
    # Mostly a short look is enough, and gives the same: what it sees ends, or begins, as what the long one would see.
    before = _piece(text, max(span.start - 2 * _CONTEXT, 0), span.start)
    if len(before) < _CONTEXT:
        before = _piece(text, max(span.start - _REACH, 0), span.start)
    after = _piece(text, span.end, span.end + 2 * _CONTEXT)
    if len(after) < _CONTEXT:
        after = _piece(text, span.end, span.end + _REACH)
    before, after = before[-_CONTEXT:], after[:_CONTEXT]
    return _digest("fact", kind, url, before.strip(), _piece(text, span.start, span.end), after.strip())


def _piece(text: str, start: int, end: int) -> str:
    """`normalised(text[start:end])`, without folding the same text again and again."""
    flat = _folded(text)
    return normalised(text[start:end]) if flat is None else " ".join(flat[start:end].split())


@lru_cache(maxsize=2)  # all the facts of a document are named one after the other
def _folded(text: str) -> str | None:
    """The folded text, its places kept; None when it is not composed, and would change places."""
    return fold(text) if unicodedata.is_normalized("NFC", text) else None


def _numbered(anchor: str, ordinal: int) -> str:
    return anchor if ordinal == 0 else _digest(anchor, str(ordinal))


def _digest(*parts: str) -> str:
    """Sixteen digits of a SHA-256 over the parts, each after its length so that none runs into the next."""
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(part), part) for part in encoded])).hexdigest()[:_ID_LENGTH]
