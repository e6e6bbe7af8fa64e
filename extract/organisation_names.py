"""How far an organisation's name reaches after its head noun.

A Romanian name goes on over capitalised words, names in quotation marks, numbers after “nr.” and the small
words between them: “Colegiul Național al Asistenților Sociali din România”, “Primăria comunei Runcu”,
“Școala Gimnazială „Ion Creangă” nr. 9”. It ends at an ordinary word, at a comma, or where another name begins.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.name_words import is_adjective, is_place, is_word
from extract.organisation_tokens import ACRONYM, BETWEEN, QUOTED, TOKEN
from extract.reading import Reading
from romanian.fold import fold
from romanian.lexicon import Entry

LONGEST_NAME = 180  # characters

_NUMBERED = re.compile(r"nr\.?\s?\d{1,3}(?!\d)")
_NUMBERED_BODIES = frozenset({"school", "centre", "hospital", "house"})
_SHORTENED = re.compile(r"\w\. |[b-df-hj-np-tv-z]\.[A-Z]")
_SUCH_AS = re.compile(r"\w{2,}(?:eza|ana|ala|ica|iva|easca)")  # “fundația olandeză „X””, “asociația locală „Y””
_NEXT_WORD = re.compile(r"\s*(\w+)")
_GENITIVE = re.compile(r"\w{2,}(?:lor|lui|ei|ii)")
_BEFORE_A_NOUN = frozenset({"spre", "fara", "dupa", "la"})
_OF_PLACES = frozenset({"territorial-unit", "prefecture"})  # UAT Comuna Brad, Instituția Prefectului Județul Cluj
_IN_PLACE_NAMES = frozenset({"lui", "de", "cel", "cea"})  # Curtea de Argeș, Ștefan cel Mare
_ABSTRACT = re.compile(r"\w{4,}(?:are|area|arii|ere|erea|erii|ire|irea|irii)|\w{4,}(?:ie|ica|tate|anta|enta)")
_MORE_ABSTRACT = re.compile(rf"(?:\s?,\s?(?:{_ABSTRACT.pattern})\b){{1,3}}\s(?:si|ori)\s(?:{_ABSTRACT.pattern})\b")
_OF_ABSTRACT = re.compile(r"\b(?:de|pentru|in)\s\w+$")
_UN_AND_O = re.compile(r"\b(?:un|o)\s[\w ]{3,40}$")  # “Un Gest, O Viață”
_ONE_MORE = re.compile(r"\s?(?:un|o)\s(?=[A-Z])|\s?(?:Un|O)\s")
_SEAT = re.compile(r"\s?(?:judetul|jud\.?|municipiul)\s")
_BRANCHES = frozenset({"filiala", "sucursala", "sectia", "reprezentanta", "romania"})
_CONNECTOR = re.compile(
    r"""(?: de | a | al | ai | ale | lui | pentru | si | din | cu | privind | impotriva | intre | asupra | cel
        | fara | spre | catre | dincolo | dupa | peste
        | of | for | and | the | und | des | der | du | del | e | fur )""",
    re.VERBOSE,
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
    begin: int
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
            token = TOKEN.match(self.reading.plain, self.position, self.limit)
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
        numbered = _NUMBERED.match(self.reading.folded, token.start(), self.limit)
        if numbered is not None:
            return self.head.id in _NUMBERED_BODIES and self._accept(numbered.end())
        other = self.starts.get(token.start())
        if other is not None:
            return self._other(token.start(), *other)
        word = fold(token.group())
        if _CONNECTOR.fullmatch(word):
            return self._connector(token.end(), word)
        if word in ("la", "in") and self.proper and self._goes_on_at(token.end()):
            return self._connect(token.end(), word)
        if not self._may_follow(word):
            return False
        capital = token.group()[0].isupper()
        return self._capital(token.end(), word) if capital else self._small(token.end(), word)

    def _goes_on_at(self, end: int) -> bool:
        """“Ambasada Austriei la București”, “Dreptul la Educație”, “Caritas în România”: no place where it works."""
        if self.head.id == "embassy":
            return True
        word = _NEXT_WORD.match(self.reading.plain, end, self.limit)
        if self.head.id != "ngo" or word is None or not word.group(1)[0].isupper():
            return False
        if is_word("field", fold(word.group(1))) or fold(word.group(1)) in ("romania", "europa"):
            return True
        # “Fundația Tineri în Mișcare”: no place bears that name, and no other body begins with it
        capital = word.group(1)[1:].islower() and word.start(1) not in self.starts
        return capital and not is_word("stop", fold(word.group(1))) and not is_place(word.group(1))

    def _may_follow(self, word: str) -> bool:
        if is_word("stop", word):
            return False
        if self.pending == "si":
            return self._joins(word)
        return self.pending != "din" or self._origin(word)

    def _capital(self, end: int, word: str) -> bool:
        self._accept(end)
        if len(word) <= 3 and _SHORTENED.match(self.reading.plain, end - 1):
            self.position = end + 1  # Sf. Ana, Tg.Mureș
        return True

    def _small(self, end: int, word: str) -> bool:
        if self.head.kind == "place" or self.quoted:
            return False
        if self.pending == "pentru" and self.proper and word in ("sprijin", "ajutor"):
            return False  # “îi mulțumim Asociației X pentru sprijin”
        if self.head.kind == "head" and _SUCH_AS.fullmatch(word) and self.reading.plain.startswith(' "', end):
            return self._accept(end, proper=False)
        listed = self.pending in ("si", ",") and _ABSTRACT.fullmatch(word) is not None
        return (listed or is_word("field", word)) and self._accept(end, proper=False)

    def _connector(self, end: int, word: str) -> bool:
        if self.head.kind == "place":
            return word in _IN_PLACE_NAMES and self._connect(end, word)
        if self.head.kind in ("body", "acronym") and word not in ("a", "al", "ai", "ale"):
            return False
        if word == "si" and (self.quoted or self.first):
            return False
        return self._connect(end, word)

    def _joins(self, word: str) -> bool:
        """After “și” a name goes on with a word of the field or with a genitive, else a new name begins."""
        known = is_word("field", word) or _GENITIVE.fullmatch(word) is not None
        inside = self.head.kind == "head" and self.head.id != "town-hall"
        return known or (inside and _ABSTRACT.fullmatch(word) is not None)  # Centrul de Resurse și Informare

    def _origin(self, word: str) -> bool:
        """“din România” belongs to the name; “din Bacău” only says where the body sits."""
        return (
            is_word("region", word)
            or not self.proper
            or self._seat()
            or self.head.id in {"university", "hospital", "town-hall"}
        )

    def _seat(self) -> bool:
        """“din Vaslui”, a place by its own name, says which body of many is meant."""
        return self.head.kind == "head" and self.reading.plain[self.position].isupper()

    def _other(self, start: int, end: int, entry: Entry) -> bool:
        """Another head noun: a genitive goes on with the name, a nominative begins a new one."""
        surface = self.reading.folded[start:end]
        if self.head.id == "ministry" and self.pending == "si" and surface.startswith("administratiei"):
            return self._accept(end)  # Ministerul Dezvoltării și Administrației Publice: a field, no body
        if self.pending in ("si", "cu", "&") or entry.kind in ("fund", "union", "state"):
            return False
        if entry.id == "caritas" and not self.pending and self.head.kind == "head":
            return self._accept(end)  # Centrul Diecezan Caritas
        own = entry.kind == "acronym" or surface.split()[0] == fold(entry.name or surface).split()[0]
        if entry.kind in ("place", "places"):
            joined = self.head.id in _OF_PLACES if own else self.head.kind != "place"
            return joined and self._connect(end, "de")  # the place's own name has to follow
        if self.pending in _BEFORE_A_NOUN and self.head.kind == "head":
            return self._accept(end)  # Pași spre Școală: no article, though folded it looks like “Școala”
        if not (self._nests(entry, surface) if own else self.head.kind != "place"):
            return False
        self.after_head = entry.kind == "head"
        return self._accept(end)

    def _nests(self, entry: Entry, surface: str) -> bool:
        """A name that holds another one: “Asociația Casa Bunicilor”, “Fundația Caritas”, “… Filiala Motru”."""
        if surface in _BRANCHES:
            return True
        nested = self.head.id == "ngo" and entry.kind == "head"
        if entry.id == "church" and self.reading.folded[self.end - 7 : self.end] == "caritas":
            return True  # Asociația Caritas Eparhia Carei
        known = entry.kind in ("body", "acronym") and self.head.kind == "head"
        between = self.reading.folded[self.begin : self.end].split()
        return (nested and self.first) or (known and all(is_adjective(word) for word in between))

    def _quote(self) -> bool:
        here, plain = self.position, self.reading.plain
        if plain[here - 1 : here].isalnum() and not plain[here + 1 : here + 2].isalnum():
            return False  # it closes a quotation that began before the name
        quoted = QUOTED.match(self.reading.plain, self.position, min(self.limit, self.position + 120))
        if quoted is None or self.quoted or self.head.kind == "place" or BETWEEN.match(quoted.group("inner")):
            return False
        self.quoted = True
        return self._accept(quoted.end())

    def _bracket(self) -> bool:
        bracket = ACRONYM.match(self.reading.plain, self.position, min(self.limit, self.position + 60))
        if bracket is None or self.acronym is not None or self.connectors:
            return False
        self.acronym = bracket.group("acronym")
        self.skipped = (self.end, bracket.end())
        self.position = bracket.end()
        return True

    def _number(self, token: re.Match[str]) -> bool:
        before = self.reading.folded[self.end - 9 : self.end]
        if "sector" in before or self.head.id in {"sector", "school"}:
            return self._accept(token.end())
        if self.pending == "de" and "sector" in self.reading.folded[token.start() - 12 : token.start()]:
            return self._accept(token.end())
        return False

    def _comma(self, end: int) -> bool:
        folded = self.reading.folded
        branch = _NEXT_WORD.match(folded, end, self.limit)
        if branch is not None and branch.group(1) == "filiala" and self.proper:
            return self._accept(branch.end())
        name = folded[max(self.begin, self.end - 50) : self.end]
        if self.head.kind == "head" and _OF_ABSTRACT.search(name):
            listed = _MORE_ABSTRACT.match(folded, self.end, self.limit)
            return listed is not None and self._accept(listed.end())  # de Prevenire, Evaluare și Consiliere
        more = _ONE_MORE.match(self.reading.plain, end, self.limit) if self.head.id == "ngo" else None
        if more is not None and _UN_AND_O.search(name):
            self.position = more.end()
            return True
        if self.head.id != "ministry" or not self.proper:
            return False
        word = _NEXT_WORD.match(self.reading.plain, end, self.limit)
        if word is None or not word.group(1)[0].isupper() or not _GENITIVE.fullmatch(fold(word.group(1))):
            return False
        return self._connect(end, ",")

    def _dash(self, end: int) -> bool:
        word = _NEXT_WORD.match(self.reading.folded, end, self.limit)
        if self.head.id == "prefecture" and self.first and (seat := _SEAT.match(self.reading.folded, end, self.limit)):
            return self._connect(seat.end(), "de")  # Instituția Prefectului – Județul Cluj
        if word is None or word.group(1) not in _BRANCHES or (self.first and self.head.kind != "body"):
            return False
        self.position = word.end()
        return self._accept(word.end())


def continue_name(
    reading: Reading, head: Entry, place: int, limit: int, starts: Mapping[int, tuple[int, Entry]]
) -> Continuation:
    """Read on from the end of a head noun at `place`, no further than `limit`."""
    scan = _Scan(reading, head, starts, place, min(limit, place + LONGEST_NAME), place, place)
    scan.run()
    skipped = scan.skipped if scan.skipped is not None and scan.end >= scan.skipped[1] else None
    return Continuation(end=scan.end, proper=scan.proper, acronym=scan.acronym, skipped=skipped)
