"""The tables `decisions` and `decision_marks`: what people decided, what it hangs on here, what came of it.

Plain functions on an open connection, and one class that puts them into transactions. Ids of what decisions hang on
are found anew at each build, by `store.anchors`.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from store import writing
from store.anchors import Candidate, LostError, Named, locate, locate_name
from store.corrections import FactKind
from store.decided_facts import Effect
from store.decisions import ACTIONS_ON_FACTS, Anchor, Decision, Decisions, NameAnchor, QuoteAnchor
from store.identity import organisation_name_id
from store.records import Issue, Span
from store.statements import insert

TABLES: Mapping[FactKind, str] = {
    "project": "project_mentions", "partner": "partners", "amount": "amounts", "date": "dates",
    "beneficiaries": "beneficiaries", "place": "places",
}  # fmt: skip
"""The tables of the kinds of facts that decisions name."""

LOST = "lost-decision"
_WAITING = "its page waits to be read again"
_UNREAD = "the database has no page of this address"
_STATE = ("target_id", "value_before", "value_after", "outcome", "fault")
_NAMES = """
    SELECT DISTINCT f.name, s.county, f.cui FROM (
        SELECT name, cui, document_id FROM partners
        UNION ALL SELECT organisation, NULL, document_id FROM amounts WHERE organisation IS NOT NULL
    ) AS f JOIN documents AS d ON d.id = f.document_id JOIN sources AS s ON s.id = d.source_id
"""
_SPANS = """
    SELECT s.mention_id, s.start, s."end", s.quote FROM project_mention_spans AS s
    JOIN project_mentions AS m ON m.id = s.mention_id WHERE m.document_id = ? ORDER BY s.mention_id, s.number
"""

Row = dict[str, Any]


class DecisionTable:
    """What the database knows of decisions; each method is one transaction, or a part of the one that is open."""

    def __init__(self, connection: sqlite3.Connection, atomic: Callable[[], AbstractContextManager[object]]) -> None:
        self._connection = connection
        self._atomic = atomic

    def rows(self) -> list[Row]:
        """The rows of `decisions`, in the order of the file."""
        return _rows(self._connection)

    def lacks(self, decisions: Decisions) -> bool:
        """Whether these would give other facts than those that the database has: it was built with others."""
        return bool(_changed(self.rows(), decisions))

    def begin(self, decisions: Decisions) -> None:
        """Make the rows these; pages wait to be read again where another decision changes their facts than before."""
        with self._atomic():
            _begin(self._connection, decisions)

    def note(self, effects: Iterable[Effect]) -> None:
        """Keep what became of decisions on a document's facts; in the transaction that stores the document."""
        with self._atomic():
            for effect in effects:
                _note(self._connection, effect)

    def settle(self, decisions: Decisions) -> None:
        """After all pages are read: find what merges, splits and confirmations hang on, and name what is lost."""
        with self._atomic():
            _settle(self._connection, decisions)

    def keep_marks(self, decisions: Decisions) -> None:
        """Let no mark stay of a decision that is not among these, nor on a mention that is gone."""
        with self._atomic():
            self._connection.execute(
                "DELETE FROM decision_marks WHERE decision_id NOT IN (SELECT value FROM json_each(?))"
                " OR kind = 'project' AND item NOT IN (SELECT id FROM project_mentions)",
                (json.dumps([one.id for one in decisions.in_force]),),
            )


def _rows(connection: sqlite3.Connection) -> list[Row]:
    cursor = connection.execute("SELECT * FROM decisions ORDER BY number")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _begin(connection: sqlite3.Connection, decisions: Decisions) -> None:
    before = _rows(connection)
    changed = _changed(before, decisions)
    states = {row["id"]: row for row in before}
    rows = [
        _row(number, one, decisions, states.get(one.id), changed) for number, one in enumerate(decisions.entries, 1)
    ]
    for url in sorted(changed):
        writing.read_again(connection, url)
    if rows == before:
        return
    connection.execute("DELETE FROM decisions")
    for row in rows:
        connection.execute(insert("decisions", row), row)


def _changed(before: Sequence[Row], decisions: Decisions) -> set[str]:
    """Addresses whose facts other decisions change now, or in another order."""
    then: dict[str, list[str]] = {}
    for row in before:
        if row["action"] in ACTIONS_ON_FACTS and row["outcome"] != "undone":
            then.setdefault(row["url"], []).append(row["digest"])
    now = {url: [one.digest() for one in some] for url, some in decisions.on_facts().items()}
    return {url for url in then.keys() | now.keys() if then.get(url) != now.get(url)}


def _row(number: int, one: Decision, decisions: Decisions, before: Row | None, changed: set[str]) -> Row:
    anchor = one.place
    row: Row = {
        "id": one.id,
        "number": number,
        "action": one.action,
        "decided": one.date.isoformat(),
        "why": one.why,
        "kind": anchor.kind if anchor else None,
        "url": anchor.url if isinstance(anchor, QuoteAnchor) else None,
        "quote": anchor.quote if isinstance(anchor, QuoteAnchor) else anchor.name if anchor else None,
        "target_id": None,
        "field": one.field if one.action == "correct" else one.about,
        "value_before": None,
        "value_after": None,
        "outcome": "lost",
        "fault": _WAITING,
        "digest": one.digest(),
    }
    if one.id in decisions.undone:
        return row | {"outcome": "undone", "fault": None}
    if one.action == "undo":
        return row | {"outcome": "applied", "fault": None, "target_id": one.of}
    is_kept = row["url"] not in changed or one.action not in ACTIONS_ON_FACTS
    if is_kept and before is not None and before["digest"] == row["digest"] and before["outcome"] != "undone":
        return row | {name: before[name] for name in _STATE}
    return row


def _note(connection: sqlite3.Connection, effect: Effect) -> None:
    values = (effect.target_id, effect.before, effect.after, effect.outcome, effect.fault)
    connection.execute(
        "UPDATE decisions SET target_id = ?, value_before = ?, value_after = ?, outcome = ?, fault = ?"
        " WHERE id = ? AND (target_id, value_before, value_after, outcome, fault) IS NOT (?, ?, ?, ?, ?)",
        (*values, effect.decision, *values),
    )


def _settle(connection: sqlite3.Connection, decisions: Decisions) -> None:
    surroundings = _Surroundings(connection)
    marks: list[tuple[str, str, str, str, str]] = []
    for one in decisions.in_force:
        if one.action in ACTIONS_ON_FACTS:
            anchor = one.place
            if isinstance(anchor, QuoteAnchor) and surroundings.document(anchor.url) is None:
                _note(connection, Effect(decision=one.id, outcome="lost", fault=_UNREAD))
            continue
        found, faults = _items(surroundings, one)
        if one.action in ("merge", "split"):
            marks += [(one.on[0].kind, item, one.action, one.id, one.words) for item in found if not faults]
        effect = Effect(
            decision=one.id,
            outcome="lost" if faults else "applied",
            target_id=found[0] if found else None,
            after=one.value,
            fault="; ".join(faults) or None,
        )
        _note(connection, effect)
    connection.execute("DELETE FROM decision_marks")
    connection.executemany("INSERT INTO decision_marks VALUES (?, ?, ?, ?, ?)", marks)
    connection.execute("DELETE FROM issues WHERE kind = ?", (LOST,))
    writing.add_issues(connection, _issues(_rows(connection)))


def _items(surroundings: "_Surroundings", one: Decision) -> tuple[list[str], list[str]]:
    """What a decision hangs on, and why it has no effect: of a merge every side needs one place that is there."""
    found: dict[int | None, list[str]] = {}
    faults: dict[int | None, str] = {}
    for anchor in one.on:
        items = found.setdefault(anchor.side, [])
        try:
            items += surroundings.items(anchor)
        except LostError as error:
            faults[anchor.side] = f"side {anchor.side}: {error}" if anchor.side else str(error)
    lost = [faults[side] for side, items in found.items() if not items]
    return list(dict.fromkeys(item for items in found.values() for item in items)), lost


def _issues(rows: Iterable[Row]) -> Iterator[Issue]:
    for row in rows:
        if row["outcome"] == "lost":
            yield Issue(stage="resolve", kind=LOST, message=lost_message(row), url=row["url"])


def lost_message(row: Row) -> str:
    """What a person is told of a decision that has no effect: which, on what it hung, what to do."""
    about = f" {row['field']}" if row["action"] == "correct" else ""
    return (
        f"decision {row['id']} of {row['decided']} ({row['action']}{about}, {row['kind']} „{row['quote']}”, reason: "
        f"{row['why']}) has no effect: {row['fault']}; decide anew on what the page says now, and take this one back "
        f"with: fondoscop decide undo {row['id']}"
    )


@dataclass(slots=True)
class _Surroundings:
    """What anchors are looked for in: documents with their facts, and names of organisations."""

    connection: sqlite3.Connection
    _names: list[Named] | None = None

    def items(self, anchor: Anchor) -> list[str]:
        """The ids of what an anchor hangs on. Raises LostError."""
        if isinstance(anchor, NameAnchor):
            return locate_name(anchor, self.names())
        document = self.document(anchor.url)
        if document is None:
            raise LostError(_UNREAD)
        return [locate(anchor, document[1], self.candidates(anchor.kind, document[0]))]

    def document(self, url: str) -> tuple[str, str] | None:
        """Id and text of the document of an address."""
        return self.connection.execute("SELECT id, text FROM documents WHERE url = ?", (url,)).fetchone()  # type: ignore[no-any-return]

    def names(self) -> list[Named]:
        """Every name of an organisation as written, by county of the site and CUI."""
        if self._names is None:
            rows = self.connection.execute(_NAMES)
            self._names = [
                Named(id=organisation_name_id(name, county, cui), name=name, county=county, cui=cui)
                for name, county, cui in rows
            ]
        return self._names

    def candidates(self, kind: FactKind, document_id: str) -> list[Candidate]:
        """The facts of a kind in a document."""
        spans: dict[str, list[Span]] = {}
        query = f'SELECT id, start, "end", quote FROM {TABLES[kind]} WHERE document_id = ? ORDER BY start, "end", id'  # noqa: S608
        queries = [query, _SPANS] if kind == "project" else [query]
        for sql in queries:
            for identity, start, end, quote in self.connection.execute(sql, (document_id,)):
                spans.setdefault(identity, []).append(Span(start=start, end=end, text=quote))
        return [Candidate(id=identity, spans=tuple(some)) for identity, some in spans.items()]
