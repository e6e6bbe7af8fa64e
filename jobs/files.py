"""Files and folders to JSON Lines, without crawl or database."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract import jsonl
from jobs.extraction import Extracting, facts_of
from readers.errors import ReadError
from readers.reader import SUFFIXES, read_file
from store.records import Document

log = logging.getLogger(__name__)

_KINDS = ("projects", "partners", "amounts", "dates", "beneficiaries")


class NoSuchFileError(Exception):
    """A file or folder that was named does not exist, or holds nothing that a reader reads."""


@dataclass(slots=True, kw_only=True)
class FilesResult:
    """What came of the files: how many were read, how many facts, and why the others were not."""

    documents: int = 0
    facts: int = 0
    problems: list[str] = field(default_factory=list)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The readable files among the paths and below folders, in a stable order, each once.

    Raises NoSuchFileError for a path that is missing, a named file of another kind, or no file at all.
    """
    kinds = " ".join(SUFFIXES)
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = (p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            found |= dict.fromkeys(sorted(below))
        elif not path.exists():
            raise NoSuchFileError(f"{path} does not exist")
        elif path.suffix.lower() not in SUFFIXES:
            raise NoSuchFileError(f"{path} is none of the kinds that are read: {kinds}")
        else:
            found[path] = None
    if not found:
        raise NoSuchFileError(f"there is no file to read ({kinds}) in {', '.join(map(str, paths))}")
    return list(found)


def extract_files(
    files: Sequence[Path],
    write: Callable[[str], object],
    *,
    extractor: Extracting,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> FilesResult:
    """Write one line of JSON for each file that can be read; a bad one is a problem, and the rest goes on."""
    result = FilesResult()
    for facts, issues in facts_of(_documents(files, result, progress), extractor):
        result.problems += [f"{facts.document.path}: {issue.message}" for issue in issues]
        write(jsonl.to_line(facts) + "\n")
        result.documents += 1
        result.facts += sum(len(getattr(facts, kind)) for kind in _KINDS)
    return result


def _documents(
    files: Sequence[Path], result: FilesResult, progress: Callable[[int, int], object]
) -> Iterator[Document]:
    for number, path in enumerate(files, start=1):
        try:
            yield replace(read_file(path), id=path.as_posix())  # names repeat in subfolders, paths do not
        except (ReadError, OSError) as error:
            result.problems.append(f"{path}: {error}")
        progress(number, len(files))
