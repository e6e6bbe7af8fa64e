"""Rows as records: what the database gives back to resolution, to the command line and to notebooks.

Plain functions on an open connection; everything that may be long is a stream.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.records import (
    Amount,
    Beneficiaries,
    Capture,
    DateFact,
    Document,
    Facts,
    Issue,
    Partner,
    Place,
    Project,
    Span,
)

_PLACED = '"start", "end", quote'
_LINKED = f"mention_id, {_PLACED}, confidence, found_by"
_ORDER = 'WHERE document_id = ? ORDER BY "start", "end", id'


def captures_of(connection: sqlite3.Connection, url: str) -> list[tuple[Capture, str]]:
    """The captures of an address with their outcomes, newest first."""
    cursor = connection.execute(
        'SELECT id, url, source_id, run_id, fetched_at, status, media_type, sha256, file, "offset", length,'
        " outcome FROM captures WHERE url = ? ORDER BY fetched_at DESC, id DESC",
        (url,),
    )
    return [(_capture(row), row[-1]) for row in cursor]


def pending_urls(connection: sqlite3.Connection, after: str, limit: int) -> list[str]:
    """Addresses with captures that nobody has read yet, in order, from the first one after `after`."""
    cursor = connection.execute(
        "SELECT DISTINCT url FROM captures WHERE outcome = 'pending' AND url > ? ORDER BY url LIMIT ?",
        (after, limit),
    )
    return [url for (url,) in cursor]


def issues(connection: sqlite3.Connection) -> Iterator[Issue]:
    """All issues, as a stream, by stage, kind and address."""
    cursor = connection.execute(
        "SELECT stage, kind, message, url, source_id, capture_id FROM issues ORDER BY stage, kind, url, id"
    )
    for stage, kind, message, url, source_id, capture_id in cursor:
        yield Issue(stage=stage, kind=kind, message=message, url=url, source_id=source_id, capture_id=capture_id)


def facts_of(connection: sqlite3.Connection, document_id: str) -> Facts | None:
    """A document with its facts, each kind in the order of its evidence; None when there is no such document.

    The document's structure (`blocks`) is not stored; the reader named in it makes it again from the capture.
    """
    row = connection.execute(
        "SELECT id, text, title, published, published_by, language, url, capture_id, source_id, reader"
        " FROM documents WHERE id = ?",
        (document_id,),
    ).fetchone()
    if row is None:
        return None
    projects = list(_projects(connection, document_id))
    places: dict[str | None, int] = {identity: place for place, (identity, _) in enumerate(projects)}
    return Facts(
        document=_document(row),
        projects=tuple(project for _, project in projects),
        partners=tuple(_partners(connection, document_id, places)),
        amounts=tuple(_amounts(connection, document_id, places)),
        dates=tuple(_dates(connection, document_id, places)),
        beneficiaries=tuple(_beneficiaries(connection, document_id, places)),
        places=tuple(_places(connection, document_id, places)),
    )


def _capture(row: tuple[Any, ...]) -> Capture:
    return Capture(
        id=row[0],
        url=row[1],
        source_id=row[2],
        run_id=row[3],
        fetched_at=datetime.fromisoformat(row[4]),
        status=row[5],
        media_type=row[6],
        sha256=row[7],
        file=row[8],
        offset=row[9],
        length=row[10],
    )


def _document(row: tuple[Any, ...]) -> Document:
    identity, text, title, published, published_by, language, url, capture_id, source_id, reader = row
    return Document(
        id=identity,
        text=text,
        title=title,
        published=published,
        published_by=published_by,
        language=language,
        url=url,
        capture_id=capture_id,
        source_id=source_id,
        reader=reader,
    )


def _months(value: float | None) -> Decimal | None:
    """A length in months as stated: 48.0 was written 48."""
    if value is None:
        return None
    return Decimal(int(value)) if value.is_integer() else Decimal(str(value))


def _further_spans(connection: sqlite3.Connection, document_id: str) -> dict[str, list[Span]]:
    """The evidence of each mention after the first."""
    spans: dict[str, list[Span]] = {}
    for mention_id, start, end, quote in connection.execute(
        'SELECT mention_id, s."start", s."end", s.quote FROM project_mention_spans AS s'
        " JOIN project_mentions AS m ON m.id = mention_id WHERE m.document_id = ?"
        " ORDER BY mention_id, number",
        (document_id,),
    ):
        spans.setdefault(mention_id, []).append(Span(start=start, end=end, text=quote))
    return spans


def _projects(connection: sqlite3.Connection, document_id: str) -> Iterator[tuple[str, Project]]:
    spans = _further_spans(connection, document_id)
    for row in connection.execute(
        f"SELECT id, {_PLACED}, confidence, found_by, title, aliases, code, contract, programme,"  # noqa: S608
        f" period_start, period_end, duration_months, duration_at, duration_quote FROM project_mentions {_ORDER}",
        (document_id,),
    ):
        identity, start, end, quote, confidence, found_by, title, aliases, code, contract, programme, *rest = row
        first = Span(start=start, end=end, text=quote)
        _, _, months, at, words = rest
        yield (
            identity,
            Project(
                title=title,
                evidence=(first, *spans.get(identity, ())),
                aliases=tuple(json.loads(aliases)),
                code=code,
                contract=contract,
                programme=programme,
                start=rest[0],
                end=rest[1],
                duration_months=_months(months),
                duration_evidence=None if at is None else Span(start=at, end=at + len(words), text=words),
                confidence=confidence,
                found_by=found_by,
            ),
        )


def _partners(connection: sqlite3.Connection, document_id: str, places: dict[str | None, int]) -> Iterator[Partner]:
    for mention, start, end, quote, confidence, found_by, name, cui, role in connection.execute(
        f"SELECT {_LINKED}, name, cui, role FROM partners {_ORDER}",  # noqa: S608
        (document_id,),
    ):
        yield Partner(
            name=name,
            cui=cui,
            role=role,
            evidence=Span(start=start, end=end, text=quote),
            project=places.get(mention),
            confidence=confidence,
            found_by=found_by,
        )


def _amounts(connection: sqlite3.Connection, document_id: str, places: dict[str | None, int]) -> Iterator[Amount]:
    for mention, start, end, quote, confidence, found_by, *values in connection.execute(
        f"SELECT {_LINKED}, value, value_max, currency, role, approximate, bound, organisation"  # noqa: S608
        f" FROM amounts {_ORDER}",
        (document_id,),
    ):
        value, value_max, currency, role, approximate, bound, organisation = values
        yield Amount(
            value=Decimal(value),
            currency=currency,
            role=role,
            evidence=Span(start=start, end=end, text=quote),
            value_max=None if value_max is None else Decimal(value_max),
            approximate=bool(approximate),
            bound=bound,
            organisation=organisation,
            project=places.get(mention),
            confidence=confidence,
            found_by=found_by,
        )


def _dates(connection: sqlite3.Connection, document_id: str, places: dict[str | None, int]) -> Iterator[DateFact]:
    for mention, start, end, quote, confidence, found_by, first, last, role in connection.execute(
        f"SELECT {_LINKED}, start_date, end_date, role FROM dates {_ORDER}",  # noqa: S608
        (document_id,),
    ):
        yield DateFact(
            start=first,
            end=last,
            role=role,
            evidence=Span(start=start, end=end, text=quote),
            project=places.get(mention),
            confidence=confidence,
            found_by=found_by,
        )


def _beneficiaries(
    connection: sqlite3.Connection, document_id: str, places: dict[str | None, int]
) -> Iterator[Beneficiaries]:
    for mention, start, end, quote, confidence, found_by, *values in connection.execute(
        f"SELECT {_LINKED}, count, count_max, unit, group_phrase, categories, status, approximate, bound"  # noqa: S608
        f" FROM beneficiaries {_ORDER}",
        (document_id,),
    ):
        count, count_max, unit, group, categories, status, approximate, bound = values
        yield Beneficiaries(
            count=count,
            unit=unit,
            categories=tuple(json.loads(categories)),
            status=status,
            evidence=Span(start=start, end=end, text=quote),
            count_max=count_max,
            approximate=bool(approximate),
            bound=bound,
            group=group,
            project=places.get(mention),
            confidence=confidence,
            found_by=found_by,
        )


def _places(connection: sqlite3.Connection, document_id: str, places: dict[str | None, int]) -> Iterator[Place]:
    for mention, start, end, quote, confidence, found_by, name, kind, county, siruta in connection.execute(
        f"SELECT {_LINKED}, name, kind, county, siruta FROM places {_ORDER}",  # noqa: S608
        (document_id,),
    ):
        yield Place(
            name=name,
            kind=kind,
            evidence=Span(start=start, end=end, text=quote),
            county=county,
            siruta=siruta,
            project=places.get(mention),
            confidence=confidence,
            found_by=found_by,
        )
