# ruff: noqa: S608 - queries are put together from our own parts
"""What deserves a person's look first: doubtful, large, contradictory, and decisions that have no effect any more.

Of each kind the worst comes first, and the kinds take turns, so that the first lines hold the worst of each. What
somebody has decided on is not listed again. Copies of a story are left out: their original is listed; but where a copy
tells otherwise than its story, that is a contradiction, and where a sum rests on it, it is listed as a large one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from explore.contradictions import contradictions_of
from explore.lost_reasons import lost_reason
from explore.merge_reasons import merge_reason
from explore.said import said
from explore.wording import grouped
from store.database import Database

DOUBTFUL = 0.7
"""Confidence below which every second fact is wrong (docs/confidence.md)."""
_DOUBTFUL_MERGE = 0.8
_LEAP = 10  # times another total of the same project
_ABOVE = 1.02  # of a total: a part that is larger by more than its rounding

# Weights say how much a wrong fact would do: totals stand in every sum, a date of an event in none.
_WEIGHT = """
    CASE kind WHEN 'amounts' THEN CASE role WHEN 'total' THEN 1.0 WHEN 'grant' THEN 0.9 WHEN 'own_contribution' THEN 0.7
            WHEN 'national_cofinancing' THEN 0.7 ELSE 0.3 END
        WHEN 'project_mentions' THEN 0.9 WHEN 'partners' THEN CASE role WHEN 'lead' THEN 0.8 ELSE 0.4 END
        WHEN 'beneficiaries' THEN 0.6 WHEN 'dates' THEN CASE role WHEN 'period' THEN 0.5 WHEN 'start' THEN 0.5
            WHEN 'end' THEN 0.5 ELSE 0.2 END
        ELSE 0.3 END * CASE WHEN project_id IS NULL THEN 0.5 ELSE 1 END
"""
_DECIDED = """
    SELECT 1 FROM decisions AS x WHERE x.outcome = 'applied' AND x.target_id = {}
        AND (x.action = 'correct' OR x.action = 'confirm' AND x.field IS NULL)
"""
_LOW = f"""
    SELECT fact_id AS id, kind AS fact_table, quote, url, confidence FROM facts
    WHERE confidence < {DOUBTFUL} AND NOT is_copy AND NOT EXISTS ({_DECIDED.format("fact_id")})
    ORDER BY (1 - confidence) * {_WEIGHT} DESC, fact_id
"""
_LARGE = f"""
    WITH leaps AS (
        SELECT iif(CAST(value AS REAL) > CAST(other_value AS REAL), fact_id, other_fact_id) AS id, 1 AS rank,
            iif(CAST(value AS REAL) > CAST(other_value AS REAL), other_quote, quote) AS beside, share AS size
        FROM contradictions WHERE kind = 'total' AND share >= 1 - 1.0 / {_LEAP}
        UNION ALL
        SELECT a.id, 2, t.quote, a.ron_minor * 1.0 / t.ron_minor
        FROM amounts AS a JOIN project_totals AS t USING (project_id)
        WHERE a.role IN ('grant', 'own_contribution', 'national_cofinancing', 'partner_budget')
            AND a.ron_minor > {_ABOVE} * t.ron_minor
            AND NOT EXISTS (SELECT 1 FROM printings WHERE document_id = a.document_id AND topic = 'parts')
        UNION ALL
        SELECT amount_id, 3, NULL, ron_minor FROM project_totals WHERE ron_minor IS NOT NULL AND rule <> 'parts'
    ), once AS (SELECT id, min(rank) AS rank, beside, size FROM leaps GROUP BY id)
    SELECT a.id, 'amounts' AS fact_table, a.quote, d.url, once.rank, once.beside
    FROM once JOIN amounts AS a ON a.id = once.id JOIN documents AS d ON d.id = a.document_id
    WHERE NOT EXISTS ({_DECIDED.format("a.id")})
    ORDER BY once.rank, once.size DESC, a.id
"""
_CONFIRMED = """
    SELECT 1 FROM decisions AS x WHERE x.outcome = 'applied' AND x.action = 'confirm' AND x.field = '{}'
        AND {}
"""
_MERGES = f"""
    SELECT n.id AS id, n.like_id AS other, n.name AS one, l.name AS two, n.reason, n.score AS score, n.name AS quote, (
        SELECT d.url FROM partners AS p JOIN documents AS d ON d.id = p.document_id
        WHERE p.name = n.name ORDER BY 1 LIMIT 1
    ) AS url
    FROM organisation_names AS n JOIN organisation_names AS l ON l.id = n.like_id
    WHERE n.score < {_DOUBTFUL_MERGE}
        AND NOT EXISTS ({_CONFIRMED.format("merge", "x.target_id = n.id AND x.value_after = n.like_id")})
    UNION ALL
    SELECT m.id, m.project_like, m.title, l.title, m.project_reason, m.project_score, m.quote, d.url
    FROM project_mentions AS m JOIN project_mentions AS l ON l.id = m.project_like
        JOIN documents AS d ON d.id = m.document_id
    WHERE m.project_score < {_DOUBTFUL_MERGE} AND d.copy_of IS NULL
        AND NOT EXISTS ({_CONFIRMED.format("merge", "x.target_id = m.id AND x.value_after = m.project_like")})
    ORDER BY score, id
"""
_CONTRADICTIONS = f"""
    SELECT c.id AS contradiction, c.project_id, c.fact_id AS id, c.other_fact_id AS other, c.quote, d.url,
        c.document_id = c.other_document_id AS is_one_page
    FROM contradictions AS c JOIN documents AS d ON d.id = c.document_id
    WHERE NOT EXISTS ({_CONFIRMED.format("contradiction", "x.value_after = c.id")})
    ORDER BY c.kind <> 'total', c.share DESC, c.id
"""
_LOST = "SELECT * FROM decisions WHERE outcome = 'lost' ORDER BY number"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Something to look at. Texts are in Romanian and as pages have them; whoever shows them makes them harmless."""

    kind: str  # a key of `KINDS`
    reason: str  # why it deserves a look
    id: str  # what a decision would be on: a fact, a mention, a name; of a lost decision the decision
    other: str | None  # the other statement, the mention or name that it is like
    says: str
    quote: str
    url: str | None


def review(database: Database, kinds: Sequence[str] = (), limit: int | None = None) -> Iterator[Listed]:
    """What deserves a look first, of these kinds or of all, as a stream; `limit` is for all kinds together."""
    chosen = [make(database) for kind, make in _MAKERS.items() if not kinds or kind in kinds]
    turns = (one for turn in zip_longest(*chosen) for one in turn if one is not None)
    seen: set[tuple[str, str | None]] = set()  # a sum that is large and doubtful is listed once
    return islice(_once(turns, seen), limit)


def _once(turns: Iterator[Listed], seen: set[tuple[str, str | None]]) -> Iterator[Listed]:
    for one in turns:
        if (one.id, one.other) not in seen:
            seen.add((one.id, one.other))
            yield one


# Each query is read to its end at once: whoever has seen enough leaves no cursor open.


def _lost(database: Database) -> Iterator[Listed]:
    for row in list(database.rows(_LOST)):
        says = " ".join(filter(None, (row["action"], row["field"])))
        reason = f"decizia din {row['decided']} nu mai are efect: {lost_reason(row['fault'])}"
        yield Listed(
            kind="lost-decision", reason=reason, id=row["id"],
            other=None, says=says, quote=row["quote"] or "", url=row["url"],
        )  # fmt: skip


def _contradictory(database: Database) -> Iterator[Listed]:
    for row in list(database.rows(_CONTRADICTIONS)):
        one = next(one for one in contradictions_of(database, row["project_id"]) if one.id == row["contradiction"])
        where = "în aceeași pagină" if row["is_one_page"] else "de la o pagină la alta"
        yield Listed(
            kind="contradiction", reason=f"{one.about} diferă {where}, proiectul „{one.title}”", id=row["id"],
            other=row["other"], says=f"{one.one.value} / {one.other.value}",
            quote=f"{row['quote']} / {one.other.quote}", url=row["url"],
        )  # fmt: skip


def _large(database: Database) -> Iterator[Listed]:
    place = 0
    for row in list(database.rows(_LARGE)):
        if row["rank"] == 1:
            reason = f"de cel puțin {_LEAP} ori cât spune altă pagină („{row['beside']}”)"
        elif row["rank"] == 2:
            reason = f"o parte mai mare decât totalul proiectului („{row['beside']}”)"
        else:
            place += 1
            reason = f"locul {place} între totalurile la care nu s-a uitat nimeni"
        yield _fact(database, "large-sum", reason, row)


def _doubtful(database: Database) -> Iterator[Listed]:
    for row in list(database.rows(_MERGES)):
        yield Listed(
            kind="doubtful-merge", id=row["id"],
            reason=f"{merge_reason(row['reason'])} (scor {grouped(round(row['score'] * 100))} din 100)",
            other=row["other"], says=f"„{row['one']}” = „{row['two']}”", quote=row["quote"],
            url=row["url"],
        )  # fmt: skip


def _unsure(database: Database) -> Iterator[Listed]:
    for row in list(database.rows(_LOW)):
        reason = f"din o sută de astfel de fapte, circa {round(row['confidence'] * 100)} sunt corecte"
        yield _fact(database, "low-confidence", reason, row)


def _fact(database: Database, kind: str, reason: str, row: Row) -> Listed:
    says = ": ".join(filter(None, said(database, row["fact_table"], row["id"])))
    return Listed(kind=kind, reason=reason, id=row["id"], other=None, says=says, quote=row["quote"], url=row["url"])


KINDS: Mapping[str, str] = {
    "lost-decision": "decizie fără efect",
    "contradiction": "contradicție",
    "large-sum": "sumă mare",
    "doubtful-merge": "îmbinare nesigură",
    "low-confidence": "fapt nesigur",
}
"""What can be listed, in Romanian, in the order in which kinds take turns."""

_MAKERS: Mapping[str, Callable[[Database], Iterator[Listed]]] = {
    "lost-decision": _lost,
    "contradiction": _contradictory,
    "large-sum": _large,
    "doubtful-merge": _doubtful,
    "low-confidence": _unsure,
}
