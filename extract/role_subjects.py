"""Roles of a sentence's subject, of the funds in it, and what can be read where no cue stands."""

from extract.organisation_mentions import OrganisationMention
from extract.role_patterns import (
    A_GRANT,
    A_SUM,
    A_VERB,
    ADDRESS,
    AND_ANOTHER,
    AUXILIARY,
    DOES,
    FINANCE,
    GIVEN_BY,
    GRANTED,
    IN_PROJECT,
    MONEY_WON,
    ON_PROJECT,
    PREPOSITION,
    PROJECT,
    PUBLIC_PAYERS,
    RECEIVED_FROM,
    RUNS_IT,
    SEATED,
    SHARE_OF,
    SIGN_AS_PAYERS,
    SUM,
    SUM_ENDS,
    THROUGH,
    THROUGH_PROJECT,
    THROUGH_THIS,
    WHO_RUNS,
    WITH_PROGRAMME,
    WITH_THINGS,
)
from extract.role_sentences import Sentence
from extract.roles import Cue
from romanian.fold import fold

_LONGEST_LINE = 1000  # characters


def is_active(here: Sentence, cue: Cue) -> bool:
    """“derulează”, “a derulat”, not “derulat”: the same verbs also take their subject in front."""
    if cue.kind != "agent" or cue.role not in ("lead", "funder"):
        return False
    front = here.folded[max(here.start, cue.start - 8) : cue.start]
    said = here.folded[cue.start : cue.end]
    return said.endswith(("eaza", "esc", "asoara", "easca")) or AUXILIARY.search(front) is not None


def add_funds(here: Sentence) -> None:
    """A fund beside a word of financing pays, and so does one that stands alone on its line."""
    for mention in here.mentions:
        if mention.kind != "fund" or here.has_role(mention):
            continue
        short = here.end - here.start < _LONGEST_LINE
        alone = short and len(here.folded[here.start : here.end].strip()) - 8 < mention.end - mention.start
        paid = A_SUM.match(here.folded, mention.end, here.end)
        if (
            alone
            or paid
            or WITH_PROGRAMME.match(here.folded, mention.end, here.end)
            or FINANCE.search(_without(here, mention))
        ):
            here.add([mention], "funder", 0.75 if not alone else 0.5, "fund")


def _without(here: Sentence, mention: OrganisationMention) -> str:
    folded = here.folded
    near = max(here.start, mention.start - 160)
    return folded[near : mention.start] + " " + folded[mention.end : min(here.end, mention.end + 60)]


def add_fallbacks(here: Sentence) -> None:
    """What no cue names: “X pregătește proiectul „…””, “30.000 de lei de la X”."""
    for mention in here.mentions:
        if here.has_role(mention) or mention.kind in ("fund", "union", "state"):
            continue
        if mention.sort in PUBLIC_PAYERS and _gives_its_share(here, mention):
            here.add([mention], "funder", 0.5, "share-of")
        if mention.kind == "place" and not here.folded.startswith("ca ", max(here.start, mention.start - 3)):
            continue  # “Se aprobă ca Municipiul X să depună proiectul „…””
        if here.is_subject(mention) and ON_PROJECT.match(here.folded, mention.end, here.end):
            here.add(here.slots.chain_before(mention, here.start), "lead", 0.5, "subject-of-project")
        elif _is_giver(here, mention):
            here.add([mention], "funder", 0.5, "given-by")
        elif mention is here.mentions[0] and here.is_subject(mention) and _runs_it(here, mention):
            here.add([mention], "lead", 0.5, "runs-it")
        elif _is_granted_it(here, mention):
            here.add([mention], "lead", 0.5, "granted-project")
        elif here.is_subject(mention) and _works_through_it(here, mention):
            here.add([mention], "lead", 0.5, "through-project")


def _is_granted_it(here: Sentence, mention: OrganisationMention) -> bool:
    """“Fundației X i-a fost aprobat proiectul „…””: a dative, which nothing governs."""
    if GRANTED.match(here.folded, mention.end, here.end) is None:
        return False
    front = here.folded[max(here.start, mention.start - 20) : mention.start]
    return PREPOSITION.search(front) is None


def _gives_its_share(here: Sentence, mention: OrganisationMention) -> bool:
    """“Contribuția Consiliului Județean X va fi de 20.000 de lei”."""
    said = SHARE_OF.search(here.folded, max(here.start, mention.start - 40), mention.start)
    near = here.reading.folded[max(0, mention.start - 600) : mention.end + 200]
    if said is None or "proiect" not in near:
        return False
    behind = SUM.search(here.folded, mention.end, min(here.end, mention.end + 80))
    return (behind or SUM.search(here.folded, max(here.start, said.start() - 40), said.start())) is not None


def _is_giver(here: Sentence, mention: OrganisationMention) -> bool:
    """“30.000 de lei de la X”, “a obținut de la X o finanțare”."""
    near = max(here.start, mention.start - 110)
    if GIVEN_BY.search(here.folded, near, mention.start):
        return True
    received = RECEIVED_FROM.search(here.folded, near, mention.start)
    return received is not None and A_GRANT.match(here.folded, mention.end, here.end) is not None


def _works_through_it(here: Sentence, mention: OrganisationMention) -> bool:
    """“Prin proiectul „…”, X oferă …” and “X ajută 30 de familii prin proiectul „…””."""
    if A_VERB.match(here.folded, mention.end, here.end) and THROUGH_PROJECT.fullmatch(
        here.folded, here.start, mention.start
    ):
        return True
    does = DOES.match(here.folded, mention.end, here.end)
    if does is None:
        return False
    if THROUGH_THIS.fullmatch(here.folded, here.start, mention.start):
        return True
    return mention is here.mentions[0] and IN_PROJECT.match(here.folded, does.end(), here.end) is not None


def _runs_it(here: Sentence, mention: OrganisationMention) -> bool:
    return RUNS_IT.search(here.folded, mention.end, min(here.end, mention.end + _LONGEST_LINE)) is not None


def add_subject(here: Sentence, cue: Cue) -> None:
    """“X (…) implementează proiectul”, “X a alocat 20.000 de lei”: the subject has the role."""
    if here.folded[max(here.start, cue.start - 3) : cue.start] == "se ":
        return  # “Parteneriatul dintre A și B se derulează în …”: what goes on, not who carries it on
    wanted = {"lead": PROJECT, "funder": SUM}.get(cue.role)
    of_it = here.folded[max(here.start, cue.start - 2) : cue.start] == "l-" and cue.role == "lead"  # “X l-a derulat”
    aside = here.folded.startswith((",", " in parteneriat"), cue.end)  # “are în lucru, în perioada …, proiectul”
    limit = min(here.end, cue.end + (300 if aside else 110))
    won = cue.role == "lead" and MONEY_WON.search(here.folded, cue.start, limit) is not None
    if wanted is not None and not of_it and not won and not wanted.search(here.folded, cue.end, limit):
        return
    others = ("fund", "union", "state")
    before = [m for m in here.before(cue.start) if m.kind not in others]
    if "semnat" in here.folded[cue.start : cue.end] and before and before[-1].sort in SIGN_AS_PAYERS:
        return
    place = cue.start
    for mention in reversed(before):
        gap = place - mention.end
        if here.has_role(mention):
            if place == cue.start and WHO_RUNS.fullmatch(here.folded, mention.end, place):
                return  # “are ca partener Primăria X, care a dat sala”: it speaks of the partner
            place = mention.start
            continue
        behind = here.folded[mention.end : min(place, mention.end + 80)].lstrip()
        if place == cue.start and gap > 60 and not behind.startswith((",", "(")):
            return
        if mention.kind == "place" and ADDRESS.search(here.folded, max(here.start, mention.start - 100), mention.start):
            continue  # “X, cu sediul în …, str. …, județul Y, derulează”
        itself = here.is_subject(mention) or _acts_for(here, mention) is not None
        seated = SEATED.match(here.folded, mention.end, here.end) is not None
        if gap > (300 if seated else 120) or not (itself or WHO_RUNS.fullmatch(here.folded, mention.end, cue.start)):
            return
        here.add(_acting(here, mention), cue.role, 0.65, "subject")
        if cue.role == "supporter":
            _add_same_verb(here, cue)
        if cue.role == "funder":
            _add_receiver(here, cue)
        return


def _add_same_verb(here: Sentence, cue: Cue) -> None:
    """“X ne sprijină cu o sală, iar Y cu haine”: the verb is left out and holds on."""
    for mention in here.slots.between(cue.end, here.end):
        front = here.folded[max(cue.end, mention.start - 12) : mention.start]
        if AND_ANOTHER.search(front) and WITH_THINGS.match(here.folded, mention.end, here.end):
            here.add([mention], cue.role, 0.6, "same-verb")


def _add_receiver(here: Sentence, cue: Cue) -> None:
    """“X a dat 180.000 de lei Asociației Y pentru proiectul „…””: who gets the money for a project leads it."""
    receiver = here.slots.first(cue.end, min(here.end, cue.end + 60))
    if receiver is None or here.has_role(receiver) or receiver.kind in ("fund", "union", "state", "place"):
        return
    dative = here.folded[receiver.start : receiver.end].split()[0] != fold(receiver.name).split()[0]
    given = SUM_ENDS.search(here.folded, cue.end, receiver.start)
    if dative and given and PROJECT.search(here.folded, receiver.end, min(here.end, receiver.end + 110)):
        here.add([receiver], "lead", 0.7, "dative")


def _acts_for(here: Sentence, mention: OrganisationMention) -> OrganisationMention | None:
    """“Primăria X, prin Direcția Y, derulează”: who stands before “prin”."""
    before = here.before(mention.start)
    if before and THROUGH.fullmatch(here.folded, before[-1].end, mention.start):
        return before[-1]
    return None


def _acting(here: Sentence, mention: OrganisationMention) -> list[OrganisationMention]:
    principal = _acts_for(here, mention)
    if principal is not None:
        return [principal, mention]
    return here.slots.chain_before(mention, here.start)


def add_described(here: Sentence, cue: Cue, place: int) -> bool:
    """“Partenerii sunt o școală din oraș (Liceul X) și un ONG, Asociația Y”: told by what they are, named behind it."""
    if any(c.start > cue.start for c in here.cues):
        return False
    apart = [m for m in here.slots.between(place, here.end) if here.folded[: m.start].rstrip().endswith((",", "("))]
    named = [m for m in apart if m.kind in ("head", "body", "acronym") and here.is_subject(m)]
    here.add(named, "partner", 0.7, "partner-described")
    return bool(named)
