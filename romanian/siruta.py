"""The country's places: counties, municipalities, towns, communes and villages with their SIRUTA codes.

SIRUTA is the register of the National Institute of Statistics. The rows come with the package sirutalib; they are
read here from its file, because its own class takes a second, keeps a dictionary a row and resets every warning
filter of the process. Nothing is read before the first question, and then once.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import sirutalib

from romanian.fold import fold

T = TypeVar("T")
Level = Literal["county", "city", "town", "commune", "village", "sector"]

CAPITAL = 179132  # Bucharest as a municipality; 403 is the same land as a county
_LEVELS: dict[str, Level] = {"40": "county", "1": "city", "4": "city", "2": "town", "5": "town", "3": "commune"}
_PREFIXES = ("JUDEȚUL ", "MUNICIPIUL ", "ORAȘ ", "BUCUREȘTI ")
_SMALL = frozenset(("de", "din", "pe", "cu", "cel", "cea", "lui", "la", "sub", "în", "și", "a", "al"))
_SHORT = {"rm": "ramnicu", "tg": "targu", "sf": "sfantu", "gh": "gheorghe", "dr": "drobeta", "tr": "turnu"}
_CALLED = {"turnu severin": "drobeta turnu severin", "sighet": "sighetu marmatiei", "odorhei": "odorheiu secuiesc"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the register; `parent` is the code of the unit that it belongs to."""

    code: int
    capitals: str  # the name as the register writes it, without “MUNICIPIUL”
    level: Level
    county: str  # name without “județul”, as “Caraș-Severin”
    parent: int

    @property
    def name(self) -> str:
        """The name in today's spelling: “Ceuașu de Câmpie”."""
        return _spelt(self.capitals)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All units by the key of their name; make it with `gazetteer`."""

    _named: dict[str, tuple[Unit, ...]]
    counties: dict[str, Unit]  # by key
    codes: dict[int, Unit]

    def named(self, name: str) -> tuple[Unit, ...]:
        """The units of this name below the county, in the register's order; empty when there is none."""
        return self._look_up(self._named, name) or ()

    def names(self, levels: Collection[Level]) -> tuple[str, ...]:
        """Keys of the names that units of these levels have, in alphabetical order."""
        return tuple(sorted(own for own, units in self._named.items() if any(u.level in levels for u in units)))

    def words(self) -> frozenset[str]:
        """All words of all names, folded."""
        return frozenset(word for own in (*self._named, *self.counties) for word in own.split())

    def county(self, name: str) -> Unit | None:
        """The county of this name; Bucharest is none."""
        return self._look_up(self.counties, name)

    @staticmethod
    def _look_up(table: dict[str, T], name: str) -> T | None:
        own = key(name)
        found = table.get(own)
        if found is None and own.startswith("sfantu "):  # “Sf.” shortens both
            found = table.get("sfanta " + own[7:])
        if found is None:
            first, _, rest = own.partition(" ")
            if first.endswith("ul") and rest:  # Sighetul Marmației
                found = table.get(f"{first[:-1]} {rest}")
        return found


def unit(code: int) -> Unit | None:
    """The unit with this SIRUTA code; None where the register has none below the country. Bucharest is a city."""
    return gazetteer().codes.get(code)


@cache
def gazetteer() -> Gazetteer:
    """The register, read from the package's file at the first call."""
    named: dict[str, list[Unit]] = {}
    counties: dict[str, Unit] = {}
    codes: dict[int, Unit] = {}
    for one in _units():
        codes[one.code] = one
        for own in {key(one.capitals), key(one.capitals.replace("Â", "Î"))}:  # Tîrgu, as before 1993
            if one.level == "county":
                counties[own] = one
            else:
                named.setdefault(own, []).append(one)
    return Gazetteer({own: tuple(units) for own, units in named.items()}, counties, codes)


def key(name: str) -> str:
    """What all spellings of a name have in common: folded, hyphens as blanks, “Rm.” and “Tg.” written out."""
    words = fold(name).replace("-", " ").replace(".", ". ").split()
    flat = " ".join(_SHORT.get(word[:-1], word) if word.endswith(".") else word for word in words)
    return _CALLED.get(flat, flat)


def _units() -> Iterator[Unit]:
    """The rows below the country; Bucharest's row as a county is left out."""
    rows = [row for row in _rows() if row[0] != "403"]
    counties = {row[3]: _spelt(_bare(row[1])) for row in rows if row[5] == "40"} | {"40": "București"}
    for code, name, _, county, parent, kind in rows:
        level = _LEVELS.get(kind, "sector" if kind == "6" else "village")
        if int(code) == CAPITAL:
            level = "city"
        yield Unit(int(code), _bare(name), level, counties[county], int(parent))


def _rows() -> Iterator[list[str]]:
    path = Path(sirutalib.__file__).with_name("siruta.csv")
    with path.open(encoding="utf-8") as file:
        next(file)  # SIRUTA;DENLOC;CODP;JUD;SIRSUP;TIP;…
        for line in file:
            yield line.split(";", 6)[:6]  # what follows is postal and regional coding


def _bare(name: str) -> str:
    """The name without what it is, in comma-below letters."""
    name = name.translate(str.maketrans("ŞŢ", "ȘȚ"))
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def _spelt(capitals: str) -> str:
    words = capitals.lower().split()
    return " ".join(
        word if place and word in _SMALL else "-".join(_capitalised(part) for part in word.split("-"))
        for place, word in enumerate(words)
    )


def _capitalised(word: str) -> str:
    """“i.cuza” -> “I.Cuza”."""
    return ".".join(part[:1].upper() + part[1:] for part in word.split("."))
