"""The names of the lexicon's bodies as names are compared with them: stems, letters, acronyms."""

from functools import cache

from resolve.body_places import find_county
from resolve.name_stems import content, rare, stem, stems
from resolve.names import plain_words
from resolve.spelling import folded, words
from romanian.body_words import forms
from romanian.fold import fold
from romanian.organisations import KnownBody, known_bodies

OF_COUNTY = stem("judetean")
_IN_ANY_ORDER = 3  # words that tell a body in whatever order
TYPO_LENGTH = 18  # letters of a head that may have a letter wrong; twice as many may have two


@cache
def heads() -> dict[tuple[str, ...], KnownBody]:
    """Entries by the stems of all their names."""
    found: dict[tuple[str, ...], KnownBody] = {}
    for entry in known_bodies().values():
        for name in entry.all_names:
            found.setdefault(stems(plain_words(name).split()), entry)
    return found


@cache
def long_names() -> dict[str, KnownBody]:
    """Entries by their long names, without little words."""
    found: dict[str, KnownBody] = {}
    for entry in known_bodies().values():
        for name in entry.all_names:
            text = " ".join(content(plain_words(name).split()))
            if len(text) >= TYPO_LENGTH:
                found.setdefault(text, entry)
    return found


@cache
def long_names_like() -> tuple[dict[tuple[int, str], tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """The same names by how many words they have and by the first of them; and by how many they have alone."""
    by_first: dict[tuple[int, str], tuple[str, ...]] = {}
    by_length: dict[int, tuple[str, ...]] = {}
    for text in long_names():
        first, length = text.partition(" ")[0], len(text.split())
        by_first[length, first] = (*by_first.get((length, first), ()), text)
        by_length[length] = (*by_length.get(length, ()), text)
    return by_first, by_length


@cache
def first_words() -> frozenset[str]:
    """The words that long names begin with."""
    return frozenset(text.partition(" ")[0] for text in long_names())


@cache
def known_acronyms() -> dict[str, KnownBody]:
    """Entries by their folded acronyms."""
    return {fold(acronym): entry for entry in known_bodies().values() for acronym in entry.acronyms}


@cache
def longest_head() -> int:
    """Words of the longest name."""
    return max(map(len, heads()))


@cache
def loose_heads() -> dict[tuple[str, ...], KnownBody]:
    """The same, without “județean”, of bodies of which each county has one."""
    found: dict[tuple[str, ...], set[str]] = {}
    for head, entry in heads().items():
        if (
            entry.each == "county"
            and entry.patrons is None
            and len(loose := tuple(word for word in head if word != OF_COUNTY)) > 1
        ):
            found.setdefault(loose, set()).add(entry.id)
    return {loose: known_bodies()[min(ids)] for loose, ids in found.items() if len(ids) == 1 and loose not in heads()}


@cache
def own_words(id_: str) -> frozenset[str]:
    """Words of a university's own names, and their initials: “UMFST „G.E. Palade””."""
    entry = known_bodies()[id_]
    own = [content(plain_words(name).split()) for name in entry.all_names]
    if not own[0][0].startswith(("universitatea", "academia", "institutul")):
        return frozenset()
    initials = {
        "".join(word[0] for word in name[at:end])
        for name in own
        for at in range(len(name))
        for end in range(at + 1, at + 4)
    }
    return frozenset(word for name in own for word in name) | initials


@cache
def seats_of(id_: str) -> frozenset[str]:
    """The county of the seat that names of the body end with: “UBB Cluj” is the “Universitatea … din Cluj-Napoca”."""
    ends = (words(folded(name))[at:] for name in known_bodies()[id_].all_names for at in (-1, -2))
    return frozenset(county for end in ends if (county := find_county(" ".join(end))))


@cache
def english_ends() -> frozenset[str]:
    """The last words of names in other languages, which may have their place in front."""
    return frozenset(words(folded(name))[-1] for entry in known_bodies().values() for name in entry.english)


@cache
def loose_first_words() -> frozenset[str]:
    """The stems that those begin with."""
    return frozenset(head[0] for head in loose_heads())


@cache
def turned_heads() -> dict[tuple[str, ...], KnownBody]:
    """Bodies of which there is one by the stems of their names in alphabetical order, where no two have the same."""
    found: dict[tuple[str, ...], set[str]] = {}
    for head, entry in heads().items():
        if entry.each is None and len(head) >= _IN_ANY_ORDER:
            found.setdefault(tuple(sorted(head)), set()).add(entry.id)
    return {turned: known_bodies()[min(ids)] for turned, ids in found.items() if len(ids) == 1}


@cache
def formless_heads() -> dict[tuple[str, ...], KnownBody]:
    """NGOs by the stems of their names without the legal form, where what is left tells them."""
    found: dict[tuple[str, ...], set[str]] = {}
    for entry in known_bodies().values():
        for name in entry.all_names if entry.each is None else ():
            form, *own = content(plain_words(name).split())
            if form in forms() and len(own) > 1 and rare(own):
                found.setdefault(stems(own), set()).add(entry.id)
    return {own: known_bodies()[min(ids)] for own, ids in found.items() if len(ids) == 1 and own not in heads()}
