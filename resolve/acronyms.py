"""Acronyms of public bodies and funds that mean one thing all over Romanian public writing, folded.

Only what is unambiguous at the head of a name: “CJ Cluj” is a county council, while an NGO's own acronym is
known from its own page alone.
"""

ACRONYMS = {
    "acor": "asociatia comunelor din romania",
    "ajofm": "agentia judeteana pentru ocuparea fortei de munca",
    "ajpis": "agentia judeteana pentru plati si inspectie sociala",
    "anes": "agentia nationala pentru egalitatea de sanse intre femei si barbati",
    "anofm": "agentia nationala pentru ocuparea fortei de munca",
    "anpca": "autoritatea nationala pentru protectia copilului si adoptie",
    "anpd": "autoritatea nationala pentru persoanele cu dizabilitati",
    "anpdca": "autoritatea nationala pentru protectia drepturilor copilului si adoptie",
    "anpdpd": "autoritatea nationala pentru protectia drepturilor persoanelor cu dizabilitati",
    "anpis": "agentia nationala pentru plati si inspectie sociala",
    "anr": "agentia nationala pentru romi",
    "cj": "consiliul judetean",
    "cjrae": "centrul judetean de resurse si asistenta educationala",
    "cl": "consiliul local",
    "cnasr": "colegiul national al asistentilor sociali din romania",
    "das": "directia de asistenta sociala",
    "dasm": "directia de asistenta sociala si medicala",
    "dgas": "directia generala de asistenta sociala",
    "dgaspc": "directia generala de asistenta sociala si protectia copilului",
    "dsp": "directia de sanatate publica",
    "fedr": "fondul european de dezvoltare regionala",
    "frds": "fondul roman de dezvoltare sociala",
    "fse": "fondul social european",
    "ipj": "inspectoratul de politie judetean",
    "isj": "inspectoratul scolar judetean",
    "ismb": "inspectoratul scolar al municipiului bucuresti",
    "itm": "inspectoratul teritorial de munca",
    "pmb": "primaria municipiului bucuresti",
    "ue": "uniunea europeana",
}
