"""The least share of a source's documents that must have facts, judged on what a database holds.

A site that was made anew may still give as many pages as before, of which nothing can be read any more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from store.database import Database
from store.records import Issue

# Almost every page has a date of publication, its own: that says nothing of projects.
_COVERAGE = """
    SELECT source_id, count(*) AS documents, sum(
        EXISTS (SELECT 1 FROM project_mentions WHERE document_id = d.id)
        OR EXISTS (SELECT 1 FROM partners WHERE document_id = d.id)
        OR EXISTS (SELECT 1 FROM amounts WHERE document_id = d.id)
        OR EXISTS (SELECT 1 FROM beneficiaries WHERE document_id = d.id)
        OR EXISTS (SELECT 1 FROM places WHERE document_id = d.id)
        OR EXISTS (SELECT 1 FROM dates WHERE document_id = d.id AND role <> 'publication')
    ) AS with_facts
    FROM documents AS d GROUP BY source_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many documents of a source were read, and in how many of them a fact was found."""

    documents: int
    with_facts: int

    @property
    def share(self) -> float:
        return self.with_facts / self.documents if self.documents else 0.0


def coverage(database: Database) -> dict[str, Coverage]:
    """The coverage of each source that has documents. A page's own date of publication is no fact here."""
    return {
        row["source_id"]: Coverage(documents=row["documents"], with_facts=row["with_facts"])
        for row in database.rows(_COVERAGE)
    }


def few_facts(database: Database, floors: Mapping[str, float]) -> Iterator[Issue]:
    """An issue for each source of whose documents a smaller share than its floor has facts."""
    for source_id, found in coverage(database).items():
        floor = floors.get(source_id, 0)
        if found.share < floor:
            yield Issue(stage="crawl", kind="few-facts", message=few_facts_message(found, floor), source_id=source_id)


def few_facts_message(found: Coverage, floor: float) -> str:
    """What is wrong and what to do, for people."""
    return (
        f"{found.with_facts} of {found.documents} documents have facts ({found.share:.0%}), {floor:.0%} is the least "
        "it should have; look whether the site has changed, or lower floor_share_with_facts"
    )
