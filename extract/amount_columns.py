"""What the titles of a table's columns say of the figures below them: money or a count, of what, and for whom.

Titles are folded text; several header rows over one column are given joined by blanks.
"""

import re
from collections.abc import Sequence
from typing import Literal

from extract.amount_labels import labels, last_label
from store.records import AmountRole

# headers of columns that count something else: “Nr. beneficiari”, “Total persoane asistate”, “Durata (luni)”
_COUNTED = r"persoan\w+|copii|beneficiari|asistati|locuri|elevi|tineri|varstnici|familii|locuitori|posturi|angajati"
_COUNT = re.compile(
    rf"""\W*(?: (?: total | din\s+care | dintre\s+care )\s+ )? (?: nr | numar\w* | cod\w* | smis | an(?:ul|ii)? | luni
      | zile | ore | durata | data | varst\w+ | punct\w* | procent\w* | pondere\w* | rata | capacitat\w+ | {_COUNTED}
      | telefon | cui | cif | cantitat\w+ | buc | bucati | suprafat\w+ | populati\w+ | poziti\w+ | art | scor\w* )(?!\w)
      | [^%]{{0,80}} % """,
    re.VERBOSE,
)
_MONEY = re.compile(
    r"""(?<!\w)(?: sum[ae] | valoar\w+ | buget\w* | cost\w* | finantar\w+ | cofinantar\w+ | contributi\w+ | subventi\w+
      | grant\w* | pret\w* | cheltuieli\w* | budget | value | amount | costs
      | (?:co-?)?(?:funding|financing) )(?!\w)""",
    re.VERBOSE,
)
_PARTNERS = re.compile(
    r"\W*(?:denumire\w*\s+|nume\w*\s+)?(?:parten(?:er|eri|erul|erului|erilor)|partners?|membr\w+\s+(?:al\s+|ai\s+)?(?:parteneriat|consorti)\w*)(?!\w)"
)
# rows under “Organizația” are partners where they part a budget; under “Suma” they are those who won a grant each
_ORGANISATIONS = re.compile(
    r"\W*(?:denumire\w*\s+|nume\w*\s+)?(?:organizati\w+|institut\w+|entitat\w+|organisation|institution)(?!\w)"
)
# what a project's budget is parted by: “Activitate”, “Categoria de cheltuieli”, “Anul”, “Lucrări”
_LINES = re.compile(
    r"""\W* (?: (?:denumire\w*|tip(?:ul|uri)?|nume\w*) \s+ (?:de \s+)? )?
      (?: (?:sub-?)?activit\w+ | categori\w+ | (?:linie|linia|linii) (?:\s+bugetar\w+)? | lucrar\w+
      | an(?:ul|ii|i)? | etap\w+ | faz[ae]
      | capitol\w* | articol\w* | cheltui\w+ | pachet\w* \s+ de \s+ lucru | servici\w+ | produs\w* | luna | lunile
      | trimestr\w* | semestr\w* | destinati\w+ | natura | element\w* | obiect\w* | lot(?:ul|uri)? | activit(?:y|ies)
      | years? | categor(?:y|ies) | items? | work \s? packages? | wp | costs? | expenditures? )(?!\w)""",
    re.VERBOSE,
)
_ORDINAL = re.compile(r"\W*(?:nr|no|crt|poz|#)?\W*(?:crt)?\W*")
_RATE_BEGINS = re.compile(r"/|(?<!\w)(?:pe|per)(?!\w)")
_NUMBER_OF = re.compile(r"\W*(?:nr|numar\w*|populati\w+)(?!\w)(?!\W*crt)")
_OWNERS = re.compile(
    r"(?<!\w)(?:proiect\w*|titl\w+|solicitant\w*|aplicant\w*|beneficiar(?:ul)?|lider\w*|promotor\w*|projects?|title"
    r"|acronim\w*|acronym|applicant|lead\s+(?:partner|beneficiary))(?!\w)"
)
# a bare “TOTAL” adds up a table, which may be of anything
_OF_A_PROJECT = re.compile(
    r"(?<!\w)(?:valoar|buget|cost|pret|investiti|proiect|contract|finantar|budget|value|project)\w*"
)
_TOTAL = re.compile(r"\W*(?:sub)?total")
_RATE_SAID = re.compile(r"unitar|lunar|zilnic|mediu|medie|tarif|/|(?<!\w)(?:pe|per|pret\w*)(?!\w)")


def counts(title: str) -> bool:
    """Whether a column counts something that is no money."""
    return _COUNT.match(title) is not None


def of_money(title: str) -> bool:
    """Whether a title names money even without a currency: “Suma aprobată”."""
    return _MONEY.search(title) is not None and not counts(title)


def numbers(first: str) -> bool:
    """Whether a row's first cell announces a number that is no money: “Nr. beneficiari”."""
    return _NUMBER_OF.match(first) is not None


def of_projects(titles: str) -> bool:
    """Whether the titles of a table say that each of its rows is a project: “Solicitant”, “Titlul proiectului”."""
    return _OWNERS.search(titles) is not None


def names_a_whole(text: str) -> bool:
    """Whether a title names what only a project has one of: “buget”, “valoarea investiției”."""
    return _OF_A_PROJECT.search(text) is not None


def adds_up(first: str) -> bool:
    """Whether a row is the table's sum."""
    return _TOTAL.match(first) is not None


def rows_are(titles: Sequence[str]) -> Literal["lines", "partners"] | None:
    """What the rows of a table under these titles are when not projects: lines of a budget, or partners' parts."""
    first = next((n for n, title in enumerate(titles) if not _ORDINAL.fullmatch(title)), None)
    if first is None:
        return None
    if _PARTNERS.match(titles[first]):
        return "partners"
    others = titles[first + 1 :]
    if any(map(of_projects, others)):
        return None
    if _ORGANISATIONS.match(titles[first]) and any(re.search(r"(?<!\w)bu(?:d)?get", title) for title in others):
        return "partners"
    return "lines" if _LINES.match(titles[first]) else None


def role(title: str, first: str) -> AmountRole:
    """The role of a table cell from the title of its column, else from its row's first cell."""
    for place in _RATE_BEGINS.finditer(title):
        behind = title[place.start() :]
        if any(pattern.match(behind) for _, pattern in labels("behind")):
            return "per_unit"  # “Subvenție (lei/asistat)”, “Cost pe beneficiar”
    if label := last_label(title):
        return label
    label = last_label(first)
    if label == "per_unit" and _RATE_SAID.search(first) is None:
        return "other"  # “Alocații” in a list of what was paid is all of them together
    return label or "other"
