"""Reservations of text and data mining: the rules, and what a crawl makes of them."""

import json
from contextlib import ExitStack

import pytest

from crawler.reservations import ReservationError, Rule, read_rules, rule_for
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, events, issues, make
from tests.watched_crawl import watched_crawl

POLICY = "https://mic.ro/politica.json"


@pytest.mark.parametrize(
    ("location", "path", "matches"),
    [
        ("/", "/a", True),
        ("/a", "/ab", True),
        ("/a/", "/a", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*.pdf", "/x/y.pdf?z", True),
        ("/*.pdf$", "/x/y.pdf?z", False),
        ("/*.pdf$", "/x.pdf/y.pdf", True),
        ("/a*b*c$", "/abcbc", True),
        ("/a*ab$", "/ab", False),
        ("*", "/", True),
        ("/x%24", "/x$y", True),
        ("/x%2A", "/xy", False),
        ("/ș", "/%C8%99i", True),
        ("/a?b=1", "/a?b=12", True),
        ("", "/", True),
    ],
)
def test_a_location_is_a_pattern_as_in_robots_txt(location, path, matches):
    assert Rule(reserved=True, location=location).matches(path) is matches


def test_a_hostile_pattern_takes_no_time():
    rule = Rule(reserved=True, location="/" + "*a" * 2000 + "*b$")
    assert not rule.matches("/" + "a" * 100_000)


def test_the_longest_rule_holds():
    rules = read_rules(
        json.dumps(
            [
                {"location": "/", "tdm-reservation": 1, "tdm-policy": POLICY},
                {"location": "/liber/", "tdm-reservation": 0},
                {"location": "/liber/", "tdm-reservation": "1"},
                {"location": "/deschis/", "tdm-reservation": 0},
                {"location": 7, "tdm-reservation": 1},
                "?",
            ]
        ).encode()
    )
    assert len(rules) == 4
    found = {path: rule_for(f"https://mic.ro{path}", rules) for path in ("", "/x", "/liber/x", "/deschis/x")}
    assert {path: rule.reserved for path, rule in found.items()} == {
        "": True,
        "/x": True,
        "/liber/x": True,
        "/deschis/x": False,
    }
    assert found["/x"].policy == POLICY
    assert rule_for("https://mic.ro/x", rules[1:]) is None


@pytest.mark.parametrize("body", [b"[", b"[" * 100_000, b"7", b"\xff[", b'[{"location": "/"'])
def test_a_file_that_is_none_is_told(body):
    with pytest.raises(ReservationError):
        read_rules(body)


def meta(value: str, policy: str = "") -> bytes:
    terms = f'<META NAME="TDM-policy" content="{policy}">' if policy else ""
    return f'<html><head><meta name="tdm-Reservation" content="{value}">{terms}</head><p>x</p></html>'.encode()


def test_what_is_reserved_is_not_kept(tmp_path):
    names = ("liber", "antet", "meta", "zero", "ambele", "fisier", "mutat", "utf16")
    header = {"tdm-reservation": "1", "tdm-policy": POLICY}
    rules = [{"location": "/proiecte/fisier", "tdm-reservation": 1, "tdm-policy": f"{POLICY}\x1b[2J"}]
    with Site({}) as site:
        site.answers |= {
            "/.well-known/tdmrep.json": Answer(json.dumps(rules).encode(), type="application/json"),
            "/proiecte": page(*(f"/proiecte/{name}" for name in names)),
            "/proiecte/liber": page("/raport.pdf"),
            "/raport.pdf": Answer(b"%PDF-1.7", type="application/pdf", headers=header),
            "/proiecte/antet": Answer(page(), headers=header),
            "/proiecte/meta": meta("1", POLICY),
            "/proiecte/zero": Answer(meta("0"), headers=header),  # the page's own word is above its header
            "/proiecte/ambele": Answer(meta("1"), headers={"tdm-reservation": "0"}),
            "/proiecte/fisier": page(),
            "/proiecte/mutat": Answer(status=302, headers={"Location": "/proiecte/fisier", **header}, type=None),
            "/proiecte/utf16": Answer(meta("1").decode().encode("utf-16"), type="text/html; charset=utf-16"),
        }
        done = watched_crawl(make(site), tmp_path)
    assert captured(tmp_path) == ["/proiecte/liber", "/proiecte/zero"]
    assert [path for path, _ in site.seen].count("/.well-known/tdmrep.json") == 1
    assert [path for path, _ in site.seen][:3] == ["/robots.txt", "/.well-known/tdmrep.json", "/proiecte"]
    assert "/proiecte/fisier" not in site.paths()
    found = issues(tmp_path)
    assert set(found) == {f"/proiecte/{n}" for n in ("antet", "meta", "ambele", "fisier", "utf16")} | {"/raport.pdf"}
    assert {kind for kind, _ in found.values()} == {"tdm-reserved"}
    assert all(POLICY in found[path][1] for path in ("/proiecte/antet", "/proiecte/meta", "/proiecte/fisier"))
    assert all(message.isprintable() for _, message in found.values())
    assert done.outcome == "ok"
    for file in (tmp_path / "archive").iterdir():
        assert b"tdm-policy" not in file.read_bytes()


def test_a_page_that_becomes_reserved_is_not_fetched_into_the_archive_again(tmp_path):
    with Site({"/proiecte": page("/proiecte/unu"), "/proiecte/unu": page()}) as site:
        source = make(site)
        watched_crawl(source, tmp_path)
        site.answers["/proiecte/unu"] = Answer(page(), headers={"tdm-reservation": "1"})  # answers 304
        done = watched_crawl(source, tmp_path, run_id="r2")
    assert (done.result["unchanged"], done.result["failed"], done.result["vanished"]) == (0, 1, 0)
    assert issues(tmp_path, "r2")["/proiecte/unu"][0] == "tdm-reserved"


UNREADABLE = {
    "page": (Answer(page()), False),
    "forbidden": (Answer(b"", status=403), False),
    "elsewhere": (Answer(status=302, headers={"Location": "http://alt.ro/"}, type=None), False),
    "broken": (Answer(b"[{", type="application/json"), True),
    "error": (Answer(b"", status=500), True),
    "large": (Answer(b"[" + b" " * 600_000 + b"]", type="application/json"), True),
}


def test_sites_without_a_readable_file_are_read(tmp_path):
    with ExitStack() as stack:
        sites = {}
        for name, (answer, _) in UNREADABLE.items():
            answers = {"/proiecte": page(f"/proiecte/{name}"), f"/proiecte/{name}": page()}
            sites[name] = stack.enter_context(Site(answers | {"/.well-known/tdmrep.json": answer}))
        source = make(sites["page"], start=[f"{site.url}/proiecte" for site in sites.values()])
        done = watched_crawl(source, tmp_path, settings={"RETRY_TIMES": 0})
    assert (done.outcome, captured(tmp_path)) == ("ok", sorted(f"/proiecte/{name}" for name in UNREADABLE))
    found = {event["url"]: event["kind"] for event in events(tmp_path, "issue")}
    told = [sites[name].url for name, (_, is_told) in UNREADABLE.items() if is_told]
    assert found == {f"{url}/.well-known/tdmrep.json": "tdm-unreadable" for url in told}
