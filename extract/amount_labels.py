"""The labels of a sum in the lexicon (“valoarea totală”, “contribuția proprie”), and where in a text they stand."""

import re
from functools import cache

from extract.amount_sources import payments, source_role
from romanian import lexicon
from store.records import AmountRole

_SHARE_BEGINS = re.compile(
    r"\s*(?:-\s*)?(?:reprezinta\s+|reprezentand\s+|sunt\s+|pentru\s+)?"
    r"(?P<from>(?:(?:provin|vin|venind|provenind|asigurat\w*)\s+)?(?:din\s+partea|din|de\s+la|prin)\s+)?"
)
_PIECE = re.compile(r"[^,;.()\d\n]*?(?=\s(?:si|iar|plus)\s|[,;.()\d\n]|\Z)")
# “din bugetul total, comunei îi revin …”: the whole is named, the sum is a part of it; “din totalul de …” is the whole
_OUT_OF = re.compile(r"(?<!\w)din\s+\Z")
_IS_THE_SUM = re.compile(
    r"(?:\s+(?:a|al|proiectului|investitiei))*\s*"
    r"(?:(?:care\s+)?(?:este|se\s+ridica\s+la)(?:\s+suma)?(?:\s+de)?|de|in\s+valoare\s+de|:|-|\()?\s*\Z"
)
_A_BUDGET = re.compile(r"\W*buget")  # “bugetul județului: …” is no project's
_SHARE_LABEL_ENDS = re.compile(r"\s*(?:(?:de|este|este\s+de|fiind|fiind\s+de|in\s+valoare\s+de)\s+|[:=-]\s*)?")
_GOES_TO = re.compile(
    r"\s+(?:au|a|vor|va)\s+(?:mers|merge|fost\s+(?:folosi|alocat|cheltui|dona|investi)\w*)|\s+(?:merg|vin|provin)(?!\w)"
)
SHARES: frozenset[AmountRole] = frozenset({"grant", "own_contribution", "national_cofinancing", "partner_budget"})
"""What is a part of a project's whole."""
_FORWARD = 90  # characters a label behind a bare number may reach

# “proiectul a primit 9.000 de euro de la …”: what a project gets, and not one family
_RECEIVED = re.compile(
    r"(?<!\w)(?:(?:proiect|asociati|fundati|organizati|directi|dgaspc|primari|comun|municipi|oras|consili|centr|judet)\w*"
    r"[^.;\d]{0,60}\s)?(?<!i\s)(?<!le\s)(?:a|am|au)\s+(?:primit|obtinut|castigat|atras|accesat|cerut|solicitat)"
    r"(?:\s+(?:suma\s+de|o\s+suma\s+de|inca|peste|circa|aproximativ|aproape))*\s*\Z"
)
_ONE_PERSON = re.compile(
    r"(?<!\w)(?:mama|tata|famili|batran|varstnic|copil|copii|elev|persoan|femei|tanar|tiner|beneficiar)\w*\s"
)
_FROM = re.compile(r"\s*(?:de\s+la|din\s+partea|prin|din)\s+(?!(?:donat|sponsor|vanz|parint|bugetul\s+propriu)\w*)")


@cache
def labels(kind: str | None) -> tuple[tuple[AmountRole, re.Pattern[str]], ...]:
    """Every label of a kind with its role, in the order of the lexicon; those of paying sources have no kind."""
    entries = lexicon.load("amount_roles")
    found = tuple((e.id, e.regex) for e in entries if e.kind == kind)
    return found if kind else found + payments()  # type: ignore[return-value]


def last_label(text: str, kind: str | None = None) -> AmountRole | None:
    """The label that ends nearest to the end of the text; of those that end together, the longest.

    Without a kind, a weak label counts only where no other stands.
    """
    best: tuple[int, int] | None = None
    chosen: AmountRole | None = None
    for role, pattern in labels(kind):
        for match in pattern.finditer(text):
            if role == "total" and _OUT_OF.search(text, 0, match.start()) and not _IS_THE_SUM.match(text, match.end()):
                continue
            rank = (match.end(), -match.start())
            if best is None or rank > best:
                best, chosen = rank, role
    if chosen is None and kind is None:
        weak = last_label(text, "weak")
        return None if weak == "total" and _A_BUDGET.match(text) and source_role(text) else weak
    return chosen


def first_label(text: str, kind: str | None = None) -> AmountRole | None:
    """The label that begins first; of those that begin together, the longest."""
    best: tuple[int, int] | None = None
    chosen: AmountRole | None = None
    for role, pattern in labels(kind):
        match = pattern.search(text)
        if match is not None and role == "total" and _OUT_OF.search(text, 0, match.start()):
            continue
        if match is not None and (best is None or (match.start(), -match.end()) < best):
            best, chosen = (match.start(), -match.end()), role
    return first_label(text, "weak") if chosen is None and kind is None else chosen


def is_received(before: str, behind: str) -> bool:
    """Whether the words on both sides say that a project got the sum: “a primit … de la Ambasada Olandei”."""
    if _RECEIVED.search(before) is None or _ONE_PERSON.search(before):
        return False
    return _FROM.match(behind) is not None


def _first_piece(text: str) -> str:
    """The text up to the next sign or conjunction."""
    piece = _PIECE.match(text)
    return piece.group() if piece else ""


def is_share(folded: str, left: int, start: int, end: int) -> bool:
    """Whether a bare number is called a grant or a contribution by the words that touch it.

    `left` is where the sum before it ends. “din cei 512.000 de euro, 40.000 au mers …” tells a share too.
    """
    before, behind = folded[left:start], folded[end : end + _FORWARD]
    begun = _SHARE_BEGINS.match(behind)
    ahead = behind[begun.end() :] if begun else ""
    if begun and (begun["from"] or "-" in begun.group()) and source_role(_first_piece(ahead)):
        return True
    closed = not behind[:1].isalnum() and (not begun or not re.match(r"(?:de\s+)?\w", ahead))
    for role, pattern in labels(None):
        if role not in SHARES:
            continue
        if begun and pattern.match(ahead):
            return True
        if closed and any(_SHARE_LABEL_ENDS.fullmatch(before, m.end()) for m in pattern.finditer(before)):
            return True
    return _GOES_TO.match(behind) is not None and len(before.strip(" ,;")) == 0
