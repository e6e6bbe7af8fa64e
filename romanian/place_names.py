"""Names of places in other languages, and what bodies of places abroad are called."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def in_romanian(sort: str) -> Mapping[str, str]:
    """The name that Romanian has, by the folded name of another language; `sort` is counties, towns or cities."""
    return {other: name for name, others in _tables()[sort].items() for other in others if other != name}


@cache
def countries() -> frozenset[str]:
    """Folded names of other countries, of one word or more."""
    table = _tables()["countries"]
    return frozenset((*table["words"].split(), *table["phrases"]))


@cache
def counties_abroad() -> frozenset[str]:
    """Folded names of counties of Hungary."""
    return frozenset(name.replace("_", " ") for name in _tables()["counties_abroad"]["names"].split())


@cache
def called(side: str) -> Mapping[str, str]:
    """The level of the body that the folded words “before” or “behind” a place abroad say."""
    return {words: level for level, names in _tables()[side].items() for words in names}
