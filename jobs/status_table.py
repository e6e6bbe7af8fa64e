"""The status of the sources as a table of 80 columns, worst first, with what is wrong below it."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from explore.wording import harmless
from jobs.source_status import SourceStatus
from jobs.status import Status

_STYLES = {"failing": "red", "overdue": "red", "below_floor": "yellow", "stopped": "yellow", "ok": "green"}
_WIDTHS = {"last run": 8, "success": 7, "new doc": 7, "docs": 5, "facts": 5, "due": 7}
_NAMED = 5  # sources that never ran, named at most


def status_table(found: Status) -> RenderableType:
    """The table, what is wrong, and what all of it takes on disk."""
    parts: list[RenderableType] = [_table(found)] if found.sources else []
    parts += [_line(f"{s.id}: {_words(s.state)}{_since(s)}: {s.message}") for s in found.sources if s.message]
    parts += [_line(f"damaged: {text}") for text in found.damage]
    parts += [_line(f"note: {text}") for text in found.notes]
    parts += [_line(text) for text in _totals(found)]
    return Group(*parts)


def duration(seconds: float) -> str:
    """A length of time in its largest unit: 40 s, 5 min, 3 h, 12 d."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length or (unit != "d" and seconds >= length):
            return f"{seconds // length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"


def size(count: int) -> str:
    """A number of bytes for people, in powers of ten: 999 B, 1.2 kB, 34.5 MB."""
    value, unit = float(count), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"


def _table(found: Status) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("source", max_width=21, overflow="fold")
    table.add_column("state", width=11)
    for title, width in _WIDTHS.items():
        table.add_column(title, justify="right", min_width=width)
    for source in found.sources:
        table.add_row(
            harmless(source.id),
            Text(_words(source.state), style=_STYLES.get(source.state, "dim")),
            "now" if source.running else _ago(source.last_run, found.moment),
            _ago(source.last_success, found.moment),
            _ago(source.last_new_document, found.moment),
            "-" if source.documents is None else str(source.documents),
            _share(source),
            _due(source.next_due, found.moment),
        )
    return table


def _words(state: str) -> str:
    return state.replace("_", " ")


def _share(source: SourceStatus) -> str:
    if not source.documents_read or source.documents_with_facts is None:
        return "-"
    return f"{source.documents_with_facts / source.documents_read:.0%}"


def _ago(then: datetime | None, now: datetime) -> str:
    return "never" if then is None else duration((now - then).total_seconds())


def _due(due: datetime | None, now: datetime) -> str:
    if due is None:
        return "-"
    left = (due - now).total_seconds()
    return f"in {duration(left)}" if left > 0 else f"-{duration(-left)}"


def _since(source: SourceStatus) -> str:
    failing = source.state == "failing" and source.failing_since
    return f" since {source.failing_since:%Y-%m-%d %H:%M} UTC" if failing else ""


def _totals(found: Status) -> Iterator[str]:
    if found.never_ran:
        named = ", ".join(found.never_ran[:_NAMED]) + (", …" if len(found.never_ran) > _NAMED else "")
        yield f"enabled, never crawled: {len(found.never_ran)} ({named})"
    if any(source.state == "unlisted" for source in found.sources):
        yield "unlisted: not in the list of sources; name its file with --sources"
    if found.at_work:
        yield f"at work: process {found.at_work.pid}, since {found.at_work.since:%Y-%m-%d %H:%M} UTC"
    if found.scanned:
        each = (f"{source} {s.unread + s.by_ocr} ({s.unread} not read)" for source, s in found.scanned.items())
        yield f"scanned PDFs: {', '.join(each)}"
    newest = f"{found.newest_capture:%Y-%m-%d %H:%M} UTC" if found.newest_capture else "none"
    yield f"newest capture: {newest}; waiting to be read: {'unknown' if found.unread is None else found.unread}"
    yield (
        f"on disk: archive {size(found.archive_bytes)}, database {size(found.database_bytes)}, "
        f"state {size(found.state_bytes)}; free {size(found.free_bytes)}"
    )


def _line(text: str) -> Text:
    return Text(harmless(text))
