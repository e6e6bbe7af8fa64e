"""Files and folders to JSON Lines, without crawl or database."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract import jsonl
from jobs.extraction import Extracting, facts_of
from readers.errors import ReadError
from readers.reader import SUFFIXES, UNREAD_SUFFIXES, read_file
from store.records import Document, Facts

log = logging.getLogger(__name__)

_KINDS = ("projects", "partners", "amounts", "dates", "beneficiaries", "places")


class NoSuchFileError(Exception):
    """A file or folder that was named does not exist, or holds nothing that a reader reads."""


@dataclass(slots=True, kw_only=True)
class FilesResult:
    """What came of the files: how many were read, how many facts, and why the others were not."""

    documents: int = 0
    facts: int = 0
    unread: int = 0
    problems: list[str] = field(default_factory=list)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files among the paths and below folders, in a stable order, each once.

    Of a folder, those that can be read, and documents of forms that nobody here reads: they are named, not passed
    over.
    A file that is named itself is taken whatever its kind: its reader will say what is wrong with it. Raises
    NoSuchFileError for a path that is missing, or when there is no file at all.
    """
    kinds, taken = " ".join(SUFFIXES), {*SUFFIXES, *UNREAD_SUFFIXES}
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = (p for p in path.rglob("*") if p.suffix.lower() in taken and p.is_file())
            found |= dict.fromkeys(sorted(below))
        elif not path.exists():
            raise NoSuchFileError(f"{path} does not exist")
        else:
            found[path] = None
    if not found:
        raise NoSuchFileError(f"there is no file to read ({kinds}) in {', '.join(map(str, paths))}")
    return list(found)


def one_file(path: Path) -> Path:
    """The path, when it is a file. Raises NoSuchFileError for a folder and for nothing."""
    if path.is_dir():
        raise NoSuchFileError(f"{path} is a folder; name one file")
    (file,) = files_in([path])
    return file


def extract_files(
    files: Sequence[Path],
    write: Callable[[str], object],
    *,
    extractor: Extracting,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> FilesResult:
    """Write one line of JSON for each file that can be read; a bad one is a problem, and the rest goes on."""
    result = FilesResult()
    for facts in facts_of_files(files, result, extractor=extractor, progress=progress):
        write(jsonl.to_line(facts) + "\n")
    return result


def facts_of_files(
    files: Sequence[Path],
    result: FilesResult,
    *,
    extractor: Extracting,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Iterator[Facts]:
    """The facts of each file that can be read, in order; `result` counts them and says why others are missing.

    The id of a document is the `name_of` its file.
    """
    for facts, issues in facts_of(_documents(files, result, progress), extractor):
        if issues:
            result.unread += 1
            result.problems += [f"{facts.document.path}: {issue.message}" for issue in issues]
            continue
        result.documents += 1
        result.facts += sum(len(getattr(facts, kind)) for kind in _KINDS)
        yield facts


def name_of(path: Path) -> str:
    """A path as text, with slashes; names repeat in subfolders, paths do not."""
    return Path(_text_of(path)).as_posix()


def _text_of(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")  # a name may be no text at all


def _documents(
    files: Sequence[Path], result: FilesResult, progress: Callable[[int, int], object]
) -> Iterator[Document]:
    for number, path in enumerate(files, start=1):
        name = _text_of(path)
        try:
            document = read_file(path)
        except (ReadError, OSError) as error:
            result.unread += 1
            result.problems.append(f"{name}: {error}")
        except Exception as error:
            log.debug("the reader failed", exc_info=True)
            result.unread += 1
            result.problems.append(f"{name}: the reader failed ({type(error).__name__}: {error}); please report it")
        else:
            result.problems += [f"{name}: {gap.message}" for gap in document.gaps]
            yield replace(document, id=name_of(path), path=name)
        progress(number, len(files))
