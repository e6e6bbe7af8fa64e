"""Organisations with a role in a project: who leads, takes part, pays, helps or builds.

`find_partners` gathers what the sentences and the layout say, lets a surer statement outweigh a weaker one
about the same organisation, and reports each organisation and role once a paragraph. Which project a partner
belongs to is decided elsewhere, by where the evidence stands.
"""

import re
from collections.abc import Iterable
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from extract.fiscal_codes import with_codes
from extract.organisation_mentions import OrganisationMention
from extract.organisations import find_organisations
from extract.places import Places
from extract.reading import Reading
from extract.role_labels import label_lists, table_columns
from extract.role_publisher import publisher_leads
from extract.role_rules import findings_of
from extract.role_sentences import Finding
from extract.roles import Slots
from romanian.fold import fold
from store.records import Partner, PartnerRole, Span

_SHORT_GAP = 5  # characters
_SURE = 0.7
_WEAK = 0.6
_EXPLICIT = 0.85  # a capacity, a label
_QUOTED_TITLE = re.compile(r'\b(?:proiect\w*|program\w*|campani\w*|titlu\w*)[\s:]{0,3}"(?P<title>[^"\n]{3,250})"')


def find_partners(
    reading: Reading, organisations: list[OrganisationMention] | None = None, titles: Iterable[Span] = ()
) -> list[Partner]:
    """The partners of a document, in the order of their evidence; `project` is left open.

    `organisations` are those that the document names, when they are known already; what stands inside one of the
    `titles` of its projects is no partner.
    """
    mentions = _outside_titles(reading, find_organisations(reading) if organisations is None else organisations)
    mentions = _without_seats(reading, mentions)
    slots = Slots(reading, mentions)
    findings = [*label_lists(reading, slots), *table_columns(reading, slots)]
    for start, end in reading.sentences:
        findings += findings_of(reading, slots, start, end)
    named_at = [(reading.place(t.start), reading.place(t.end)) for t in titles]
    named = Places(named_at)
    findings = [f for f in findings if not named.overlap(f.mention.start, f.mention.start + 1)]
    findings = _consistent(_one_role_each(findings))
    findings = _without_led(findings, {reading.folded[slice(*place)] for place in named_at})
    if not any(f.role == "lead" for f in findings):
        findings += publisher_leads(reading, mentions, findings)
    return _once_a_paragraph(reading, findings)


def _outside_titles(reading: Reading, mentions: list[OrganisationMention]) -> list[OrganisationMention]:
    """Mentions without those inside a project's quoted title."""
    titles = Places(match.span("title") for match in _QUOTED_TITLE.finditer(reading.folded))
    return [m for m in mentions if not titles.overlap(m.start, m.start + 1)]


def _without_seats(reading: Reading, mentions: list[OrganisationMention]) -> list[OrganisationMention]:
    """Mentions without the county behind a comma: “Primăria X, județul Y, derulează …” says where."""
    kept: list[OrganisationMention] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        if mention.sort == "county" and mention.kind == "place" and last is not None and last.sort != "county":
            gap = reading.folded[last.end : mention.start] if mention.start - last.end < _SHORT_GAP else ""
            if gap.strip() == "," and "\n" not in gap:
                continue
        kept.append(mention)
    return kept


def _one_role_each(findings: Iterable[Finding]) -> list[Finding]:
    """The surest finding about each mention; one that says “no role” takes it out."""
    best: dict[tuple[int, int], Finding] = {}
    for finding in findings:
        key = (finding.mention.start, finding.mention.end)
        if key not in best or finding.confidence > best[key].confidence:
            best[key] = finding
    return [f for f in best.values() if f.role != "none"]


def _consistent(findings: list[Finding]) -> list[Finding]:
    """Without weak findings about an organisation that has another role for sure."""
    sure: dict[str, set[str]] = {}
    for finding in findings:
        if finding.confidence >= _SURE:
            sure.setdefault(fold(finding.mention.name), set()).add(finding.role)
    return [
        f
        for f in findings
        if f.confidence > _WEAK or not (roles := sure.get(fold(f.mention.name), set())) or f.role in roles
    ]


def _without_led(findings: list[Finding], names: set[str]) -> list[Finding]:
    """Where one project is spoken of, who leads it for sure is not also its partner by a phrase: “acordul cu X”."""
    if len(names) != 1:
        return findings
    leads = {fold(f.mention.name) for f in findings if f.role == "lead" and f.confidence >= _EXPLICIT}
    return [
        f for f in findings if f.role != "partner" or f.confidence >= _EXPLICIT or fold(f.mention.name) not in leads
    ]


def _once_a_paragraph(reading: Reading, findings: list[Finding]) -> list[Partner]:
    seen: set[tuple[int, str, str]] = set()
    partners = []
    for finding in sorted(findings, key=lambda f: (f.mention.start, -f.confidence)):
        mention = finding.mention
        key = (reading.block_index(mention.start), fold(mention.name), finding.role)
        if key in seen:
            continue
        seen.add(key)
        partners.append(
            Partner(
                name=mention.name,
                role=cast("PartnerRole", finding.role),
                evidence=reading.span(mention.start, mention.end),
                confidence=finding.confidence,
                found_by=f"{finding.rule}/recognised" if mention.kind == "recognised" else finding.rule,
            )
        )
    return partners


@Language.component("fondoscop_partners")
def partners_component(doc: Doc) -> Doc:
    """The partners of `doc._.reading` into `doc._.partners`."""
    titles = [span for project in doc._.projects or () for span in project.evidence]
    found = find_partners(doc._.reading, doc._.organisations, titles)
    doc._.partners = list(with_codes(doc._.reading, found, doc._.organisations))
    return doc
