"""The Romanian words for kinds of facts, their roles and values, as people who read a page want them."""

from collections.abc import Mapping
from decimal import Decimal

from explore.wording import counted, grouped, harmless, moment, money, period
from romanian.labels import labels
from store.records import Amount, Beneficiaries, DateFact, Partner, Place, Project

Fact = Project | Partner | Amount | DateFact | Beneficiaries | Place

KINDS: Mapping[str, tuple[str, str]] = {
    "projects": ("proiect", "Proiecte"),
    "partners": ("organizație", "Organizații"),
    "amounts": ("sumă", "Sume de bani"),
    "dates": ("dată", "Date calendaristice"),
    "beneficiaries": ("beneficiari", "Beneficiari"),
    "places": ("loc", "Locuri"),
}
"""One fact of a kind, and the heading over all of them; the keys are the kinds of `Facts`, in their order."""

_BOUNDS = {"min": "cel puțin ", "max": "cel mult "}


def label(kind: str, fact: Fact) -> str:
    """A word or two that stand beside the fact in its sentence."""
    return _role(kind, fact)[0]


def role(kind: str, fact: Fact) -> str:
    """What the fact is in its project; for a project, what else is known of it. May be empty."""
    if isinstance(fact, Project):
        return "; ".join(_particulars(fact))
    if isinstance(fact, Beneficiaries):
        known = labels()["categories"]
        groups = ", ".join(known[name].ro if name in known else harmless(name) for name in fact.categories)
        return "; ".join(filter(None, (_role(kind, fact)[1], groups)))
    return _role(kind, fact)[1]


def value(fact: Fact) -> str:
    """What the fact says: a name, a sum, a date, a count."""
    match fact:
        case Project():
            return harmless(fact.title)
        case Partner():
            return harmless(fact.name)
        case Place():
            known = (fact.county if fact.county != fact.name else None, fact.siruta and f"SIRUTA {fact.siruta}")
            return ", ".join([harmless(fact.name), *(harmless(str(each)) for each in known if each)])
        case DateFact():
            return moment(fact.start, fact.end)
        case Amount():
            ends = [money(end, fact.currency) for end in (fact.value, fact.value_max) if end is not None]
            return _hedged(fact, " – ".join(ends))
        case Beneficiaries():
            unit = harmless(fact.unit)
            if fact.count_max is None:
                return _hedged(fact, counted(fact.count, unit))
            return _hedged(fact, f"{grouped(fact.count)} – {counted(fact.count_max, unit)}")


def confidence(fact: Fact) -> str:
    """How sure the rule is, from 0 to 1."""
    return grouped(Decimal(str(fact.confidence)), 2)


def _role(kind: str, fact: Fact) -> tuple[str, str]:
    if isinstance(fact, Project):
        return KINDS[kind][0], ""
    match fact:
        case Beneficiaries():
            name: str = fact.status
        case Place():
            name = fact.kind
        case _:
            name = fact.role
    known = labels()[kind].get(name)
    return (known.short, known.ro) if known else (name, name)


def _hedged(fact: Amount | Beneficiaries, said: str) -> str:
    about = "circa " if fact.approximate else ""
    return f"{_BOUNDS.get(fact.bound or '', '')}{about}{said}"


def _particulars(project: Project) -> list[str]:
    months = project.duration_months
    length = None
    if months is not None:
        whole = months == months.to_integral_value()
        length = counted(int(months), "luni" if months != 1 else "lună") if whole else f"{grouped(months, 1)} luni"
    parts = (
        ("cod ", project.code),
        ("contract ", project.contract),
        ("", project.programme),
        ("", period(project.start, project.end)),
        ("durata ", length),
    )
    return [f"{name}{harmless(said)}" for name, said in parts if said]
