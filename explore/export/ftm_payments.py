"""Which grants are payments: money of which pages tell who gave it, and to whom.

A payment of FollowTheMoney is money that went from one party to another, and software adds it up along such edges. The
nearest to it that pages tell is a grant from a funder to a project's lead. What is left open is no payment: a total
is planned money, an own contribution goes to nobody, and of a national co-financing nobody says who gave it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from explore.export.whole_projects import Exported, Participant, WholeProject
from explore.typed_rows import AmountRow

_NAMED_LIKE_PROGRAMMES = """
SELECT id FROM projects WHERE title COLLATE NOCASE IN (
    SELECT name FROM programmes UNION ALL SELECT short FROM programmes WHERE short IS NOT NULL
)
"""
_MOST = Decimal(10_000_000_000)  # lei or euro: more is no project's, as in project_totals_rule
_CO_FINANCERS = {"municipality", "county_council", "dgaspc", "company", "church", "school", "hospital"}
_PREFERRED = ("RON", "EUR")  # of a grant that is told in several currencies, as in project_totals_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A grant with who gave it and who got it, and when the contract was signed, if pages tell one date."""

    amount: AmountRow
    payer: Participant
    beneficiary: Participant
    signed: str | None


class NoPaymentError(Exception):
    """A grant is told that can't be a payment; the message says why, going on from “grants”."""


def bearing_programme_names(exported: Exported) -> frozenset[str]:
    """Ids of projects that bear the name of a programme, whose money is no project's (as in project_totals_rule)."""
    return frozenset(row["id"] for row in exported.rows(_NAMED_LIKE_PROGRAMMES))


def grant_of(whole: WholeProject) -> Grant | None:
    """The project's grant, once however many pages tell it; None where no page tells one.

    Raises NoPaymentError.
    """
    told = [amount for amount in whole.amounts if amount.role == "grant"]
    if not told:
        return None
    payer, beneficiary = _payer(whole), _lead(whole)
    if payer.id == beneficiary.id:
        raise NoPaymentError("that would go from the lead to itself")
    theirs = [amount for amount in told if amount.organisation_id in (None, payer.id, beneficiary.id)]
    usable = [one for one in theirs if not one.bound and one.value_max is None and 0 < one.value <= _most(one.currency)]
    if not usable:
        raise NoPaymentError("that are told as a limit, a range, a partner's share, or more than a project's, only")
    return Grant(amount=_agreed(whole, usable), payer=payer, beneficiary=beneficiary, signed=_signed(whole))


def _payer(whole: WholeProject) -> Participant:
    funders = [one for one in whole.organisations if one.role == "funder"]
    if len(funders) != 1:
        raise NoPaymentError("of which no page tells the funder" if not funders else "of projects with several funders")
    (funder,) = funders
    if whole.programmes and funder.kind in _CO_FINANCERS:
        raise NoPaymentError("of a programme, of which the only funder known may have given the co-financing")
    if funder.kind != "fund" and _may_have_given_another(whole, funder):
        raise NoPaymentError("of which the only funder known may have given another sum")
    return funder


def _may_have_given_another(whole: WholeProject, funder: Participant) -> bool:
    """A sentence that names the funder tells a sum that is no grant and no total."""
    others = {(one.document_id, one.sentence) for one in whole.amounts if one.role not in ("grant", "total")}
    named = (one for one in whole.partners if one.role == "funder" and one.organisation_id == funder.id)
    return any((one.document_id, one.sentence) in others for one in named)


def _lead(whole: WholeProject) -> Participant:
    leads = sorted((one for one in whole.organisations if one.role == "lead"), key=lambda one: one.place)
    if not leads:
        raise NoPaymentError("of which no page tells who leads the project")
    if len(leads) > 1 and leads[0].documents == leads[1].documents:
        raise NoPaymentError("of projects with several leads, each named by as many pages")
    return leads[0]


def _agreed(whole: WholeProject, usable: Sequence[AmountRow]) -> AmountRow:
    """The surest fact of the grant that most stories tell: exact ones first, in lei before euro before others."""
    story = {document.id: document.copy_of or document.id for document in whole.documents}
    by_sum: dict[tuple[bool, str, Decimal], list[AmountRow]] = defaultdict(list)
    for amount in usable:
        by_sum[amount.approximate, amount.currency, amount.value].append(amount)

    def place(key: tuple[bool, str, Decimal]) -> tuple[bool, int, int, str]:
        is_approximate, currency, _ = key
        preferred = _PREFERRED.index(currency) if currency in _PREFERRED else len(_PREFERRED)
        return is_approximate, -len({story[one.document_id] for one in by_sum[key]}), preferred, currency

    first, *others = sorted(by_sum, key=place)
    if others and place(others[0]) == place(first):
        raise NoPaymentError("that are told as several sums, each by as many pages")
    return min(by_sum[first], key=lambda one: (one.is_copy, -one.confidence, one.id))


def _signed(whole: WholeProject) -> str | None:
    """The one date of signing that pages tell, as precise as the most precise of them."""
    told = {(one.start_date, one.end_date) for one in whole.dates if one.role == "signing"}
    days = sorted((start for start, end in told if start == end), key=len)
    if not days or len(days) < len(told) or not all(days[-1].startswith(day) for day in days):
        return None
    return days[-1]


def _most(currency: str) -> Decimal:
    return _MOST * 10_000 if currency == "ROL" else _MOST
