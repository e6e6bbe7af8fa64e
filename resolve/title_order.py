"""The words of one title in another order: which orders say the same, and which say something else."""

from resolve.title_words import Words, group_of, is_number, read_words

_FEWEST = 4  # words of a title whose beginning may be its end in another
_HEADS = 2  # words that both parts begin or end with: “Casa Lidia și Casa Natan”


def is_other_order(one: Words, other: Words) -> bool:
    """Whether the same words say the same in both orders: a part of the title stands elsewhere, or a list is turned.

    Two words that change places around others say something else: “copii sănătoși, familii fericite” and
    “copii fericiți, familii sănătoase”.
    """
    size = len(one.core)
    same = [here == there for here, there in zip(one.core, other.core, strict=True)]
    first, last = same.index(False), size - same[::-1].index(False)
    for start in range(max(first - _HEADS, 0), first + 1):
        for end in range(last, min(last + _HEADS, size) + 1):
            ours, theirs = one.core[start:end], other.core[start:end]
            if any(ours[at:] + ours[:at] == theirs for at in range(1, len(ours))):
                return True
    moved = [word for word, here, there in zip(one.full, one.core, other.core, strict=True) if here != there]
    return all(group_of(word) is not None or is_number(word) for word in moved)


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
