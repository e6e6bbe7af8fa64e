"""What the words that somebody types are called otherwise, and what stays as it was typed."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore.search_synonyms import with_synonyms
from explore.search_words import exactly, fts_query


def finds(query: str | None, *texts: str) -> list[str]:
    """The texts that the expression finds."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (a, tokenize = 'unicode61 remove_diacritics 2')")
        connection.executemany("INSERT INTO t VALUES (?)", [(text,) for text in texts])
        return [text for (text,) in connection.execute("SELECT a FROM t WHERE t MATCH ? ORDER BY rowid", (query,))]


@pytest.mark.parametrize(
    ("typed", "text", "other"),
    [
        ("handicap", "Centru pentru persoane cu dizabilități", "Centru pentru copii"),
        ("persoane cu handicap", "persoane adulte cu dizabilități", "persoane adulte"),
        ("bătrâni", "Cămin pentru vârstnici", "Cămin pentru tineri"),
        ("batrani", "îngrijirea persoanelor vârstnice", "îngrijirea copiilor"),
        ("vârstnici", "azilul de bătrâni", "azilul"),
        ("DGASPC Sector 6", "Direcția Generală de Asistență Socială și Protecția Copilului Sector 6",
         "Direcția Generală de Asistență Socială și Protecția Copilului Sector 5"),
        ("bani UE", "bani de la Uniunea Europeană", "bani de la buget"),
        ("POSDRU", "Programul Operațional Sectorial Dezvoltarea Resurselor Umane 2007-2013", "Programul Operațional"),
        ("Programul Operațional Capital Uman", "finanțat prin POCU", "finanțat prin POR"),
        ("MMJS", "Ministerul Muncii și Protecției Sociale", "Ministerul Sănătății"),
        ("POCU bătrâni", "vârstnici, prin Programul Operațional Capital Uman", "vârstnici, prin PNRR"),
    ],
)  # fmt: skip
def test_other_names_are_found(typed, text, other):
    assert finds(with_synonyms(typed), text, other, typed) == [text, typed]


@pytest.mark.parametrize("typed", ["", "casa", '"handicap"', "handic*", "„persoane cu handicap”", "ue", "mai", "fc"])
def test_what_has_no_other_name_or_wants_none_is_left_alone(typed):
    assert with_synonyms(typed) is None


def test_acronyms_that_are_words_are_never_looked_for_instead():
    assert not finds(with_synonyms("Ministerul Afacerilor Interne"), "mai mulți copii")


def test_the_words_as_they_were_typed_can_be_asked_for():
    said = exactly("persoane cu handicap asist* „pe deal”")
    assert said == '"persoane" "cu" "handicap" "asist"* "pe deal"'
    assert with_synonyms(said) is None
    assert finds(fts_query([said]), "persoane cu handicap asistate pe deal", "persoane cu dizabilități") == [
        "persoane cu handicap asistate pe deal"
    ]


@given(st.text(st.sampled_from('aț"*„”(): POCU handicap'), max_size=40))
def test_whatever_is_typed_is_a_query(typed):
    for query in (with_synonyms(typed), fts_query([exactly(typed)])):
        if query is not None:
            finds(query, "a")
