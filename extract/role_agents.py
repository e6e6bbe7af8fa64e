"""Roles behind a participle: “implementat, în perioada …, de către X”, “finanțat de X prin Y”, “donat Spitalului X”."""

from extract.organisation_mentions import OrganisationMention
from extract.role_patterns import (
    ACTING_BODIES,
    ADVERBS,
    AGENT,
    AND_BY,
    BUILT,
    CONTRACT,
    FINANCE,
    MONEY_AFTER,
    OBJECT,
    PROGRAMME,
    PROJECT,
    PURCHASE,
    RUN_PROGRAMMES,
    SELLERS,
    SERVICES,
    THROUGH,
)
from extract.role_sentences import Sentence
from extract.roles import Cue
from romanian.fold import fold

_PAY_FOR_STATES = frozenset({"embassy", "ministry"})
_GAP = 200  # characters; what is longer is never blanks and signs alone


def _is_body(name: str) -> bool:
    """A bare name that can act: several words or capitals, so that “de Maria” is nobody: “NN România”."""
    words = name.split()
    return len(words) > 2 or any(len(word) > 1 and word.isupper() for word in words) or fold(words[-1]) == "romania"


def add_acting_for(here: Sentence, principal: OrganisationMention) -> None:
    """“Județul X, prin Consiliul Județean X”: who acts for the one that leads leads as well."""
    through = THROUGH.match(here.folded, principal.end, here.end)
    if through is not None:
        behind = here.slots.after(through.end(), here.end, bare=False)
        here.add([m for m in behind[:1] if m.kind != "place"], "lead", 0.6, "lead-through")


def add_paying_for(here: Sentence, payer: OrganisationMention) -> None:
    """“Guvernul Suediei, prin Ambasada Suediei”: who hands out a state's money pays as well."""
    through = THROUGH.match(here.folded, payer.end, here.end)
    if through is not None:
        behind = here.slots.after(through.end(), here.end, bare=False)
        payers = _PAY_FOR_STATES | {"social-fund"} if payer.sort == "government" else _PAY_FOR_STATES
        here.add([m for m in behind[:1] if m.sort in payers], "funder", 0.7, "funder-through")


def add_agent(here: Sentence, cue: Cue, following: int) -> None:
    """“implementat, în perioada …, de (către) X”."""
    first = here.slots.first(cue.end, here.end)
    if cue.role == "lead" and first is not None and THROUGH.fullmatch(here.folded, cue.end, first.start):
        here.add(
            [m for m in [first] if m.sort in ACTING_BODIES or m.sort == "directorate"], "lead", 0.6, "lead-through"
        )
    receives = {"supporter": "beneficiary", "funder": "lead"}.get(cue.role)
    if receives is not None and first is not None and _is_given(here, first, cue):
        if first.sort != "government":  # a loan to the state is for others
            here.add([first], receives, 0.75, "dative")
        first = here.slots.first(first.end, here.end)
    while first is not None and OBJECT.search(here.folded, max(cue.end, first.start - 12), first.start):
        first = here.slots.first(first.end, here.end)  # “depus la X de Y”
    limit = min(here.end, cue.end + 140)
    place = cue.end
    while (by := AGENT.match(here.folded, place, limit)) is not None:
        direct = ADVERBS.fullmatch(here.folded, cue.end, by.start() + len(by.group("middle"))) is not None
        if by.start() + len(by.group("middle")) > following:
            return
        found = here.slots.after(by.end(), here.list_end, bare=direct and cue.role != "none")
        timid = cue.role != "funder" and found and found[0].kind == "bare"
        if timid and not _is_body(found[0].name):
            return
        if found and (first is None or found[0].start <= first.start):
            _agents(here, cue, found)
            return
        if first is not None and first.start < by.end():
            return
        place = by.end()


def _is_given(here: Sentence, mention: OrganisationMention, cue: Cue) -> bool:
    """“donat Spitalului X”: a dative right behind the verb says who receives."""
    near = mention.start - cue.end < _GAP and not here.folded[cue.end : mention.start].strip()
    if not near or mention.kind in ("fund", "union", "state", "place"):
        return False
    surface = here.folded[mention.start : mention.end]
    return surface.split()[0] != fold(mention.name).split()[0]


def _is_sale(here: Sentence, cue: Cue) -> bool:
    """“achiziția a fost câștigată de X SRL”, “clădirea a fost ridicată de X SRL”; a project is no sale."""
    front = max(here.start, cue.start - 300)
    if PURCHASE.search(here.folded, front, cue.start):
        return True
    return BUILT.match(here.folded, cue.start) is not None and PROJECT.search(here.folded, front, cue.end) is None


def _agents(here: Sentence, cue: Cue, found: list[OrganisationMention]) -> None:
    role = cue.role
    if role == "contractor":
        found = [m for m in found if m.sort in SELLERS]  # public bodies and NGOs sell little
    if role == "none" and CONTRACT.search(here.folded, max(here.start, cue.start - 300), cue.start):
        return  # who signs a financing contract has a role, though the phrase does not say which
    if role == "supporter" and any(MONEY_AFTER.match(here.folded, m.end) for m in found):
        role = "funder"
    if here.folded[cue.start : cue.end].endswith(("te", "ti")):
        found = [m for m in found if m.kind not in ("union", "state")]  # “programe finanțate de UE” at large
    if not found:
        return
    if role == "lead" and found[0].sort in RUN_PROGRAMMES and PROGRAMME.search(here.folded, here.start, cue.start):
        return
    if role == "supporter" and SERVICES.search(here.folded, max(here.start, cue.start - 40), cue.start):
        return  # “serviciile oferite de X”
    if role == "lead" and found[0].sort == "company" and _is_sale(here, cue):
        role = "contractor"
    here.add(found, role, 0.85, f"{role}-agent")
    _same_verb(here, found[-1], role)
    through = THROUGH.match(here.folded, found[-1].end, here.end)
    if through is None:
        return
    behind = here.slots.after(through.end(), here.end, bare=False)
    if role == "funder":
        add_paying_for(here, found[-1])
    if role == "lead":
        here.add([m for m in behind[:1] if m.sort in ACTING_BODIES], "lead", 0.6, "lead-through")


def _same_verb(here: Sentence, last: OrganisationMention, role: str) -> None:
    """“mobilierul a fost dat de X, iar hainele de Y”: the verb holds on; who gives things is no funder."""
    also = AND_BY.match(here.folded, last.end, here.end)
    if also is None:
        return
    if role == "funder" and not FINANCE.search(also.group()):
        role = "supporter"
    behind = here.slots.after(also.end(), here.list_end, bare=False)
    here.add([m for m in behind if not here.has_role(m)], role, 0.65, "same-verb")
