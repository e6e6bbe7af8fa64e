"""Titles of projects: what makes two of them the same, and the parts that stand for the whole."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from resolve.spelling import folded, words
from resolve.title_words import Words, county_names, is_common, read_words

_LONGEST = 600  # characters looked at: a title has fewer, a page may give a whole paragraph
# What stands before a title without being part of it: “proiectul „…””, “Titlul proiectului: …”. Folded.
_INTRODUCTION = re.compile(
    r"""
    \W*
    (?: (?: titlul | titlu | denumirea ) \s+ (?: complet \s+ )? (?: al \s+ )? proiect (?: ului )? \b
      | (?: (?: in \s+ cadrul | lansarea | implementarea | derularea | finalizarea | inchiderea ) \s+ )?
        proiect (?: ul | ului )? \b (?! \s+ de \b )
    )
    (?: \s+ (?: european | social | pilot | pocu | posdru ) (?= \W*[":,-] ) )?
    (?: \s+ (?: cu \s+ titlul | intitulat | numit | denumit ) \b )?
    """,
    re.VERBOSE,
)
_PROGRAMME = r"(?:POCU|POSDRU|POCA|POR|PIDS|POIDS|PEO|PNRR|POAT)"
# “… (cod SMIS 128038)”, “… – ID proiect 116908”, “…, POCU/465/4/4/128038”: numbers that agencies add
_NUMBERED = re.compile(
    rf"""
    [\s,;:–—-]* [(\[]? \s*
    (?: (?:cu\s+)? (?:cod(?:ul)?|ID)\b [\s:.-]* (?:(?:de\s+)?proiect(?:ului)?\b)? [\s:.-]*
          (?:(?:My)?SMIS[\d\s+]*? | {_PROGRAMME})? [\s:.-]* \d{{5,7}}\b
      | (?:My)?SMIS (?:\s*20\d\d\+?)? [\s:./-]* (?:cod\b)? [\s:.-]* \d{{5,7}}\b
      | (?:contract(?:ul)? (?:\s+de\s+finan[tțţ]are)? \s+)? (?:nr\.?\s+)? {_PROGRAMME}\s?/[\w./]*\d
      | (?P<contract>contract(?:ul)? (?:\s+de\s+finan[tțţ]are)? \s+ nr\.?\s* \d[\w./-]*) ) \s* [)\]]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# “…, proiect cofinanțat din Fondul Social European”, “… implementat de …”
_REST = re.compile(
    r"""
    [\s,;:–—(-]+ (?:proiect\w*\s+)?
    (?: (?:co)?finan[tțţ]at[ăa]?\s+(?:din|prin|de|cu|[îi]n)\b
      | implementat[ăa]?\s+(?:de|[îi]n)\b | derulat[ăa]?\s+de\b )
    .* $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_YEARS = re.compile(r"[\s,]*[(\[]\s*(?:19|20)\d\d\s*[-–—/]\s*(?:19|20)\d\d\s*[)\]]\s*$")
_CUT = re.compile(r"[(\[]?(?:…|\.{2,})[\s\"”“»')\]]*$")
# “VENUS – Împreună …”, “TEAM-UP: Progres …”: a name, a blank before the dash or none before the colon, the rest;
# or, with a whole sentence for a name, “Rămâi aproape! Servicii de …”
_SHORT_NAME = re.compile(
    r"(?P<short>[^–—:]{3,60}?)(?:\s[–—|/-]\s|:\s|(?:[!?]|(?<=\w{4})\.)\s(?=[^\W\d_a-zăâîșşțţ]))(?=\S+\s+\S)"
)
# “Centrul de incluziune „Șansa ta””
_QUOTED_BEHIND = re.compile(r"\w\s+[„“”\"«](?P<short>[^„“”\"«»]{4,60})[”“\"»]\s*$")
# “Bunici lângă noi, servicii de îngrijire la domiciliu”
_BEFORE_COMMA = re.compile(r"(?P<short>[^,]{8,60}),\s(?=\S+\s+\S+\s+\S)")
# “Împreună pentru o viață în siguranță (VENUS)”, “… – VENUS”
_ACRONYM_BEHIND = re.compile(r"(?:\s*[(\[]|\s[–—-]\s)[\s\"”“„]*(?P<short>[^\W\d_][\w.+-]{2,19})[\s\"”“]*[)\]]?\s*$")
# “Aproape de tine (Close to You)”
_BRACKETS_BEHIND = re.compile(r"\s*[(\[](?P<inside>[^()\[\]\d]{8,200})[)\]]\s*$")
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)")  # M.A.M.A.
_UNMISTAKABLE = 6  # words
_FEWEST_CAPITALS, _LONGEST_ACRONYM = 3, 20
_FEWEST_LETTERS = 8  # of a short name of ordinary words: “Acasă la Codru” is a name, “Casa” is not
_FEWEST_OF_A_WORD = 6  # letters of a word that is a name, likely: “Speranța – centru de zi”


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title as titles are compared; equal ones are the same title."""

    key: str
    name: str  # key of the short name that stands for the whole title; "" where there is none
    is_acronym: bool  # that name, as it is written
    is_likely: bool  # that it is a name, and not more; a lead or a county must bear it out
    is_cut: bool  # the end is missing
    words: Words = field(compare=False)
    short: Words | None = field(compare=False)  # that short name
    body: Words | None = field(compare=False)  # the rest beside it
    counties: frozenset[str] = field(compare=False)  # that it names as counties; they are not among the words

    @property
    def is_unmistakable(self) -> bool:
        """Whether hardly two projects have this title: a name with a long line that explains it."""
        has_name = bool(self.name) and not self.is_likely and not self.is_cut
        return has_name and self.body is not None and len(self.words.core) >= _UNMISTAKABLE


def title_key(title: str) -> str:
    """The title without case, diacritics, quotation marks, dashes and “proiectul”; "" when nothing is left.

    Numbers stay: two phases of one project are two projects. Codes and financing that pages add to it go.
    """
    return " ".join(_words(without_numbers(title)))


def short_name_key(title: str) -> str | None:
    """The key of the short name that a full title begins with, or None.

    A short name is an acronym in capitals, or at least two words of some length.
    """
    parts = _parts(without_numbers(title))
    return None if parts is None or parts.is_likely else title_key(parts.short)


def code_in(title: str) -> str | None:
    """The SMIS code that a page adds to a title, or None."""
    for match in _NUMBERED.finditer(title[:_LONGEST]):
        digits = re.search(r"(?<!\d)0*(\d{5,6})\W*$", match.group())
        if digits is not None and match["contract"] is None:
            return digits[1]
    return None


def without_numbers(title: str) -> str:
    """The title as written, without the project's numbers, funds and years that pages add to it."""
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), title[:_LONGEST])
    for pattern in (_NUMBERED, _REST, _YEARS):
        shorter = pattern.sub(" ", text).strip(" ,;:–—-")
        text = shorter if words(shorter) else text
    return text


@lru_cache(maxsize=65536)
def read_title(title: str) -> Title:
    """All that a title tells; of one of nothing but punctuation the key is ""."""
    bare = without_numbers(title)
    all_words = tuple(_words(bare))
    said, named = _without_counties(all_words)
    parts = _parts(bare)
    return Title(
        key=" ".join(all_words),
        name=title_key(parts.short) if parts else "",
        is_acronym=parts is not None and parts.is_acronym,
        is_likely=parts is not None and parts.is_likely,
        is_cut=_CUT.search(title[:_LONGEST].rstrip()) is not None or len(title) > _LONGEST,
        words=read_words(said),
        short=read_words(tuple(_words(parts.short))) if parts else None,
        body=read_words(_without_counties(tuple(_words(parts.body)))[0]) if parts and parts.body else None,
        counties=named,
    )


def _words(bare: str) -> list[str]:
    text = folded(bare)
    text = re.sub(r"(?<=\w)\+", " plus ", text)
    introduction = _INTRODUCTION.match(text)
    rest = text[introduction.end() :] if introduction else text
    return words(rest) or words(text)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A short name in a title, as written, and the rest, "" where the rest is no name."""

    short: str
    body: str
    is_acronym: bool = False
    is_likely: bool = False


def _parts(title: str) -> _Parts | None:
    """The short name and the rest of a full title; None where it has none."""
    text = _CUT.sub("", title)
    match = _SHORT_NAME.match(text)
    likely = None
    if match is not None:
        short, body = match["short"].strip(' "„”“«»'), text[match.end() :]
        if _is_acronym(short, title) or _is_long_enough(title_key(short)):
            return _Parts(short, body, is_acronym=_is_acronym(short, title))
        if len(short) >= _FEWEST_OF_A_WORD:
            likely = _Parts(short, body, is_likely=True)
    match = _BRACKETS_BEHIND.search(text)
    if match is not None and " " in match["inside"].strip() and _is_long_enough(title_key(text[: match.start()])):
        return _Parts(text[: match.start()], match["inside"])
    match = _ACRONYM_BEHIND.search(text)
    if match is not None and _is_acronym(match["short"], title) and not title.isupper():
        return _Parts(match["short"], text[: match.start()], is_acronym=True)
    match = _QUOTED_BEHIND.search(text) or _BEFORE_COMMA.match(text)
    return likely or (_Parts(match["short"], "", is_likely=True) if match else None)


def _is_long_enough(key: str) -> bool:
    return " " in key and sum(map(str.isalpha, key)) >= _FEWEST_LETTERS


def _is_acronym(text: str, title: str) -> bool:
    """Whether a name is written as an acronym; in a title of nothing but capitals that takes a word of its own."""
    said = words(folded(text))
    if sum(map(str.isupper, text)) < _FEWEST_CAPITALS or text.upper() != text or len(text) > _LONGEST_ACRONYM:
        return False
    return len(said) <= 2 and (not title.isupper() or not any(map(is_common, said)))


def _without_counties(said: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words without “județul Cluj”, “județele Mureș și Harghita”, and the counties; as they are when only those."""
    rest: list[str] = []
    found: set[str] = set()
    place = 0
    while place < len(said):
        if said[place] in ("jud", "judetul", "judetului", "judetele", "judetelor"):
            end, named = _counties_at(said, place + 1)
            if named:
                found |= named
                while rest and rest[-1] in ("din", "in", "si"):
                    rest.pop()
                place = end
                continue
        rest.append(said[place])
        place += 1
    return (tuple(rest), frozenset(found)) if rest else (said, frozenset())


def _counties_at(said: tuple[str, ...], place: int) -> tuple[int, set[str]]:
    """Where a list of counties ends, and which they are."""
    found: set[str] = set()
    names = county_names()
    while place < len(said):
        for length in (2, 1):
            name = names.get(" ".join(said[place : place + length]))
            if name is not None:
                found.add(name)
                place += length
                break
        else:
            if not found or said[place] != "si" or " ".join(said[place + 1 : place + 2]) not in names:
                break
            place += 1
    return place, found
