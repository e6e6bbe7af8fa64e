"""Pages that tell of projects, for tests of views: what a page says in a few values, and a database made of them."""

from decimal import Decimal
from typing import Any, NamedTuple

from facts import capture, document, span

from jobs.resolution import resolve_names
from store.database import Database
from store.identity import document_id
from store.records import Amount, Beneficiaries, DateFact, Facts, Partner, Place, Project


class Sum(NamedTuple):
    """An amount of a page; `project` False for one that belongs to none."""

    value: str
    role: str = "total"
    currency: str = "RON"
    approximate: bool = False
    bound: str | None = None
    value_max: str | None = None
    confidence: float = 0.5
    project: bool = True
    behind: str = ""  # words after it


class Page(NamedTuple):
    """A page about one project, as the tests need it."""

    title: str
    sums: tuple[Sum, ...] = ()
    published: str | None = None
    begins: str | None = None
    programme: str | None = None
    counties: tuple[str, ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[int, str, str], ...] = ()  # count, groups with "+" between, status
    ends: str | None = None
    months: tuple[str, str] | None = None  # how long, and in which words
    dates: tuple[tuple[str, str, str], ...] = ()  # start, end, role
    code: str | None = None
    group: str | None = None  # whom its counts count
    behind: str = ""  # words at the end


def facts_of(page: Page, url: str) -> Facts:
    words = [page.title, *(f"{s.value} {s.currency} {s.role}" for s in page.sums)]
    behind = {number: s.behind for number, s in enumerate(page.sums, start=1)}
    words += [*page.counties, *(name for name, _ in page.partners), *(f"{n} {g} {s}" for n, g, s in page.people)]
    words += [
        *(f"{start} – {end}, {role}" for start, end, role in page.dates),
        *([page.months[1]] if page.months else []),
    ]
    text = " | ".join(f"{number}. {word}{behind.get(number, '')}" for number, word in enumerate(words)) + " |"
    text += page.behind
    places = iter(range(len(words)))

    def evidence():
        number = next(places)
        return span(text, f"{number}. {words[number]}")

    return Facts(
        document=document(text, url, title=page.title, published=page.published),
        projects=(
            Project(
                title=page.title,
                evidence=(evidence(),),
                start=page.begins,
                end=page.ends,
                code=page.code,
                programme=page.programme,
                duration_months=Decimal(page.months[0]) if page.months else None,
                duration_evidence=span(text, page.months[1]) if page.months else None,
            ),
        ),
        amounts=tuple(
            Amount(
                value=Decimal(s.value),
                currency=s.currency,
                role=s.role,
                evidence=evidence(),
                approximate=s.approximate,
                bound=s.bound,
                value_max=None if s.value_max is None else Decimal(s.value_max),
                confidence=s.confidence,
                project=0 if s.project else None,
            )
            for s in page.sums
        ),
        places=tuple(Place(name=c, kind="county", county=c, evidence=evidence(), project=0) for c in page.counties),
        partners=tuple(Partner(name=n, role=r, evidence=evidence(), project=0) for n, r in page.partners),
        beneficiaries=tuple(
            Beneficiaries(
                count=n,
                unit="oameni",
                group=page.group,
                categories=tuple(g.split("+")),
                status=s,
                evidence=evidence(),
                project=0,
            )
            for n, g, s in page.people
        ),
        dates=tuple(DateFact(start=s, end=e, role=r, evidence=evidence(), project=0) for s, e, r in page.dates),
    )


class World:
    """A database of pages, resolved as a build does it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.urls: list[str] = []

    def put(self, page: Page) -> str:
        url = f"http://dgaspc.test/{len(self.urls)}"
        self.urls.append(url)
        assert not self.database.replace_document(capture(url), facts_of(page, url))
        return url

    def settle(self, *copies: tuple[str, str]) -> None:
        unsigned = self.database.copies.unsigned("test")
        self.database.copies.sign("test", ((identity, identity, ()) for identity, _ in unsigned))
        self.database.copies.likely()
        self.database.copies.store(((document_id(a), document_id(b)) for a, b in copies), lambda *_: "test")
        resolve_names(self.database)
        self.database.store_totals()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in self.database.rows(sql)]

    def totals(self) -> list[tuple[Any, ...]]:
        return self.rows(
            "SELECT p.title, t.value, t.currency, t.rule, t.documents FROM project_totals AS t"
            " JOIN projects AS p ON p.id = t.project_id ORDER BY p.title"
        )


def told(world: World, *pages: Page) -> list[tuple[Any, ...]]:
    for page in pages:
        world.put(page)
    world.settle()
    return world.totals()
