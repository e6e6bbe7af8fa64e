"""What changed on a page between two of its captures, told fact by fact.

A fact that moved, or whose sentence was written anew, has not changed while its values are the same. Where one value
went and one came in the same place (the same project, kind and role), the one became the other.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from romanian.fold import fold

Value = str | int | float | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of fact: its table, the columns that are its values, and the one that says which of several it is."""

    name: str
    table: str
    values: tuple[str, ...]
    role: str | None


KINDS = (
    Kind(
        name="project",
        table="project_mentions",
        values=("title", "code", "contract", "programme", "period_start", "period_end", "duration_months"),
        role=None,
    ),
    Kind(name="partner", table="partners", values=("name", "role"), role="role"),
    Kind(
        name="amount",
        table="amounts",
        values=("value", "value_max", "currency", "role", "organisation", "approximate", "bound"),
        role="role",
    ),
    Kind(name="date", table="dates", values=("start_date", "end_date", "role"), role="role"),
    Kind(
        name="beneficiaries",
        table="beneficiaries",
        values=("count", "count_max", "unit", "categories", "status", "approximate", "bound"),
        role="status",
    ),
    Kind(name="place", table="places", values=("name", "kind", "county", "siruta"), role="kind"),
)


_Key = Callable[[Kind, Row], tuple[Value, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact before and after; one of them is None for what came and what went. Rows of the kind's table."""

    kind: Kind
    before: Row | None
    after: Row | None

    @property
    def action(self) -> str:
        if self.before is None:
            return "new"
        return "vanished" if self.after is None else "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed, and for each new row's id the id of the row that said the same before."""

    changes: tuple[Change, ...]
    same: Mapping[str, str]


def compare(old: Mapping[str, Sequence[Row]], new: Mapping[str, Sequence[Row]]) -> Comparison:
    """How the facts of one document differ; both are rows by table, with ids and the title of their `project`."""
    changes: list[Change] = []
    same: dict[str, str] = {}
    for kind in KINDS:
        gone = {str(row["id"]): row for row in old.get(kind.table, ())}
        came = {str(row["id"]): row for row in new.get(kind.table, ())}
        for before, after in [*_pairs_by_id(gone, came), *_pairs(kind, gone, came, _said)]:
            same[str(after["id"])] = str(before["id"])
            if _said(kind, before) != _said(kind, after):
                changes.append(Change(kind=kind, before=before, after=after))
        for before, after in _pairs(kind, gone, came, _place):
            changes.append(Change(kind=kind, before=before, after=after))
        changes.extend(Change(kind=kind, before=row, after=None) for row in gone.values())
        changes.extend(Change(kind=kind, before=None, after=row) for row in came.values())
    return Comparison(changes=tuple(changes), same=same)


def change_row(change: Change, *, document_id: str, capture_id: str, run_id: str, moment: str) -> dict[str, Value]:
    """The row of a change in the table `changes`."""
    kind, newest = change.kind, change.after or change.before or {}
    return {
        "id": _digest(capture_id, kind.name, change.action, str(newest["id"])),
        "document_id": document_id,
        "capture_id": capture_id,
        "run_id": run_id,
        "moment": moment,
        "kind": kind.name,
        "action": change.action,
        "fact_id": newest["id"],
        "project": newest.get("project"),
        "role": newest[kind.role] if kind.role else None,
        "values_before": _json(kind, change.before),
        "values_after": _json(kind, change.after),
        "quote_before": change.before["quote"] if change.before else None,
        "quote_after": change.after["quote"] if change.after else None,
    }


def new_document_row(*, document_id: str, capture_id: str, run_id: str, moment: str) -> dict[str, Value]:
    """The row for a page that was not known before."""
    return {
        "id": _digest(capture_id, "document", "new", document_id),
        "document_id": document_id,
        "capture_id": capture_id,
        "run_id": run_id,
        "moment": moment,
        "kind": "document",
        "action": "new",
    }


def turn_row(*, document_id: str, run_id: str, moment: str, there: bool) -> dict[str, Value]:
    """The row for a page that vanished, or that is `there` again after it had."""
    action = "returned" if there else "vanished"
    return {
        "id": _digest(document_id, "document", action, moment),
        "document_id": document_id,
        "run_id": run_id,
        "moment": moment,
        "kind": "document",
        "action": action,
    }


def _pairs_by_id(gone: dict[str, Row], came: dict[str, Row]) -> Iterator[tuple[Row, Row]]:
    for identity in [identity for identity in came if identity in gone]:
        yield gone.pop(identity), came.pop(identity)


def _pairs(kind: Kind, gone: dict[str, Row], came: dict[str, Row], key: _Key) -> Iterator[tuple[Row, Row]]:
    """Takes out the rows that have a key in common; by `_place`, only where there is one on each side."""
    before, after = _by(key, kind, gone), _by(key, kind, came)
    for shared in [k for k in after if k in before]:
        if key is _place and (len(before[shared]), len(after[shared])) != (1, 1):
            continue
        for old, new in zip(before[shared], after[shared], strict=False):
            yield gone.pop(str(old["id"])), came.pop(str(new["id"]))


def _by(key: _Key, kind: Kind, rows: Mapping[str, Row]) -> dict[tuple[Value, ...], list[Row]]:
    found: dict[tuple[Value, ...], list[Row]] = defaultdict(list)
    for row in rows.values():
        found[key(kind, row)].append(row)
    return found


def _said(kind: Kind, row: Row) -> tuple[Value, ...]:
    """What the fact says, whatever the words."""
    return (_title(row), *(row[column] for column in kind.values))


def _place(kind: Kind, row: Row) -> tuple[Value, ...]:
    """What the fact is about: its project and its role."""
    return (_title(row), row[kind.role] if kind.role else None)


def _title(row: Row) -> str:
    return fold(str(row.get("project") or ""))


def _json(kind: Kind, row: Row | None) -> str | None:
    if row is None:
        return None
    return json.dumps({column: row[column] for column in kind.values}, ensure_ascii=False)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
