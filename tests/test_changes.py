"""`fondoscop changes`: what is new, changed or vanished, from captures and journal; the same after a rebuild."""

import html
import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from conftest import Run
from lxml import etree

from explore.change_words import line_of
from extract.pipeline import Extractor
from jobs.build import build, rebuild
from store.archive import Archive
from store.database import Database

ATOM = "{http://www.w3.org/2005/Atom}"
EPOCH = datetime(2026, 1, 1, 6, tzinfo=UTC)
# RFC 3339, section 5.6: full-date "T" full-time, with seconds and a zone.
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# RFC 3986, section 3.1; an IRI has a scheme.
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
FORMATS = ("text", "json", "atom")
CASA = """<html><head><title>Casa din Lunca</title></head><body><h1>Proiectul „Casa din Lunca”</h1>
<p>Primăria Lunca derulează proiectul „Casa din Lunca”, cod SMIS 123456, finanțat prin Programul Operațional Capital
Uman 2014-2020, axa prioritară 4, în orașul Găești, județul Dâmbovița.</p>
<p>Valoarea totală a proiectului este de {total} lei. De proiect vor beneficia {people} de copii.</p>{more}
</body></html>"""
GRANT = "<p>Din această sumă, finanțarea nerambursabilă este de 900.000 lei.</p>"
STORY = """<html><head><title>{title}</title></head><body><h1>{title}</h1>
<p>Fundația „Podul Verde” din Arinești a început luni proiectul „Ghiozdanul de pe deal”, care va dura trei ani și va
ajuta trei sute douăzeci de elevi din satele de munte să rămână la școală, a anunțat conducerea fundației.</p>
<p>Valoarea totală a proiectului este de 6.325.480 lei, bani cu care vor fi plătiți profesorii, transportul, mesele
calde și rechizitele, iar părinții vor primi consiliere acasă, de două ori pe lună, din partea unei echipe.</p>
<p>„Copiii aceștia merg pe jos câte șapte kilometri pe zi”, a spus coordonatoarea proiectului, care lucrează de zece ani
cu familiile din zonă și cunoaște fiecare gospodărie de pe dealurile comunei.</p></body></html>"""
HOSTILE = "<script>alert('x')</script> &amp; \x1b[2J \u202e ]]> \ufffe\ufdd0 „Ț”"
BAD = f"""<html><head><title>{html.escape(HOSTILE)}</title></head><body><h1>{html.escape(HOSTILE)}</h1>
<p>Asociația Rău derulează proiectul „Pod {html.escape(HOSTILE.partition(" „")[0])}”.</p>
<p>Valoarea totală a proiectului este de 70.000 lei.</p></body></html>"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


class Web:
    """A data directory whose pages come, change and go from day to day."""

    def __init__(self, data: Path, extractor: Extractor) -> None:
        self.data, self.extractor, self.archive = data, extractor, Archive(data / "archive")

    def put(self, day: int, url: str, body: str, source: str = "primaria") -> None:
        with self.archive.writer(source_id=source, run_id=f"run{day}") as writer:
            writer.write(
                url=url,
                status=200,
                response_headers=[("Content-Type", "text/html; charset=utf-8")],
                body=body.encode(),
                fetched_at=EPOCH + timedelta(days=day),
            )

    def note(self, day: int, event: str, source: str = "primaria", **details: object) -> None:
        time = (EPOCH + timedelta(days=day)).isoformat()
        self.archive.journal.append({"time": time, "run": f"run{day}", "source": source, "event": event, **details})

    def crawl(self, day: int, *pages: tuple[str, str], source: str = "primaria", county: str | None = None) -> None:
        self.note(day, "run_started", source, name=source.capitalize(), kind="news", county=county)
        for url, body in pages:
            self.put(day, url, body, source)
        self.note(day, "run_finished", source, outcome="ok", message="")

    def build(self) -> None:
        build(self.data, extractor=self.extractor)


HOME = "https://primaria.example/proiect"


def days(web: Web, upto: int = 6) -> list[tuple[int, object]]:
    """What happens on each day."""
    return [
        (1, lambda: web.crawl(1, (HOME, CASA.format(total="1.000.000", people=120, more=GRANT)))),
        (2, lambda: web.crawl(2, (HOME, CASA.format(total="1.250.000", people=120, more="")))),
        (3, lambda: web.note(3, "vanished", url=HOME, status=404)),
        (4, lambda: web.note(4, "seen", urls=[HOME])),
        (
            5,
            lambda: [
                web.crawl(
                    5,
                    (f"https://ziar{n}.example/stire", STORY.format(title="Ghiozdanul")),
                    source=f"ziar{n}",
                    county="Iași" if n == 2 else None,
                )
                for n in range(3)
            ],
        ),
        (6, lambda: web.crawl(6, ("https://rau.example/pagina", BAD), source="rau")),
    ][:upto]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor) -> Path:
    """Built day by day."""
    web = Web(tmp_path_factory.mktemp("web"), extractor)
    for _, happen in days(web):
        happen()  # type: ignore[operator]
        web.build()
    return web.data


def told(run: Run, data: Path, *options: object) -> list[dict]:
    code, out, err = run("changes", "--data", data, "--format", "json", "--since", "2026", *options)
    assert code == 0, err
    return json.loads(out)


def atom(run: Run, data: Path, *options: object) -> etree._Element:
    code, out, err = run("changes", "--data", data, "--format", "atom", "--since", "2026", *options)
    assert code == 0, err
    return etree.fromstring(out.encode(), etree.XMLParser(resolve_entities=False))


# What is told


def test_each_page_and_moment_is_an_entry_the_newest_first(run: Run, data: Path) -> None:
    entries = told(run, data)
    assert [(entry["action"], entry["moment"][:10]) for entry in entries] == [
        ("new", "2026-01-07"),
        ("new", "2026-01-06"),
        ("returned", "2026-01-05"),
        ("vanished", "2026-01-04"),
        ("changed", "2026-01-03"),
        ("new", "2026-01-02"),
    ]
    changed = entries[4]
    assert (changed["title"], changed["url"], changed["source"]) == (
        "Proiectul „Casa din Lunca”",
        HOME,
        "Primaria",
    )
    assert [
        (line["text"], line["project"], line["quote_before"], line["quote_after"]) for line in changed["lines"]
    ] == [
        ("Valoare totală: 1.000.000 lei → 1.250.000 lei", "Casa din Lunca", "1.000.000 lei", "1.250.000 lei"),
        ("Nu mai apare: finanțare nerambursabilă: 900.000 lei", "Casa din Lunca", "900.000 lei", None),
    ]


def test_the_same_in_the_terminal(run: Run, data: Path) -> None:
    code, out, _ = run("changes", "--data", data, "--since", "2026-01-03", "--until", "2026-01-04")
    assert (code, out.splitlines()) == (
        0,
        [
            "04.01.2026  Pagină dispărută: Proiectul „Casa din Lunca” · Primaria",
            f"  {HOME}",
            "",
            "03.01.2026  Pagină schimbată: Proiectul „Casa din Lunca” · Primaria",
            f"  {HOME}",
            "  „Casa din Lunca”",
            "    Valoare totală: 1.000.000 lei → 1.250.000 lei",
            "      „1.000.000 lei” → „1.250.000 lei”",
            "    Nu mai apare: finanțare nerambursabilă: 900.000 lei",
            "      „900.000 lei”",
            "",
        ],
    )


def test_a_story_that_three_papers_print_is_one_entry(run: Run, data: Path) -> None:
    (story,) = [entry for entry in told(run, data) if entry["title"] == "Ghiozdanul"]
    assert story["copies_count"] == 2
    assert len({story["url"], *(copy["url"] for copy in story["copies"])}) == 3
    assert story["copy_of"] is None
    out = run("changes", "--data", data, "--since", "2026-01-06", "--until", "2026-01-06")[1]
    assert "  și în alte 2 publicații: Ziar" in out
    assert "Valoare totală: 6.325.480 lei" in out
    summary = atom(run, data).xpath("//*[local-name()='summary' and contains(., 'Ghiozdanul')]")
    assert any("și în alte 2 publicații" in one.text for one in summary)


def test_a_copy_without_its_first_document_says_so(run: Run, data: Path) -> None:
    (story,) = [
        entry
        for source in ("ziar0", "ziar1", "ziar2")
        for entry in told(run, data, "--source", source)
        if entry["copy_of"]
    ][:1]
    assert story["copies_count"] == 0
    assert (
        "copie a paginii https://ziar"
        in run("changes", "--data", data, "--since", "2026", "--source", "ziar2")[1]
        + run("changes", "--data", data, "--since", "2026", "--source", "ziar1")[1]
    )


# Day by day and at once


def test_a_rebuild_gives_the_same_feed_byte_for_byte(
    run: Run, data: Path, tmp_path: Path, extractor: Extractor
) -> None:
    copytree(data / "archive", tmp_path / "archive")
    rebuild(tmp_path, extractor=extractor)
    for form in FORMATS:
        options = ("--format", form, "--since", "2025-01-01", "--base-url", "https://fonduri.example/feed/")
        files = [place / f"changes.{form}" for place in (data, tmp_path)]
        for place, file in zip((data, tmp_path), files, strict=True):
            assert run("changes", "--data", place, *options, "--output", file)[0] == 0
        assert files[0].read_bytes() == files[1].read_bytes()
        assert files[0].stat().st_size > 500
        files[0].unlink()


# Since and until


def test_without_since_it_is_the_last_runs(run: Run, data: Path) -> None:
    assert run("changes", "--data", data)[1].count("Pagină") == 1
    assert "07.01.2026" in run("changes", "--data", data)[1]


def test_since_a_run_is_what_came_after_it(run: Run, data: Path) -> None:
    def moments(*options: object) -> list[str]:
        code, out, err = run("changes", "--data", data, "--format", "json", *options)
        assert code == 0, err
        return sorted(entry["moment"][8:10] for entry in json.loads(out))

    assert moments("--since", "run2") == ["04", "05", "06", "07"]
    assert moments("--since", "2026-01-03") == ["03", "04", "05", "06", "07"]
    assert moments("--since", "2026-01-03", "--until", "run4") == ["03", "04", "05"]
    assert moments("--since", "2026-01-03T06:00", "--until", "2026-01-04 06:00") == ["03", "04"]
    assert moments("--since", "2026-01-03T06:01", "--until", "2026-01-04 05:59") == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--since", "run22"), "did you mean run2"),
        (("--since", "2026-02-30"), "2026-02-30 is no date"),
        (("--until", "alaltăieri"), "neither a date"),
        (("--county", "Dâmbovta"), "did you mean Dâmbovița"),
        (("--programme", "Capital Umn"), "did you mean Programul Operațional Capital Uman"),
        (("--source", "primarie"), "did you mean primaria"),
        (("--base-url", "javascript:alert(1)"), "is no address on the web"),
        (("--kind", "money"), "money"),
    ],
)
def test_what_there_is_not(run: Run, data: Path, options: tuple[str, ...], said: str) -> None:
    since = () if "--since" in options else ("--since", "2026")
    code, out, err = run("changes", "--data", data, *since, *options)
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())


def test_nothing_says_so(run: Run, data: Path) -> None:
    assert run("changes", "--data", data, "--since", "2030-05-01")[:2] == (0, "Nicio schimbare după 01.05.2030.\n")
    assert run("changes", "--data", data, "--since", "2030", "--format", "json")[:2] == (0, "[]\n")
    feed = atom(run, data, "--since", "2030")
    assert not feed.findall(f"{ATOM}entry")
    assert feed.findtext(f"{ATOM}updated") == "2026-01-07T06:00:00+00:00"
    check(feed)


# Filters


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        (("--county", "dambovita"), {HOME}),  # where the project works
        (("--county", "DB"), {HOME}),
        (("--county", "Iași"), {"https://ziar2.example/stire"}),  # of the site
        (("--programme", "POCU"), {HOME}),
        (("--programme", "programul operational capital uman"), {HOME}),
        (("--source", "primaria"), {HOME}),
        (("--source", "Primaria", "--source", "rau"), {HOME, "https://rau.example/pagina"}),
        (("--kind", "amount"), {HOME}),
        (("--kind", "partner"), set()),
    ],
)
def test_filters(run: Run, data: Path, options: tuple[str, ...], urls: set[str]) -> None:
    assert {entry["url"] for entry in told(run, data, *options)} == urls


def test_a_kind_takes_the_lines_of_the_others_out(run: Run, data: Path) -> None:
    (entry,) = told(run, data, "--kind", "amount")
    assert [line["kind"] for line in entry["lines"]] == ["amount", "amount"]
    assert {entry["action"] for entry in told(run, data, "--kind", "document")} == {"new", "vanished", "returned"}


def test_a_fund_holds_what_is_below_it(run: Run, data: Path) -> None:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        keys = [row["key"] for row in database.rows("SELECT key FROM programmes WHERE level IN ('fund', 'programme')")]
    assert len(keys) > 1
    assert all({entry["url"] for entry in told(run, data, "--programme", key)} == {HOME} for key in keys)


def test_where_the_lead_is_from_counts(run: Run, data: Path, tmp_path: Path, extractor: Extractor) -> None:
    web = Web(tmp_path, extractor)
    body = """<html><body><h1>Proiectul „Punți”</h1><p>Direcția Generală de Asistență Socială și Protecția Copilului
    Vaslui derulează, în calitate de beneficiar, proiectul „Punți”, cu o valoare totală de 400.000 lei.</p>
    </body></html>"""
    web.crawl(1, ("https://minister.example/punti", body), source="minister")
    web.build()
    assert [entry["url"] for entry in told(run, tmp_path, "--county", "Vaslui")] == ["https://minister.example/punti"]


# The feed


def check(feed: etree._Element) -> None:
    """RFC 4287: what a feed and its entries must have (sections 4.1.1 and 4.1.2), and how (3.3, 4.2.6)."""
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert IRI.fullmatch(element.findtext(f"{ATOM}id"))
        assert element.findtext(f"{ATOM}title")
        for name in ("updated", "published"):
            for date in element.findall(f"{ATOM}{name}"):
                assert RFC3339.fullmatch(date.text)
                datetime.fromisoformat(date.text)
        alternate = [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        assert len(alternate) == 1
        assert all(IRI.fullmatch(link.get("href")) for link in element.findall(f"{ATOM}link"))
        assert all(category.get("term") for category in element.findall(f"{ATOM}category"))
        assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert len(element.findall(f"{ATOM}summary")) <= 1
    ids = [element.findtext(f"{ATOM}id") for element in feed.iter(f"{ATOM}feed", f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    allowed = {"id", "title", "updated", "link", "author", "subtitle", "category", "published", "summary", "entry"}
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert {etree.QName(child).localname for child in element} <= allowed
        assert {etree.QName(child).namespace for child in element} == {ATOM[1:-1]}


def test_the_feed_is_valid_atom(run: Run, data: Path) -> None:
    feed = atom(run, data, "--base-url", "https://fonduri.example/feed/")
    check(feed)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 6
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") for entry in entries)
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "alternate": "https://fonduri.example/feed/",
        "self": "https://fonduri.example/feed/",
    }
    check(atom(run, data))


def test_a_feed_in_a_file_knows_its_address(run: Run, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "dambovita.atom"
    options = ("--since", "2026", "--format", "atom", "--base-url", "https://fonduri.example/feed/", "--output", file)
    assert run("changes", "--data", data, "--county", "Dâmbovița", *options)[:2] == (0, "")
    feed = etree.fromstring(file.read_bytes())
    check(feed)
    (own,) = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == "https://fonduri.example/feed/dambovita.atom"
    assert feed.findtext(f"{ATOM}title").endswith("(Dâmbovița)")
    other = atom(run, data, "--base-url", "https://fonduri.example/feed/")
    assert other.findtext(f"{ATOM}id") != feed.findtext(f"{ATOM}id")


def test_ids_of_entries_stay_when_more_comes(run: Run, data: Path, tmp_path: Path, extractor: Extractor) -> None:
    web = Web(tmp_path, extractor)
    seen: set[str] = set()
    for _, happen in days(web):
        happen()  # type: ignore[operator]
        web.build()
        now = {entry["id"] for entry in told(run, tmp_path)}
        assert seen < now
        seen = now


def test_what_pages_write_is_text(run: Run, data: Path) -> None:
    code, out, _ = run("changes", "--data", data, "--since", "2026-01-07")
    assert code == 0
    assert "<script>alert" in out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
    feed = atom(run, data, "--since", "2026-01-07")
    check(feed)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert "<script>alert('x')</script>" in entry.findtext(f"{ATOM}title"), "a title of plain text"
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "<script" not in summary.text
    shown = etree.fromstring(f"<div>{summary.text.replace('<br>', '<br/>')}</div>")
    assert {element.tag for element in shown.iter()} <= {"div", "p", "ul", "li", "br"}


def test_the_terminal_may_be_closed_in_the_middle(data: Path) -> None:
    command = "import pipeline; pipeline.main()"
    arguments = [sys.executable, "-c", command, "changes", "--data", str(data), "--since", "2026"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


# The words


def change(kind: str, before: dict | None, after: dict | None) -> list[str]:
    action = "changed" if before and after else "new" if after else "vanished"
    row = {
        "kind": kind,
        "action": action,
        "project": None,
        "values_before": json.dumps(before) if before else None,
        "values_after": json.dumps(after) if after else None,
        "quote_before": "a" if before else None,
        "quote_after": "b" if after else None,
    }
    return [line.text for line in line_of(row)]


def amount(value: str, role: str = "total", **values: object) -> dict:
    return {
        "value": value, "value_max": None, "currency": "RON", "role": role, "organisation": None, "approximate": 0,
        "bound": None,
    } | values  # fmt: skip


def people(count: int, status: str = "target", **values: object) -> dict:
    return {
        "count": count, "count_max": None, "unit": "copii", "categories": '["children"]', "status": status,
        "approximate": 0, "bound": None,
    } | values  # fmt: skip


PROJECT = dict.fromkeys(("code", "contract", "programme", "period_start", "period_end", "duration_months"))


@pytest.mark.parametrize(
    ("kind", "before", "after", "lines"),
    [
        ("amount", amount("1200000"), amount("1500000"), ["Valoare totală: 1.200.000 lei → 1.500.000 lei"]),
        ("amount", None, amount("1500000", approximate=1), ["Nou: valoare totală: circa 1.500.000 lei"]),
        ("amount", amount("5", "grant"), None, ["Nu mai apare: finanțare nerambursabilă: 5 lei"]),
        ("amount", amount("5"), amount("5", "grant"), ["Valoare totală: 5 lei → finanțare nerambursabilă: 5 lei"]),
        (
            "amount",
            amount("5", organisation=None),
            amount("5", organisation="UNICEF"),
            ["Valoare totală: 5 lei (organizația: nespus → UNICEF)"],
        ),
        ("amount", amount("5"), amount("5", bound="max"), ["Valoare totală: 5 lei → cel mult 5 lei"]),
        ("partner", {"name": "A", "role": "lead"}, {"name": "B", "role": "lead"}, ["Lider de proiect: A → B"]),
        ("partner", None, {"name": "B", "role": "partner"}, ["Nou: partener: B"]),
        (
            "date",
            {"start_date": "2020-02", "end_date": "2022-01-31", "role": "period"},
            {"start_date": "2020-02", "end_date": "2023-01-31", "role": "period"},
            ["Perioada proiectului: 02.2020 – 31.01.2022 → 02.2020 – 31.01.2023"],
        ),
        ("beneficiaries", people(120), people(150), ["Planificat; copii: 120 de copii → 150 de copii"]),
        (
            "place",
            {"name": "Găești", "kind": "locality", "county": None, "siruta": None},
            {"name": "Găești", "kind": "locality", "county": "Dâmbovița", "siruta": 65575},
            ["Localitate: Găești → Găești, Dâmbovița, SIRUTA 65575"],
        ),
        (
            "project",
            {"title": "Casa", **PROJECT, "duration_months": 36.0},
            {"title": "Casa", **PROJECT, "duration_months": 42.0, "code": "123456"},
            ["Codul SMIS: nespus → 123456", "Durata: 36 de luni → 42 de luni"],
        ),
        ("project", None, {"title": "Casa", **PROJECT, "code": "1"}, ["Proiect nou: „Casa” (cod 1)"]),
        ("project", {"title": "Casa", **PROJECT}, None, ["Proiect care nu mai apare: „Casa”"]),
    ],
)
def test_changes_in_romanian(kind: str, before: dict | None, after: dict | None, lines: list[str]) -> None:
    assert change(kind, before, after) == lines
    assert not set("şţŞŢ") & set("".join(lines))
