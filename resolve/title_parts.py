"""The short name in a full title, by how titles are written."""

import re
from dataclasses import dataclass

from resolve.spelling import folded, words
from resolve.title_kinds import is_common
from resolve.title_words import LITTLE
from romanian.vocabulary import is_word

CUT = re.compile(r"[(\[]?(?:…|\.{2,})[\s\"”“»')\]]*$")
# “VENUS – Împreună …”, “TEAM-UP: Progres …”: a name, a blank before the dash or none before the colon, the rest;
# or, with a whole sentence for a name, “Rămâi aproape! Servicii de …”
_SHORTENED = "art|cap|com|dep|dir|ing|jud|loc|med|min|mun|pct|reg|sec|soc|str|vol"  # of three letters, all
_FULL_STOP = rf"(?<=\w{{3}})(?<!\b(?i:{_SHORTENED}))\."
_NAME_BEFORE = re.compile(
    rf"(?P<short>[^–—:]{{3,60}}?)(?:\s[–—|/-]\s|:\s|(?:[!?]|{_FULL_STOP})\s(?=[^\W\d_a-zăâîșşțţ]))(?=\S+\s+\S)"
)
# “SIRA-Servicii Integrate pentru Romi”; “PRO-Familia” is a word
_ACRONYM_BEFORE = re.compile(r"\W*(?P<short>[A-ZĂÂÎȘŞȚŢ]{4,19})\s?[–—-]\s?(?=[A-ZĂÂÎȘŞȚŢ][a-zăâîșşțţ]\w*\s+\S+\s+\S)")
# “Împreună pentru o viață în siguranță (VENUS)”, “… – VENUS”, “… „VENUS””
_ACRONYM_BEHIND = re.compile(
    r"(?:\s*[(\[]|\s[–—-]\s|\s(?=[„“\"]))[\s\"”“„]*(?P<short>[^\W\d_][\w.+-]{2,19})[\s\"”“]*[)\]]?\s*$"
)
# “Aproape de tine (Close to You)”
_BRACKETS_BEHIND = re.compile(r"\s*[(\[](?P<inside>[^()\[\]\d]{8,200})[)\]]\s*$")
# “Centrul de incluziune „Șansa ta””
_QUOTED_BEHIND = re.compile(r"\w\s+[„“”\"«](?P<short>[^„“”\"«»]{4,60})[”“\"»]\s*$")
# “Bunici lângă noi, servicii de îngrijire la domiciliu”
_BEFORE_COMMA = re.compile(r"(?P<short>[^,]{8,60}),\s(?=\S+\s+\S+\s+\S)")
# “Campania județeană „Nu ești singură!” pentru victimele violenței”: the name with or without what it is said to be
_QUOTED_WITHIN = re.compile(
    r"(?P<before>[^„“”\"«»]{0,60})[„“\"«](?P<short>[^„“”\"«»]{4,80})[”“\"»][\s,;–—-]*(?=\w+\s+\S+)"
)
# “Campania „Fără bariere””, “Programul social „Fără bariere””
_KIND_BEFORE = re.compile(
    r"\A\W*(?:campani[ae]|program(?:ul)?|ini[tțţ]iativ[aăe])(?:\s[^\W\d_]{3,15}){0,2}\s(?=[„“\"«][^„“”\"«»]{4,}[”“\"»])",
    re.IGNORECASE,
)
# “VENUS- Împreună …”, “Casa Ana -centru de zi”
_HALF_DASH = re.compile(
    r"(?<![\w-])(?P<before>[^\W\d_]{3,30})(?P<mark>[!\"”»]?)(?:[–—-]\s|\s[–—-])(?=[^\W\d_])(?P<behind>[^\W\d_]{1,30})"
)
# Where a title may end, or begin, and still be one: “A – B: C. D (E)”
_SEAM = re.compile(rf"\s[–—|/-]\s|:\s|[!?]\s|[,;(\[]\s?|\s?[)\]]|{_FULL_STOP}\s|[”»]\s|\s[„«]")
_MOST_SEAMS = 4
_FEWEST_CAPITALS, _LONGEST_ACRONYM, _MOST_WORDS = 3, 20, 2
_FEWEST_LETTERS = 8  # of a short name of ordinary words: “Acasă la Codru” is a name, “Casa” is not
_FEWEST_OF_A_NAME = 4  # letters of one word that is
_FEWEST_OF_A_WORD = 6  # letters of a word that is a name, likely: “Speranța – centru de zi”


@dataclass(frozen=True, slots=True)
class Parts:
    """A short name in a title, as written, and the rest, "" where the rest is no name."""

    short: str
    body: str
    is_acronym: bool = False
    is_likely: bool = False  # that it is a name, and not more
    is_all: bool = True  # the two are the whole title


def without_kind(title: str) -> str:
    """The title without “campania” or the like before its name: “Programul „Fără bariere””."""
    return _KIND_BEFORE.sub("", title, count=1)


def with_dashes(title: str) -> str:
    """The title with blanks on both sides of a dash that has one on one side, where no word is broken in two there."""
    return _HALF_DASH.sub(_apart, title)


def _apart(match: re.Match[str]) -> str:
    before, behind = match["before"], match["behind"]
    said = folded(before)
    is_whole = before.isupper() or is_word(said) or is_common(said)
    return f"{before}{match['mark']} – {behind}" if is_whole and not is_word(said + folded(behind)) else match.group()


def parts_of(title: str) -> Parts | None:
    """The short name and the rest of a full title; None where it has none."""
    text = CUT.sub("", title)
    match = _NAME_BEFORE.match(text)
    match = match or _ACRONYM_BEFORE.match(text)
    likely = None
    if match is not None:
        short, body = match["short"].strip(' "„”“«»'), text[match.end() :]
        if is_acronym(short, title) or _is_long_enough(short):
            return Parts(short, body, is_acronym=is_acronym(short, title))
        if len(short) >= _FEWEST_OF_A_WORD:
            likely = Parts(short, body, is_likely=True)
    match = _BRACKETS_BEHIND.search(text)
    if match is not None and " " in match["inside"].strip():
        before = text[: match.start()].strip(' "„”“«»')
        if is_acronym(before, title) or _is_long_enough(before):
            return Parts(before, match["inside"], is_acronym=is_acronym(before, title))
    match = _ACRONYM_BEHIND.search(text)
    if match is not None and is_acronym(match["short"], title) and not title.isupper():
        return Parts(match["short"], text[: match.start()], is_acronym=True)
    match = _QUOTED_WITHIN.match(text)
    if match is not None and likely is None:
        short = f"{match['before']} {match['short']}"
        body = match["short"] if words(match["before"]) else text[match.end() :]
        return Parts(short, body, is_likely=True, is_all=not words(match["before"]))
    match = _QUOTED_BEHIND.search(text) or _BEFORE_COMMA.match(text)
    return likely or (Parts(match["short"], "", is_likely=True) if match else None)


def beginnings_and_ends(title: str) -> list[str]:
    """What of a title may stand for it: up to a dash, a stop, a bracket, and from there on; the longest first."""
    text = CUT.sub("", title)
    seams = [match.span() for match in _SEAM.finditer(text)][:_MOST_SEAMS]
    found = {piece.strip() for start, end in seams for piece in (text[:start], text[end:])}
    names = (piece for piece in found if _is_long_enough(piece) or _is_name(piece))
    return sorted(names, key=lambda piece: (-len(piece), piece))


def is_acronym(text: str, title: str = "") -> bool:
    """Whether a name is written as an acronym; in a title of nothing but capitals that takes a word of its own."""
    said = words(folded(text))
    if sum(map(str.isupper, text)) < _FEWEST_CAPITALS or text.upper() != text or len(text) > _LONGEST_ACRONYM:
        return False
    return len(text.split()) <= _MOST_WORDS and (not title.isupper() or not any(map(is_common, said)))


def _is_name(piece: str) -> bool:
    """Whether it is one word that names something: “Venus”, “AntreS”."""
    said = words(folded(piece))
    if len(said) != 1 or len(said[0]) < _FEWEST_OF_A_NAME or not piece[:1].isupper():
        return False
    return said[0].isalpha() and not is_common(said[0]) and said[0] not in LITTLE


def _is_long_enough(name: str) -> bool:
    said = words(folded(name))
    return len(said) > 1 and sum(map(str.isalpha, "".join(said))) >= _FEWEST_LETTERS
