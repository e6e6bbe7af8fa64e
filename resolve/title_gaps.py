"""Where the words of two titles differ: misspelt, shortened, written together, or missing."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from resolve.misread import LOST, is_read_as
from resolve.place_forms import is_in_long_name, rest_of_town
from resolve.title_kinds import HOUSE, group_of, is_common, kind_of
from resolve.title_numbers import has_digit, is_number
from resolve.title_words import Words, adds_nothing, is_first_name, is_place, is_place_kind, stem
from romanian import title_forms
from romanian.vocabulary import is_word
from romanian.word_forms import is_form

_LONGEST_WORD = 10  # letters; a word of so many may have two slips
_LONG_WORD = 7  # of a word in which one letter may be another
_SHORT_WORD = 4  # of one that may lack a letter
_LONGEST_RUN = 6  # words that are tried with and without each
SHORTEST_ABBREVIATION = 3  # letters, and of what it leaves out

_DOUBLED = re.compile(r"(\w{2,3}?)\1+")  # “personalulului”
_TELLING_OF_TOWNS = frozenset(("mare", "mica", "mic", "mici", "noua", "nou", "veche", "vechi", "sus", "jos", "alba"))

# Of those who live in a place, and of what is of it, the longest first. Source: DOOM 3.
_OF_PLACES = ("eanului", "enilor", "enelor", "eanul", "enele", "eana", "enii", "ean", "eni", "ene")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What differs."""

    slips: int  # words that are misspelt
    missing: tuple[str, ...]  # words, with their endings, that only one has


def gaps_between(one: Words, other: Words) -> Gaps | None:
    """Where they differ; None where other words stand in one place. What adds nothing does not count. Symmetric."""
    ours, theirs = _bare(one, other), _bare(other, one)
    whole = _gaps(one.full, other.full)
    bare = _gaps(ours, theirs) if (ours, theirs) != (one.full, other.full) else None
    if whole is None and bare is not None and bare.missing:
        return None  # “sat de vacanță”, “centru de vacanță”
    found = filter(None, (whole, bare))
    return min(found, key=lambda gaps: (gaps.slips + len(gaps.missing), gaps.slips), default=None)


def _gaps(one: Run, other: Run) -> Gaps | None:
    slips, missing = 0, list[str]()
    for ours, theirs in _differing(one, other):
        found = _slips(ours, theirs)
        if found is not None:
            slips += found
        elif not ours or not theirs:
            missing += (*ours, *theirs)
        elif (partly := _slips_and_gap(ours, theirs)) is not None:
            slips += partly.slips
            missing += partly.missing
        else:
            return None
    return Gaps(slips, tuple(missing))


def _bare(words: Words, beside: Words) -> Run:
    """The words without those that add nothing to what the other says."""
    kinds, others = (frozenset(stem(w) for w in side.full if is_place_kind(w)) for side in (words, beside))
    may_lack = kinds <= others or others <= kinds  # “comuna Roman” is not “municipiul Roman”
    kept: list[str] = []
    for place, word in enumerate(words.full):
        following = words.full[place + 1 : place + 2]
        is_said = stem(word) in beside.core
        if is_place_kind(word) and following and may_lack and not is_said:
            continue
        if not is_said and adds_nothing(word, before=following[0] if following else ""):
            continue
        if not is_said and _is_rest_of_town(words.full, place, beside.full):
            continue
        if word in kept and not is_number(word) and not is_common(word) and beside.full.count(word) == 1:
            continue  # “sat Codru, comuna Codru”
        kept.append(word)
    return tuple(kept)


def _is_rest_of_town(said: Run, place: int, beside: Run) -> bool:
    """Whether the other names the same town by other words of its name alone: “Odorheiu Secuiesc”, “Odorhei”."""
    town = rest_of_town(said, place)
    heads = [word for at in town if at != place for word in (said[at], said[at].removesuffix("u"))]
    where = next((at for at, word in enumerate(beside) if word in heads), None)
    return where is not None and not is_in_long_name(beside, where) and said[place] not in _TELLING_OF_TOWNS


def _differing(one: Run, other: Run) -> list[tuple[Run, Run]]:
    """The runs of words of each that stand in the same place and differ."""
    found: list[tuple[Run, Run]] = []
    end = (-1, -1)
    for step in Levenshtein.opcodes(*(tuple(map(stem, words)) for words in (one, other))):
        if step.tag == "equal":
            continue
        ours, theirs = one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        if end == (step.src_start, step.dest_start):
            before = found.pop()
            ours, theirs = (*before[0], *ours), (*before[1], *theirs)
        found.append((ours, theirs))
        end = (step.src_end, step.dest_end)
    return found


def _slips_and_gap(ours: Run, theirs: Run) -> Gaps | None:
    """Two runs that are one but for slips once the words behind each other that only the longer has are gone."""
    short, long = sorted((ours, theirs), key=len)
    gap = len(long) - len(short)
    if not gap or len(long) > _LONGEST_RUN:
        return None
    tried = ((_slips(long[:at] + long[at + gap :], short), long[at : at + gap]) for at in range(len(short) + 1))
    found = [Gaps(slips, missing) for slips, missing in tried if slips is not None]
    return min(found, key=lambda gaps: (gaps.slips, gaps.missing), default=None)


def _slips(ours: Run, theirs: Run) -> int | None:
    """In how many words two runs differ when each word has its fellow, misread ones not counted; None otherwise."""
    if not ours or not theirs:
        return None if ours or theirs else 0
    if "".join(ours) == "".join(theirs):  # “socio medicale”, “sociomedicale”
        return 0
    if _is_misread(ours[0], theirs[0]) or _is_short_for(ours[0], theirs[0]) or _is_of_place(ours[0], theirs[0]):
        here = 0
    elif is_slip(ours[0], theirs[0]):
        here = 1
    else:
        return _glued(ours, theirs)
    rest = _slips(ours[1:], theirs[1:])
    return None if rest is None else here + rest


def _glued(ours: Run, theirs: Run) -> int | None:
    """As `_slips`, where two words of the one are written as one by the other: “socio medicale”, “sociomedicale”."""
    for apart, whole in ((ours, theirs), (theirs, ours)):
        if len(apart) > 1 and _is_one_word(apart[0] + apart[1], whole[0]):
            rest = _slips(ours[2:], theirs[1:]) if apart is ours else _slips(ours[1:], theirs[2:])
            if rest is not None:
                return rest + (apart[0] + apart[1] != whole[0])
    return None


def _is_one_word(apart: str, whole: str) -> bool:
    """Whether they are one; within a word î is â: “mâiniîntinse”."""
    return apart == whole or (len(whole) >= _LONGEST_WORD and apart.replace("i", "a") == whole.replace("i", "a"))


def _is_short_for(one: str, other: str) -> bool:
    """Whether one is the beginning of the other, a word and no name, and ends as abbreviations do: “multif.”."""
    short, full = sorted((one, other), key=len)
    if len(short) == 1:
        is_kind = full in title_forms.words("land_kinds") or kind_of(full) == HOUSE
        return full.startswith(short) and is_kind  # “V. Jiului”, “C. de zi”
    if len(short) < SHORTEST_ABBREVIATION or len(full) - len(short) < SHORTEST_ABBREVIATION:
        return False
    if not full.startswith(short) or short[-1] in "aeiou" or _is_known(short):
        return False
    return is_common(full) or (
        len(short) >= _SHORT_WORD and is_form(full) and not is_form(short) and not _is_known(full)
    )


def _is_misread(one: str, other: str) -> bool:
    """Whether they are one word as machines misread it: never two words that there are, nor short ones of no list."""
    if not is_read_as(one, other):
        return _is_old_spelling(one, other)
    if one == other or LOST in one + other:
        return True
    is_long = min(len(one), len(other)) >= _LONG_WORD
    return (is_common(one) or is_common(other) or is_long) and not (_is_known(one) and _is_known(other))


def _is_old_spelling(one: str, other: str) -> bool:
    """Whether one has î where â is written today, and lost its sign: “Risca”, “Râșca”; never two words that exist."""
    if len(one) != len(other) or len(one) < _SHORT_WORD or (is_word(one) and is_word(other)):
        return False
    inner = zip(one[1:-1], other[1:-1], strict=True)
    return one[0] == other[0] and one[-1] == other[-1] and all(a == b or {a, b} == {"a", "i"} for a, b in inner)


def _is_of_place(one: str, other: str) -> bool:
    """Whether one is a place and the other its people, or what is of it: “Calafat”, “calafeteni”."""
    place, people = sorted((one, other), key=len)
    if one[:_SHORT_WORD] != other[:_SHORT_WORD] or not is_place(place):
        return False
    root = next((people.removesuffix(end) for end in _OF_PLACES if people.endswith(end)), "")
    ours, theirs = (word.rstrip("aeiu").replace("a", "e") for word in (place, root))
    return len(root) >= _SHORT_WORD and ours == theirs and not is_place(people)


def _is_name(word: str) -> bool:
    return is_place(word) or is_first_name(word)


def _is_known(word: str) -> bool:
    return is_number(word) or is_common(word) or is_place(word) or is_first_name(word)


def is_slip(one: str, other: str) -> bool:
    """Whether two words are one, misspelt: never two numbers, places, names, groups or common words.

    What is left are words that no list has. One that lacks a letter is hardly a word, but one with another letter may
    be, the more so a short one: “Casa Delfinul” and “Casa Delfinii”, but “Dor” and “Dar”.
    """
    groups = {group_of(one), group_of(other)}
    if (
        has_digit(one)
        or has_digit(other)
        or is_number(one)
        or is_number(other)
        or (len(groups) > 1 and is_common(one) and is_common(other))
    ):
        return False
    if _is_name(one) and _is_name(other):
        return False
    size = min(len(one), len(other))
    if is_word(one) and is_word(other) and not (is_common(one) and is_common(other)):
        return False
    is_one_word = is_word(one) is not is_word(other)  # the other is none
    if is_one_word and _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other):
        return True
    if is_common(one) and is_common(other):
        is_long = size > _LONG_WORD or (is_one_word and size >= _SHORT_WORD)
        return (is_long or None not in groups) and DamerauLevenshtein.distance(one, other) <= 1
    if one[0] != other[0] or (not is_one_word and _is_other_word(one, other)):
        return False
    is_other_letter = len(one) == len(other) and sorted(one) != sorted(other)
    shortest = _SHORT_WORD
    if is_other_letter and not is_common(one) and not is_common(other):
        shortest = _LONG_WORD - is_one_word
    allowed = 2 if size >= _LONGEST_WORD else 1 if size >= shortest else 0
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _is_other_word(one: str, other: str) -> bool:
    """Whether one of two words that no list has may be a word beside the other: “alegători”, “alergători”.

    A vowel or one of two equal letters is left out by a slip; a consonant more makes another word as often.
    """
    short, long = sorted((one, other), key=len)
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return len(long) == len(short) + 1 and long[at] not in "aeiou" and long[at] != long[at - 1]
