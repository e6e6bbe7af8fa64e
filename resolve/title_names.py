"""Names that stand for a whole title: what is before a dash, in brackets, an acronym, in another language."""

from resolve.spelling import folded, words
from resolve.title_alike import Alike, Likeness
from resolve.title_english import is_english
from resolve.title_kinds import is_common
from resolve.title_translations import translation
from resolve.title_words import LITTLE, Words, is_place
from resolve.titles import Title, read_title

_FEWEST_OF_A_PART = 3  # words of what stands for a whole title
_FEWEST_OF_A_NAME = 2  # words of a name that stands with a place
_MOST_OF_A_PLACE = 4  # words
_MOST_OF_A_NAME = 4  # words of one that another line explains in another language


def are_one(one: Words, other: Words) -> bool:
    """The same words, written together or apart: “Socio-Med”, “SOCIOMED”."""
    return one.core == other.core or any(
        "".join(ours) == "".join(theirs) for ours, theirs in ((one.core, other.core), (one.full, other.full))
    )


def have_one_acronym(one: Title, other: Title) -> bool:
    """Whether both have an acronym beside the rest, and it is one: “ECO-SOC”, “ECOSOC”."""
    return one.is_acronym and other.is_acronym and one.name.replace(" ", "") == other.name.replace(" ", "")


def are_two_acronyms(one: Title, other: Title) -> bool:
    """Whether both have an acronym, and each its own: letters are no endings there."""
    ours, theirs = _acronym(one), _acronym(other)
    if ours is None or theirs is None or "".join(ours.full) == "".join(theirs.full):
        return False
    return not have_one_acronym(one, other)


def _acronym(title: Title) -> Words | None:
    return title.short if title.is_acronym else title.words if title.is_large else None


def named(short: Title, full: Title) -> Alike | None:
    """The first is the name that the second begins with, or the second without it."""
    if full.short is None or short.words.numbers != full.words.numbers:
        return None
    if short.short is not None and not short.is_likely:
        return None
    if are_one(short.words, full.short):
        is_name = full.is_acronym and (bool(full.short.telling) or short.is_large)
        return Alike(Likeness.NAME, full.short, is_name=is_name, is_likely=full.is_likely)
    if full.body is not None and are_one(short.words, full.body):
        is_short = len(full.body.core) < _FEWEST_OF_A_PART
        return Alike(Likeness.NAME, short.words, is_likely=full.is_likely or is_short)
    return None


def piece(short: Title, full: Title) -> Alike | None:
    """The first is how the second begins, or ends, at a dash, a stop or a bracket; that may be said of several.

    Its two parts may stand there the other way round: “Gyermekeink – creșă (Copiii noștri)”, “Copiii noștri – creșă”.
    """
    if short.words.numbers != full.words.numbers:
        return None
    said = [words for words in (short.words, short.turned) if words is not None]
    if any(are_one(words, piece) for words in said for piece in full.pieces):
        return Alike(Likeness.NAME, short.words, is_likely=True)
    return None


def placed_name(short: Title, full: Title) -> Alike | None:
    """The first is the short name of the second and where it is: “„Masa bucuriei” la Vicovu de Jos”.

    A place that the second names nowhere must be borne out by county and lead.
    """
    if short.is_cut or full.is_cut or short.words.numbers != full.words.numbers:
        return None
    if short.is_acronym and short.body is not None and len(short.body.core) >= _FEWEST_OF_A_PART:
        return None  # it has a line of its own
    for name in (full.short, *full.pieces[1:]):
        if name is None or name.is_kind or not (len(name.core) >= _FEWEST_OF_A_NAME or _is_acronym(name, full)):
            continue
        size = len(name.core)
        behind = short.words.full[size:]
        if short.words.core[:size] != name.core or not 0 < len(behind) <= _MOST_OF_A_PLACE:
            continue
        if set(short.words.core[size:]) <= set(full.words.core):
            return Alike(Likeness.NAME, name, is_likely=True, needs_county=len(behind) > 1)
        rest = (word for word in full.words.full if word not in name.full)
        places = (word for word in rest if is_place(word) and not is_common(word))
        is_behind = is_place(_behind(short.key, size)) and not any(map(is_common, behind))  # Cămin is a village, too
        if is_behind and next(places, None) is None:
            return Alike(Likeness.LESS, name, is_likely=True, needs_county=True)
    return None


def _is_acronym(name: Words, full: Title) -> bool:
    return full.is_acronym and name is full.short and bool(name.telling)


def head_and_place(short: Title, full: Title) -> Alike | None:
    """The first is how the second begins and the place with which it ends: “Dezvoltare locală integrată … Brăhășești”.

    A body may do the like twice: lead and county must bear it out.
    """
    said, whole = short.words, full.words
    places = sum(1 for word in said.full if is_place(word) and not is_common(word))
    size = len(said.core) - places
    if short.is_cut or full.is_cut or not places or size < _FEWEST_OF_A_PART or said.numbers != whole.numbers:
        return None
    is_one = said.core[:size] == whole.core[:size] and said.core[size:] == whole.core[-places:]
    return Alike(Likeness.NAME, said, is_likely=True, needs_county=True) if is_one and size < len(whole.core) else None


def _behind(key: str, size: int) -> str:
    """What stands behind so many words of a title, little ones not counted, from the next such word on."""
    rest = key.split()
    places = [place for place, word in enumerate(rest) if word not in LITTLE]
    return " ".join(rest[places[size] :]) if size < len(places) else ""


def same_name(one: Title, other: Title) -> bool:
    """Whether the letters and figures are the same, wherever blanks and hyphens are: “RO-NO CARE”, “RONOCARE”."""
    return one.key.replace(" ", "") == other.key.replace(" ", "")


def translated(one: Title, other: Title) -> Alike | None:
    """Both have one name, and the rest is English in one alone; where it says the same, that is enough."""
    if one.short is None or other.short is None or one.body is None or other.body is None:
        return None
    if one.name.replace(" ", "") != other.name.replace(" ", "") or one.is_english is other.is_english:
        return None
    english = one if one.is_english else other
    are_acronyms = one.is_acronym and other.is_acronym
    if not are_acronyms and len(one.name.split()) > _MOST_OF_A_NAME:
        return None  # it says too much for a name
    if not are_acronyms and not is_english(" ".join(words(folded(english.body_text)))):
        return None
    name = max(one.short, other.short, key=lambda words: len(words.telling))
    if not name.telling and not are_acronyms:
        return None
    line = translation(read_title(one.body_text), read_title(other.body_text))
    is_told = line is not None and line.says_all and bool(name.telling)
    return Alike(Likeness.NAME, name, is_name=is_told, is_likely=not is_told)
