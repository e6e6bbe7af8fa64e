"""Changing several files of the archive at once: written aside, then put in place, at any moment whole.

The new files are written beside the old ones and brought to the disk. Then one file, `forgetting.json`, appears under
its name, and from that moment on the new files count: whoever comes next, after whatever crash, puts the rest of them
in place (`roll_forward`). Before that moment the old archive stands as it was.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from store.seals import Seal, Seals, seal_of
from store.tombstones import Tombstone, Tombstones, from_line

PLAN = "forgetting.json"
ASIDE = ".rewritten"  # ends the names of new files that are not in place yet


@dataclass(slots=True)
class Aside:
    """New files beside the old ones, and the plan of what is to be put where."""

    folder: Path
    renames: list[tuple[str, str]] = field(default_factory=list)
    removes: list[str] = field(default_factory=list)
    seals: dict[str, Seal] = field(default_factory=dict)

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Writes a new file to the disk; it is to take the place of `name`."""
        aside = self.folder / f"{name.replace('.warc.gz', '.warc')}{ASIDE}"
        with aside.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        self.renames.append((aside.name, name))
        self.seals[name] = replace(seal_of(aside), file=name)

    def commit(self, tombstone: Tombstone) -> None:
        """From here on the new files count, and the tombstone. Raises OSError."""
        _commit(self.folder, {"renames": self.renames, "removes": self.removes, "tombstone": tombstone.line()})


def _commit(folder: Path, plan: dict[str, Any]) -> None:
    new = folder / f"{PLAN}{ASIDE}"
    with new.open("w", encoding="utf-8") as file:
        json.dump(plan, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    _sync(folder)
    new.replace(folder / PLAN)
    _sync(folder)


def roll_forward(folder: Path) -> bool:
    """Puts in place what an interrupted `rewrite` had ready; True when there is one that is not `done`.

    What was written aside and never counted is removed. Raises OSError, TombstoneError.
    """
    plan = folder / PLAN
    told = json.loads(plan.read_text(encoding="utf-8")) if plan.exists() else {}
    if told.get("renames"):
        for aside, name in told["renames"]:
            if (folder / aside).exists():
                (folder / aside).replace(folder / name)
        for name in told["removes"]:
            (folder / name).unlink(missing_ok=True)
        Tombstones(folder).add(from_line(told["tombstone"]))
        _sync(folder)
        # The plan stays until the databases are clean; what the next `rewrite` writes aside is none of its files.
        _commit(folder, {**told, "renames": [], "removes": []})
    for path in folder.glob(f"*{ASIDE}"):
        path.unlink()
    return plan.exists()


def done(folder: Path) -> None:
    """Ends a `rewrite`: nothing outside of the archive holds any more what went. Raises OSError."""
    Seals(folder).add()
    (folder / PLAN).unlink(missing_ok=True)
    _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
