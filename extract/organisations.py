"""Organisations named in a document: where, and what they are called in their own form.

A mention begins with a head noun of the lexicon (asociația, direcția, primăria, …), is a body known by name
(UNICEF), a fund, an acronym that the lexicon knows or the document itself defines, a company with its legal form
(Alfa SRL), or a name that the trained pipeline recognised (Ocolul Silvic Câmpeni, Nordic Youth House). A list after
a plural head gives one mention a member: “comunele A și B” is comuna A, comuna B. This is a
library module: it says who is named, not who has a role.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from extract.entities import entities
from extract.organisation_forms import acronyms_in, dressed, nominative
from extract.organisation_mentions import OrganisationMention, under_fullest_names
from extract.organisation_names import continue_name
from extract.reading import Reading
from extract.recognised_names import agreed_end, recognised_names
from extract.stretches import stretch_end, stretches
from romanian.fold import fold
from romanian.lexicon import Entry, bounded, load

LEXICONS = ("funders", "organisations", "acronyms")
COUNTY = re.compile(
    r"""(?: alba | arad | arges | bacau | bihor | bistrita-nasaud | botosani | brasov | braila | bucuresti | buzau
        | caras-severin | calarasi | cluj | constanta | covasna | dambovita | dolj | galati | giurgiu | gorj
        | harghita | hunedoara | ialomita | iasi | ilfov | maramures | mehedinti | mures | neamt | olt | prahova
        | salaj | satu[ ]mare | sibiu | suceava | teleorman | timis | tulcea | vaslui | valcea | vrancea ) (?!\w)""",
    re.VERBOSE,
)
_COMPLETE = frozenset({"fund", "union", "state"})  # kinds that take no continuation

_COMPANY = re.compile(
    r"""(?<![\w&.]) [A-Z][\w&-]{0,30} (?: [ ]{1,2} (?:[A-Z][\w&-]{0,30}|&) ){0,5}
        ,?[ ]{1,2} (?: SRL | S\.[ ]?R\.[ ]?L\. | S\.[ ]?A\. | SA ) (?!\w)""",
    re.VERBOSE,  # Construct Instal SRL
)
_PLURAL_LINK = re.compile(
    r"""(?: \s+ (?:din|ale|al|a) (?=\s) )?
        (?: \s+ (?P<place> judete | comune | orase | municipii | sectoare ) l(?:e|or) )? \s* [:(]? \s*""",
    re.VERBOSE,  # direcțiile generale … din județele
)
_PLACE_GENITIVE = {
    "comune": "comunei ",
    "orase": "orașului ",
    "municipii": "municipiului ",
    "sectoare": "Sectorului ",
}
_MEMBER = re.compile(
    r"""["'] [^"\n]{1,80} ["'] | \d(?![\w.,]\d) | [Nn]r\.?\s?\d{1,3}
      | [A-Z]\w* (?:[-']\w+)* (?: [ ]{1,2} (?: (?:de|cu|lui|din|pe|la)[ ]{1,2} )? [A-Z]\w* (?:-\w+)* ){0,5}
          (?: [ ]{1,2} (?:nr\.?\s?)? \d{1,3} )?""",
    re.VERBOSE,  # Valea Seacă    „Speranța”    Gimnazială Nr. 2
)
_AND = re.compile(
    r"\s*(?:\([^()\n]{1,30}\)\s*)?(?:,\s*(?:si\s+)?|;\s*|si\s+|precum\s+si\s+)(?:din\s+)?(?:(?P<noun>comuna|orasul|judetul)\s+)?"
)
_LOCATIVE = re.compile(r"\b(?:in|din|la|pe|langa|intre|spre|din raza|teritoriul|nivelul|cadrul|locuitorii)\s+$")
_AGREED = re.compile(
    r"\b(?:semnat|incheiat|contract|parteneriat|protocol|acord|colabor|conventi|asocier)(?:[^.;]|\.(?=\d)){0,80}$"
)
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")  # … AdministrațieAgenția X
_LONG_FORM = re.compile(r"\s*\(\s*$")


@lru_cache(maxsize=1)
def _entries() -> tuple[Entry, ...]:
    return tuple(entry for name in LEXICONS for entry in load(name))


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    return re.compile(r"(?=\w)" + bounded("|".join(f"(?P<o{i}>{e.pattern})" for i, e in enumerate(_entries()))))


@lru_cache(maxsize=1)
def _glued_heads() -> re.Pattern[str]:
    """The same heads right behind another word: a page that lost its blanks writes “ParteneriAsociația X”."""
    heads = "|".join(f"(?P<o{i}>{e.pattern})" for i, e in enumerate(_entries()) if e.kind in ("head", "body"))
    return re.compile(rf"(?:{heads})(?!\w)".replace(" ", r"\s+"))


def find_organisations(reading: Reading, recognised: Iterable[tuple[int, int]] = ()) -> list[OrganisationMention]:
    """All organisations named in the document, in order and without overlap.

    `recognised` are the places of names that the trained pipeline takes for organisations; where the lexicon knows
    a name, both have a say in where it ends.
    """
    starts = dict(_starts(reading))
    places = {start for start, (_, entry) in starts.items() if entry.kind == "place"}
    recognised = tuple(span for span in recognised if span[0] not in places)  # “din Județul X” is where
    ends = dict(recognised)
    accents = any(c in "ăâîșțşţĂÂÎȘȚŞŢ" for c in reading.text)
    found: list[OrganisationMention] = []
    for start, (_, entry) in starts.items():
        if found and (start < found[-1].end or _is_its_short_form(reading, found[-1], start)):
            continue
        limit = stretch_end(reading, start)
        if entry.kind in ("plural", "places"):
            found.extend(_members(reading, entry, start, limit, starts, accents=accents))
            continue
        mention = _mention(reading, entry, start, limit, starts, recognised_end=ends.get(start), accents=accents)
        if mention is not None:
            found.append(mention)
            found.extend(_more_counties(reading, mention, limit))
    found = _with(found, _companies(reading))
    found = _with(found, _defined(reading, found))
    acronyms = {mention.acronym for mention in found}
    found = _with(found, (m for m in recognised_names(reading, recognised) if m.name not in acronyms))
    return under_fullest_names(found)


def _is_its_short_form(reading: Reading, mention: OrganisationMention, start: int) -> bool:
    """“Fondul Român de Dezvoltare Socială (FRDS)”: the bracket names nobody else."""
    short = mention.acronym
    return short is not None and start - mention.end <= len(" (") and reading.plain.startswith(short, start)


def _starts(reading: Reading) -> Iterator[tuple[int, tuple[int, Entry]]]:
    entries = _entries()
    for start, end in stretches(reading):
        whole = _heads().finditer(reading.folded, start, end)
        glued = (
            _glued_heads().match(reading.folded, g.start(), end) for g in _GLUED.finditer(reading.plain, start, end)
        )
        for match in sorted([*whole, *filter(None, glued)], key=re.Match.start):
            entry = entries[int((match.lastgroup or "o0")[1:])]
            if _cased(entry, reading.plain[match.start() : match.end()]):
                yield match.start(), (match.end(), entry)


def _cased(entry: Entry, surface: str) -> bool:
    """Whether the capitals are right: acronyms and short forms need all, names the first."""
    letters = re.sub(r"\W", "", surface)
    if entry.kind == "acronym" or len(letters) <= 3:
        return letters.isupper()
    if entry.kind in _COMPLETE or entry.kind == "body":
        return surface[0].isupper() or len(surface.split()) > 1
    return True


def _mention(
    reading: Reading,
    entry: Entry,
    start: int,
    limit: int,
    starts: Mapping[int, tuple[int, Entry]],
    *,
    recognised_end: int | None,
    accents: bool,
) -> OrganisationMention | None:
    head_end, kind = starts[start][0], entry.kind or "head"
    if kind in _COMPLETE:
        name = nominative(_clean(reading.text[start:head_end]), entry, accents=accents)
        return OrganisationMention(start=start, end=head_end, name=name, kind=kind, sort=entry.id)
    rest = continue_name(reading, entry, head_end, limit, starts)
    capital = reading.plain[start].isupper()
    whole = kind in ("body", "acronym") or entry.id == "government"
    if not rest.proper and not (capital and (whole or rest.end > head_end)):
        return None
    if kind == "place" and _is_where(reading, start):
        return None
    end, surface = rest.end, reading.text[start : rest.end]
    if rest.skipped is not None:
        surface = reading.text[start : rest.skipped[0]] + reading.text[rest.skipped[1] : rest.end]
    elif kind == "head" and recognised_end is not None and head_end < recognised_end <= limit:
        end = agreed_end(reading, rest.end, recognised_end, starts)
        surface = reading.text[start:end]
    name = nominative(_clean(surface), entry, accents=accents)
    return OrganisationMention(start=start, end=end, name=name, kind=kind, sort=entry.id, acronym=rest.acronym)


def _is_where(reading: Reading, start: int) -> bool:
    """Whether a place is where something is: “în comuna X”, not “acordul dintre comuna X și …”."""
    where = _LOCATIVE.search(reading.folded, max(0, start - 20), start)
    if where is None or not where.group().startswith("intre"):
        return where is not None
    return _AGREED.search(reading.folded, max(0, start - 90), start) is None


def _clean(surface: str) -> str:
    return " ".join(surface.split())


def _members(
    reading: Reading,
    entry: Entry,
    start: int,
    limit: int,
    starts: Mapping[int, tuple[int, Entry]],
    *,
    accents: bool,
) -> Iterator[OrganisationMention]:
    """“comunele A, B și C”: the noun is carried over to every member."""
    link = _PLURAL_LINK.match(reading.folded, starts[start][0], limit)
    if link is None or _LOCATIVE.search(reading.folded, max(0, start - 20), start):
        return
    noun = (entry.name or "") + " "
    if entry.kind == "plural":
        noun += _PLACE_GENITIVE.get(link.group("place") or "", "")
    noun = " ".join(dressed(word, word, accents=accents) for word in noun.split())
    position = link.end()
    while (member := _MEMBER.match(reading.plain, position, limit)) and member.start() not in starts:
        name = f"{noun} {_clean(reading.text[member.start() : member.end()])}"
        yield OrganisationMention(start=start, end=member.end(), name=name, kind="member", sort=entry.id)
        gap = _AND.match(reading.folded, member.end(), limit)
        if gap is None or (
            entry.kind == "places" and gap["noun"] and not (entry.name or "").startswith(gap["noun"][:5])
        ):
            return
        position = start = gap.end()


def _more_counties(reading: Reading, mention: OrganisationMention, limit: int) -> Iterator[OrganisationMention]:
    """“DGASPC Arad, Bihor și Timiș”: a county alone in the list takes the body that stands before it."""
    head, _, county = mention.name.rpartition(" ")
    if not head or COUNTY.fullmatch(fold(county)) is None:
        return
    position = mention.end
    found: list[OrganisationMention] = []
    closed = False
    while (gap := _AND.match(reading.folded, position, limit)) is not None and not closed:
        member = COUNTY.match(reading.folded, gap.end(), limit)
        if member is None or not reading.plain[member.start()].isupper():
            break
        closed = "si" in gap.group().split()
        name = f"{head} {reading.text[member.start() : member.end()]}"
        found.append(replace(mention, start=member.start(), end=member.end(), name=name, kind="member"))
        position = member.end()
    if closed:
        yield from found


def _companies(reading: Reading) -> Iterator[OrganisationMention]:
    for start, end in stretches(reading):
        for match in _COMPANY.finditer(reading.plain, start, end):
            name = _clean(reading.text[match.start() : match.end()])
            yield OrganisationMention(start=match.start(), end=match.end(), name=name, kind="company", sort="company")


def _defined(reading: Reading, found: list[OrganisationMention]) -> Iterator[OrganisationMention]:
    """Later mentions of the acronyms that the document itself defines."""
    names = {mention.acronym: mention for mention in found if mention.acronym}
    if not names:
        return
    for acronym, start in acronyms_in(reading.plain, names):
        if not _LONG_FORM.search(reading.plain, max(0, start - 3), start):
            yield replace(names[acronym], start=start, end=start + len(acronym), kind="acronym", acronym=None)


def _with(found: list[OrganisationMention], more: Iterable[OrganisationMention]) -> list[OrganisationMention]:
    """Both lists in order; what overlaps an earlier finding is left out."""
    ends = [m.end for m in found]
    free = []
    for mention in more:
        later = bisect_right(ends, mention.start)
        if later == len(found) or found[later].start >= mention.end:
            free.append(mention)
    return sorted([*found, *free], key=lambda m: m.start)


@Language.component("fondoscop_organisations")
def organisations_component(doc: Doc) -> Doc:
    """Leaves `doc._.organisations`, for partners and places: those of the lexicon and those recognised."""
    doc._.organisations = find_organisations(doc._.reading, entities(doc, "ORG"))
    return doc
