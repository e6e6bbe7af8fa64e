"""The known body that a name speaks of, read in the ways in which names are written.

A name may be cut off, shortened, run together, turned round; it may have its parent before it (“Consiliul Județean Cluj
– DGASPC Cluj”), or say itself twice, in two languages.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from resolve.body_heads import formless_heads, heads, seats_of, turned_heads
from resolve.body_places import find_county
from resolve.known_bodies import TOWN_HALL, Known, find_cut, find_known
from resolve.name_gaps import unglued
from resolve.name_shortenings import written_out
from resolve.name_stems import stems
from resolve.names import plain_words, starts_with_acronym
from resolve.spelling import folded, words
from romanian.body_words import forms
from romanian.body_words import words as words_of

_CUT = re.compile(r"\s?(?:\.{3}|…)")
_PARTS = re.compile(r"\s[-–—/|]\s|\s?[–—/|]\s?|,\s")
_BROKEN = re.compile(r"(?<=[^\W\d_]{2})[-‐]\s?(?=[a-zăâîșț]{2})")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_IN_BRACKETS = re.compile(r"^(?P<before>[^()]+?)\s*\((?P<inside>[^()]{5,})\)\s*$")
_ENGLISH_FORM = re.compile(r"\s+(?:foundation|association|organi[sz]ation|federation)\s*$", re.IGNORECASE)
_UMBRELLA = re.compile(r"^\s*(?:con)?federa[tțţ]i(?:a|ei)\s+(?=\S)|^\s*organiza[tțţ]i(?:a|ei)\s+(?=\S)", re.IGNORECASE)
# Behind a body that is in the lexicon, which a branch in Bucharest would call a branch.
_IN_CAPITAL = re.compile(
    r"""(?: \s? , \s* | \s (?= \(? cu \s sediul ) ) \(? (?: cu \s sediul \s (?: social \s | central \s )? [iî]n \s )?
        (?: mun(?: icipiul | \. ) \s? )? bucure[sșş]ti (?: \s? ,? \s? sector(?: ul )? \s? [1-6] )? \s? \)? \s* $""",
    re.VERBOSE | re.IGNORECASE,
)
_UNDER = re.compile(
    r"""\s* ,? \s* \b (?: aflat[aă]? \s+ | institu[tțţ]ie \s+ )? (?: din | [iî]n | sub ) \s+
        (?: subordinea | cadrul | structura | coordonarea | autoritatea ) \s+""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_ANOTHER_LANGUAGE = re.compile(r"[áéíóöőúüűßäøåæ]", re.IGNORECASE)
_MOST_PARTS = 3
_MAY_BE_NGOS = frozenset({"centrul", "grupul", "reteaua", "clubul"})
_LONGEST_SEAT = 2  # words

# Who is over whom: a body is never under one of its own rank.
_GOVERNMENT, _MINISTRY, _NATIONAL, _COUNCIL = 4, 3, 2, 1
_COUNCILS = frozenset({TOWN_HALL, "consiliul-judetean", "consiliul-local", "cgmb"})
_OVER_OTHERS = words_of("over_others")


def find_body(text: str, site: str | None) -> Known | None:
    """The body of the lexicon that the name means; `site` is the county of those who write it."""
    if cut := _CUT.search(text):
        return find_cut(plain_words(text[: cut.start()]).split(), plain_words(text[cut.end() :]).split(), site)
    if (part := _of_parts(text, site)) is not None:
        return part
    found = _read(text, site)
    if found is not None and (found.place is None or found.place.known):
        return found
    for other in _other_readings(text):
        turned = _read(other, site)
        if turned is not None and turned.exact and _is_sure(turned):
            return turned
    return _find_mended(text, site) or found or _loosely(text, site)


def _loosely(text: str, site: str | None) -> Known | None:
    """The one body whose name has the same words in another order, or without its legal form."""
    tokens = plain_words(text).split() or [""]
    inner = heads().get(stems(tokens[1:])) if tokens[0] in forms() and tokens[1:2] != [] else None
    if (
        inner is not None and inner.each is None and tokens[1] in _MAY_BE_NGOS
    ):  # “Fundația „Centrul de Resurse Juridice””
        return Known(entry=inner, id=inner.id)
    for length in range(len(tokens), max(1, len(tokens) - _LONGEST_SEAT) - 1, -1):
        own, tail = [stem for stem in stems(tokens[:length]) if stem != "roman"], " ".join(tokens[length:])
        entry = turned_heads().get(tuple(sorted(own))) or formless_heads().get(tuple(own))
        if entry is None:
            continue
        seats = seats_of(entry.id)
        if tail and find_county(tail) not in seats:
            continue
        is_formless = tokens[0] not in forms()
        if is_formless and seats and site is not None and site not in seats:
            continue
        return Known(entry=entry, id=entry.id)
    return None


def _read(text: str, site: str | None) -> Known | None:
    return find_known(plain_words(text).split(), site, acronym=starts_with_acronym(text))


def _is_sure(known: Known) -> bool:
    return known.place is None or known.place.is_sure


def _other_readings(text: str) -> Iterator[str]:
    parts = _PARTS.split(text)
    turned_round = " ".join(parts[::-1]) if len(parts) == 2 else text
    plainer = (pattern.sub("", text) for pattern in (_BRACKET, _ENGLISH_FORM, _UMBRELLA, _IN_CAPITAL))
    for other in (_BROKEN.sub("", text), turned_round, *plainer):
        if other != text:
            yield other


def _find_mended(text: str, site: str | None) -> Known | None:
    """The body of a name whose words are shortened or run together; its place must be sure."""
    for other in (written_out(text), unglued(text)):
        if other is not None and other != " ".join(words(folded(text))):
            found = find_known(plain_words(other).split(), site, acronym=starts_with_acronym(text))
            if found is not None and found.exact and _is_sure(found):
                return found
    return None


def _of_parts(text: str, site: str | None) -> Known | None:
    """The body of a name of two parts: one under the other, one the other's translation, or one the body's town."""
    bracket = _IN_BRACKETS.match(text)
    parts = [bracket["before"], bracket["inside"]] if bracket else _UNDER.split(text, maxsplit=1)
    parts = parts if len(parts) > 1 else _PARTS.split(text)
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    for cut in range(1, len(parts)):
        one, other = " - ".join(parts[:cut]), " - ".join(parts[cut:])
        here, there = _read(one, site), _read(other, site)
        if here is not None and there is not None:
            found = _below(here, there) or _below(there, here) or _same(here, there)
            if found is not None:
                return found
        for found, own, rest in ((here, one, other), (there, other, one)):
            is_foreign = _OF_ANOTHER_LANGUAGE.search(rest) and not _OF_ANOTHER_LANGUAGE.search(own)
            if is_foreign and found is not None and found.exact and found.place is not None and found.place.is_sure:
                return found
    return None


def _same(one: Known, other: Known) -> Known | None:
    """“Kovászna Megye Tanácsa – Consiliul Județean Covasna”: one body, said twice."""
    return one if one.exact and (one.id, one.place) == (other.id, other.place) and _is_sure(one) else None


def _below(over: Known, under: Known) -> Known | None:
    """The body that is under the other, of the other's place where it says none; None where it is not under it."""
    if not (under.exact and _is_public(under)) or _rank(over) <= _rank(under) or _rank(over) == 0:
        return None
    if over.place is None or under.place is None:
        return under if over.place is None and _is_sure(under) else None
    if not over.place.is_sure:
        return None
    if not under.place.key:
        is_of_it = under.each == over.each or (over.each == "county" and under.each == "county")
        return replace(under, place=over.place) if is_of_it else None
    return under if under.place.is_sure and under.place.county == over.place.county else None


def _rank(known: Known) -> int:
    if known.id in ("guvernul", "sgg"):
        return _GOVERNMENT
    if known.id.startswith("ministerul-"):
        return _MINISTRY
    if known.id in _OVER_OTHERS:
        return _NATIONAL
    return _COUNCIL if known.id in _COUNCILS else 0


def _is_public(known: Known) -> bool:
    return known.id not in _COUNCILS and (known.each is not None or _rank(known) > 0)
