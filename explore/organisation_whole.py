"""Everything the database has on one organisation: roles, projects over time, partners, money, names and why."""

from dataclasses import dataclass

from explore.merge_reasons import merge_reason
from explore.organisation_words import kind_name
from explore.wording import Language, money, period
from romanian.labels import labels
from store.database import Database

PROJECTS = 100  # that are listed, the newest first; what finances a programme has thousands
_PARTNERS = 30
_NAMES = 100

_OWN = "SELECT id, name, short, kind, county, cui, mentions FROM organisations WHERE id = ?"
_ROLES = """
SELECT x.role, count(*) AS projects, count(t.ron_minor) AS with_total, sum(t.ron_minor) AS ron_minor
FROM project_organisations x LEFT JOIN project_totals t ON t.project_id = x.project_id
WHERE x.organisation_id = ? GROUP BY x.role
"""
_PROJECTS = """
SELECT p.id, p.title, p.period_start, p.period_end, t.year, t.value, t.currency,
    group_concat(x.role, ',') AS roles, min(x.partner_id) AS partner_id
FROM project_organisations x JOIN projects p ON p.id = x.project_id LEFT JOIN project_totals t ON t.project_id = p.id
WHERE x.organisation_id = ? GROUP BY p.id
ORDER BY coalesce(CAST(substr(p.period_start, 1, 4) AS INTEGER), t.year) DESC NULLS LAST, p.period_start DESC,
    p.title LIMIT ?
"""
_WITH = """
SELECT o.id, o.name, sum(n.projects) AS projects FROM (
    SELECT other_id AS id, projects FROM organisation_pairs WHERE organisation_id = ?1
    UNION ALL SELECT organisation_id, projects FROM organisation_pairs WHERE other_id = ?1
) n JOIN organisations o ON o.id = n.id
GROUP BY o.id ORDER BY projects DESC, o.name LIMIT ?2
"""
_CALLED = """
SELECT n.name, n.county, n.cui, n.mentions, n.reason, l.name AS like_name
FROM organisation_names n LEFT JOIN organisation_names l ON l.id = n.like_id
WHERE n.organisation_id = ? ORDER BY n.like_id IS NOT NULL, n.mentions DESC, n.name LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSum:
    """What it does in how many projects, and their whole totals in lei, of those that have one; in words."""

    role: str
    projects: int
    with_total: int
    total: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InProject:
    """A project with its roles there; texts but the title are in words."""

    id: str
    title: str
    year: str | None
    period: str
    roles: str
    total: str | None
    partner_id: str  # a fact that says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Another organisation, and in how many projects both take part."""

    id: str
    name: str
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledSo:
    """A name as pages write it, and why it is this organisation's; no reason for the first."""

    name: str
    county: str | None  # of the site that writes it
    cui: str | None
    mentions: int
    reason: str
    like: str | None  # the name that it was found to be the same as


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationWhole:
    """One organisation with all that is known of it."""

    id: str
    name: str
    short: str | None
    kind: str  # in words; "" where its name does not tell
    county: str | None
    cui: str | None
    mentions: int
    roles: tuple[RoleSum, ...]
    count: int  # of all its projects
    projects: tuple[InProject, ...]
    partners: tuple[Together, ...]
    names: tuple[CalledSo, ...]


def organisation_whole(database: Database, organisation_id: str, language: Language = "ro") -> OrganisationWhole | None:
    """All about the organisation with this id; None where there is none."""
    own = next(database.rows(_OWN, (organisation_id,)), None)
    if own is None:
        return None
    count = "SELECT count(DISTINCT project_id) AS n FROM project_organisations WHERE organisation_id = ?"
    called = database.rows(_CALLED, (organisation_id, _NAMES))
    return OrganisationWhole(
        **{**own, "kind": kind_name(own["kind"], language)},
        roles=_roles(database, organisation_id, language),
        count=next(database.rows(count, (organisation_id,)))["n"],
        projects=_projects(database, organisation_id, language),
        partners=tuple(Together(**row) for row in database.rows(_WITH, (organisation_id, _PARTNERS))),
        names=tuple(
            CalledSo(
                name=row["name"],
                county=row["county"],
                cui=row["cui"],
                mentions=row["mentions"],
                reason=merge_reason(row["reason"]) if language == "ro" else row["reason"],
                like=row["like_name"],
            )
            for row in called
        ),
    )


def _roles(database: Database, organisation_id: str, language: Language) -> tuple[RoleSum, ...]:
    rows = {row["role"]: row for row in database.rows(_ROLES, (organisation_id,))}
    known = labels()["partners"]
    return tuple(
        RoleSum(
            role=getattr(label, language),
            projects=row["projects"],
            with_total=row["with_total"],
            total=money(str(round(row["ron_minor"] / 100)), "RON", language) if row["ron_minor"] is not None else None,
        )
        for name, label in known.items()
        if (row := rows.get(name))
    )


def _projects(database: Database, organisation_id: str, language: Language) -> tuple[InProject, ...]:
    known = labels()["partners"]
    return tuple(
        InProject(
            id=row["id"],
            title=row["title"],
            year=(row["period_start"] or str(row["year"] or ""))[:4] or None,
            period=period(row["period_start"], row["period_end"], language),
            roles=", ".join(getattr(known[role], language) for role in known if role in row["roles"].split(",")),
            total=money(row["value"], row["currency"], language) if row["value"] is not None else None,
            partner_id=row["partner_id"],
        )
        for row in database.rows(_PROJECTS, (organisation_id, PROJECTS))
    )
