"""Whether an organisation of a list acts: as the subject behind “alături de A,”, or as the one people speak for."""

from extract.organisation_mentions import OrganisationMention
from extract.role_patterns import ASIDE_AND_BLANKS, SUBJECT_VERB
from extract.role_sentences import Sentence
from extract.role_subjects import is_active
from extract.roles import Cue


def _behind_aside(here: Sentence, mention: OrganisationMention) -> int:
    aside = ASIDE_AND_BLANKS.match(here.folded, mention.end, here.end)
    return aside.end() if aside else mention.end


def speaks_for(here: Sentence, cue: Cue, mention: OrganisationMention) -> bool:
    """“Reprezentanții Primăriei X au lansat proiectul”: they act for the body that they belong to."""
    if not here.folded.startswith("reprezentant", cue.start):
        return False
    place = _behind_aside(here, mention)
    acts = (c for c in here.cues if c.role == "lead" and (c.kind == "verb" or is_active(here, c)))
    return any(place <= c.start <= place + len("au ") for c in acts)


def is_acting(here: Sentence, cue: Cue, last: list[OrganisationMention]) -> bool:
    """“Alături de A, B derulează …”: who stands behind the comma and before a verb is the subject."""
    alone = here.slots.first(here.start, cue.start) is None and last[1].kind not in ("fund", "union", "state", "place")
    if not alone or here.folded[last[0].end : last[1].start].strip() != "," or not here.is_subject(last[1]):
        return False
    if SUBJECT_VERB.match(here.folded, last[1].end, here.end):
        return True
    place = _behind_aside(here, last[1])
    verbs = (c for c in here.cues if c.kind == "verb" or is_active(here, c))
    return any(place <= c.start <= place + len("au ") for c in verbs)
