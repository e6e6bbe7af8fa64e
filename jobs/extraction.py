"""The stream of documents through the extractor, which one bad document must not stop."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from store.records import Document, Facts, Issue

log = logging.getLogger(__name__)


class Extracting(Protocol):
    """What a job needs of an extractor."""

    @property
    def version(self) -> str: ...

    def facts(self, documents: Iterable[Document]) -> Iterator[Facts]: ...


class OutOfStepError(Exception):
    """The extractor gave back other documents than it was given, or in another order."""


class _SourceError(Exception):
    """The stream of documents itself broke off: nothing of the extractor's."""


def facts_of(documents: Iterable[Document], extractor: Extracting) -> Iterator[tuple[Facts, list[Issue]]]:
    """The facts of each document, in order, with the issues of getting them.

    A document that breaks the extractor comes out without facts and with an issue; the others are as they
    would be without it.
    """
    source = iter(documents)
    waiting: deque[Document] = deque()

    def handed() -> Iterator[Document]:
        while True:
            try:
                document = next(source)
            except StopIteration:
                return
            except Exception as error:
                raise _SourceError from error
            waiting.append(document)
            yield document

    finished = False
    while not finished:
        try:
            for facts in extractor.facts(handed()):
                _match(waiting, facts)
                yield facts, []
            finished = True
            _match(waiting, None)
        except OutOfStepError:
            raise
        except _SourceError as error:
            raise (error.__cause__ or error) from None
        except Exception:  # whatever it is: one page must not keep the others from being read
            log.debug("the extractor broke off; going on one by one", exc_info=True)
        while waiting:
            yield _alone(waiting.popleft(), extractor)


def _match(waiting: deque[Document], facts: Facts | None) -> None:
    """Tick off the document that these facts are of; None: that there is none left."""
    expected = waiting.popleft() if waiting else None
    if (expected and expected.id) != (facts and facts.document.id):
        raise OutOfStepError(f"the extractor lost or mixed up documents, at {expected and expected.url}")


def _alone(document: Document, extractor: Extracting) -> tuple[Facts, list[Issue]]:
    try:
        (facts,) = extractor.facts([document])
    except Exception as error:
        log.exception("no facts could be extracted from %s", document.url or document.id)
        message = f"the extractor failed on this document ({type(error).__name__}: {error}); please report it"
        issue = Issue(
            stage="extract",
            kind="extractor-failed",
            message=message,
            url=document.url,
            source_id=document.source_id,
            capture_id=document.capture_id,
        )
        return Facts(document=document), [issue]
    return facts, []
