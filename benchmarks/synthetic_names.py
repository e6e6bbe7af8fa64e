"""Names of organisations and titles of projects, made up in any number, with the spellings that pages give them.

Places are the country's own, from its register; saints, words and kinds are those that such names are made of. The
same numbers give the same names. Every item is known by what it stands for, so that what was joined can be checked.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, count, islice
from typing import Any

from romanian.siruta import Unit, gazetteer

VARIANTS = 4  # names of a body, and mentions of a project, on average
LEADS = 200  # bodies of a county that lead projects
RUN = "20240101T000000Z"
_OF_COUNTY = (
    "Direcția Generală de Asistență Socială și Protecția Copilului",
    "Consiliul Județean",
    "Inspectoratul Școlar Județean",
    "Agenția Județeană pentru Ocuparea Forței de Muncă",
    "Agenția Județeană pentru Plăți și Inspecție Socială",
    "Centrul Județean de Resurse și Asistență Educațională",
    "Inspectoratul de Poliție Județean",
    "Direcția de Sănătate Publică",
    "Casa Județeană de Pensii",
)
_SHORT = {_OF_COUNTY[0]: "DGASPC", _OF_COUNTY[2]: "ISJ", _OF_COUNTY[3]: "AJOFM", _OF_COUNTY[4]: "AJPIS"}
_OF_PLACE = ("Școala Gimnazială", "Grădinița cu Program Prelungit", "Biblioteca Comunală", "Căminul pentru Vârstnici")
_SAINTS = (  # noqa: SIM905 - read as words
    "Ana Andrei Antonie Constantin Dimitrie Ecaterina Elena Filofteia Gheorghe Haralambie Ilie Ioan Iosif Lazăr Lucia "
    "Luca Macrina Maria Matei Mihail Mina Nectarie Nicolae Pantelimon Parascheva Pavel Petru Stelian Spiridon Teodora "
    "Toma Vasile Vineri"
).split()
_WORDS = (  # noqa: SIM905
    "Ajutor Alinare Alternativa Ancora Aripi Bucuria Bunici Casa Căldură Centrul Comunitate Copii Curcubeul Demnitate "
    "Dezvoltare Dragoste Educație Egalitate Excelsior Familia Filantropia Flori Generația Grija Harul Inima Integrare "
    "Încredere Împreună Lacrima Lumina Mâini Mame Martorii Mereu Mișcarea Mugurii Nădejde Noi Orizont Ocrotire "
    "Pacea Părinți Philadelphia Pași Porți Prieteni Prietenia Primăvara Punți Reabilitare Renașterea Respiro Rădăcini "
    "Salvarea Samariteanul Serviciul Solidaritate Speranța Sprijin Start Surâs Șansa Tineri Tradiții Umanitas Unirea "
    "Valoare Viața Viitor Vindecare Vis Voluntari Zâmbet"
).split()
_GROUPS = (
    "copii",
    "copiii cu dizabilități",
    "copiii străzii",
    "tineri",
    "tinerii care părăsesc sistemul de protecție",
    "vârstnici",
    "persoane adulte cu dizabilități",
    "victimele violenței domestice",
    "persoane fără adăpost",
    "romi",
    "mame singure",
    "persoane dependente",
)
_TITLES = (
    "Centru de zi pentru {group}",
    "Centru de zi pentru {group} în {place}",
    "Servicii integrate pentru {group} din {place}",
    "Îngrijire la domiciliu pentru {group} din comuna {place}",
    "Construirea unui centru rezidențial pentru {group} în {place}",
    "{word} {word2}: sprijin pentru {group} din județul {county}",
    "Împreună pentru {group}: {word}, {word2} și {word3}",
    "{word} în comuna {place}",
    "{word} și {word2} pentru {group}",
    "{word} – servicii sociale pentru {group}",
    "{word}, {word2}, {word3}",
    "O nouă {word} pentru {group} din județul {county}",
    "Creșterea calității vieții pentru {group} din județul {county}",
    "Incluziune socială prin {word} în {place}",
    "Reabilitarea complexului de servicii {word} {place}",
    "Comunitatea {place}: {word} pentru {group}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An item of resolution, by the contract of resolve/matching.py, and what it stands for."""

    stands_for: str
    inputs: Mapping[str, Any]


def organisations(number: int, *, seed: int = 0) -> dict[str, Made]:
    """So many names of organisations by their item; a quarter as many bodies."""
    return _made(number, seed, _body, _named)


def projects(number: int, *, seed: int = 0) -> dict[str, Made]:
    """So many mentions of projects by their item; a quarter as many projects."""
    return _made(number, seed, _project, _mentioned)


def word(seed: str) -> str:
    """A made-up word of its own for each seed, unlike those of others."""
    chance = random.Random(seed)
    return _syllables(chance) + _syllables(chance).lower()


def _made(
    number: int,
    seed: int,
    thing: Callable[[random.Random, int], dict[str, Any]],
    written: Callable[[random.Random, dict[str, Any]], dict[str, Any]],
) -> dict[str, Made]:
    chance = random.Random(seed)

    def items() -> Iterator[Made]:
        seen: set[tuple[str, str | None]] = set()
        for at in count():
            one = thing(chance, at)
            for _ in range(chance.randint(1, 2 * VARIANTS - 1)):
                inputs = written(chance, one)
                if "name" in inputs:  # an item is one distinct name with its county; each mention of a project is one
                    told = inputs["name"], inputs["county"]
                    if told in seen:
                        continue
                    seen.add(told)
                yield Made(stands_for=one["key"], inputs=inputs)

    return {f"{at:08x}": made for at, made in enumerate(islice(items(), number))}


@cache
def _places() -> tuple[list[Unit], list[Unit], list[str]]:
    """Communes, towns with cities, and names of counties."""
    register = gazetteer()
    units = sorted(set(chain.from_iterable(register._named.values())), key=lambda unit: unit.code)  # noqa: SLF001 - all of them
    return (
        [unit for unit in units if unit.level == "commune"],
        [unit for unit in units if unit.level in {"town", "city"}],
        sorted(unit.name for unit in register.counties.values()),
    )


def _body(chance: random.Random, _at: int) -> dict[str, Any]:
    """A body: its name in full, what it is short for, and its county."""
    communes, towns, counties = _places()
    what = chance.random()
    short = None
    if what < 0.1:
        kind, county = chance.choice(_OF_COUNTY), chance.choice(counties)
        name, short = f"{kind} {county}", _SHORT.get(kind)
    elif what < 0.25:
        unit = chance.choice(communes)
        name, county = f"Primăria comunei {unit.name}, județul {unit.county}", unit.county
    elif what < 0.4:
        unit = chance.choice(communes)
        school = f"{chance.choice(_OF_PLACE)} Nr. {chance.randint(1, 9)}"
        name, county = f"{school} {unit.name}, județul {unit.county}", unit.county
    elif what < 0.5:
        unit = chance.choice(towns)
        name, county = f"Asociația „Sfântul {chance.choice(_SAINTS)}” {unit.name}", unit.county
    elif what < 0.9:
        unit, words = chance.choice(towns), " ".join(chance.sample(_WORDS, chance.randint(2, 3)))
        name, county = f"{chance.choice(('Asociația', 'Fundația'))} „{words}” {unit.name}", unit.county
    else:
        words = " ".join(chance.sample(_WORDS, 2))
        name, county = f"S.C. {words} {_syllables(chance)} S.R.L.", chance.choice(counties)
    return {"key": name, "name": name, "short": short and f"{short} {county}", "county": county}


def _syllables(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfglmnprstvz") + chance.choice("aeiou") for _ in range(3)).capitalize()


def _named(chance: random.Random, body: Mapping[str, Any]) -> dict[str, Any]:
    name = body["short"] if body["short"] and chance.random() < 0.4 else body["name"]
    name = _spelt(chance, name)
    county = body["county"] if chance.random() < 0.5 else None
    return {"name": name, "county": county, "cui": None, "mentions": chance.randint(1, 9), "first": RUN}


def _genitive(name: str) -> str:
    first, _, rest = name.partition(" ")
    ending = {"ul": "ului", "ia": "iei", "ța": "ței", "ca": "cii", "la": "lii"}.get(first[-2:])
    return f"{first[:-2]}{ending} {rest}" if ending else name


def _slip(name: str) -> str:
    """Two letters in the middle of the longest word change places."""
    word = max(name.split(), key=len)
    middle = len(word) // 2
    return name.replace(word, word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :])


_BARE = str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST")
_CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")
_WAYS: tuple[tuple[float, Callable[[str], str]], ...] = (  # how often, and how
    (0.25, str.upper),
    (0.2, lambda name: name.translate(_BARE)),
    (0.2, lambda name: name.translate(_CEDILLA)),
    (0.2, _genitive),
    (0.3, lambda name: name.replace("„", "").replace("”", "")),
    (0.2, lambda name: name.replace("județul", "jud.").replace("Sfântul", "Sf.").replace("comunei", "com.")),
    (0.03, _slip),
)


def _spelt(chance: random.Random, name: str) -> str:
    for share, way in _WAYS:
        if chance.random() < share:
            name = way(name)
    return name


def _project(chance: random.Random, at: int) -> dict[str, Any]:
    communes, _, counties = _places()
    unit = chance.choice(communes)
    words = chance.sample(_WORDS, 3)
    title = chance.choice(_TITLES).format(
        group=chance.choice(_GROUPS),
        place=unit.name,
        county=unit.county,
        word=words[0],
        word2=words[1].lower(),
        word3=words[2].lower(),
    )
    begin = chance.randint(2007, 2023)
    return {
        "key": str(at),
        "title": title,
        "code": str(100000 + at) if chance.random() < 0.5 else None,
        "lead": f"{counties.index(unit.county) * LEADS + chance.randrange(LEADS):016x}",
        "counties": [unit.county],
        "years": (str(begin), str(begin + chance.randint(1, 3))),
    }


def _mentioned(chance: random.Random, project: Mapping[str, Any]) -> dict[str, Any]:
    title = project["title"]
    title = _spelt(chance, title)
    knows = [chance.random() < 0.6 for _ in range(4)]
    return {
        "title": title,
        "aliases": [],
        "code": project["code"] if knows[0] else None,
        "contract": None,
        "programme": None,
        "start": project["years"][0] if knows[1] else None,
        "end": project["years"][1] if knows[1] else None,
        "months": None,
        "leads": [project["lead"]] if knows[2] else [],
        "counties": project["counties"] if knows[3] or not knows[2] or chance.random() < 0.8 else [],  # its lead's
        "first": RUN,
    }
