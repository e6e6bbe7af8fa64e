"""Words of titles of projects in several forms: abbreviations, forms that endings don't explain, and synonyms."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def abbreviations() -> Mapping[str, str]:
    """The word that each folded abbreviation stands for."""
    return dict(_tables()["abbreviations"])


@cache
def one_form() -> Mapping[str, str]:
    """The one form of each folded word that has others, or a synonym; a place for who lives there."""
    alike = {**_tables()["forms"], **_tables()["synonyms"], **_tables()["of_places"]}
    return {word: form for form, words in alike.items() for word in words.split()}


@cache
def loosely() -> Mapping[str, str]:
    """The one word for each folded one that another page may take where all else is the same."""
    return {word: one for one, others in _tables()["loosely"].items() for word in (one, *others.split())}


@cache
def closely() -> Mapping[str, str]:
    """As `loosely`, of words that hardly tell two projects of one lead apart."""
    return {word: one for one, others in _tables()["closely"].items() for word in (one, *others.split())}


@cache
def english() -> Mapping[str, str]:
    """The Romanian word, folded, for each English one of titles."""
    return dict(_tables()["english"])


@cache
def phrases() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The one phrase for each other one that says the same: folded words, without the little ones."""
    said = _tables()["phrases"].items()
    return {tuple(other.split()): tuple(one.split()) for one, others in said for other in others}


@cache
def words(sort: str) -> frozenset[str]:
    """The folded words of a sort: a key of `[sorts]`. Raises KeyError for an unknown one."""
    return frozenset(_tables()["sorts"][sort].split())
