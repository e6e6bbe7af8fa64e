"""The Romanian pipeline that extraction runs on: `ro_fondoscop`, trained by `models.training` and shipped here.

Importing this package registers the language and the components that its configuration names, so that
`spacy.load("models/ro_fondoscop")` works.
"""

import hashlib
from pathlib import Path

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language

import models.components
import models.language  # noqa: F401 - both register what the configuration names

PACKAGE = Path(__file__).parent / "ro_fondoscop"
CHECKSUMS = "SHA256SUMS"  # of every other file of a package, in the form of sha256sum(1)
LONGEST_TEXT = 10_000_000  # characters; spaCy's own limit of a million guards its parser, which we lack


class ModelError(Exception):
    """A pipeline can't be loaded; the message says which one, why and what to do."""


def load(path: Path | None = None) -> Language:
    """The pipeline to extract with: the one that is shipped, or the one in the folder `path`.

    Raises ModelError when it is missing, damaged or no pipeline: never a silent fall back to a blank one.
    """
    package = path or PACKAGE
    advice = "give the folder of a spaCy pipeline" if path else _ADVICE
    if not package.is_dir():
        raise ModelError(f"the language model is missing: there is no folder {package}; {advice}")
    try:
        damaged = _damaged(package, sealed=path is None)
        nlp = None if damaged else spacy.load(package)
    except Exception as error:  # a strange file can raise anything; each means that there is no model
        raise ModelError(f"the language model at {package} can't be loaded ({error}); {advice}") from error
    if nlp is None:
        raise ModelError(f"the language model at {package} is damaged ({', '.join(damaged)}); {advice}")
    nlp.max_length = LONGEST_TEXT
    return nlp


_ADVICE = (
    "get it back with `git checkout -- models/ro_fondoscop`, or install Fondoscop again, "
    "or train it anew (models/README.md)"
)


def describe(nlp: Language) -> str:
    """Name, version and weights of a pipeline, for the database: `ro_fondoscop/1.0.0+3f2a9c01`."""
    if nlp.path is None:
        return f"{nlp.lang}_blank/{spacy_version}"
    sums = Path(nlp.path) / CHECKSUMS
    weights = f"+{hashlib.sha256(sums.read_bytes()).hexdigest()[:8]}" if sums.is_file() else ""
    lang, name = nlp.meta["lang"], nlp.meta["name"]
    name = lang if lang.endswith(f"_{name}") else f"{lang}_{name}"
    return f"{name}/{nlp.meta['version']}{weights}"


def seal(package: Path) -> None:
    """Writes the checksums of a package, which `load` compares."""
    lines = [f"{_digest(path)}  {path.relative_to(package).as_posix()}\n" for path in _sealed(package)]
    (package / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _damaged(package: Path, *, sealed: bool) -> list[str]:
    """What is missing from a package or differs from its checksums; one that need not be `sealed` may have none."""
    sums = package / CHECKSUMS
    if not sums.is_file() or not sums.stat().st_size:
        return [f"{CHECKSUMS} is missing or empty"] if sealed else []
    found = []
    for line in sums.read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = package / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif _digest(path) != digest:
            found.append(f"{name} is not what was published")
    return found


def _sealed(package: Path) -> list[Path]:
    """Every file but the checksums themselves and the model card, which may be corrected."""
    return sorted(path for path in package.rglob("*") if path.is_file() and path.name not in (CHECKSUMS, "README.md"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
