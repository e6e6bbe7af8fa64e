"""The sums of one operation: its total, and of the document that states it, what that says of the parts.

Sums of several documents are not set beside each other: they may be of different times, or mean different things.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from explore.export.whole_projects import Total, WholeProject
from explore.typed_rows import AmountRow

_PARTS = {"grant": "grant", "national": "national_cofinancing", "own": "own_contribution"}
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The sums as cells by the names of columns, exact decimals; and where they are said."""

    cells: dict[str, str | None]
    document_id: str
    quote: str


def figures_of(project: WholeProject) -> Figures:
    """The sums of a project; without any, the document and the quote of its title."""
    total = project.total
    if total is not None:
        stated = _parts(project.amounts, total.document_id, total.currency)
        cells = {"total": total.value, "currency": total.currency, "rule": total.rule, "rate": _rate(stated, total)}
        return Figures(cells={**cells, **_texts(stated)}, document_id=total.document_id, quote=total.quote)
    for amount in sorted(project.amounts, key=lambda one: one.is_copy):
        stated = _parts(project.amounts, amount.document_id, amount.currency)
        if amount.role == "grant" and stated.get("grant") == amount.value:
            cells = {"currency": amount.currency, **_texts(stated)}
            return Figures(cells=cells, document_id=amount.document_id, quote=amount.quote)
    return Figures(cells={}, document_id=project.project.document_id, quote=project.project.quote)


def _parts(amounts: Iterable[AmountRow], document_id: str, currency: str) -> dict[str, Decimal]:
    """By column, what the document states of the project exactly, and only once: no “circa”, limit or range."""
    stated: dict[str, set[Decimal]] = {}
    for one in amounts:
        if (one.document_id, one.currency) == (document_id, currency):
            exact = not one.approximate and one.bound is None and one.value_max is None
            stated.setdefault(one.role, set()).update([one.value] if exact else [one.value, Decimal("NaN")])
    return {column: min(stated[role]) for column, role in _PARTS.items() if len(stated.get(role, ())) == 1}


def _rate(stated: dict[str, Decimal], total: Total) -> str | None:
    """The Union's share in percent, two places; None where the grant may hold national money as well.

    It holds none where the document states the national co-financing apart and the parts add up to the total.
    """
    whole = Decimal(total.value)
    if total.rule != "stated" or not {"grant", "national"} <= stated.keys() or sum(stated.values()) != whole:
        return None
    return f"{(100 * stated['grant'] / whole).quantize(_CENT, ROUND_HALF_UP):f}"


def _texts(stated: dict[str, Decimal]) -> dict[str, str]:
    return {column: f"{value:f}" for column, value in stated.items()}
