"""Where a text names places: behind nouns (“comunele A și B”), behind labels, behind prepositions.

Not a component, and no judge: `extract.place_guards` says which of these candidates a project works in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.columns import tables
from extract.place_names import PlaceName, county_at, name_at, name_end, other_at
from extract.places import Places
from extract.reading import Reading
from romanian import lexicon
from romanian.siruta import gazetteer
from store.records import Block

_MOST_MEMBERS = 400  # of one list

_LINK = re.compile(
    r"""(?: \s+ (?: vizat\w* | tint[ae] | partener\w* | implicat\w* | eligibil\w* | acoperit\w* | urmatoare\w* ) )?
        (?: \s+ (?: sunt | este | precum | cum\s+ar\s+fi ) )? \s{0,3} (?P<opens> [:(] )? \s{0,3} "?""",
    re.VERBOSE,  # județele vizate sunt …    județe (…    județul: …
)
_NEXT = re.compile(
    r"""(?: \s{0,3} [,;/] \s{0,3} (?: (?: si | sau | precum\s+si | respectiv ) \s+ )?
          | \s{1,3} (?: si | sau | precum\s+si | respectiv ) \s{1,3} )
        (?: (?: in | din | la ) \s+ )?""",
    re.VERBOSE,  # A, B și C    A, precum și din B
)
_PLURAL = ("le", "lor", "ii", "te", "ti", "re", "jud", "jud.")  # “jud. Iași, Vaslui și Neamț”
# “în trei localități din județul Cluj: …”, “10 comune:”
_ANNOUNCED = re.compile(
    r"""(?<!\w) (?: comune | localitati | sate | orase | comunitati | uat-uri | (?P<county> judete ) ) (?:le)? (?!\w)
        [^.:;\n()]{1,80} : \s{0,3}""",
    re.VERBOSE,
)
_COUNTY_ADJECTIVE = re.compile(r"\s(?:\w{3,14}ean[ae]?|\w{3,14}en[ei])\s(?=\w)")  # comuna gorjeană Bălești
_NUMBERED = re.compile(r"[1-6](?![\w.]\d|\w)")
_PREPOSITION = re.compile(r"(?<!\w)(?<!de\s)(?:in|din|la|langa|intre|dintre|prin)\s{1,3}(?=[^\W\d_])")
# Where a name may begin in the value of a label: at its beginning, behind a sign, a conjunction or a preposition.
_IN_VALUE = re.compile(r"(?:^|[,;:/(|\t•-]|(?<!\w)(?:si|in|din|la))\s{0,3}(?=\w)")
_PART = re.compile(r"(?<!\w)(?:comunitatea|cartierul|colonia|catunul|zona)\s{1,3}(?=[^\W\d_])")
_COUNTY_SIGN = re.compile(r"\s{0,2}\(\s?|,[ ]{1,2}")
_COMMA = re.compile(r",[ ]{1,2}(?=[A-Z])")
_BULLET = re.compile(r"\s*(?:[-•*·○▪●►✓➢>+]|\d{1,2}[.)]\s|[a-z][.)]\s)\s*")
_LABEL_ENDS = re.compile(r"\s*(?:[:|\t]|-\s|(?P<verb>(?:este|sunt)\s)|$)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a place. `level` is the noun's kind, "label" or "bare"; `cue` is where the noun begins."""

    name: PlaceName
    level: str
    cue: int  # place of the noun, the preposition, or the name itself where there is neither
    head: bool  # the first behind its noun, not a further member of a list
    company: bool = False  # a town, or for a country another one, stands in the same list
    listed: bool = False  # a list is announced: “3 județe: …”
    labelled: bool = False  # it stands in the value of a label that asks for places

    @property
    def start(self) -> int:
        return self.name.start

    @property
    def end(self) -> int:
        return self.name.end


def find_candidates(reading: Reading) -> list[Candidate]:
    """All candidates in the order of the text, without overlap."""
    values = Places()
    for start, end in [*_columns(reading), *label_values(reading)]:
        if start < end and not values.overlap(start, end):
            values.add(start, end)
    found = [*_cued(reading, values)]
    taken = Places((c.start, c.end) for c in found)
    for candidate in _in_values(reading, values):
        if not taken.overlap(candidate.start, candidate.end):
            taken.add(candidate.start, candidate.end)
            found.append(candidate)
    found += (c for c in _bare(reading) if not taken.overlap(c.start, c.end))
    taken = Places((c.start, c.end) for c in found)
    for candidate in [*_announced(reading), *_apposed(reading, found), *_counties_behind(reading, found)]:
        if not taken.overlap(candidate.start, candidate.end):
            taken.add(candidate.start, candidate.end)
            found.append(candidate)
    return sorted(found, key=lambda c: c.start)


def label_values(reading: Reading) -> Iterator[tuple[int, int]]:
    """The values of labels that ask for places: the rest of their block, else the next one and the list below."""
    label = re.compile(lexicon.alternation("places", "label"))
    index = 0
    while index < len(reading.blocks):
        block = reading.blocks[index]
        index += 1
        match = label.match(reading.folded, _after_bullet(reading, block), block.end)
        if match is None:
            continue
        cells = {end for _, end in block.cells}
        sign = _LABEL_ENDS.match(reading.folded, match.end(), block.end)
        if sign is None and match.end() not in cells:
            continue
        start = sign.end() if sign else match.end()
        if reading.folded[start : block.end].strip():
            yield start, min(block.end, reading.sentence_at(start)[1]) if sign and sign["verb"] else block.end
            continue
        first = True
        while index < len(reading.blocks) and (first or _is_item(reading, reading.blocks[index])):
            value = reading.blocks[index]
            if value.kind == "heading" or label.match(reading.folded, value.start, value.end):
                break
            yield value.start, value.end
            listed, first = _is_item(reading, value), False
            index += 1
            if not listed:
                break


def _columns(reading: Reading) -> Iterator[tuple[int, int]]:
    """The cells below a header that asks for places: “Județ”, “Localitate”, “Locația”."""
    label = re.compile(lexicon.alternation("places", "label"))
    for header, rows in tables(reading):
        for column, (start, end) in enumerate(header):
            if label.fullmatch(reading.folded[start:end].strip(" :\t\n")) is not None:
                yield from (row[column] for row in rows if column < len(row))


def _after_bullet(reading: Reading, block: Block) -> int:
    bullet = _BULLET.match(reading.folded, block.start, block.end)
    return bullet.end() if bullet else block.start


def _is_item(reading: Reading, block: Block) -> bool:
    return block.kind == "list_item" or _BULLET.match(reading.folded, block.start, block.end) is not None


@cache
def _cues() -> re.Pattern[str]:
    entries = [entry for entry in lexicon.load("places") if entry.id == "cue"]
    return re.compile(r"(?=\w)" + lexicon.bounded("|".join(f"(?P<{entry.kind}>{entry.pattern})" for entry in entries)))


def _cued(reading: Reading, values: Places) -> Iterator[Candidate]:
    """“comunele A și B”, “jud. C”, “sectoarele 1 și 2”; only a plural, or a label, has more than one member."""
    behind = 0
    for cue in _cues().finditer(reading.folded):
        level, limit = cue.lastgroup or "", reading.block_at(cue.start()).end
        behind_cue = cue.end() + (reading.folded[cue.end() : cue.end() + 1] == ".")
        adjective = _COUNTY_ADJECTIVE.match(reading.folded, behind_cue, limit)
        if adjective and reading.plain[behind_cue + 1].islower() and reading.plain[adjective.end()].isupper():
            behind_cue = adjective.end() - 1
        link = _LINK.match(reading.folded, behind_cue, limit)
        if link is None or cue.start() < behind:
            continue
        opens = link["opens"] is not None
        many = opens or cue.group().endswith(_PLURAL)
        labelled = values.overlap(cue.start(), cue.end()) or (opens and cue.start() in _line_starts(reading, cue))
        listed = opens and cue.group().endswith(("e", "i"))
        for place, name in enumerate(_members(reading, level, link.end(), limit, many=many)):
            whole = name
            if level == "sector" and place == 0 and not opens:
                whole = PlaceName(cue.start(), name.end, units=name.units)  # a number alone is no name
            yield Candidate(whole, level, cue.start(), head=place == 0, listed=listed, labelled=labelled)
            behind = name.end


def _line_starts(reading: Reading, cue: re.Match[str]) -> tuple[int, int]:
    block = reading.block_at(cue.start())
    return block.start, _after_bullet(reading, block)


def _members(reading: Reading, level: str, start: int, limit: int, *, many: bool) -> Iterator[PlaceName]:
    """The names of a list; one that nobody knows is passed over."""
    for _ in range(_MOST_MEMBERS):
        name = _member(reading, level, start, limit)
        end = name.end if name else name_end(reading, start, limit)
        if name is not None:
            yield name
        gap = _NEXT.match(reading.folded, end, limit) if end is not None and many else None
        if gap is None:
            return
        start = gap.end()


def _member(reading: Reading, level: str, start: int, limit: int) -> PlaceName | None:
    if level == "county":
        return county_at(reading, start, limit)
    if level == "region":
        return other_at(reading, start, limit)
    if level == "sector":
        number = _NUMBERED.match(reading.folded, start, limit)
        units = gazetteer().named(f"Sectorul {number.group()}") if number else ()
        return PlaceName(start, start + 1, units=units) if units else None
    name = name_at(reading, start, limit)
    return name if name is not None and name.units else None


def _in_values(reading: Reading, values: Places) -> Iterator[Candidate]:
    for start, end in values:
        behind = start
        for place in _IN_VALUE.finditer(reading.folded[start:end]):
            begin = start + place.end()
            name = name_at(reading, begin, end) if begin >= behind else None
            if name is not None and (name.land or name.other_kind != "region"):
                yield Candidate(name, "label", begin, head=True, labelled=True)
                behind = name.end


def _bare(reading: Reading) -> Iterator[Candidate]:
    """“în Timișoara, Arad și Deva”: a county is told from its town by the company it keeps."""
    behind = 0
    for preposition in _PREPOSITION.finditer(reading.folded):
        if preposition.start() < behind or not reading.plain[preposition.end()].isupper():
            continue
        limit = reading.block_at(preposition.start()).end
        names = list(_bare_list(reading, preposition.end(), limit))
        counties = any(n.county and not n.is_town for n in names) and not any(n.is_town and not n.county for n in names)
        company = any(n.is_town for n in names) or sum(n.other_kind == "country" for n in names) > 1
        for place, name in enumerate(names):
            behind = name.end
            one = name
            if name.county and name.is_town:
                one = replace(name, units=()) if counties else replace(name, county=None)
            yield Candidate(one, "bare", preposition.start(), head=place == 0, company=company)


def _announced(reading: Reading) -> Iterator[Candidate]:
    """“în trei localități din județul Cluj: Aghireșu, Gârbău și Huedin”."""
    for words in _ANNOUNCED.finditer(reading.folded):
        limit = reading.block_at(words.start()).end
        level = "county" if words["county"] else "locality"
        for place, name in enumerate(_members(reading, level, words.end(), limit, many=True)):
            yield Candidate(name, level, name.start, head=place == 0, listed=True)


def _counties_behind(reading: Reading, before: Iterable[Candidate]) -> Iterator[Candidate]:
    """“comuna Gârla Mare (Mehedinți)”, “comuna Brusturi, Neamț”: the county of a place, if it is there."""
    for candidate in before:
        sign = _COUNTY_SIGN.match(reading.folded, candidate.end) if candidate.name.units else None
        name = county_at(reading, sign.end(), reading.block_at(candidate.end).end) if sign else None
        if sign is None or name is None or name.county is None:
            continue
        closed = reading.folded.startswith(")", name.end)
        there = any(unit.county == name.county.county for unit in candidate.name.units)
        if there and closed == ("(" in sign.group()):
            yield Candidate(name, "apposed", name.start, head=True)


def _apposed(reading: Reading, before: Iterable[Candidate]) -> Iterator[Candidate]:
    """“sectorul 6, București”, “comunitatea Pata Rât, Cluj-Napoca”: a town behind the comma of what lies in it."""
    parts = (m for m in _PART.finditer(reading.folded) if reading.plain[m.end()].isupper())
    part_ends = (name_end(reading, m.end(), reading.block_at(m.start()).end) for m in parts)
    for end in [*(c.end for c in before if c.level in ("sector", "village", "locality")), *part_ends]:
        comma = _COMMA.match(reading.plain, end) if end is not None else None
        name = name_at(reading, comma.end(), reading.block_at(end).end) if comma and end is not None else None
        if name is not None and name.is_town:
            yield Candidate(PlaceName(name.start, name.end, units=name.units), "apposed", name.start, head=True)


def _bare_list(reading: Reading, start: int, limit: int) -> Iterator[PlaceName]:
    for _ in range(_MOST_MEMBERS):
        name = name_at(reading, start, limit)
        if name is None or (name.other_kind == "region" and not name.land):
            return
        yield name
        gap = _NEXT.match(reading.folded, name.end, limit)
        if gap is None:
            return
        start = gap.end()
