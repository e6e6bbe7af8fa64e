"""The words for kinds of facts, their roles and values, as people who read a page want them: Romanian, and English."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from explore.wording import Language, counted, grouped, harmless, moment, money, period
from romanian.labels import Label, labels
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

ENGLISH_KINDS: Mapping[str, tuple[str, str]] = {
    "projects": ("project", "Projects"),
    "partners": ("organisation", "Organisations"),
    "amounts": ("sum", "Sums of money"),
    "dates": ("date", "Dates"),
    "beneficiaries": ("beneficiaries", "Beneficiaries"),
    "places": ("place", "Places"),
}
"""The same in English."""

_BOUNDS = {"ro": {"min": "cel puțin ", "max": "cel mult "}, "en": {"min": "at least ", "max": "at most "}}
_ABOUT = {"ro": "circa ", "en": "about "}


def kinds(language: Language) -> Mapping[str, tuple[str, str]]:
    """`KINDS` in this language."""
    return ENGLISH_KINDS if language == "en" else KINDS


def label(kind: str, fact: Fact) -> str:
    """A Romanian word or two that stand beside the fact in its sentence."""
    return KINDS[kind][0] if isinstance(fact, Project) else _role(kind, fact).short


def role(kind: str, fact: Fact, language: Language = "ro") -> str:
    """What the fact is in its project; for a project, what else is known of it. May be empty."""
    if isinstance(fact, Project):
        return "; ".join(_particulars(fact, language))
    name: str = getattr(_role(kind, fact), language)
    if isinstance(fact, Beneficiaries):
        return "; ".join(filter(None, (name, groups(fact.categories, language))))
    return name


def role_name(kind: str, role: str, language: Language = "ro") -> str:
    """What a role, status or kind of place is called; itself where it is not known."""
    known = labels()[kind].get(role)
    return getattr(known, language) if known else role


def groups(categories: Iterable[str], language: Language = "ro") -> str:
    """The names of groups of beneficiaries, with commas."""
    known = labels()["categories"]
    return ", ".join(getattr(known[name], language) if name in known else harmless(name) for name in categories)


def value(fact: Fact, language: Language = "ro") -> str:
    """What the fact says: a name, a sum, a date, a count. Whom a count counts stays as the page has it."""
    match fact:
        case Project():
            return harmless(fact.title)
        case Partner():
            return harmless(fact.name)
        case Place():
            known = (fact.county if fact.county != fact.name else None, fact.siruta and f"SIRUTA {fact.siruta}")
            return ", ".join([harmless(fact.name), *(harmless(str(each)) for each in known if each)])
        case DateFact():
            return moment(fact.start, fact.end, language)
        case Amount():
            ends = [money(end, fact.currency, language) for end in (fact.value, fact.value_max) if end is not None]
            return _hedged(fact, " – ".join(ends), language)
        case Beneficiaries():
            unit = harmless(fact.unit)
            if fact.count_max is None:
                return _hedged(fact, counted(fact.count, unit, language), language)
            last = counted(fact.count_max, unit, language)
            return _hedged(fact, f"{grouped(fact.count, 0, language)} – {last}", language)


def confidence(fact: Fact, language: Language = "ro") -> str:
    """How sure the rule is, from 0 to 1."""
    return grouped(Decimal(str(fact.confidence)), 2, language)


def length(months: Decimal, language: Language = "ro") -> str:
    """A length in months, as stated: 24 de luni; 1 lună; 4,5 luni."""
    one, many = ("month", "months") if language == "en" else ("lună", "luni")
    if months == months.to_integral_value():
        return counted(int(months), many if months != 1 else one, language)
    return f"{grouped(months, 1, language)} {many}"


def _role(kind: str, fact: Partner | Amount | DateFact | Beneficiaries | Place) -> Label:
    match fact:
        case Beneficiaries():
            name: str = fact.status
        case Place():
            name = fact.kind
        case _:
            name = fact.role
    return labels()[kind].get(name) or Label(short=name, ro=name, en=name)


def _hedged(fact: Amount | Beneficiaries, said: str, language: Language) -> str:
    about = _ABOUT[language] if fact.approximate else ""
    return f"{_BOUNDS[language].get(fact.bound or '', '')}{about}{said}"


def _particulars(project: Project, language: Language) -> list[str]:
    english = language == "en"
    months = project.duration_months
    parts = (
        ("code " if english else "cod ", project.code),
        ("contract ", project.contract),
        ("", project.programme),
        ("", period(project.start, project.end, language)),
        ("lasts " if english else "durata ", None if months is None else length(months, language)),
    )
    return [f"{name}{harmless(said)}" for name, said in parts if said]
