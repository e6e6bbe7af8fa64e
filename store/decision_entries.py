"""New entries of decisions.toml: appended as text, so that what people wrote there stays as they wrote it."""

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.items import Table

from store.decisions import FILE, Decision, DecisionsError, decisions_in

_HEAD = """\
# What people decided about this database, one entry after the other; docs/decisions.md tells what an entry may say.
# It is yours to edit. An entry that can't be understood stops the build: no decision is passed over in silence.
"""
_LOCK = ".decisions.lock"
_KEYS = ("id", "action", "date", "of", "about", "field", "value", "why")

Draft = Mapping[str, Any]  # the fields of a Decision without its id


def add_decisions(data: Path, drafts: Iterable[Draft]) -> list[Decision]:
    """Append decisions to the data directory's file, all of them or none, and give them their ids.

    What the file holds stays as it is, comments and order included; nobody ever sees half a file. Raises
    DecisionsError when the file, or one of the decisions, can't be understood, and OSError.
    """
    path = (data / FILE).resolve()  # it may lie elsewhere, under version control
    with _alone(data):
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        known = {one.id for one in decisions_in(text, path).entries}
        added = []
        for draft in drafts:
            one = _entry(draft, known)
            known.add(one.id)
            added.append(one)
        if added:
            _write(path, _appended(text, added))
    return added


def forget_places(data: Path, matches: Callable[[str], bool]) -> list[str]:
    """Take what hangs on matching addresses out of the file for good; the ids of the decisions that went with it.

    A merge or a split that hangs on other pages as well stays with those. Raises DecisionsError for a file that can't
    be understood, and OSError.
    """
    path = (data / FILE).resolve()
    if not path.exists():
        return []
    with _alone(data):
        text = path.read_text(encoding="utf-8-sig")
        decisions_in(text, path)
        document = tomlkit.parse(text)
        entries: list[Any] = list(document.get("decision", ()))
        kept = [one for one in entries if _is_kept(one, matches)]
        gone = {str(one["id"]) for one in entries} - {str(one["id"]) for one in kept}
        while undoing := [one for one in kept if one.get("of") in gone]:
            gone |= {str(one["id"]) for one in undoing}
            kept = [one for one in kept if one not in undoing]
        places = tomlkit.aot()
        for one in kept:
            places.append(one)
        document["decision"] = places
        if (after := tomlkit.dumps(document)) != text:
            decisions_in(after, path)
            _write(path, after)
    return sorted(gone)


def _is_kept(entry: Any, matches: Callable[[str], bool]) -> bool:  # noqa: ANN401 - tomlkit's
    """Whether something is left of an entry without its places on matching addresses, which are taken out of it."""
    before = list(entry.get("on", ()))
    after = [place for place in before if not matches(str(place.get("url", "")))]
    if len(after) == len(before):
        return True
    if entry["action"] not in ("merge", "split") or not after:
        return False
    if entry["action"] == "merge" and {place["side"] for place in after} != {place["side"] for place in before}:
        return False
    for place in [place for place in entry["on"] if place not in after]:
        entry["on"].remove(place)
    return True


def _entry(draft: Draft, known: set[str]) -> Decision:
    """The decision with an id of its own: eight digits over what it says."""
    said = json.dumps(draft, sort_keys=True, default=str)
    for number in range(len(known) + 1):
        identity = hashlib.sha256(f"{said}{number or ''}".encode(errors="replace")).hexdigest()[:8]
        if identity not in known:
            break
    try:
        return Decision.model_validate({"id": identity, **draft})
    except ValidationError as error:
        words = "; ".join(
            ": ".join([*map(str, fault["loc"]), fault["msg"].removeprefix("Value error, ")])
            for fault in error.errors(include_url=False)
        )
        raise DecisionsError(f"that can't be decided: {words}") from error


def _appended(text: str, added: Sequence[Decision]) -> str:
    """The text with the entries after it; what comes out is read again before it is written."""
    before = text or _HEAD
    gap = "\n" if before.endswith("\n") else "\n\n"
    whole = before + "".join(f"{gap if number == 0 else chr(10)}{_toml(one)}" for number, one in enumerate(added))
    decisions_in(whole, Path(FILE))
    return whole


def _toml(one: Decision) -> str:
    told = one.model_dump(exclude_none=True)
    entry = tomlkit.table()
    for key in _KEYS:
        if key in told:
            entry.add(key, told[key])
    anchors = tomlkit.aot()
    for anchor in told["on"]:
        anchors.append(_place(anchor))
    if len(anchors):
        entry.add("on", anchors)
    entries = tomlkit.aot()
    entries.append(entry)
    document = tomlkit.document()
    document.add("decision", entries)
    return tomlkit.dumps(document)


def _place(anchor: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in anchor.items():
        if value != "" and not (key == "ordinal" and value == 0):
            table.add(key, value)
    return table


def _write(path: Path, text: str) -> None:
    """All of it or nothing, whatever happens meanwhile."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One writer of the file at a time; a build, which may take an hour, keeps nobody waiting."""
    with (data / _LOCK).open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
