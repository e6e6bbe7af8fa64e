import copy
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from extract.evaluation import GoldDocument, GoldError, evaluate, load_gold
from extract.likeness import likeness
from extract.scores import KINDS, Score

DOCUMENTS = Path(__file__).parent / "documents"
CORPUS = load_gold(DOCUMENTS)

TEXT = (
    "Proiectul „Casa Mare”, cod SMIS 120045, este derulat de Asociația Salcia în parteneriat cu DGASPC Iași "
    "și costă 90.000 lei, din care 80.000 lei grant. Proiectul „Casa Mică” este derulat de Fundația Plopul. "
    "Lansarea a avut loc pe 5 mai 2021, iar la 5 mai 2021 s-a semnat și contractul. Au fost ajutate 40 de "
    "familii. Se vor construi 12 case."
)
ANNOTATION = {
    "kind": "news",
    "county": "Iași",
    "published": "2021-05-06",
    "projects": [
        {"title": "Casa Mare", "aliases": ["Casa cea mare"], "code": "120045", "start": "2021-05"},
        {"title": "Casa Mică", "optional": True},
    ],
    "partners": [
        {"project": 0, "name": "Asociația Salcia", "role": "lead"},
        {"project": 0, "name": "DGASPC Iași", "role": "partner"},
        {"project": 1, "name": "Fundația Plopul", "role": "lead"},
    ],
    "amounts": [
        {
            "quote": "90.000 lei", "value": "90000", "currency": "RON", "role": "total",
            "approximate": False, "project": 0,
        },
        {
            "quote": "80.000 lei", "value": "80000", "currency": "RON", "role": "any",
            "approximate": False, "project": 0, "optional": True,
        },
    ],
    "dates": [
        {"quote": "pe 5 mai 2021", "start": "2021-05-05", "end": "2021-05-05", "role": "event", "project": 0},
        {"quote": "la 5 mai 2021", "start": "2021-05-05", "end": "2021-05-05", "role": "signing",
         "project": 0},
    ],
    "beneficiaries": [
        {
            "quote": "40 de familii", "count": 40, "approximate": False, "unit": ["familii", "familie"],
            "categories": ["families"], "status": "achieved", "project": 0,
        },
    ],
}  # fmt: skip


def span(text: str, quote: str) -> dict:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "text": quote}


def facts_of(gold: GoldDocument) -> dict:
    """One JSON line of facts that agrees with the annotation in everything, optional facts included."""
    line = {
        "document": {"id": gold.name, "text": gold.text, "published": gold.published},
        **{kind: [] for kind in gold.facts},
    }
    for project in gold.facts["projects"]:
        slots = {
            key: value[0] if isinstance(value, list) else value
            for key, value in project.items()
            if value != "any" and key not in ("aliases", "optional")
        }
        line["projects"].append({**slots, "evidence": [span(gold.text, gold.text[:5])]})
    for partner in gold.facts["partners"]:
        role = "partner" if partner["role"] == "any" else partner["role"]
        where = {"project": partner["project"], "evidence": span(gold.text, gold.text[:5])}
        line["partners"].append({"name": partner["name"], "role": role, **where})
    for kind in ("amounts", "dates", "beneficiaries"):
        for item in gold.facts[kind]:
            fact = {key: value for key, value in item.items() if key not in ("quote", "optional")}
            if kind == "beneficiaries":
                fact["unit"] = item["unit"][0]
                fact["categories"] = ["people"] if item["categories"] == "any" else item["categories"]
                fact["status"] = "unspecified" if item["status"] == "any" else item["status"]
            elif item["role"] == "any":
                fact["role"] = "other"
            line[kind].append({**fact, "evidence": span(gold.text, item["quote"])})
    return line


@pytest.fixture
def gold() -> GoldDocument:
    facts = {key: copy.deepcopy(value) for key, value in ANNOTATION.items() if isinstance(value, list)}
    return GoldDocument(name="casa", text=TEXT, published="2021-05-06", facts=facts)


@pytest.fixture
def line(gold: GoldDocument) -> dict:
    return copy.deepcopy(facts_of(gold))


def judge(gold: GoldDocument, line: dict):
    return evaluate([gold], {gold.name: line})


def wrongs(gold: GoldDocument, line: dict) -> list[tuple[str, str]]:
    return [(verdict.kind, verdict.what) for verdict in judge(gold, line).disagreements]


# Scores


def test_a_score_of_nothing_has_no_ratios():
    score = Score(tp=0, fp=0, fn=0)
    assert (score.precision, score.recall, score.f1) == (None, None, None)


def test_ratios_of_a_score():
    score = Score(tp=6, fp=2, fn=4)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.6, pytest.approx(2 / 3))


def test_perfect_facts(gold, line):
    result = judge(gold, line)
    assert {kind: score.f1 for kind, score in result.scores.items()} == dict.fromkeys(KINDS, 1.0) | {"places": None}
    assert (result.mean_f1, result.bad_evidence, result.disagreements) == (1.0, 0, ())
    assert result.scores["partners"] == Score(tp=3, fp=0, fn=0)
    assert result.scores["slots"] == Score(tp=3, fp=0, fn=0)  # code, start, date of publication


def test_a_document_without_facts_is_missed_whole(gold):
    result = evaluate([gold], {})
    assert result.mean_f1 == 0
    assert {verdict.what for verdict in result.disagreements} == {"missed"}
    assert result.scores["projects"] == Score(tp=0, fp=0, fn=1)
    assert result.scores["slots"] == Score(tp=0, fp=0, fn=1)  # slots of a missed project aren't counted twice
    assert result.scores["amounts"] == Score(tp=0, fp=0, fn=1)
    assert result.bad_evidence == 0


def test_nothing_to_find_and_nothing_found():
    empty = dict.fromkeys(("projects", "partners", "amounts", "dates", "beneficiaries"), ())
    result = evaluate([GoldDocument(name="gol", text="Despre noi", published=None, facts=empty)], {})
    assert result.mean_f1 is None
    assert result.disagreements == ()


def test_documents_add_up(gold, line):
    other = GoldDocument(name="alta", text=gold.text, published=gold.published, facts=gold.facts)
    result = evaluate([gold, other], {"casa": line})
    assert result.scores["beneficiaries"] == Score(tp=1, fp=0, fn=1)
    assert {verdict.document for verdict in result.disagreements} == {"alta"}


# Faults of each kind


@pytest.mark.parametrize("kind", ["partners", "amounts", "dates", "beneficiaries"])
def test_a_missed_fact(gold, line, kind):
    del line[kind][0]
    result = judge(gold, line)
    (verdict,) = result.disagreements
    assert (verdict.kind, verdict.what, verdict.gold, verdict.got) == (
        kind,
        "missed",
        gold.facts[kind][0],
        None,
    )
    assert (result.scores[kind].fn, result.scores[kind].fp) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("partners", {"name": "Asociația Tei"}),
        ("amounts", {"value": "12"}),
        ("amounts", {"value_max": "95000"}),
        ("amounts", {"currency": "EUR"}),
        ("dates", {"end": "2021-05-06"}),
        ("beneficiaries", {"count": 41}),
        ("beneficiaries", {"count_max": 50}),
        ("beneficiaries", {"unit": "case"}),
    ],
)
def test_another_value_is_a_missed_and_a_spurious_fact(gold, line, kind, fault):
    line[kind][0].update(fault)
    assert sorted(wrongs(gold, line)) == [(kind, "missed"), (kind, "spurious")]


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("partners", {"role": "supporter"}),
        ("amounts", {"role": "grant"}),
        ("dates", {"role": "other"}),
        ("beneficiaries", {"categories": ["families", "roma"]}),
        ("beneficiaries", {"categories": []}),
        ("beneficiaries", {"status": "target"}),
    ],
)
def test_another_role_is_a_difference(gold, line, kind, fault):
    line[kind][0].update(fault)
    assert wrongs(gold, line) == [(kind, "different")]
    score = judge(gold, line).scores[kind]
    assert (score.fp, score.fn) == (1, 1)


def test_a_partner_on_another_project(gold, line):
    line["partners"][0]["project"] = 1
    assert wrongs(gold, line) == [("partners", "different"), ("links", "different")]


@pytest.mark.parametrize("kind", ["amounts", "dates", "beneficiaries"])
@pytest.mark.parametrize("place", [1, None])
def test_another_fact_on_another_project_is_a_fault_of_links_alone(gold, line, kind, place):
    line[kind][0]["project"] = place
    assert wrongs(gold, line) == [("links", "different")]


def test_a_project_that_is_not_there(gold, line):
    line["projects"].append({"title": "Programul Operațional", "evidence": [span(TEXT, "Casa")]})
    assert wrongs(gold, line) == [("projects", "spurious")]


def test_a_missed_project_leaves_its_facts_unlinked(gold, line):
    line["projects"][0]["title"] = "Fântâna"
    del line["projects"][0]["code"]
    result = judge(gold, line)
    assert result.scores["projects"] == Score(tp=0, fp=1, fn=1)
    assert result.scores["partners"] == Score(tp=1, fp=2, fn=2)
    assert result.scores["links"].tp == 1


@pytest.mark.parametrize("title", ["CASA MARE", "„Casa mare”", "Casa cea mare", "proiectul Casa Mare"])
def test_titles_that_are_the_same(gold, line, title):
    line["projects"][0]["title"] = title
    assert wrongs(gold, line) == []


def test_a_code_decides_over_the_title(gold, line):
    line["projects"][0]["title"] = "Cu totul altul"
    assert wrongs(gold, line) == []
    line["projects"][0].update(title="Casa Mare", code="999999")
    assert ("projects", "missed") in wrongs(gold, line)


def test_slots(gold, line):
    line["projects"][0].update(start="2021-06", end="2022", programme="PNRR")  # no programme in gold: free
    line["document"]["published"] = None
    result = judge(gold, line)
    assert [(v.what, v.gold, v.got) for v in result.disagreements] == [
        ("different", {"start": "2021-05"}, {"start": "2021-06"}),
        ("spurious", None, {"end": "2022"}),
        ("missed", {"published": "2021-05-06"}, None),
    ]
    assert result.scores["slots"] == Score(tp=1, fp=2, fn=2)


@pytest.mark.parametrize(
    ("slot", "wanted", "got", "right"),
    [
        ("contract", ["12/03.04.2020", "12"], "12 / 03.04.2020", True),
        ("contract", ["12/03.04.2020"], "13/03.04.2020", False),
        (
            "programme",
            ["POCU", "Programul Operațional Capital Uman"],
            "Programului Operaţional Capital Uman",
            True,
        ),
        ("programme", ["POCU"], "PNRR", False),
        ("duration_months", 24, 24.0, True),
        ("duration_months", 24, 23, False),
        ("duration_months", "any", 7, True),
    ],
)
def test_values_of_slots(gold, line, slot, wanted, got, right):
    gold.facts["projects"][0][slot] = wanted
    line["projects"][0][slot] = got
    assert wrongs(gold, line) == ([] if right else [("slots", "different")])


# Optional, any, repeats


def test_optional_facts_cost_nothing(gold, line):
    del line["amounts"][1]
    assert wrongs(gold, line) == []
    assert judge(gold, line).scores["amounts"] == Score(tp=1, fp=0, fn=0)


def test_an_optional_project_forgives_its_facts(gold, line):
    del line["projects"][1]
    line["partners"][2]["project"] = None
    assert wrongs(gold, line) == []
    line["partners"][2]["project"] = 0  # but not on another project
    assert wrongs(gold, line) == [("partners", "different")]


def test_slots_of_an_optional_project_are_free(gold, line):
    line["projects"][1]["start"] = "1999"
    assert wrongs(gold, line) == []


def test_any_accepts_every_value(gold, line):
    gold.facts["beneficiaries"][0].update(categories="any", status="any")
    line["beneficiaries"][0].update(categories=["roma", "people"], status="target")
    gold.facts["partners"][0]["role"] = "any"
    line["partners"][0]["role"] = "contractor"
    assert wrongs(gold, line) == []


def test_a_fact_of_no_project_may_hang_anywhere(gold, line):
    gold.facts["amounts"][0]["project"] = None
    for place in (None, 0, 1):
        line["amounts"][0]["project"] = place
        assert wrongs(gold, line) == []


@pytest.mark.parametrize("kind", ["partners", "amounts", "dates", "beneficiaries"])
def test_a_true_repeat_is_free(gold, line, kind):
    line[kind].append(copy.deepcopy(line[kind][0]))
    assert wrongs(gold, line) == []


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("partners", {"role": "funder"}),
        ("amounts", {"role": "grant"}),
        ("amounts", {"project": 1}),
        ("dates", {"role": "deadline"}),
        ("beneficiaries", {"status": "target"}),
    ],
)
def test_a_repeat_with_another_role_is_spurious(gold, line, kind, fault):
    line[kind].append({**line[kind][0], **fault})
    assert wrongs(gold, line) == [(kind, "spurious")]


def test_evidence_tells_equal_values_apart(gold, line):
    line["dates"].reverse()
    assert wrongs(gold, line) == []
    first, second = line["dates"]
    first["role"], second["role"] = second["role"], first["role"]
    assert wrongs(gold, line) == [("dates", "different"), ("dates", "different")]


def test_required_facts_are_served_before_optional_ones(gold, line):
    gold.facts["amounts"].insert(0, {**gold.facts["amounts"][0], "optional": True})
    assert judge(gold, line).scores["amounts"] == Score(tp=1, fp=0, fn=0)


# Evidence


@pytest.mark.parametrize(
    "evidence",
    [
        {"start": 1, "end": 11, "text": "90.000 lei"},  # other offsets
        {"start": 0, "end": 0, "text": ""},
        {"start": 9000, "end": 9010, "text": "90.000 lei"},
    ],
)
def test_evidence_that_is_not_the_text(gold, line, evidence):
    line["amounts"][0]["evidence"] = evidence
    assert ("evidence", "different") in wrongs(gold, line)
    assert judge(gold, line).scores["amounts"] == Score(tp=1, fp=0, fn=0)


def test_evidence_of_something_else_or_of_everything(gold, line):
    line["amounts"][0]["evidence"] = span(TEXT, "Asociația Salcia")
    line["beneficiaries"][0]["evidence"] = span(TEXT, TEXT)
    result = judge(gold, line)
    assert [(verdict.kind, verdict.gold) for verdict in result.disagreements] == [
        ("evidence", "90.000 lei"),
        ("evidence", "40 de familii"),
    ]
    assert result.bad_evidence == 2


def test_evidence_of_projects_counts(gold, line):
    line["projects"][0]["evidence"].append({"start": 3, "end": 6, "text": "nimic"})
    assert judge(gold, line).bad_evidence == 1


def test_the_stored_text_must_be_the_document(gold, line):
    line["document"]["text"] = TEXT + " Meniu" * 30
    assert wrongs(gold, line) == [("evidence", "different")]
    line["document"]["text"] = TEXT.replace("12 case", "12 vile")  # one word in fifty, as masking does
    assert wrongs(gold, line) == []


# Likeness of names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Consiliului Judeţean Bacau", "Consiliul Județean Bacău"),
        ("DGASPC Iași", "DIRECTIA GENERALA DE ASISTENTA SOCIALA SI PROTECTIA COPILULUI IASI"),
        ("D.G.A.S.P.C. Iași", "Direcției Generale de Asistență Socială și Protecția Copilului Iaşi"),
        ("Școlii Gimnaziale Nr. 1 Reghin", "Școala Gimnazială nr. 1 Reghin"),
        ("Fundația „Copiii în Centru”", "Fundația Copiii în centru"),
        ("Asociației Leagănul Jiului", "Asociatia Leaganul Jiului"),
        ("Direcita de Asistență Socială", "Direcția de Asistență Socială"),
    ],
)
def test_names_that_are_the_same(left, right):
    assert likeness(left, right) == likeness(right, left) >= 0.85


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Consiliul Județean Bacău", "Consiliul Județean Buzău"),
        ("DGASPC Vâlcea", "DGASPC Vrancea"),
        ("DGASPC Timiș", "DGASPC Timișoara"),
        ("Primăria Sectorului 5", "Primăria Sectorului 6"),
        ("Școala Gimnazială nr. 1", "Școala Gimnazială nr. 12"),
        ("Programul Regional Nord-Est", "Programul Regional Sud-Est"),
        ("", ""),
        ("", "Fundația"),
    ],
)
def test_names_that_differ(left, right):
    assert likeness(left, right) == likeness(right, left) == 0


# Annotations


def write(folder: Path, annotation: object, text: str | None = TEXT) -> Path:
    content = annotation if isinstance(annotation, str) else json.dumps(annotation, ensure_ascii=False)
    (folder / "casa.json").write_text(content, encoding="utf-8")
    if text is not None:
        (folder / "casa.txt").write_text(text, encoding="utf-8")
    return folder


def test_load_gold(tmp_path, gold):
    (loaded,) = load_gold(write(tmp_path, ANNOTATION))
    assert (loaded.name, loaded.text, loaded.published) == ("casa", TEXT, "2021-05-06")
    assert {kind: list(items) for kind, items in loaded.facts.items()} == gold.facts


def broken(kind: str, **changes: object) -> dict:
    """The annotation with keys of its first fact of a kind changed, or removed by `...`."""
    annotation = copy.deepcopy(ANNOTATION)
    item = {**annotation[kind][0], **changes}
    annotation[kind][0] = {key: value for key, value in item.items() if value is not ...}
    return annotation


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ("{", "Expecting property name"),
        ([], "not an object"),
        ({**ANNOTATION, "partneri": []}, "unknown: partneri"),
        ({**ANNOTATION, "published": "6 mai 2021"}, "published is '6 mai 2021'"),
        ({key: value for key, value in ANNOTATION.items() if key != "dates"}, "dates must be a list"),
        ({**ANNOTATION, "dates": ["2021"]}, "dates must be a list of objects"),
        (broken("projects", title=...), r"projects\[0\]: title is missing"),
        (broken("projects", start="05.2021"), r"projects\[0\]: start is '05.2021'"),
        (broken("projects", contract="12"), "contract is '12'"),
        (broken("projects", nume="Casa"), "unknown: nume"),
        (broken("partners", role="sponsor"), "role is 'sponsor'"),
        (broken("partners", project=2), "there is no project 2"),
        (broken("partners", project="0"), "project is '0'"),
        (broken("partners", project=...), "project is missing"),
        (broken("amounts", value="90.000"), None),
        (broken("amounts", value="90.000,00"), "value is '90.000,00'"),
        (broken("amounts", value=90000), "value is 90000"),
        (broken("amounts", currency="lei"), "currency is 'lei'"),
        (broken("amounts", approximate="nu"), "approximate is 'nu'"),
        (broken("amounts", quote="91.000 lei"), "the text has no '91.000 lei'"),
        (broken("amounts", quote=...), "quote is missing"),
        (broken("dates", end="any"), "end is 'any'"),
        (broken("beneficiaries", count=True), "count is True"),
        (broken("beneficiaries", unit="familii"), "unit is 'familii'"),
        (broken("beneficiaries", categories=["family"]), r"categories is \['family'\]"),
        (broken("beneficiaries", status="done"), "status is 'done'"),
        (broken("beneficiaries", bound="peste"), "bound is 'peste'"),
        (broken("beneficiaries", bound=None, status="any"), None),
    ],
)
def test_a_malformed_annotation_names_its_file(tmp_path, annotation, message):
    write(tmp_path, annotation)
    if message is None:
        assert load_gold(tmp_path)
    else:
        with pytest.raises(GoldError, match=rf"^casa\.json: .*{message}"):
            load_gold(tmp_path)


def test_an_annotation_without_its_text(tmp_path):
    with pytest.raises(GoldError, match=r"^casa\.json: there is no casa\.txt"):
        load_gold(write(tmp_path, ANNOTATION, text=None))


# Our own documents

each_document = pytest.mark.parametrize("document", CORPUS, ids=lambda document: document.name)
MULTIPLIERS = {"mii": 10**3, "milioane": 10**6, "miliarde": 10**9}


def test_the_corpus_is_broad():
    texts = {path.stem for path in DOCUMENTS.glob("*.txt")}
    assert texts == {document.name for document in CORPUS}
    assert len(texts) >= 24
    assert all(600 <= len(document.text) <= 2500 for document in CORPUS)
    roles = {kind: {i["role"] for d in CORPUS for i in d.facts[kind]} for kind in ("partners", "amounts", "dates")}
    assert roles["partners"] >= {"lead", "partner", "funder", "supporter", "contractor"}
    assert roles["amounts"] >= {
        "total",
        "grant",
        "own_contribution",
        "national_cofinancing",
        "partner_budget",
    }
    assert roles["amounts"] >= {"per_unit", "other"}
    assert roles["dates"] >= {
        "publication",
        "event",
        "signing",
        "start",
        "end",
        "period",
        "deadline",
        "legal",
    }


@each_document
def test_its_facts_score_full_marks(document):
    result = evaluate([document], {document.name: facts_of(document)})
    assert result.disagreements == ()
    assert result.bad_evidence == 0
    assert result.mean_f1 in (1.0, None)


@each_document
def test_its_text_is_composed_and_its_published_date_is_quoted(document):
    assert not re.search(r"[\u0300-\u036f\u200b\ufeff]", document.text)
    published = [date for date in document.facts["dates"] if date["role"] == "publication"]
    assert [date["start"] for date in published] == ([document.published] if document.published else [])


@each_document
def test_amounts_agree_with_their_quotes(document):
    for amount in document.facts["amounts"]:
        number = re.search(r"\d[\d., ]*", amount["quote"])[0].strip(" .,")
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?", number):  # English
            value = Decimal(number.replace(",", ""))
        else:
            value = Decimal(number.replace(".", "").replace(" ", "").replace(",", "."))
        multiplier = next((n for word, n in MULTIPLIERS.items() if word in amount["quote"]), 1)
        if not re.search(r"lei|ron|eur", amount["quote"], re.IGNORECASE):
            assert "(mii lei)" in document.text, amount  # a cell takes it from its header
            multiplier = 1000
        assert Decimal(amount["value"]) == value * multiplier, amount


@each_document
def test_dates_agree_with_their_quotes(document):
    for date in document.facts["dates"]:
        full = re.findall(r"\b(\d{1,2})\.(\d{2})\.(\d{4})\b", date["quote"])
        if full:
            written = [f"{year}-{month}-{day:0>2}" for day, month, year in full]
            assert written[0] == date["start"], date
            assert written[-1] == date["end"], date
        elif years := re.findall(r"\b(?:19|20)\d\d\b", date["quote"]):
            assert date["start"][:4] in years, date
            assert date["end"][:4] in years, date
        assert date["start"] <= date["end"], date


@each_document
def test_counts_agree_with_their_quotes(document):
    for figure in document.facts["beneficiaries"]:
        numbers = [int(n.replace(".", "")) for n in re.findall(r"\d+(?:\.\d{3})*", figure["quote"])]
        assert figure["count"] in (numbers or [figure["count"]]), figure
        assert any(unit in figure["quote"].split() for unit in figure["unit"]), figure


@each_document
def test_approximation_and_bounds_agree_with_their_quotes(document):
    about = re.compile(r"\b(?:aproximativ|circa|cam|in jur|în jur|vreo|aproape)\b", re.IGNORECASE)
    least = re.compile(r"\b(?:peste|minim|minimum|cel pu[țt]in)\b", re.IGNORECASE)
    for item in (*document.facts["amounts"], *document.facts["beneficiaries"]):
        assert item["approximate"] == bool(about.search(item["quote"])), item
        assert (item.get("bound") == "min") == bool(least.search(item["quote"])), item


@each_document
def test_times_of_projects_are_among_the_dates(document):
    dates = document.facts["dates"]
    for project in document.facts["projects"]:
        assert {project.get("start"), project.get("end")} - {None, "any"} <= {
            day for date in dates for day in (date["start"], date["end"])
        }, project


@each_document
def test_every_sum_with_a_currency_is_annotated(document):
    quotes = [amount["quote"] for amount in document.facts["amounts"]]
    covered = {place for q in quotes for m in re.finditer(re.escape(q), document.text) for place in range(*m.span())}
    for money in re.finditer(r"\d[\d.,]*[\w ]{0,14}? ?(?:lei|RON|EUR|euro)\b", document.text, re.IGNORECASE):
        assert covered & set(range(*money.span())), money[0]


# Places


PLACE = {"name": "Ploiești", "kind": "locality", "county": "Prahova", "project": 0}


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        ([PLACE], []),
        ([PLACE | {"county": "Alba"}], [("places", "spurious"), ("places", "missed")]),
        ([PLACE | {"kind": "county"}], [("places", "different")]),
        ([], [("places", "missed")]),
    ],
)
def test_places_are_judged_where_they_are_annotated(gold, line, found, wrong):
    gold.facts["places"] = [PLACE]
    line["places"] = [place | {"evidence": span(gold.text, gold.text[:5])} for place in found]
    assert wrongs(gold, line) == wrong


def test_places_are_not_judged_where_an_annotation_says_nothing_of_them(gold, line):
    line["places"] = [PLACE | {"evidence": span(gold.text, gold.text[:5])}]
    assert wrongs(gold, line) == []
