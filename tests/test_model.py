"""The pipeline that is shipped: it loads or says why not, cuts words and sentences as our texts need, and its entities
don't change with the spelling. Floors hold what its card promises; they are never lowered silently."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import models
from models.components import DOMAIN
from models.training import corpora, measures, recipe, scores
from romanian.fold import plain

RONEC = Path(__file__).parent.parent.parent / "shared" / "ronec"
needs_ronec = pytest.mark.skipif(not RONEC.is_dir(), reason="../shared/ronec is no part of a clone")

V2_LABELS = {
    "PERSON", "ORG", "GPE", "LOC", "NAT_REL_POL", "EVENT", "LANGUAGE", "WORK_OF_ART", "DATETIME", "PERIOD", "MONEY",
    "QUANTITY", "NUMERIC", "ORDINAL", "FACILITY",
}  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return models.load()


def test_a_plain_spacy_load_gives_the_whole_pipeline() -> None:
    code = f"import spacy, models; print(spacy.load({str(models.PACKAGE)!r}).lang)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "ro_fondoscop\n"


def test_it_has_the_labels_that_were_promised(nlp: Language) -> None:
    assert set(nlp.get_pipe("ner").labels) == V2_LABELS
    assert set(nlp.get_pipe("domain_ner").labels) == {
        "ORG", "GPE", "PROJECT", "PROGRAMME", "MONEY", "DATETIME", "PERIOD", "BENEFICIARY",
    }  # fmt: skip


def test_it_fits_into_the_repository() -> None:
    assert sum(path.stat().st_size for path in models.PACKAGE.rglob("*") if path.is_file()) <= 30_000_000


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("15.000lei/an", "15.000 lei / an"),
        ("nr.5", "nr. 5"),
        ("POCU/465/4/128034", "POCU / 465 / 4 / 128034"),
        ("Art.1.Se aprobă", "Art. 1 . Se aprobă"),
        ("Rm. Vâlcea, jud. Vâlcea", "Rm. Vâlcea , jud. Vâlcea"),
        ("3 mil. lei", "3 mil. lei"),
        ("2016–2018", "2016 – 2018"),
        ("„Pas cu pas”,Brăila", "„ Pas cu pas ” , Brăila"),
        ("CYP2C9 și H7N3", "CYP2C9 și H7N3"),
        ("Titlu|„Alt drum”", "Titlu | „ Alt drum ”"),
    ],
)
def test_words_are_cut_where_our_texts_need_it(nlp: Language, text: str, tokens: str) -> None:
    assert " ".join(token.text for token in nlp.make_doc(text)) == tokens


@pytest.mark.parametrize(
    "sentences",
    [
        ["Proiectul „Vreau acasă!” a pornit la Rm. Vâlcea.", "Ajunge la 40 de copii."],
        ["Cu „Un pas. Încă un pas. Împreună”, Direcția ajută 30 de familii.", "Durata este de doi ani."],
        ["Potrivit art. 3 alin. (2) lit. b) din Legea nr. 292/2011, serviciul se acreditează.", "Termenul curge."],
        ["• 40 de copii\n", "• 30 de părinți"],
        ["Rezultate: ", "• 40 de copii ", "• 30 de părinți"],
        ["Valoare totală: 3 mil. lei\n", "Durata: 24 de luni"],
        ["Centrul de pe str. Gării nr. 5 s-a deschis ieri.", "Dl. primar a tăiat panglica."],
        ["PRIMĂRIA A SEMNAT CONTRACTUL.", "LUCRĂRILE ÎNCEP ÎN MAI."],
        ["Valoarea este de 3 mil. lei.", "Durata este de doi ani."],
        ["Banii vin de la Ministerul Sănătății.", "Cuantumul este mic."],
        ["Primarul a declarat: „Suntem bucuroși.", "Este un pas mare.”", "Lucrările încep în mai."],
        ["● 40 de copii ", "● 30 de părinți"],
        ["Cererile se depun la dna. Popa, sediul din com. Dobra.", "Termenul este scurt."],
    ],
)
def test_sentences_survive_titles_abbreviations_and_bullets(nlp: Language, sentences: list[str]) -> None:
    text = "".join(s if s[-1] in "\n " else f"{s} " for s in sentences).rstrip()
    assert [sent.text.strip() for sent in nlp(text).sents] == [sentence.strip() for sentence in sentences]


def test_words_have_tags_and_lemmas(nlp: Language) -> None:
    doc = nlp("Copiii primesc zilnic mese calde.")
    assert [(token.lemma_, token.pos_) for token in doc][:2] == [("copil", "NOUN"), ("primi", "VERB")]
    assert doc[0].morph.get("Number") == ["Plur"]


SAMPLE = (
    "Direcția Generală de Asistență Socială și Protecția Copilului Neamț a încheiat la 30 noiembrie 2022 proiectul "
    "„Frați pe același drum”, finanțat prin POCU 2014-2020 cu 3.904.112 lei, de care s-au bucurat 150 de copii."
)


def found(doc: Doc) -> set[tuple[str, str]]:
    return {(doc.text[span.start_char : span.end_char], span.label_) for span in doc.spans[DOMAIN]}


def test_it_reads_the_entities_of_a_project(nlp: Language) -> None:
    assert found(nlp(SAMPLE)) == {
        ("Direcția Generală de Asistență Socială și Protecția Copilului Neamț", "ORG"),
        ("30 noiembrie 2022", "DATETIME"),
        ("Frați pe același drum", "PROJECT"),
        ("POCU 2014-2020", "PROGRAMME"),
        ("3.904.112 lei", "MONEY"),
        ("150 de copii", "BENEFICIARY"),
    }


@pytest.mark.parametrize("spelling", [corpora.cedilla, plain])
def test_the_spelling_changes_no_entity(nlp: Language, spelling: scores.Spelling) -> None:
    texts = [text.text for text in corpora.domain(held_out=True)]
    for written, respelt in zip(nlp.pipe(texts), nlp.pipe(map(spelling, texts)), strict=True):
        for of_written, of_respelt in ((written.ents, respelt.ents), (written.spans[DOMAIN], respelt.spans[DOMAIN])):
            assert [(s.start, s.end, s.label_) for s in of_written] == [(s.start, s.end, s.label_) for s in of_respelt]


def test_the_held_out_tenth_is_read_as_well_as_the_card_says(nlp: Language) -> None:
    ours = list(corpora.domain(held_out=True))
    by_spelling = scores.by_spelling(nlp, ours, group=DOMAIN, labels=measures.CORE)
    reached = {name: each.total.f1 for name, each in by_spelling.items()}
    assert reached["comma below (ș ț)"] >= 0.88
    assert reached["ALL CAPS"] >= 0.80
    assert reached["lower case"] >= 0.80
    card = (models.PACKAGE / "README.md").read_text("utf-8")
    assert re.search(rf"F1\n?\s*{reached['comma below (ș ț)']:.3f}", card), "the card tells another score"
    assert scores.word_scores(nlp, corpora.paragraphs(held_out=True))["sents_f"] >= 0.92


@needs_ronec
def test_ronec_and_rrt_are_read_as_well_as_promised(nlp: Language) -> None:
    dev = scores.by_spelling(nlp, list(corpora.ronec_v2(RONEC / "v2-dev.json.gz")))
    reached = {name: each.total.f1 for name, each in dev.items()}
    written = reached["comma below (ș ț)"]
    assert written >= 0.73
    assert reached["cedilla (ş ţ)"] >= written - 0.005
    assert reached["no diacritics"] >= written - 0.005
    assert reached["ALL CAPS"] >= 0.66
    words = scores.word_scores(nlp, recipe.kept_out(RONEC))
    assert words["pos_acc"] >= 0.94
    assert words["sents_f"] >= 0.92


def test_a_missing_model_is_an_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(models.ModelError, match=r"there is no folder .*give the folder of a spaCy pipeline"):
        models.load(tmp_path / "nowhere")
    monkeypatch.setattr(models, "PACKAGE", tmp_path / "gone")
    with pytest.raises(models.ModelError, match=r"missing.*git checkout -- models/ro_fondoscop"):
        models.load()


def test_a_damaged_model_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    package = shutil.copytree(models.PACKAGE, tmp_path / "copy")
    assert spacy.load(package).pipe_names
    weights = package / "ner" / "model"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1  # spaCy would load this without a word
    weights.write_bytes(content)
    with pytest.raises(models.ModelError, match="ner/model is not what was published"):
        models.load(package)
    weights.unlink()
    with pytest.raises(models.ModelError, match="ner/model is missing"):
        models.load(package)


def test_a_folder_that_is_no_pipeline_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp\n")
    with pytest.raises(models.ModelError, match="can't be loaded"):
        models.load(tmp_path)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00 ner/model\n", b"0000  ner/model\n"])
def test_without_sound_checksums_the_shipped_model_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    package = shutil.copytree(models.PACKAGE, tmp_path / "copy")
    sums = package / models.CHECKSUMS
    sums.unlink()
    if content is not None:
        sums.write_bytes(content)
    monkeypatch.setattr(models, "PACKAGE", package)
    with pytest.raises(models.ModelError, match="git checkout"):
        models.load()


def test_no_word_that_it_was_trained_on_is_shipped_but_what_lemmas_need() -> None:
    strings = json.loads((models.PACKAGE / "vocab" / "strings.json").read_text("utf-8"))
    assert len(strings) < 3000
    assert not [string for string in strings if re.search(r"\d{5}|@|https?:|www", string)]


def test_no_path_of_a_machine_is_shipped() -> None:
    config = (models.PACKAGE / "config.cfg").read_text("utf-8")
    assert not re.findall(r'= "[/~.][^"]*"', config)


def test_the_checksums_cover_every_file() -> None:
    sealed = {line.partition("  ")[2] for line in (models.PACKAGE / models.CHECKSUMS).read_text().splitlines()}
    files = {path.relative_to(models.PACKAGE).as_posix() for path in models.PACKAGE.rglob("*") if path.is_file()}
    assert files - sealed == {models.CHECKSUMS, "README.md"}


def test_training_replaces_no_folder_that_is_no_pipeline(tmp_path: Path) -> None:
    for name in recipe.FILES:
        (tmp_path / name).touch()
    letters = tmp_path / "letters"
    letters.mkdir()
    with pytest.raises(recipe.RecipeError, match="is no pipeline and would be replaced"):
        recipe.make(tmp_path, letters, tmp_path / "work")


def test_training_says_which_corpus_is_missing(tmp_path: Path) -> None:
    with pytest.raises(recipe.RecipeError, match=r"v1-train\.conllup\.gz.*models/README\.md"):
        recipe.make(tmp_path, tmp_path / "out", tmp_path / "work")
