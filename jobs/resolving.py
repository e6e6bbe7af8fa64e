"""What many documents say becomes projects and organisations, each once."""

from resolve.organisations import resolve_organisations
from resolve.resolution import resolve_projects
from store.database import Database


def resolve_all(database: Database) -> None:
    """Make the database's projects and organisations those of the mentions that it holds now."""
    projects = resolve_projects(database.mentions())
    database.store_projects(projects.projects, projects.assignments)
    organisations = resolve_organisations(database.organisation_names())
    database.store_organisations(organisations.organisations, organisations.assignments)
