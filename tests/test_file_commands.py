"""evaluate, annotate and show as commands, on real files."""

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Docx
from hypothesis import given
from hypothesis import strategies as st

from extract.gold import read_annotation
from extract.intervals import MEAN, intervals
from extract.scores import KINDS, Score

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "tests" / "documents"
SHARED = ROOT.parent / "shared"
PAGE = """Proiectul „Casa de pe deal” pornește la drum

Proiectul „Casa de pe deal”, cod SMIS 127901, este derulat de Asociația Salcia în parteneriat cu Fundația Plopul.
Are o valoare totală de 300.000 lei și ajută 20 de copii din orașul Brad. Contractul a fost semnat la 3 mai 2021.
"""
NAMES = ("notă.txt", "notă.html", "notă.docx")

Run = Callable[..., tuple[int, str, str]]


def write_page(path: Path) -> Path:
    """The page in the form that the ending says."""
    if path.suffix == ".html":
        body = "".join(f"<p>{line}</p>" for line in PAGE.splitlines() if line)
        path.write_text(f"<html lang=ro><body><article>{body}</article></body></html>", "utf-8")
    elif path.suffix == ".docx":
        document = Docx()
        for line in filter(None, PAGE.splitlines()):
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text(PAGE, "utf-8")
    return path


def scores_of(out: str) -> dict[str, Any]:
    return {kind: score["f1"] for kind, score in json.loads(out)["scores"].items()}


# annotate and evaluate, there and back


@pytest.mark.parametrize("name", NAMES)
def test_an_annotation_just_written_agrees_in_everything_and_a_corrected_one_does_not(
    run: Run, tmp_path: Path, name: str
) -> None:
    page = write_page(tmp_path / name)
    code, out, err = run("annotate", page)
    assert (code, out) == (0, ""), err
    code, out, _ = run("evaluate", tmp_path, "--json", "-")
    assert code == 0
    assert scores_of(out) == dict.fromkeys(KINDS, 1.0)
    assert json.loads(out)["differences"] == []

    written = tmp_path / "notă.json"
    annotation = json.loads(written.read_text("utf-8"))
    assert [amount["role"] for amount in annotation["amounts"]] == ["total"]
    annotation["amounts"][0]["role"] = "grant"
    del annotation["partners"][0]
    written.write_text(json.dumps(annotation), "utf-8")
    code, out, _ = run("evaluate", tmp_path, "-o", "-")
    assert code == 0
    measured = json.loads(out)
    assert measured["scores"]["amounts"]["f1"] == 0.0
    assert 0 < measured["scores"]["partners"]["f1"] < 1
    assert measured["scores"]["dates"]["f1"] == 1.0
    assert measured["mean_f1"] < 1
    told = [(one["kind"], one["what"], one["quote"]) for one in measured["differences"]]
    assert ("amounts", "different", "300.000 lei") in told
    assert ("partners", "spurious", "Asociația Salcia") in told


def test_first_annotations_of_all_our_documents_agree_in_everything(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    assert run("annotate", *sorted(DOCUMENTS.glob("*.txt")), "-o", gold)[0] == 0
    code, out, _ = run("evaluate", gold, "--json", "-")
    assert code == 0
    assert scores_of(out) == dict.fromkeys(KINDS, 1.0)
    assert json.loads(out)["documents"] == len(list(DOCUMENTS.glob("*.txt")))
    for path in gold.glob("*.txt"):
        assert path.read_bytes() == (DOCUMENTS / path.name).read_bytes()


def test_one_fact_stands_on_one_line(run: Run, tmp_path: Path) -> None:
    run("annotate", write_page(tmp_path / "a.txt"))
    (line,) = [line for line in (tmp_path / "a.json").read_text("utf-8").splitlines() if "300.000 lei" in line]
    assert json.loads(line) == {
        "quote": "300.000 lei", "value": "300000", "currency": "RON", "role": "total", "approximate": False,
        "project": 0,
    }  # fmt: skip


def test_nothing_is_replaced_without_force(run: Run, tmp_path: Path) -> None:
    page = write_page(tmp_path / "a.txt")
    other = write_page(tmp_path / "b.txt")
    (tmp_path / "b.json").write_text("mine")
    code, _, err = run("annotate", page, other)
    assert code == 2
    assert "b.json is there already" in err
    assert not (tmp_path / "a.json").exists()
    assert (tmp_path / "b.json").read_text() == "mine"
    assert run("annotate", page, other, "--force")[0] == 0
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["amounts"]
    assert not list(tmp_path.glob("*.part"))


def test_a_copied_document_does_not_replace_another_one(run: Run, tmp_path: Path) -> None:
    page = write_page(tmp_path / "a.txt")
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.txt").write_text("another text")
    code, _, err = run("annotate", page, "-o", gold)
    assert code == 2
    assert "a.txt is there already" in err
    assert [path.name for path in gold.iterdir()] == ["a.txt"]
    assert (gold / "a.txt").read_text() == "another text"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["annotate", "missing.txt"], 2, "missing.txt does not exist"),
        (["annotate", "a.txt", "a.html"], 2, "both be annotated in a.json"),
        (["annotate", "a.txt", "sub/a.txt", "-o", "gold"], 2, "both be annotated in gold/a.json"),
        (["annotate", "facts.json", "--force"], 2, "facts.json is one of the files to read"),
        (["annotate", "a.txt", "-o", "a.html"], 2, "a.html is no folder"),
        (["annotate", "a.txt", "-o", "no/where"], 2, "there is no folder no"),
        (["annotate", "broken.pdf"], 3, "broken.pdf"),
        (["annotate"], 2, "Missing argument"),
        (["show", "missing.txt"], 2, "missing.txt does not exist"),
        (["show", "sub"], 2, "sub is a folder"),
        (["show", "broken.pdf"], 3, "broken.pdf"),
        (["show", "broken.pdf", "--html", "page.html"], 3, "broken.pdf"),
        (["show", "a.html", "--html", "a.html"], 2, "one of the files to read"),
        (["show", "a.txt", "--html", "no/page.html"], 2, "no folder no"),
        (["evaluate", "missing"], 2, "missing is no folder"),
        (["evaluate", "a.txt"], 2, "a.txt is no folder"),
        (["evaluate", "sub"], 2, "there is no annotation in sub"),
        (["evaluate", "."], 2, "facts.json: there is no document facts"),
        (["evaluate", "sub", "-o", "sub"], 2, "is a folder"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_writes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "a.html", "sub/a.txt"):
        write_page(tmp_path / name)
    (tmp_path / "facts.json").write_text("{}")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 rubbish")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    got, out, err = run(*arguments)
    assert got == code
    assert message in " ".join((out + err).replace("│", " ").split())
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


# evaluate


def annotation(**facts: object) -> str:
    """An annotation with these facts and no others."""
    return json.dumps({"projects": [], "partners": [], "amounts": [], "dates": [], "beneficiaries": [], **facts})


def figure(quote: str, categories: object) -> dict[str, object]:
    return {
        "quote": quote, "count": 20, "unit": ["copii"], "categories": categories, "status": "target",
        "approximate": False, "project": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('{"projects": [,]}', "line 1 column 15"),
        ("[]", "the annotation is a list"),
        ("[" * 100_000, "nested too deeply"),
        ('{"projects": []}', "partners must be a list"),
        (annotation(partners=[{"name": "X", "role": "boss", "project": None}]), "partners[0]: role is 'boss'"),
        (annotation(partners=[{"name": "X", "role": "lead", "project": 0}]), "partners[0]: there is no project 0"),
        (annotation(projects=[{"title": "X"}, {"title": "X", "start": "2021-13"}]), "projects[1]: start is '2021-13'"),
        (annotation(beneficiaries=[figure("20 de copii", [{}])]), "beneficiaries[0]: categories is [{}]"),
        (annotation(beneficiaries=[figure("30 de copii", "any")]), "beneficiaries[0]: the text has no '30 de copii'"),
    ],
    ids=lambda value: value[:60],
)
def test_every_malformed_annotation_is_named_with_its_fault(
    run: Run, tmp_path: Path, written: str, message: str
) -> None:
    for name in ("a", "b", "c"):
        write_page(tmp_path / f"{name}.txt")
        run("annotate", tmp_path / f"{name}.txt")
    for name in ("a", "c"):
        (tmp_path / f"{name}.json").write_text(written, "utf-8")
    code, out, err = run("evaluate", tmp_path)
    assert (code, out) == (2, "")
    told = dict(line.removeprefix("fondoscop: ").split(": ", 1) for line in err.splitlines())
    assert told.keys() == {"a.json", "c.json"}
    assert all(message in fault for fault in told.values())


def test_the_annotation_that_the_documentation_shows_can_be_used(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "annotations.md").read_text("utf-8")
    shown = re.search(r"^    \{\n(?:    .*\n)+", page, re.MULTILINE)
    assert shown is not None
    (tmp_path / "a.json").write_text(shown[0], "utf-8")
    gold = read_annotation(tmp_path / "a.json", "300.000 lei, 19 ianuarie 2023, 20 de copii")
    assert all(gold.facts[kind] for kind in ("projects", "partners", "amounts", "dates", "beneficiaries"))


def test_two_documents_of_one_name_are_told_apart_only_by_a_text(run: Run, tmp_path: Path) -> None:
    page = write_page(tmp_path / "a.html")
    run("annotate", page)
    write_page(tmp_path / "a.docx")
    code, _, err = run("evaluate", tmp_path)
    assert code == 2
    assert "a.json: a.docx and a.html stand beside it" in err
    write_page(tmp_path / "a.txt")
    assert run("evaluate", tmp_path)[0] == 0


def test_a_document_that_can_not_be_read_is_told_and_left_out(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("annotate", write_page(tmp_path / f"{name}.docx"))
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 rubbish")
    code, out, err = run("evaluate", tmp_path)
    assert code == 3
    assert "b.docx" in err
    assert "documents: 1;" in out


def test_the_table_is_for_eighty_columns_and_verbose_tells_every_difference(run: Run, tmp_path: Path) -> None:
    plain = run("evaluate", DOCUMENTS)
    verbose = run("evaluate", DOCUMENTS, "-v")
    assert plain[0] == verbose[0] == 0
    lines = plain[1].splitlines()
    assert max(map(len, lines)) <= 80
    assert list(dict.fromkeys(line.split()[0] for line in lines)) == [
        "kind",
        *KINDS,
        "mean",
        "confidence",
        "documents:",
    ]
    assert verbose[1].endswith(plain[1])
    differences = verbose[1].removesuffix(plain[1]).splitlines()
    out = run("evaluate", DOCUMENTS, "--json", "-")[1]
    told = json.loads(out)["differences"]
    assert len(differences) == len(told) > 0
    for line, one in zip(differences, told, strict=True):
        assert line.startswith(f"{one['document']}: {one['kind']} {one['what']}: ")
        assert one["quote"] is None or len(one["quote"]) > 200 or " ".join(one["quote"].split()) in line


def test_figures_go_to_a_file_beside_the_table(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("evaluate", DOCUMENTS, "--json", tmp_path / "scores.json")
    assert code == 0
    assert "mean F1" in out
    figures = json.loads((tmp_path / "scores.json").read_text("utf-8"))
    assert f"{figures['mean_f1']:.3f}" in out
    low, high = figures["mean_f1_interval"]
    assert low < figures["mean_f1"] < high
    assert f"{low:.3f} – {high:.3f}" in out


@pytest.mark.skipif(
    not (SHARED / "score.py").is_file(), reason="the project's yardstick lies outside it (../shared) and is not there"
)
def test_figures_are_those_of_the_yardstick(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    assert run("extract", SHARED / "gold", "-o", facts)[0] == 0
    yardstick = subprocess.run(
        [sys.executable, SHARED / "score.py", SHARED / "gold", facts, "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    theirs = json.loads(yardstick.stdout)
    ours = json.loads(run("evaluate", SHARED / "gold", "--json", "-")[1])
    assert ours["mean_f1"] == pytest.approx(theirs["mean"]["F1"])
    assert ours["bad_evidence"] == theirs["mean"]["fn"]
    assert ours["scores"].pop("places")["f1"] is None  # it knows none
    for kind, score in ours["scores"].items():
        row = theirs[f"{kind}+"] if f"{kind}+" in theirs else theirs[kind]
        assert (score["tp"], score["fp"], score["fn"]) == (row["tp"], row["fp"], row["fn"]), kind
        assert (score["precision"], score["recall"], score["f1"]) == pytest.approx((row["P"], row["R"], row["F1"]))


# Intervals


def scores(*counts: tuple[int, int, int]) -> dict[str, Score]:
    return {
        kind: Score(tp=tp, fp=fp, fn=fn)
        for kind, (tp, fp, fn) in zip(KINDS, counts + ((0, 0, 0),) * (len(KINDS) - len(counts)), strict=True)
    }


def test_intervals_are_the_same_each_time_and_hold_the_score() -> None:
    drawn = random.Random(3)
    corpus = [scores((drawn.randint(0, 9), drawn.randint(0, 3), drawn.randint(0, 3))) for _ in range(40)]
    found = intervals(corpus)
    assert found == intervals(corpus)
    tp, fp, fn = (sum(getattr(one["projects"], key) for one in corpus) for key in ("tp", "fp", "fn"))
    span = found["projects"]
    assert span is not None
    assert span[0] < 2 * tp / (2 * tp + fp + fn) < span[1]
    assert found[MEAN] == span  # the only kind that occurs
    assert found["dates"] is None


def test_an_interval_is_as_wide_as_the_documents_differ() -> None:
    """Half the documents right, half wrong: 2 k / n is binomial, its middle 95 % for n = 100 is 0.40 to 0.60."""
    found = intervals([scores((1, 0, 0)), scores((0, 1, 1))] * 50)["projects"]
    assert found == pytest.approx((0.40, 0.60), abs=0.011)
    assert intervals([scores((5, 1, 1))] * 9)["projects"] == pytest.approx((5 / 6, 5 / 6))


def test_one_document_has_no_interval() -> None:
    assert set(intervals([scores((5, 1, 1))]).values()) == {None}


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=2, max_size=5))
def test_intervals_lie_between_nothing_and_everything(counts: list[tuple[int, int, int]]) -> None:
    for span in intervals([scores(one) for one in counts], resamples=50).values():
        assert span is None or 0 <= span[0] <= span[1] <= 1


# show


@pytest.mark.parametrize("name", NAMES)
def test_show_puts_facts_in_their_places_and_says_what_they_are(run: Run, tmp_path: Path, name: str) -> None:
    code, out, err = run("show", write_page(tmp_path / name))
    assert code == 0, err
    flat = " ".join(out.split())
    assert "valoare totală de [" in flat
    assert ": 300.000 lei] și ajută [" in flat
    assert "300.000 lei · valoare totală · proiectul 1 · amounts/" in flat
    assert "Asociația Salcia · lider de proiect · proiectul 1 · partners/" in flat
    assert "03.05.2021 · semnarea contractului" in flat
    assert max(map(len, out.splitlines())) <= 80
    assert not [line for line in out.splitlines() if line != line.rstrip()]
    assert "\x1b" not in out


def test_colours_repeat_what_the_page_says_without_them(tmp_path: Path) -> None:
    page = write_page(tmp_path / "a.txt")
    code = "from pipeline import main; main()"
    plain, coloured = (
        subprocess.run(
            [sys.executable, "-c", code, "show", page],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "80", **settings},
        ).stdout
        for settings in ({}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"})
    )
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE * 300, "utf-8")
    command = f'"{sys.executable}" -c "from pipeline import main; main()" show "{tmp_path / "a.txt"}"'
    piped = subprocess.run(
        ["bash", "-c", f'{command} | head -n 1; exit "${{PIPESTATUS[0]}}"'],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )
    assert (piped.returncode, len(piped.stdout.splitlines())) == (0, 1), piped.stderr
    assert "Traceback" not in piped.stderr


def test_show_writes_a_page_to_a_file_or_to_standard_output(run: Run, tmp_path: Path) -> None:
    page = write_page(tmp_path / "a.txt")
    code, out, _ = run("show", page, "--html", tmp_path / "page.html")
    assert (code, out) == (0, "")
    code, out, _ = run("show", page, "--html", "-")
    assert code == 0
    assert out == (tmp_path / "page.html").read_text("utf-8")
    assert out.startswith("<!DOCTYPE html>")
    assert str(tmp_path) not in out
