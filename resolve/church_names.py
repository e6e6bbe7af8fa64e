"""Names of parishes, deaneries, dioceses and monasteries: their unit, confession, patron and place, in any order.

“Parohia Ortodoxă „Sfinții Arhangheli Mihail și Gavriil” Vulcan” is “Parohia Vulcan „Sf. Arh. Mihail și Gavriil””. Who
says no confession means the Orthodox church, to which most belong (census of 2021); other confessions are said.
"""

import re
from collections.abc import Sequence

from resolve.body_places import is_place
from resolve.name_parts import Parts, Reading
from resolve.name_stems import LITTLE, stem
from romanian.body_words import words as words_of

_UNITS = {
    "parohia": "parohia", "parohie": "parohia", "biserica": "biserica",
    "protopopiatul": "protopopiatul", "protopopiat": "protopopiatul", "protoieria": "protopopiatul",
    "manastirea": "manastirea", "manastire": "manastirea", "schitul": "schitul", "vicariatul": "vicariatul",
    "episcopia": "episcopia", "dieceza": "episcopia", "eparhia": "episcopia",
    "arhiepiscopia": "arhiepiscopia", "arhidieceza": "arhiepiscopia", "mitropolia": "mitropolia",
}  # fmt: skip
_ONE_OF_A_PLACE = frozenset(_UNITS.values()) - {"parohia", "biserica"}
SEES = frozenset({"episcopia", "arhiepiscopia", "mitropolia", "vicariatul"})
"""Units of which there is one of a name in the country."""
_CLOISTERS = frozenset({"manastirea", "schitul"})
_CONFESSIONS = tuple(
    (confession, re.compile(pattern, re.VERBOSE))
    for confession, pattern in (
        ("greek", r"\b (?: roman[ae] \ )? unit[ae] \ cu \ roma (?: \ greco \ catolic\w* )? | \b greco \ catolic\w*"),
        ("roman", r"\b romano \ catolic\w*"),
        ("reformed", r"\b reformat\w* (?: \ calvin\w* )? | \b calvin\w*"),
        ("lutheran", r"\b evanghelic\w* \ (?: lutheran\w* | c \ ?a | s \ ?p ) \b"),
        ("baptist", r"\b (?: crestin\w* \ )? baptist\w*"),
        ("pentecostal", r"\b (?: crestin\w* \ )? penticostal\w*"),
        ("adventist", r"\b (?: crestin\w* \ )? adventist\w* (?: \ de \ ziua \ a \ saptea )?"),
        ("unitarian", r"\b unitarian\w*"),
        ("orthodox", r"\b ortodox\w* (?: \ roman[ae] \b )?"),
    )
)
_PATRON = words_of("patrons")
_TITLES = words_of("titles")
_AROUND = frozenset(
    {
        "hramul",
        "hram",
        "comuna",
        "comunei",
        "oras",
        "orasul",
        "orasului",
        "mun",
        "com",
        "municipiul",
        "municipiului",
        "satul",
        "localitatea",
    }
)


def church_parts(tokens: Sequence[str]) -> Parts | None:
    """The parts of a name that begins with a unit of a church, else None; `tokens` are its words as keys have them."""
    unit = _UNITS.get(tokens[0]) if tokens else None
    if unit is None:
        return None
    confession, text = "", " ".join(tokens[1:])
    for name, pattern in _CONFESSIONS:
        text, found = pattern.subn(" ", text)
        confession = name if found and not confession else confession
    words = [word for word in text.split() if word not in LITTLE and word not in _AROUND]
    own = [word for word in words if word not in _TITLES]
    if "sf" in own and not any(word in words_of("given") | _PATRON for word in own if word != "sf"):
        own = words  # “Sfinții Apostoli”
    left = frozenset({"ortodoxa"} if confession == "orthodox" else ())
    said = frozenset({confession} - {"", "orthodox"})
    patron = _patron(own)
    rest = [word for word in own if word not in patron]
    if not own or not (unit in _ONE_OF_A_PLACE or any(map(is_place, _runs(rest)))):
        return None
    ways = [Reading((unit, *sorted(map(stem, own))), said, left)]
    if unit in _CLOISTERS and patron and rest:
        ways.append(Reading((unit, *sorted(map(stem, rest))), said, left | {" ".join(sorted(patron))}))
    bearer = frozenset(stem(word) for word in patron if word != "sf")
    return Parts(tuple(ways), is_church=True, confession=confession, patron=bearer)


def _runs(words: Sequence[str]) -> list[str]:
    """The words, and two and three of them together, that may be a place."""
    return [" ".join(words[at : at + length]) for length in (1, 2, 3) for at in range(len(words) - length + 1)]


def _patron(words: Sequence[str]) -> frozenset[str]:
    """The words of a saint or a feast, from the first that begins one; those before it are the place."""
    at = next((at for at, word in enumerate(words) if word in _PATRON), len(words))
    last = at
    while last < len(words) and (words[last] in _PATRON or words[last] in words_of("given")):
        last += 1
    return frozenset(words[at:last])
