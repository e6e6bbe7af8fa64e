"""Official lists of operations: read whatever their layout, kept for a rebuild, set beside what pages say."""

import io
import json
import shutil
import sqlite3
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extract.pipeline import Extractor
from jobs.build import build, rebuild
from jobs.operation_lists import import_list, programme_key
from readers.errors import ReadError
from readers.operation_list import ColumnsError, read_operations
from store.operation_index import OperationListError, read_index
from store.operation_records import ListedOperations, Operation
from tests.conftest import Run
from tests.site_visits import Visitor, words

# As the managing authority of POCU lays it out: titles, headings, numbers of columns, sums at the end.
OFFICIAL = """\
Lista operațiunilor finanțate;;;;;;;;;;;
Programul Operațional Capital Uman 2014-2020;;;;;;;;;;;
;;;;;;;;;;;
Nr. crt.;Titlu proiect;Cod SMIS 2014+;Nume beneficiar;Data începere;Data finalizare;Rata de cofinanțare UE;\
Județ;Localitate;Total valoare proiect (lei);Fonduri UE;Buget național
1;2;3;4;5;6;7;8;9;10;11;12
Axa prioritară 4;;;;;;;;;;;
1;Casa de pe deal;127901;DGASPC Suceava;01.03.2019;31.08.2021;85%;SUCEAVA;Frasin;1.500.000,50;1.275.000,43;225.000,07
2;Un alt rând „acasă”;SMIS 2014+: 128044;Fundația Țara Șesului;15/09/2019;14-09-2022;;Iași, Vaslui;-;2.000.000 lei;n/a;
3;Rândul fără cod;;Comuna Runcu;2020;12.2022;;Dolj;;10;;
;TOTAL GENERAL;;;;;;;;3.500.010,50;;
"""


def listed(body: bytes, **settings: Any) -> ListedOperations:
    return read_operations(body, **{"own": {}, "currency": "RON", **settings})


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def table(*rows: str, sign: str = ";") -> bytes:
    return "\n".join(row.replace(";", sign) for row in rows).encode()


# Reading


@pytest.mark.parametrize(
    "body",
    [
        OFFICIAL.encode(),
        OFFICIAL.encode("utf-8-sig"),
        OFFICIAL.translate(str.maketrans("șțȘȚ", "şţŞŢ")).encode("cp1250"),
        OFFICIAL.encode("utf-16"),
        OFFICIAL.replace(";", "\t").encode(),
        OFFICIAL.replace("\n", "\r\n").encode(),
        "\n".join(
            ",".join(f'"{cell}"' if "," in cell else cell for cell in line.split(";")) for line in OFFICIAL.split("\n")
        ).encode(),
    ],
    ids=["utf-8", "bom", "cp1250", "utf-16", "tabs", "crlf", "commas"],
)
def test_a_csv_is_read_in_whatever_encoding_and_with_whatever_sign(body: bytes) -> None:
    read = listed(body)
    assert read.faults == ()
    assert read.others == 3  # numbers of columns, an axis, the sum
    first, second, third = read.operations
    assert (first.row, first.code, first.title, first.beneficiary) == (7, "127901", "Casa de pe deal", "DGASPC Suceava")
    assert (first.start, first.end, first.county, first.locality) == ("2019-03-01", "2021-08-31", "Suceava", "Frasin")
    assert (first.total, first.eu, first.national, first.own) == (
        Decimal("1500000.50"), Decimal("1275000.43"), Decimal("225000.07"), None,
    )  # fmt: skip
    assert (second.code, second.beneficiary, second.start, second.end) == (
        "128044", "Fundația Țara Șesului", "2019-09-15", "2022-09-14",
    )  # fmt: skip
    assert (second.total, second.currency, second.eu, second.county) == (Decimal(2000000), "RON", None, "Iași, Vaslui")
    assert second.cells["Cod SMIS 2014+"] == "SMIS 2014+: 128044"
    assert second.cells["Fonduri UE"] == "n/a"
    assert (third.code, third.start, third.end) == (None, "2020", "2022-12")


def test_a_title_right_above_the_headings_is_none_of_them() -> None:
    (one,) = listed(table("Lista operațiunilor;;", "Cod SMIS;Titlu proiect;Valoare totală", "1234;X;5")).operations
    assert list(one.cells) == ["Cod SMIS", "Titlu proiect", "Valoare totală"]


def test_a_workbook_with_titles_merged_headings_dates_and_several_sheets() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        first = book.active
        first.title = "AP 4"
        first["A1"] = "Lista operațiunilor – situația la 31.03.2024"
        first.merge_cells("A1:G1")
        for column, (upper, lower) in enumerate(
            [
                ("Cod SMIS", None),
                ("Titlu proiect / Project title", None),
                ("Perioada de implementare", "Data începere"),
                (None, "Data finalizare"),
                ("Valoarea proiectului (lei)", "Total"),
                (None, "Fonduri UE"),
                (None, "Contribuție proprie"),
            ],
            start=1,
        ):
            first.cell(3, column, upper)
            first.cell(4, column, lower)
        for cells in ("A3:A4", "B3:B4", "C3:D3", "E3:G3"):
            first.merge_cells(cells)
        first.append([127901, "Casa de pe deal", date(2019, 3, 1), date(2021, 8, 31), 1500000.5, 0.1 + 0.2, "12,5"])
        first["E5"].number_format = "#,##0"  # shows 1,500,001
        first.append(["00130477", "A doua", 43830, "31.12.2023", "1.234.567,89", None, None])
        first.row_dimensions[6].hidden = True  # by a filter that somebody left on
        second = book.create_sheet("AP 6")
        second.append(["Operation name", "SMIS code", "Total cost (EUR)"])
        second.append(["Third", "SMIS2021 309218", 250000])
        book.create_sheet("Note").append(["Sursa: MIPE"])
        hidden = book.create_sheet("Ciornă")
        hidden.append(["Titlu proiect", "Cod SMIS"])
        hidden.append(["Nepublicat", "999999"])
        hidden.sheet_state = "hidden"

    read = listed(workbook(fill))
    assert read.faults == ()
    first, second, third = read.operations
    assert (first.sheet, first.row, first.code, first.start, first.end) == (
        "AP 4", 5, "127901", "2019-03-01", "2021-08-31",
    )  # fmt: skip
    assert (first.total, first.eu, first.own) == (Decimal("1500000.5"), Decimal("0.3"), Decimal("12.5"))
    assert (second.code, second.start, second.end, second.total) == (
        "130477", "2019-12-31", "2023-12-31", Decimal("1234567.89"),
    )  # fmt: skip
    assert (third.sheet, third.code, third.title, third.total, third.currency) == (
        "AP 6", "309218", "Third", Decimal(250000), "EUR",
    )  # fmt: skip
    assert read.headings["total"] == "Valoarea proiectului (lei) Total"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("127901", "127901"),
        (" 00127901 ", "127901"),
        ("SMIS 2014+: 127901", "127901"),
        ("Cod MySMIS2021: 309218", "309218"),
        ("cod SMIS 127 901", "127901"),
        ("127.901", "127901"),
        ("SMIS 2014 127901", "127901"),
        ("201479", "201479"),
        ("5563", "5563"),
        ("SMIS 37112", "37112"),
    ],
)
def test_a_code_is_read_however_it_is_written(cell: str, code: str) -> None:
    assert listed(table("Cod SMIS;Titlu proiect", f"{cell};X")).operations[0].code == code


@pytest.mark.parametrize("cell", ["127901/128044", "POCU", "000", "12345678", "127901 sau 128044"])
def test_what_is_no_code_is_told_and_kept_as_it_stands(cell: str) -> None:
    read = listed(table("Cod SMIS;Titlu proiect", f"{cell};X", "1234;Y"))
    assert [one.code for one in read.operations] == [None, "1234"]
    assert read.operations[0].cells["Cod SMIS"] == cell
    assert read.faults == (f"row 2, “Cod SMIS”: “{cell}” is no SMIS code",)


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("Valoare totală", "abc", "is no sum"),
        ("Valoare totală", "-5", "is less than nothing|is no sum"),
        ("Valoare totală", "1e400", "is no sum"),
        ("Data începere", "31.02.2019", "no day of the calendar"),
        ("Data începere", "12/31/2019", "dd.mm.yyyy"),
        ("Data începere", "curând", "is no date"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_fault_and_the_rest_goes_on(heading: str, cell: str, said: str) -> None:
    read = listed(table(f"Cod SMIS;Titlu proiect;{heading}", f"1234;X;{cell}", "1235;Y;"))
    (fault,) = read.faults
    assert fault.startswith(f"row 2, “{heading}”: “{cell}”")
    assert any(words in fault for words in said.split("|"))
    assert [one.code for one in read.operations] == ["1234", "1235"]
    assert (read.operations[0].total, read.operations[0].start) == (None, None)


def test_a_code_that_stands_twice_with_other_totals_is_told() -> None:
    read = listed(table("Cod SMIS;Titlu;Total", "1234;X;5", "1234;X;5", "1234;X;6"))
    assert len(read.operations) == 3
    assert [fault for fault in read.faults if "stands in row 2 with the total 5 and in row 4 with 6" in fault]
    assert len(read.faults) == 1


def test_headings_that_nobody_knows_are_listed_with_the_fields_wanted() -> None:
    body = table("Identificare;Nume;Bani", "127901;Casa;5")
    with pytest.raises(ColumnsError, match=r"“Identificare”, “Nume”, “Bani”.*--columns.*code, title, beneficiary"):
        listed(body)
    own = {"code": ["IDENTIFICARE"], "title": ["nume"], "total": ["bani"]}
    assert listed(body, own=own).operations[0].total == Decimal(5)
    with pytest.raises(ColumnsError, match=r"was given for county; .*“Identificare”, “Nume”, “Bani”"):
        listed(body, own={**own, "county": ["Unde"]})


def test_people_s_own_headings_go_before_the_usual_ones() -> None:
    body = table("Cod SMIS;Titlu proiect;Valoare totală;Valoare eligibilă", "1234;X;10;9")
    assert listed(body).operations[0].total == Decimal(10)
    assert listed(body, own={"total": ["Valoare eligibilă"]}).operations[0].total == Decimal(9)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "holds no table"),
        (b"%PDF-1.7 ...", "neither CSV nor XLSX"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "neither CSV nor XLSX"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (b"Cod SMIS;Titlu\n1234;" + b'"' + b"x" * 200_000, "can't be read"),
    ],
)
def test_files_that_are_no_list(body: bytes, message: str) -> None:
    with pytest.raises((ColumnsError, ReadError), match=message):
        listed(body)


def test_a_bomb_is_not_unpacked() -> None:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    with pytest.raises(ReadError, match="unpack"):
        listed(saved.getvalue())


def test_a_list_that_is_too_long_for_memory_is_refused() -> None:
    with pytest.raises(ReadError, match="split it into parts"):
        listed(b"Cod SMIS;Titlu\n" + b";;;;;;;;;\n" * 310_000)


def test_texts_are_harmless() -> None:
    (one,) = listed(table("Cod SMIS;Titlu proiect;Beneficiar", "1234;\x1b[2J=cmd\u202e;ana@exemplu.ro")).operations
    assert one.title == "[2J=cmd"
    assert one.beneficiary == "██████████████"


# Natural persons


@pytest.mark.parametrize(
    ("name", "form", "is_person"),
    [
        ("POPESCU ION PFA", "", True),
        ("Popescu Ion Persoană Fizică Autorizată", "", True),
        ("Popescu V. Ion P.F.A.", "", True),
        ("IONESCU MARIA II", "", True),
        ("Î.I. Ionescu Maria", "", True),
        ("Întreprindere Individuală Ionescu", "", True),
        ("Popescu Ion", "persoană fizică", True),
        ("Popescu Ion", "PFA", True),
        ("Popescu Ion 1960229410014", "", True),
        ("Fundația Ioan Paul II", "", False),
        ("Colegiul Național Carol II", "", False),
        ("Asociația Persoanelor cu Handicap Fizic", "ONG", False),
        ("DGASPC Suceava", "persoană juridică de drept public", False),
        ("World Vision România", "ONG", False),
    ],
)
def test_natural_persons_are_not_kept_by_name(name: str, form: str, is_person: bool) -> None:
    body = table(
        "Cod SMIS;Titlu proiect;Nume beneficiar;Tip beneficiar;Localitate;Persoană de contact",
        f"1234;Afacerea Popescu și Ionescu;{name};{form};Frasin;Vasilescu Dan",
    )
    (one,) = listed(body).operations
    assert (one.is_person, one.beneficiary is None, one.locality is None) == (is_person, is_person, is_person)
    assert "Vasilescu" not in repr(one)
    if is_person:
        said = repr(one)
        assert not ("Ionescu" in said and "onescu" in name.lower())
        assert not ("Popescu" in said and "opescu" in name.lower())
        assert "1960229410014" not in said


def test_a_column_of_first_names_tells_persons() -> None:
    body = table("Cod SMIS;Titlu;Beneficiar;Prenume", "1234;Ferma Ilie;Popescu;Ilie", "1235;Casa;Comuna Runcu;")
    person, body_ = listed(body).operations
    assert (person.is_person, person.beneficiary, person.title) == (True, None, "Ferma ████")
    assert (body_.is_person, body_.beneficiary) == (False, "Comuna Runcu")


# Programmes


def test_a_programme_is_named_by_its_key_or_its_one_abbreviation() -> None:
    assert programme_key("pocu") == "POCU"
    assert programme_key("POR/2014-2020") == "POR/2014-2020"
    with pytest.raises(OperationListError, match=r"there is no programme POX; programmes are: .*POCU"):
        programme_key("POX")


# Into the database


@pytest.fixture
def data(exports_data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exports_data, tmp_path / "data"))


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data / "fondoscop.db")) as database:
        return database.execute(sql).fetchall()


def put(run: Run, data: Path, body: bytes, *more: object, name: str = "lista.csv") -> str:
    path = data.parent / name
    path.write_bytes(body)
    code, printed, told = run("import", "operations", path, "--programme", "POCU", "--data", data, *more)
    assert code == 0, told
    return printed


def test_what_is_imported_is_in_the_table_row_by_row_with_its_cells(data: Path, run: Run) -> None:
    body = OFFICIAL.translate(str.maketrans("șțȘȚ", "şţŞŢ")).encode("cp1250")
    printed = put(run, data, body, "--date", "2024-03-31", "--url", "https://mipe.test/pocu")
    assert "POCU: 3 operations read; 1 of them without a code" in printed
    ((name, programme, url, day, headings),) = rows(
        data, "SELECT name, programme, url, day, headings FROM operation_lists"
    )
    assert (name, programme, url, day) == ("lista.csv", "POCU", "https://mipe.test/pocu", "2024-03-31")
    assert json.loads(headings)["total"] == "Total valoare proiect (lei)"
    kept = rows(
        data, "SELECT row, code, total, total_minor, eu, start_date, currency, cells FROM operations ORDER BY place"
    )
    read = listed(body).operations
    assert len(kept) == len(read)
    for (row, code, total, minor, eu, start, currency, cells), one in zip(kept, read, strict=True):
        assert isinstance(one, Operation)
        assert (row, code, start, currency) == (one.row, one.code, one.start, one.currency)
        assert (total and Decimal(total), eu and Decimal(eu)) == (one.total, one.eu)
        assert minor == (None if one.total is None else int(one.total * 100))
        assert json.loads(cells) == one.cells


def compared(data: Path) -> dict[str, tuple[Any, ...]]:
    found = rows(
        data,
        "SELECT code, outcome, differs, project_id, operation_id, value, listed_value, url FROM operations_compared",
    )
    assert len({row[0] for row in found}) == len(found)
    return {row[0]: row[1:] for row in found}


def test_pages_and_list_are_compared_by_code(data: Path, run: Run) -> None:
    printed = put(run, data, OFFICIAL.encode())
    assert compared(data).keys() == {"127901", "128044"}
    outcome, differs, project, operation, value, listed_value, url = compared(data)["127901"]
    assert (outcome, differs, value, listed_value, url) == (
        "differs", "total", "1900000", "1500000.50", "http://ziar.test/stire?id=7",
    )  # fmt: skip
    assert (project, operation) == rows(
        data, "SELECT p.id, o.id FROM projects AS p JOIN operations AS o ON o.code = p.code WHERE p.code = '127901'"
    )[0]
    assert compared(data)["128044"][0] == "not_announced"
    assert "       1  operations of which pages say something else" in printed
    ((what, announced, quote, page, in_list, file, row),) = rows(
        data, "SELECT what, announced, quote, url, listed, list, row FROM operations_differing"
    )
    assert (what, announced, quote, page) == ("total", "1900000", "1.900.000 lei", "http://ziar.test/stire?id=7")
    assert (in_list, file, row) == ("1500000.50", "lista.csv", 7)


def one_row(
    code: str = "127901", total: str = "1.900.000", start: str = "01.03.2019", end: str = "31.08.2021"
) -> bytes:
    heading = "Cod SMIS;Titlu proiect;Data începere;Data finalizare;Total valoare proiect"
    return table(heading, f"{code};Casa de pe deal;{start};{end};{total}")


@pytest.mark.parametrize(
    ("changes", "outcome", "differs"),
    [
        ({}, "agrees", None),
        ({"total": "1.938.000"}, "agrees", None),  # 2 % away
        ({"total": "1.938.001"}, "differs", "total"),
        ({"total": "1.938.001 euro"}, "agrees", None),  # of another currency; the dates are the same
        ({"total": "", "start": "", "end": ""}, "not_compared", None),
        ({"start": "02.03.2019"}, "agrees", None),  # a day
        ({"start": "03.03.2019"}, "differs", "start"),
        ({"start": "2019", "end": "08.2021"}, "agrees", None),  # less precise
        ({"start": "2018", "end": "09.2021", "total": "5"}, "differs", "total, start, end"),
    ],
)
def test_what_differs(data: Path, run: Run, changes: dict[str, str], outcome: str, differs: str | None) -> None:
    put(run, data, one_row(**changes))
    assert compared(data)["127901"][:2] == (outcome, differs)
    named = differs.split(", ") if differs else []
    assert [row[0] for row in rows(data, "SELECT what FROM operations_differing")] == named
    assert all(quote and url for quote, url in rows(data, "SELECT quote, url FROM operations_differing"))


def test_a_project_that_its_programme_s_list_lacks(data: Path, run: Run) -> None:
    put(run, data, one_row(code="130002"))  # a code of the EEA grants: other lists may have it as well
    assert {code: found[0] for code, found in compared(data).items()} == {"127901": "not_listed", "130002": "differs"}
    assert not rows(data, "SELECT 1 FROM operations_compared WHERE title = 'Podul copiilor'")  # without a code


def test_of_two_lists_with_one_code_the_newer_one_counts(data: Path, run: Run) -> None:
    put(run, data, one_row(total="5"), "--date", "2024-06-30", name="iunie.csv")
    put(run, data, one_row(total="6"), "--date", "2024-03-31", name="martie.csv")
    assert compared(data)["127901"][5] == "5"
    put(run, data, one_row(total="7"), "--date", "2024-09-30", name="septembrie.csv")
    assert compared(data)["127901"][5] == "7"


def everything(data: Path) -> list[list[tuple[Any, ...]]]:
    tables = ("operation_lists", "operations", "operations_compared", "operations_differing", "issues")
    return [sorted(rows(data, f"SELECT * FROM {table}"), key=repr) for table in tables]


def test_a_rebuild_gives_the_same_rows_and_a_build_reads_what_changed(data: Path, run: Run) -> None:
    put(run, data, one_row(end="31.13.2021", total="5"), "--date", "2024-03-31")
    put(run, data, OFFICIAL.encode(), name="toate.csv")
    before = everything(data)
    assert all(before)
    extractor = Extractor.load()
    rebuild(data, extractor=extractor)
    assert everything(data) == before
    (data / "fondoscop.db").unlink()
    build(data, extractor=extractor)
    assert everything(data) == before
    index = data / "operations" / "lists.toml"
    index.write_text("# mine\n" + index.read_text("utf-8").rpartition("[[list]]")[0], "utf-8")
    build(data, extractor=extractor)
    assert [row[0] for row in rows(data, "SELECT name FROM operation_lists")] == ["lista.csv"]
    (kept,) = (path for path in (data / "operations").glob("*.csv") if b"31.13.2021" in path.read_bytes())
    kept.write_bytes(b"changed")
    index.write_text(index.read_text("utf-8").replace("2024-03-31", "2024-04-01"), "utf-8")
    build(data, extractor=extractor)
    assert rows(data, "SELECT * FROM operations") == []
    ((kind, message),) = rows(data, "SELECT kind, message FROM issues WHERE stage = 'import'")
    assert (kind, "was changed since it was imported" in message) == ("lost-list", True)


def test_a_row_that_cannot_be_read_is_an_issue(data: Path, run: Run) -> None:
    put(run, data, one_row(end="31.13.2021"), "--url", "https://mipe.test/pocu")
    ((kind, message, url),) = rows(data, "SELECT kind, message, url FROM issues WHERE stage = 'import'")
    assert (kind, url) == ("unread-operation", "https://mipe.test/pocu")
    assert message.startswith("lista.csv: row 2, “Data finalizare”: “31.13.2021”")


def test_the_same_file_again_takes_the_place_of_what_was_said_of_it(data: Path, run: Run) -> None:
    put(run, data, one_row())
    index = data / "operations" / "lists.toml"
    index.write_text(f"# of my own\n{index.read_text('utf-8')}", "utf-8")
    put(run, data, one_row(total="6"), name="alta.csv")
    put(run, data, one_row(), "--date", "2024-03-31", "--currency", "EUR")
    assert [(one.name, one.day, one.currency) for one in read_index(data)] == [
        ("lista.csv", date(2024, 3, 31), "EUR"), ("alta.csv", None, "RON"),
    ]  # fmt: skip
    assert index.read_text("utf-8").startswith("# of my own\n")
    assert tomllib.loads(index.read_text("utf-8"))["list"][0]["programme"] == "POCU"
    assert len(rows(data, "SELECT 1 FROM operations")) == 2


def test_the_file_is_kept_as_it_came(data: Path, run: Run) -> None:
    body = workbook(lambda book: [book.active.append(row) for row in (["Cod SMIS", "Titlu"], [127901, "Casa"])])
    put(run, data, body, name="lista pocu.xlsx")
    (one,) = read_index(data)
    assert one.file.endswith(".xlsx")
    assert (data / "operations" / one.file).read_bytes() == body
    assert rows(data, "SELECT sheet, row, code FROM operations") == [("Sheet", 2, "127901")]


def test_own_columns_are_remembered(data: Path, run: Run, tmp_path: Path) -> None:
    mapping = tmp_path / "coloane.toml"
    mapping.write_text('code = "Identificare"\ntitle = ["Ce se face"]\n', "utf-8")
    put(run, data, table("Identificare;Ce se face", "127901;Casa"), "--columns", mapping)
    (one,) = read_index(data)
    assert dict(one.columns) == {"code": ("Identificare",), "title": ("Ce se face",)}
    assert len(rows(data, "SELECT 1 FROM operations")) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--programme", "POX"), "there is no programme POX"),
        (("--programme", "POCU", "--currency", "lei"), "no code of a currency"),
        (("--programme", "POCU", "--currency", "LEI"), "no code of a currency"),
        (("--programme", "POCU", "--date", "2999-01-01"), "still to come"),
        (("--programme", "POCU", "--url", "javascript:alert(1)"), "no address of the web"),
        (("--programme", "POCU", "--columns", "{}/kinds.toml"), "there is no field kod"),
        (("--programme", "POCU", "--columns", "{}/none.toml"), "can't be read"),
        (("--programme", "POCU"), "“Identificare”"),
    ],
)
def test_what_cannot_be_imported_is_told_and_nothing_is_written(
    data: Path, run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "kinds.toml").write_text('kod = ["x"]', "utf-8")
    path = tmp_path / "lista.csv"
    path.write_bytes(table("Identificare;Ce se face", "127901;Casa"))
    given = [one.format(tmp_path) for one in arguments]
    code, printed, told = run("import", "operations", path, *given, "--data", data)
    assert (code, printed) == (2, "")
    assert said in told
    assert not (data / "operations").exists()
    assert run("import", "operations", tmp_path / "nimic.csv", "--programme", "POCU", "--data", data)[0] == 2


def test_without_a_database_the_next_build_compares(data: Path, run: Run) -> None:
    (data / "fondoscop.db").unlink()
    assert "no database of this version yet" in put(run, data, one_row())
    build(data, extractor=Extractor.load())
    assert compared(data)["127901"][0] == "agrees"


@pytest.mark.parametrize("language", ["ro", "en"])
def test_what_was_exported_is_read_back_as_a_list_that_says_the_same(data: Path, run: Run, language: str) -> None:
    path = data.parent / "operatiuni.csv"
    assert run("export", "operations", "-o", path, "--lang", language, "--data", data)[0] == 0
    put(run, data, path.read_bytes())
    assert {code: found[0] for code, found in compared(data).items()} == {"127901": "agrees"}
    told = "code, title, currency, total, start_date, end_date, beneficiary, county"
    held = """
        SELECT p.code, p.title, t.currency, t.value, p.period_start, p.period_end, o.name, t.county FROM projects AS p
        JOIN project_totals AS t ON t.project_id = p.id JOIN project_organisations AS x ON x.project_id = p.id
            AND x.role = 'lead' JOIN organisations AS o ON o.id = x.organisation_id WHERE p.code = '127901'
    """
    assert rows(data, f"SELECT {told} FROM operations") == rows(data, held)


def test_the_site_asks_and_an_operation_without_a_project_leads_to_none(data: Path, run: Run) -> None:
    put(run, data, OFFICIAL.encode())
    site = Visitor(data / "fondoscop.db")
    page = site.page("/fondoscop/listed-or-announced")
    (row,) = page.cssselect("tbody tr")
    assert "Un alt rând „acasă”" in words(row)
    assert not row.cssselect("a[href*='/proiect/']")
    differing = site.page("/fondoscop/lists-and-pages").cssselect("tbody tr")
    ((project,),) = rows(data, "SELECT project_id FROM operations_differing")
    assert [link.get("href") for link in differing[0].cssselect("a[href*='/proiect/']")] == [f"/proiect/{project}"] * 2


def test_the_summary_as_json(data: Path, run: Run) -> None:
    told = json.loads(put(run, data, OFFICIAL.encode(), "--json"))
    assert (told["operations"], told["without_code"], told["others"]) == (3, 1, 3)
    assert told["compared"] == {
        "agrees": 0, "differs": 1, "not_compared": 0, "not_listed": 0, "not_announced": 1,
    }  # fmt: skip


@pytest.mark.parametrize("content", ["[[list", 'list = "x"', "[[list]]\nname = 'x'", "[list]\n", "other = 1"])
def test_an_index_that_cannot_be_understood_is_told(data: Path, content: str) -> None:
    (data / "operations").mkdir()
    (data / "operations" / "lists.toml").write_text(content, "utf-8")
    with pytest.raises(OperationListError, match=r"lists\.toml"):
        read_index(data)


def test_headings_alone_are_no_list(tmp_path: Path) -> None:
    file = tmp_path / "lista.csv"
    file.write_text("Cod SMIS;Titlu;Beneficiar\n", encoding="utf-8")
    with pytest.raises(OperationListError, match=r"lista\.csv has headings, and no operation under them"):
        import_list(tmp_path / "data", file, programme="POCU")
    assert not (tmp_path / "data").exists()
