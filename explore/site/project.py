"""The page of one project: who, how much, for whom, when, where, said by whom, and what disagrees."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from explore.fact_words import length, role_name
from explore.planned_achieved import planned_achieved
from explore.programme_chain import programme_chain
from explore.project_whole import Partner, ProjectWhole, Said, project_whole
from explore.sentences_of import sentences_of
from explore.site.asked import Asked, Page
from explore.site.citing import formats
from explore.site.not_here import not_here
from explore.wording import period
from romanian.labels import labels
from store.database import Database

_PROJECT = "SELECT programme_id FROM projects WHERE id = ?"


def page(database: Database, asked: Asked) -> Page:
    """The project with the id in the address. Raises NotFoundError."""
    project_id = asked.named["id"]
    row = next(database.rows(_PROJECT, (project_id,)), None)
    if row is None:
        raise not_here(asked)
    language = asked.language
    project = project_whole(database, project_id, language)
    brief, months = project.brief, project.duration_months
    return Page(
        template="project.html",
        values={
            "project": project,
            "brief": brief,
            "chain": programme_chain(database, row["programme_id"], language),
            "span": period(brief.period_start, brief.period_end, language),
            "duration": length(Decimal(str(months)), language) if months else None,
            "partners": _partners(project, asked),
            "amounts": _by_role(project.amounts, "amounts", asked),
            "groups": planned_achieved(database, project_id, language),
            "counts": _by_role(project.beneficiaries, "beneficiaries", asked),
            "sentences": sentences_of(database, _cited(project)),
            "formats": formats(database, project_id, asked.language),
        },
    )


def _cited(project: ProjectWhole) -> Iterator[tuple[str, str]]:
    """The facts whose sentences the page shows, each with its document."""
    for said in (*project.amounts, *project.beneficiaries):
        yield said.document_id, said.fact_id
    for found in project.contradictions:
        for side in (found.one, found.other):
            yield side.document_id, side.fact_id


def _by_role(said: Sequence[Said], kind: str, asked: Asked) -> list[tuple[str, list[Said]]]:
    """In the order of the roles, those with most documents first."""
    order = list(labels()[kind])
    ranked = sorted(said, key=lambda one: (order.index(one.role) if one.role in order else len(order), -one.documents))
    return [
        (role_name(kind, role, asked.language), list(ones)) for role, ones in groupby(ranked, key=lambda one: one.role)
    ]


def _partners(project: ProjectWhole, asked: Asked) -> list[tuple[str, list[Partner]]]:
    order = list(labels()["partners"])
    ranked = sorted(project.partners, key=lambda one: order.index(one.role))
    return [
        (role_name("partners", role, asked.language), list(ones))
        for role, ones in groupby(ranked, key=lambda one: one.role)
    ]
