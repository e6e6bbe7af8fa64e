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
    titles = [
        (reading.place(s.start), reading.place(s.end))
        for p in projects
        for s in p.evidence
        if len(s.text) <= len(p.title)
    ]
    months_of = durations(reading, mentions, titles)
    detailed = []
    for index, project in enumerate(projects):
        start, end = _period(d for d in dates if d.project == index and not _in_title(project, d))
        months, where = months_of.get(index, (None, None))
        detailed.append(
            replace(
                project,
                code=known.get(index),
                contract=contracts.get(index),
                programme=programme_of.get(index),
                start=start,
                end=end,
                duration_months=months,
                duration_evidence=where,
            )
        )
    return detailed


def _in_title(project: Project, found: DateFact) -> bool:
    """Whether a date stands in a project's name (“Vara 2019 împreună”), and says nothing of its length."""
    inside = any(span.start <= found.evidence.start and found.evidence.end <= span.end for span in project.evidence)
    return inside and found.evidence.text in project.title


def _period(dates: Iterable[DateFact]) -> tuple[str | None, str | None]:
    """Start and end: a stated period before single dates, the most precise before the first."""
    listed = list(dates)
    periods = [d for d in listed if d.role == "period"]
    period = max(periods, key=lambda d: (d.confidence, len(d.start), len(d.end)), default=None)
    # Of single dates, too, the most precise: instalments and phases are told by the month, a project's end by the day.
    start = max((d.start for d in listed if d.role == "start"), key=len, default=None)
    end = max((d.end for d in listed if d.role == "end"), key=len, default=None)
    if period is not None and (
        period.confidence >= _STATED or (start is None and end is None) or (start == period.start and end is None)
    ):
        return period.start, period.end
    return start, end
