"""Titles of projects: what makes two of them the same, and the parts that stand for the whole."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz.distance.DamerauLevenshtein import distance

from resolve.misread import found_little
from resolve.spelling import folded, words
from resolve.title_editions import read_edition
from resolve.title_english import in_romanian, is_english
from resolve.title_frames import LONGEST, bare_title, beginning, mark_in
from resolve.title_kinds import is_common
from resolve.title_parts import CUT, beginnings_and_ends, is_acronym, parts_of, with_dashes, without_kind
from resolve.title_patrons import without_patron
from resolve.title_places import called, without_levels
from resolve.title_words import LITTLE, Words, county_names, is_place, read_words
from romanian.counties import counties

_CAPITALS = re.compile(r"(?<![\w.-])[A-ZĂÂÎȘŞȚŢ]{3,8}(?![\w.-])")  # “ISO”
_CAMEL = re.compile(r"(?<=[a-zăâîșşțţ]{2})(?=[A-ZĂÂÎȘŞȚŢ])")  # ProFamilia, and not CAbR
_INNER_L = re.compile(r"(?<=[a-zăâîșşțţ])I(?=[a-zăâîșşțţ])")
_WITH_INNER_L = re.compile(rf"\w+{_INNER_L.pattern}\w+")  # “sociaIă”
# “Regiunea SE”, “N-V”
_REGION = re.compile(
    r"\b(?:(?<=egiunea )|(?<=egiunii )|(?<=[Rr]eg\. )|(?=[NS]\s?-))(?P<one>[NS])\s?-?\s?(?P<other>[EV])\b"
)
_QUARTERS = {"N": "Nord", "S": "Sud", "E": "Est", "V": "Vest"}
_ELECTRONIC = re.compile(r"\b([eE])-(?=[^\W\d_]{4})")  # “E-Senior”, “eSenior”
_APART = re.compile(r"\bcross border\b")  # “cross-border”, “crossborder”
_GLUED_CUT = re.compile(r"(?<=[^\W\d_])(?:…|\.{2,})\W*$")  # “din jud…”
_GLUED = re.compile(r"\b(pentru|judetul|municipiul)(?=\w{4})")  # “pentruvârstnici”: no word begins so
_ENGLISH = frozenset(("the", "of", "for", "and", "with", "from", "by", "our", "to"))
_ROMANIAN = frozenset(("de", "din", "pentru", "la", "cu", "si", "prin", "un", "o", "al", "ale", "cei", "pe"))
_PLATE = re.compile(r"(?:\b(?:din|[iî]n|la)\s|[,(–—-]\s?)(?P<code>[A-Z]{2})[\s)]*$")
_PART_OF = {"caras": "Caraș-Severin"}  # what people call a county whose name is longer
_UNMISTAKABLE = 6  # words
_COUNTY = ("jud", "judetul", "judetului", "judetele", "judetelor")
_LONG_ENOUGH = 6  # letters of a word that may be misspelt
_CUT_WORD = 2  # letters that are hardly a word at the end of a title that is cut off


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title as titles are compared; equal ones are the same title."""

    key: str
    name: str  # key of the short name that stands for the whole title; "" where there is none
    is_acronym: bool  # that name, as it is written
    is_likely: bool  # that it is a name, and not more; a lead or a county must bear it out
    is_large: bool  # all of it is written as an acronym
    is_cut: bool  # the end is missing
    broken: str  # the letters with which the first missing word begins, if few: “mediul ru…”
    words: Words = field(compare=False)
    short: Words | None = field(compare=False)  # that short name
    body: Words | None = field(compare=False)  # the rest beside it
    counties: frozenset[str] = field(compare=False)  # that it names as counties; they are not among the words
    villages: frozenset[str] = field(compare=False)  # that it calls so
    communes: frozenset[str] = field(compare=False)  # that it calls so
    towns: frozenset[str] = field(compare=False)  # that it calls so, cities among them
    hinted: frozenset[str] = field(compare=False)  # counties whose names are where it is, among the words
    capitals: frozenset[str] = field(compare=False)  # words written in nothing but capitals, where others are not
    patron: frozenset[str]  # of a hospital, not among the words
    turned: Words | None = field(compare=False)  # the rest first, then the short name
    pieces: tuple[Words, ...] = field(compare=False)  # what it is up to a dash or a stop, and from there on
    text: str = field(compare=False)  # as written, without what pages write around it
    body_text: str = field(compare=False)  # the rest beside the short name
    undated_text: str = field(compare=False)  # without its year and “ediția I” besides
    undated: Words = field(compare=False)  # without its year and “ediția I”
    mark: str  # a donor's number of it that stands behind it, "" for none
    year: str = field(compare=False)  # that stands behind it, "" for none
    is_first: bool = field(compare=False)  # it is said to be the first edition

    @property
    def is_english(self) -> bool:
        """Whether its little words are English ones, and none Romanian."""
        said = set(self.key.split())
        return not said.isdisjoint(_ENGLISH) and said.isdisjoint(_ROMANIAN)

    @property
    def is_unmistakable(self) -> bool:
        """Whether hardly two projects have this title: a name with a long line that explains it."""
        has_name = bool(self.name) and not self.is_likely and not self.is_cut
        return has_name and self.body is not None and len(self.words.core) >= _UNMISTAKABLE


def title_key(title: str) -> str:
    """The title without case, diacritics, quotation marks, dashes and “proiectul”; "" when nothing is left.

    Numbers stay: two phases of one project are two projects. Codes and financing that pages add to it go.
    """
    return " ".join(_words(bare_title(title)))


@lru_cache(maxsize=65536)
def read_title(title: str) -> Title:
    """All that a title tells; of one of nothing but punctuation the key is ""."""
    bare, patron = without_patron(without_kind(with_dashes(_with_county(bare_title(title)))))
    all_words = _words(bare)
    said, named = _without_counties(all_words)
    parts = parts_of(bare)
    short = _told(parts.short.strip()) if parts else None
    body = _told(parts.body.strip()) if parts and parts.body else None
    edition = read_edition(bare)
    broken = ""
    is_cut = CUT.search(beginning(title)) is not None or len(title) > 2 * LONGEST
    longest = _CUT_WORD + (_GLUED_CUT.search(beginning(title)) is not None)
    if is_cut and len(said) > longest and len(said[-1]) <= longest and not said[-1].isdigit():
        said, broken = said[:-1], "" if said[-1] in LITTLE or _may_be_place_kind(said[-1]) else said[-1]
    full = read_words(without_levels(said, is_cut=is_cut))
    is_dated = bool(edition.year) or edition.is_first
    return Title(
        key=" ".join(all_words),
        name=" ".join(_words(parts.short)) if parts else "",
        is_acronym=parts is not None and parts.is_acronym,
        is_likely=parts is not None and parts.is_likely,
        is_large=is_acronym(bare.strip(' "„”“«»!')),
        is_cut=is_cut,
        broken=broken,
        words=full,
        short=short,
        body=body,
        counties=named,
        villages=called(said, "village"),
        communes=called(said, "commune"),
        towns=called(said, "town"),
        hinted=_hinted(all_words),
        capitals=frozenset() if bare.isupper() else frozenset(map(folded, _CAPITALS.findall(bare))),
        patron=patron,
        turned=read_words((*body.full, *short.full)) if body and short and parts and parts.is_all else None,
        pieces=tuple(dict.fromkeys((*map(_told, beginnings_and_ends(bare)), *_in_romanian(all_words)))),
        text=bare,
        body_text=parts.body if parts else "",
        undated_text=edition.rest,
        undated=_told(edition.rest) if is_dated else full,
        mark=mark_in(title),
        year=edition.year,
        is_first=edition.is_first,
    )


def _in_romanian(said: tuple[str, ...]) -> tuple[Words, ...]:
    """The words of an English title in Romanian, as another part that may stand for it; nothing for all others."""
    return (read_words(in_romanian(said)),) if is_english(" ".join(said)) else ()


@lru_cache(maxsize=8192)
def _told(text: str) -> Words:
    return read_words(without_levels(_without_counties(_words(text))[0]))


@lru_cache(maxsize=8192)
def _words(bare: str) -> tuple[str, ...]:
    bare = _ELECTRONIC.sub(r"\1", bare)
    bare = _REGION.sub(lambda match: f"{_QUARTERS[match['one']]} {_QUARTERS[match['other']]}", bare)
    text = folded(_CAMEL.sub(" ", _WITH_INNER_L.sub(_read_l, bare)))
    text = _GLUED.sub(r"\1 ", re.sub(r"(?<=\w)\+|(?<=\w)\s\+(?=\W*$)", " plus ", text))
    return tuple(found_little(word, _repaired()) for word in words(_APART.sub("crossborder", " ".join(words(text)))))


@cache
def _repaired() -> frozenset[str]:
    """The words that are known though letters of them were lost: “ʔi”, “judeʔul Ialomiʔa”."""
    return LITTLE | set(_COUNTY) | {word for name in county_names() for word in name.split()}


def _read_l(match: re.Match[str]) -> str:
    """The word with l for an I inside, where that is a word of titles: “proInovare” stays."""
    word = _INNER_L.sub("l", match.group())
    return word if is_common(folded(word)) else match.group()


def _without_counties(said: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words without “județul Cluj”, “județele Mureș și Harghita”, and the counties; as they are when only those."""
    rest: list[str] = []
    found: set[str] = set()
    place = 0
    while place < len(said):
        if said[place][:2] in ("ju", "jd", "uj") and _is_county(said[place]):
            end, named = _counties_at(said, place + 1)
            if named:
                found |= named
                while rest and rest[-1] in ("din", "in", "si"):
                    rest.pop()
                place = end
                continue
        rest.append(said[place])
        place += 1
    if len(rest) > 1 and len(rest[-1]) >= _LONG_ENOUGH - 1 and _COUNTY[2].startswith(rest[-1]):
        rest.pop()  # “… ale județ”: the rest is cut off
    return (tuple(rest), frozenset(found)) if rest else (said, frozenset())


def _may_be_place_kind(letters: str) -> bool:
    """Whether a word that says what kind of place follows begins so, which is compared with none: “din jud…”."""
    return any(kind.startswith(letters) for kind in (*_COUNTY, "comuna", "orasul", "municipiul", "satul"))


@lru_cache(maxsize=1024)
def _is_county(word: str) -> bool:
    """Whether a word says that counties are named behind it, misspelt or not: “judeţtul”, “juedțul”."""
    return word in _COUNTY or (len(word) >= _LONG_ENOUGH and any(distance(word, form) == 1 for form in _COUNTY))


def _hinted(said: tuple[str, ...]) -> frozenset[str]:
    """Counties that stand behind “în” or “din”: “copiii din Tulcea”, “vecini în Caraș”."""
    places = [place for place in range(1, len(said)) if said[place - 1] in ("in", "din")]
    named = (" ".join(said[place : place + length]) for place in places for length in (1, 2))
    found = (_PART_OF.get(name) or county_names().get(name) for name in named)
    return frozenset(county for county in found if county)


def _county_of_code(said: tuple[str, ...], place: int, length: int) -> str | None:
    """The county that is written as on number plates, behind “jud.”: “jud. MM”."""
    if length > 1 or place >= len(said) or said[place - 1] not in _COUNTY:
        return None
    return next((county.name for county in counties() if county.code.lower() == said[place]), None)


@lru_cache(maxsize=1024)
def _misspelt_county(name: str) -> str | None:
    """The one county whose name the folded words are by a letter: “Hargita”; None for a place of that name."""
    if len(name) < _LONG_ENOUGH or is_place(name):
        return None
    found = {county for written, county in county_names().items() if distance(name, written, score_cutoff=1) == 1}
    return found.pop() if len(found) == 1 else None


def _with_county(bare: str) -> str:
    """The title with the county's name for the letters of number plates with which it ends: “șomerii din HD”."""
    match = None if bare.isupper() else _PLATE.search(bare)
    name = match and next((county.name for county in counties() if county.code == match["code"]), None)
    return f"{bare[: match.start('code')]}{name}" if match and name else bare


def _counties_at(said: tuple[str, ...], place: int) -> tuple[int, set[str]]:
    """Where a list of counties ends, and which they are."""
    found: set[str] = set()
    names = county_names()
    while place < len(said):
        for length in (2, 1):
            written = " ".join(said[place : place + length])
            name = names.get(written) or _county_of_code(said, place, length) or _misspelt_county(written)
            if name is not None:
                found.add(name)
                place += length
                break
        else:
            if not found or said[place] != "si" or " ".join(said[place + 1 : place + 2]) not in names:
                break
            place += 1
    return place, found
