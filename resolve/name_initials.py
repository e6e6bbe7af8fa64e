"""Names whose first words are said by their initials alone: “C.S.C. Sf. Ecaterina Zalău”, “IRO Iași”.

What follows the initials must be all that follows the words: a patron, a quoted name, a branch, the town.
"""

import re
from collections.abc import Iterator, Sequence

from resolve.grammar import heads
from resolve.name_parts import is_town
from resolve.name_stems import LITTLE, content, stem
from resolve.own_acronyms import acronym_of
from romanian.body_words import forms
from romanian.fold import fold
from romanian.vocabulary import is_word

_SHORTEST, _LONGEST = 3, 7  # letters
_SURE = 5  # letters of initials that tell a name with nothing behind them
_LONGEST_SHOUTED = 5  # letters of an acronym in a name of capitals
_OF_TWO = re.compile(r"(?:C\.?[PZE]|L\.?[TP]|[SȘ]\.?G)\.?")
_TWO = frozenset({"centrul", "colegiul", "liceul", "scoala"})
_LONGEST_PLACE = 3  # words


def initials_said(text: str, tokens: Sequence[str]) -> str | None:
    """The initials that a name begins with, and the words behind them; None where it begins with none."""
    first, _, rest = text.strip().partition(" ")
    letters = _initials(first)
    if letters is not None and not rest:
        return letters if len(letters) >= _SURE else None
    if letters is None or len(tokens) < 2 or letters in heads() | forms().keys() or is_word(letters):
        return None
    if text.isupper() and "." not in first and len(letters) > _LONGEST_SHOUTED:
        return None
    behind = content(tokens[1:]) if tokens[0] == letters else content(_behind(letters, tokens))
    return _told(letters, behind) if behind else None


def _initials(first: str) -> str | None:
    """The folded letters of a word that is nothing but initials; two of them where schools and homes are called so."""
    if _OF_TWO.fullmatch(first):
        return fold(first).replace(".", "")
    return acronym_of(first.rstrip(".,") if first.count(".") < _SHORTEST else first)


def _behind(letters: str, tokens: Sequence[str]) -> Sequence[str]:
    """The words behind initials that are written apart: “aschf r filiala iasi”."""
    joined = ""
    for at, word in enumerate(tokens):
        joined += word
        if joined == letters:
            return tokens[at + 1 :]
        if not letters.startswith(joined):
            break
    return ()


def initials_meant(tokens: Sequence[str], quoted: int | None) -> Iterator[str]:
    """The initials of the first words, and the words behind them, wherever those may begin."""
    starts = {at for at, word in enumerate(tokens) if word in ("sf", "filiala")} | ({quoted} if quoted else set())
    starts |= {at for at in range(max(0, len(tokens) - _LONGEST_PLACE), len(tokens)) if is_town(" ".join(tokens[at:]))}
    whole = [word for word in tokens if word not in LITTLE]
    for words in (whole, whole[:-1] if whole[-1:] == ["romania"] else []):
        if _SURE <= len(words) <= _LONGEST:
            yield "".join(word[0] for word in words)
    for start in starts:
        before = [word for word in tokens[:start] if word not in LITTLE]
        behind = content(tokens[start:])
        shortest = 2 if before and before[0] in _TWO else _SHORTEST
        if shortest <= len(before) <= _LONGEST and behind:
            yield _told("".join(word[0] for word in before), behind)


def _told(letters: str, behind: Sequence[str]) -> str:
    return " ".join((letters, *map(stem, behind)))
