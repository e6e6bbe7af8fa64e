"""Natural persons among beneficiaries: told apart by what a name or a list says, and not kept by name.

Article 49(3)(b) of Regulation (EU) 2021/1060 has their names published, for two years; the database keeps sums, not
persons. A bare name that nothing marks can't be told from an organisation's: docs/privacy.md says so.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from romanian.fold import fold

_COVER = "█"
_WORD = re.compile(r"\w+")
_PERSONAL_CODE = re.compile(r"(?<!\d)[1-9]\d{12}(?!\d)")  # CNP, mistyped or not; a fiscal code has ten digits at most
_SHORTEST = 3  # letters of a name's word that is covered elsewhere


def is_natural_person(name: str | None, legal_form: str | None = None) -> bool:
    """Whether the beneficiary's name says so, or its legal form."""
    forms, short, bodies = _words()
    called, form = _folded(name), _folded(legal_form)
    if any(f" {one} " in text for one in forms for text in (called, form)):
        return True
    if name and _PERSONAL_CODE.search(name):
        return True
    at_an_end = any(called.startswith(f" {one} ") or called.endswith(f" {one} ") for one in short)
    return at_an_end and not any(f" {one} " in called for one in bodies)


def without_name(text: str, name: str) -> str:
    """The text with the words of a person's name covered; as long as before."""
    forms, short, _ = _words()
    common = {word for phrase in (*forms, *short) for word in phrase.split()}
    words = {word for word in _folded(name).split() if len(word) >= _SHORTEST} - common

    def covered(found: re.Match[str]) -> str:
        return _COVER * len(found.group()) if fold(found.group()) in words else found.group()

    return _WORD.sub(covered, text)


def _folded(text: str | None) -> str:
    return f" {' '.join(_WORD.findall(fold(text or '')))} "


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(told["forms"]), tuple(told["short"]), tuple(told["bodies"])
