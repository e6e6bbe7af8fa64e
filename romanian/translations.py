"""English words of titles and the Romanian ones that stand for them when a title is translated."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def translations() -> Mapping[str, tuple[str, ...]]:
    """The Romanian words, folded, that may stand for each English one."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {word: tuple(others.split()) for word, others in table["words"].items()}
