"""What the name of a lead says: its words, which of them few bodies have or are places, and its initials."""

import re
from dataclasses import dataclass
from functools import lru_cache

from resolve.body_places import is_place
from resolve.letter_values import one_spelling
from resolve.name_stems import LITTLE, rare, stem
from resolve.organisation_names import Body, read_name
from resolve.spelling import folded, words
from romanian.body_words import forms
from romanian.body_words import words as words_of

_FOREIGN = re.compile(r"[áéíóöőúüűäß]|\b(?:and|of|for|the|children|foundation|association|stiftung)\b", re.IGNORECASE)
BRANCHES = frozenset(map(stem, words_of("branches")))
LOCAL_HEADS = words_of("local_heads")
_ONE_FORM = dict.fromkeys(
    ("sfant", "sfanta", "sfantu", "sfantul", "sfantului", "sfintei", "sfinti", "sfintii", "sfintilor"), "sf"
) | {"biserica": "parohia", "protoieria": "protopopiatul", "nr": "numarul"}
_COUNTRY = frozenset(("romania", "romaniei", "romana", "romane"))  # and not Roman
NUMBER = re.compile(r"(?:\d+|[ivx]+)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name taken apart."""

    body: Body
    head: str
    said: tuple[str, ...]
    stems: frozenset[str]
    own: frozenset[str]  # stems of words that few bodies have, and no places
    places: frozenset[str]  # stems of places
    initials: frozenset[str]  # with and without those of little words
    is_foreign: bool


def lead_stem(word: str) -> str:
    """The stem of a folded word, in one spelling."""
    return one_spelling(stem(word))


@lru_cache(maxsize=65536)
def read_lead(name: str) -> Named:
    """What the name of one body says."""
    body = read_name(name, None, None)
    said = [_ONE_FORM.get(word, word) for word in words(folded(name)) if word not in LITTLE]
    kept = [word for word in said if word not in forms() and word not in _COUNTRY and word != "numarul"]
    kept = [word for word in kept if len(word) > 1 or word.isdigit() or NUMBER.match(word)] or kept
    places = frozenset(lead_stem(word) for word in kept if is_place(word))
    return Named(
        body=body,
        head=said[0] if said else "",
        said=tuple(said),
        stems=frozenset(map(lead_stem, kept)),
        own=frozenset(map(lead_stem, rare(kept))) - places - BRANCHES - frozenset(map(stem, LOCAL_HEADS)),
        places=places,
        initials=frozenset("".join(word[0] for word in some) for some in (said, words(folded(name))) if some),
        is_foreign=_FOREIGN.search(name) is not None,
    )
