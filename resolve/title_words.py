"""The words of a title: what they are without their endings, and what they can tell.

Numbers and the people a project is for tell projects apart; words that stand in many titles (“centru”, “servicii”,
“împreună”) tell nothing by themselves. `lexicon/plain_title_words.toml` lists both, `romanian/title_forms.toml` the
forms of a word that endings don't explain.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from resolve.letter_values import one_spelling
from resolve.place_forms import place_of
from romanian import lexicon, siruta, title_forms
from romanian.counties import counties

_GROUP = "group:"
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
_HOPE, _EMPTY = "hope", "empty"
_FEWEST_HOPES, _SHORTEST_SLOGAN = 2, 3  # words
_HOUSE = "house"
_KINDS = (_HOUSE, "service", "work", "link")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_ROMAN_LETTERS = {"i": "1", "v": "5", "x": "10"}  # words, too: numbers only where a number is due
_ORDINALS = {"prima": "1", "primul": "1", "intai": "1", "intaia": "1", "doua": "2", "treia": "3", "patra": "4"}
_IN_WORDS = {
    "doi": "2", "doua": "2", "trei": "3", "patru": "4", "cinci": "5", "sase": "6", "sapte": "7", "opt": "8",
    "zece": "10", "unsprezece": "11", "doisprezece": "12", "douasprezece": "12", "cincisprezece": "15",
}  # fmt: skip
_DESIGNATED = re.compile(
    r"corp(?:ul|ului)?|bloc(?:ul|ului)?|lot(?:ul|ului)?|scara|grupa|grupei|pavilion(?:ul|ului)?|tronson(?:ul)?"
    r"|cladirea|aripa|component[ae]|componentei|modul(?:ul|ului)?|seria|sectiunea|secventa|obiectiv(?:ul|ului)?"
)
_ADDED = frozenset(("plus", "bis", "extins"))  # “VIP PLUS” is not “VIP”
_COUNTED = re.compile(r"(?:ani|luni|zile|ore|locuri|apartamente|case|paturi|localitati|comune|sate|orase|scoli)$")


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
    counted = _with_numbers([abbreviated.get(word) or english.get(word, word) for word in words])
    kept = [word for word in counted if word not in LITTLE]
    if all(map(is_number, kept)):  # “CARE+”
        kept = counted
    kept = _in_one_phrase(kept)
    core = tuple(word if is_number(word) else stem(word) for word in kept)
    return Words(
        core=core,
        full=tuple(kept),
        numbers=frozenset(_phases(counted)),
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
    word = place_of(word) or title_forms.one_form().get(word) or (word if is_place(word) else one_spelling(word))
    is_name = _kind(word) is None and (is_place(word) or is_first_name(word))
    if len(word) >= _SHORTEST_WORD and not is_name:
        for endings, shortest in ((_OF_ADJECTIVES, _SHORTEST_ADJECTIVE), (_ENDINGS, _SHORTEST_STEM)):
            for ending in endings:
                if word.endswith(ending) and len(word) - len(ending) >= shortest:
                    return _CHANGING.sub("o", word[: -len(ending)])
    return word


def is_number(word: str) -> bool:
    """Whether it is a number, or a word that tells as much: “plus”."""
    return word[:1].isdigit() or word in _ADDED


def has_digit(word: str) -> bool:
    """Whether there is a figure in it: “E202” and “E220” are two, whatever the letters."""
    return any(map(str.isdigit, word))


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
    return len(word) > 1 and not is_number(word) and _kind(word) is None


def is_common(word: str) -> bool:
    """Whether many titles have this folded word."""
    return _kind(word) is not None


def says_little(word: str) -> bool:
    """Whether a title means the same without this folded word: “servicii (sociale) integrate”."""
    return _kind(word) in ("service", "link", "empty")


def group_of(word: str) -> str | None:
    """The people whom a folded word names, or None."""
    kind = _kind(word)
    return kind.removeprefix(_GROUP) if kind is not None and kind.startswith(_GROUP) else None


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


@lru_cache(maxsize=65536)
def _kind(word: str) -> str | None:
    found = None
    for kind, pattern in _kinds():
        if pattern.fullmatch(word):
            if kind.startswith(_GROUP):
                return kind
            found = found or kind
    return found


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry.id, re.compile(entry.pattern)) for entry in lexicon.load("plain_title_words"))


def _is_kind(words: Sequence[str]) -> bool:
    """Whether a house and whom it serves, or a few words of service, are all that is named."""
    kinds = [_kind(word) for word in words]
    named = [is_number(word) or kind in _KINDS for word, kind in zip(words, kinds, strict=True)]
    longest = _LONGEST_HOUSE if _HOUSE in kinds else _LONGEST_SERVICE
    return len(words) <= longest and all(
        is_named or (kind or "").startswith(_GROUP) for is_named, kind in zip(named, kinds, strict=True)
    )


def _is_slogan(words: Sequence[str]) -> bool:
    kinds = [_kind(word) for word in words]
    hopes = kinds.count(_HOPE)
    groups = sum(kind is not None and kind.startswith(_GROUP) for kind in kinds)
    return (
        hopes >= _FEWEST_HOPES
        and hopes + groups >= _SHORTEST_SLOGAN
        and hopes + groups == len([kind for kind in kinds if kind != _EMPTY])
    )


def _with_numbers(words: Sequence[str]) -> list[str]:
    """The words with numbers in figures and without what only announces them: “faza a II-a” is “2”."""
    found: list[str] = []
    for place, word in enumerate(words):
        before = next((w for w in reversed(words[:place]) if w not in ("a", "de")), "")
        is_due = _kind(before) == "phase"
        is_last = place + 1 == len(words) and place > 0
        number = _ROMAN.get(word)
        if number is None and (is_due or is_last):
            number = _ROMAN_LETTERS.get(word)
        if number is None and (is_due or _kind(next(iter(words[place + 1 : place + 2]), "")) == "phase"):
            number = _ORDINALS.get(word)
        if number is None and word in _IN_WORDS and _is_counted(words, place + 1):
            number = _IN_WORDS[word]
        if number is None and len(word) == 1 and word.isalpha() and _DESIGNATED.fullmatch(before):
            number = f"0{word}"  # “corp A”, “bloc B”
        found.append(number or (word.lstrip("0") or "0" if word.isdigit() else word))
    return [word for place, word in enumerate(found) if not _announces(found, place)]


def _is_counted(words: Sequence[str], place: int) -> bool:
    """Whether a house, people or what is counted stand there: “trei case”, “doi copii”; a second chance is none."""
    kind = _kind(words[place]) if place < len(words) else None
    if kind is not None and _COUNTED.match(words[place]):
        return True
    return kind == _HOUSE or (kind or "").startswith(_GROUP)


def _announces(words: Sequence[str], place: int) -> bool:
    """Whether a word says no more than that a number comes, or came: “faza 2”, “a 2-a ediție”."""
    if _kind(words[place]) != "phase":
        return False
    after = [word for word in words[place + 1 : place + 3] if word != "a"][:1]
    before = [word for word in words[max(place - 2, 0) : place] if word != "a"][-1:]
    return any(is_number(word) for word in (*after, *before))


def _phases(words: Sequence[str]) -> Iterable[str]:
    """The numbers that don't count people, years of age or places."""
    for place, word in enumerate(words):
        if not is_number(word):
            continue
        following = next((w for w in words[place + 1 : place + 4] if w != "de" and not w.isdigit()), "")
        if group_of(following) is None and not _COUNTED.match(following):
            yield word
