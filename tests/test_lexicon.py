"""Every pattern of the lexicon matches its examples and leaves alone what it must."""

import pytest

from romanian import lexicon

ENTRIES = [
    pytest.param(entry, id=f"{name}:{entry.id}:{number}")
    for name in lexicon.names()
    for number, entry in enumerate(lexicon.load(name))
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_entry_matches_its_examples_and_nothing_that_it_never_may(entry: lexicon.Entry) -> None:
    assert entry.examples, "an entry without an example can't be checked"
    missed = [example for example in entry.examples if not entry.found_in(example)]
    wrong = [example for example in entry.never if entry.found_in(example)]
    assert not missed
    assert not wrong
