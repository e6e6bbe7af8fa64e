"""The sentences in which facts stand, out of the table that keeps them."""

import json
from collections.abc import Iterable

from store.database import Database

_SENTENCES = """
SELECT fact_id, sentence FROM quotes
WHERE document_id IN (SELECT value FROM json_each(?1)) AND fact_id IN (SELECT value FROM json_each(?2))
"""


def sentences_of(database: Database, facts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The sentence of each fact by its id; the facts are given as (document's id, fact's id).

    Projects as a whole have no sentence, so a fact may be missing.
    """
    asked = list(facts)
    documents, ids = (json.dumps(sorted(set(names))) for names in (zip(*asked, strict=True) if asked else ((), ())))
    return {row["fact_id"]: row["sentence"] for row in database.rows(_SENTENCES, (documents, ids))}
