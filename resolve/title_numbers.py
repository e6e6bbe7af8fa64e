"""The numbers in a title, in figures and in words, and which of them tell one project from another."""

import re
from collections.abc import Iterable, Sequence

from resolve.title_kinds import GROUP, HOUSE, PHASE, group_of, kind_of
from romanian.numerals import NUMBER_WORDS, parse_number_words

_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_ROMAN_LETTERS = {"i": "1", "v": "5", "x": "10"}  # words, too: numbers only where a number is due
_ORDINALS = {"prima": "1", "primul": "1", "intai": "1", "intaia": "1", "doua": "2", "treia": "3", "patra": "4"}
_ALWAYS = {"doilea": "2", "treilea": "3", "patrulea": "4", "cincilea": "5"}  # and no “a doua șansă”
_IN_WORDS = {
    "doi": "2", "doua": "2", "trei": "3", "patru": "4", "cinci": "5", "sase": "6", "sapte": "7", "opt": "8",
    "zece": "10", "unsprezece": "11", "doisprezece": "12", "douasprezece": "12", "cincisprezece": "15",
}  # fmt: skip
_PLAIN = frozenset(("trei", "patru", "cinci", "sase", "sapte", "zece"))  # that are nothing but numbers: “cinci pași”
_LARGE_WORDS = frozenset(("suta", "sute", "mie", "mii", "milion", "milioane"))
_ROUND = ("suta", "mie", "milion")  # behind “o” or “un”: “mie” is “to me”, too
# “o sută”, “două mii”, “douăzeci și cinci”: numbers from twenty on, of which no word means anything else there
_LARGE = re.compile(
    rf"\b(?:(?:o|un)\s(?={'|'.join(_ROUND)})|(?={NUMBER_WORDS})(?=\w+(?:zeci|\s(?:sute|mii|milioane))\b)){NUMBER_WORDS}\b"
)
_DESIGNATED = re.compile(
    r"corp(?:ul|ului)?|bloc(?:ul|ului)?|lot(?:ul|ului)?|scara|grupa|grupei|pavilion(?:ul|ului)?|tronson(?:ul)?"
    r"|cladirea|aripa|component[ae]|componentei|modul(?:ul|ului)?|seria|sectiunea|secventa|obiectiv(?:ul|ului)?"
)
_ADDED = frozenset(("plus", "bis", "extins"))  # “VIP PLUS” is not “VIP”
_COUNTED = re.compile(r"(?:ani|luni|zile|ore|locuri|apartamente|case|paturi|localitati|comune|sate|orase|scoli)$")
_SCHOOL = re.compile(r"gimnaziala|gimnaziale|speciala|speciale|primara|primare|prelungit")  # and no “școala de vară 2”
_HOUSES_OF_LEARNING = frozenset(("scoala", "scolii", "gradinita", "gradinitei"))
_FURTHEST = 4  # words from “școala” to its number


def is_number(word: str) -> bool:
    """Whether it is a number, or a word that tells as much: “plus”."""
    return word[:1].isdigit() or word in _ADDED


def has_digit(word: str) -> bool:
    """Whether there is a figure in it: “E202” and “E220” are two, whatever the letters."""
    return any(map(str.isdigit, word))


def with_numbers(words: Sequence[str]) -> list[str]:
    """The words with numbers in figures and without what only announces them: “faza a II-a” is “2”."""
    found: list[str] = []
    words = [word for word in _with_large(words) if word != "lea"]  # “al 2-lea”
    for place, word in enumerate(words):
        before = next((w for w in reversed(words[:place]) if w not in ("a", "de")), "")
        is_due = kind_of(before) == PHASE
        is_last = place + 1 == len(words) and place > 0
        number = _ROMAN.get(word)
        if number is None and (is_due or is_last):
            number = _ROMAN_LETTERS.get(word)
        if number is None and (is_due or kind_of(next(iter(words[place + 1 : place + 2]), "")) == PHASE):
            number = _ORDINALS.get(word)
        if number is None:
            number = _ALWAYS.get(word)
        if number is None and word.endswith("sprezece"):
            number = str(parse_number_words(word))
        if number is None and word in _IN_WORDS and (word in _PLAIN or _is_counted(words, place + 1)):
            number = _IN_WORDS[word]
        if number is None and len(word) == 1 and word.isalpha() and _DESIGNATED.fullmatch(before):
            number = f"0{word}"  # “corp A”, “bloc B”
        found.append(number or (word.lstrip("0") or "0" if word.isdigit() else word))
    return [word for place, word in enumerate(found) if not _announces(found, place)]


def _with_large(words: Sequence[str]) -> Sequence[str]:
    """The words with large numbers in figures: “o sută de zâmbete”."""
    if not any(word.endswith("zeci") or word in _LARGE_WORDS for word in words):
        return words
    return _LARGE.sub(lambda match: str(parse_number_words(match[0])), " ".join(words)).split()


def _is_counted(words: Sequence[str], place: int) -> bool:
    """Whether a house, people or what is counted stand there: “trei case”, “doi copii”; a second chance is none."""
    if place < len(words) and _COUNTED.match(words[place]):
        return True
    kind = kind_of(words[place]) if place < len(words) else None
    return kind == HOUSE or (kind or "").startswith(GROUP)


def _announces(words: Sequence[str], place: int) -> bool:
    """Whether a word says no more than that a number comes, or came: “faza 2”, “a 2-a ediție”."""
    if kind_of(words[place]) != PHASE:
        return False
    after = [word for word in words[place + 1 : place + 3] if word != "a"][:1]
    before = [word for word in words[max(place - 2, 0) : place] if word != "a"][-1:]
    return any(is_number(word) for word in (*after, *before))


def phases(words: Sequence[str]) -> Iterable[str]:
    """The numbers that don't count people, years of age or places, and aren't what a school is called by."""
    for place, word in enumerate(words):
        if not is_number(word) or _is_of_school(words, place):
            continue
        following = next((w for w in words[place + 1 : place + 4] if w != "de" and not w.isdigit()), "")
        if group_of(following) is None and not _COUNTED.match(following):
            yield word


def _is_of_school(words: Sequence[str], place: int) -> bool:
    """Whether the number is that of a school: “Școala Gimnazială nr. 2 Comarnic”."""
    before = words[max(place - _FURTHEST, 0) : place]
    return bool(before) and _SCHOOL.fullmatch(before[-1]) is not None and not _HOUSES_OF_LEARNING.isdisjoint(before)
