"""Roles that a sentence gives by its phrases, participles, capacities and appositions."""

from extract.organisation_mentions import OrganisationMention
from extract.places import Places
from extract.reading import Reading
from extract.role_acting import is_acting, speaks_for
from extract.role_agents import add_acting_for, add_agent, add_paying_for
from extract.role_patterns import (
    AND_THEN,
    APPOSITION,
    ARE,
    ASIDE,
    ATTENDANCE,
    CAPACITY,
    CLITIC,
    CLOSED,
    COPULA_AFTER,
    COPULA_BEFORE,
    DONE_BY,
    HAS,
    NOUN_FILLER,
    OF_WHOM,
    ON,
    RUN_BY,
    SELLERS,
    SIGN_AS_PAYERS,
    SUBJECT_VERB,
)
from extract.role_sentences import Finding, Sentence
from extract.role_subjects import add_described, add_fallbacks, add_funds, add_subject, is_active
from extract.roles import Cue, Slots, find_cues
from romanian.fold import fold

_LONGEST_LIST = 40  # members
_NEAR = 40  # characters between a verb and its “în parteneriat cu”
_GAP = 200  # characters; what is longer is never blanks and signs alone


def findings_of(reading: Reading, slots: Slots, start: int, end: int) -> list[Finding]:
    """What one sentence says about the roles of organisations."""
    mentions = slots.between(start, end)
    here = Sentence(
        reading=reading,
        slots=slots,
        start=start,
        end=end,
        list_end=_list_end(reading, end),
        cues=_outside_names(find_cues(reading, start, end), mentions),
        mentions=mentions,
    )
    if slots.asides.overlap(start, end):
        return []
    if not (here.cues or here.mentions) or any(cue.kind == "sentence" for cue in here.cues):
        return []
    for index, cue in enumerate(here.cues):
        match cue.kind:
            case "list" | "company-of":
                _list(here, cue)
            case "owner":
                _owner(here, cue)
            case "noun":
                _noun(here, cue)
            case "agent":
                add_agent(here, cue, here.cues[index + 1].start if index + 1 < len(here.cues) else end)
    add_funds(here)
    for cue in here.cues:
        if cue.kind == "verb" or is_active(here, cue):
            add_subject(here, cue)
    add_fallbacks(here)
    return here.findings


def _outside_names(cues: list[Cue], mentions: list[OrganisationMention]) -> list[Cue]:
    """Cues without those inside a name: “Asociația Sprijin și Speranță” says nothing of support."""
    names = Places((m.start + 1, m.end) for m in mentions)
    return [cue for cue in cues if not names.overlap(cue.start, cue.start + 1)]


def _list_end(reading: Reading, end: int) -> int:
    """Where a list may end that begins in the sentence: semicolons part its members, not the list."""
    limit = reading.block_at(end - 1).end if end else end
    for _ in range(_LONGEST_LIST):
        if end >= limit or reading.folded[end - 1] != ";":
            break
        end = reading.sentence_at(end + 1)[1] if end + 1 < limit else limit
    return end


def _list(here: Sentence, cue: Cue) -> None:
    if cue.kind == "company-of" and ATTENDANCE.search(here.folded, max(here.start, cue.start - 300), cue.start):
        return
    found = here.slots.after(cue.end, here.list_end, bare=cue.kind == "list" and cue.role != "none")
    found = [m for m in found if m.kind != "bare" or cue.role != "lead"]
    if cue.role == "none" and found and speaks_for(here, cue, found[0]):
        return
    if RUN_BY.search(here.folded, max(here.start, cue.start - 60), cue.start):
        return  # “administrat de un consorțiu compus din A și B”
    if not found:
        _subject_instead(here, cue)
    found = _able(here, cue, found)
    if len(found) > 1 and is_acting(here, cue, found[-2:]):
        here.add([found.pop()], "lead", 0.55, "acting")
    if not found:
        return
    confidence = 0.8
    if "intre" in here.folded[cue.start : cue.end]:
        confidence = 0.55  # both sides stand in “parteneriat între A și B”
        if any(c.kind == "noun" and c.role == "lead" and c.end <= cue.start for c in here.cues):
            here.add([found.pop(0)], "lead", 0.75, "lead-of-partnership")  # “beneficiarul este parteneriatul dintre …”
    here.add(found, cue.role, confidence, f"{cue.role}-phrase")
    if cue.role == "funder":
        add_paying_for(here, found[-1])
    if cue.role == "partner" and confidence > 0.6:
        _head_of(here, cue)


def _able(here: Sentence, cue: Cue, found: list[OrganisationMention]) -> list[OrganisationMention]:
    """Those of a list that can have its role: public bodies sell little, and who pays signs contracts as well."""
    if cue.role == "contractor":
        return [m for m in found if m.sort in SELLERS]
    if cue.role == "lead" and here.folded.startswith("contract", cue.start):
        return [m for m in found if m.sort not in SIGN_AS_PAYERS]
    return found


def _subject_instead(here: Sentence, cue: Cue) -> None:
    """Where nobody follows a cue, who stands before it may be meant: “iar Guvernul X l-a plătit”."""
    if cue.role == "funder" and CLITIC.match(here.folded, cue.start):
        add_subject(here, cue)
    if cue.role == "partner":
        _partner_of_the_lead(here, cue)


def _partner_of_the_lead(here: Sentence, cue: Cue) -> None:
    """“X, în parteneriat cu liderul proiectului, Y”: X is the partner."""
    before = here.before(cue.start)
    led = any(c.kind == "noun" and c.role == "lead" and c.start == cue.end + 1 for c in here.cues)
    if led and before and not here.has_role(before[-1]) and here.is_subject(before[-1]):
        here.add([before[-1]], "partner", 0.75, "partner-of-lead")


def _head_of(here: Sentence, cue: Cue) -> None:
    """“X, în parteneriat cu Y, …”: who stands just before leads."""
    before = here.before(cue.start)
    if not before or here.has_role(before[-1]):
        return
    last = before[-1]
    if last.kind in ("fund", "union", "state"):
        return
    if DONE_BY.search(here.folded, max(here.start, last.start - 40), last.start) and last.end + 1 == cue.start:
        here.add([last], "lead", 0.6, "before-partnership")  # “servicii acordate de X în parteneriat cu Y”
    if not here.is_subject(last):
        return
    verb = SUBJECT_VERB.match(here.folded, last.end, cue.start)
    near = verb is not None and cue.start - verb.end() < _NEAR and last is before[0]
    if ASIDE.match(here.folded, last.end, cue.start) or near:
        here.add(here.slots.chain_before(last, here.start), "lead", 0.6, "before-partnership")


def _owner(here: Sentence, cue: Cue) -> None:
    """“proiectul Fundației X”: a genitive right behind."""
    found = here.slots.after(cue.end, here.end, bare=False)
    if not found or found[0].start > cue.end + 2:
        return
    surface = here.folded[found[0].start : found[0].end]
    article = here.folded[cue.start : cue.end].endswith((" a", " al"))
    genitive = surface.split()[0] != fold(found[0].name).split()[0]
    if found[0].kind != "place" and (genitive or (article and found[0].kind == "acronym")):
        here.add(found[:1], "lead", 0.65, "owner")


def _noun(here: Sentence, cue: Cue) -> None:
    filler = NOUN_FILLER.match(here.folded, cue.end, here.end)
    tail = filler.end() if filler else cue.end
    front = here.folded[max(here.start, cue.start - 30) : cue.start]
    capacity = CAPACITY.search(front)
    if capacity is not None and _is_conjunction(here, cue, capacity.group()):
        capacity = None
    if HAS.search(front) or (capacity is not None and ON.match(here.folded, tail)):  # “…, iar ca parteneri pe X”
        _forward(here, cue, tail, owned=True)
        return
    if capacity is not None:
        _capacity(here, cue, cue.start - len(capacity.group()), tail)
        return
    if _copula_before(here, cue):
        return
    behind = _behind(here, cue, tail)
    is_label = here.folded[tail : tail + 3].strip().startswith((":", "-"))
    both = AND_THEN.match(here.folded, tail, here.end)  # “X, lider, și Y, partener”
    if behind is not None and not is_label and (both or _tied(here, behind, cue)):
        _assign_before(here, behind, cue, "apposition")
        return
    if not _forward(here, cue, tail) and behind is not None:
        _assign_before(here, behind, cue, "apposition")


def _is_conjunction(here: Sentence, cue: Cue, word: str) -> bool:
    """“a hotărât ca promotorul, X, să plătească”: behind “ca” a capacity has no article."""
    return word.strip() == "ca" and here.folded[cue.start : cue.end].split()[0].endswith(("ul", "rii"))


def _behind(here: Sentence, cue: Cue, tail: int) -> OrganisationMention | None:
    """The organisation that the noun stands in apposition to: “X, lider de proiect”, “X (partener)”."""
    before = here.before(cue.start)
    if not before or cue.start - before[-1].end > 40:
        return None
    gap = here.folded[before[-1].end : cue.start]
    if APPOSITION.fullmatch(gap) and CLOSED.match(here.folded, tail):
        return before[-1]
    return None


def _tied(here: Sentence, mention: OrganisationMention, cue: Cue) -> bool:
    return here.folded[mention.end : cue.start].strip().endswith(("-", "("))


def _is_plural(here: Sentence, cue: Cue) -> bool:
    return here.folded[cue.start : cue.end].endswith(("i", "ilor", "ere"))


def _assign_before(here: Sentence, mention: OrganisationMention, cue: Cue, rule: str) -> None:
    chain = here.slots.chain_before(mention, here.start) if _is_plural(here, cue) else [mention]
    here.add(chain, cue.role, 1.0 if cue.role == "none" else 0.9, rule)


def _capacity(here: Sentence, cue: Cue, start: int, tail: int) -> None:
    """“X, în calitate de partener”; “Ca partener, X …”; “X anunță, în calitate de partener, …”."""
    before = [m for m in here.before(start) if m.kind not in ("fund", "union")]
    if before and start - before[-1].end < _GAP and not here.folded[before[-1].end : start].strip(" ,(-"):
        if cue.role == "lead" and _led_by_another(here, before[-1]):
            return  # “A, în parteneriat cu B, în calitate de beneficiar”: A has it
        _assign_before(here, before[-1], cue, "capacity")
        return
    if start - here.start < _GAP and not here.folded[here.start : start].strip(' "-*'):
        found = here.slots.after(tail, here.end, bare=False)
        here.add(found[:1], cue.role, 0.85, "capacity")
        return
    if before and _is_plural(here, cue) and start - before[-1].end < 60:
        _assign_before(here, before[-1], cue, "capacity")
        return
    if not before and (found := here.slots.after(tail, here.list_end, bare=False)):
        here.add(found, cue.role, 0.8, "capacity")  # “participă ca parteneri Comuna X și Fundația Y”
        return
    subjects = [m for m in before if here.is_subject(m)]
    if subjects and start - subjects[0].end < 120:
        here.add(subjects[:1], cue.role, 0.8, "capacity")


def _led_by_another(here: Sentence, mention: OrganisationMention) -> bool:
    """Whether it is only the partner of a body that the sentence has found to lead."""
    roles = {f.role for f in here.findings if f.mention.start == mention.start}
    return roles == {"partner"} and any(f.role == "lead" for f in here.findings)


def _copula_before(here: Sentence, cue: Cue) -> bool:
    before = here.before(cue.start)
    if not before:
        return False
    last = before[-1]
    if cue.start - last.end > 60 or COPULA_BEFORE.fullmatch(here.folded[last.end : cue.start]) is None:
        return False
    _assign_before(here, last, cue, "copula")
    return True


def _forward(here: Sentence, cue: Cue, tail: int, *, owned: bool = False) -> bool:
    """“Partener 1 – X”, “Solicitantul a fost X”, “partenerul proiectului, X”."""
    link = COPULA_AFTER.match(here.folded, tail, here.end)
    said = (link.group("link") or "").strip() if link else ""
    place = link.end() if link else tail
    is_label = said in (":", "-")
    if said == "(":
        return False
    if not said and (owner := here.slots.first(place, place + 2)) is not None:  # “Partenerii CRT sunt X și Y”
        are = ARE.match(here.folded, owner.end, here.end)
        if are is not None:
            said, place = "sunt", are.end()
    limit = here.reading.block_at(place).end if is_label else here.list_end
    bare = is_label or (said not in ("", ",") and cue.role == "partner")
    if here.folded.startswith("coordonator", cue.start):
        bare = False  # a person, as a rule
    found = here.slots.after(place, limit, bare=bare)
    if not found and cue.role == "partner" and said in ("sunt", "au fost", "vor fi"):
        return add_described(here, cue, place)
    if not found or (found[0].kind == "place" and not (said or owned)):
        return False
    genitive = here.folded[found[0].start : found[0].end].split()[0] != fold(found[0].name).split()[0]
    if cue.role == "partner" and not said and genitive and OF_WHOM.search(here.folded, cue.end, found[0].start):
        return False  # “suntem parteneri ai Fundației X”
    if found[0].start - place > 25 and not is_label:
        return False
    if not is_label and any(c.kind == "noun" for c in find_cues(here.reading, tail, found[0].start)):
        return False  # “liderul proiectului, și partenerii săi: …”
    confidence = 1.0 if cue.role == "none" else 0.9 if said not in ("", ",") else 0.75
    here.add(found, cue.role, confidence, f"{cue.role}-label" if is_label else f"{cue.role}-noun")
    if cue.role == "lead" and found[-1].kind == "place":  # “Județul X, prin Consiliul Județean X”
        add_acting_for(here, found[-1])
    return True
