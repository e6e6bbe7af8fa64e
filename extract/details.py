"""What a project's own record holds beside its title: code, contract, programme, period and duration."""

from collections.abc import Iterable
from dataclasses import replace

from extract.codes import codes
from extract.durations import durations
from extract.links import Mentions
from extract.programmes import programmes
from extract.reading import Reading
from store.records import DateFact, Project

_STATED = 0.7  # confidence of a range that is called the project's period


def with_details(reading: Reading, projects: list[Project], mentions: Mentions, dates: list[DateFact]) -> list[Project]:
    """The projects with code, contract, programme, start, end and duration where the text gives them.

    `dates` are linked already. Nothing is computed: a duration stands only as the text states it.
    """
    if not projects:
        return []
    known, contracts = codes(reading, mentions)
    programme_of = programmes(reading, mentions)
    months_of = durations(reading, mentions)
    detailed = []
    for index, project in enumerate(projects):
        start, end = _period(d for d in dates if d.project == index)
        detailed.append(
            replace(
                project,
                code=known.get(index),
                contract=contracts.get(index),
                programme=programme_of.get(index),
                start=start,
                end=end,
                duration_months=months_of.get(index),
            )
        )
    return detailed


def _period(dates: Iterable[DateFact]) -> tuple[str | None, str | None]:
    """Start and end: a stated period before single dates, the most precise before the first."""
    listed = list(dates)
    periods = [d for d in listed if d.role == "period"]
    period = max(periods, key=lambda d: (d.confidence, len(d.start), len(d.end)), default=None)
    start = next((d.start for d in listed if d.role == "start"), None)
    end = next((d.end for d in listed if d.role == "end"), None)
    if period is not None and (period.confidence >= _STATED or (start is None and end is None)):
        return period.start, period.end
    return start, end
