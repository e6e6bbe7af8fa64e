"""The words of one title in another order: which orders say the same, and which say something else."""

from resolve.title_kinds import group_of, is_common
from resolve.title_numbers import is_number
from resolve.title_words import Words, is_place, read_words, stem
from resolve.titles import Title

_FEWEST = 4  # words of a title whose beginning may be its end in another
_PREPOSITIONS = frozenset(
    (
        "pentru",
        "pt",
        "ptr",
        "la",
        "de",
        "in",
        "din",
        "spre",
        "catre",
        "cu",
        "prin",
        "fara",
        "despre",
        "dinspre",
        "dintre",
    )
)
_JOINING = frozenset(("si", "sau", "ori"))
_FEWEST_OF_A_NAME = 2  # words
_HEADS = 2  # words that both parts begin or end with: “Casa Lidia și Casa Natan”


def is_other_order(title: Title, beside: Title) -> bool:
    """Whether the same words say the same in both orders: a part of the title stands elsewhere, or a list is turned.

    Two words that change places around others say something else: “copii sănătoși, familii fericite” and
    “copii fericiți, familii sănătoase”; so do those that change prepositions: “De la școală la muncă”.
    """
    one, other = title.words, beside.words
    same = [here == there for here, there in zip(one.core, other.core, strict=True)]
    moved = {word: root for word, root, is_same in zip(one.full, one.core, same, strict=True) if not is_same}
    sorts = frozenset(root for word, root in moved.items() if not is_place(word) or is_common(word))
    if _change_prepositions(title.key, beside.key, sorts):
        return False
    are_listed = all(is_place(word) and not is_common(word) for word in moved)  # “Moșna, Bârghiș și Alma”
    return are_listed or _is_turned(one.core, other.core, same) or all(group_of(w) or is_number(w) for w in moved)


def _is_turned(one: tuple[str, ...], other: tuple[str, ...], same: list[bool]) -> bool:
    """Whether two parts behind each other changed places."""
    size = len(one)
    first, last = same.index(False), size - same[::-1].index(False)
    for start in range(max(first - _HEADS, 0), first + 1):
        for end in range(last, min(last + _HEADS, size) + 1):
            ours, theirs = one[start:end], other[start:end]
            if any(ours[at:] + ours[:at] == theirs for at in range(1, len(ours))):
                return True
    return False


def _change_prepositions(one: str, other: str, moved: frozenset[str]) -> bool:
    """Whether each of two words has the preposition that the other had."""
    ours, theirs = _prepositions(one), _prepositions(other)
    pairs = {(ours[word], theirs[word]) for word in moved if word in ours and word in theirs}
    return any(here != there and (there, here) in pairs for here, there in pairs)


def _prepositions(key: str) -> dict[str, str]:
    """The prepositions of each word of a title; what is listed has the one of the list: “pentru copii și tineri”."""
    found: dict[str, str] = {}
    before: list[str] = []
    last, is_listed = "", False
    for word in key.split():
        if word in _PREPOSITIONS:
            before.append(word)
            is_listed = False
        elif word in _JOINING:
            is_listed = True
        else:
            is_listed = is_listed or (group_of(word) is not None and group_of(last) is not None)
            found[stem(word)] = found.get(stem(last), "") if is_listed and not before else " ".join(before)
            before, last, is_listed = [], word, False
    return found


def is_name_moved(one: Title, other: Title) -> bool:
    """Whether they are the same but for where a name stands that one has before a dash or within quotation marks."""
    for name in (one.short, other.short):
        if name is not None and len(name.core) >= _FEWEST_OF_A_NAME:
            ours, theirs = _without(one.words.core, name.core), _without(other.words.core, name.core)
            if ours is not None and ours == theirs:
                return True
    return False


def _without(words: tuple[str, ...], part: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words without those that stand behind each other; None where they don't, or nothing is left."""
    size = len(part)
    places = (at for at in range(len(words) - size + 1) if words[at : at + size] == part)
    at = next(places, None)
    return None if at is None or size == len(words) else (*words[:at], *words[at + size :])


def rotated(one: Words, other: Words) -> Words | None:
    """The first beginning where the other begins, and what stood before behind it; None where nothing says where."""
    if min(len(one.core), len(other.core)) < _FEWEST:
        return None
    for begins, word in ((True, other.core[0]), (False, other.core[-1])):
        if one.core.count(word) == 1:
            at = one.core.index(word) + (not begins)
            if 0 < at < len(one.core):
                return read_words((*one.full[at:], *one.full[:at]))
    return None
