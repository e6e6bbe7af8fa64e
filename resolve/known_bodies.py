"""Which body of `romanian/organisations.toml` a name speaks of, and of which place.

Heads are compared by the stems of their words, without the little ones; a head that is a letter or two off is taken,
too, and marked as doubtful. The longest head counts: what follows it must be a place, or the name is another body's.
"""

from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resolve.body_heads import (
    OF_COUNTY,
    TYPO_LENGTH,
    english_ends,
    first_words,
    heads,
    known_acronyms,
    long_names,
    long_names_like,
    longest_head,
    loose_first_words,
    loose_heads,
    own_words,
    seats_of,
)
from resolve.body_patrons import named_after, place_behind_patron
from resolve.body_places import CAPITAL, Place, completed, find_county, place_of_county_body, place_of_town_body
from resolve.body_regions import place_of_region_body
from resolve.foreign_bodies import is_said_of, place_abroad
from resolve.grammar import nominative
from resolve.name_likeness import is_slip, likeness_by_surname, unstuttered
from resolve.name_stems import LITTLE, content, stem, stems
from resolve.spelling import folded, words
from romanian.body_words import forms
from romanian.fold import fold
from romanian.organisations import KnownBody, known_bodies
from romanian.vocabulary import is_word

TOWN_HALL = "primaria"  # id of a town hall, its commune, town or city, and its territorial unit, which are one body
_AFTER_PEOPLE = frozenset({"universitatea", "academia", "institutul"})
_MUST_SHOUT = 4  # letters: up to here an acronym counts in capitals alone (“DAS”, but not “Das Haus”)
_CUT_WORDS = 3  # words that must be left of a name that is cut off
_LONGEST_PLACE = 4  # words of a place that the register doesn't have
# What ministries, national authorities and hospitals of Bucharest are called.
_OF_THE_STATE = (
    "Ministerul",
    "Agenția",
    "Autoritatea",
    "Administrația",
    "Institutul",
    "Casa Națională",
    "Consiliul",
    "Spitalul",
)
_TOWN_HALLS = {
    "primaria": None, "primarul": None, "uat": None, "unitatea administrativ teritoriala": None, "town hall of": None,
    "unitatea administrativ teritoriala uat": None, "city hall of": None, "municipality of": None, "city of": None,
    "municipalitatea": None,
    "comuna": "commune", "orasul": "town", "municipiul": "city", "commune of": "commune", "town of": "town",
}  # fmt: skip
_OTHER_TOWN_HALLS = frozenset(
    {"city hall", "town hall", "municipality", "mayor s office", "commune", "polgarmesteri hivatal",
     "polgarmesteri hivatala", "varos polgarmesteri hivatala", "kozseg polgarmesteri hivatala", "varos onkormanyzata",
     "kozseg onkormanyzata", "megyei jogu varos onkormanyzata", "municipium polgarmesteri hivatala"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A known body; `place` is that which the name says, and `exact` is False where the head has a letter wrong."""

    entry: KnownBody | None
    id: str
    place: Place | None = None
    exact: bool = True

    @property
    def each(self) -> str | None:
        return "town" if self.entry is None else self.entry.each


def find_known(tokens: list[str], site: str | None, *, acronym: bool) -> Known | None:
    """The known body of a name in folded words, its head in the nominative; None where it is none.

    `site` is the county of those who write it; `acronym` tells whether the first word is written as an acronym.
    """
    if not tokens:
        return None
    if "prin" in tokens[2:]:  # “Județul Vrancea prin Consiliul Județean Vrancea”
        found = find_known(tokens[: tokens.index("prin", 2)], site, acronym=acronym)
        if found is not None and found.place is not None and found.place.is_sure:
            return found
    if tokens[0] == "pmb":
        tokens = ["primaria", "bucuresti", *tokens[1:]]
    if len(tokens) > 1 and tokens[0] in forms() and (entry := known_acronyms().get(tokens[1])) and entry.each is None:
        found = _placed(entry, tokens[2:], site)
        if found is not None and words(folded(entry.name))[0] == tokens[0]:  # “Asociația ARAS”
            return found
    entry = known_acronyms().get(tokens[0])
    if entry is not None and (acronym or len(tokens[0]) > _MUST_SHOUT):
        found = _placed(entry, tokens[1:], site)
        if found is not None:
            return found
    found = _town_hall(tokens, site) or _by_head(tokens, site)
    if found is not None and (found.place is None or found.place.known):
        return found
    if (other := _abroad(tokens) or _named_after(tokens, site)) is not None:
        return other
    near = _nearly(tokens, site)
    if found is None or (near is not None and near.place is not None and near.place.known):
        found = near
    return (
        found
        or _by_tail(tokens, site)
        or _by_shortened_patron(tokens)
        or (_by_misspelt_acronym(tokens) if acronym else None)
    )


def _placed(entry: KnownBody, rest: list[str], site: str | None, *, exact: bool = True) -> Known | None:
    if entry.each is None:
        rest = [word for word in rest if word not in LITTLE and word != "romania" and word not in own_words(entry.id)]
        seat = find_county(" ".join(rest))
        is_all = (
            not rest
            or is_said_of(entry, " ".join(rest))
            or seat in seats_of(entry.id)
            or (seat == CAPITAL and entry.name.startswith(_OF_THE_STATE))
        )
        return Known(entry=entry, id=entry.id, exact=exact) if is_all else None
    own = {fold(acronym) for acronym in entry.acronyms}
    rest = _once(_without_name(entry, [word for word in rest if word not in own]))
    place = _place_of(entry, rest, site)
    if entry.patrons is not None and (place is None or not place.known):
        place = place_behind_patron(entry, rest, site) or place
    if place is None or (not place.known and len(place.key.split()) > _LONGEST_PLACE):
        return None
    return Known(entry=entry, id=entry.id, place=place, exact=exact and not place.is_typo)


def _place_of(entry: KnownBody, rest: list[str], site: str | None) -> Place | None:
    if entry.each == "region":
        return place_of_region_body(rest)
    return place_of_county_body(rest) if entry.each == "county" else place_of_town_body(rest, None, site)


def _named_after(tokens: list[str], site: str | None) -> Known | None:
    found = named_after(tokens, site)
    return Known(entry=found[0], id=found[0].id, place=found[1]) if found else None


def _abroad(tokens: list[str]) -> Known | None:
    """A municipality, a county, a province or a region of another country."""
    found = place_abroad(tokens)
    if found is None:
        return None
    level, place = found
    council = known_bodies()["consiliul-judetean"] if level == "county" else None
    own = council.id if council else TOWN_HALL if level == "municipality" else f"{level} abroad"
    return Known(entry=council, id=own, place=place)


def _without_name(entry: KnownBody, rest: list[str]) -> list[str]:
    """What follows an acronym without the long name: “CJRAE, Centrul Județean de Resurse …, Arad”."""
    meaning = _meaning(nominative(rest))
    for length in range(len(meaning), 1, -1):
        if heads().get(tuple(word for _, word in meaning[:length])) is entry:
            return rest[meaning[length - 1][0] + 1 :]
    return rest


def _town_hall(tokens: list[str], site: str | None) -> Known | None:
    text = " ".join(tokens)
    for head in sorted(_TOWN_HALLS, key=len, reverse=True):
        if text == head or text.startswith(f"{head} "):
            rest = text[len(head) :].split()
            if (head == "uat" or head.startswith("unitatea")) and rest[:1] in (["judetul"], ["judet"]):
                return _county_itself(rest)
            place = place_of_town_body(rest, _TOWN_HALLS[head], site)
            if place is None or (not place.known and len(place.key.split()) > _LONGEST_PLACE):
                return None
            return Known(entry=None, id=TOWN_HALL, place=place, exact=not place.is_typo)
    if tokens[0] == "sector":
        place = place_of_town_body(tokens, None, site)
        return Known(entry=None, id=TOWN_HALL, place=place) if place is not None and place.county else None
    return _county_itself(tokens) if tokens[0] == "judetul" else None


def _county_itself(tokens: list[str]) -> Known | None:
    place = place_of_county_body(tokens)
    council = known_bodies()["consiliul-judetean"]
    return Known(entry=council, id=council.id, place=place) if place is not None and place.county else None


def _by_head(tokens: list[str], site: str | None) -> Known | None:
    meaning = _meaning(tokens)
    for length in range(min(longest_head(), len(meaning)), 0, -1):
        entry = heads().get(tuple(word for _, word in meaning[:length]))
        if entry is not None and (found := _placed(entry, tokens[meaning[length - 1][0] + 1 :], site)):
            return found
    return _by_loose_head(tokens, site)


def _by_loose_head(tokens: list[str], site: str | None) -> Known | None:
    """A county's body whose name says “județean” elsewhere, or not at all."""
    if stem(tokens[0]) not in loose_first_words():
        return None
    meaning = [(place, word) for place, word in _meaning(tokens) if word != OF_COUNTY]
    for length in range(min(longest_head(), len(meaning)), 1, -1):
        entry = loose_heads().get(tuple(word for _, word in meaning[:length]))
        if entry is not None:
            rest = [word for word in tokens[meaning[length - 1][0] + 1 :] if stem(word) != OF_COUNTY]
            if (found := _placed(entry, rest, site)) and found.place is not None and found.place.is_sure:
                return found
    return None


def _meaning(tokens: list[str]) -> list[tuple[int, str]]:
    return [(place, stem(word)) for place, word in enumerate(tokens) if word not in LITTLE]


def _once(words: list[str]) -> list[str]:
    """“Iași – DGASPC Iași” says Iași twice."""
    half = len(words) // 2
    return words[:half] if half and words[:half] == words[half:] else words


def find_cut(tokens: list[str], rest: list[str], site: str | None) -> Known | None:
    """The one body whose name begins so: “Ministerul Investițiilor și Proiectelor Eur…”; `rest` stands behind it."""
    written = tuple(content(tokens))
    if not rest and (found := _of_cut_place(tokens, site)):
        return found
    if len(written) < _CUT_WORDS:
        return None
    begun = {entry.id: entry for head, entry in long_names().items() if head.startswith(" ".join(written))}
    if len(begun) != 1:
        return None
    (entry,) = begun.values()
    return _placed(entry, rest, site, exact=False) if rest or entry.each is None else None


def _of_cut_place(tokens: list[str], site: str | None) -> Known | None:
    """“Inspectoratul Județean de Poliție Bistrița-Năs…”: the body of the one place that begins so."""
    for each in ("county", "town"):
        whole = completed(tokens, county=each == "county")
        found = (_town_hall(whole, site) or _by_head(whole, site)) if whole is not None else None
        if found is not None and found.each == each and found.place is not None and found.place.is_sure:
            return replace(found, exact=False)
    return None


def _nearly(tokens: list[str], site: str | None) -> Known | None:
    """A head that is a letter off, or two where it is long."""
    meaning = [(place, unstuttered(word)) for place, word in enumerate(tokens) if word not in LITTLE]
    first = meaning[0][1] if meaning else ""
    by_first, by_length = long_names_like()
    is_whole = is_word(first) or first in first_words()  # who writes the first word wrong writes the others right
    for length in range(min(longest_head(), len(meaning)), 1, -1):
        written = " ".join(word for _, word in meaning[:length])
        if len(written) < TYPO_LENGTH - 1:
            break
        choices = by_first.get((length, first), ()) if is_whole else by_length.get(length, ())
        cutoff = 2 if len(written) >= 2 * TYPO_LENGTH else 1
        near = process.extractOne(written, choices, scorer=OSA.distance, score_cutoff=cutoff) if choices else None
        if near is not None and is_slip(written.split(), near[0].split()):
            return _placed(long_names()[near[0]], tokens[meaning[length - 1][0] + 1 :], site, exact=False)
    return None


def _by_misspelt_acronym(tokens: list[str]) -> Known | None:
    """“DGAPSC Tulcea”: a long acronym that is a letter off, of a body of which each county has one."""
    if len(tokens[0]) <= _MUST_SHOUT or is_word(tokens[0]):
        return None
    near = [name for name in known_acronyms() if OSA.distance(name, tokens[0], score_cutoff=1) == 1]
    entry = known_acronyms()[near[0]] if len(near) == 1 else None
    found = _placed(entry, tokens[1:], None, exact=False) if entry is not None and entry.each == "county" else None
    return found if found is not None and found.place is not None and found.place.is_sure else None


def _by_shortened_patron(tokens: list[str]) -> Known | None:
    """“Universitatea de Medicină și Farmacie „Gr. T. Popa” Iași”: a university whose patron's first names are short."""
    if tokens[0] not in _AFTER_PEOPLE:
        return None
    written = tuple(word for word in content(tokens))
    alike = (name for name in long_names() if name.startswith(f"{tokens[0]} "))
    found = {long_names()[name].id for name in alike if likeness_by_surname(written, tuple(name.split()))}
    entry = known_bodies()[found.pop()] if len(found) == 1 else None
    return Known(entry=entry, id=entry.id) if entry is not None and entry.each is None else None


def _by_tail(tokens: list[str], site: str | None) -> Known | None:
    """English names have their place in front: “Bacau County Council”."""
    for place in range(1, min(_LONGEST_PLACE, len(tokens) - 1) + 1):
        if " ".join(tokens[place:]) in _OTHER_TOWN_HALLS:
            return _town_hall(["primaria", *tokens[:place]], site)
        entry = heads().get(stems(tokens[place:]))
        if entry is not None and entry.each and content(tokens[place:])[-1] in english_ends():
            return _placed(entry, tokens[:place], site)
    return None
