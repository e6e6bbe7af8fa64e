"""What the titles of a table's columns say of the figures below them: money or a count, of what, and for whom.

Titles are folded text; several header rows over one column are given joined by blanks.
"""

import re

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
      | grant\w* | pret\w* | cheltuieli\w* )(?!\w)""",
    re.VERBOSE,
)
_PARTNERS = re.compile(r"\W*(?:denumire\w*\s+)?parten(?:er|eri|erul|erului|erilor)(?!\w)")
_RATE_BEGINS = re.compile(r"/|(?<!\w)(?:pe|per)(?!\w)")
_NUMBER_OF = re.compile(r"\W*(?:nr|numar\w*|populati\w+)(?!\w)(?!\W*crt)")
_OWNERS = re.compile(
    r"(?<!\w)(?:proiect\w*|titl\w+|solicitant\w*|aplicant\w*|beneficiar(?:ul)?|lider\w*|promotor\w*)(?!\w)"
)
# a bare “TOTAL” adds up a table, which may be of anything
_OF_A_PROJECT = re.compile(r"(?<!\w)(?:valoar|buget|cost|pret|investiti|proiect|contract|finantar)\w*")
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


def of_partners(title: str) -> bool:
    """Whether the rows under the first title are partners."""
    return _PARTNERS.match(title) is not None


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
