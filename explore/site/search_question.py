"""What a visitor looks for, out of the address of the search page and back into one.

Addresses are for people, too, who pass them on: `/cautare?q=copii&judet=Dolj&program=POCU`. A name that is not known
here is left alone; a value that can't be read is told to be so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from explore.project_facets import ORDERS
from explore.project_search import Choice
from explore.site.asked import Asked

PATH = "/cautare"
NAMES: Mapping[str, str] = {
    "programme": "program",
    "county": "judet",
    "year": "an",
    "role": "suma",
    "kind": "organizatie",
    "category": "grup",
}
"""What each facet is called in addresses."""
TABS: Mapping[str, str] = {
    "projects": "proiecte",
    "organisations": "organizatii",
    "quotes": "citate",
    "documents": "documente",
}
"""What each kind of result is called in addresses."""
_ORDERS = dict(zip(ORDERS, ("suma", "noi", "titlu", "surse"), strict=True))
_LONGEST = 300  # characters of what somebody types
_MOST_VALUES = 50  # of a facet
_LARGEST = 10**13  # lei; nothing is so large


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked for, in which tab, and which page of it is shown (from 1)."""

    choice: Choice
    tab: str = "projects"
    page: int = 1
    faults: tuple[str, ...] = ()  # what could not be read, as it was typed

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """The question that an address asks."""
        sums = {name: asked.first(name) for name in ("de-la", "pana-la")}
        least, most = (_lei(said) for said in sums.values())
        values = {
            facet: frozenset(value for value in asked.arguments.get(name, ())[:_MOST_VALUES] if value)
            for facet, name in NAMES.items()
        }
        return cls(
            choice=Choice(
                words=asked.first("q")[:_LONGEST],
                values={facet: chosen for facet, chosen in values.items() if chosen},
                least=least,
                most=most,
                order=_key(_ORDERS, asked.first("ordine")),
            ),
            tab=_key(TABS, asked.first("in")) or "projects",
            page=int(page) if re.fullmatch(r"[1-9][0-9]{0,5}", page := asked.first("pagina")) else 1,
            faults=tuple(
                said for said, read in zip(sums.values(), (least, most), strict=True) if said and read is None
            ),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words is chosen."""
        return bool(self.choice.values) or self.choice.least is not None or self.choice.most is not None

    def toggled(self, facet: str, value: str) -> Self:
        """The same question with this value chosen, or no longer."""
        values = dict(self.choice.values)
        values[facet] = values.get(facet, frozenset()) ^ {value}
        return self._with(values={name: chosen for name, chosen in values.items() if chosen})

    def without_sums(self) -> Self:
        """The same question for any sum."""
        return self._with(least=None, most=None)

    def bare(self) -> Self:
        """The words alone."""
        return self._with(values={}, least=None, most=None)

    def ordered(self, order: str) -> Self:
        """The same question with its answers in this order."""
        return self._with(order=order)

    def worded(self, words: str) -> Self:
        """The same question with other words."""
        return self._with(words=words)

    def in_tab(self, tab: str) -> Self:
        """The same question about something else."""
        return replace(self, tab=tab, page=1, faults=())

    def at_page(self, page: int) -> Self:
        """Another page of the answers."""
        return replace(self, page=page, faults=())

    def address(self, ending: str = "") -> str:
        """The path that asks this, without the language; `ending` is that of a file, as ".csv"."""
        query = urlencode(self.arguments())
        return f"{PATH}{ending}?{query}" if query else f"{PATH}{ending}"

    def arguments(self, *, leaving_out: Sequence[str] = ()) -> list[tuple[str, str]]:
        """Name and value of each argument of that address, for the hidden fields of a form as well."""
        choice = self.choice
        told = [
            ("q", choice.words),
            *((NAMES[facet], value) for facet in NAMES for value in sorted(choice.values.get(facet, ()))),
            ("de-la", "" if choice.least is None else str(choice.least)),
            ("pana-la", "" if choice.most is None else str(choice.most)),
            ("ordine", _ORDERS.get(choice.order, "")),
            ("in", "" if self.tab == "projects" else TABS[self.tab]),
            ("pagina", "" if self.page == 1 else str(self.page)),
        ]
        return [(name, value) for name, value in told if value and name not in leaving_out]

    def _with(self, **changed: object) -> Self:
        return replace(self, choice=replace(self.choice, **changed), page=1, faults=())  # type: ignore[arg-type]


def _key(names: Mapping[str, str], said: str) -> str:
    return next((key for key, name in names.items() if name == said), "")


def _lei(said: str) -> int | None:
    """A sum in whole lei, with whatever between its digits people put there; None for what is none."""
    digits = re.sub(r"[.,\s\u00a0\u202f']", "", said.lower().removesuffix("lei"))
    return min(int(digits), _LARGEST) if re.fullmatch(r"[0-9]{1,15}", digits) else None
