"""Who pays: the role of a sum from the source that it comes from (“cofinanțarea Guvernului”, “Norvegia – 64.000 EUR”).

`romanian/lexicon/money_sources.toml` names the sources. Beside a noun or a verb of paying a source is a label like any
other; alone it counts only where the sums of one project are parted between sources, which `extract.amount_roles` sees.
"""

import re
from functools import cache

from romanian import lexicon
from store.records import AmountRole

_ROLES: tuple[AmountRole, ...] = ("grant", "national_cofinancing", "own_contribution")
# what may stand between “cofinanțarea” and its source: “cofinanțarea proiectului asigurată din partea Guvernului”
_BETWEEN = (
    r"(?:\s+(?:financiar\w*|total\w*|neeligibil\w*|eligibil\w*|nerambursabil\w*|public\w*|locala?|nationala?|propri\w+|"
    r"proiectului|la|de|din|a|al|ai|ale|catre|prin|partea|asigurat\w*|acordat\w*|oferit\w*|suportat\w*|veni\w*|"
    r"provenit\w*|programul\w*|cadrul|intermediul|fondul\w*|fonduri\w*)){0,5}\s+"
)
_SHARE = r"(?:contributi|co-?finantar|aport|participar|(?<!din\s)partea|cota(?:-part)?)\w*"
_MONEY = r"(?:finantar|fonduri|bani|sprijin|asistent|ajutor|alocar|sum[ae]|subventi)\w*"
# “comuna Vidra va acoperi din bugetul propriu”, “Norvegia contribuie cu”
_PAYS = (
    r"(?:\s+(?:va|vor|a|au|isi|si|[\w.-]+)){0,5}?\s+(?:(?:acoper|suport|asigur)(?!it[aei]|at[aei])\w*|contribu\w+|particip\w+|cofinant\w+|"
    r"vi(?:n|ne|ni|nit)\s+cu|pun|pune|puna|adaug\w*VERBS)"
    r"(?:\s+(?:cu|la|maxim|pana|peste|circa|aproximativ|aproape|suma|restul|diferenta|din|bugetul|propriu|local|doar|numai|de|proiectul|o|inca|alti|cofinantare\w*|"
    r"contributi\w*|fonduri|proprii|cheltuielile|eligibile|valoarea|totala?|[\d.,]{1,6}\s?%)){0,7}"
)
# “Comisia Europeană se obligă să dea”: of a council or an association it would not tell whose share it is
_GIVES = r"|da|dea|dau|dat|plat\w+|vir\w+|aloc(?!are|ari)\w+|ofer\w+|acord\w+|finant(?!ar|ator)\w+"
# “… lei sunt suportați de comună”, “… lei, asigurați din bugetul local”
_PAID_BY = (
    r"(?:(?:asigurat|suportat|acoperit|cofinantat)\w*|se\s+(?:plat|asigur|suport|acoper)\w*)\s+(?:integral\s+)?"
    r"(?:(?:de|la|din|prin|catre|partea|fonduri\w*|bani\w*)\s+){1,3}"
)
# what a source alone may be led in by, in a list of sources: “din care din partea Norvegiei: …”
_LEAD = re.compile(
    r"""
    [\W_]* (?: (?: din | care | dintre | de | la | prin | cu | in | partea | catre | iar | si | cota
      | fonduri\w* | bani\w* | restul | diferenta | revenind | revin | fiind | reprezent\w+ | reprezinta | vin
      | provin\w* | venind | sunt | este | sursa | programul | asigurat\w* | inca | alti | a | al | ale
      | il | o | ii | le | pune | pun | da | dau | plateste | platesc | suporta | acopera | aduce | aduc )
      \s+ [\W_]* ){0,6}
    """,
    re.VERBOSE,
)
_NAME_END = re.compile(r"(?:\s+[^\s,;:.\d]+){0,4}\s*")
_VERB = re.compile(r"(?<!\w)(?:a|au|are|avea|va|vor|este|sunt|s-a|s-au|prime\w+|pentru|catre|din)(?!\w)")


@cache
def _sources() -> tuple[tuple[AmountRole, re.Pattern[str]], ...]:
    return tuple((role, re.compile(lexicon.alternation("money_sources", role))) for role in _ROLES)


@cache
def payments() -> tuple[tuple[AmountRole, re.Pattern[str]], ...]:
    """Labels of nouns and verbs of paying with their source, by the role that it gives."""
    found: list[tuple[AmountRole, re.Pattern[str]]] = []
    for role, source in _sources():
        nouns = rf"(?:{_SHARE}|{_MONEY})" if role == "grant" else _SHARE
        pays = _PAYS.replace("VERBS", _GIVES if role == "grant" else "")
        form = rf"(?<!\w)(?:{nouns}{_BETWEEN}{source.pattern}|{_PAID_BY}{source.pattern}|{source.pattern}{pays})(?!\w)"
        found.append((role, re.compile(form)))
    return tuple(found)


def last_source(text: str) -> AmountRole | None:
    """The role of the source that a folded text ends with, its name included: “în proporție de 85% de comuna Vidra”."""
    best: tuple[int, AmountRole] | None = None
    for role, pattern in _sources():
        for match in pattern.finditer(text):
            if best is None or match.end() > best[0]:
                best = match.end(), role
    return best[1] if best and _NAME_END.fullmatch(text, best[0]) else None


def source_role(text: str) -> AmountRole | None:
    """The role of the source that a folded piece of text names, when it only names one: “din bugetul local”."""
    lead = _LEAD.match(text)
    begin = lead.end() if lead else 0
    best: tuple[int, AmountRole] | None = None
    for role, pattern in _sources():
        match = pattern.match(text, begin)
        if match is not None and (best is None or match.end() > best[0]):
            best = match.end(), role
    if best is None or _VERB.search(text, best[0]):
        return None
    return best[1]
