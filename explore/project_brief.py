"""A project in a few lines: title, who leads it, what it costs, when, for how many, and how many pages tell of it."""

from dataclasses import dataclass

from explore.said import said
from explore.wording import Language, money
from store.database import Database

_BRIEF = """
SELECT p.id, p.title, p.code, p.period_start, p.period_end, p.programme,
    o.name AS lead, t.value, t.currency, t.amount_id, t.rule,
    (SELECT planned_id FROM beneficiaries_planned_and_achieved b WHERE b.project_id = p.id
        ORDER BY planned DESC, category LIMIT 1) AS planned_id,
    (SELECT achieved_id FROM beneficiaries_planned_and_achieved b WHERE b.project_id = p.id
        ORDER BY achieved DESC, category LIMIT 1) AS achieved_id,
    (SELECT count(DISTINCT m.document_id) FROM project_mentions m JOIN documents d ON d.id = m.document_id
        WHERE m.project_id = p.id AND d.copy_of IS NULL) AS sources
FROM projects p LEFT JOIN project_totals t ON t.project_id = p.id
    LEFT JOIN project_organisations x ON x.project_id = p.id AND x.role = 'lead' AND x.place = 1
    LEFT JOIN organisations o ON o.id = x.organisation_id
WHERE p.id = ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectBrief:
    """What stands of a project in a list. Texts are as pages give them; `total` and the counts are worded."""

    id: str
    title: str
    code: str | None
    programme: str | None  # as written
    lead: str | None
    value: str | None  # exact decimal of the total, in `currency`
    currency: str | None
    total: str | None  # as stated, in words: "circa 9.100.000 lei"
    total_id: str | None  # the fact that states it
    period_start: str | None
    period_end: str | None
    planned: str | None  # the largest planned count: "640 de copii"
    achieved: str | None
    planned_id: str | None  # the facts behind both
    achieved_id: str | None
    sources: int  # documents that mention it, copies apart


def project_brief(database: Database, project_id: str, language: Language = "ro") -> ProjectBrief | None:
    """The project with this id; None where there is none."""
    row = next(database.rows(_BRIEF, (project_id,)), None)
    if row is None:
        return None
    total = None
    if row["value"] is not None:
        parts = row["rule"] == "parts"  # no page states this sum
        total = (
            money(row["value"], row["currency"], language)
            if parts
            else said(database, "amounts", row["amount_id"], language)[1]
        )
    return ProjectBrief(
        id=row["id"],
        title=row["title"],
        code=row["code"],
        programme=row["programme"],
        lead=row["lead"],
        value=row["value"],
        currency=row["currency"],
        total=total,
        total_id=row["amount_id"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        planned=said(database, "beneficiaries", row["planned_id"], language)[1] if row["planned_id"] else None,
        achieved=said(database, "beneficiaries", row["achieved_id"], language)[1] if row["achieved_id"] else None,
        planned_id=row["planned_id"],
        achieved_id=row["achieved_id"],
        sources=row["sources"],
    )
