"""What a database is made with: another version of any of it makes other rows, so the database is made anew.

Nobody has to remember to count up a number: a version is a digest of the code and the lexicon that decide, and
of the libraries that they read with.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import extract
import models
import readers
import romanian
from jobs.extraction import Extracting
from readers.ocr import ocr_version
from store.database import SCHEMA_VERSION

_DECIDING = ("*.py", "*.toml")
# Training shows in the weights, which are part of the extractor's version; topics and sites are the crawler's alone.
_NOT_DECIDING = {"training", "corpus", "topics.toml", "sites.toml"}
_EXTRACTING = ("sirutalib", "spacy", "thinc")
_READING = ("trafilatura", "htmldate", "dateparser", "lxml", "mammoth", "pypdfium2", "pdfplumber", "py3langid")


def versions_of(extractor: Extracting) -> dict[str, str]:
    """The versions of schema, readers and extractor, as the table `properties` keeps them."""
    register = " ".join(f"{name}/{version(name)}" for name in _EXTRACTING)
    return {
        "schema": str(SCHEMA_VERSION),
        "readers": readers_version(),
        "extractor": f"{_digest(extract, models, romanian)} {register} {extractor.version}",
    }


def readers_version() -> str:
    """The version of the readers: what another one makes of a capture may be another text."""
    libraries = " ".join(f"{name}/{version(name)}" for name in _READING)
    return f"{_digest(readers, romanian)} {libraries} {ocr_version()}"


@cache
def _digest(*packages: object) -> str:
    """Twelve hexadecimal digits over names and contents of the packages' files."""
    content = hashlib.sha256()
    for package in packages:
        folder = Path(str(package.__file__)).parent  # type: ignore[attr-defined]
        for path in sorted(p for pattern in _DECIDING for p in folder.rglob(pattern)):
            if not _NOT_DECIDING.isdisjoint(path.relative_to(folder).parts):
                continue
            content.update(f"{path.relative_to(folder.parent).as_posix()}\0".encode() + path.read_bytes())
    return content.hexdigest()[:12]
