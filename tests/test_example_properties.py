"""Properties that no table can list: counts in any form, names in any marks, lists of any length read back."""

from hypothesis import given
from hypothesis import strategies as st

from extract.beneficiaries import find_beneficiaries
from extract.partners import find_partners
from extract.projects import find_projects
from tests.texts import reading_of

BOUNDS = {
    "": (None, False),
    "peste ": ("min", False),
    "cel puțin ": ("min", False),
    "minimum ": ("min", False),
    "până la ": ("max", False),
    "cel mult ": ("max", False),
    "aproximativ ": (None, True),
    "circa ": (None, True),
}
NOUNS = {"copii": "children", "vârstnici": "elderly", "romi": "roma", "familii": "families", "voluntari": "volunteers"}
MARKS = [("„", "”"), ("“", "”"), ("”", "”"), ('"', '"'), ("«", "»"), (",,", "”"), ("„", '"'), ("„ ", " ”"), ("„", "“")]
WORDS = [
    "Drumul",
    "Podul",
    "spre",
    "lumină",
    "copii",
    "Valea",
    "Mică",
    "pentru",
    "bunici",
    "Școala",
    "Împreună",
    "acasă",
]
HEADS = ["Asociația", "Fundația", "Comuna", "Primăria", "Spitalul"]
NAMES = ["Arinești", "Valea Mică", "Sfântul Mina", "Pădureni"]


def written(number: int, separator: str) -> str:
    """The number with its thousands parted, and “de” where Romanian wants it (from 20 on, but not after 01-19)."""
    digits = f"{number:,}".replace(",", separator)
    return f"{digits} de" if number % 100 == 0 or number % 100 >= 20 else digits


@given(
    number=st.integers(2, 999_999).filter(lambda n: not 1900 <= n <= 2040),
    separator=st.sampled_from(["", ".", " ", "\u00a0"]),
    bound=st.sampled_from(sorted(BOUNDS)),
    noun=st.sampled_from(sorted(NOUNS)),
)
def test_a_count_in_any_form_reads_back(number: int, separator: str, bound: str, noun: str) -> None:
    [figure] = find_beneficiaries(reading_of(f"Au fost ajutați {bound}{written(number, separator)} {noun}."))
    assert (figure.count, figure.unit, figure.categories) == (number, noun, (NOUNS[noun],))
    assert (figure.bound, figure.approximate, figure.status) == (*BOUNDS[bound], "achieved")


@given(
    low=st.integers(2, 300),
    more=st.integers(1, 300),
    form=st.sampled_from(["{a}-{b}", "între {a} și {b}", "{a} – {b}"]),
)
def test_a_range_reads_back(low: int, more: int, form: str) -> None:
    high = low + more
    text = f"Vor fi primiți {form.format(a=low, b=high)} de copii."
    [figure] = find_beneficiaries(reading_of(text))
    assert (figure.count, figure.count_max, figure.status) == (low, high, "target")


@given(
    words=st.lists(st.sampled_from(WORDS), min_size=2, max_size=30),
    marks=st.sampled_from(MARKS),
    noun=st.sampled_from(["Proiectul ", "În cadrul proiectului ", "Titlul proiectului: ", "proiectul intitulat "]),
)
def test_a_title_in_any_marks_reads_back(words: list[str], marks: tuple[str, str], noun: str) -> None:
    title = " ".join(words)
    [project] = find_projects(reading_of(f"{noun}{marks[0]}{title}{marks[1]} continuă."))
    assert project.title == title


@given(
    members=st.lists(
        st.tuples(st.sampled_from(HEADS), st.sampled_from(NAMES)).map(" ".join), min_size=1, max_size=8, unique=True
    ),
    last=st.sampled_from([" și ", ", ", ", precum și ", " și cu "]),
)
def test_a_list_hands_its_role_to_every_member(members: list[str], last: str) -> None:
    listed = last.join([", ".join(members[:-1]), members[-1]]) if len(members) > 1 else members[0]
    found = find_partners(reading_of(f"Proiectul se derulează în parteneriat cu {listed}."))
    assert [(p.role, p.name) for p in found] == [("partner", name) for name in members]
