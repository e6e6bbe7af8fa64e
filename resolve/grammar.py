"""The genitive of Romanian names of bodies, led back to the nominative, on folded words.

Feminine: Direcția → Direcției, with its adjectives (Direcției Generale → Direcția Generală). Masculine and
neuter: Consiliul → Consiliului, whose adjectives stay (Consiliului Județean). Only a name's head changes;
an attribute in the genitive (“a Municipiului Bacău”) belongs to the name. Source: Gramatica limbii române, I,
the inflection of nouns and adjectives with the definite article.
"""

# Genitive → nominative of feminine heads.
_FEMININE = {
    "academiei": "academia",
    "administratiei": "administratia",
    "agentiei": "agentia",
    "aliantei": "alianta",
    "ambasadei": "ambasada",
    "arhiepiscopiei": "arhiepiscopia",
    "asociatiei": "asociatia",
    "autoritatii": "autoritatea",
    "bancii": "banca",
    "bibliotecii": "biblioteca",
    "bisericii": "biserica",
    "camerei": "camera",
    "casei": "casa",
    "clinicii": "clinica",
    "coalitiei": "coalitia",
    "comisiei": "comisia",
    "companiei": "compania",
    "comunei": "comuna",
    "comunitatii": "comunitatea",
    "congregatiei": "congregatia",
    "cooperativei": "cooperativa",
    "crucii": "crucea",
    "directiei": "directia",
    "eparhiei": "eparhia",
    "episcopiei": "episcopia",
    "facultatii": "facultatea",
    "federatiei": "federatia",
    "filialei": "filiala",
    "fundatiei": "fundatia",
    "garzii": "garda",
    "gradinitei": "gradinita",
    "institutiei": "institutia",
    "intreprinderii": "intreprinderea",
    "ligii": "liga",
    "manastirii": "manastirea",
    "mitropoliei": "mitropolia",
    "organizatiei": "organizatia",
    "parohiei": "parohia",
    "patriarhiei": "patriarhia",
    "politiei": "politia",
    "prefecturii": "prefectura",
    "primariei": "primaria",
    "regiei": "regia",
    "regiunii": "regiunea",
    "reprezentantei": "reprezentanta",
    "retelei": "reteaua",
    "scolii": "scoala",
    "sectiei": "sectia",
    "societatii": "societatea",
    "uniunii": "uniunea",
    "universitatii": "universitatea",
}
# Genitive → nominative of the adjectives that follow them.
_ADJECTIVES = {
    "caritabile": "caritabila",
    "catolice": "catolica",
    "centrale": "centrala",
    "civice": "civica",
    "comerciale": "comerciala",
    "comunale": "comunala",
    "comunitare": "comunitara",
    "crestine": "crestina",
    "culturale": "culturala",
    "europene": "europeana",
    "evanghelice": "evanghelica",
    "filantropice": "filantropica",
    "generale": "generala",
    "gimnaziale": "gimnaziala",
    "greco": "greco",
    "intercomunitare": "intercomunitara",
    "internationale": "internationala",
    "judetene": "judeteana",
    "locale": "locala",
    "medicale": "medicala",
    "metropolitane": "metropolitana",
    "municipale": "municipala",
    "nationale": "nationala",
    "neguvernamentale": "neguvernamentala",
    "nonguvernamentale": "nonguvernamentala",
    "orasenesti": "oraseneasca",
    "ortodoxe": "ortodoxa",
    "penticostale": "penticostala",
    "primare": "primara",
    "profesionale": "profesionala",
    "profesioniste": "profesionista",
    "publice": "publica",
    "reformate": "reformata",
    "regionale": "regionala",
    "romane": "romana",
    "romanesti": "romaneasca",
    "romano": "romano",
    "rosii": "rosie",
    "rurale": "rurala",
    "sanitare": "sanitara",
    "sociale": "sociala",
    "speciale": "speciala",
    "studentesti": "studenteasca",
    "superioare": "superioara",
    "tehnice": "tehnica",
    "tehnologice": "tehnologica",
    "teritoriale": "teritoriala",
    "umanitare": "umanitara",
    "urbane": "urbana",
}
# Masculine and neuter heads lose -ui; the list keeps it from names that merely end so.
_MASCULINE = frozenset(
    {
        "azilul",
        "caminul",
        "centrul",
        "clubul",
        "colegiul",
        "comitetul",
        "complexul",
        "consiliul",
        "consortiul",
        "consulatul",
        "corpul",
        "departamentul",
        "episcopatul",
        "fondul",
        "forumul",
        "grupul",
        "guvernul",
        "inspectoratul",
        "institutul",
        "judetul",
        "liceul",
        "ministerul",
        "municipiul",
        "muzeul",
        "oficiul",
        "orasul",
        "orfelinatul",
        "palatul",
        "parlamentul",
        "penitenciarul",
        "protopopiatul",
        "secretariatul",
        "seminarul",
        "serviciul",
        "sindicatul",
        "spitalul",
        "teatrul",
        "tribunalul",
        "vicariatul",
    }
)
# “Direcției Generale de Asistență Socială și Protecției Copilului”: the second noun is often turned too.
_SECOND_NOUN = ("asistenta sociala si protectiei copilului", "asistenta sociala si protectia copilului")


def heads() -> frozenset[str]:
    """The words that are led back to the nominative, and their nominatives."""
    return frozenset((*_FEMININE, *_FEMININE.values(), *_MASCULINE, *(f"{word}ui" for word in _MASCULINE)))


def nominative(tokens: list[str]) -> list[str]:
    """The words with the head, and the adjectives right after a feminine head, in the nominative."""
    if not tokens:
        return tokens
    head, rest = tokens[0], tokens[1:]
    if head in _FEMININE:
        agreeing = 0
        while agreeing < len(rest) and rest[agreeing] in _ADJECTIVES:
            agreeing += 1
        turned = [_FEMININE[head], *(_ADJECTIVES[word] for word in rest[:agreeing]), *rest[agreeing:]]
    elif head.endswith("ului") and head.removesuffix("ui") in _MASCULINE:
        turned = [head.removesuffix("ui"), *rest]
    else:
        turned = tokens
    return " ".join(turned).replace(*_SECOND_NOUN).split(" ")
