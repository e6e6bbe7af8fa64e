"""The corpora as spaCy documents, and a real training run of a few steps on texts of our own."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest
import spacy

from models.training import corpora, runs
from models.training.corpora import Annotated
from models.training.scores import Count, EntityScores

V1 = """\
# sent_id = 1
1	Primăria	primărie	NOUN	Ncfsry	Case=Acc	0	root	_	_	1:ORGANIZATION
2	Arinești	Arinești	PROPN	Np	_	1	nmod	_	SpaceAfter=No	1
3	,	,	PUNCT	COMMA	_	1	punct	_	_	*
4	Dacia	Dacia	PROPN	Np	_	1	conj	_	_	2:PRODUCT
5	12	12	NUM	Mc	_	1	conj	_	SpaceAfter=No	3:NUMERIC_VALUE
6	.	.	PUNCT	PERIOD	_	1	punct	_	_	*

1	Şcoala	şcoală	NOUN	Ncfsry	Case=Acc	0	root	_	_	*
"""


def test_ronec_v1_takes_the_names_of_v2(tmp_path: Path) -> None:
    path = tmp_path / "v1.conllup.gz"
    path.write_bytes(gzip.compress(V1.encode()))
    first, second = corpora.ronec_v1(path)
    assert first.text == "Primăria Arinești, Dacia 12."
    assert [(first.text[start:end], label) for start, end, label in first.entities] == [
        ("Primăria Arinești", "ORG"),
        ("12", "NUMERIC"),
    ]
    assert second == Annotated(text="Școala", entities=())


def test_ronec_v2_stands_by_its_characters(tmp_path: Path) -> None:
    path = tmp_path / "v2.json"
    sentence = {
        "tokens": ["Ieri", ",", "Iașiul", "și", "Clujul", "."],
        "ner_tags": ["B-DATETIME", "O", "B-GPE", "O", "B-GPE", "O"],
        "space_after": [False, True, True, True, False, False],
    }
    path.write_text(json.dumps([sentence]))
    (annotated,) = corpora.ronec_v2(path)
    assert annotated.text == "Ieri, Iașiul și Clujul."
    assert [annotated.text[start:end] for start, end, _ in annotated.entities] == ["Ieri", "Iașiul", "Clujul"]


def test_trees_keep_their_words_and_boundaries(tmp_path: Path) -> None:
    path = tmp_path / "trees.conllu"
    path.write_text(V1)
    (doc,) = corpora.trees(path)
    assert [sent.text for sent in doc.sents] == ["Primăria Arinești, Dacia 12.", "Școala"]
    assert (doc[0].pos_, doc[0].lemma_, str(doc[0].morph), doc[6].lemma_) == ("NOUN", "primărie", "Case=Acc", "școală")
    written, capitals = corpora.trees(path, capital_share=1.0)
    assert capitals.text == written.text.upper()
    assert capitals[0].pos_ == "NOUN"
    assert not capitals[0].lemma_


def test_an_entity_across_words_is_left_out_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        (doc,) = corpora.entity_documents([Annotated(text="Clujul mare", entities=((0, 4, "GPE"), (7, 11, "ORG")))])
    assert [span.text for span in doc.ents] == ["mare"]
    assert "1 entities lie across tokens" in caplog.text


def test_our_paragraphs_know_where_sentences_begin() -> None:
    for doc in corpora.paragraphs(held_out=True):
        assert doc[0].is_sent_start
        assert all(token.is_sent_start for before, token in pairwise(doc) if "\n" in before.text)


def test_a_short_run_learns_and_a_second_one_gives_the_same_weights(tmp_path: Path) -> None:
    texts = [
        Annotated(text=f"Primăria {name} a semnat.", entities=((0, 9 + len(name), "ORG"),))
        for name in ("Arinești", "Deleni", "Poiana", "Valea Seacă", "Runcu", "Motru", "Sinaia", "Huși")
    ]
    settings = {"components.ner.model.tok2vec.embed.rows": [200, 100, 100, 100], "training.batcher.size.start": 50}
    weights = [
        runs.trained(
            runs.ENTITIES,
            corpora.entity_documents(texts),
            tmp_path / name,
            seed=seed,
            steps=40,
            settings=settings,
        )
        for name, seed in (("one", 3), ("two", 3), ("three", 4))
    ]
    one, two, three = ((path / "ner" / "model").read_bytes() for path in weights)
    assert one == two != three
    nlp = spacy.load(weights[0])
    assert [span.text for span in nlp("Primăria Cermei a semnat.").ents] == ["Primăria Cermei"]
    mean = spacy.load(runs.averaged(weights[1:], tmp_path / "mean"))
    assert [span.text for span in mean("Primăria Deleni a semnat.").ents] == ["Primăria Deleni"]


def test_scores_count_both_ends_and_the_label() -> None:
    assert Count(found=4, expected=6, right=3).f1 == pytest.approx(0.6)
    scores = EntityScores(texts=[Count(found=1, expected=1, right=right) for right in (0, 1) * 40])
    low, high = scores.interval()
    assert 0.35 < low < 0.5 < high < 0.65
