"""The counties of Romania and Bucharest: codes, names, seats, development regions."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county; `code` as in ISO 3166-2:RO, without “RO-”, and `name` without “județul”."""

    code: str
    name: str
    seat: str
    region: str
    tile: tuple[int, int]  # column and row on the map of squares


@cache
def counties() -> tuple[County, ...]:
    """All 42, in the order of their codes."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(County(code=code, **{**row, "tile": tuple(row["tile"])}) for code, row in table.items())
