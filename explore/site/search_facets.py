"""The facets of the search page: their values in words, how many projects each would give, and what is chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explore.organisation_words import KINDS
from explore.project_facets import FACETS
from explore.project_search import Chosen
from explore.site.asked import Asked
from explore.site.search_question import NAMES, Question
from explore.wording import grouped, harmless
from romanian.labels import labels
from store.database import Database

_FIRST_VALUES = 7  # of a facet; the others are behind a click
_PROGRAMMES = "SELECT key, name, period FROM programmes"
_TITLES: Mapping[str, tuple[str, str]] = {
    "programme": ("Program", "Programme"),
    "county": ("Județ", "County"),
    "year": ("An de desfășurare", "Year it runs in"),
    "role": ("Ce sume se cunosc", "Sums that are known"),
    "kind": ("Cine ia parte", "Who takes part"),
    "category": ("Beneficiari", "Beneficiaries"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a facet, as it stands on the page."""

    name: str
    count: int
    address: str  # of the question with this value chosen, or no longer
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A facet with its values: those that are chosen and the most frequent first, the others behind a click."""

    title: str
    name: str  # in addresses
    first: tuple[Value, ...]
    others: tuple[Value, ...]


def facets_shown(database: Database, asked: Asked, question: Question, chosen: Chosen) -> Iterator[Facet]:
    """The facets that have a value, each with how many projects every value would give."""
    for facet in FACETS:
        names = value_names(database, asked, facet)
        picked = question.choice.values.get(facet, frozenset())
        counts = {**dict.fromkeys(picked, 0), **chosen.counts[facet]}
        values = [
            Value(
                name=harmless(names.get(value, value)),
                count=count,
                address=question.toggled(facet, value).address(),
                is_chosen=value in picked,
            )
            for value, count in sorted(counts.items(), reverse=facet == "year")
        ]
        if facet != "year":
            values.sort(key=lambda value: (-value.count, value.name))
        values.sort(key=lambda value: not value.is_chosen)
        shown = max(_FIRST_VALUES, len(picked))
        if values:
            yield Facet(
                title=asked.says(*_TITLES[facet]),
                name=NAMES[facet],
                first=tuple(values[:shown]),
                others=tuple(values[shown:]),
            )


def chips(database: Database, asked: Asked, question: Question) -> Iterator[tuple[str, str, str]]:
    """What is chosen: of which facet, its value in words, and the address of the question without it."""
    for facet, values in question.choice.values.items():
        names = value_names(database, asked, facet)
        for value in sorted(values):
            yield (
                asked.says(*_TITLES[facet]),
                harmless(names.get(value, value)),
                question.toggled(facet, value).address(),
            )
    least, most = question.choice.least, question.choice.most
    if least is not None or most is not None:
        ends = [
            asked.says("de la {} lei", "from {} lei").format(grouped(least, 0, asked.language))
            if least is not None
            else "",
            asked.says("până la {} lei", "up to {} lei").format(grouped(most, 0, asked.language))
            if most is not None
            else "",
        ]
        yield asked.says("Valoare", "Value"), " ".join(filter(None, ends)), question.without_sums().address()


def value_names(database: Database, asked: Asked, facet: str) -> dict[str, str]:
    """What the values of a facet are called; those that speak for themselves are not among them."""
    match facet:
        case "programme":
            return {row["key"]: _with_period(row["name"], row["period"]) for row in database.rows(_PROGRAMMES)}
        case "role":
            return {role: asked.says(label.ro, label.en) for role, label in labels()["amounts"].items()}
        case "category":
            return {name: asked.says(label.ro, label.en) for name, label in labels()["categories"].items()}
        case "kind":
            return {kind: names[asked.language] for kind, names in KINDS.items()}
        case _:
            return {}


def _with_period(name: str, period: str | None) -> str:
    return name if period is None or period in name else f"{name} {period}"
