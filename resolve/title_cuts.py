"""Titles whose end is missing: “Dreptul la o familie: prevenirea separării copilului de…”."""

from resolve.title_alike import Alike, Likeness
from resolve.title_gaps import SHORTEST_ABBREVIATION, gaps_between
from resolve.title_kinds import is_common
from resolve.title_names import have_one_acronym
from resolve.title_words import LITTLE, Words, read_words
from resolve.titles import Title

_FEWEST = 2  # words of a title whose end is missing
_SHORTEST = 2  # letters that a broken word has of the whole one
_FEWEST_BEFORE_A_BREAK = 5  # words of a title that breaks off within a word and doesn't say so


def cut(one: Title, other: Title) -> Alike | None:
    """One says that its end is missing, and is how the other begins."""
    for short, full in ((one, other), (other, one)):
        said, whole = short.words, full.words
        size = len(said.core)
        if size < _FEWEST or not (short.is_cut or _breaks_off(said, whole)):
            continue
        end = _end_of(said.core, whole.core)
        if end is not None:
            return Alike(Likeness.CUT, said, is_name=have_one_acronym(one, other))
        end = _end_of(said.core[:-1], whole.core)
        if size > _FEWEST and end is not None and "".join(whole.full[end : end + 1]).startswith(said.full[-1]):
            return Alike(Likeness.CUT, read_words(said.full[:-1]), is_name=have_one_acronym(one, other))
        if short.is_cut and (near := _near_beginning(said, whole)) is not None:
            return near
    return None


def breaks_off_elsewhere(short: Title, full: Title) -> bool:
    """Whether the first ends within a word that the second doesn't have there: “mediul ru…”, “mediul urban”."""
    end = _end_of(short.words.core, full.words.core) if short.broken and not full.is_cut else None
    if end is None or "".join(full.words.full[end : end + 1]).startswith(short.broken):
        return False
    return not any(word in LITTLE and word.startswith(short.broken) for word in full.key.split())  # “sărăciei ș…”


def _near_beginning(said: Words, whole: Words) -> Alike | None:
    """As the beginning of the other, but for one slip or abbreviation: “Servicii soc. pt. pers. vârst…”."""
    size = len(said.core) - 1  # the last word may be broken, too
    if size < _FEWEST_BEFORE_A_BREAK or size >= len(whole.full):
        return None
    ours, theirs = read_words(said.full[:size]), read_words(whole.full[:size])
    gaps = gaps_between(ours, theirs)
    if gaps is None or gaps.missing or gaps.slips > 1 or ours.numbers != theirs.numbers:
        return None
    if not whole.full[size].startswith(said.full[-1][:_SHORTEST]):
        return None
    return Alike(Likeness.CUT, theirs, is_likely=True, changes=gaps.slips)


def _end_of(said: tuple[str, ...], whole: tuple[str, ...]) -> int | None:
    """With how many words the whole says what is said, together or apart; None where it begins otherwise."""
    looked_for, found = "".join(said), ""
    for place, word in enumerate(whole):
        if len(found) >= len(looked_for):
            return place if found == looked_for else None
        found += word
    return len(whole) if found == looked_for else None


def _breaks_off(said: Words, whole: Words) -> bool:
    """Whether a long title ends within a common word of the other, at the same place: “… persoane vâr”."""
    if len(said.full) > len(whole.full):
        return False
    last, word = said.full[-1], whole.full[len(said.full) - 1]
    is_within = word.startswith(last) and len(word) - len(last) >= SHORTEST_ABBREVIATION
    return is_within and len(said.full) >= _FEWEST_BEFORE_A_BREAK and is_common(word) and not is_common(last)
