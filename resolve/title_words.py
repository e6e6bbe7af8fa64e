"""The words of a title: what they are without their endings, and what they can tell.

Numbers and the people a project is for tell projects apart; words that stand in many titles (“centru”, “servicii”,
“împreună”) tell nothing by themselves. `lexicon/plain_title_words.toml` lists both, `romanian/title_forms.toml` the
forms of a word that endings don't explain.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from resolve.letter_values import one_spelling
from resolve.place_forms import is_in_name_of_town, place_of
from resolve.title_kinds import EMPTY, GROUP, HOPE, HOUSE, group_of, kind_of
from resolve.title_numbers import is_number, phases, with_numbers
from romanian import lexicon, siruta, title_forms
from romanian.counties import counties
from romanian.word_forms import is_form

LITTLE = frozenset(
    re.findall(
        r"\w+",
        """
        a al ai ale ala acest aceasta aceste acestor asupra ca cat ce cea cei cel cele celor care cu cum d da de din
        dintre dupa e este sunt fi fie i in intr intre la le lor lui mai me mea mei mele meu mine ne noastre noastra
        nostri nostru o or ori pe pentru pt prin privind sa sai sale sant sau se si spre sub sunt tai ta tale tau te
        ti tu un una unei unor unui ul va vor voastra and for in of on the to with
        """,
    )
)
# Articles, cases and numbers, the longest first; words that differ in nothing else are one.
_ENDINGS = (
    "urilor", "elelor", "elele", "iului", "iilor", "eaua", "elei", "iii", "iei", "ilor", "elor", "urile", "ului",
    "iile", "iul", "ele", "ile", "lor", "uri", "ea", "ei", "ii", "iu", "ul", "ie", "ia", "a", "e", "i", "u",
)  # fmt: skip
# “tineresc”, “tinerească”, “tinerești”: of adjectives alone, which are long
_OF_ADJECTIVES = ("estilor", "escului", "easca", "estii", "escul", "esti", "esc")
_SHORTEST_STEM = 3
_SHORTEST_ADJECTIVE = 5  # letters of its stem
_CHANGING = re.compile(r"oa(?=[bcdfglmnprstvz]{1,2}$)")  # “sănătoase”, “sănătoși”
_SHORTEST_WORD = 4  # with an ending
_LONGEST_PHRASE = 3  # words
_LONGEST_HOUSE, _LONGEST_SERVICE = 8, 3  # words
_FEWESTHOPES, _SHORTEST_SLOGAN = 2, 3  # words
_KINDS = (HOUSE, "service", "work", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a title as they are compared."""

    core: tuple[str, ...]  # stems and numbers in their order, without the little words
    full: tuple[str, ...]  # the same words with their endings
    numbers: frozenset[str]  # that tell one phase, part or place from another
    groups: frozenset[str]  # people whom it is for
    telling: frozenset[str]  # stems that few titles have
    is_slogan: bool  # common words that few titles have together: “Împreună pentru o viață în siguranță”
    is_kind: bool  # they name no more than a kind of house or service: “Centru de zi pentru copii”


@lru_cache(maxsize=65536)
def read_words(words: tuple[str, ...]) -> Words:
    """What folded words tell; little words alone are kept as they are."""
    abbreviated = title_forms.abbreviations()
    english = title_forms.english()
    counted = with_numbers([abbreviated.get(word) or english.get(word, word) for word in words])
    kept = [word for word in counted if word not in LITTLE]
    if all(map(is_number, kept)):  # “CARE+”
        kept = counted
    kept = _in_one_phrase(kept)
    core = tuple(word if is_number(word) else stem(word) for word in kept)
    return Words(
        core=core,
        full=tuple(kept),
        numbers=frozenset(phases(counted)),
        groups=frozenset(group for word in kept if (group := group_of(word)) is not None),
        telling=frozenset(stem(word) for word in kept if _is_telling(word)),
        is_slogan=_is_slogan(kept),
        is_kind=_is_kind(kept),
    )


def _in_one_phrase(words: list[str]) -> list[str]:
    """The words with the one phrase where several say the same: “violența în familie” is “violența domestică”."""
    phrases = title_forms.phrases()
    found: list[str] = []
    meant: tuple[str, ...] = ()
    place = 0
    while place < len(words):
        sizes = range(min(_LONGEST_PHRASE, len(words) - place), 0, -1)
        said = next((part for size in sizes if (part := tuple(words[place : place + size])) in phrases), None)
        if said is not None and (not meant or phrases[said] != meant):
            found += phrases[said]
        elif said is None and words[place : place + 1] != list(meant):  # “TSA/autism”
            found.append(words[place])
        meant = phrases[said] if said is not None else ()
        place += len(said or words[place : place + 1])
    return found


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without article, case and number, but for names: “Măgurele” is not “Măgura”."""
    known = place_of(word) or title_forms.one_form().get(word) or (word if is_place(word) else _without_article(word))
    word = known or (word[:-1] if word.endswith("ile") and is_form(word[:-1]) else one_spelling(word))  # “mobile”
    is_name = kind_of(word) is None and (is_place(word) or is_first_name(word))
    if len(word) >= _SHORTEST_WORD and not is_name:
        for endings, shortest in ((_OF_ADJECTIVES, _SHORTEST_ADJECTIVE), (_ENDINGS, _SHORTEST_STEM)):
            for ending in endings:
                if word.endswith(ending) and len(word) - len(ending) >= shortest:
                    return _CHANGING.sub("o", word[: -len(ending)])
    return word


def _without_article(word: str) -> str | None:
    """The name of a town to which an article was added: “Roșiorii de Vede”, “Râmnicul Sărat”."""
    bare = word[:-1]
    is_added = word.endswith(("ul", "ii")) and len(bare) >= _SHORTEST_WORD
    return bare if is_added and is_in_name_of_town(bare) and kind_of(word) is None else None


def is_place_kind(word: str) -> bool:
    """Whether a folded word says what kind of place is named behind it: “comuna”."""
    return word in title_forms.words("place_kinds")


def is_another_house(word: str) -> bool:
    """Whether a folded word names what is built beside something else: “centru de zi și cantină”."""
    return word in title_forms.words("houses")


def adds_nothing(word: str, *, before: str) -> bool:
    """Whether a title means the same without this folded word, `before` another: “persoane” before “vârstnice”."""
    if word in title_forms.words("people"):
        return group_of(before) is not None
    return word in title_forms.words("joining")


@lru_cache(maxsize=65536)
def _is_telling(word: str) -> bool:
    """Whether few titles have this folded word: no number, nobody's group, nothing that many do."""
    return len(word) > 1 and not is_number(word) and kind_of(word) is None


@lru_cache(maxsize=65536)
def is_place(word: str) -> bool:
    """Whether a folded word is the name of a county, town or village."""
    register = siruta.gazetteer()
    return bool(register.named(word)) or register.county(word) is not None or place_of(word) is not None


@lru_cache(maxsize=65536)
def is_first_name(word: str) -> bool:
    """Whether a folded word is somebody's first name: houses are called by them."""
    return any(entry.regex.fullmatch(word) for entry in lexicon.load("name_words") if entry.id == "given-name")


@cache
def county_names() -> dict[str, str]:
    """The names of the counties by how they stand among folded words: “bistrita nasaud”."""
    return {siruta.key(entry.name): entry.name for entry in counties()}


def _is_kind(words: Sequence[str]) -> bool:
    """Whether a house and whom it serves, or a few words of service, are all that is named."""
    kinds = [kind_of(word) for word in words]
    named = [is_number(word) or kind in _KINDS for word, kind in zip(words, kinds, strict=True)]
    longest = _LONGEST_HOUSE if HOUSE in kinds else _LONGEST_SERVICE
    return len(words) <= longest and all(
        is_named or (kind or "").startswith(GROUP) for is_named, kind in zip(named, kinds, strict=True)
    )


def _is_slogan(words: Sequence[str]) -> bool:
    kinds = [kind_of(word) for word in words]
    hopes = kinds.count(HOPE)
    groups = sum(kind is not None and kind.startswith(GROUP) for kind in kinds)
    return (
        hopes >= _FEWESTHOPES
        and hopes + groups >= _SHORTEST_SLOGAN
        and hopes + groups == len([kind for kind in kinds if kind != EMPTY])
    )
