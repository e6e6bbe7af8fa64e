"""Whether there is anything to build from."""

from pathlib import Path


class BuildError(Exception):
    """There is nothing to build from; the message says what to do."""


def check(data: Path) -> None:
    """Raises BuildError when there is nothing in `data` to build from."""
    if not (data / "archive").is_dir():
        raise BuildError(f"there is no archive in {data}; fetch pages first: fondoscop crawl --data {data}")
