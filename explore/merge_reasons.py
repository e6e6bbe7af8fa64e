"""Why things were made one, in Romanian: what resolution's English reasons are for people who read Romanian."""

import re

# A reason is one of the first, and what agrees beside it. Codes, numbers, acronyms and names stay as they are.
_WHOLE = {
    "same SMIS code": "același cod SMIS",
    "same CUI": "același CUI",
    "same contract": "același contract",
    "same title, spelt a little otherwise": "același titlu, scris puțin altfel",
    "same title, cut short": "același titlu, tăiat",
    "short name of the same title": "numele scurt al aceluiași titlu",
    "nearly the same title": "aproape același titlu",
    "same title": "același titlu",
    "same name but for little words": "același nume, fără cuvintele mărunte",
    "same name, written apart": "același nume, scris despărțit",
    "same name, with and without “România”": "același nume, cu și fără „România”",
    "same name, first names shortened": "același nume, cu prenumele prescurtate",
    "same name, cut off": "același nume, tăiat",
    "same name, its legal form nearly so": "același nume, cu forma juridică aproape aceeași",
    "same name, its legal form left out": "același nume, fără forma juridică",
    "same name, its level left out": "același nume, fără rangul localității",
    "same name, its town left out": "același nume, fără localitate",
    "same name, letters misread": "același nume, cu litere citite greșit",
    "same name, in another language or with its country": "același nume, în altă limbă sau cu țara",
    "same name and place, its kind said shortly": "același nume și același loc, cu felul spus pe scurt",
    "same own name, its town left out": "același nume propriu, fără localitate",
    "same own name, its purpose left out": "același nume propriu, fără scopul organizației",
    "same own name": "același nume propriu",
    "same patron, its town left out": "același hram sau patron, fără localitate",
    "same kind and place, its patron left out": "același fel și același loc, fără patron",
    "same kind and place": "același fel și același loc",
    "same church body, its confession or its patron left out": "aceeași unitate de cult, fără confesiune sau hram",
    "same branch, without that word": "aceeași filială, fără acest cuvânt",
    "the other name in brackets": "celălalt nume, în paranteză",
    "initials": "inițialele",
    "nearly the same name": "aproape același nume",
    "same name": "același nume",
    "same words in another order": "aceleași cuvinte în altă ordine",
    "same words in another form": "aceleași cuvinte în altă formă",
    "one letter apart": "o literă diferită",
    "letters apart": "litere diferite",
    "name with its acronym": "numele cu acronimul",
    "same acronym": "același acronim",
    "same body": "aceeași instituție",
    "other name of": "alt nume pentru",
    "decided on": "decis la",
}
_BESIDE = {
    "and similar name": "și nume asemănător",
    "of the same name": "ale aceluiași nume",
    "and the same place": "și același loc",
    "and place": "și același loc",
    "lead": "același solicitant",
    "county": "același județ",
    "years": "aceiași ani",
    "title": "același titlu",
    "the Ministry of Labour": "Ministerul Muncii",
    "the Ministry of Development": "Ministerul Dezvoltării",
    "the Ministry of Education": "Ministerul Educației",
    "the Ministry of Environment": "Ministerul Mediului",
    "the Ministry of European Investments": "Ministerul Investițiilor și Proiectelor Europene",
    "the Ministry of Health": "Ministerul Sănătății",
    "the Ministry of Internal Affairs": "Ministerul Afacerilor Interne",
    "the Ministry of Research": "Ministerul Cercetării",
    "the National Authority for Persons with Disabilities": "Autoritatea Națională pentru Persoanele cu Dizabilități",
}
_FIRST = re.compile("|".join(map(re.escape, sorted(_WHOLE, key=len, reverse=True))))
_REST = re.compile(
    r"(?<!\w)(?:same )?(?P<what>" + "|".join(map(re.escape, sorted(_BESIDE, key=len, reverse=True))) + r")(?!\w)"
)
_AND = re.compile(r" and (?=aceiași|același)")


def merge_reason(reason: str) -> str:
    """A reason as resolution gives it, in Romanian; words of people, and what isn't known here, as they stand."""
    found = _FIRST.search(reason)
    if found is None:
        return reason
    before, first, rest = reason[: found.start()], _WHOLE[found.group()], reason[found.end() :]
    if found.group() == "decided on":
        return f"{before}{first}{rest}"
    rest = _REST.sub(lambda beside: _BESIDE[beside["what"]], rest)
    return f"{before}{first}{_AND.sub(' și ', rest)}"
