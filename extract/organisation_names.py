"""How far an organisation's name reaches after its head noun, and its own form out of the genitive.

A Romanian name goes on over capitalised words, names in quotation marks, numbers after “nr.” and the small
words between them: “Colegiul Național al Asistenților Sociali din România”, “Primăria comunei Diosig”,
“Școala Gimnazială „Ion Creangă” nr. 9”. It ends at an ordinary word, at a comma, or where another name begins.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.reading import Reading
from romanian.fold import fold
from romanian.lexicon import Entry

LONGEST_NAME = 180  # characters

_TOKEN = re.compile(
    r"""
      (?P<initials> (?:[^\W\d_]\.){2,} [^\W\d_]? (?!\w) )                # S.R.L.  D.G.A.S.P.C.
    | (?P<word>     [^\W\d_]\w* (?:[-'/&][^\W_]\w*)* (?:\+(?!\w))? )      # Pro-Vita  HEKS/EPER
    | (?P<number>   \d{1,4} (?![\w./]) )                                  # 9
    | (?P<quote>    " | '' | ,, | (?<!\w)' )
    | (?P<bracket>  \( )
    | (?P<comma>    , )
    | (?P<dash>     - )
    | (?P<and>      & )
    """,
    re.VERBOSE,
)
_ACRONYM = re.compile(
    r"""\(\s* (?: [a-z]{2,12} \s+ ){0,2} ["']?                            # (denumită în continuare „CNASR”)
        (?P<acronym> (?=[^)]*[A-Z][^)]{0,20}[A-Z]) [A-Z][\w.&/+-]{1,14} ) ["']? \s*\)""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"""(?:"|''|,,|')\s?(?P<inner>[^"\n]{1,100}?)\s?(?:"|''|'(?!\w))""")
_NUMBERED = re.compile(r"nr\.?\s?\d{1,3}(?!\d)")
_NUMBERED_BODIES = frozenset({"school", "centre", "hospital", "house"})
_GENITIVE = re.compile(r"\w{2,}(?:lor|lui|ei|ii)")
_BRANCHES = frozenset({"filiala", "sucursala", "sectia", "reprezentanta", "romania"})
_CONNECTORS = frozenset(
    """de a al ai ale lui pentru si din cu privind impotriva intre asupra cel of for and the und des der du del
    e fur""".split()
)
_REGIONS = frozenset("romania moldova bucovina transilvania ardeal banat oltenia dobrogea muntenia".split())
_NEVER_INSIDE = re.compile(
    r"""(?: proiect\w* | program\w* | comunicat\w* | anunt\w* | implementea\w+ | derulea\w+ | desfasoara | organizeaza
        | titlul? | obiectiv\w* | data | perioada | contract\w* | valoare\w* | buget\w* | adresa | telefon | tel | fax
        | email | art | articol\w* | hotar\w+ | domnul | doamna | primarul | prin | in | str | strada | jud | mun
        | parteneri? | partenerii | solicitant\w* | beneficiar\w* | lider\w* | cod | axa | operatiunea | masura
        | ianuarie | februarie | martie | aprilie | mai | iunie | iulie | august | septembrie | octombrie
        | noiembrie | decembrie | luni | marti | miercuri | joi | vineri | sambata | duminica )""",
    re.VERBOSE,
)
# Common nouns and adjectives of the field, which official names write in small letters as well.
_FIELD_WORDS = frozenset(
    """asistenta sociala sociale social socio protectia protectiei protectie copilului copil copii copiilor
    drepturilor drepturile persoanelor persoane adulte adult dizabilitati handicap adoptie adoptii munca muncii
    familiei familie familial sanse egalitatea femei barbati ocuparea ocupare fortei plati inspectie sanatate
    sanatatii mintala publica public comunitara comunitare comunitar servicii serviciilor educatiei educatie
    educationala tineretului tineri tinerilor sportului varstnice varstnici romi romilor dezvoltare dezvoltarea
    regionala locala rurala zi recuperare reabilitare plasament resurse consiliere incluziva farmacie medicina
    industrie comert ingrijire asistare temporara urgenta primire prevenire prevenirea combaterea violentei
    domestica domestice solidaritatii justitiei administratiei internationala culturala judeteana urgente
    incluziune inclusiv generala nationala intercomunitara viata speranta viitor mame tehnologic gimnaziala
    agricultura alimentatie siguranta parinti bunici prieteni credinta dragoste iubire""".split()
)
_ADJECTIVES = (
    "Generală Națională Județeană Română Locală Publică Comercială Gimnazială Primară Ortodoxă Evanghelică "
    "Reformată Filantropică Europeană Internațională Regională Socială Culturală Umanitară Profesională "
    "Postliceală Creștină Baptistă Penticostală Caritabilă Neguvernamentală Municipală Orășenească Comunală "
    "Comunitară Intercomunitară Centrală Medicală Elvețiană Norvegiană Americană Universitară Specială Mondială "
    "Unită Roșie Romano-Catolică Greco-Catolică Administrativă Teritorială"
).split()
_INFLECTION = (
    ("easca", "esti"),
    ("eana", "ene"),
    ("tiana", "tiene"),
    ("giana", "giene"),
    ("osie", "osii"),
    ("a", "e"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """Where a name ends; `skipped` is a bracket inside it, `acronym` what that bracket defines."""

    end: int
    proper: bool  # a capitalised word or a quoted name was taken
    acronym: str | None = None
    skipped: tuple[int, int] | None = None


@dataclass(slots=True)
class _Scan:
    """One pass over the tokens after a head noun."""

    reading: Reading
    head: Entry
    starts: Mapping[int, tuple[int, Entry]]  # heads of other names: start -> end, entry
    position: int
    limit: int
    end: int
    first: bool = True  # right after a head noun
    after_head: bool = False
    proper: bool = False
    quoted: bool = False
    pending: str = ""  # the connector just passed
    connectors: int = 0
    acronym: str | None = None
    skipped: tuple[int, int] | None = None

    def run(self) -> None:
        while True:
            while self.position < self.limit and self.reading.plain[self.position] in " \t":
                self.position += 1
            token = _TOKEN.match(self.reading.plain, self.position, self.limit)
            if token is None or not self._takes(token):
                return
            self.first = self.after_head
            self.after_head = False

    def _takes(self, token: re.Match[str]) -> bool:
        match token.lastgroup:
            case "word" | "initials":
                return self._word(token)
            case "quote":
                return self._quote()
            case "bracket":
                return self._bracket()
            case "number":
                return self._number(token)
            case "comma":
                return self._comma(token.end())
            case "dash":
                return self._dash(token.end())
            case _:
                return self._connect(token.end(), "&")

    def _accept(self, end: int, *, proper: bool = True) -> bool:
        self.end = self.position = end
        self.proper |= proper
        self.pending, self.connectors = "", 0
        return True

    def _connect(self, end: int, word: str) -> bool:
        self.position = end
        self.pending = self.pending if self.pending in ("si", "cu") else word
        self.connectors += 1
        return self.connectors <= 3

    def _word(self, token: re.Match[str]) -> bool:
        word = fold(token.group())
        if (numbered := _NUMBERED.match(self.reading.folded, token.start(), self.limit)) is not None:
            return self.head.id in _NUMBERED_BODIES and self._accept(numbered.end())
        other = self.starts.get(token.start())
        if other is not None:
            return self._other(token.start(), *other)
        if word in _CONNECTORS:
            return self._connector(token.end(), word)
        if _NEVER_INSIDE.fullmatch(word):
            return False
        capital = token.group()[0].isupper()
        if self.pending == "si" and not self._joins(word):
            return False
        if self.pending == "din" and not self._origin(word):
            return False
        if not capital:
            return self._small(token.end(), word)
        end = token.end()
        if len(word) <= 3 and self.reading.plain[end : end + 2] == ". " and end + 1 < self.limit:
            self._accept(end)
            self.position = end + 1
            return True
        return self._accept(end)

    def _small(self, end: int, word: str) -> bool:
        if self.head.kind == "place" or self.quoted or word not in _FIELD_WORDS:
            return False
        return self._accept(end, proper=False)

    def _connector(self, end: int, word: str) -> bool:
        if self.head.kind == "place":
            return word == "lui" and self._connect(end, word)
        if self.head.kind in ("body", "acronym") and word not in ("a", "al", "ai", "ale"):
            return False
        if word == "si" and (self.quoted or self.first):
            return False
        return self._connect(end, word)

    def _joins(self, word: str) -> bool:
        """After “și” a name goes on with a word of the field or with a genitive, else a new name begins."""
        return word in _FIELD_WORDS or _GENITIVE.fullmatch(word) is not None

    def _origin(self, word: str) -> bool:
        """“din România” belongs to the name; “din Bacău” only says where the body sits."""
        return word in _REGIONS or not self.proper or self.head.id in {"university", "hospital", "town-hall"}

    def _other(self, start: int, end: int, entry: Entry) -> bool:
        """Another head noun: a genitive goes on with the name, a nominative begins a new one."""
        surface = self.reading.folded[start:end]
        own_form = surface.split()[0] == fold(entry.name or surface).split()[0] or entry.kind == "acronym"
        if self.pending in ("si", "cu", "&"):
            return False
        if entry.kind in ("place", "places"):
            return self.head.kind != "place" and self._connect(end, "de") if not own_form else self._uat(end)
        if entry.kind in ("fund", "union", "state"):
            return False
        if own_form:
            nested = entry.id in ("centre", "house", "school", "church", "ngo") and self.head.id == "ngo"
            known = entry.kind in ("body", "acronym") and self.head.kind == "head"
            if not (known or nested or fold(surface) in _BRANCHES) or not (self.first or surface in _BRANCHES):
                return False
        elif self.head.kind == "place":
            return False
        self.after_head = entry.kind == "head"
        return self._accept(end)

    def _uat(self, end: int) -> bool:
        if self.head.id != "territorial-unit":
            return False
        return self._connect(end, "de")

    def _quote(self) -> bool:
        quoted = _QUOTED.match(self.reading.plain, self.position, min(self.limit, self.position + 120))
        if quoted is None or self.quoted or self.head.kind == "place":
            return False
        self.quoted = True
        return self._accept(quoted.end())

    def _bracket(self) -> bool:
        bracket = _ACRONYM.match(self.reading.plain, self.position, min(self.limit, self.position + 60))
        if bracket is None or self.acronym is not None or self.connectors:
            return False
        self.acronym = bracket.group("acronym")
        self.skipped = (self.end, bracket.end())
        self.position = bracket.end()
        return True

    def _number(self, token: re.Match[str]) -> bool:
        before = self.reading.folded[self.end - 9 : self.end]
        if "sector" in before or self.head.id == "sector" or self.head.id == "school":
            return self._accept(token.end())
        if self.pending == "de" and "sector" in self.reading.folded[token.start() - 12 : token.start()]:
            return self._accept(token.end())
        return False

    def _comma(self, end: int) -> bool:
        if self.head.id != "ministry" or not self.proper:
            return False
        word = re.compile(r"\s*([A-Z]\w+)").match(self.reading.plain, end, self.limit)
        if word is None or not _GENITIVE.fullmatch(fold(word.group(1))):
            return False
        return self._connect(end, ",")

    def _dash(self, end: int) -> bool:
        word = re.compile(r"\s*(\w+)").match(self.reading.folded, end, self.limit)
        if word is None or word.group(1) not in _BRANCHES or self.first:
            return False
        self.position = word.end()
        return self._accept(word.end())


def continue_name(
    reading: Reading, head: Entry, place: int, limit: int, starts: Mapping[int, tuple[int, Entry]]
) -> Continuation:
    """Read on from the end of a head noun at `place`, no further than `limit`."""
    scan = _Scan(reading, head, starts, place, min(limit, place + LONGEST_NAME), place)
    scan.run()
    skipped = scan.skipped if scan.skipped is not None and scan.end >= scan.skipped[1] else None
    return Continuation(end=scan.end, proper=scan.proper, acronym=scan.acronym, skipped=skipped)


def _adjectives() -> dict[str, str]:
    """Feminine adjectives by their genitive, folded: “generale” -> “Generală”."""
    table: dict[str, str] = {}
    for adjective in _ADJECTIVES:
        own = fold(adjective)
        for ending, genitive in _INFLECTION:
            if own.endswith(ending):
                table[own[: len(own) - len(ending)] + genitive] = adjective
                break
    return table


_FROM_GENITIVE = _adjectives()


def nominative(name: str, head: Entry, *, accents: bool) -> str:
    """The name's own form: “Agenției Naționale pentru Romi” -> “Agenția Națională pentru Romi”.

    `accents` says whether the document writes diacritics; what is put in follows it, and the capitals.
    """
    words = re.split(r"(\s+)", name)
    own = (head.name or name).split()[0]
    if fold(words[0]) == fold(own) or head.kind == "acronym":
        return name[:1].upper() + name[1:]
    words[0] = dressed(own, words[0], accents=accents)
    for index in range(2, len(words), 2) if own.endswith("a") else ():
        adjective = _FROM_GENITIVE.get(fold(words[index]))
        if adjective is None:
            break
        words[index] = dressed(adjective, words[index], accents=accents)
    result = "".join(words)
    return result[:1].upper() + result[1:]


def dressed(word: str, like: str, *, accents: bool) -> str:
    """A word from our tables, with the diacritics and the capitals of the document."""
    if not accents:
        word = "".join(dict(zip("ăâîșțĂÂÎȘȚ", "aaistAAIST", strict=True)).get(c, c) for c in word)
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word if like[:1].isupper() else word.lower()
