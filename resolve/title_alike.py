"""The ways in which two titles are alike, the surest first, and what that leaves open."""

from dataclasses import dataclass
from enum import IntEnum

from resolve.title_words import Words


class Likeness(IntEnum):
    """The surest first."""

    SAME = 1
    NAME = 2  # one is the short name of the other, or the other without it
    CUT = 3  # the end of one is missing, and it says so
    SLIP = 4  # letters differ
    LESS = 5  # a word or the end is missing


@dataclass(frozen=True, slots=True)
class Alike:
    """How two titles are alike, and the words that both have."""

    likeness: Likeness
    common: Words
    is_name: bool = False  # that names a project by itself, whatever its words
    is_likely: bool = False  # that what stands for the whole is a name at all
    says_all: bool = False  # what is missing adds nothing
    is_placed: bool = False  # one alone says behind all the rest where it is; that may be one of several
    of_town: frozenset[str] = frozenset()  # counties of that place where it is a town, and the rest tells enough
    is_widened: bool = False  # one alone names more people: both must be of one lead, and of one time
    needs_county: bool = False  # one alone says where, and that must be where both are
    is_part: bool = False  # one lacks several words of the other; `says_all` then: and has its name
    is_short: bool = False  # a part of two or three words: all must agree beside it
    is_translation: bool = False  # one is in English; `says_all` then: nearly word by word
    changes: int = 0  # words that are misspelt or missing
    year: str = ""  # that one alone says; the other must be of it
    is_first: bool = False  # one alone says that it is the first edition; both must be of one year
