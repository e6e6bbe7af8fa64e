"""A name of an NGO or a company taken apart by what its words do: its own name, its purpose, traits, owner and seat.

Pages give the own name nearly always and leave out the rest as they like: “Asociația pentru Sprijinirea Copiilor cu
Autism „Zâmbetul Albastru” Focșani” is “Asociația Zâmbetul Albastru” there. A name may be read in several ways: quotes
tell its own name, else the words that say nothing but a purpose are its purpose.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from resolve.body_places import find_county, is_place
from resolve.name_seats import county_of_seat
from resolve.name_stems import LITTLE, content, rare, stem
from resolve.spelling import folded, words
from romanian.body_words import forms
from romanian.body_words import words as words_of
from romanian.siruta import gazetteer

_QUOTED = re.compile(
    r"""(?: " | ,, | '' ) \s* (?P<inside> [^"]{2,80}? ) \s* (?: " | '' | ,, )
      | (?<! \w ) ' (?P<single> [^'"]{3,60} ) ' (?! \w )""",
    re.VERBOSE,
)
COMPANIES = frozenset({"srl", "sa", "snc", "pfa"})
# What a company is beside its form. Source: Law 219/2015 (social enterprises), Law 448/2006 (protected units).
_STATUS = re.compile(
    r"""\b (?: intreprindere(?:a)? \ sociala (?: \ de \ insertie )?
          | (?: unitate(?:a)? | atelier(?:ul)? ) \ protejata? (?: \ autorizata? )? ) \b""",
    re.VERBOSE,
)
# Bodies of several communes: their names tell their area.
_UNITS = {"adi": ("de", "dezvoltare", "intercomunitara"), "gal": ("grupul", "de", "actiune", "locala")}
_BEFORE_PLACE = frozenset({"din", "in", "la", "municipiul", "municipiului", "orasul", "orasului", "localitatea"})
_BEFORE_VILLAGE = frozenset({"din", "in", "comuna", "comunei", "satul", "satului"})
_PHRASES = frozenset({"pentru", "de", "a", "al", "ale", "in", "privind", "spre", "prin"})  # begin a purpose
_COUNTRY = "romania"
_OF = frozenset({"a", "al"})
_OWNERS = frozenset(
    {
        "mitropoliei",
        "arhiepiscopiei",
        "episcopiei",
        "eparhiei",
        "diecezei",
        "arhidiecezei",
        "protopopiatului",
        "parohiei",
    }
)
_OWNED = ("a", "diecezei")
_PARENTS = frozenset({stem("parinti"), stem("parintilor")})
_OF_WHOM = frozenset(map(stem, ("autism", "copiilor", "dizabilitati", "handicap", "sindrom")))
_LONGEST_PLACE = 4  # words
_TELLING = 5  # letters of a word that tells a body
_WITH_SAINT = 3  # words of a saint's name
_OF_MANY = "lor"  # “Asociația Pensionarilor”: whose it is; each town has one


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: its own words, other words that belong to it, and words that pages leave out."""

    own: tuple[str, ...]
    said: frozenset[str] = frozenset()  # stems
    left: frozenset[str] = frozenset()  # stems

    @property
    def joined(self) -> str:
        """The own words in one, so that “Euro-Dezvoltare” is “Eurodezvoltare”."""
        return "".join(self.own)

    @property
    def is_telling(self) -> bool:
        """Whether the own words alone tell a body: “Speranța” and “Sfântul Nicolae” are hundreds."""
        is_saint = "sf" in self.own and len(self.own) <= _WITH_SAINT
        return not is_saint and any(is_telling(word) for word in self.own)


@dataclass(frozen=True, slots=True)
class Parts:
    """A name's readings, its seat, folded, "" for none, whether it quotes its own name, and whose it is."""

    readings: tuple[Reading, ...]
    seat: str = ""
    is_quoted: bool = False
    is_church: bool = False
    confession: str = ""  # of a church
    patron: frozenset[str] = frozenset()  # stems of the words of a church's
    is_seat_apart: bool = False  # behind a comma, or “cu sediul în”
    is_unique: bool = False  # a name that the register gives once in the country, or of a body that has its area in it

    @property
    def county(self) -> str | None:
        """The county of the seat."""
        return county_of_seat(self.seat) if self.seat else None


def parts_of(text: str, tokens: Sequence[str], form: str) -> Parts | None:
    """The parts of a name, None where other rules tell such bodies apart; `tokens` are its words as keys have them."""
    core = _without_form(tokens)
    if not core or core[0] in words_of("local_heads"):
        return None
    if form in COMPANIES:
        rest, seat = _without_seat(_STATUS.sub(" ", " ".join(core)).split())
        return Parts((Reading(_meaning(rest)),), seat, is_unique=True) if rest else None
    unit = next((unit for unit, words in _UNITS.items() if tuple(core[: len(words)]) == words), "")
    if unit:
        return _of_unit(unit, core[len(_UNITS[unit]) :])
    quoted = _quoted(text, core)
    rest, seat = _without_seat(core, _behind_comma(text)) if quoted is None else _outside(core, quoted)
    own = core[slice(*quoted)] if quoted else []
    ways = [Reading(_meaning(_plain(core, rest, quoted, seat)))]
    if own:
        ways.append(_reading(_meaning(own), rest))
    else:
        ways.extend(_by_phrases(rest))
    found = tuple(dict.fromkeys(way for way in ways if way.own))
    is_apart = bool(seat) and ("sediul" in folded(text) or _behind_comma(text).endswith(seat))
    is_quoted = quoted is not None or _quotes_all(text, core)
    return Parts(found, seat, is_quoted, is_seat_apart=is_apart) if found else None


def _quotes_all(text: str, core: Sequence[str]) -> bool:
    """Whether one pair of quotes holds all words but the form."""
    found = [match["inside"] or match["single"] for match in _QUOTED.finditer(folded(text))]
    return len(found) == 1 and _as_keys(words(found[0])) == list(core)


def _of_unit(unit: str, core: Sequence[str]) -> Parts | None:
    rest, seat = _without_seat(core) if len(core) > 1 else (list(core), "")
    ways = [Reading(_meaning(rest), frozenset({unit})), *(_beside(unit, way) for way in _by_phrases(["de", *rest]))]
    found = tuple(dict.fromkeys(way for way in ways if way.own))
    return Parts(found, seat, is_unique=True) if found else None


def _beside(unit: str, way: Reading) -> Reading:
    return Reading(way.own, way.said | {unit}, way.left)


def _meaning(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(content(tokens))


@lru_cache(maxsize=32768)
def is_telling(word: str) -> bool:
    """Whether few bodies have the word, and it says no purpose."""
    usual = word in words_of("given") or word in words_of("everywhere") or is_beside(word)
    return len(word) >= _TELLING and not word.endswith(_OF_MANY) and not usual and bool(rare([word]))


@lru_cache(maxsize=32768)
def is_beside(word: str) -> bool:
    """Whether the word says what a body is for, of what sort it is or whose it is."""
    return word in words_of("traits") or word in words_of("owners") or stem(word) in _purposes()


@cache
def _purposes() -> frozenset[str]:
    return frozenset(map(stem, words_of("purposes")))


def _with_owner_said(tokens: list[str]) -> list[str]:
    """The words with the diocese or parish that owns a body said in one way: “… a Arhiepiscopiei Tomisului”."""
    at = next((n for n in range(1, len(tokens) - 1) if tokens[n] in _OF and tokens[n + 1] in _OWNERS), None)
    if at is None:
        return tokens
    rest, seat = _without_seat(tokens[at:])
    return [*tokens[:at], *_OWNED, *seat.split()] if rest else tokens


def _without_form(tokens: Sequence[str]) -> list[str]:
    """The words without the legal form, and without “SC” before a company's name."""
    core = _with_owner_said(list(tokens))
    if core[:1] == ["sc"]:
        core = core[1:]
    if core and core[0] in forms():
        core = core[1:]
    return [word for word in core if forms().get(word) not in COMPANIES]


def _quoted(text: str, core: Sequence[str]) -> tuple[int, int] | None:
    """Where the one quoted name stands among the words; None where none does, or the quotes hold all or a purpose."""
    found = [match["inside"] or match["single"] for match in _QUOTED.finditer(folded(text))]
    inside = words(found[0]) if len(found) == 1 else []
    if not inside or len(inside) >= len(core) or all(is_beside(word) for word in inside):
        return None
    last = _as_keys(inside)
    for start in range(len(core) - len(last) + 1):
        if list(core[start : start + len(last)]) == last:
            return start, start + len(last)
    return None


def start_of_quoted(text: str, tokens: Sequence[str]) -> int | None:
    """Where the one quoted name begins among the words."""
    found = _quoted(text, tokens)
    return found[0] if found else None


def _as_keys(inside: Sequence[str]) -> list[str]:
    """The quoted words as keys write them: saints are “sf”, and “&” is “și”."""
    saints = {"sfantul", "sfanta", "sfintii", "sfintilor", "sfintei", "sfantului", "sfant", "sfinti"}
    return ["sf" if word in saints else word for word in inside]


def _behind_comma(text: str) -> str:
    """The place behind the last comma, "" where none stands there."""
    tail = " ".join(words(folded(text.rpartition(",")[2]))) if "," in text else ""
    return tail if tail and is_place(tail) else ""


def _without_seat(core: Sequence[str], apart: str = "") -> tuple[list[str], str]:
    """The words without the town or the county at their end; a village is one only where the name says so."""
    for length in range(min(_LONGEST_PLACE, len(core) - 1), 0, -1):
        rest, tail = list(core[:-length]), core[-length:]
        place = " ".join(tail)
        is_seat = is_town(place) or place == apart or (rest[-1] in _BEFORE_VILLAGE and is_place(place))
        if tail[0] in LITTLE or not is_seat:
            continue
        before = _without_place_words(rest)
        return (before, place) if _meaning(before) else (list(core), "")
    return list(core), ""


def _without_place_words(rest: list[str]) -> list[str]:
    while rest and rest[-1] in _BEFORE_PLACE | _BEFORE_VILLAGE:
        rest = rest[:-1]
    return rest


@lru_cache(maxsize=65536)
def is_town(place: str) -> bool:
    """Whether the folded words are a county, a seat, a city or a town."""
    return find_county(place) is not None or any(unit.level in ("city", "town") for unit in gazetteer().named(place))


def _outside(core: Sequence[str], quoted: tuple[int, int]) -> tuple[list[str], str]:
    """The words outside the quotes, and the seat that stands behind, or right before, the quoted name."""
    before, behind = list(core[: quoted[0]]), list(core[quoted[1] :])
    after = _without_place_words(behind[::-1])[::-1]
    if after and is_place(" ".join(after)):
        return before, " ".join(after)
    rest, seat = _without_seat(["", *behind]) if behind else (behind, "")
    if seat or not before:
        return [*before, *filter(None, rest)], seat
    rest, seat = _without_seat(["", *before])
    return [*filter(None, rest), *behind], seat


def _plain(core: Sequence[str], rest: list[str], quoted: tuple[int, int] | None, seat: str) -> Sequence[str]:
    """All words but the seat, in their order."""
    if quoted is None or not seat:
        return rest if quoted is None else core
    length = len(seat.split())
    start = next(at for at in range(len(core)) if " ".join(core[at : at + length]) == seat)
    return [*_without_place_words(list(core[:start])), *core[start + length :]]


def _reading(own: tuple[str, ...], rest: Sequence[str]) -> Reading:
    beside = [word for word in rest if word not in LITTLE and word not in _BEFORE_PLACE]
    left = frozenset(stem(word) for word in beside if word == _COUNTRY or is_beside(word))
    if not _OF_WHOM.isdisjoint(left):  # “Asociația Părinților Copiilor cu Autism”; other parents' are their own body
        left |= _PARENTS.intersection(map(stem, beside))
    return Reading(own, frozenset(map(stem, beside)) - left, left)


def _by_phrases(rest: Sequence[str]) -> Iterator[Reading]:
    """The name without a purpose before or behind it: “… de Caritate X”, “X pentru sprijinirea bătrânilor”."""
    start = _behind_phrase(rest)
    end = next((at for at in range(start + 1, len(rest)) if _ends_with_phrase(rest[at:])), len(rest))
    if start or end < len(rest):
        yield _reading(_meaning(rest[start:end]), [*rest[:start], *rest[end:]])


def _behind_phrase(rest: Sequence[str]) -> int:
    """Where the words begin that a purpose, and traits, stand before; 0 where none do."""
    at, is_phrase = 0, False
    before = LITTLE | words_of("traits")
    while at < len(rest) and (rest[at] in before or (is_phrase and is_beside(rest[at]))):
        is_phrase |= rest[at] in _PHRASES
        at += 1
    return at if at < len(rest) else 0


def _ends_with_phrase(tail: Sequence[str]) -> bool:
    """Whether the words are a purpose, an owner or traits to the end: “a Patriarhiei Române”, “Umanitară”."""
    if tail[0] in _PHRASES and len(tail) > 1:
        return all(word in LITTLE or is_beside(word) for word in tail)
    return all(word in words_of("traits") or word == _COUNTRY for word in tail)
