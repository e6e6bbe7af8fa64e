"""Mentions become projects, whatever order they come in, and say why."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from resolve.clusters import cluster
from resolve.graph import sought
from resolve.projects import ProjectRules

RULES = ProjectRules()


def mention(title: str, **values: object) -> dict[str, object]:
    known = {"title": title, "aliases": [], "leads": [], "counties": [], "first": "run-1"}
    told = {"code", "contract", "programme", "start", "end", "months"}
    assert values.keys() <= {*known, *told, "decided", "copy", "times_elsewhere"}
    return known | values


def clusters(**mentions: dict[str, object]) -> set[frozenset[str]]:
    """Which mentions were put together."""
    found = cluster(RULES, mentions)
    keys = [RULES.resolved(members).key for members in found]
    assert len(keys) == len(set(keys))
    return {frozenset(member.item for member in members) for members in found}


def split(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in groups}


def resolved(**mentions: dict[str, object]):
    (members,) = cluster(RULES, mentions)
    return RULES.resolved(members)


def read_pair(text: str) -> dict[str, object]:
    """“Title | lead=A+B; county=Iași” as inputs; see the head of project_pairs.tsv."""
    title, _, rest = text.partition(" | ")
    values: dict[str, object] = {}
    for part in filter(None, rest.split("; ")):
        name, _, value = part.partition("=")
        if name in ("lead", "county", "alias"):
            values[{"lead": "leads", "county": "counties", "alias": "aliases"}[name]] = sorted(value.split("+"))
        else:
            values[name] = float(value) if name == "months" else value
    return mention(title, **values)


PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("project_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("about", "expected", "one", "other"), PAIRS)
def test_pairs(about, expected, one, other):
    for a, b in ((one, other), (other, one)):
        found = clusters(a=read_pair(a), b=read_pair(b))
        assert found == split(*(["a b"] if expected == "one" else ["a", "b"]))


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        # equal titles
        ({"a": mention("Acasă"), "b": mention("ACASA"), "c": mention("Acasă 2")}, split("a b", "c")),
        # the title alone joins the one code, and none when there are two: then it is a third
        ({"a": mention("Acasă", code="123456"), "b": mention("Acasă")}, split("a b")),
        (
            {
                "a": mention("Acasă", code="123456"),
                "b": mention("Acasă", code="654321"),
                "c": mention("Acasă"),
                "d": mention("ACASĂ"),
            },
            split("a", "b", "c d"),
        ),
        # what else the page says decides
        (
            {
                "a": mention("Acasă", code="123456", leads=["A"]),
                "b": mention("Acasă", code="654321", leads=["B"]),
                "c": mention("Acasă", leads=["A"]),
                "d": mention("Acasă"),
            },
            split("a c", "b", "d"),
        ),
        (
            {
                "a": mention("Acasă", code="123456", counties=["Iași"]),
                "b": mention("Acasă", code="654321"),
                "c": mention("Acasă", counties=["Iași"]),
            },
            split("a c", "b"),
        ),
        # leads, counties and years part titles without a code, and what says neither belongs to none
        (
            {"a": mention("Acasă", leads=["A"]), "b": mention("Acasă", leads=["B"]), "c": mention("Acasă")},
            split("a", "b", "c"),
        ),
        # a short name joins the one full title that begins with it, and none when there are two
        (
            {
                "a": mention("Acasă la Codru – case de tip familial", code="123456"),
                "b": mention("Acasă la Codru"),
                "c": mention("Acasă la Codru - Case de tip familial"),
            },
            split("a b c"),
        ),
        (
            {
                "a": mention("Acasă la Codru – case de tip familial", code="123456"),
                "b": mention("Acasă la Codru – sprijin pentru bunici", code="654321"),
                "c": mention("Acasă la Codru"),
            },
            split("a", "b", "c"),
        ),
        (
            {
                "a": mention("Acasă la Codru – case de tip familial"),
                "b": mention("Acasă la Codru – sprijin pentru bunici"),
                "c": mention("Acasă la Codru"),
            },
            split("a", "b", "c"),
        ),
        # so does a title that is cut off
        (
            {
                "a": mention("Ghiozdanul de pe deal pentru elevii din Codru"),
                "b": mention("Ghiozdanul de pe deal pentru bunicii din Codru"),
                "c": mention("Ghiozdanul de pe deal…"),
            },
            split("a", "b", "c"),
        ),
        # through another title of the same code
        (
            {
                "a": mention("VENUS", code="128038"),
                "b": mention("VENUS – Împreună", code="128038"),
                "c": mention("Venus"),
                "d": mention("Venus: împreună"),
            },
            split("a b c d"),
        ),
        # sources of one code may differ in anything
        (
            {
                "a": mention("VENUS", code="128038", leads=["A"], start="2019", end="2021"),
                "b": mention("VENUS", code="128038", leads=["B"], start="2012", end="2013"),
                "c": mention("VENUS", leads=["B"]),
            },
            split("a b c"),
        ),
        # a contract here, a code there, one title
        ({"a": mention("Acasă", contract="12/2019"), "b": mention("Acasă", code="123456")}, split("a b")),
        (
            {
                "a": mention("Acasă", contract="12/2019"),
                "b": mention("Acasă", contract="13/2019"),
                "c": mention("Acasă", code="123456"),
            },
            split("a", "b", "c"),
        ),
        (
            {
                "a": mention("Acasă", contract="12/2019"),
                "b": mention("Acasă", code="123456", contract="99/2020"),
            },
            split("a", "b"),
        ),
        # a contract that is known with a code
        (
            {
                "a": mention("Acasă", code="123456", contract="5312/25.02.2020"),
                "b": mention("X", contract="nr. 5312/25.02.2020"),
            },
            split("a b"),
        ),
        # a contract that is known with two codes is that of neither
        (
            {
                "a": mention("Acasă", code="123456", contract="5312/25.02.2020"),
                "b": mention("Casa", code="654321", contract="5312/25.02.2020"),
                "c": mention("X", contract="5312/25.02.2020"),
            },
            split("a", "b", "c"),
        ),
        # a chain of titles does not lead from one phase to another
        (
            {
                "a": mention("Acasă la Codru, faza 1", leads=["A"]),
                "b": mention("Acasă la Codru, faza 2", leads=["A"]),
                "c": mention("Acasă la Codru", leads=["A"]),
            },
            split("a", "b", "c"),
        ),
        # a common title: those of one lead
        (
            {
                "a": mention("Centru de zi", leads=["A"]),
                "b": mention("Centru de zi", leads=["B"]),
                "c": mention("Centrul de zi", leads=["A"]),
                "d": mention("Centru de zi"),
                "e": mention("Centru de zi"),
            },
            split("a c", "b", "d", "e"),
        ),
        # a title of nothing
        ({"a": mention("„”"), "b": mention("–")}, split("a", "b")),
        ({"a": mention("„”", leads=["A"]), "b": mention("–", leads=["A"])}, split("a", "b")),
        ({}, set()),
    ],
)
def test_which_mentions_are_one_project(mentions, expected):
    assert clusters(**mentions) == expected
    turned = dict(zip(mentions, reversed(mentions), strict=True))  # a for the last, b for the one before
    found = clusters(**{turned[item]: inputs for item, inputs in mentions.items()})
    assert found == {frozenset(turned[item] for item in group) for group in expected}


def test_values_are_those_that_most_mentions_give():
    project = resolved(
        a=mention("ACASĂ", code="123456", start="2019", end="2021"),
        b=mention("Acasa", code="123456", start="2019-03-04"),
        c=mention("Acasă", programme="POCU", months=36.0),
        d=mention("Acasă", programme="POCU", months=36.0),
        e=mention("Acasa!", programme="Capital Uman", months=48.0),
    )
    assert project.title == "Acasă"
    assert project.mention_id == "c"
    assert (project.code, project.programme, project.contract) == ("123456", "POCU", None)
    assert (project.period_start, project.period_end) == ("2019", "2021")
    assert project.duration_months == 36
    assert project.mentions == 5


def test_copies_have_no_vote_where_an_original_speaks():
    printing = {"copy": True, "times_elsewhere": True}
    copy = mention("Acasa la noi", code="123456", start="2020", end="2022", months=24.0, **printing)
    voices = {
        "a": mention("Acasă", code="123456", start="2019", programme="POCU"),
        "b": copy | {"programme": "POR"},
        "c": copy | {"title": "Acasă", "programme": "POR"},
        "d": copy,
        "e": copy,
    }
    project = resolved(**voices)
    assert (project.title, project.mention_id, project.programme) == ("Acasă", "a", "POCU")
    assert (project.period_start, project.period_end) == ("2019", None)
    assert project.duration_months == 24, "no original tells it"
    assert project.mentions == 5
    alone = resolved(**{item: voices[item] for item in "bde"})
    assert (alone.title, alone.programme, alone.period_end) == ("Acasa la noi", "POR", "2022")
    late = resolved(a=voices["c"], b=voices["a"])
    assert late.mention_id == "b", "evidence comes from an original"


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["VENUS", "Venus", "VENUS", "VENUS – Împreună pentru siguranță"], "VENUS – Împreună pentru siguranță"),
        (["Pragul sigur la Codru", "Pragul sigur la Codru (cod SMIS 128038)"] * 2, "Pragul sigur la Codru"),
        (["Pragul sigur la Codru (cod SMIS 128038)"], "Pragul sigur la Codru (cod SMIS 128038)"),
        (
            [
                "Ghiozdanul de pe deal pentru elevi…",
                "Ghiozdanul de pe deal pentru elevi…",
                "GHIOZDANUL DE PE DEAL PENTRU ELEVI",
            ],
            "GHIOZDANUL DE PE DEAL PENTRU ELEVI",
        ),
        (["Lumina din Codru", "Lumna din Codru", "Lumina din Codru"], "Lumina din Codru"),
    ],
)
def test_the_full_title_stands_for_the_project(titles, expected):
    mentions = {f"m{n}": mention(title, code="128038") for n, title in enumerate(titles)}
    assert resolved(**mentions).title == expected


def test_the_code_inside_a_contract_is_the_projects_code():
    project = resolved(a=mention("VENUS", contract="POCU/465/4/4/128038"))
    assert (project.key, project.code) == ("code:128038", "128038")


def test_projects_keep_their_ids():
    first = resolved(b=mention("Acasă la Codru", first="run-1"))
    more = resolved(
        a=mention("ACASĂ LA CODRU – case de tip familial", first="run-2"), b=mention("Acasă la Codru", first="run-1")
    )
    assert first.key == "title:acasa la codru/b"
    assert first.id == more.id
    assert resolved(a=mention("Acasă", code="1234")).id == resolved(b=mention("X", code="01234")).id


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"title": "Acasă la Codru"}, "title:acasa la codru/a"),
        ({"title": "„”"}, "mention:a"),
        ({"title": "Acasă", "contract": "nr. 5312/25.02.2020"}, "contract:5312/2020/a"),
        ({"title": "Acasă", "contract": "RO19-0042/18K"}, "contract:ro190042/18k/a"),
        ({"title": "Acasă", "code": "cod 128038"}, "code:128038"),
        ({"title": "Acasă", "code": "128038", "decided": [["split", "d1", "decided"]]}, "code:128038/a"),
    ],
)
def test_keys(values, key):
    assert resolved(a=mention(**values)).key == key


@pytest.mark.parametrize(
    ("one", "other", "score", "reason"),
    [
        (mention("VENUS", code="128038"), mention("X", code="128038"), 1.0, "same SMIS code 128038"),
        (
            mention("VENUS", contract="5312/25.02.2020"),
            mention("X", contract="5312/25.02.2020"),
            0.95,
            "same contract 5312/25.02.2020",
        ),
        (
            mention("Acasă", contract="12/2019", leads=["A"]),
            mention("La noi", contract="12/2019", leads=["A"]),
            0.95,
            "same contract 12/2019 and lead",
        ),
        (
            mention("Acasă la Codru", leads=["A"], counties=["Iași"]),
            mention("ACASĂ LA CODRU", leads=["A"], counties=["Iași"]),
            0.9,
            "same title, lead and county",
        ),
        (mention("Acasă la Codru", leads=["A"]), mention("ACASĂ LA CODRU", leads=["A"]), 0.85, "same title and lead"),
        (mention("Acasă la Codru"), mention("ACASĂ LA CODRU"), 0.75, "same title"),
        (
            mention("VENUS – Împreună pentru siguranță", leads=["A"], start="2019"),
            mention("VENUS", leads=["A"], start="2019"),
            0.86,
            "short name of the same title, same lead and years",
        ),
        (mention("VENUS – Împreună pentru siguranță"), mention("VENUS"), 0.73, "short name of the same title"),
        (
            mention("Lumina din Codru Vlăsiei"),
            mention("Lumna din Codru Vlăsiei"),
            0.65,
            "same title, spelt a little otherwise",
        ),
    ],
)
def test_reasons(one, other, score, reason):
    a, b = RULES.read("a", one), RULES.read("b", other)
    for match in (RULES.match(a, b), RULES.match(b, a)):
        assert (match.score, match.reason) == (score, reason)


MENTIONS = st.lists(
    st.builds(
        lambda title, code, contract, start, lead, county: mention(
            title, code=code, contract=contract, start=start, leads=lead, counties=county
        ),
        st.sampled_from(
            [
                "Acasă la Codru",
                "Acasă la Codru – case de tip familial",
                "Acasă la Codru – centru pentru bunici",
                "Acasa la Codru 2",
                "Acasă la Cdru",
                "Acasă la Codru – case de…",
                "Centru de zi",
                "–",
            ]
        ),
        st.sampled_from([None, None, "123456", "654321"]),
        st.sampled_from([None, None, "12/2019", "5312/25.02.2020", "POCU/465/4/4/123456"]),
        st.sampled_from([None, "2015", "2019-01", "2020-01-02"]),
        st.sampled_from([[], ["A"], ["B"], ["A", "B"]]),
        st.sampled_from([[], [], ["Iași"], ["Dolj"]]),
    ),
    max_size=9,
)


@settings(deadline=None, max_examples=60)
@given(MENTIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_mentions_does_not_matter(listed, random):
    items = [(f"m{n:02}", inputs) for n, inputs in enumerate(listed)]
    expected = cluster(RULES, dict(items))
    random.shuffle(items)
    assert cluster(RULES, dict(items)) == expected
    keys = [RULES.resolved(members).key for members in expected]
    assert len(set(keys)) == len(keys)


def test_the_day_centres_of_a_county_are_not_compared_each_with_each():
    villages = [
        "Bivolari",
        "Ciurea",
        "Dagâța",
        "Erbiceni",
        "Fântânele",
        "Golăiești",
        "Hălăucești",
        "Ipatele",
        "Lungani",
    ]
    mentions = [
        RULES.read("a", mention(f"Centru de zi pentru copii în {village}", counties=["Iași"], start="2019", end="2021"))
        for village in villages
    ]
    for one, other in combinations(mentions, 2):
        assert set(RULES.blocks(one)).isdisjoint(map(sought, RULES.blocks(other)))
    slip = RULES.read("b", mention("Centru de zi pentru copii în Erbicani", counties=["Iași"]))
    shared = [not set(RULES.blocks(slip)).isdisjoint(map(sought, RULES.blocks(one))) for one in mentions]
    assert [village for village, is_shared in zip(villages, shared, strict=True) if is_shared] == ["Erbiceni"]


@settings(deadline=None, max_examples=200)
@example(
    [
        mention("Acasă la Codru – case de tip familial", counties=["Iași"]),
        mention("Acasă la Cdru", counties=["Iași"]),
    ]
)
@given(MENTIONS.filter(lambda listed: len(listed) > 1))
def test_what_matches_shares_a_block_and_can_be_one(listed):
    one, other = (RULES.read(item, inputs) for item, inputs in zip("ab", listed, strict=False))
    match = RULES.match(one, other)
    assert match == RULES.match(other, one)
    if match is not None:
        assert set(RULES.blocks(one)) & set(map(sought, RULES.blocks(other)))
        assert RULES.joined(RULES.profile(one), RULES.profile(other)) is not None
    assert one != other or match is not None
