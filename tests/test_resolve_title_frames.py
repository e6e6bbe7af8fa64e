"""What pages write around titles and is no part of them, and the titles beside these that name other projects."""

import pytest

from resolve.clusters import cluster
from resolve.projects import ProjectRules
from tests.test_resolve_title_recall import PLAIN, YEARS, are_one

UNLED = PLAIN | {"leads": [], "lead_names": []}
SCHOOL = "Vreau la liceu! Program de meditații la Școala Gimnazială nr. 2 Comarnic"
TITLE = "Masă caldă, ghiozdan plin, viitor mai bun"


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (True, "M3/6B – Servicii sociale în comuna Gropeni", "Servicii sociale în comuna Gropeni"),
        (True, "Măsura 6.3: Casa Bunicilor din Vlădeni", "Casa bunicilor din Vladeni"),
        (False, "M6.2 Centru social în comuna Bogdana", "Centru social în comuna Băcani"),
        (True, "Copii &amp;quot;invizibili&amp;quot; ai satului Roșiori", "Copii „invizibili” ai satului Roșiori"),
        (True, "Proiectul socio-educațional „Ghiozdanul cu povești”", "Ghiozdanul cu povesti"),
        (True, "„Ghiozdanul cu povești” al Asociației Nord Sud", "Ghiozdanul cu povesti"),
        (False, "„Ghiozdanul cu povești” al Asociației Nord Sud", "Ghiozdanul cu vise"),
        (True, SCHOOL, "Vreau la liceu!"),
        (False, SCHOOL, SCHOOL.replace("nr. 2", "nr. 3")),
        (False, "Școala de vară 2 Comarnic", "Școala de vară Comarnic"),
        (True, "Cross-border Health for Rural Communities", "Sănătate transfrontalieră pentru comunități rurale"),
    ],
)
def test_what_is_written_around_titles(expected, one, other):
    assert are_one(one, other, PLAIN | YEARS) is expected
    assert are_one(other, one, PLAIN | YEARS) is expected


@pytest.mark.parametrize(
    ("expected", "one", "other", "county"),
    [
        (True, f"{TITLE} pentru elevii din Zlatna", TITLE, "Alba"),
        (False, f"{TITLE} pentru elevii din Zlatna", TITLE, "Arad"),
        (False, f"{TITLE} pentru elevii din Zlatna", f"{TITLE} pentru vârstnicii din Zlatna", "Alba"),
        (False, f"{TITLE} pentru elevii din Zlatna", f"{TITLE} pentru elevii din Abrud", "Alba"),
        (False, "Șanse egale la educație pentru copiii din Cugir", "Șanse egale la educație", "Alba"),
        (
            True,
            "Dotarea a DGASPC Alba prin instruire",
            "Dotarea a Direcției Generale de Asistență Socială și Protecția Copilului Alba prin instruire",
            "Alba",
        ),
        (
            True,
            "Sprijin pentru tinerii care părăsesc sistemul de protecție – Pașaport pentru viață",
            "Pa?aport pentru via?? - sprijin pentru tinerii care p?r?sesc sistemul de protec?ie",
            "Alba",
        ),
    ],
)
def test_beside_one_that_tells_no_lead(expected, one, other, county):
    ours, theirs = PLAIN | YEARS | {"counties": ["Alba"]}, UNLED | YEARS | {"counties": [county]}
    assert are_one(one, other, ours, theirs) is expected
    assert are_one(other, one, theirs, ours) is expected


@pytest.mark.parametrize(
    ("expected", "title"),
    [
        (True, "ORION – Împreună pentru o viață în siguranță"),
        (False, "SPERANȚA – Centru de zi pentru copii"),
        (False, "RĂDĂCINI – PERDELE ÎNFLORITE LA FERESTRE VECHI"),
    ],
)
def test_an_acronym_that_is_explained_is_one_in_all_counties_of_its_lead(expected, title):
    name, _, rest = title.partition(" – ")
    items = {
        "a": {"title": title} | PLAIN | {"counties": ["Cluj"]},
        "b": {"title": f"{name.title()} - {rest}"} | PLAIN | {"counties": ["Iași"]},
    }
    assert (len(cluster(ProjectRules(), items)) == 1) is expected
