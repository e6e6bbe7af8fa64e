# ruff: noqa: S608 - queries are put together from our own parts
"""What stands below a chart that leaves the house: what it counts, what it leaves out, rates, sources, how fresh."""

from collections.abc import Iterator, Mapping

from explore.charts.figures import MOST_BARS, Figure, Language
from explore.wording import counted, grouped, harmless, spelled
from store.database import Database

_MOST_NAMED = 4  # sources, by name
_IN_LEI = "SELECT count(*) AS n FROM project_totals WHERE ron_minor IS NOT NULL"
_SHOWN = {
    "funding-by-year": f"{_IN_LEI} AND year IS NOT NULL",
    "funding-by-county": f"{_IN_LEI} AND county IN (SELECT name FROM counties)",
    "funding-by-programme": f"""SELECT coalesce(sum(shown), 0) AS n FROM (
        SELECT projects - without_lei AS shown FROM funding_by_programme
        WHERE programme IS NOT NULL AND ron_minor > 0 LIMIT {MOST_BARS})""",
}
"""The projects that a chart of money counts; those of beneficiaries stand in its rows."""

_LACKING: Mapping[str, tuple[str, str]] = {
    "funding-by-year": ("fără o valoare totală în lei sau fără an", "without a total in lei, or without a year"),
    "funding-by-county": (
        "fără o valoare totală în lei, din mai multe județe sau fără județ cunoscut",
        "without a total in lei, in several counties, or in none that is known",
    ),
    "funding-by-programme": (
        "fără o valoare totală în lei, fără program cunoscut sau din programe mai mici",
        "without a total in lei, without a known programme, or of smaller programmes",
    ),
    "beneficiaries": (
        "fără un număr de beneficiari pe grupuri, sau din grupuri mai mici",
        "without a count of beneficiaries by group, or of smaller groups",
    ),
}
_COLOURS = (
    "Mai închis înseamnă mai mult: cinci clase cu tot atâtea județe; –: nicio valoare cunoscută.",
    "Darker means more: five classes with as many counties each; –: no value known.",
)
_RATES = """
SELECT min(rate_year) AS first, max(rate_year) AS last FROM project_totals
WHERE rate_year IS NOT NULL AND ron_minor IS NOT NULL AND currency NOT IN ('RON', 'ROL')
"""
_PAIRS = "SELECT count(*) AS n FROM organisation_pairs"
_SOURCES = """
SELECT name, count(*) AS documents FROM (
    SELECT s.name FROM documents AS d JOIN sources AS s ON s.id = d.source_id
) GROUP BY name ORDER BY documents DESC, name
"""
_NEWEST = "SELECT max(fetched_at) AS captured FROM captures"


def notes(database: Database, figure: Figure, language: Language) -> list[str]:
    """The paragraphs below the chart, the first of which is the figure's own note."""
    english = language == "en"
    first = " ".join([figure.note[language], *_counted(database, figure, english=english)])
    rates = list(_rates(database, english=english)) if figure.name in _SHOWN else []
    return [first, *rates, _source(database, language)]


def _counted(database: Database, figure: Figure, *, english: bool) -> Iterator[str]:
    """How many projects are in the chart, and how many of what kind are not."""
    language: Language = "en" if english else "ro"
    if figure.name == "partners":
        pairs = _number(database, _PAIRS)
        if pairs > len(figure.rows):
            shown, all_pairs = (grouped(number, 0, language) for number in (len(figure.rows), pairs))
            yield f"Pairs shown: {shown} of {all_pairs}." if english else f"Perechi arătate: {shown} din {all_pairs}."
        if figure.rows:
            least, most = (pick(row["projects"] for row in figure.rows) for pick in (min, max))
            if least == most:
                yield f"Projects in each pair: {most}." if english else f"Proiecte în fiecare pereche: {most}."
            elif english:
                yield f"Thinnest line: {least}, thickest: {most}."
            else:
                yield f"Linia cea mai subțire: {least}, cea mai groasă: {most}."
        return
    every = _number(database, "SELECT count(*) AS n FROM projects")
    sql = _SHOWN.get(figure.name)
    shown_ones = _number(database, sql) if sql else sum(row["projects"] for row in figure.rows)
    shown, left = (grouped(number, 0, language) for number in (shown_ones, every - shown_ones))
    of = grouped(every, 0, language)
    yield f"Projects counted: {shown} of {of}." if english else f"Proiecte numărate: {shown} din {of}."
    if shown_ones < every:
        romanian, told = _LACKING[figure.name]
        yield f"Left out: {left} {told}." if english else f"Rămân afară\u00a0{left}: {romanian}."
    if figure.name == "funding-by-county":
        yield _COLOURS[1 if english else 0]


def _rates(database: Database, *, english: bool) -> Iterator[str]:
    years = next(database.rows(_RATES))
    if years["first"] is None:
        return
    span = str(years["first"]) if years["first"] == years["last"] else f"{years['first']}–{years['last']}"
    yield (
        f"Sums in other currencies: at the European Central Bank’s average rate of each project’s year ({span})."
        if english
        else f"Sumele în altă monedă: la cursul mediu al Băncii Centrale Europene din anul fiecărui proiect ({span})."
    )


def _source(database: Database, language: Language) -> str:
    """Whose pages the database is made of, and until when."""
    english = language == "en"
    found = [harmless(row["name"]) for row in database.rows(_SOURCES)]
    captured = next(database.rows(_NEWEST))["captured"]
    if not found or captured is None:
        return (
            "Source: Fondoscop; no page has been read yet."
            if english
            else "Sursa: Fondoscop; nicio pagină citită încă."
        )
    several = counted(len(found), "sources" if english else "surse", language)
    named = ", ".join(found) if len(found) <= _MOST_NAMED else several
    day = spelled(captured[:10], language)
    return (
        f"Source: Fondoscop, from public pages ({named}), read until {day}."
        if english
        else f"Sursa: Fondoscop, din pagini publice ({named}), citite până la {day}."
    )


def _number(database: Database, sql: str) -> int:
    return int(next(database.rows(sql))["n"])
