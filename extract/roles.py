"""Where the role of an organisation is said: cues of the lexicon, and the slots of a sentence that they open.

A cue opens a slot: “în parteneriat cu” the list that follows, “implementat … de” what stands after its “de”,
“Partener 1 –” what stands after its dash, “în calitate de partener” the organisation just before. What stands
in a slot is a mention found by its head noun or, in the slots that allow it, a bare name (“Renovabis”).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.asides import asides
from extract.name_words import is_given_name, is_word
from extract.organisation_mentions import OrganisationMention
from extract.organisations import COUNTY
from extract.reading import Reading
from romanian.fold import fold
from romanian.lexicon import Entry, alternation, bounded, load
from romanian.siruta import gazetteer

_LONGEST_LIST = 40  # members
_WIDEST_AND = 20  # characters between two members

_LEAD_IN = re.compile(
    r"""(?: [\s:,(-]+ | \d{1,2}[.)]\s | \d{1,3}\b
      | (?: a | al | ai | ale | de | catre | cu | la | in | din | cadrul | partea | parteneri | partenerii
        | partenerul | partenera | proiect | proiectului | proiecte | implementare | principal
        | principali | local | locali | sociali | nostri | sai | sau | lor | urmatoarele | urmatorii
        | institutii | institutiile | organizatii | entitati | autoritati | autoritatile | financiar
        | colegii | specialistii | specialisti | echipa | cele | cei | doua | trei | patru | alte | alti
        | membrii | strategic | strategici | intre | ong | ong-ul | uat | firma | compania | retailerul
        | organizatia | respectiv | neguvernamentala | comune | orase | municipii | scoli | asociatii
        | primaria | primariei | societatile | comerciale
        | firmei | firmele | societatea | societatii | companiei | asocierea | asocierii | pe
        | fundatii | primarii | consilii | directii | servicii | judete | judetene | uat-uri | ong-uri
        | unitati | administrativ | administrativ-teritoriale | teritoriale | publice | private | cinci
        | sase | sapte | opt | noua | zece | precum | si | inclusiv | anume | printre | partenere
        | ei | lui | acesteia | acestuia | noi | acestui | finantarii | ii | i-au | ne | sunt | este | au | fost
        | fiind )\b ){0,12}""",
    re.VERBOSE,  # în parteneriat cu (următoarele instituții:) …
)
_COUNTED = re.compile(r"\b\d{1,3}\s(?:de\s)?[a-z][^:]{0,200}$")  # cele 12 (de) direcții: counted, not named
_ONE = re.compile(r"\b(?:ong-ul|organizatia|firma|compania|societatea|retailerul)\s$")  # “ONG-ul Hope”: a bare name
_GAP = re.compile(
    r"""(?: (?<=\w)" )? \s* (?: \( [^()\n]{0,60} \) \s* )? (?: (?<=srl\s)(?:"""
    + alternation("name_words", "country")
    + r""")\b \s* )? (?: (?<=srl)\s+[a-z-]{3,20}(?=\s*(?:[,;]|si\b)) \s* )?
        (?: , \s* care \s [^,;.()\n]{3,80} (?=,) )?
        (?: cu \s+ \d[\d.,]{0,15} \s* (?:mii|mil\w{0,6}|mld)?\.? \s* (?:de\s+)? (?:lei|ron|euro|eur|dolari)\s* )?
        (?: [,;] \s* (?: (?:si|precum\s+si|dar\s+si|respectiv|iar|nu\s+in\s+ultimul\s+rand)\b ,? )?
          | (?:si|precum\s+si|dar\s+si)\b | & | / ) \s*
        (?: (?: de|cu|al|a|ai|ale|din|pe|partea|catre|partenerul|partenerii|uat|la|\d{1,2}[.)]
            | (?:firm|compani|societat|asociati|fundati|organizati|instituti|scol|primari|comun|intreprinder)\w{1,4}
            | ong-ul\w* | comercial[ae] | social[ae] | local[ae] | numit[ae] | norvegian[ae] ) \s+ ){0,3}
        (?: (?:\w+\s+)? (?:scoli|licee|gradinite|asociatii|fundatii|institutii|organizatii|ong-uri|primarii|comune)
            \b [^().:;\n]{0,120} [(:] \s* )?""",
    re.VERBOSE,  # A, B, precum și C    A și trei școli din județ (B, C și D)
)
_THROUGH = re.compile(r"\s*,?\s*prin\s+(?:intermediul\s+)?")
_AND_IN_FRONT = re.compile(
    r"""(?: \s*[,;]\s* (?:(?:si|iar|precum\s+si|dar\s+si|respectiv)\s+)? | \s+(?:si|precum\s+si|dar\s+si)\s+ )
        (?: (?:al?|ai|ale|cu|de|catre|a)\s+ ){0,2} "? $""",
    re.VERBOSE,  # A, respectiv B    ai A și ai B
)
_BARE = re.compile(
    r"""(?: " (?P<quoted>[^"\n]{2,80}) "
      | (?P<name> [A-Z][\w'&.-]{0,40} (?:/[A-Z]\w{0,20})?
          (?: [ ]{1,2} (?:(?:and|for|of|the|i|og|och|de|des|du|et|und|pentru|a|al|ale|din|la|&|a)[ ]{1,2}){0,2}
              [A-Z][\w'&/-]{0,40} ){0,9} ) )""",
    re.VERBOSE,  # Gyulai Református Egyházközség    „Salvați Copiii”
)
_CODE = re.compile(r"_|[^\W\d]{1,6}\d{3}")  # RO2014_C3.2_07
_FROM = re.compile(r"\bdin\s$")
_COUNTRY = re.compile(alternation("name_words", "country"))
_WHILE = re.compile(r"(?<!\w)iar(?!\w)")
_OWN_VERB = re.compile(
    r"""\s* (?:\([^()\n]{1,40}\)\s*)?
        (?: (?:il|o|ii|le|isi|se|ne)\s | l- | (?:este|sunt|au?|va|vor|are|da|pune|vine|\w{3,}(?:eaza|este))\b )""",
    re.VERBOSE,
)
_ABROAD = re.compile(
    rf"""\"?\s? (?: \(\s* | -\s* | ,\s* | din\s+ ) (?:[a-z-]{{3,20}},\s*)?
        {alternation("name_words", "country")} (?!\w)""",
    re.VERBOSE,  # (Norvegia)    , Norvegia    din Norvegia
)
_OF_A_SENTENCE = frozenset({"vor", "va", "sunt", "este", "au", "s-a", "s-au"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue at its place in the folded text."""

    start: int
    end: int
    role: str
    kind: str


@lru_cache(maxsize=1)
def _entries() -> tuple[Entry, ...]:
    return load("roles")


@lru_cache(maxsize=1)
def _cue_pattern() -> re.Pattern[str]:
    return re.compile(r"(?=\w)" + bounded("|".join(f"(?P<o{i}>{e.pattern})" for i, e in enumerate(_entries()))))


def find_cues(reading: Reading, start: int, end: int) -> list[Cue]:
    """The cues between two places, in order and without overlap."""
    entries = _entries()
    cues = []
    for match in _cue_pattern().finditer(reading.folded, start, end):
        entry = entries[int((match.lastgroup or "o0")[1:])]
        cues.append(Cue(match.start(), match.end(), entry.id, entry.kind or "list"))
    return cues


class Slots:
    """The mentions of one document, by place, with the bare names that a slot may hold."""

    def __init__(self, reading: Reading, mentions: list[OrganisationMention]) -> None:
        self._reading = reading
        self.asides = asides(reading)
        self._by_start: dict[int, OrganisationMention] = {}
        for mention in mentions:
            self._by_start.setdefault(mention.start, mention)
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]

    def between(self, start: int, end: int) -> list[OrganisationMention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, start: int, end: int) -> list[OrganisationMention]:
        """The last mentions between two places, as many as a list may have."""
        last = bisect_left(self._starts, end)
        return self._mentions[max(bisect_left(self._starts, start), last - _LONGEST_LIST) : last]

    def first(self, start: int, end: int) -> OrganisationMention | None:
        """The first mention that begins between two places."""
        index = bisect_left(self._starts, start)
        return self._mentions[index] if index < len(self._starts) and self._starts[index] < end else None

    def after(self, place: int, limit: int, *, bare: bool) -> list[OrganisationMention]:
        """The list that begins at `place`, after at most a few words of introduction; empty if none does."""
        lead_in = _LEAD_IN.match(self._reading.folded, place, limit)
        bare = (bare or (lead_in is not None and _ONE.search(lead_in.group()) is not None)) and (
            lead_in is None or _COUNTED.search(lead_in.group()) is None
        )
        return list(self._chain(lead_in.end() if lead_in else place, limit, bare=bare, floor=place))

    def _chain(self, place: int, limit: int, *, bare: bool, floor: int) -> Iterator[OrganisationMention]:
        last: OrganisationMention | None = None
        for _ in range(_LONGEST_LIST):
            mention = self._at(place, limit, bare=bare, floor=floor)
            if mention is None and last is not None:
                mention = self._from_abroad(place, limit)
            if mention is None or mention.end > limit or self._acts_itself(mention, floor, limit):
                return
            if last is None or not self._is_seat(mention, last):
                yield mention
                last = mention
            gap = _GAP.match(self._reading.folded, self._through(mention, limit), limit)
            if gap is None:
                return
            place, floor = gap.end(), gap.start()

    def _acts_itself(self, mention: OrganisationMention, floor: int, limit: int) -> bool:
        """“…, iar Y este partener”: with “iar” and a verb of its own a name begins another clause."""
        if _WHILE.search(self._reading.folded, floor, mention.start) is None:
            return False
        return _OWN_VERB.match(self._reading.folded, mention.end, limit) is not None

    def _from_abroad(self, place: int, limit: int) -> OrganisationMention | None:
        """A bare name that its country follows: “…, Școala Nr. 2 și Fagforbundet (Norvegia)”."""
        name = self._bare(place, limit)
        country = None if name is None else _ABROAD.match(self._reading.folded, name.end, limit)
        return name if country is not None else None

    def _through(self, mention: OrganisationMention, limit: int) -> int:
        """Where a member ends that acts through another body: “Județul X, prin DGASPC X, și Fundația Y”."""
        through = _THROUGH.match(self._reading.folded, mention.end, limit)
        other = self._by_start.get(through.end()) if through is not None else None
        return other.end if other is not None else mention.end

    def _is_seat(self, mention: OrganisationMention, last: OrganisationMention) -> bool:
        """“Orașul Zlatna, județul Alba”, “Fundația Zori, Zalău”, “Kirkens Bymisjon, Norvegia”: where it sits."""
        if self._reading.folded[last.end : mention.start].strip() != ",":
            return False
        if mention.sort == "county":
            return last.sort != "county"
        if mention.kind in ("bare", "recognised") and last.kind != "bare":
            units = gazetteer().named(mention.name)
            if any(unit.level in ("city", "town") for unit in units):
                return True
        name, before = fold(mention.name), fold(last.name)
        return _COUNTRY.fullmatch(name) is not None and _COUNTRY.fullmatch(before) is None

    def _at(self, place: int, limit: int, *, bare: bool, floor: int) -> OrganisationMention | None:
        for start in (place, *self._heads_behind(place, floor)):
            if start in self._by_start:
                return self._longer(self._by_start[start], limit) if bare else self._by_start[start]
        if place < limit and self._reading.plain[place] == '"' and place + 1 in self._by_start:
            return self._by_start[place + 1]
        return self._bare(place, limit) if bare else None

    def _longer(self, mention: OrganisationMention, limit: int) -> OrganisationMention:
        """The bare name where the pipeline recognised only its beginning: “Cáritas Diocesana de Teruel”."""
        if mention.kind != "recognised":
            return mention
        name = self._bare(mention.start, limit)
        return name if name is not None and name.start == mention.start and name.end > mention.end else mention

    def _heads_behind(self, place: int, floor: int) -> Iterator[int]:
        """Heads that the introduction swallowed: “compania X”, “UAT Comuna Y”."""
        for start in range(place - 1, max(floor, place - 30) - 1, -1):
            if start in self._by_start and self._by_start[start].end > place:
                yield start

    def _bare(self, place: int, limit: int) -> OrganisationMention | None:
        match = _BARE.match(self._reading.plain, place, limit)
        if match is None:
            return None
        group = "quoted" if match.group("quoted") else "name"
        start, end = match.span(group)
        shown = match.span() if group == "quoted" else None
        while end > start and self._reading.plain[end - 1] in ".-& ":
            end -= 1
        if self._reading.plain[match.end() : match.end() + 1] == ":":
            return None  # the next label
        if _CODE.search(self._reading.plain, start, end):
            return None
        words = fold(self._reading.text[start:end]).split()
        first = words[0].replace(".", "") if words else ""
        if len(first) < 2 or is_word("no-name", first) or is_word("no-recognised", first):
            return None
        if _OF_A_SENTENCE & set(words):
            return None
        if _FROM.search(self._reading.folded, max(0, place - 5), place) and _COUNTRY.fullmatch(" ".join(words)):
            return None  # “parteneri din Italia”
        if COUNTY.fullmatch(" ".join(words)) or (is_given_name(words[0]) and len(words) <= 4):
            return None
        name = " ".join(self._reading.text[start:end].split())
        if name.endswith("ei") and _COUNTRY.fullmatch(fold(name[:-2]) + "a"):
            name = name[:-2] + "a"  # “din partea Elveției”
        start, end = shown or (start, end)
        return OrganisationMention(start=start, end=end, name=name, kind="bare", sort="bare")

    def chain_before(self, mention: OrganisationMention, floor: int) -> list[OrganisationMention]:
        """The mention and those that are coordinated in front of it: “A, B și C”."""
        chain = [mention]
        for other in reversed(self.before(floor, mention.start)):
            near = chain[0].start - other.end <= _WIDEST_AND
            if not near or _AND_IN_FRONT.fullmatch(self._reading.folded, other.end, chain[0].start) is None:
                break
            chain.insert(0, other)
        return chain
