"""The documents of a folder against the annotations beside them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract import jsonl
from extract.evaluation import GoldDocument, GoldError, evaluate
from extract.gold import read_annotation
from extract.intervals import Interval, intervals
from extract.scores import Evaluation
from jobs.extraction import Extracting
from jobs.files import FilesResult, facts_of_files, name_of
from readers.reader import SUFFIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of it; `files.problems` are documents that could not be read and are not in the figures."""

    evaluation: Evaluation
    intervals: Mapping[str, Interval | None]
    files: FilesResult
    annotated: Mapping[str, int]  # documents by kind of fact that their annotations speak of


def evaluate_folder(
    folder: Path,
    *,
    extractor: Extracting,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Measured:
    """How well the extractor does on the annotated documents of a folder; subfolders are not looked into.

    Raises GoldError when there is no annotation, when one has no document, and for annotations that can't be
    used: a line for each of them.
    """
    annotations = annotated(folder)
    result = FilesResult()
    gold: list[GoldDocument] = []
    found: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    by_name = {name_of(document): annotation for document, annotation in annotations.items()}
    for facts in facts_of_files(list(annotations), result, extractor=extractor, progress=progress):
        try:
            document = read_annotation(by_name[facts.document.id], facts.document.text)
        except GoldError as error:
            faults.append(str(error))
            continue
        gold.append(document)
        found[document.name] = jsonl.to_json(facts)
    if faults:
        raise GoldError("\n".join(faults))
    evaluation = evaluate(gold, found)
    return Measured(
        evaluation=evaluation,
        intervals=intervals(evaluation.by_document),
        files=result,
        annotated=Counter(kind for document in gold for kind in document.facts),
    )


def annotated(folder: Path) -> dict[Path, Path]:
    """The annotation of each annotated document of a folder. GoldError where that is not plain."""
    if not folder.is_dir():
        raise GoldError(f"{folder} is no folder")
    annotations = sorted(folder.glob("*.json"))
    if not annotations:
        raise GoldError(f"there is no annotation in {folder}: name one NAME.json beside its document NAME.txt")
    documents: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            documents.setdefault(path.stem, []).append(path)
    return {_only(annotation, documents.get(annotation.stem, [])): annotation for annotation in annotations}


def _only(annotation: Path, documents: list[Path]) -> Path:
    """The one document that is meant: a text before what it may have been taken from."""
    texts = [path for path in documents if path.suffix.lower() == ".txt"]
    documents = texts or documents
    if not documents:
        kinds = " ".join(SUFFIXES)
        raise GoldError(f"{annotation.name}: there is no document {annotation.stem} ({kinds}) beside it")
    if len(documents) > 1:
        names = " and ".join(path.name for path in documents)
        raise GoldError(f"{annotation.name}: {names} stand beside it; which one it is about can't be told")
    return documents[0]
