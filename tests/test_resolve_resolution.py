"""Mentions become projects, and names organisations, whatever order they come in."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolve.resolution import resolve_projects

from resolve.organisations import resolve_organisations
from store.resolved import Mention


def mention(identity: str, title: str, **values: object) -> Mention:
    return Mention(id=identity, title=title, **values)


def clusters(*mentions: Mention) -> set[frozenset[str]]:
    """Which mentions were put together."""
    result = resolve_projects(mentions)
    together: dict[str, set[str]] = {}
    for identity, project in result.assignments:
        together.setdefault(project, set()).add(identity)
    assert {project.id for project in result.projects} == set(together)
    return {frozenset(group) for group in together.values()}


def split(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in groups}


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        # equal titles
        ([mention("a", "Acasă"), mention("b", "ACASA"), mention("c", "Acasă 2")], split("a b", "c")),
        # a code decides over titles
        (
            [mention("a", "Acasă", code="123456"), mention("b", "Casa mea", code="123456")],
            split("a b"),
        ),
        (
            [mention("a", "Acasă", code="123456"), mention("b", "Acasă", code="654321")],
            split("a", "b"),
        ),
        # the title alone joins the one code, and none when there are two
        ([mention("a", "Acasă", code="123456"), mention("b", "Acasă")], split("a b")),
        (
            [
                mention("a", "Acasă", code="123456"),
                mention("b", "Acasă", code="654321"),
                mention("c", "Acasă"),
                mention("d", "Acasă"),
            ],
            split("a", "b", "c d"),
        ),
        # a short name joins the one full title that begins with it, and none when there are two
        (
            [
                mention("a", "Acasă la Codru – case de tip familial", code="123456"),
                mention("b", "Acasă la Codru"),
                mention("c", "Acasă la Codru - Case de tip familial"),
            ],
            split("a b c"),
        ),
        (
            [
                mention("a", "Acasă la Codru – case de tip familial", code="123456"),
                mention("b", "Acasă la Codru – a doua etapă", code="654321"),
                mention("c", "Acasă la Codru"),
            ],
            split("a", "b", "c"),
        ),
        (
            [
                mention("a", "Acasă la Codru – case de tip familial", code="123456"),
                mention("b", "Acasă la Codru", code="654321"),
            ],
            split("a", "b"),
        ),
        # through another title of the same code
        (
            [
                mention("a", "VENUS", code="128038"),
                mention("b", "VENUS – Împreună", code="128038"),
                mention("c", "Venus"),
                mention("d", "Venus: împreună"),
            ],
            split("a b c d"),
        ),
        # contracts
        (
            [mention("a", "Acasă", contract="12/2019"), mention("b", "La noi", contract="nr. 12/2019")],
            split("a", "b"),
        ),
        (
            [mention("a", "Acasă", contract="12/2019"), mention("b", "La noi", contract="12/2019")],
            split("a b"),
        ),
        (
            [mention("a", "Acasă", contract="12/2019"), mention("b", "Acasă", contract="13/2019")],
            split("a", "b"),
        ),
        # a contract that is known with a code
        (
            [mention("a", "Acasă", code="123456", contract="12/2019"), mention("b", "X", contract="12/2019")],
            split("a b"),
        ),
        # POCU/…/128038 holds the code
        (
            [mention("a", "VENUS", contract="POCU/465/4/4/128038"), mention("b", "X", code="128038")],
            split("a b"),
        ),
        # a contract here, a code there, one title
        (
            [mention("a", "Acasă", contract="12/2019"), mention("b", "Acasă", code="123456")],
            split("a b"),
        ),
        (
            [
                mention("a", "Acasă", contract="12/2019"),
                mention("b", "Acasă", contract="13/2019"),
                mention("c", "Acasă", code="123456"),
            ],
            split("a", "b", "c"),
        ),
        (
            [
                mention("a", "Acasă", contract="12/2019"),
                mention("b", "Acasă", code="123456", contract="99/2020"),
            ],
            split("a", "b"),
        ),
        # a title of nothing
        ([mention("a", "„”"), mention("b", "–")], split("a", "b")),
        ([], set()),
    ],
)
def test_which_mentions_are_one_project(mentions, expected):
    assert clusters(*mentions) == expected
    assert clusters(*reversed(mentions)) == expected


def test_values_are_those_that_most_mentions_give():
    (project,) = resolve_projects(
        [
            mention("a", "ACASĂ", code="123456", period_start="2019", period_end="2021"),
            mention("b", "Acasa", code="123456", period_start="2019-03-04"),
            mention("c", "Acasă", programme="POCU", duration_months=Decimal(36)),
            mention("d", "Acasă", programme="POCU", duration_months=Decimal(36)),
            mention("e", "Acasa!", programme="PNRR", duration_months=Decimal(48)),
        ]
    ).projects
    assert project.title == "Acasă"
    assert project.mention_id == "c"
    assert (project.code, project.programme, project.contract) == ("123456", "POCU", None)
    assert (project.period_start, project.period_end) == ("2019", "2021")
    assert project.duration_months == 36
    assert project.mentions == 5


def test_the_code_inside_a_contract_is_the_projects_code():
    (project,) = resolve_projects([mention("a", "VENUS", contract="POCU/465/4/4/128038")]).projects
    assert (project.key, project.code) == ("code:128038", "128038")


def test_projects_keep_their_ids():
    def project(*mentions: Mention) -> str:
        return resolve_projects(mentions).projects[0].id

    assert project(mention("a", "Acasă")) == project(mention("z", "ACASA"), mention("b", "„Acasă”"))
    assert project(mention("a", "Acasă", code="1234")) == project(mention("b", "X", code="1234"))


MENTIONS = st.lists(
    st.builds(
        lambda title, code, contract, start, months: (title, code, contract, start, months),
        st.sampled_from(["Acasă", "ACASA", "„Acasă”", "Venus", "VENUS!", "La noi", "–"]),
        st.sampled_from([None, None, "123456", "654321"]),
        st.sampled_from([None, None, "12/2019", "13/2019", "POCU/465/4/4/123456"]),
        st.sampled_from([None, "2019", "2020-01", "2020-01-02"]),
        st.sampled_from([None, Decimal(12), Decimal("12.5")]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(MENTIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_mentions_does_not_matter(values, random):
    mentions = [
        mention(f"m{n:02}", title, code=code, contract=contract, period_start=start, duration_months=months)
        for n, (title, code, contract, start, months) in enumerate(values)
    ]
    expected = resolve_projects(mentions)
    assert sorted(identity for identity, _ in expected.assignments) == [m.id for m in mentions]
    random.shuffle(mentions)
    assert resolve_projects(mentions) == expected


NAMES = st.dictionaries(
    st.sampled_from(
        [
            "DGASPC Iași",
            "D.G.A.S.P.C. IASI",
            "DGASPC Cluj",
            "Direcției Generale X",
            "Direcția Generală X",
            "„”",
        ]
    ),
    st.integers(1, 9),
)


@settings(deadline=None)
@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_names_does_not_matter(names, random):
    listed = list(names.items())
    expected = resolve_organisations(listed)
    random.shuffle(listed)
    assert resolve_organisations(listed) == expected
    assert sum(found.mentions for found in expected.organisations) == sum(
        count for name, count in listed if name != "„”"
    )


def test_names_lead_to_organisations():
    result = resolve_organisations(
        [
            ("DGASPC IAȘI", 3),
            ("Direcției Generale de Asistență Socială și Protecția Copilului Iași", 2),
            ("DGASPC Cluj", 1),
        ]
    )
    cluj, iasi = result.organisations
    assert (cluj.name, cluj.mentions) == ("DGASPC Cluj", 1)
    assert iasi.mentions == 5
    assert iasi.name.startswith("Direcției Generale")  # mixed case before capitals
    assert result.assignments["DGASPC IAȘI"] == iasi.id != cluj.id
