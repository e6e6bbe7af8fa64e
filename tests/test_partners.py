"""Who has which role: invented sentences, a third of them without any partner."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.partners import find_partners
from extract.reading import read
from store.records import Document

Expected = list[tuple[str, str]]

LEADS: list[tuple[str, Expected]] = [
    (
        "Proiectul „Pași mici” este implementat de Fundația Lumina Albă.",
        [("lead", "Fundația Lumina Albă")],
    ),
    (
        "Proiectul „Pași mici” este implementat, în perioada martie-mai 2022, de către Asociația „Zori de Zi”.",
        [("lead", "Asociația „Zori de Zi”")],
    ),
    (
        "proiectul „Sat Viu” se deruleaza in trei comune de Directia de Asistenta Sociala Barlad.",
        [("lead", "Directia de Asistenta Sociala Barlad")],
    ),
    (
        "DGASPC Gorj derulează proiectul „Acasă la bunici”.",
        [("lead", "DGASPC Gorj")],
    ),
    (
        "Direcția Generală de Asistență Socială și Protecția Copilului Gorj a finalizat proiectul „Acasă”.",
        [("lead", "Direcția Generală de Asistență Socială și Protecția Copilului Gorj")],
    ),
    ("Beneficiar: Comuna Padina Mare", [("lead", "Comuna Padina Mare")]),
    ("Solicitant – Orașul Ocna Veche", [("lead", "Orașul Ocna Veche")]),
    ("Promotorul proiectului: Asociația Punți Noi", [("lead", "Asociația Punți Noi")]),
    ("Promotor de proiect: World Vision România", [("lead", "World Vision România")]),
    (
        "Lider de parteneriat: Universitatea de Vest din Timișoara",
        [("lead", "Universitatea de Vest din Timișoara")],
    ),
    ("Lead partner: Sunrise Care Charity", [("lead", "Sunrise Care Charity")]),
    ("Partener principal: Szegedi Segítő Egyesület", [("lead", "Szegedi Segítő Egyesület")]),
    (
        "Solicitantul în cadrul acestui proiect este Agenția Națională pentru Romi.",
        [("lead", "Agenția Națională pentru Romi")],
    ),
    (
        "Primăria Municipiului Dorohoi, în calitate de beneficiar, anunță începerea proiectului „Cantina”.",
        [("lead", "Primăria Municipiului Dorohoi")],
    ),
    (
        "Beneficiarul proiectului este Primăria comunei Lunca Ilvei.",
        [("lead", "Primăria comunei Lunca Ilvei")],
    ),
    (
        "FUNDATIA MANA INTINSA, beneficiarul finantarii, cauta voluntari.",
        [("lead", "FUNDATIA MANA INTINSA")],
    ),
    ("Un nou proiect al Asociației Umbrela Verde pornește azi.", [("lead", "Asociația Umbrela Verde")]),
    ("Proiectul Fundației „Alinarea” continuă în toamnă.", [("lead", "Fundația „Alinarea”")]),
    (
        "Consiliul Județean Olt implementează proiectul „Case mici” din fonduri proprii.",
        [("lead", "Consiliul Județean Olt")],
    ),
    (
        "Asociația Filantropică Bethesda a lansat proiectul „O masă caldă”.",
        [("lead", "Asociația Filantropică Bethesda")],
    ),
    (
        "Centrul a fost deschis de Asociația Sfântul Mina.",
        [("lead", "Asociația Sfântul Mina")],
    ),
    (
        (
            "Proiectul este derulat de Ministerul Muncii, prin Autoritatea Națională pentru Protecția Drepturilor "
            "Copilului și Adopție."
        ),
        [
            ("lead", "Ministerul Muncii"),
            ("lead", "Autoritatea Națională pentru Protecția Drepturilor Copilului și Adopție"),
        ],
    ),
    (
        "UAT Comuna Valea Lungă va implementa proiectul „Bunici fericiți”.",
        [("lead", "UAT Comuna Valea Lungă")],
    ),
]

PARTNERS: list[tuple[str, Expected]] = [
    (
        "Centrul funcționează în parteneriat cu Asociația „Speranța Nouă” și Fundația Estera.",
        [("partner", "Asociația „Speranța Nouă”"), ("partner", "Fundația Estera")],
    ),
    (
        "Fundația Estera, în parteneriat cu Primăria Roșiori, organizează ateliere.",
        [("lead", "Fundația Estera"), ("partner", "Primăria Roșiori")],
    ),
    (
        "Proiectul se desfășoară împreună cu Inspectoratul Școlar Județean Arad.",
        [("partner", "Inspectoratul Școlar Județean Arad")],
    ),
    (
        "Lucrăm în colaborare cu Spitalul Județean de Urgență Tulcea, Parohia Sfântul Nicolae și DSP Tulcea.",
        [
            ("partner", "Spitalul Județean de Urgență Tulcea"),
            ("partner", "Parohia Sfântul Nicolae"),
            ("partner", "DSP Tulcea"),
        ],
    ),
    (
        "în parteneriat cu comunele Frumoasa, Lunca Mare și Poieni",
        [("partner", "Comuna Frumoasa"), ("partner", "Comuna Lunca Mare"), ("partner", "Comuna Poieni")],
    ),
    (
        "Proiectul se face în parteneriat cu DGASPC Argeș, Dolj și Olt.",
        [("partner", "DGASPC Argeș"), ("partner", "DGASPC Dolj"), ("partner", "DGASPC Olt")],
    ),
    (
        "Parteneri:\n- Asociația Vis\n- Fundația Real\n- Grădinița nr. 4 Lugoj\nBuget: 30.000 lei",
        [("partner", "Asociația Vis"), ("partner", "Fundația Real"), ("partner", "Grădinița nr. 4 Lugoj")],
    ),
    (
        "Partener 1 – Institutul pentru Vârstnici Oltenia",
        [("partner", "Institutul pentru Vârstnici Oltenia")],
    ),
    ("Partener: Brăila County Council", [("partner", "Brăila County Council")]),
    (
        "Parteneri: Asociația Alfa, Fundația Beta; Liceul Tehnologic Gamma",
        [("partner", "Asociația Alfa"), ("partner", "Fundația Beta"), ("partner", "Liceul Tehnologic Gamma")],
    ),
    (
        "DGASPC Vrancea, în calitate de partener, anunță finalizarea proiectului „Nord”.",
        [("partner", "DGASPC Vrancea")],
    ),
    ("Ca partener, DGASPC Vrancea are 12 angajați în proiect.", [("partner", "DGASPC Vrancea")]),
    (
        "Partenerii proiectului sunt Asociația Alfa, Fundația Beta și Primăria Cugir.",
        [("partner", "Asociația Alfa"), ("partner", "Fundația Beta"), ("partner", "Primăria Cugir")],
    ),
    (
        "Proiectul are ca parteneri Asociația Alfa și Crucea Roșie Română.",
        [("partner", "Asociația Alfa"), ("partner", "Crucea Roșie Română")],
    ),
    (
        "Fundația Beta este partener în proiectul „Cuib”.",
        [("partner", "Fundația Beta")],
    ),
    (
        "Asociația Alfa (lider) și Fundația Beta (partener) au pornit la drum.",
        [("lead", "Asociația Alfa"), ("partner", "Fundația Beta")],
    ),
    (
        "în parteneriat cu Direcțiile Generale de Asistență Socială și Protecția Copilului din județele Cluj și Sălaj",
        [
            ("partner", "Direcția Generală de Asistență Socială și Protecția Copilului Cluj"),
            ("partner", "Direcția Generală de Asistență Socială și Protecția Copilului Sălaj"),
        ],
    ),
    (
        "Campania este organizată de Asociația Alfa alături de Salvați Copiii România.",
        [("lead", "Asociația Alfa"), ("partner", "Salvați Copiii România")],
    ),
    (
        "Din parteneriat fac parte Asociația Alfa și Primăria Cugir.",
        [("partner", "Asociația Alfa"), ("partner", "Primăria Cugir")],
    ),
    (
        "Proiectul este implementat de Asociația Alfa în parteneriat cu “Terra Nova” și Kinder Hilfe.",
        [("lead", "Asociația Alfa"), ("partner", "Terra Nova"), ("partner", "Kinder Hilfe")],
    ),
    (
        "A fost semnat acordul de parteneriat între Fundația Alfa și Primăria Cugir.",
        [("partner", "Fundația Alfa"), ("partner", "Primăria Cugir")],
    ),
    (
        "Nr.\tProiect\tPartener\tBuget\n1\tCasa verde\tFundația „Izvor”\t20.000 lei",
        [("partner", "Fundația „Izvor”")],
    ),
    (
        "Localitățile partenere: Valea Mică, Poiana Lungă și Runcu",
        [("partner", "Valea Mică"), ("partner", "Poiana Lungă"), ("partner", "Runcu")],
    ),
    (
        (
            "Asociația de Dezvoltare Intercomunitară Valea Oltului, în calitate de lider, împreună cu Orașul Horezu, "
            "Comuna Stoenești și Universitatea din Craiova, implementează proiectul „Sănătos”."
        ),
        [
            ("lead", "Asociația de Dezvoltare Intercomunitară Valea Oltului"),
            ("partner", "Orașul Horezu"),
            ("partner", "Comuna Stoenești"),
            ("partner", "Universitatea din Craiova"),
        ],
    ),
    (
        "Partenerii proiectului:\nComuna Stoenești – Partener 1\nComuna Vaideeni – Partener 2",
        [("partner", "Comuna Stoenești"), ("partner", "Comuna Vaideeni")],
    ),
    (
        "Lider: Fundația Alfa\nP1: Asociația Beta\nP2: Liceul Gamma",
        [("lead", "Fundația Alfa"), ("partner", "Asociația Beta"), ("partner", "Liceul Gamma")],
    ),
    (
        "în parteneriat cu UAT-urile Stoenești, Vaideeni și Horezu",
        [("partner", "UAT Stoenești"), ("partner", "UAT Vaideeni"), ("partner", "UAT Horezu")],
    ),
    (
        "în parteneriat cu primăriile comunelor Stoenești și Vaideeni",
        [("partner", "Primăria comunei Stoenești"), ("partner", "Primăria comunei Vaideeni")],
    ),
    (
        "Proiectul este derulat de Primăria Horezu, iar partenerii sunt Fundația Alfa și Asociația Beta.",
        [("lead", "Primăria Horezu"), ("partner", "Fundația Alfa"), ("partner", "Asociația Beta")],
    ),
    (
        "Parteneri în proiect: 1. Fundația Alfa; 2. Asociația Beta; 3. DGASPC Iași.",
        [("partner", "Fundația Alfa"), ("partner", "Asociația Beta"), ("partner", "DGASPC Iași")],
    ),
    (
        "Proiectul reunește Fundația Alfa – lider de proiect, Asociația Beta – partener și Primăria Cugir – partener.",
        [("lead", "Fundația Alfa"), ("partner", "Asociația Beta"), ("partner", "Primăria Cugir")],
    ),
    (
        "Acordul este semnat și de comunele Runcu, Padina și Stroești, toate în calitate de parteneri.",
        [("partner", "Comuna Runcu"), ("partner", "Comuna Padina"), ("partner", "Comuna Stroești")],
    ),
    (
        "Primăria Horezu, prin Direcția de Asistență Socială Horezu, conduce proiectul „Cuib”. Partener este GAL Jiu.",
        [
            ("lead", "Primăria Horezu"),
            ("lead", "Direcția de Asistență Socială Horezu"),
            ("partner", "GAL Jiu"),
        ],
    ),
    (
        "Proiectul se face în parteneriat cu:\n• Fundația Alfa\n• Szivárvány Egyesület\nBuget: 10 lei",
        [("partner", "Fundația Alfa"), ("partner", "Szivárvány Egyesület")],
    ),
    (
        "Asociația Comunelor Dunărene (ACD) este solicitant. În parteneriat cu ACD lucrează zece voluntari.",
        [("lead", "Asociația Comunelor Dunărene"), ("partner", "Asociația Comunelor Dunărene")],
    ),
]

OTHERS: list[tuple[str, Expected]] = [
    ("Proiectul este cofinanțat din Fondul Social European.", [("funder", "Fondul Social European")]),
    ("proiect finantat prin FSE+", [("funder", "FSE+")]),
    ("Proiect finanțat de Uniunea Europeană", [("funder", "Uniunea Europeană")]),
    ("Banii vin din Fondul Social European, prin POCU.", [("funder", "Fondul Social European")]),
    (
        "Casa a fost finanțată de Renovabis și de Ordinul de Malta.",
        [("funder", "Renovabis"), ("funder", "Ordinul de Malta")],
    ),
    (
        "Proiectul este sprijinit de Fundația Umbra cu 20 mii euro și de Consiliul Județean Gorj cu 9.000 lei.",
        [("funder", "Fundația Umbra"), ("funder", "Consiliul Județean Gorj")],
    ),
    ("Finanțator: Ministerul Familiei", [("funder", "Ministerul Familiei")]),
    ("un grant din partea Fundației Orizont", [("funder", "Fundația Orizont")]),
    (
        "Valoarea totală este plătită prin Granturile SEE și Norvegiene.",
        [("funder", "Granturile SEE și Norvegiene")],
    ),
    (
        "Consiliul Județean Gorj a alocat 300.000 de lei pentru cămin.",
        [("funder", "Consiliul Județean Gorj")],
    ),
    (
        "Cofinanțarea este asigurată din bugetul local al Consiliului Județean Gorj.",
        [("funder", "Consiliul Județean Gorj")],
    ),
    ("Fundația Orizont finanțează proiectul „Cuib”.", [("funder", "Fundația Orizont")]),
    ("Atelierele au loc cu sprijinul Primăriei Sebeș.", [("supporter", "Primăria Sebeș")]),
    (
        "Cantina merge mai departe cu susținerea Parohiei Sfânta Maria și a Clubului Rotary Deva.",
        [("supporter", "Parohia Sfânta Maria"), ("supporter", "Clubul Rotary Deva")],
    ),
    ("Clădirea se ridică pe un teren dat de Primăria Sebeș.", [("supporter", "Primăria Sebeș")]),
    ("Sprijin: Parohia Ortodoxă Aiud", [("supporter", "Parohia Ortodoxă Aiud")]),
    ("Executantul lucrărilor este Construct Vest SRL.", [("contractor", "Construct Vest SRL")]),
    (
        "Direcției Generale de Asistență Socială și Protecția Copilului Iași i-a fost aprobat proiectul „Cuib”.",
        [("lead", "Direcția Generală de Asistență Socială și Protecția Copilului Iași")],
    ),
    (
        "În 2020, Asociației Alfa (AA) i s-a aprobat finanțarea pentru proiectul „Cuib”.",
        [("lead", "Asociația Alfa")],
    ),
    (
        "Consiliului Județean Gorj i-au fost acordate fonduri pentru proiectul „Cuib”.",
        [("lead", "Consiliul Județean Gorj")],
    ),
    ("Lucrările au fost executate de S.C. Zidarul S.R.L.", [("contractor", "S.C. Zidarul S.R.L.")]),
    ("Lucrăm și astăzi cu sprijinul financiar al Uniunii Europene", [("funder", "Uniunea Europeană")]),
]

NOBODY = [
    "La eveniment au participat reprezentanți ai Primăriei Sebeș și ai DGASPC Alba.",
    "La întâlnire au participat DGASPC Alba, alături de Poliția Locală Aiud.",
    "Partenerii noștri: Fundația Alfa, Asociația Beta",
    "Programul este condus de Ministerul Dezvoltării, ca Autoritate de Management.",
    "Conținutul acestui material nu reprezintă poziția oficială a Uniunii Europene.",
    "Centrul este aflat în subordinea Consiliului Județean Gorj.",
    "Bugetul a fost aprobat de Consiliul Local Sebeș.",
    "Potrivit Asociației Alfa, vremea se încălzește.",
    "Locații: Școala Gimnazială nr. 3, Liceul Teoretic Lucian Blaga",
    "În comuna Valea Lungă trăiesc 2.000 de oameni.",
    "Copiii din județul Iași și din municipiul Bacău merg la școală.",
    "Proiectul s-a făcut în parteneriat cu 42 de instituții.",
    "Serbarea a fost organizată împreună cu Ion Popescu și Maria Ionescu.",
    "Proiect cofinanțat prin Programul Operațional Capital Uman 2014-2020.",
    "Finanțarea vine din bugetul de stat și din bugetul local.",
    "Beneficiarii direcți sunt copiii din centrele de plasament.",
    "Beneficiarii au între 3 și 6 ani.",
    "Citește și: Primăria Sebeș, în parteneriat cu Fundația Alfa, repară drumul.",
    "Un comunicat transmis de Asociația Alfa a ajuns la redacție.",
    "Partenerii sociali au fost consultați.",
    "Furnizorii de servicii sociale trebuie să fie acreditați.",
    "Proiect de hotărâre privind aprobarea bugetului Consiliului Local Sebeș",
    "Inspectoratul Școlar Județean Arad a anunțat vacanța.",
    "Asociația are 30 de membri.",
    "Asociației Alfa i-a fost prezentat proiectul „Cuib”.",
    "Asociației Alfa i-a fost respins proiectul „Cuib”.",
    "Consiliului Local Sebeș i-a fost aprobat proiectul de buget.",
    "Din partea Asociației Alfa i-a fost acordat un premiu proiectului „Cuib”.",
    "Fundația este mândră de voluntari.",
    "Organismul intermediar este ADR Centru.",
    "Strada Fundației nr. 4, telefon 0234 567 890",
    "Ministrul muncii a vizitat județul Olt.",
    "Liderii locali și partenerii economici vor fi invitați.",
    "Legea nr. 292/2011 a fost adoptată de Parlament.",
    "Programele finanțate de UE se înmulțesc.",
    "Îi mulțumim pentru sprijin.",
    "Contractul a fost semnat de Ion Popescu.",
    "Comuna Runcu are 3.000 de locuitori și o școală.",
    "Valoarea proiectului este de 30.000 de lei.",
    "Proiectul a fost lansat în prezența presei.",
    "Autoritatea contractantă a publicat anunțul.",
    "A fost un an greu pentru Fundația Alfa.",
    "Vezi și: Fundația Beta finanțează proiectul „Roua”.",
    "Partenerii vor fi aleși în luna mai.",
    "Parteneri: urmează să fie anunțați",
    "Solicitanții eligibili sunt asociațiile și fundațiile.",
    "Beneficiar: persoane vârstnice singure",
    "Piața din Sectorul 1 trece la Primăria Capitalei.",
    "Guvernul a majorat alocația.",
    "",
]

POSITIVE = [*LEADS, *PARTNERS, *OTHERS]


def found(text: str) -> Expected:
    return [(p.role, p.name) for p in find_partners(read(Document(id="t", text=text)))]


@pytest.mark.parametrize(("text", "expected"), POSITIVE)
def test_organisations_get_their_roles(text: str, expected: Expected) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_has_a_role(text: str) -> None:
    assert found(text) == []


def test_the_table_is_large_and_a_third_of_it_is_negative() -> None:
    assert len(POSITIVE) + len(NOBODY) >= 80
    assert 3 * len(NOBODY) >= len(POSITIVE) + len(NOBODY)


def test_a_partner_is_reported_once_a_paragraph() -> None:
    text = "Partener: Fundația Alfa. Lucrăm în parteneriat cu Fundația Alfa.\n\nÎn parteneriat cu Fundația Alfa."
    assert found(text) == [("partner", "Fundația Alfa")] * 2


PIECES = st.sampled_from(
    [text for text, _ in POSITIVE]
    + NOBODY
    + ["\n", "\t", " | ", "„", "”", "(", "în parteneriat cu ", "Partener: ", "ș\u0327"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=6).map("".join))
def test_evidence_is_the_text_whatever_comes(text: str) -> None:
    document = Document(id="t", text=text)
    for partner in find_partners(read(document)):
        span = partner.evidence
        assert text[span.start : span.end] == span.text
        assert span.text
        assert 0 < partner.confidence <= 1
