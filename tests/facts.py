"""Strategies for hypothesis: documents with facts, and captures to go with them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from store.identity import document_id
from store.records import (
    Amount,
    Beneficiaries,
    Capture,
    DateFact,
    Document,
    Facts,
    Partner,
    Place,
    Project,
    Span,
)

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
URL = "http://dgaspc.test/proiecte/1"

WORDS = st.text(alphabet="aăâbcșştțţ îZ0123456789„”\"'.,-–\n%\U0001f600", min_size=1, max_size=12)
ISO_DATES = st.one_of(
    st.integers(1950, 2050).map(str),
    st.dates().map(lambda day: f"{max(day.year, 1000):04}-{day.month:02}"),
    st.dates().map(lambda day: f"{max(day.year, 1000):04}-{day.month:02}-{day.day:02}"),
)
MONEY = st.decimals(min_value=0, max_value=10**15, places=4, allow_nan=False)
CONFIDENCE = st.floats(0, 1)
BOUNDS = st.sampled_from([None, "min", "max"])


def capture(
    url: str = URL, *, second: int = 0, sha256: str = "0" * 64, status: int = 200, source_id: str = "dgaspc"
) -> Capture:
    return Capture(
        id=f"{url}@{second}",
        url=url,
        source_id=source_id,
        run_id="r1",
        fetched_at=EPOCH + timedelta(seconds=second),
        status=status,
        media_type="text/html; charset=utf-8",
        sha256=sha256,
        file="r1.warc.gz",
        offset=second,
        length=10,
    )


def document(text: str, url: str = URL, **values: str | None) -> Document:
    return Document(
        id=document_id(url),
        text=text,
        url=url,
        capture_id=f"{url}@0",
        source_id="dgaspc",
        reader="html/2",
        **values,
    )


def span(text: str, quote: str, after: int = 0) -> Span:
    start = text.index(quote, after)
    return Span(start=start, end=start + len(quote), text=quote)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Span(start=start, end=end, text=text[start:end])


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    text = draw(st.text(alphabet="aăș ț1234567890.,\n„”", min_size=1, max_size=200))
    projects = draw(st.lists(project(text), max_size=3))
    common = {
        "evidence": spans(text),
        "project": st.none() if not projects else st.one_of(st.none(), st.integers(0, len(projects) - 1)),
        "confidence": CONFIDENCE,
        "found_by": WORDS,
    }
    return Facts(
        document=document(text, title=draw(st.none() | WORDS), published=draw(st.none() | ISO_DATES), language="ro"),
        projects=tuple(projects),
        partners=many(
            draw,
            st.builds(Partner, name=WORDS, role=st.sampled_from(["lead", "partner", "funder"]), **common),
        ),
        amounts=many(
            draw,
            st.builds(
                Amount,
                value=MONEY,
                value_max=st.none() | MONEY,
                currency=st.sampled_from(["RON", "EUR", "ROL"]),
                role=st.sampled_from(["total", "grant", "other"]),
                approximate=st.booleans(),
                bound=BOUNDS,
                organisation=st.none() | WORDS,
                **common,
            ),
        ),
        dates=many(
            draw,
            st.builds(DateFact, start=ISO_DATES, end=ISO_DATES, role=st.sampled_from(["period", "legal"]), **common),
        ),
        beneficiaries=many(draw, counts(common)),
        places=many(
            draw,
            st.builds(
                Place,
                name=WORDS,
                kind=st.sampled_from(["locality", "county", "region", "country"]),
                county=st.none() | WORDS,
                siruta=st.none() | st.integers(1, 999999),
                **common,
            ),
        ),
    )


def counts(common: dict[str, st.SearchStrategy]) -> st.SearchStrategy[Beneficiaries]:
    return st.builds(
        Beneficiaries,
        count=st.integers(0, 10**6),
        count_max=st.none() | st.integers(10**6, 10**9),
        unit=WORDS,
        categories=st.lists(st.sampled_from(["children", "roma", "people"]), unique=True, min_size=1).map(tuple),
        status=st.sampled_from(["achieved", "target", "unspecified"]),
        approximate=st.booleans(),
        bound=BOUNDS,
        group=st.none() | WORDS,
        **common,
    )


def project(text: str) -> st.SearchStrategy[Project]:
    optional = st.none() | WORDS
    return st.builds(
        Project,
        title=WORDS,
        evidence=st.lists(spans(text), min_size=1, max_size=3).map(tuple),
        aliases=st.lists(WORDS, max_size=2).map(tuple),
        code=st.none() | st.from_regex(r"[0-9]{6}", fullmatch=True),
        contract=optional,
        programme=optional,
        start=st.none() | ISO_DATES,
        end=st.none() | ISO_DATES,
        duration_months=st.none() | st.decimals(0, 500, places=1),
        confidence=CONFIDENCE,
        found_by=WORDS,
    )


def many(draw: st.DrawFn, strategy: st.SearchStrategy) -> tuple:
    return tuple(draw(st.lists(strategy, max_size=4)))


def lei(text: str, quote: str, value: str = "100", **values: object) -> Amount:
    return Amount(
        value=Decimal(value), currency="RON", role="total", evidence=span(text, quote), found_by="t", **values
    )
