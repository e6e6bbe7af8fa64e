"""Whether the database is what its archive says: each fact traced back to the bytes of its capture.

One document at a time: the capture is read from the archive, its SHA-256 checked, the reader makes the text anew,
and every row that hangs on that text is compared with it. With an extractor the facts are made anew as well.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from jobs import capture_checks, decision_checks, fact_checks, places, table_checks
from jobs.build_input import check
from jobs.documents import Reading, document_of
from jobs.extraction import Extracting, facts_of
from jobs.failures import Failure, FailureKind, cut
from jobs.indexed_captures import IndexedCaptures
from jobs.stored_document import StoredDocument, stored_document
from jobs.versions import readers_version, versions_of
from readers.errors import ReadError
from readers.origin import Lost, origins
from readers.reader import read_bytes
from store.archive import Archive, ArchiveError
from store.database import Database
from store.decided_facts import decided
from store.decisions import Decision, read_decisions
from store.known_ids import NoSuchIdError, identified
from store.records import Capture, Document
from store.rows import fact_rows

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]  # documents done, documents to do

_PAGE = 500  # ids of a query


class VerificationError(Exception):
    """It can't be verified as things are; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to verify: all of it, or what is named; of that, a number of documents drawn by chance."""

    document: str | None = None
    source: str | None = None
    fact: str | None = None
    sample: int | None = None

    @property
    def is_all(self) -> bool:
        return self == Selection()


@dataclass(slots=True, kw_only=True)
class Verification:
    """A look at a data directory, to be taken by reading `failures`; the counts are right when that has ended."""

    data: Path
    selection: Selection = field(default_factory=Selection)
    extractor: Extracting | None = None  # to compare the values, too
    strict: bool = False  # what is untraced is a failure
    read: Reading = read_bytes
    progress: Progress = lambda _done, _total: None
    documents: int = 0
    facts: int = 0
    traced: int = 0  # quotes that were found in the bytes of their captures without the reader
    untraced: int = 0  # quotes that were not
    not_applicable: int = 0  # quotes of files whose words have no bytes of their own, as DOCX
    kinds: Counter[FailureKind] = field(default_factory=Counter)
    decided: list[str] = field(default_factory=list)  # facts that people corrected or rejected, a line each
    _only: str | None = None  # the fact that was asked for
    _decisions: Mapping[str, list[Decision]] = field(default_factory=dict)  # on facts, by address

    def counts(self) -> dict[str, int]:
        """What was looked at, by name."""
        return {name: getattr(self, name) for name in ("documents", "facts", "traced", "untraced", "not_applicable")}

    def failures(self) -> Iterator[Failure]:
        """What is wrong, document by document.

        Raises VerificationError, NoSuchIdError, BuildError without an archive, and the errors of `store.errors`.
        """
        check(self.data)
        with Database.open(self.data / places.DATABASE, read_only=True) as database:
            self._compare_versions(database)
            self._read_decisions(database)
            clause, parameters = self._chosen(database)
            with IndexedCaptures(self.data / "archive") as index:
                for failure in self._all(database, index, clause, parameters):
                    if self._only is None or failure.fact_id in (None, self._only):
                        self.kinds[failure.kind] += 1
                        yield failure

    def _compare_versions(self, database: Database) -> None:
        made = database.versions()
        wanted = {"readers": readers_version()}
        if self.extractor is not None:
            wanted["extractor"] = versions_of(self.extractor)["extractor"]
        for name, version in wanted.items():
            if made.get(name) != version:
                raise VerificationError(
                    f"the database was made with another version of the {name} ({made.get(name, 'none')}) than is "
                    f"installed ({version}), and what they read may differ; bring it up to date with: fondoscop build "
                    f"--data {self.data}, or verify it with the version that made it"
                )

    def _chosen(self, database: Database) -> tuple[str, tuple[str, ...]]:
        """The clause that chooses documents, with its parameter."""
        chosen = self.selection
        if chosen.source is not None:
            if not list(database.rows("SELECT 1 FROM sources WHERE id = ?", (chosen.source,))):
                known = ", ".join(row["id"] for row in database.rows("SELECT id FROM sources ORDER BY id LIMIT 15"))
                raise NoSuchIdError(f"the database has no source {chosen.source!r}; it has: {known}")
            return "source_id = ?", (chosen.source,)
        named = chosen.document or chosen.fact
        if named is None:
            return "true", ()
        found = identified(database, named)
        if chosen.document is not None and found.table != "documents":
            raise NoSuchIdError(f"{found.id} is no document, but stands in {found.table}; ask with --fact {found.id}")
        if chosen.fact is not None:
            if found.table == "documents":
                raise NoSuchIdError(f"{found.id} is a document; ask with --document {found.id}")
            self._only = found.id
        return "id = ?", (found.document_id,)

    def _read_decisions(self, database: Database) -> None:
        """Facts are compared as people decided on them, which the database must know."""
        decisions = read_decisions(self.data)
        if database.decisions().lacks(decisions):
            raise VerificationError(
                f"decisions.toml has changed since the database was built; run: fondoscop build --data {self.data}"
            )
        self._decisions = decisions.on_facts()

    def _all(
        self, database: Database, index: IndexedCaptures, clause: str, parameters: tuple[str, ...]
    ) -> Iterator[Failure]:
        if index.damage is not None:
            yield Failure(kind="index", message=f"{index.damage}; see fondoscop archive verify --data {self.data}")
        total = next(database.rows(f"SELECT count(*) AS n FROM documents WHERE {clause}", parameters))["n"]  # noqa: S608
        total = min(total, self.selection.sample or total)
        for identity in self._ids(database, clause, parameters):
            with_facts = stored_document(database, identity)
            if with_facts is not None:
                yield from self._document(database, index, with_facts)
                self.documents += 1
                self.facts += 1 if self._only else with_facts.facts()
            self.progress(self.documents, total)
        if self.selection.is_all:
            yield from table_checks.tables_follow(database)
            yield from table_checks.indexes_hold(database)
        if self.selection.is_all and index.damage is None:
            yield from capture_checks.idle_captures_agree(database, index)

    def _ids(self, database: Database, clause: str, parameters: tuple[str, ...]) -> Iterator[str]:
        if self.selection.sample is not None:
            query = f"SELECT id FROM documents WHERE {clause} ORDER BY random() LIMIT {self.selection.sample:d}"  # noqa: S608
            yield from [row["id"] for row in database.rows(query, parameters)]
            return
        query = f"SELECT id FROM documents WHERE {clause} AND id > ? ORDER BY id LIMIT {_PAGE}"  # noqa: S608
        last = ""
        while ids := [row["id"] for row in database.rows(query, (*parameters, last))]:
            yield from ids
            last = ids[-1]

    def _document(self, database: Database, index: IndexedCaptures, stored: StoredDocument) -> Iterator[Failure]:
        """What is wrong with one document, each failure with its place."""
        row = stored.row
        for failure in self._checked(database, index, stored):
            yield replace(failure, document_id=row["id"], capture_id=row["capture_id"], url=row["url"])

    def _checked(self, database: Database, index: IndexedCaptures, stored: StoredDocument) -> Iterator[Failure]:
        document: Document | None = None
        capture, faults = capture_checks.capture_of(database, index, stored)
        yield from faults
        if capture is not None:
            try:
                body = Archive(self.data / "archive").body(capture)
                document = document_of(capture, body, self.read)
            except ArchiveError as error:
                yield Failure(kind="damaged-capture", message=str(error))
            except ReadError as error:
                yield Failure(kind="unreadable", message=error.message)
            except Exception as error:  # whatever it is: one page must not keep the others from being verified
                log.debug("the reader failed on %s", capture.url, exc_info=True)
                yield Failure(kind="unreadable", message=f"the reader failed ({type(error).__name__}: {error})")
        reread = None if document is None else document.text
        yield from fact_checks.quotes_in_place(stored, reread)
        yield from fact_checks.ids_follow(stored, stored.text if reread is None else reread)
        yield from fact_checks.sentences_fit(stored)
        yield from fact_checks.links_hold(stored)
        yield from decision_checks.decisions_hold(stored)
        self.decided += decision_checks.told(stored, self._only)
        yield from fact_checks.projects_follow(stored)
        if document is not None and capture is not None:
            yield from capture_checks.document_agrees(stored, document, capture)
            yield from self._values(stored, document, capture)
            yield from self._trace(stored, document, body, capture)

    def _values(self, stored: StoredDocument, document: Document, capture: Capture) -> Iterator[Failure]:
        if self.extractor is not None:
            for facts, _ in facts_of([document], self.extractor):
                as_decided, _ = decided(facts, capture, self._decisions.get(capture.url, ()))
                yield from fact_checks.values_follow(stored, fact_rows(as_decided, capture))

    def _trace(self, stored: StoredDocument, document: Document, body: bytes, capture: Capture) -> Iterator[Failure]:
        """Count the quotes that stand in the bytes, by a way that the reader has no part in."""
        here = [
            one
            for one in stored.evidence()
            if document.text[one.start : one.end] == one.quote and self._only in (None, one.fact_id)
        ]
        found = origins(document, body, media_type=capture.media_type) if here else None
        if found is None or isinstance(found, Lost):
            self.not_applicable += len(here)
            return
        for one in here:
            origin = found.find(one.start, one.end)
            if not isinstance(origin, Lost):
                self.traced += 1
                continue
            self.untraced += 1
            if self.strict:
                message = f"{cut(one.quote)}: {origin.reason}"
                yield Failure(kind="untraced", message=message, fact_id=one.fact_id, table=one.table)
