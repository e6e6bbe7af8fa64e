"""Our own annotated corpus: every tag is sound, a tenth is held out, and no fragment is told twice."""

from collections import Counter

import pytest

from models.annotations import LABELS, AnnotationError, fragments, parse

FRAGMENTS = list(fragments())


def test_it_is_large_enough_and_a_tenth_of_each_genre_is_held_out() -> None:
    assert len(FRAGMENTS) >= 1500
    sizes = Counter(fragment.genre for fragment in FRAGMENTS)
    held_out = Counter(fragment.genre for fragment in FRAGMENTS if fragment.held_out)
    assert all(0.08 <= held_out[genre] / size <= 0.13 for genre, size in sizes.items())


def test_every_label_occurs_and_many_fragments_have_none() -> None:
    assert {label for fragment in FRAGMENTS for *_, label in fragment.entities} == LABELS
    assert sum(not fragment.entities for fragment in FRAGMENTS) >= len(FRAGMENTS) / 8


def test_entities_are_what_stands_at_their_places() -> None:
    for fragment in FRAGMENTS:
        last = 0
        for start, end, _ in fragment.entities:
            assert last <= start < end <= len(fragment.text)
            assert fragment.text[start:end] == fragment.text[start:end].strip()
            last = end


def test_no_fragment_twice() -> None:
    assert not [text for text, times in Counter(f.text for f in FRAGMENTS).items() if times > 1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[Casa [mare](ORG)](GPE)", "not closed or nested"),
        ("[Casa](CASA)", "no label CASA"),
        ("[ Casa](ORG)", "blank at the edge"),
        ("[Casa] (ORG) mare", "not closed or nested"),
        ("Se aprobă. ‖ Atât.", "blank beside it"),
    ],
)
def test_a_malformed_tag_is_refused(line: str, message: str) -> None:
    with pytest.raises(AnnotationError, match=message):
        parse(line, genre="results")


def test_a_line_is_its_text_its_entities_and_its_sentences() -> None:
    line = "[Primăria Arinești](ORG) dă [300 de lei](MONEY).⏎Atât (ORG), la nr. 5.‖Apoi vine [Rm. Vâlcea](GPE)."
    fragment = parse(line, genre="results", held_out=True)
    text = fragment.text
    assert text == "Primăria Arinești dă 300 de lei.\nAtât (ORG), la nr. 5. Apoi vine Rm. Vâlcea."
    assert [(text[start:end], label) for start, end, label in fragment.entities] == [
        ("Primăria Arinești", "ORG"),
        ("300 de lei", "MONEY"),
        ("Rm. Vâlcea", "GPE"),
    ]
    assert [text[start:][:4] for start in fragment.sentence_starts] == ["Prim", "Atât", "Apoi"]
    assert (fragment.genre, fragment.held_out) == ("results", True)
