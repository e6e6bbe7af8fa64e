"""Where measurements rest: those that come with the program, and one's own in the data directory."""

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import models
from extract.recording import figures
from jobs import places
from jobs.evaluation import Measured, annotated
from jobs.extraction import Extracting
from jobs.versions import versions_of
from store.quality import MeasuredSet, QualityError, read_sets, sets_text

SHIPPED = Path(models.__file__).parent / places.QUALITY


def measured_sets(data: Path) -> list[MeasuredSet]:
    """The shipped sets, as quality.json of the data directory adds to and overrides them. Raises QualityError."""
    sets = {one.name: one for path in (SHIPPED, data / places.QUALITY) for one in read_sets(path)}
    return [sets[name] for name in sorted(sets)]


def file_for(path: Path | None) -> Path:
    """The file to record in: the one that is named, or the shipped one. Raises QualityError for one that can't be."""
    chosen = path or SHIPPED
    if chosen.is_dir() or not chosen.parent.is_dir():
        raise QualityError(f"{chosen} is no place for a file; name another one with --quality")
    writable = os.access(chosen if chosen.exists() else chosen.parent, os.W_OK)
    if not writable:
        raise QualityError(
            f"{chosen} can't be written; name another file with --quality, as quality.json in your data directory"
        )
    return chosen


def recorded(
    path: Path, folder: Path, measured: Measured, *, name: str, unseen: bool, extractor: Extracting, today: date
) -> str:
    """The content of the file with this measurement in it, in the place of an older one of its name.

    Raises QualityError where a document could not be read, and where documents that the rules were developed on are
    said to be unseen: they never become so again.
    """
    if measured.files.problems:
        raise QualityError("some documents could not be read, so nothing was recorded")
    digest = digest_of(folder)
    before = {one.name: one for one in read_sets(path)}
    known = [one for one in before.values() if not one.unseen and (one.name == name or one.digest == digest)]
    if unseen and known:
        raise QualityError(
            f"{known[0].name!r} is on record in {path} as developed on, and documents don't become unseen again; "
            "take others, under another name"
        )
    found = MeasuredSet(
        name=name,
        unseen=unseen,
        documents=len(measured.evaluation.by_document),
        digest=digest,
        version=versions_of(extractor)["extractor"],
        measured=today.isoformat(),
        figures=figures(measured.evaluation, measured.annotated),
    )
    same = before.get(name)
    if same is not None and replace(same, measured=found.measured) == found:
        found = same  # nothing new was learnt: the file stays as it is
    return sets_text({**before, name: found}.values())


def digest_of(folder: Path) -> str:
    """Sixteen digits of a SHA-256 over names and contents of the annotated documents and their annotations."""
    digest = hashlib.sha256()
    for document, annotation in sorted(annotated(folder).items()):
        for path in (document, annotation):
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
