"""Words of names of organisations by what they say: legal forms, little words, words that many names share."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def forms() -> Mapping[str, str]:
    """The legal form that a folded word names, by word."""
    return {word: form for form, words in _tables()["forms"].items() for word in words}


@cache
def words(sort: str) -> frozenset[str]:
    """The folded words of a sort: “little”, “shared”, “common”, … Raises KeyError for an unknown one."""
    return frozenset(_tables()["sorts"][sort].split())


@cache
def translations() -> Mapping[str, str]:
    """The Romanian word of a folded word of another language, both folded."""
    return {other: word for word, others in _tables()["translations"].items() for other in others if other != word}


@cache
def abbreviations() -> Mapping[str, str]:
    """What folded words stand for that are shortened with a stop."""
    return dict(_tables()["abbreviations"])
