"""Folding keeps every character in its place, whatever the spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from romanian.fold import fold, plain


@given(st.text())
def test_folding_keeps_length(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(plain(composed)) == len(composed)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(unicodedata.normalize("NFC", text))
    assert fold(once) == once


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("școală și viață", "scoala si viata"),
        ("ŞCOALĂ ŞI VIAŢĂ", "scoala si viata"),
        ("„Casă” – «bună»", '"casa" - "buna"'),
        ("12\u00a0000\u202flei", "12 000 lei"),
        ("7’010’448", "7'010'448"),
        ("IARNĂ", "iarna"),
    ],
)
def test_all_spellings_fold_alike(spelling: str, folded: str) -> None:
    assert fold(spelling) == folded
