"""Which known programme a page's words, contract and years speak of (`romanian/programmes.toml`), and why.

What a contract's number says goes before words. Of several names the lowest counts, a programme before its fund;
then the first. Years in the words choose between the periods of a programme, else those of the project; where neither
does, it is the programme without a period.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from resolve.programme_words import Token, folded_words, tokens
from romanian.programmes import Programme, children, is_within, lineage, programmes

_LEVELS = ("call", "axis", "programme", "fund")
_YEARS = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)\s?[-/]\s?(?:20)?(?P<last>\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?P<year>20\d\d)(?!\d)")
_NUMBERED = re.compile(  # Axa prioritară nr. 6 · axei VI · AP 4 · DMI 6.2 · Componenta C13 · Prioritatea P05
    r"""
    (?<!\w) (?: ax (?: a | ei )? | ap | axis | prioritat (?: ea | ii ) | component (?: a | ei )
      | dmi | domeniul(?:ui)? \s major \s de \s interventie )
    \s? (?: prioritar [ae] \s )? (?: \W{0,3} nr \b )? \W{0,3} [cp]? 0? (?P<number> \d{1,2} | [ivx]{1,4} ) (?!\w)
    """,
    re.VERBOSE,
)
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_MUST_SHOUT = 3  # letters: up to here an acronym counts in capitals alone: “POR”, not “por”


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A known programme; the reason is in words, and the score says how much the reason says, from 0 to 1."""

    programme: Programme
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class _Match:
    start: int  # of the tokens
    end: int
    programme: Programme


def find_programme(words: str, code: str = "", begin: int | None = None, end: int | None = None) -> Found | None:
    """The known programme of a project, or None.

    `words` name it, `code` is the project's code or contract as written, `begin` and `end` are the years in which the
    project begins and ends.
    """
    begin = begin or _signed(code)
    numbered = _by_code(code) or _by_code(words, in_words=True)
    named = _by_name(words, begin, end)
    if numbered is None:
        return named
    entry, number = numbered
    if named is not None and is_within(named.programme.id, entry.id):
        return Found(programme=named.programme, reason=f"code {number} and {named.reason}", score=1.0)
    chosen, why = _edition(entry, None, begin, end)
    if named is None or is_within(chosen.id, named.programme.id):
        return Found(programme=chosen, reason=f"code {number}{why}", score=1.0)
    return Found(programme=chosen, reason=f"code {number}{why}, against the name", score=0.7)


def find_fund(names: Iterable[str], begin: int | None = None, end: int | None = None) -> Found | None:
    """The one fund that these funders are; None where they are none or several. The state pays beside others."""
    found = {f.programme.id: f for f in (_by_name(name, begin, end) for name in sorted(set(names))) if f}
    funds = {identity: f for identity, f in found.items() if f.programme.level == "fund"}
    paying = {identity: f for identity, f in funds.items() if identity != "STAT"} or funds
    lowest = [f for i, f in paying.items() if not any(other != i and is_within(other, i) for other in paying)]
    if len(lowest) != 1:
        return None
    (fund,) = lowest
    return Found(programme=fund.programme, reason=f"funder, {fund.reason}", score=0.5)


def period_in(words: str) -> str | None:
    """The years that a name gives, as “2014-2020”, or None."""
    match = _YEARS.search(folded_words(words))
    return f"{match['first']}-{match['first'][:2]}{match['last']}" if match else None


def _by_code(text: str, *, in_words: bool = False) -> tuple[Programme, str] | None:
    """The lowest entry whose pattern a number of a contract or an application has, and what of it has.

    Words need a number with an axis in it: “POCU 2014” is a name.
    """
    folded = folded_words(text)
    best: tuple[int, Programme, str] | None = None
    for entry, pattern in _codes():
        match = pattern.search(folded)
        if match is None or (in_words and not match.groupdict().get("axis")):
            continue
        numbers = match.groupdict()
        below = _numbered_child(_numbered_child(entry, numbers.get("axis")), numbers.get("call"))
        depth = len(list(lineage(below.id)))
        if best is None or depth > best[0]:
            best = (depth, below, match.group().strip(" /").upper())
    return best[1:] if best else None


def _signed(code: str) -> int | None:
    """The year in which a contract was signed, where its number tells: 47/12.02.2021."""
    day = _DAY.search(code)
    return int(day["year"]) if day else None


@cache
def _codes() -> tuple[tuple[Programme, re.Pattern[str]], ...]:
    return tuple(
        (entry, re.compile(rf"(?<!\w)(?:{entry.code})")) for entry in programmes().values() if entry.code is not None
    )


def _numbered_child(entry: Programme, number: str | None) -> Programme:
    return next((child for child in children(entry.id) if number and child.number == number), entry)


@lru_cache(maxsize=4096)
def _by_name(words: str, begin: int | None, end: int | None) -> Found | None:
    said = tokens(words)
    years = period_in(words)
    matches = _longest(_matches(said, _aliases())) or list(_alone(said))
    if not matches:
        return None
    first = min(matches, key=lambda m: (_LEVELS.index(m.programme.level), m.start, -m.end))
    same = {m.programme.id: m.programme for m in matches if (m.start, m.end) == (first.start, first.end)}
    entry, why = _one_of(list(same.values()), years, begin, end)
    chosen, period = _edition(entry, years, begin, end)
    below = _below(chosen, said, words)
    if below is not None:
        return Found(programme=below, reason=f"name{period or why} and name or number of its part", score=0.9)
    if years is None or chosen.period is None:
        return Found(programme=chosen, reason=f"name{period or why}", score=0.85 if len(same) == 1 else 0.6)
    if years[:4] != chosen.period[:4]:
        return Found(programme=chosen, reason=f"name, though the years {years} are not its period", score=0.6)
    return Found(programme=chosen, reason=f"name and years {years}", score=0.95)


def _edition(entry: Programme, years: str | None, begin: int | None, end: int | None) -> tuple[Programme, str]:
    """The programme in one period, and why; itself where no period can be told."""
    editions = [child for child in children(entry.id) if child.edition]
    chosen, why = _of_period(editions, years, begin, end)
    return (chosen, why) if chosen else (entry, "")


def _of_period(
    entries: list[Programme], years: str | None, begin: int | None, end: int | None
) -> tuple[Programme | None, str]:
    """The one entry whose period the years in the words are, else the one in whose years the project lies."""
    if years is not None:
        fitting = [entry for entry in entries if entry.period and entry.period[:4] == years[:4]]
        if len(fitting) == 1:
            return fitting[0], f" and years {years}"
    if begin is None and end is None:
        return None, ""
    fitting = [entry for entry in entries if _lies_in(begin, entry.begins) and _lies_in(end, entry.ends)]
    if len(fitting) == 1:
        return fitting[0], f" and the project's years {begin or '…'}-{end or '…'}"
    return None, ""


def _lies_in(year: int | None, years: tuple[int, int] | None) -> bool:
    return year is None or (years is not None and years[0] <= year <= years[1])


def _one_of(entries: list[Programme], years: str | None, begin: int | None, end: int | None) -> tuple[Programme, str]:
    """One of the entries that share a name; what is above them all where their periods don't tell them apart."""
    if len(entries) == 1:
        return entries[0], ""
    chosen, why = _of_period(entries, years, begin, end)
    if chosen:
        return chosen, why
    above = next(e for e in lineage(entries[0].id) if all(is_within(other.id, e.id) for other in entries))
    return above, ", which more than one programme bears"


def _below(entry: Programme, said: list[Token], words: str) -> Programme | None:
    """The part of a programme that the words name beside it, by name or by number."""
    parts = {m.programme.id for m in _matches(said, _parts()) if m.programme.id != entry.id}
    inside = [identity for identity in parts if is_within(identity, entry.id)]
    lowest = [one for one in inside if not any(other != one and is_within(other, one) for other in inside)]
    if len(lowest) == 1:
        return programmes()[lowest[0]]
    for match in _NUMBERED.finditer(folded_words(words)):
        number = str(_ROMAN.get(match["number"], match["number"]))
        child = _numbered_child(entry, number)
        if child is not entry and child.level == "axis":
            return child
    return None


_Index = dict[str, list[tuple[tuple[str, ...], bool, Programme]]]  # by first word: words, in capitals alone, entry


@cache
def _aliases() -> _Index:
    return _index((alias, entry) for entry in programmes().values() for alias in entry.aliases)


@cache
def _parts() -> _Index:
    return _index((alias, entry) for entry in programmes().values() for alias in entry.within)


def _index(spellings: Iterable[tuple[str, Programme]]) -> _Index:
    index: _Index = {}
    for alias, entry in spellings:
        spelt = tuple(token.word for token in tokens(alias))
        shouted = len(spelt) == 1 and alias.isalpha() and len(alias) <= _MUST_SHOUT
        index.setdefault(spelt[0], []).append((spelt, shouted, entry))
    return index


def _matches(said: list[Token], index: _Index) -> Iterator[_Match]:
    for start, token in enumerate(said):
        for spelt, shouted, entry in index.get(token.word, ()):
            end = start + len(spelt)
            if tuple(t.word for t in said[start:end]) == spelt and (token.capitals > 1 or not shouted):
                yield _Match(start, end, entry)


def _longest(matches: Iterable[_Match]) -> list[_Match]:
    """Without those inside a longer one: “Interreg” in “Interreg Europe”."""
    found = list(matches)
    return [
        m
        for m in found
        if not any(o.start <= m.start and m.end <= o.end and o.end - o.start > m.end - m.start for o in found)
    ]


def _alone(said: list[Token]) -> Iterator[_Match]:
    """Names that count where nothing else is said but years, each word with a capital."""
    named = [token for token in said if not token.word.isdigit()]
    if all(token.capitals for token in named):
        spelt = [token.word for token in named]
        for entry in programmes().values():
            if any([token.word for token in tokens(alias)] == spelt for alias in entry.alone):
                yield _Match(0, len(said), entry)
