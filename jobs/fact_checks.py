"""What must hold between the rows of one document: quotes and their places, ids, sentences, projects.

Each check gives failures and needs nothing but the rows, and the text as it was read again.
"""

from collections import defaultdict
from collections.abc import Iterator

from jobs.failures import Failure, cut
from jobs.stored_document import FACT_TABLES, Row, StoredDocument
from store.identity import fact_id, fact_ids
from store.records import Span
from store.rows import FactRows
from store.sentences import sentence_at

_KINDS = {"project_mentions": "project", "partners": "partner", "amounts": "amount", "dates": "date", "places": "place"}
_REFUSED = 10  # facts before it that the schema may have refused, which counted when it got its id
# What a resolved project takes from its mentions, one by one.
_TAKEN = ("code", "contract", "programme", "period_start", "period_end", "duration_months")
_KEYS = {
    "project_mention_spans": ("mention_id", "number"),
    "beneficiary_categories": ("beneficiaries_id", "category"),
}


def quotes_in_place(stored: StoredDocument, reread: str | None) -> Iterator[Failure]:
    """Every quote is what stands at its place, in the database's text and in the text as it was read again."""
    for one in stored.evidence():
        for kind, text, whose in (("quote", stored.text, "the document"), ("quote-reread", reread, "its capture")):
            if text is not None and text[one.start : one.end] != one.quote:
                yield Failure(
                    kind="quote" if kind == "quote" else "quote-reread",
                    message=f"{cut(one.quote)} is not at {one.start}-{one.end} of {whose}, "
                    f"where {cut(text[one.start : one.end])} stands",
                    fact_id=one.fact_id,
                    table=one.table,
                )


def ids_follow(stored: StoredDocument, text: str) -> Iterator[Failure]:
    """Every id is made of the address, the quote and what stands around it: no fact was moved, none made up."""
    url = str(stored.row["url"])
    for table in FACT_TABLES:
        kind, rows = _KINDS.get(table, table), stored.tables[table]
        spans = [Span(start=row["start"], end=row["end"], text=row["quote"]) for row in rows]
        right = set(fact_ids(kind, url, text, spans))
        for row, span in zip(rows, spans, strict=True):
            if row["id"] in right:
                continue
            ordinals = range(len(rows) + _REFUSED)
            if not any(fact_id(kind, url, text, span, ordinal=ordinal) == row["id"] for ordinal in ordinals):
                yield Failure(
                    kind="id",
                    message=f"the id does not follow from {cut(row['quote'])} at {row['start']}-{row['end']}",
                    fact_id=row["id"],
                    table=table,
                )


def sentences_fit(stored: StoredDocument) -> Iterator[Failure]:
    """Every fact has its sentence in `quotes`, with the quote, and no other row is there."""
    found = {row["fact_id"]: row for row in stored.tables["quotes"]}
    for table in FACT_TABLES:
        for fact in stored.tables[table]:
            row = found.pop(fact["id"], None)
            wanted = {
                "kind": table,
                "quote": fact["quote"],
                "sentence": sentence_at(stored.text, fact["start"], fact["end"]),
            }
            message = _differing(wanted, row) if row is not None else "it has no row in quotes"
            if message:
                yield Failure(kind="sentence", message=message, fact_id=fact["id"], table=table)
    for identity, row in found.items():
        message = f"{cut(row['quote'])} belongs to no fact"
        yield Failure(kind="sentence", message=message, fact_id=identity, table="quotes")


def links_hold(stored: StoredDocument) -> Iterator[Failure]:
    """Each fact's project is that of its mention, which stands in the same document."""
    project_of = {row["id"]: row["project_id"] for row in stored.tables["project_mentions"]}
    for table in FACT_TABLES[1:]:
        for row in stored.tables[table]:
            mention = row["mention_id"]
            if mention is not None and mention not in project_of:
                message = f"its mention {mention} is not in this document"
            elif row["project_id"] != project_of.get(mention):
                message = f"its project is {row['project_id']}, that of its mention {project_of.get(mention)}"
            else:
                continue
            yield Failure(kind="link", message=message, fact_id=row["id"], table=table)


def projects_follow(stored: StoredDocument) -> Iterator[Failure]:
    """A resolved project says what its mentions say: its title with its evidence, and each of its values."""
    mentions: dict[str, list[Row]] = defaultdict(list)
    for row in stored.mentions:
        mentions[row["project_id"]].append(row)
    for project in stored.projects:
        for message in _not_of(project, mentions[project["id"]]):
            yield Failure(kind="project", message=message, fact_id=project["id"], table="projects")


def _not_of(project: Row, mentions: list[Row]) -> Iterator[str]:
    place = ("title", "document_id", "start", "end", "quote")
    if not any(all(project[key] == mention[key] for key in place) for mention in mentions):
        yield f"no mention of it has the title {cut(project['title'])} with its evidence"
    if project["mentions"] != len(mentions):
        yield f"it has {len(mentions)} mentions, and says {project['mentions']}"
    for key in _TAKEN:
        said = project[key]
        keyed = key == "code" and project["key"] == f"code:{said}"
        if said is not None and not keyed and all(mention[key] != said for mention in mentions):
            yield f"no mention of it has the {key} {cut(said)}"


def values_follow(stored: StoredDocument, made: FactRows) -> Iterator[Failure]:
    """What extraction gives now is what the database has: every fact, every value, no fact beside them."""
    refused = {issue.kind.removeprefix("unsound-") for issue in made.issues}
    for table, rows in made.tables.items():
        if table == "quotes":
            continue
        keys = _KEYS.get(table, ("id",))
        there = {tuple(one[key] for key in keys): one for one in stored.tables[table]}
        for row in rows:
            identity, found = str(row[keys[0]]), there.pop(tuple(row[key] for key in keys), None)
            if found is None and table not in refused:
                yield Failure(kind="missing-fact", message=f"{_told(row)} is missing", fact_id=identity, table=table)
            elif found is not None and (message := _differing(row, found)):
                yield Failure(kind="value", message=message, fact_id=identity, table=table)
        for key, beside in there.items():
            yield Failure(
                kind="extra-fact", message=f"extraction does not give {_told(beside)}", fact_id=key[0], table=table
            )


def _told(row: Row) -> str:
    return cut(row["quote"]) if "quote" in row else cut(", ".join(map(str, row.values())))


def _differing(wanted: Row, found: Row) -> str:
    """Which columns differ, and how; empty when none does."""
    return "; ".join(
        f"{key} is {cut(found[key])} and should be {cut(value)}" for key, value in wanted.items() if found[key] != value
    )
