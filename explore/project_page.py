"""One project on one screen, in Romanian, for a terminal of any width from 60 columns on, or a pipe."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from explore.contradictions import side_by_side
from explore.fact_words import length
from explore.project_whole import Difference, ProjectWhole, Said, SourceDocument
from explore.wording import grouped, harmless, moment, period, quoted
from romanian.labels import labels

_WIDEST_QUOTE = 90  # characters of a quote beside its value


def project_page(project: ProjectWhole) -> RenderableType:
    """The whole page."""
    brief = project.brief
    parts: list[RenderableType] = [Text(harmless(brief.title), style="bold")]
    parts += [Text(f"numit și: {harmless(alias)}", style="dim") for alias in project.aliases[:3]]
    parts += [Text(""), _particulars(project)]
    parts += _section("Parteneri", [_partners(project)] if project.partners else [])
    parts += _section("Sume de bani", [_sums(project.amounts)] if project.amounts else [])
    parts += _section("Beneficiari", [_counts(project.beneficiaries)] if project.beneficiaries else [])
    parts += _section("Locuri", [_places(project.places)] if project.places else [])
    contradictions = [line for one in project.contradictions for line in side_by_side(one)]
    parts += _section("Surse care nu spun același lucru", [*contradictions, *_differences(project.differences)])
    parts += _section("Decizii", [Text(one.words) for one in project.decided])
    parts += _section("Documente", [line for one in project.documents for line in _document(one)])
    return Group(*parts)


def _particulars(project: ProjectWhole) -> RenderableType:
    brief, months = project.brief, project.duration_months
    return _pairs(
        ("total", brief.total),
        ("programul", brief.programme),
        ("perioada", period(brief.period_start, brief.period_end)),
        ("durata", length(Decimal(str(months))) if months else None),
        ("cod SMIS", brief.code),
        ("contract", project.contract),
        ("id", brief.id),
    )


def _partners(project: ProjectWhole) -> RenderableType:
    names = labels()["partners"]
    rows = []
    for role, partners in groupby(project.partners, key=lambda partner: partner.role):
        said = "; ".join(f"{harmless(one.name)}{_by(one.documents)}" for one in partners)
        rows.append((names[role].ro if role in names else role, said))
    return _pairs(*rows)


def _sums(amounts: Sequence[Said]) -> RenderableType:
    """By role, in the order of the roles; equivalents below, as they are ours and not the page's."""
    names, order = labels()["amounts"], list(labels()["amounts"])
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True, min_width=max(cell_len(amount.value) for amount in amounts))
    table.add_column(overflow="fold")
    for amount in sorted(amounts, key=lambda one: order.index(one.role) if one.role in order else len(order)):
        about = Text(_quote(amount))
        if amount.equivalents:
            how = f"≈ {' · '.join(amount.equivalents)} (curs {amount.rate_year})"
            about.append(f"\n{how}", style="dim")
        table.add_row(names[amount.role].ro if amount.role in names else amount.role, amount.value, about)
    return table


def _counts(counts: Sequence[Said]) -> RenderableType:
    names = labels()["beneficiaries"]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for status in ("target", "achieved", "unspecified"):
        for count in counts:
            if count.role == status:
                table.add_row(names[status].ro, count.value, Text(_quote(count)))
    return table


def _places(places: Sequence[Said]) -> RenderableType:
    return Text(
        "; ".join(
            f"{place.value}{_by(place.documents)}{' (corectat)' if place.is_corrected else ''}" for place in places
        )
    )


def _differences(differences: Sequence[Difference]) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for one in differences:
        lines.append(Text(f"{one.about}:"))
        for said, url in one.statements:
            lines += [Padding(Text(harmless(said)), (0, 0, 0, 2)), _address(url, 4)]
    return lines


def _document(one: SourceDocument) -> Iterator[RenderableType]:
    when = moment(one.published, one.published) if one.published else "fără dată"
    marks = [harmless(one.source), "dispărut între timp" if one.vanished else "", "copie" if one.copy_of else ""]
    about = " · ".join(mark for mark in marks if mark)
    line = Text(f"{when}  ").append(harmless(one.title or one.url)).append(f" · {about}", style="dim")
    yield line
    yield _address(one.url, 2)


def _section(title: str, body: Sequence[RenderableType]) -> list[RenderableType]:
    if not body:
        return []
    return [Text(""), Text(title, style="bold"), *(Padding(part, (0, 0, 0, 2)) for part in body)]


def _pairs(*pairs: tuple[str, str | None]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, said in pairs:
        if said:
            table.add_row(name, Text(harmless(said)))
    return table


def _quote(one: Said) -> str:
    quote = quoted(one.quote)
    if len(quote) > _WIDEST_QUOTE:
        quote = f"{quote[:_WIDEST_QUOTE].rstrip()}…"
    return f"„{quote}”{_by(one.documents)}{' · corectat' if one.is_corrected else ''}"


def _by(documents: int) -> str:
    return f" ({grouped(documents)} doc.)" if documents > 1 else ""


def _address(url: str, indent: int) -> RenderableType:
    """An address on a line of its own that nothing breaks, so that it can be copied."""
    return Text(f"{' ' * indent}{harmless(url)}", style="dim", no_wrap=True, overflow="ignore")
