"""In which language a text is: Romanian with and without its letters, its neighbours, tables, two languages."""

from pathlib import Path

import pytest

from readers.language import LANGUAGES, _identifier, language_of
from store.database import Database

TEXTS = [
    ("Anunț privind depunerea dosarelor pentru ajutorul de încălzire", "ro"),
    ("Anunt privind depunerea dosarelor pentru ajutorul de incalzire", "ro"),
    ("ANUNT PRIVIND ORGANIZAREA CONCURSULUI PENTRU OCUPAREA POSTULUI", "ro"),
    ("DIRECȚIA GENERALĂ DE ASISTENȚĂ SOCIALĂ ȘI PROTECȚIA COPILULUI", "ro"),
    ("CENTRUL DE ZI PENTRU PERSOANE VARSTNICE", "ro"),
    ("Centru de zi pentru copii", "ro"),
    ("Proiect finanțat prin Programul Operațional Capital Uman", "ro"),
    ("Beneficiar: Comuna Lunca Arinului. Valoare totală: 1.200.000 lei", "ro"),
    ("An | Sumă | Lei\n2019 | 12.000 | 3\n2020 | 14.000 | 5\nTotal | 26.000 | 8", "ro"),
    ("Nr. crt. | Denumire | Buget\n1 | Fundația Pod | 200\n2 | Asociația Zori | 300", "ro"),
    ("Strada Mihai Eminescu nr. 4, Cluj-Napoca, județul Cluj", "ro"),
    ("S-a deschis un centru pt. copii si batrani in sat", "ro"),
    ("Program de lucru: luni - vineri 8:00 - 16:00", "ro"),
    ("Caravana medicală ajunge în satele de munte", "ro"),
    ("Fundația „Hope and Homes for Children” a deschis trei case de tip familial în județul Maramureș", "ro"),
    ("Asociația Caritas Alba Iulia oferă îngrijire la domiciliu în Gheorgheni, Odorheiu Secuiesc și Miercurea Ciuc", "ro"),  # noqa: E501
    ("Az alapítvány új nappali központot nyitott Székelyudvarhelyen", "hu"),
    ("KÖZLEMÉNY A SZOCIÁLIS KÖZPONT MEGNYITÁSÁRÓL", "hu"),
    ("A gyerekek es csaladok tamogatasa Hargita megyeben, uj kozpont nyilt", "hu"),
    ("Pályázati felhívás civil szervezetek számára", "hu"),
    ("Hargita Megye Tanácsa 500 000 lejt oszt szét", "hu"),
    ("Sepsiszentgyörgy polgármesteri hivatala közli az idősek otthonának programját", "hu"),
    ("Projekt címe: Esély a falusi gyermekeknek. Kedvezményezett: Gyergyóremete község", "hu"),
    ("Day care centre for children with disabilities opened in Cluj", "en"),
    ("ANNUAL REPORT OF THE FOUNDATION FOR CHILDREN AND FAMILIES", "en"),
    ("The project is financed by the Norway Grants 2014-2021 and implemented in Romania", "en"),
    ("Our mission is to help families in Romania", "en"),
    ("About us. Contact. Donate now. Our projects", "en"),
    ("Das Projekt unterstützt Kinder und ihre Familien in Hermannstadt und Umgebung", "de"),
    ("Le projet aide les enfants et leurs familles dans la région de Iași", "fr"),
    ("Proiectul a fost lansat la Cluj. Centrul ajută 120 de copii din oraș. The project was launched in Cluj.", "ro"),
    ("Comunicat de presă. Proiectul se adresează copiilor din sate și este finanțat de județ. Sajtóközlemény: a projekt a gyermekeknek szól.", "ro"),  # noqa: E501
    ("A fost odată un centru", "ro"),
    ("12 345 67 2019 2020", None),
    ("Acasă Despre noi", None),
    ("Cod SMIS 127169", None),
    ("Rezultate proiect: 120 copii, 40 parinti, 9 comune", "ro"),
    ("POCU/436/4/4 Viitor pentru tineri din Vaslui", "ro"),
    ("Galati Braila Tulcea Constanta Vaslui", "ro"),
    ("Finanțare nerambursabilă FEN 2021-2027", None),
    ("Data: 12.03.2021 Ora: 10:00 Locul: sala mare", "ro"),
    ("Comunicat de presa inchidere proiect", "ro"),
    ("Servicii sociale acreditate", None),
    ("Mese calde pentru 300 de batrani", "ro"),
    ("Lista beneficiarilor de tichete sociale", "ro"),
    ("Il progetto aiuta i bambini e le famiglie della zona con un centro diurno","it"),
    ("El proyecto ayuda a los niños y a las familias de la región con un centro de día","es"),
    ("Projekt wspiera dzieci i rodziny na obszarach wiejskich w Rumunii","pl"),
    ("Проєкт підтримує дітей та їхні родини в сільській місцевості","uk"),
    ("Проектът подкрепя децата и техните семейства в селските райони","bg"),
    ("Projekat podržava decu i njihove porodice u ruralnim područjima","sr"),
    ("Proje kırsal bölgelerdeki çocukları ve ailelerini desteklemektedir","tr"),
    ("O projeto apoia crianças e famílias em zonas rurais com um centro de dia","pt"),
    ("Проект помогает детям и семьям в сельской местности","ru"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_language_of_a_short_text(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_every_language_has_an_example() -> None:
    assert {language for _, language in TEXTS} == {*LANGUAGES, None}


MARKED = {
    "hu": "<h1>Új nappali központ nyílt</h1><p>A projekt célja a gyermekek támogatása, értéke 240.000 euró.</p>",
    "en": "<h1>A new day care centre</h1><p>The project helps the children of three villages with 240,000 euro.</p>",
    "ro": "<h1>Un nou centru de zi</h1><p>Proiectul ajută copiii din trei sate și are o valoare de 240.000 euro.</p>",
}


def test_pages_in_other_languages_are_stored_and_marked(run, tmp_path: Path) -> None:
    folder, data = tmp_path / "pages", tmp_path / "data"
    folder.mkdir()
    for language, body in MARKED.items():
        page = f"<html><head><meta charset=utf-8><title>x</title></head><body>{body}</body></html>"
        (folder / f"{language}.html").write_text(page, "utf8")
    assert run("run", "--from", folder, "--data", data)[0] == 0
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        found = [tuple(row.values()) for row in database.rows("SELECT url, language FROM documents ORDER BY language")]
    assert [language for _, language in found] == ["en", "hu", "ro"]
    assert all(url.endswith(f"{language}.html") for url, language in found)


def test_words_that_are_romanian_alone_spare_the_model_and_say_what_it_says():
    romanian = (
        "Proiectul prin care copiii și tinerii din comună sunt sprijiniți a fost prelungit până în luna mai. " * 20
    )
    english = "Social care in the county will take care of people in care, said those who care for them at home. " * 20
    for text, expected in ((romanian, "ro"), (english, "en"), (english + romanian, "en")):
        assert language_of(text) == expected
        assert _identifier().classify(text[:1000])[0] == expected
