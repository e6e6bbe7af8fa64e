"""What own words may change in and stay one name: where a purpose stands among them, and a slip of the pen in one.

“Servicii Sociale Bethany” is “Bethany Servicii Sociale”: only words that say what a body is for change their place, and
a word is left that tells it. A slip is taken where other words bear it out, or where no letter is another.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from resolve.name_likeness import may_be_typo
from resolve.name_parts import is_beside, is_telling
from resolve.name_stems import stem
from romanian.vocabulary import is_word

_SHORTEST = 5  # letters of a word that may have a slip, and no other word beside it
_OF_COMPANIES = 9  # letters: names of companies differ by little
_BORNE_OUT = 6
_END = 3  # letters


def is_turned(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words are the same but for the place, and the inflection, of those that say a purpose. Symmetric."""
    if len(one) != len(other) or Counter(map(_root, one)) != Counter(map(_root, other)):
        return False
    own = [word for word in one if not is_beside(word)]
    return own == [word for word in other if not is_beside(word)] and any(map(is_telling, own))


def _root(word: str) -> str:
    """The stem of “servicii” and of “serviciilor”."""
    return stem(stem(word))


def is_slipped(one: Sequence[str], other: Sequence[str], place: str, *, is_company: bool) -> bool:
    """Whether one of the words has a slip; `place` says how the two tell their seat. Symmetric."""
    wrong = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(wrong) != 1:
        return False
    a, b = one[wrong[0]], other[wrong[0]]
    if any(is_telling(word) for at, word in enumerate(one) if at != wrong[0]):
        return min(len(a), len(b)) >= (_OF_COMPANIES if is_company else _BORNE_OUT) and may_be_typo(a, b)
    if is_company or len(one) > 1 or place not in ("same", "left out"):
        return False
    short, long = sorted((a, b), key=len)
    return len(short) >= _SHORTEST and not (is_word(a) and is_word(b)) and _without_a_letter(long, short)


def _without_a_letter(long: str, short: str) -> bool:
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def slip_blocks(own: Sequence[str], where: str | None) -> Iterator[str]:
    """The words with the beginning or the end alone of each that may have a slip, which no one slip is in both of.

    A single word without each of its letters, where its place is.
    """
    for at, word in enumerate(own):
        rest = [*own[:at], *own[at + 1 :]]
        if len(word) >= _BORNE_OUT - 1 and any(map(is_telling, rest)):
            yield f"slip {' '.join((*own[:at], f'{word[:_END]}-', *own[at + 1 :]))}"
            yield f"slip {' '.join((*own[:at], f'-{word[-_END:]}', *own[at + 1 :]))}"
    if len(own) == 1 and where and len(own[0]) >= _SHORTEST and is_telling(own[0]):
        yield f"slip {own[0]} {where}"
        for at in range(len(own[0])):
            yield f"slip {own[0][:at]}{own[0][at + 1 :]} {where}"


def turned_block(own: Sequence[str]) -> str | None:
    """The words that are no purpose, and then those that are; None where none stands among them."""
    telling = [word for word in own if not is_beside(word)]
    if len(telling) == len(own) or not any(map(is_telling, telling)):
        return None
    return f"turned {' '.join(telling)}, {' '.join(sorted(_root(word) for word in own if is_beside(word)))}"
