"""Projects as a table, one a row, for whoever counts further with them: exact figures, and where each comes from."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from explore.row_source import RowSource
from explore.wording import harmless

_AT_ONCE = 500  # projects that one query asks for
_ROWS = """
SELECT p.id, p.title, p.code, p.contract, p.programme, g.name AS programme_name, o.name AS lead, o.id AS lead_id,
    (SELECT group_concat(name, '; ') FROM (
        SELECT y.name FROM project_organisations z JOIN organisations y ON y.id = z.organisation_id
        WHERE z.project_id = p.id AND z.role = 'partner' ORDER BY z.place)) AS partners,
    p.period_start, p.period_end, CAST(t.value AS REAL) AS total, t.currency, t.ron_minor / 100.0 AS total_lei,
    t.eur_minor / 100.0 AS total_euro, t.rate_year, t.rule AS total_rule, t.quote AS total_quote, d.url AS total_source,
    (SELECT group_concat(county, '; ') FROM (
        SELECT DISTINCT county FROM places WHERE project_id = p.id AND county IS NOT NULL ORDER BY county)) AS counties,
    b.category AS beneficiaries, b.planned, b.achieved,
    (SELECT count(DISTINCT m.document_id) FROM project_mentions m JOIN documents s ON s.id = m.document_id
        WHERE m.project_id = p.id AND s.copy_of IS NULL) AS sources
FROM projects p LEFT JOIN programmes g ON g.id = p.programme_id LEFT JOIN project_totals t ON t.project_id = p.id
    LEFT JOIN documents d ON d.id = t.document_id
    LEFT JOIN project_organisations x ON x.project_id = p.id AND x.role = 'lead' AND x.place = 1
    LEFT JOIN organisations o ON o.id = x.organisation_id
    LEFT JOIN beneficiaries_planned_and_achieved b ON b.project_id = p.id AND b.is_main
WHERE p.id IN ({marks})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column with its heading and what stands in it, in Romanian and in English."""

    key: str
    ro: str
    en: str
    meaning_ro: str
    meaning_en: str


@cache
def columns() -> tuple[Column, ...]:
    """The columns in their order."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(Column(key=key, **words) for key, words in told.items())


def project_rows(database: RowSource, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A row for each project, in the order of the ids, by the keys of `columns`; texts on one line, without control
    characters.
    """
    for begin in range(0, len(ids), _AT_ONCE):
        some = ids[begin : begin + _AT_ONCE]
        rows = {row["id"]: row for row in database.rows(_ROWS.format(marks=", ".join("?" * len(some))), some)}
        for identity in some:
            if identity in rows:
                yield {key: harmless(cell) if isinstance(cell, str) else cell for key, cell in rows[identity].items()}
