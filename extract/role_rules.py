"""Roles that a sentence gives: phrases, participles, capacities, appositions and subjects."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.organisations import OrganisationMention
from extract.reading import Reading
from extract.roles import Cue, Slots, find_cues
from romanian.fold import fold

NOUN_FILLER = re.compile(
    r"""(?: [\s,]+ (?: de|al|a|ai|ale|in|din|cadrul|acestui|acestei|acestuia|proiect\w{0,5}|finantar\w{1,3}|implementare
        | parteneriat\w{0,4}|contract\w{0,4}|grant\w{0,4}|program\w{0,4}|local\w{0,3}|principal\w{0,2}|nostru|sau
        | sai|lor|unic|privat\w?|public\w?|asociat\w?|strategic\w?|transfrontalier\w?|national\w?|norvegian\w?
        | de\s+investitii | lucrar\w+ | lider | nr\.?\s?\d | \d{1,2} | p\d{1,2} | iv|i{1,3} | / )\b ){0,7}""",
    re.VERBOSE,  # partenerul | principal al acestui proiect
)
_COPULA_AFTER = re.compile(
    r"\s*(?P<link>,?\s*(?:este|sunt|e|a fost|au fost|va fi|vor fi|fiind|il reprezinta|(?:ii|ne|i-a|i-au) (?:este|sunt|fost))\b|:|[-]|\(|,)?\s*"
)
_CAPACITY = re.compile(r"(?:in calitate de|in calitatea de|avand calitatea de|ca|drept|in rol de|cu rol de|cu statut de|cu statutul de|ca si)\s+$")
_HAS = re.compile(r"\b(?:are|au|avand|a avut|avem|avandu-i|il are|ii are)\s+(?:ca\s+|drept\s+)?$")
_COPULA_BEFORE = re.compile(
    r".{0,40}?\b(?:este|sunt|e|a fost|au fost|va fi|vor fi|fiind|(?:are|au) (?:calitatea|rolul|rol) de|devin\w{0,2}|"
    r"(?:a|au) devenit|(?:a|au) intrat|intra|s-au? alaturat|participa|(?:a|au) participat|figureaza)\s+"
    r"(?:si )?(?:un |unul dintre |ca |drept |in calitate de )?$"
)
_APPOSITION = re.compile(r"\s*(?:\([^()]{0,30}\)\s*)?[,(-]\s*(?:este\s+)?$")
_CLOSED = re.compile(r"\s*(?:[),.;:-]|$|in\b|din\b|si\b|a\b|al\b|care\b|pentru\b|anunta\b|implement|deruleaz|la\b)")
_AGENT = re.compile(r"(?P<middle>.{0,130}?)(?:^|(?<=\s)|(?<=,))(?:de(?:\s+catre)?|catre|by)\s+", re.DOTALL)
_MONEY_AFTER = re.compile(r"\s*,?\s*cu\s+(?:suma de\s+)?(?:peste\s+|circa\s+)?\d[\d.,]*\s*(?:mii|mil\w*)?\s*(?:de\s+)?(?:lei|ron|euro|eur|dolari)")
_FINANCE = re.compile(
    r"finant|nerambursabil|\bbani|\bgrant|contribut|\bfond(?:uri|ul)|\bbuget|\bplatit|sprijin financiar|asistent"
)
_PREPOSITION = re.compile(
    r"\b(?:din|de|la|cu|prin|pentru|catre|al|a|ai|ale|in|pe|sub|cadrul|lui|langa|intre|directorul|presedintele|"
    r"partea|si al|si a|membru|membra|reprezentantul|reprezentanta|seful|sefa|coordonatorul|consilier)\s+$"
)
_AUXILIARY = re.compile(r"\b(?:a|au|va|vor)\s+$")
_CONTRACT = re.compile(r"\bcontract\w* de (?:finantare|grant)")
_GIVEN_BY = re.compile(
    r"(?:finant\w+|\bbani\w*|\bgrant\w*|\bsum[aei]\w*|\blei|\beuro|\bdonati\w+|\bfonduri\w*|nerambursabil\w*)"
    r"[^.]{0,60}?\b(?:de la|din partea)\s+$"
)
_ON_PROJECT = re.compile(
    r"\s*(?:,[^,]{0,60},)?\s+(?!la |de |din |in |pentru |si |cu |prin |este |sunt |care |finant|sprijin|sustin|aprob|"
    r"votea|anali|evalu|monitor|parti|vizit)(?:[a-z-]{1,14}\s+){1,3}?(?:un\s+|noul\s+|acest\s+)?(?:nou\s+)?"
    r"proiect(?:ul|ului)?(?: [a-z]{3,12})?\s*(?:\"|de\b)"
)
_SUM = re.compile(r"\d\s*(?:de\s+)?(?:mii\s|mil\w*\s)?\s*(?:de\s+)?(?:lei|ron|euro|eur|dolari)\b|\bproiect")
_ASIDE = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?,?\s*$")
_PROJECT = re.compile(r"\bproiect|\bimplementar")
_THROUGH = re.compile(r"\s*,?\s*prin\s+(?:intermediul\s+)?")
_ACTING_BODIES = frozenset({"authority", "agency", "dgaspc", "anes", "anpd", "anpdca", "anofm", "das"})
_ATTENDANCE = re.compile(r"\bparticip|\bprezent[iae]\b|\binvitat")


@dataclass(frozen=True, slots=True)
class Finding:
    """One organisation in one role, with how sure the rule is."""

    mention: OrganisationMention
    role: str  # a PartnerRole, or "none": whatever else says, no role here
    confidence: float
    rule: str


def _is_body(name: str) -> bool:
    """A bare name that can lead: several words or capitals only, so that “de Maria” is nobody."""
    return len(name.split()) > 2 or name.isupper()


def _list_end(reading: Reading, end: int) -> int:
    """Where a list may end that begins in the sentence: semicolons part its members, not the list."""
    limit = reading.block_at(end - 1).end if end else end
    while end < limit and reading.folded[end - 1] == ";":
        end = reading.sentence_at(end + 1)[1] if end + 1 < limit else limit
    return end


class SentenceRules:
    """All rules over one sentence; `findings` gathers what they say."""

    def __init__(self, reading: Reading, slots: Slots, start: int, end: int) -> None:
        self._reading = reading
        self._slots = slots
        self._start, self._end = start, end
        self._cues = find_cues(reading, start, end)
        self._mentions = slots.between(start, end)
        self._list_end = _list_end(reading, end)
        self.findings: list[Finding] = []

    def run(self) -> list[Finding]:
        if not self._cues and not self._mentions:
            return []
        if any(cue.kind == "sentence" for cue in self._cues):
            return []
        for index, cue in enumerate(self._cues):
            match cue.kind:
                case "list" | "company-of":
                    self._list(cue)
                case "owner":
                    self._owner(cue)
                case "noun":
                    self._noun(cue)
                case "agent":
                    following = self._cues[index + 1].start if index + 1 < len(self._cues) else self._end
                    self._agent(cue, following)
        self._funds()
        for cue in self._cues:
            if cue.kind == "verb" or self._is_active(cue):
                self._verb(cue)
        self._fallbacks()
        return self.findings

    def _fallbacks(self) -> None:
        """What no cue names: “X pregătește proiectul „…””, “30.000 de lei de la X”."""
        for mention in self._mentions:
            if self._has_role(mention) or mention.kind in ("fund", "union", "state", "place"):
                continue
            if self._is_subject(mention) and _ON_PROJECT.match(self._reading.folded, mention.end, self._end):
                self._add([mention], "lead", 0.5, "subject-of-project")
            elif _GIVEN_BY.search(self._reading.folded, max(self._start, mention.start - 110), mention.start):
                self._add([mention], "funder", 0.5, "given-by")

    def _add(self, mentions: Iterable[OrganisationMention], role: str, confidence: float, rule: str) -> None:
        self.findings += [Finding(m, role, confidence, f"partners/{rule}") for m in mentions]

    def _has_role(self, mention: OrganisationMention) -> bool:
        return any(f.mention.start == mention.start for f in self.findings)

    def _list(self, cue: Cue) -> None:
        if cue.kind == "company-of" and _ATTENDANCE.search(self._reading.folded, self._start, cue.start):
            return
        found = self._slots.after(cue.end, self._list_end, bare=cue.kind == "list" and cue.role != "none")
        found = [m for m in found if m.kind != "bare" or cue.role in ("partner", "funder", "supporter")]
        if not found:
            return
        confidence = 0.8
        if "intre" in self._reading.folded[cue.start : cue.end]:
            confidence = 0.55  # both sides stand in “parteneriat între A și B”
        self._add(found, cue.role, confidence, f"{cue.role}-phrase")
        if cue.role == "partner" and confidence > 0.6:
            self._head_of(cue)

    def _head_of(self, cue: Cue) -> None:
        """“X, în parteneriat cu Y, …”: who stands just before leads."""
        before = self._slots.between(self._start, cue.start)
        if not before or self._has_role(before[-1]):
            return
        last = before[-1]
        if last.kind in ("fund", "union", "state", "place") or not self._is_subject(last):
            return
        if _ASIDE.match(self._reading.folded[last.end : cue.start]):
            self._add(self._slots.chain_before(last, self._start), "lead", 0.6, "before-partnership")

    def _is_subject(self, mention: OrganisationMention) -> bool:
        """In its own form, and no preposition in front."""
        surface = self._reading.folded[mention.start : mention.end]
        if mention.kind == "member":
            return not surface.split()[0].endswith("lor")
        own = mention.kind == "acronym" or surface.split()[0] == fold(mention.name).split()[0]
        front = self._reading.folded[max(self._start, mention.start - 20) : mention.start]
        return own and _PREPOSITION.search(front) is None

    def _owner(self, cue: Cue) -> None:
        """“proiectul Fundației X”: a genitive right behind."""
        found = self._slots.after(cue.end, self._end, bare=False)
        if not found or found[0].start > cue.end + 2:
            return
        surface = self._reading.folded[found[0].start : found[0].end]
        if found[0].kind != "place" and surface.split()[0] != fold(found[0].name).split()[0]:
            self._add(found[:1], "lead", 0.65, "owner")

    def _noun(self, cue: Cue) -> None:
        filler = NOUN_FILLER.match(self._reading.folded, cue.end, self._end)
        tail = filler.end() if filler else cue.end
        front = self._reading.folded[max(self._start, cue.start - 30) : cue.start]
        capacity = _CAPACITY.search(front)
        if _HAS.search(front):
            self._forward(cue, tail)
            return
        if capacity is not None:
            self._capacity(cue, cue.start - len(capacity.group()), tail)
            return
        if self._copula_before(cue):
            return
        behind = self._behind(cue, tail)
        if behind is not None and self._tied(behind, cue) and not self._reading.folded[tail : tail + 3].strip().startswith((":", "-")):
            self._assign_before(behind, cue, "apposition")
        elif not self._forward(cue, tail) and behind is not None:
            self._assign_before(behind, cue, "apposition")

    def _behind(self, cue: Cue, tail: int) -> OrganisationMention | None:
        """The organisation that the noun stands in apposition to: “X, lider de proiect”, “X (partener)”."""
        before = self._slots.between(self._start, cue.start)
        if not before or cue.start - before[-1].end > 40:
            return None
        gap = self._reading.folded[before[-1].end : cue.start]
        if _APPOSITION.fullmatch(gap) and _CLOSED.match(self._reading.folded, tail):
            return before[-1]
        return None

    def _tied(self, mention: OrganisationMention, cue: Cue) -> bool:
        return self._reading.folded[mention.end : cue.start].strip().endswith(("-", "("))

    def _assign_before(self, mention: OrganisationMention, cue: Cue, rule: str) -> None:
        plural = self._reading.folded[cue.start : cue.end].endswith(("i", "ilor", "ere"))
        chain = self._slots.chain_before(mention, self._start) if plural else [mention]
        self._add(chain, cue.role, 1.0 if cue.role == "none" else 0.9, rule)

    def _capacity(self, cue: Cue, start: int, tail: int) -> None:
        """“X, în calitate de partener”; “Ca partener, X …”; “X anunță, în calitate de partener, …”."""
        before = [m for m in self._slots.between(self._start, start) if m.kind not in ("fund", "union")]
        if before and len(self._reading.folded[before[-1].end : start].strip(" ,(-")) == 0:
            self._assign_before(before[-1], cue, "capacity")
            return
        if not self._reading.folded[self._start : start].strip(' "-*'):
            found = self._slots.after(tail, self._end, bare=False)
            self._add(found[:1], cue.role, 0.85, "capacity")
            return
        subjects = [m for m in before if self._is_subject(m) and m.kind != "place"]
        if subjects and start - subjects[0].end < 120:
            self._add(subjects[:1], cue.role, 0.8, "capacity")

    def _copula_before(self, cue: Cue) -> bool:
        before = self._slots.between(self._start, cue.start)
        if not before:
            return False
        gap = self._reading.folded[before[-1].end : cue.start]
        if len(gap) > 60 or _COPULA_BEFORE.fullmatch(gap) is None:
            return False
        self._assign_before(before[-1], cue, "copula")
        return True

    def _forward(self, cue: Cue, tail: int) -> bool:
        """“Partener 1 – X”, “Solicitantul a fost X”, “partenerul proiectului, X”."""
        link = _COPULA_AFTER.match(self._reading.folded, tail, self._end)
        said = (link.group("link") or "").strip() if link else ""
        place = link.end() if link else tail
        is_label = said in (":", "-")
        if said == "(":
            return False
        limit = self._reading.block_at(place).end if is_label else self._list_end
        bare = is_label or (said not in ("", ",") and cue.role == "partner")
        found = self._slots.after(place, limit, bare=bare)
        if not found or (found[0].kind in ("place",) and not said):
            return False
        if found[0].start - place > 25 and not is_label:
            return False
        confidence = 1.0 if cue.role == "none" else 0.9 if said not in ("", ",") else 0.75
        self._add(found, cue.role, confidence, f"{cue.role}-label" if is_label else f"{cue.role}-noun")
        return True

    def _agent(self, cue: Cue, following: int) -> None:
        """“implementat, în perioada …, de (către) X”."""
        mentions = self._slots.between(cue.end, self._end)
        limit = min(self._end, cue.end + 140)
        place = cue.end
        while (by := _AGENT.match(self._reading.folded, place, limit)) is not None:
            direct = not self._reading.folded[cue.end : by.start() + len(by.group("middle"))].strip()
            if by.start() + len(by.group("middle")) > following:
                return
            found = self._slots.after(by.end(), self._list_end, bare=direct and cue.role != "none")
            if cue.role == "lead" and found and found[0].kind == "bare" and not _is_body(found[0].name):
                return
            if found and (not mentions or found[0].start <= mentions[0].start):
                self._agents(cue, found)
                return
            if mentions and mentions[0].start < by.end():
                return
            place = by.end()

    def _agents(self, cue: Cue, found: list[OrganisationMention]) -> None:
        role = cue.role
        if role == "none" and _CONTRACT.search(self._reading.folded, self._start, cue.start):
            return  # who signs a financing contract has a role, though the phrase does not say which
        if role == "supporter" and any(_MONEY_AFTER.match(self._reading.folded, m.end) for m in found):
            role = "funder"
        if self._reading.folded[cue.start : cue.end].endswith(("te", "ti")):
            found = [m for m in found if m.kind not in ("union", "state")]  # “programe finanțate de UE” at large
        if not found:
            return
        self._add(found, role, 0.85, f"{role}-agent")
        through = _THROUGH.match(self._reading.folded, found[-1].end, self._end)
        if role == "lead" and through is not None:
            behind = self._slots.after(through.end(), self._end, bare=False)
            self._add([m for m in behind[:1] if m.sort in _ACTING_BODIES], "lead", 0.6, "lead-through")

    def _is_active(self, cue: Cue) -> bool:
        """“derulează”, “a derulat”, not “derulat”: the same verbs also take their subject in front."""
        if cue.kind != "agent" or cue.role not in ("lead", "funder"):
            return False
        front = self._reading.folded[max(self._start, cue.start - 8) : cue.start]
        said = self._reading.folded[cue.start : cue.end]
        return said.endswith(("eaza", "esc", "asoara", "easca")) or _AUXILIARY.search(front) is not None

    def _funds(self) -> None:
        for mention in self._mentions:
            if mention.kind != "fund" or self._has_role(mention):
                continue
            alone = len(self._reading.folded[self._start : self._end].strip()) - 8 < mention.end - mention.start
            if alone or _FINANCE.search(self._without(mention)):
                self._add([mention], "funder", 0.75 if not alone else 0.5, "fund")

    def _without(self, mention: OrganisationMention) -> str:
        folded = self._reading.folded
        near = max(self._start, mention.start - 160)
        return folded[near : mention.start] + " " + folded[mention.end : min(self._end, mention.end + 60)]

    def _verb(self, cue: Cue) -> None:
        """“X (…) implementează proiectul”, “X a alocat 20.000 de lei”: the subject has the role."""
        wanted = {"lead": _PROJECT, "funder": _SUM}.get(cue.role)
        if wanted is not None and not wanted.search(self._reading.folded, cue.end, min(self._end, cue.end + 110)):
            return
        before = [m for m in self._slots.between(self._start, cue.start) if m.kind not in ("fund", "union", "state")]
        place = cue.start
        for mention in reversed(before):
            gap = self._reading.folded[mention.end : place]
            if self._has_role(mention):
                place = mention.start
                continue
            if place == cue.start and len(gap) > 60 and not gap.lstrip().startswith((",", "(")):
                return
            if len(gap) > 120 or not (self._is_subject(mention) or self._acts_for(mention) is not None):
                return
            self._add(self._acting(mention), cue.role, 0.65, "subject")
            return

    def _acts_for(self, mention: OrganisationMention) -> OrganisationMention | None:
        """“Primăria X, prin Direcția Y, derulează”: who stands before “prin”."""
        before = self._slots.between(self._start, mention.start)
        if before and _THROUGH.fullmatch(self._reading.folded, before[-1].end, mention.start):
            return before[-1]
        return None

    def _acting(self, mention: OrganisationMention) -> list[OrganisationMention]:
        principal = self._acts_for(mention)
        if principal is not None:
            return [principal, mention]
        return self._slots.chain_before(mention, self._start)
