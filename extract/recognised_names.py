"""What the trained pipeline takes for an organisation: which of its names are none, and where one really ends.

A recogniser also reports people (“Popa Elena”), codes (“RO2014_C3.2_07”), words that are many bodies or a role
(“Parteneri”, “Direcțiile”), and now and then a name with what stands behind it (“Asociația Zori împreună cu”).
"""

import re
from collections.abc import Container, Iterable, Iterator

from extract.name_words import is_given_name, is_word
from extract.organisation_mentions import OrganisationMention
from extract.reading import Reading
from extract.stretches import stretch_end
from romanian.fold import fold

_GOES_ON = re.compile(r"\s?(?:si\s\w+(?:\s\w+)?$|-\s?|\.(?=\w))")  # … și Ajutor Betania; … – ASSOC; … I.Ionescu
_BELONGS = re.compile(r"(?:al?|ai|ale|cu|de|din|dupa|fara|impotriva|in|jud|la|lui|nr|pentru|peste|si|spre)\b")
_NEXT_PHRASE = re.compile(
    r"\s,?(?:impreuna\scu|alaturi\sde|in\s(?:parteneriat|colaborare|calitate)|(?:si\s)?partener\w*|prin|care)\b"
)
_ROLE_BEHIND = re.compile(r"\s?-\s?(?:partener|lider|solicitant|beneficiar|promotor)(?:ul)?\b")
_CODE = re.compile(r"_|[^\W\d]{1,6}\d{3}")  # RO2014_C3.2_07, ROFSIP2016
_GENITIVE = re.compile(r"\A(\w{3,}ul)ui\b")  # Ocolului Silvic is Ocolul Silvic
_HEADS = frozenset({"consiliul", "directia", "ministerul", "inspectoratul", "agentia", "institutia"})
_PERSON = len(("Popa", "Ana", "Maria"))  # words


def recognised_names(reading: Reading, places: Iterable[tuple[int, int]]) -> Iterator[OrganisationMention]:
    """Names without a word of the lexicon, on one line and with a capital."""
    for start, recognised_end in places:
        if not reading.plain[start].isupper() or recognised_end > stretch_end(reading, start):
            continue
        end = _own_end(reading, start, recognised_end)
        name = _GENITIVE.sub(r"\1", " ".join(reading.text[start:end].split()), count=1)
        if name and not _is_none(name):
            yield OrganisationMention(start=start, end=end, name=name, kind="recognised", sort="recognised")


def agreed_end(reading: Reading, ruled: int, recognised: int, starts: Container[int]) -> int:
    """Where a name ends that the rules and the trained pipeline end differently.

    The longer one counts where it goes on with “și”, a dash or a point inside a word (“Misiune și Ajutor Betania”,
    “I.Ionescu”) and no other name begins there, the shorter one where what it leaves out is no name: it begins with a
    small letter and with no word that names go on with. A phrase that only begins behind the name is never its part.
    """
    if recognised > ruled:
        recognised = _own_end(reading, ruled, recognised)
        another = any(place in starts for place in range(ruled, recognised))
        return recognised if not another and _GOES_ON.match(reading.folded[ruled:recognised]) else ruled
    left_out = reading.plain[recognised:ruled].lstrip()
    keeps = not left_out[:1].islower() or _BELONGS.match(left_out)
    return ruled if keeps else recognised


def _own_end(reading: Reading, start: int, end: int) -> int:
    """The end without the phrase behind a name and without a quotation mark that opens nowhere in it."""
    phrase = _NEXT_PHRASE.search(reading.plain, start, end)  # small letters only: “Nordic Care House”
    end = phrase.start() if phrase is not None else end
    role = _ROLE_BEHIND.search(reading.folded, start, end)
    end = role.start() if role is not None else end
    if reading.folded.count('"', start, end) % 2 and reading.folded[end - 1] == '"':
        end -= 1
    return end


def _is_none(name: str) -> bool:
    words = fold(name).split()
    if is_word("no-recognised", re.sub(r"[^\w-]", "", words[0])):
        return True  # many bodies, or a role
    if len(words) == 1 and words[0] in _HEADS:
        return True  # the rest of the name is missing
    if _CODE.search(name) or (len(words) > 1 and name[1:].islower()):
        return True  # “Autoritatea locală”
    return _is_person(words)


def _is_person(words: list[str]) -> bool:
    if len(words) > _PERSON:
        return False
    family_first = len(words) > 1 and is_given_name(words[-1]) and not is_word("saint", words[0])
    return is_given_name(words[0]) or family_first
