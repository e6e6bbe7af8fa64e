"""Which places that a text names a project works in: not an organisation's seat, a dateline, an owner, a title.

Not a component: `extract.working_places` asks it about each candidate, in the order of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from extract.organisation_mentions import OrganisationMention
from extract.place_candidates import Candidate
from extract.places import Places
from extract.quotations import find_quotations
from extract.reading import Reading
from romanian import lexicon
from store.records import Project

_PLACE_SORTS = frozenset({"commune", "town", "city", "county", "sector"})
_OFFICIAL = frozenset({"county", "city", "town", "commune", "sector"})  # what such a noun names can act itself
_WINDOW = 140  # characters of the sentence before a name that are read
_LONGEST_TITLE = 250
_LONGEST_CONTACT = 300
_MOST_TEASERS = 12  # lines below “Citește și:”
_LONGEST_TEASER = 140

_LOCATIVE = re.compile(
    r"""(?<!\w) (?: in | din | la | langa | intre | dintre | prin | pe\s+raza | spre )
        (?: \s+ (?: cele | toate | alte | mai | multe | cateva | doua | trei | patru | cinci | sase | sapte
              | opt | noua | zece | intreg\w* | tot | toata | fiecare | aceste | special | principal | \d{1,3} )
        ){0,4} \s+ $""",
    re.VERBOSE,  # în cele trei …
)
_CHAIN = re.compile(r"[\s,()-]*(?:(?:din|si|al|a|ale|ai)\s+){0,2}")  # “în” begins something new
_GENITIVE = re.compile(r"(?:ului|ei|ilor|elor|ii)(?!\w)")
_PLACE_BEFORE = re.compile(r"(?<!\w)(?:[Ii]n|[Dd]in|[Ll]a)[ ]{1,2}[A-Z]\w{1,30}(?:[ ][A-Z]\w{1,30}){0,2},\s{1,2}$")
_COUNT_BEHIND = re.compile(r"\s*[:(-]\s*\d[\d.,]*+(?!\s*(?:lei|ron|euro?|mii|mil|mld|%))")  # “: 3 centre”, no money
_ROLE = re.compile(r"(?<!\w)(?:parteneriat|impreuna\s+cu|alaturi\s+de|colaborare|finantat|depus|beneficiar|solicitant)")
_SPEECH = re.compile(
    r"\s*[,.]?\s*[,-]?\s*(?:a|au|ne)?\s*(?:spune\w*|sustin\w*|arata|spus|declarat|afirmat|precizat|explicat|adaugat|transmis)"
)
_STOP_INSIDE = re.compile(r"[.!?]\s+[A-Z]")
_PREPOSITION_END = re.compile(r"(?<!\w)(?:in|din|la|de\s+la)\s*$")


class Guards:
    """What a document holds that its candidates are judged by."""

    def __init__(self, reading: Reading, projects: list[Project], organisations: list[OrganisationMention]) -> None:
        self._reading = reading
        self.organisations = organisations
        self._others = [m for m in self.organisations if not _is_place(m)]
        self._ends = [m.end for m in self._others]
        self._teasers = Places(_teasers(reading))
        self._titles = Places(_merged([*_titles(reading), *_evidence(reading, projects)]))

    def in_a_name(self, candidate: Candidate) -> bool:
        """Inside an organisation's name, a project's or a programme's title."""
        if self._titles.overlap(candidate.start, candidate.end):
            return True
        index = bisect_right(self._ends, candidate.start)
        if index == len(self._others) or self._others[index].start >= candidate.end:
            return False
        # “comuna Mănăstirea Cașin”: a name like an organisation's, but behind the noun of a place
        return candidate.level in ("bare", "label") or self._others[index].start < candidate.start

    def refuses(self, candidate: Candidate) -> bool:
        """Whether the place is named for something else than that a project works there."""
        if self.in_a_name(candidate):
            return True
        if self._in_furniture(candidate):
            return True
        if candidate.labelled:
            return False
        before = self._before(candidate.cue)
        return self._is_seat(candidate, before) or self._is_named_otherwise(candidate, before)

    def continues(self, previous: Candidate, candidate: Candidate) -> bool:
        """Whether a name belongs to the one before it: “satul A, comuna B, județul C”, “A (jud. B)”, “A și B”."""
        start = min(candidate.cue, candidate.start)
        if not candidate.head:
            return True
        gap = _CHAIN.match(self._reading.folded, previous.end, start)
        return previous.end <= start <= previous.end + 40 and gap is not None and gap.end() == start

    def _before(self, place: int) -> str:
        start, _ = self._reading.sentence_at(place)
        return self._reading.folded[max(start, place - _WINDOW) : place]

    def _in_furniture(self, candidate: Candidate) -> bool:
        """Menus, contacts and teasers of other pages."""
        block = self._reading.block_at(candidate.start)
        text = self._reading.folded[block.start : min(block.end, block.start + _LONGEST_CONTACT + 1)]
        if self._teasers.overlap(block.start, block.end):
            return True
        if len(text) <= _LONGEST_CONTACT and _word("contact").search(text):
            return True
        return not candidate.labelled and not block.cells and text.count("|") >= 2

    def _is_seat(self, candidate: Candidate, before: str) -> bool:
        """Behind “cu sediul în”, behind a street, or right behind the organisation that resides there."""
        bare = _PREPOSITION_END.sub("", before) if candidate.level != "bare" else before
        tail = bare.rstrip()
        if tail.endswith(",") and _ends_in("street", 60).search(tail):
            return True
        preposition = candidate.cue if candidate.level == "bare" else candidate.cue - 4
        born = _life() if self._at(preposition).startswith("din ") else _ends_in("life", 0)
        if _ends_in("seat", 0).search(tail) or born.search(tail):
            return True
        index = bisect_right(self._ends, candidate.cue) - 1
        if index < 0:
            return False
        gap = self._reading.folded[self._ends[index] : candidate.cue]
        return len(gap) < 30 and re.fullmatch(r"\s*(?:\([^()]*\)\s*)?(?:din|,)?\s*", gap) is not None

    def _is_named_otherwise(self, candidate: Candidate, before: str) -> bool:
        """A nominative or genitive that says who acts or owns, not where."""
        name = candidate.name
        if candidate.level == "bare":
            return name.other_kind == "country" and not self._is_working_country(candidate, before)
        if candidate.level == "region":
            end = self._reading.sentence_at(candidate.start)[1]
            behind = self._reading.folded[candidate.end : min(end, candidate.end + 60)]
            return _word("authority").search(behind) is not None
        if candidate.level not in _OFFICIAL or _LOCATIVE.search(before):
            return False
        cue = re.match(r"\w+", self._at(candidate.cue))
        if cue and _GENITIVE.search(cue.group()):
            return _ends_in("area", 25).search(before) is None
        apposed = _PLACE_BEFORE.search(self._reading.plain, max(candidate.cue - 60, 0), candidate.cue)
        return not (candidate.listed or apposed or self._works(candidate, before))

    def _is_working_country(self, candidate: Candidate, before: str) -> bool:
        """A country is named for many reasons: it needs “în”, and a word that something is done there, or company."""
        if not re.match(r"(?:in|prin)\s", self._at(candidate.cue)):
            return False
        return candidate.company or candidate.name.other == "Republica Moldova" or self._works(candidate, before)

    def _works(self, candidate: Candidate, before: str) -> bool:
        """Whether words before or behind a nominative say that a project works there."""
        ends = [match.end() for match in _word("works").finditer(before)]
        if ends and _ROLE.search(before, ends[-1]) is None:
            return True
        _, end = self._reading.sentence_at(candidate.start)
        behind = self._reading.folded[candidate.start : min(end, candidate.end + 60)]
        between = self._reading.folded[candidate.cue : candidate.start]
        words = _word("works").search(between) or re.search(
            r"^[^,;]{0,90}(?<!\w)(?:este|sunt)\s+(?:zon|ari|cel\w*\s+vizat)", behind
        )
        return words is not None or _COUNT_BEHIND.match(self._reading.folded, candidate.end, end) is not None

    def _at(self, place: int) -> str:
        return self._reading.folded[place : place + 30]


def _is_place(mention: OrganisationMention) -> bool:
    return mention.kind in ("place", "member") and mention.sort in _PLACE_SORTS


@cache
def _word(entry_id: str) -> re.Pattern[str]:
    return re.compile(lexicon.alternation("places", entry_id))


@cache
def _ends_in(entry_id: str, reach: int) -> re.Pattern[str]:
    """Whether one of the words stands at the end of a text, or up to `reach` characters before it."""
    return re.compile(lexicon.alternation("places", entry_id) + rf"[^;:\n]{{0,{reach}}}$")


@cache
def _life() -> re.Pattern[str]:
    """Words of a life, with up to two others behind them: “firma câștigătoare este”."""
    return re.compile(lexicon.alternation("places", "life") + r"(?:\s+(?!(?:si|sau)\s)\w{1,20}){0,2}$")


def _titles(reading: Reading) -> list[tuple[int, int]]:
    """Quotations that are names: short, without a sentence in them, and nobody said them."""
    return [
        (q.outer_start, q.outer_end)
        for q in find_quotations(reading)
        if q.end - q.start <= _LONGEST_TITLE
        and not _SPEECH.match(reading.folded, q.outer_end)
        and not _STOP_INSIDE.search(reading.plain, q.start, q.end)
    ]


def _teasers(reading: Reading) -> Iterator[tuple[int, int]]:
    """Lines that name other pages: “Citește și: …”, and the headlines below a line that says no more."""
    below = 0
    for block in reading.blocks:
        text = reading.folded[block.start : block.end].strip()
        heads = _word("teaser").match(text)
        if heads is not None:
            below = _MOST_TEASERS if text[heads.end() :].strip(" :") == "" else 0
        elif below and (len(text) > _LONGEST_TEASER or text.endswith(".")):
            below = 0
        if block.end > block.start and (heads is not None or below):
            yield block.start, block.end
            below -= below > 0


def _evidence(reading: Reading, projects: list[Project]) -> list[tuple[int, int]]:
    spans = [span for project in projects for span in project.evidence]
    return [(reading.place(span.start), reading.place(span.end - 1) + 1) for span in spans]


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
