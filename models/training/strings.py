"""The strings that a package needs, and no others.

spaCy keeps every word of the training texts with a pipeline: names, telephone numbers and addresses among them. A
word is found again by its hash, so what is needed is only what the components themselves say: their labels, and what
the lemmatizer's edits put in a word's place.
"""

import json
from pathlib import Path
from typing import Any, cast

import srsly
from spacy.language import Language


def forget_words(nlp: Language, package: Path) -> None:
    """Rewrites the string store of a package that `nlp` was just saved as, without the words that it was trained on."""
    needed = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    needed = {label for label in needed if isinstance(label, str)} | _edits(nlp)
    path = package / "vocab" / "strings.json"
    path.write_text(json.dumps(sorted(needed), ensure_ascii=False, indent=0), encoding="utf-8")


def _edits(nlp: Language) -> set[str]:
    """What the lemmatizer's edits look for and put in its place; edits that were too rare to learn are left out."""
    lemmatizer = cast("Any", nlp.get_pipe("trainable_lemmatizer"))
    trees = srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]
    waiting, reached, strings = list(lemmatizer.cfg["labels"]), set[int](), set[str]()
    while waiting:
        number = waiting.pop()
        if number in reached or number >= len(trees):  # beyond the last: spaCy's mark for “no subtree”
            continue
        reached.add(number)
        tree = trees[number]
        if "orig" in tree:
            strings.update(nlp.vocab.strings[tree[side]] for side in ("orig", "subst"))
        else:
            waiting += [tree["prefix_tree"], tree["suffix_tree"]]
    return strings
