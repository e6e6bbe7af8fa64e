"""What of a project is a grant by the 360Giving standard: who gave how much to whom, on which day, and who says so.

Nothing is put in the place of what no page states: a project that lacks something is no grant, and `NoGrantError` says
why. Where pages state several values, one is chosen by the rules that project_totals follows (store/views.sql).
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from explore.export.whole_projects import Exported, Participant, WholeProject
from explore.typed_rows import AmountRow, DateRow, FactRow, PartnerRow
from explore.wording import harmless
from romanian.fold import fold

_Fact = TypeVar("_Fact", bound=FactRow)

_MOST = Decimal(10_000_000_000)  # lei: more is no project's (project_totals_rule)
_CURRENCIES = ("RON", "EUR")  # before others, where a grant is given in several
_WORD = re.compile(r"\w{2,}")
_LEAST_WORDS = 3  # that a sentence has besides the title, to describe anything
_OF_FINANCING = re.compile(r"finan[ct]|\bgrant")  # in folded words: "contractul de finanțare", "grant agreement"
_OF_OTHER_THINGS = re.compile(
    r"""
    \b(?:contract|acord|protocol)\w*\ (?:cadru\ )?(?:de|privind|pentru)\ (?:execut\w+\ )?
    (?:lucrari|executi|servici|furniz|achiziti|proiectar|prestari|munca|colabor|partener|asocier|inchirier|comodat)
    """,  # "contractul de lucrări nr. 3", "acordul de parteneriat", "contract privind execuția …"
    re.VERBOSE,
)
_UNSPOKEN = """
SELECT document_id FROM printings WHERE topic = 'parts' AND document_id IN (SELECT value FROM json_each(?))
"""
_SENTENCES = """
SELECT q.sentence, d.url, d.id FROM project_mentions AS m
    JOIN documents AS d ON d.id = m.document_id JOIN projects AS p ON p.id = m.project_id
    JOIN quotes AS q ON q.document_id = m.document_id AND q.fact_id = m.id
WHERE m.project_id = ? ORDER BY d.copy_of IS NOT NULL, d.id <> p.document_id, m.confidence DESC, d.url, m.start
LIMIT 20
"""


class NoGrantError(Exception):
    """The project can't be written as a grant; the message says which projects these are: “projects whose …”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A sentence of a page that tells of the project."""

    text: str
    document_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What the standard requires of a grant, each with the fact that says so."""

    amount: AmountRow
    signing: DateRow
    recipient: Participant
    recipient_said: PartnerRow
    funders: tuple[Participant, ...]  # the one that most documents name comes first
    funders_said: tuple[PartnerRow, ...]
    description: Description


def award_of(project: WholeProject, exported: Exported) -> Award:
    """What was awarded. Raises NoGrantError for the first thing that is missing."""
    amount = _grant(project, exported)
    signing = _signing(project)
    leads = [each for each in project.organisations if each.role == "lead"]
    if not leads:
        raise NoGrantError("projects of which no page says who leads them")
    recipient = leads[0]
    funders = tuple(each for each in project.organisations if each.role == "funder" and each.id != recipient.id)
    if not funders:
        raise NoGrantError("projects whose funder no page names")
    said = {partner.id: partner for partner in project.partners}
    return Award(
        amount=amount,
        signing=signing,
        recipient=recipient,
        recipient_said=said[recipient.partner_id],
        funders=funders,
        funders_said=tuple(said[funder.partner_id] for funder in funders),
        description=_description(project, exported, said[recipient.partner_id]),
    )


def _grant(project: WholeProject, exported: Exported) -> AmountRow:
    """The grant by the rule of totals, except that it is exact: neither about, nor up to, nor a range."""
    others = {each.id for each in project.organisations if each.role == "partner"}
    stated = [
        amount
        for amount in project.amounts
        if amount.role == "grant" and amount.organisation_id not in others and amount.value > 0
        if (amount.ron or 0) <= _MOST
    ]
    if not stated:
        raise NoGrantError("projects whose grant no page states")
    exact = [one for one in stated if not (one.approximate or one.bound or one.value_max)]
    if not exact:
        raise NoGrantError("projects whose grant pages state as about, up to, from or between sums alone")
    unspoken = {row["document_id"] for row in exported.rows(_UNSPOKEN, (json.dumps([a.document_id for a in exact]),))}
    voiced = [amount for amount in exact if amount.document_id not in unspoken] or exact
    return _most_told(
        project,
        voiced,
        lambda one: (one.value, one.currency),
        lambda one: (one.currency not in _CURRENCIES, one.currency == "EUR", *_newest(one), one.value),
    )


def _newest(fact: FactRow) -> tuple[int, ...]:
    return tuple(-int(part) for part in (fact.published or "0").split("-"))


def _signing(project: WholeProject) -> DateRow:
    """The day on which the financing was signed; of several told as often the earliest, as what is later changes it."""
    signings = [one for one in project.dates if one.role == "signing"]
    if not signings:
        raise NoGrantError("projects of which no page says when the contract was signed")
    signings = [one for one in signings if _is_of_financing(one)]
    if not signings:
        raise NoGrantError(
            "projects of which pages say when a contract was signed, but not that it was the financing's"
        )
    days = [one for one in signings if _is_day(one.start_date) and one.start_date == one.end_date]
    if not days:
        raise NoGrantError("projects of which pages tell the month or year alone in which the contract was signed")
    return _most_told(project, days, lambda one: one.start_date, lambda one: (one.start_date,))


def _is_of_financing(signing: DateRow) -> bool:
    sentence = fold(signing.sentence)
    return bool(_OF_FINANCING.search(sentence)) and not _OF_OTHER_THINGS.search(sentence)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _most_told(
    project: WholeProject,
    facts: Sequence[_Fact],
    value: Callable[[_Fact], Hashable],
    order: Callable[[_Fact], tuple[object, ...]],
) -> _Fact:
    """The fact with the value that most stories tell, then by `order`; of several that tell it, the surest."""
    stories = {document.id: document.copy_of or document.id for document in project.documents}
    tellers: dict[Hashable, set[str]] = defaultdict(set)
    for fact in facts:
        tellers[value(fact)].add(stories.get(fact.document_id, fact.document_id))
    return min(
        facts,
        key=lambda fact: (-len(tellers[value(fact)]), order(fact), -fact.confidence, fact.is_copy, fact.id),
    )


def _description(project: WholeProject, exported: Exported, lead: PartnerRow) -> Description:
    """The first sentence of a page that tells more of the project than its title."""
    for row in exported.rows(_SENTENCES, (project.project.id,)):
        if _tells(row["sentence"], project.project.title):
            return Description(text=harmless(row["sentence"]), document_id=row["id"])
    if _tells(lead.sentence, project.project.title):
        return Description(text=harmless(lead.sentence), document_id=lead.document_id)
    raise NoGrantError("projects of which no page tells more than the title in the sentence that names them")


def _tells(sentence: str, title: str) -> bool:
    named = set(_words(title))
    return sum(word not in named for word in _words(sentence)) >= _LEAST_WORDS


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(fold(text))
