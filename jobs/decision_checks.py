"""What people decided, compared with the facts of one document: it holds, and it is said where it does."""

from collections.abc import Iterator

from jobs.failures import Failure, cut
from jobs.stored_document import Row, StoredDocument
from store.corrections import PROJECT
from store.decision_table import TABLES


def decisions_hold(stored: StoredDocument) -> Iterator[Failure]:
    """A corrected column has the value that was decided, and a rejected fact is in no table."""
    for decision in stored.decisions:
        table = TABLES[decision["kind"]]
        fact = _fact(stored, decision)
        if decision["action"] == "reject":
            message = "" if fact is None else f"decision {decision['id']} rejects it, and it is there"
        else:
            message = "it is missing" if fact is None else _other(decision, fact)
        if message:
            yield Failure(kind="decision", message=message, fact_id=decision["target_id"], table=table)


def told(stored: StoredDocument, only: str | None) -> list[str]:
    """What was decided on the document's facts, a line each; with `only`, on that fact alone."""
    return [
        f"{TABLES[one['kind']]} {one['target_id']}: {_what(one)} by decision {one['id']} ({one['why']})"
        for one in stored.decisions
        if only in (None, one["target_id"])
    ]


def _what(one: Row) -> str:
    if one["action"] == "reject":
        return "rejected"
    return f"{one['field']} corrected from {cut(one['value_before'])} to {cut(one['value_after'])}"


def _fact(stored: StoredDocument, decision: Row) -> Row | None:
    rows = stored.tables[TABLES[decision["kind"]]]
    return next((row for row in rows if row["id"] == decision["target_id"]), None)


def _other(decision: Row, fact: Row) -> str:
    """How the column differs from what was decided; empty when it does not. What is null was decided to be nothing."""
    column = "mention_id" if decision["field"] == PROJECT else decision["field"]
    there, wanted = fact[column], decision["value_after"]
    said = f"{there:g}" if isinstance(there, float) else None if there is None else str(there)
    if said == (f"{float(wanted):g}" if isinstance(there, float) and wanted else wanted):
        return ""
    return f"{column} is {cut(there)} and decision {decision['id']} says {cut(wanted)}"
