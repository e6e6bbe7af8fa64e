"""First annotations: what the extractor found in files, written down for people to correct."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from extract.annotations import to_annotation, to_text
from jobs.extraction import Extracting
from jobs.files import FilesResult, facts_of_files, name_of


class AnnotationError(Exception):
    """The annotations have no place where they could be written; nothing was written."""


def annotate_files(
    files: Sequence[Path],
    folder: Path | None,
    *,
    extractor: Extracting,
    force: bool = False,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> FilesResult:
    """Write NAME.json beside each file, or into `folder` beside a copy of the file.

    What is there already is replaced only with `force`. Raises AnnotationError, before anything is written, when
    it would be, when two files need one place, or when an annotation would replace a file that is to be read.
    """
    places = _places(files, folder, force=force)
    by_name = {name_of(path): path for path in files}
    if folder is not None:
        folder.mkdir(exist_ok=True)
    result = FilesResult()
    for facts in facts_of_files(files, result, extractor=extractor, progress=progress):
        path = by_name[facts.document.id]
        place = places[path]
        copy = place.with_name(path.name)
        if not _same(copy, path):
            shutil.copyfile(path, copy)
        _write(place, to_text(to_annotation(facts)))
    return result


def _places(files: Sequence[Path], folder: Path | None, *, force: bool) -> dict[Path, Path]:
    if folder is not None and folder.exists() and not folder.is_dir():
        raise AnnotationError(f"{folder} is no folder")
    if folder is not None and not folder.parent.is_dir():
        raise AnnotationError(f"there is no folder {folder.parent} to make {folder.name} in")
    places = {path: (folder or path.parent) / f"{path.stem}.json" for path in files}
    taken: dict[Path, Path] = {}
    for path, place in places.items():
        if place in taken:
            raise AnnotationError(f"{taken[place]} and {path} would both be annotated in {place}; rename one of them")
        taken[place] = path
        if any(_same(place, other) for other in files):
            raise AnnotationError(f"{place} is one of the files to read")
        copy = place.with_name(path.name)
        kept = [place] if place.exists() else []
        if copy.exists() and not _same(copy, path) and copy.read_bytes() != path.read_bytes():
            kept.append(copy)
        if kept and not force:
            raise AnnotationError(f"{kept[0]} is there already; --force replaces it")
    return places


def _same(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


def _write(place: Path, text: str) -> None:
    """Whole or not at all: a correction by hand is nothing to lose."""
    part = place.with_name(place.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
