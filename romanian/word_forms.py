"""The forms of ordinary Romanian words, some 300,000, from simplemma: to mend what machines and typists broke.

Names of places and bodies are in `romanian/vocabulary.py`.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain, groupby

from rapidfuzz.distance import DamerauLevenshtein
from simplemma.strategies import DefaultDictionaryFactory

from romanian.fold import fold
from romanian.vocabulary import listed_words

_SHORTEST = 3  # letters
_FIRST = 2  # letters under which forms are looked for


def is_form(word: str) -> bool:
    """Whether a folded word is a form of an ordinary word."""
    return word in _forms()


def begins_form(letters: str) -> bool:
    """Whether a form begins with these folded letters, and has more: “comunit”."""
    return any(form.startswith(letters) and form != letters for form in _by_beginning().get(letters[:_FIRST], ()))


@lru_cache(maxsize=8192)
def near(word: str) -> tuple[str, ...]:
    """The forms that a folded word is by one slip, in alphabetical order: a letter more, less, other, or two turned."""
    nearby = chain.from_iterable(_by_beginning().get(begin, ()) for begin in _beginnings(word))
    return tuple(sorted(f for f in nearby if DamerauLevenshtein.distance(word, f, score_cutoff=1) == 1))


def _beginnings(word: str) -> set[str]:
    """With which letters the word begins that is meant, where these are right, turned, or the second is left out."""
    return {word[:_FIRST], word[1::-1], word[0] + word[2:3]}


@cache
def _forms() -> frozenset[str]:
    written = DefaultDictionaryFactory().get_dictionary("ro")
    plain = [form for form in written if len(form) >= _SHORTEST and form.isalpha() and form.islower()]
    return frozenset(fold("\n".join(_modern(plain))).split()) | listed_words()  # folded at once: there are many


def _modern(forms: list[str]) -> Iterable[str]:
    """The forms without those in the spelling of before 1993: “pîinea”, where “pâinea” is among them."""
    known = {form for form in forms if "â" in form}
    return (form for form in forms if "î" not in form[1:] or form[0] + form[1:].replace("î", "â") not in known)


@cache
def _by_beginning() -> dict[str, tuple[str, ...]]:
    return {begin: tuple(forms) for begin, forms in groupby(sorted(_forms()), key=lambda form: form[:_FIRST])}
