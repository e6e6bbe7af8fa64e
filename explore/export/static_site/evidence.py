"""What a project's page rests on: each document with its capture, and under it each fact with the words that say so."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from explore import fact_words
from explore.export.whole_projects import ToldIn, WholeProject
from explore.said import said_by
from explore.site.publishing import MOST, policy
from explore.typed_rows import FactRow
from explore.wording import Language
from store.database import Database

FACT = "fapt-"  # before the id, where the page has the fact
_KINDS = ("amounts", "beneficiaries", "partners", "dates", "places")
_MENTIONS = """
SELECT id, document_id, title, quote, found_by, confidence FROM project_mentions WHERE project_id = ? ORDER BY start, id
"""
_LENGTHS = """
SELECT d.id, d.length, (
    SELECT coalesce(sum(length(sentence)), 0) FROM (SELECT DISTINCT sentence FROM quotes WHERE document_id = d.id)
) AS quoted
FROM documents AS d WHERE d.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A fact as the page shows it, with the words that say so."""

    id: str
    kind: str  # in words
    role: str
    value: str
    quote: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofsOf:
    """A document with all that it says of the project."""

    document: ToldIn
    sentences: Mapping[str, tuple[Proof, ...]]  # with what was read in each; "" has what stands in none


def proofs(database: Database, whole: WholeProject, brief: frozenset[str], language: Language) -> list[ProofsOf]:
    """The documents in the order of their publication, undated ones last; copies of a story behind what they copy.

    Of those in `brief` the words of each fact stand without their sentence.
    """
    by_document: Mapping[str, Mapping[str, list[Proof]]] = defaultdict(lambda: defaultdict(list))
    for mention in database.rows(_MENTIONS, (whole.project.id,)):
        by_document[mention["document_id"]][""].append(_named(mention, language))
    for kind in _KINDS:
        for fact in getattr(whole, kind):
            said = "" if fact.document_id in brief else fact.sentence
            by_document[fact.document_id][said].append(_proof(kind, fact, language))
    documents = sorted(
        whole.documents, key=lambda one: (one.copy_of is not None, one.published is None, one.published or "", one.url)
    )
    return [
        ProofsOf(document=one, sentences={said: tuple(together) for said, together in by_document[one.id].items()})
        for one in documents
    ]


def quoted_briefly(database: Database, whole: WholeProject) -> frozenset[str]:
    """The documents of which only words may be shown: their texts are others', and the sentences in which facts stand,
    on whatever project's page, would be more of a text than may be quoted (explore/site/publishing.py).
    """
    asked = json.dumps([one.id for one in whole.documents if policy(one.source_id, one.source_kind) == "quotes"])
    return frozenset(row["id"] for row in database.rows(_LENGTHS, (asked,)) if row["quoted"] > MOST * row["length"])


def fact_ids(found: list[ProofsOf]) -> Iterator[str]:
    """The ids of all facts that the page shows."""
    for one in found:
        for together in one.sentences.values():
            yield from (proof.id for proof in together)


def shown_sentences(found: list[ProofsOf]) -> Mapping[str, str]:
    """The sentence of each fact; "" where only its words are shown."""
    told = {proof.id: said for one in found for said, together in one.sentences.items() for proof in together}
    return defaultdict(str, told)


def _named(mention: Mapping[str, Any], language: Language) -> Proof:
    return Proof(
        id=mention["id"],
        kind=fact_words.kinds(language)["projects"][0],
        role="",
        value=mention["title"],
        quote=mention["quote"],
        rule=mention["found_by"],
        confidence=mention["confidence"],
    )


def _proof(kind: str, fact: FactRow, language: Language) -> Proof:
    row = {**asdict(fact), "start": 0, "end": len(fact.quote)}
    if kind == "beneficiaries":
        row["categories"] = json.dumps(row["categories"])
    role, value = said_by(kind, row, language)
    return Proof(
        id=fact.id,
        kind=fact_words.kinds(language)[kind][0],
        role=role,
        value=value,
        quote=fact.quote,
        rule=fact.found_by,
        confidence=fact.confidence,
    )
