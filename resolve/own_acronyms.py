"""The acronym that a name carries: “Fundația Alături de Voi (ADV)”, “… – ADV România”, “FONPC (Federația …)”.

An NGO's acronym is known from nothing but such a name; what stands in a bracket may be a place or a role, too.
"""

import re
from dataclasses import dataclass

from romanian.body_words import forms
from romanian.body_words import words as words_of
from romanian.fold import fold
from romanian.siruta import gazetteer

_BRACKET = re.compile(r"\s* [(\[] \s* (?P<inside> [^()\[\]]{2,160}? ) \s* [)\]]", re.VERBOSE)
_TAIL = re.compile(
    r"""\s* (?: \s [-–—] \s | \s? [–—] \s? | , \s ) ["„”“«»']? (?P<inside> [^\s"„”“«»']{3,12} ) ["„”“«»']?
        (?: \s Rom[aâ]nia )? \s* $""",
    re.VERBOSE,
)
_TAIL_WITH_PLACE = re.compile(r"\s*(?:\s[-–—]|[–—,])\s?(?P<inside>[^\s,]{3,12})\s(?P<place>[^\W\d_][^\s,]{2,30})\s*$")
_HEAD_WITH_PLACE = re.compile(
    r"\s*(?P<outside>[^\s,]{3,12}\s[^\W\d_][^,–—()]{2,40}?)\s?(?:\s[-–—]\s|[–—,]\s?)(?=.{12})"
)
_HEAD = re.compile(r"^ \s* (?P<inside> [^\s]{3,12} ) \s* (?: \s [-–—] \s | \s? [–—] \s? ) (?= .{12} )", re.VERBOSE)
_ACRONYM = re.compile(r"[^\W\d_a-z]{2,} (?: [-/&]? [^\W\d_]+ )? | (?: [^\W\d_] \. \s? ){3,} [^\W\d_]?", re.VERBOSE)
_MANY_WORDS = 4  # of a name that may have its acronym right behind it
_LITTLE = 3  # letters of a word that acronyms leave out
_SHORTEST, _LONGEST = 3, 12  # letters
_NONE = words_of("no_acronym")


@dataclass(frozen=True, slots=True)
class Carried:
    """A name without the acronym that it carries."""

    name: str
    acronyms: frozenset[str]  # folded, letters alone


def acronym_of(text: str) -> str | None:
    """The folded letters of a text that is nothing but an acronym, else None."""
    if _ACRONYM.fullmatch(text.strip()) is None or text == text.lower():
        return None
    letters = re.sub(r"\W", "", fold(text))
    if not _SHORTEST <= len(letters) <= _LONGEST or letters in _NONE or sum(map(str.isupper, text)) * 2 < len(letters):
        return None
    return None if gazetteer().named(text) or gazetteer().county(text) else letters


def split_acronyms(name: str) -> Carried:
    """The name and the acronyms beside it."""
    found: set[str] = set()
    for match in reversed(list(_BRACKET.finditer(name))):
        outside = f"{name[: match.start()]} {name[match.end() :]}".strip()
        first, _, rest = match["inside"].partition(" ")
        if rest and fold(rest) in fold(outside) and (letters := acronym_of(first)):  # “(CSSP Iași)”
            found.add(letters)
            name = outside
            continue
        if whole := _behind_form(outside, match["inside"]) or _with_place(outside, match["inside"]):
            found.add(whole[0])
            name = whole[1]
            continue
        if (letters := acronym_of(match["inside"])) and len(outside) > len(match["inside"]):
            found.add(letters)
            name = outside
        elif (letters := acronym_of(outside)) and len(match["inside"]) > len(outside):
            found.add(letters)
            name = match["inside"]
    if placed := _behind_place(name) or _before_place(name):
        found.add(placed[0])
        name = placed[1]
    in_capitals = name.isupper()  # every word of it looks like an acronym
    for pattern in (_TAIL, _HEAD):
        beside = pattern.search(name)
        if beside is None or not (letters := acronym_of(beside["inside"])):
            continue
        rest = f"{name[: beside.start()]}{name[beside.end() :]}".strip()
        if _has_initials(letters, rest) if in_capitals else _is_made_of(letters, rest):
            found.add(letters)
            name = rest
    if in_capitals:
        return Carried(name, frozenset(found))
    head, _, last = name.strip().rpartition(" ")
    if (letters := acronym_of(last)) and len(head.split()) >= _MANY_WORDS and _is_made_of(letters, head):
        found.add(letters)
        name = head
    return Carried(name, frozenset(found))


def _with_place(outside: str, inside: str) -> tuple[str, str] | None:
    """The acronym and the whole name of “FSC Bacău (Fundația de Sprijin Comunitar)”, or with a dash; else None."""
    first, _, place = outside.partition(" ")
    letters = acronym_of(first) if place and len(inside) > len(outside) else None
    is_placed = gazetteer().named(place) or gazetteer().county(place)
    if letters is None or not is_placed or not _is_made_of(letters, inside):
        return None
    return letters, inside if fold(place) in fold(inside) else f"{inside} {place}"


def _behind_form(outside: str, inside: str) -> tuple[str, str] | None:
    """The acronym and the whole name of “Fundația COTE (Centrul de Orientare și Terapie Educațională)”."""
    form, _, rest = outside.strip().partition(" ")
    letters = acronym_of(rest) if fold(form) in forms() else None
    if letters is None or len(inside) <= len(outside) or not _is_made_of(letters, inside):
        return None
    return letters, inside if fold(inside).split()[0] in forms() else f"{form} {inside}"


def _behind_place(name: str) -> tuple[str, str] | None:
    """The acronym and the whole name of “FSC Bacău – Fundația de Sprijin Comunitar”; None for another form."""
    dashed = _HEAD_WITH_PLACE.match(name)
    if dashed is None or not _begins_with(dashed["outside"].split()[0], name[dashed.end() :]):
        return None
    return _with_place(dashed["outside"], name[dashed.end() :])


def _before_place(name: str) -> tuple[str, str] | None:
    """The acronym, and the name with its place, of “Liga Apărării Drepturilor Omului – LADO Cluj”."""
    placed = _TAIL_WITH_PLACE.search(name)
    if placed is None:
        return None
    rest, letters, place = name[: placed.start()], acronym_of(placed["inside"]), placed["place"]
    is_placed = gazetteer().named(place) or gazetteer().county(place)
    if letters is None or not is_placed or len(rest.split()) == 1 or not _is_made_of(letters, rest):
        return None
    return letters, f"{rest} {place}"


def _has_initials(letters: str, name: str) -> bool:
    """Whether the letters are the first ones of the name's words, with the little ones or without."""
    words = re.findall(r"\w+", fold(name))
    return letters in ("".join(word[0] for word in words), "".join(word[0] for word in words if len(word) > _LITTLE))


def _begins_with(acronym: str, name: str) -> bool:
    """Whether the letters are words' first ones, from the name's first on: not “DAS Iași – Centrul de Zi pentru …”."""
    letters, initials = re.sub(r"\W", "", fold(acronym)), [word[0] for word in re.findall(r"\w+", fold(name))]
    rest = iter(initials)
    return initials[:1] == [letters[:1]] and all(letter in rest for letter in letters)


def _is_made_of(letters: str, name: str) -> bool:
    """Whether the letters can be taken from the words of the name, in order, beginning with the first of some word."""
    words = [word for word in re.split(r"\W+", fold(name)) if word]
    if len(words) < 2:
        return False
    initials = "".join(word[0] for word in words)
    rest = iter(" ".join(words))
    return letters[0] in initials and all(letter in rest for letter in letters)
