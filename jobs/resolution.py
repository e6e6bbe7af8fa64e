"""What many documents tell together: copies, organisations, projects, programmes, totals; brought up to date.

Only what differs from what was resolved last is looked at, and what it touches; a first build is the same with
everything touched, in portions, so that memory does not grow with the number of documents.
"""

from collections.abc import Iterable
from importlib.metadata import version

import resolve
import romanian
from jobs.versions import digest_of
from resolve.clusters import cluster_near, near
from resolve.copies import VERSION, Texts, originals, signature_of
from resolve.graph import blocks_of, decided
from resolve.matching import Inputs, Profile, Rules, Thing
from resolve.organisations import OrganisationRules
from resolve.programmes import Named, all_programmes, programme_of_mention, programme_of_project
from resolve.projects import ProjectRules
from store.database import Database
from store.resolution import Clusters, Resolved

_LIBRARIES = ("python-stdnum", "rapidfuzz")  # that rules go by
_PORTION = 5000  # items that are clustered at a time, with what they match; in smaller ones more is found twice
_UNKNOWN_DAY = "9999"


def resolve_all(database: Database) -> None:
    """Make copies, organisations, projects, programmes and totals what the documents in the database say."""
    resolve_copies(database)  # goes by texts alone; copies have no vote in what follows
    resolve_names(database)
    resolve_programmes(database)
    database.store_totals()


def resolve_names(database: Database) -> None:
    """Make organisations and projects what the documents and the decisions in the database say; after copies."""
    database.resolution.begin(resolution_version())
    resolve_organisations(database)
    resolve_projects(database)


def resolve_organisations(database: Database) -> None:
    """Make organisations what names and decisions say."""
    with database.resolution.organisations() as organisations:
        _cluster(OrganisationRules(), organisations)


def resolve_projects(database: Database) -> None:
    """Make projects what mentions and decisions say; after organisations, which tell who leads."""
    with database.resolution.projects() as projects:
        _cluster(ProjectRules(), projects)


def resolution_version() -> str:
    """The version of the rules: another one may find other things to be one."""
    return " ".join((digest_of(resolve, romanian), *(f"{name}/{version(name)}" for name in _LIBRARIES)))


def _cluster(rules: Rules[Thing, Profile, Resolved], clusters: Clusters[Resolved]) -> None:
    """Cluster what was touched, and what it touches or touched before."""
    items = clusters.items

    def blocks(item: str, inputs: Inputs) -> Iterable[str]:
        return blocks_of(rules, rules.read(item, inputs), decided(inputs))

    items.look_under(blocks)
    items.touch(near(rules, items.former(), items.lookup))
    while portion := items.to_do(_PORTION):
        for members in cluster_near(rules, portion, items.lookup):
            clusters.write(rules.resolved(members), members)


def resolve_programmes(database: Database) -> None:
    """Make programmes what mentions say; after projects, whose years count where a mention says none."""
    with database.resolution.programmes() as tables:
        mentions = tables.mentions()
        mentions.keep((item, _led(inputs)) for item, inputs in mentions.touched())
        tables.store(all_programmes(Named(key=key, mentions=n, words=words) for key, n, words in tables.counts()))
        projects = tables.projects()
        projects.keep((item, (programme_of_project(votes),)) for item, votes in projects.touched())


def _led(inputs: Inputs) -> tuple[str, str, str, float] | None:
    led = programme_of_mention(inputs)
    return None if led is None else (led.key, led.programme_id, led.reason, led.score)


def resolve_copies(database: Database) -> None:
    """Name the first document of each story."""
    tables = database.copies
    while unsigned := tables.unsigned(VERSION):
        signatures = ((identity, signature_of(text)) for identity, text in unsigned)
        tables.sign(VERSION, ((identity, s.words, s.bands) for identity, s in signatures))
    texts = Texts(tables.text)
    tables.compared((one, other, texts.are_copies(one, other)) for one, other in tables.likely())

    def rank(identity: str) -> tuple[str, ...]:
        """The earliest is the original; a day that is known in part counts as the end of what is known."""
        return (f"{tables.day(identity) or _UNKNOWN_DAY}-99", identity)

    tables.store(originals(tables.pairs(), rank), texts.share)
