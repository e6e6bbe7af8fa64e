"""What many documents tell together: projects, organisations, copies and totals, brought up to date after documents came."""

from resolve.copies import VERSION, Candidate, find_copies, signature_of
from resolve.organisations import resolve_organisations
from resolve.resolution import resolve_projects
from store.database import Database

_UNKNOWN_DAY = "9999"


def resolve(database: Database) -> None:
    """Make projects, organisations, copies and totals what the documents in the database say."""
    projects = resolve_projects(database.mentions())
    database.store_projects(projects.projects, projects.assignments)
    organisations = resolve_organisations(database.organisation_names())
    database.store_organisations(organisations.organisations, organisations.assignments)
    _resolve_copies(database)
    database.store_totals()


def _resolve_copies(database: Database) -> None:
    while unsigned := database.unsigned_documents(VERSION):
        signatures = ((identity, signature_of(text)) for identity, text in unsigned)
        database.sign_documents(VERSION, ((identity, s.words, s.bands) for identity, s in signatures))

    def rank(identity: str) -> tuple[str, ...]:
        """The earliest is the original; a day that is known in part counts as the end of what is known."""
        _, day = database.text_and_day(identity)
        return (f"{day or _UNKNOWN_DAY}-99", identity)

    candidates = (Candidate(left=a, right=b, same=same) for a, b, same in database.likely_copies())
    copies = find_copies(candidates, lambda identity: database.text_and_day(identity)[0], rank)
    database.store_copies((copy.document_id, copy.original_id, copy.reason) for copy in copies)
