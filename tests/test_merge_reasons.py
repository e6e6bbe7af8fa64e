"""Reasons of resolution in Romanian: none that the rules give stays English."""

import re
from itertools import chain
from typing import Any

import pytest

from benchmarks.resolution_quality import EARLIER, KINDS, read_pairs, rules_of
from explore.merge_reasons import merge_reason
from resolve.clusters import cluster

_ENGLISH = re.compile(r"(?<!\w)(?:same|and|the|of|name|title|lead|county|years|apart|letters?|place|other|short)(?!\w)")


@pytest.mark.parametrize(
    ("reason", "romanian"),
    [
        ("same title", "același titlu"),
        ("same title, lead and county", "același titlu, același solicitant și același județ"),
        ("same title and years", "același titlu și aceiași ani"),
        ("short name of the same title, same lead, county and years",
         "numele scurt al aceluiași titlu, același solicitant, același județ și aceiași ani"),
        ("nearly the same title, same lead", "aproape același titlu, același solicitant"),
        ("same SMIS code 128038", "același cod SMIS 128038"),
        ("same contract 12/2019 and lead", "același contract 12/2019 și același solicitant"),
        ("same acronym and county", "același acronim și același județ"),
        ("same acronym ADV and similar name", "același acronim ADV și nume asemănător"),
        ("other name of the Ministry of Labour", "alt nume pentru Ministerul Muncii"),
        ("2 letters apart", "2 litere diferite"),
        ("initials CSC of the same name", "inițialele CSC ale aceluiași nume"),
        ("same own name, its town left out", "același nume propriu, fără localitate"),
        ("same name, with and without “România”", "același nume, cu și fără „România”"),
        ("decided on 2026-11-22: same title and lead", "decis la 2026-11-22: same title and lead"),
        ("ceva ce nu e aici", "ceva ce nu e aici"),
    ],
)  # fmt: skip
def test_a_reason_in_romanian(reason: str, romanian: str) -> None:
    assert merge_reason(reason) == romanian


def reasons() -> set[str]:
    found: set[str] = set()
    for kind in KINDS:
        rules: Any = rules_of(kind)
        for part in ("developed", *EARLIER[kind]):
            for pair in read_pairs(kind, part):
                members = chain.from_iterable(cluster(rules, {"a": pair.one, "b": pair.other}))
                found.update(member.reason for member in members if member.reason)
    return found


def test_whatever_the_rules_say_can_be_read_in_romanian() -> None:
    found = reasons()
    assert len(found) > 25
    names = re.compile(r"(?:other name of|alt nume pentru) .*")  # of foreign bodies
    assert not [reason for reason in found if _ENGLISH.search(names.sub("", merge_reason(reason)))]
