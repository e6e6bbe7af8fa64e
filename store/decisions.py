"""What people decided, as decisions.toml in the data directory says it.

Each `[[decision]]` has an id, an action, a day, a reason, and under `[[decision.on]]` what it hangs on: words of a page
with what stands around them (as the W3C's TextQuoteSelector, https://www.w3.org/TR/annotation-model/#text-quote-selector)
or the name of an organisation, never a number of a row. A decision that can't be understood is an error, for one that
is passed over in silence would be taken for one that holds.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from store.corrections import PROJECT, FactKind, field_named, parsed

Action = Literal["merge", "split", "correct", "reject", "confirm", "undo"]
ACTIONS_ON_FACTS = ("correct", "reject")
"""Actions that change facts before they are stored."""

FILE = "decisions.toml"
_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*decision[ \t]*\]\]", re.MULTILINE)


class DecisionsError(Exception):
    """decisions.toml can't be used; the message names the file and the place and says what is wrong there."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class QuoteAnchor(_Strict):
    """Words of a page, in one kind of fact; `ordinal` counts equal ones with equal surroundings from 0."""

    kind: FactKind
    url: str = Field(min_length=1)
    quote: str = Field(min_length=1)
    before: str = ""
    after: str = ""
    ordinal: int = Field(default=0, ge=0)
    side: int | None = Field(default=None, ge=1)  # of a merge: which of the things that are one


class NameAnchor(_Strict):
    """An organisation as written; county of the site that writes it and CUI where there are."""

    kind: Literal["organisation"]
    name: str = Field(min_length=1)
    county: str | None = None
    cui: str | None = None
    side: int | None = Field(default=None, ge=1)


Anchor = Annotated[QuoteAnchor | NameAnchor, Field(discriminator="kind")]


def _as_text(value: object) -> object:
    """Whole numbers and days may stand without quotation marks; a float has lost what was written."""
    if isinstance(value, float):
        raise ValueError("write it in quotation marks")  # noqa: TRY004 - pydantic takes ValueError
    return str(value) if isinstance(value, int | date) and not isinstance(value, bool) else value


class Decision(_Strict):
    """One entry of the file."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")
    action: Action
    date: date
    why: str = Field(min_length=1)
    field: str | None = None  # of a correction
    value: Annotated[str | None, BeforeValidator(_as_text)] = None  # of a correction; of a confirmation, see `about`
    about: Literal["merge", "contradiction"] | None = None  # what a confirmation is of, where not of the fact itself
    of: str | None = None  # decision that is undone
    on: tuple[Anchor, ...] = ()

    @model_validator(mode="after")
    def _has_its_parts(self) -> Self:
        """Each action has what it needs, and nothing that would have no meaning."""
        allowed = {"correct": {"field", "value"}, "confirm": {"about", "value"}, "undo": {"of"}}.get(self.action, set())
        for name in ("field", "value", "about", "of"):
            if getattr(self, name) is not None and name not in allowed:
                raise ValueError(f"{name}: a decision to {self.action} has none")
        if (self.action == "undo") != (not self.on):
            raise ValueError("on: an undo hangs on nothing" if self.on else "on: it says nowhere what it hangs on")
        kinds, sides = {anchor.kind for anchor in self.on}, [anchor.side for anchor in self.on]
        if self.action == "merge":
            if None in sides or len(set(sides)) < 2:
                raise ValueError("on: a merge needs the side of each, and at least the sides 1 and 2")
        elif any(side is not None for side in sides):
            raise ValueError("on: only a merge has sides")
        if self.action in ("merge", "split") and kinds not in ({"project"}, {"organisation"}):
            raise ValueError("on: it takes either projects or organisations")
        if self.action in ("reject", "confirm") and len(self.on) != 1:
            raise ValueError("on: it hangs on one place")
        if self.action == "reject" and kinds == {"organisation"}:
            raise ValueError("on: an organisation can't be rejected, only what is said of it")
        self._has_a_value()
        return self

    def _has_a_value(self) -> None:
        if self.action == "undo" and self.of is None:
            raise ValueError("of: it says nowhere which decision is undone")
        if self.action != "correct":
            return
        if self.field is None or self.value is None:
            raise ValueError("field and value: a correction needs both")
        first, *others = self.on
        if not isinstance(first, QuoteAnchor):
            raise ValueError("on: an organisation can't be corrected, only what is said of it")  # noqa: TRY004
        if field_named(first.kind, self.field) != self.field:
            raise ValueError(f"field: the field {self.field} is called {field_named(first.kind, self.field)}")
        if self.field != PROJECT:
            parsed(first.kind, self.field, self.value)
        elif self.value:
            raise ValueError("value: the project stands as the second place under on; the value is empty")
        wanted = ["project"] if self.field == PROJECT else []
        if len(others) > len(wanted) or any(one.kind not in wanted for one in others):
            raise ValueError("on: a correction hangs on one place; one of the project on that of the project, too")
        if any(isinstance(one, QuoteAnchor) and one.url != first.url for one in others):
            raise ValueError("on: both places stand on one page")

    @property
    def place(self) -> QuoteAnchor | NameAnchor | None:
        """What it hangs on first; None for an undo."""
        return self.on[0] if self.on else None

    @property
    def words(self) -> str:
        """The decision as a reason, in words."""
        return f"decided on {self.date.isoformat()}: {self.why}"

    def digest(self) -> str:
        """What tells whether an entry was changed in what it does."""
        does = self.model_dump(mode="json", exclude={"date", "why"})
        return hashlib.sha256(json.dumps(does, sort_keys=True).encode()).hexdigest()[:16]


class Decisions:
    """All entries of a file in their order, and which of them hold."""

    def __init__(self, entries: Iterable[Decision] = ()) -> None:
        self.entries = tuple(entries)
        self.undone: frozenset[str] = frozenset(_undone(self.entries))

    @property
    def in_force(self) -> list[Decision]:
        """Those that hold, the undone and the undoing left out."""
        return [one for one in self.entries if one.id not in self.undone and one.action != "undo"]

    def on_facts(self) -> Mapping[str, list[Decision]]:
        """By address, those in force that change its facts, in their order."""
        found: dict[str, list[Decision]] = {}
        for one in self.in_force:
            if one.action in ACTIONS_ON_FACTS and isinstance(one.place, QuoteAnchor):
                found.setdefault(one.place.url, []).append(one)
        return found


def read_decisions(data: Path) -> Decisions:
    """The decisions of a data directory; none where there is no file. Raises DecisionsError with all that is wrong."""
    path = data / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionsError(f"{path} can't be read: {error}") from error
    return decisions_in(text, path)


def decisions_in(text: str, path: Path) -> Decisions:
    """The decisions that a text holds; `path` is named in what is wrong. Raises DecisionsError."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DecisionsError(f"{path} is not TOML: {error}") from error
    if unknown := [key for key in content if key != "decision"]:
        raise DecisionsError(f"{path}: there is no key {unknown[0]!r}; every entry begins with [[decision]]")
    tables = content.get("decision", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise DecisionsError(f"{path}: every entry begins with [[decision]], in two pairs of brackets")
    lines = [text.count("\n", 0, found.start()) + 1 for found in _ENTRY.finditer(text)]
    entries: list[Decision] = []
    faults: list[str] = []
    for number, table in enumerate(tables):
        line = f", line {lines[number]}" if len(lines) == len(tables) else ""
        where = f"{path}: decision {number + 1} (id {table.get('id', 'missing')}{line})"
        try:
            entry = Decision.model_validate(table)
        except ValidationError as error:
            faults += [f"{where}: {fault}" for fault in _faults(error)]
            continue
        faults += [f"{where}: {fault}" for fault in _amiss(entry, entries)]
        entries.append(entry)
    if faults:
        raise DecisionsError("\n".join(faults))
    return Decisions(entries)


def _amiss(entry: Decision, before: list[Decision]) -> list[str]:
    """What is wrong with an entry beside those before it."""
    if any(one.id == entry.id for one in before):
        return ["id: an entry before it has the same"]
    if entry.action == "undo" and not any(one.id == entry.of for one in before):
        return [f"of: there is no decision {entry.of!r} before it"]
    return []


def _undone(entries: Iterable[Decision]) -> set[str]:
    """Ids of decisions that are undone; an undo may be undone itself."""
    undone: set[str] = set()
    for one in reversed(tuple(entries)):
        if one.action == "undo" and one.of is not None and one.id not in undone:
            undone.add(one.of)
    return undone


def _faults(error: ValidationError) -> list[str]:
    faults = []
    for fault in error.errors(include_url=False):
        place = ".".join(str(part) for part in _readable(fault["loc"]))
        message = "there is no such key" if fault["type"] == "extra_forbidden" else fault["msg"]
        faults.append(f"{place}: {message}".removeprefix(": ").replace("Value error, ", ""))
    return faults


def _readable(places: tuple[Any, ...]) -> list[str]:
    """Places as people count them: the second of `on` is on 2; pydantic names the kind beside it, too."""
    found: list[str] = []
    for part in places:
        if isinstance(part, int) and found:
            found[-1] += f" {part + 1}"
        elif part != "organisation":
            found.append(str(part))
    return found
