"""What roles, states and categories are called, for people: in Romanian and in English."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The names of one role, state or category; `short` is a Romanian word or two, to stand beside a sentence."""

    short: str
    ro: str
    en: str


@cache
def labels() -> Mapping[str, Mapping[str, Label]]:
    """By kind of fact ("partners", "amounts", "dates", "beneficiaries", "places", or "categories"), then by name."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {kind: {name: Label(**words) for name, words in table.items()} for kind, table in tables.items()}
