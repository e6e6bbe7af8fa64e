"""When a page was published, as its own text says it: better none than a wrong one.

Three forms are known, all near the top: a label (“Publicat: 10 Decembrie 2025, 20:54”, “Postat la …”), a
stamp (a line that is only a date, a time and what bylines hold: “17 noiembrie 2023, 14:08 | Timiș | 312
afișări”) and a dateline (“Arinești, 12 mai 2021 – …”). Dates of events, deadlines, registry numbers, update
stamps, the site's clock and the teasers of other articles are none of these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from readers.dates import FoundDate, dates_in
from romanian import lexicon
from romanian.bylines import WEEKDAY_NAME, is_byline, is_machine_head, is_occasion
from romanian.calendar import MONTH, MONTHS
from romanian.days import TIME, YEAR
from romanian.fold import fold, plain
from romanian.siruta import gazetteer
from store.records import Block, BlockKind

_LABEL_WORD = lexicon.words("bylines", kind="label")
_LABEL = re.compile(
    rf"""
    ^ \W*
    (?: [^|·•]{{0,80}} [|·•] \s*                            # Social | Publicat: …
      | (?:articol|scris|autor|text|foto|sursa|categori[ea]|de|by)\b [^|]{{0,60}}? [,;/-] \s*   # De V.M., …
    )?
    (?: (?:articol|anunt|stire|text|material|comunicat|document|pagina|post)(?:ul|a)? \s+ (?:online\s+)? )?
    (?: {_LABEL_WORD} | (?P<weak> by ) )
    \b (?P<between> [^;!?\d]{{0,60}} ) $
    """,
    re.VERBOSE,
)  # what may stand between the beginning of the line and the date
_AFTER_LABEL = re.compile(
    rf"^{TIME}?\W*(?:$|[|·•/(]|(?:in|de|la|by|ora|pe|with)\b|\.?\s*(?:autor|sursa|redactor|foto)\b|\d|[\w-]+(?:\s[\w-]+)?\W*$)",
    re.VERBOSE,
)
_LABEL_ALONE = re.compile(rf"^\W*{_LABEL_WORD}(?: (?:la|pe|in))?(?: data de)?\W*$")
_LABEL_BEHIND = re.compile(rf"\d\s*[|,;/·•)(-]+\s*(?P<label>{_LABEL_WORD})\b")
_UPDATED = re.compile(
    r"(?:ultim\w+\s+)?(?:re)?(?:actualiz|modific|updat|revizui)\w*|ultima editare|last \w+|frissit\w+|modosit\w+"
)
_UPDATING = (
    "actualiz",
    "modific",
    "updat",
    "revizui",
    "ultima editare",
    "last ",
    "frissit",
    "modosit",
)  # one is in what it finds
_ELSEWHERE = re.compile(
    r"\b(?:spre|catre)\b|monitorul|\bm\.? ?of\b|jurnalul oficial|seap|sicap|jo[ue]\b"
)  # published, but not here
_NO_STAMP = re.compile(
    r"©|\b(?:va|vor|se|loc|copyright)\b|\b(?:termen|limita|pana|orele|incepand|perioada|valabil|intre|sedint|nr|numarul|nascut|expira|editi|astazi|azi)"
)
_EVENT_FOLLOWS = re.compile(r"^\W*(?:ora|orele|loc|locul|locati[ae]|unde|interval)\b")
_DATELINE = re.compile(
    r"^\W{0,2}(?P<place>[A-Z][\w.'-]+(?:(?: |-)(?:de |din |la )?[A-Z0-9][\w.'-]*){0,3})"
    rf"(?:\s*\([^)]{{2,30}}\))?\s*(?:[,/]|(?P<dash>\s-))\s*(?:(?i:{WEEKDAY_NAME})[,\s]\s*)?@"
    r"(?!.{0,6}\b[Nn]r\b)(?P<after>\s*$|\s*[-:./|]\s.*|\s*\([^)]{2,40}\)\s*(?:-.*)?$)"
)
_RELEASE = re.compile(
    r"^\W*(?:comunicat|informare|nota de presa|anunt de presa|declaratie de presa|press release)\b.{0,40}$"
)
_PRESS_RELEASE = re.compile(
    r"^\W*comunicat(?:ul)?(?: de presa)?\W{0,3}(?:nr\.? ?\d+\W{0,3})?(?:din )?(?:data (?:de )?)?@\W*$"
)

_MACHINE = re.compile(r"\s*date\s+(?P<day>(?:19|20)\d\d-\d\d-\d\d)\b")  # written above a page by what exported it
_MONTH_LINE = re.compile(rf"\W*(?P<month>{MONTH})\s+(?P<year>{YEAR})\W*")
_WEEKDAY_OR_NOTHING = re.compile(rf"\s*(?:{WEEKDAY_NAME}\W*)?")
# “Monday, November 28, 2011”, “vineri, ianuarie 10, 2025”: software writes so above an article, and not as its clock
_IN_ENGLISH = re.compile(rf"\s*{WEEKDAY_NAME}\W{{1,3}}{MONTH}\s+\d{{1,2}},?\s+{YEAR}\W*")
_LABEL_ABOVE = re.compile(r"\W*(?:data|termen\w*|perioada|start|deadline|inceput|sfarsit)(?!\w)\D{0,40}")
_TEMPERATURE = re.compile(r"\W*-?\d{1,2}(?:[.,]\d)?\s*°?\s*c\W*")
_FROM = re.compile(r"\W*din\s")
_NUMBERED = re.compile(r"\bnr\b\.?\s*\d+\W*$")  # HOTĂRÂREA NR. 41 / din 28 aprilie 2022
_BEFORE_PAGE, _BEHIND_PAGE = 92, 31  # days before and behind a page's day in which it tells of something
_ONE_DAY = timedelta(days=1)  # a capture's day is that of UTC, and begins in Romania earlier
_NEVER = "9999-12-31"
_TOP_LINES = 40
_BEGINNING = 400  # characters of a line that are looked at
_LONG_LINE = 250  # characters of a paragraph
_LONGEST_BYLINE = 160
_ARTICLE = 500  # characters between the stamp of an article and that of its neighbour in a list
_A_LIST = 3  # so many different labelled or stamped dates make a list of articles


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    kind: BlockKind
    start: int
    plain: str
    folded: str  # its beginning, without an update stamp
    length: int
    dates: tuple[FoundDate, ...]


def published_in_text(text: str, blocks: Sequence[Block] = (), *, latest: date | None = None) -> tuple[str, str] | None:
    """ISO date and the name of the form that gave it (“label”, “stamp”, “dateline”), or None.

    `latest` is the day of the capture, when known: what a page tells of a later day is not when it was published.
    """
    lines = _lines(text, blocks, latest)
    top = _top(lines)
    machine = _MACHINE.match(text)
    if machine is not None and dates_in(machine["day"]):
        return machine["day"], "stamp"
    label = _label_date(lines, top)
    if label is not None:
        return label, "label"
    stamp = _stamp_date(lines, top) or _first_line(lines)
    if stamp is not None:
        return stamp, "stamp"
    last = len(lines) - 1 if len(lines) > 3 else len(lines)  # at the foot it is the place of a signature
    for line in lines[: min(top, last)]:
        iso = _dateline(line)
        if iso is not None:
            return iso, "dateline"
    return None


def _lines(text: str, blocks: Sequence[Block], latest: date | None) -> list[_Line]:
    last = (latest + _ONE_DAY).isoformat() if latest is not None else _NEVER
    spans: list[tuple[BlockKind, int, int]] = [(b.kind, b.start, b.end) for b in blocks]
    if not spans:
        spans = [("paragraph", m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text)]
    lines = []
    for kind, start, end in spans:
        beginning = plain(text[start : min(end, start + _BEGINNING)])
        folded = fold(beginning)
        updated = _UPDATED.search(folded) if any(word in folded for word in _UPDATING) else None
        found = [d for d in dates_in(folded) if d.iso <= last]
        if updated is not None and (published := _label_behind(folded, updated.end())):
            folded = " " * published + folded[published:]  # Actualizat: … | Publicat: …
            dates, kept = tuple(d for d in found if d.start >= published), folded
        elif updated is not None:
            dates = tuple(d for d in found if d.end <= updated.start())
            kept = folded[: updated.start()].rstrip(" ,;:|/(-·•")
        else:
            dates, kept = tuple(found), folded
        lines.append(
            _Line(
                kind=kind,
                start=start,
                plain=beginning,
                folded=kept,
                length=end - start,
                dates=dates,
            )
        )
    return lines


def _label_behind(folded: str, place: int) -> int:
    """Where the label of publication begins that follows an update stamp in its line; 0 without."""
    label = _LABEL_BEHIND.search(folded, place)
    return label.start("label") if label else 0


def _top(lines: Sequence[_Line]) -> int:
    """How many lines belong to the top: what stands before the end of the second long paragraph."""
    long = 0
    for index, line in enumerate(lines[:_TOP_LINES]):
        long += line.length > _LONG_LINE
        if long == 2:
            return index + 1
    return min(len(lines), _TOP_LINES)


def _label_date(lines: Sequence[_Line], top: int) -> str | None:
    """The first labelled date, at the top or anywhere when it is the only one; none on a list of articles."""
    strong: list[tuple[int, str]] = []
    weak: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        if index and not line.folded.strip():
            continue
        if line.dates and index and _LABEL_ALONE.match(lines[index - 1].folded):
            strong.append((index, line.dates[0].iso))
            continue
        for found in line.dates[:1]:
            label = _LABEL.search(line.folded[: found.start].removesuffix("(").rstrip())
            if label is None or _ELSEWHERE.search(label["between"]) or line.length > _LONGEST_BYLINE:
                continue
            if _AFTER_LABEL.search(line.folded[found.end :]):
                (weak if label["weak"] else strong).append((index, found.iso))
    if len({iso for _, iso in strong}) >= _A_LIST:
        return None
    for index, iso in (*strong, *weak):
        if index < top:
            return iso
    return strong[0][1] if len({iso for _, iso in strong}) == 1 else None


def _stamp_date(lines: Sequence[_Line], top: int) -> str | None:
    stamps = [
        (index, lines[index].start, iso)
        for index in range(1, len(lines))  # a date above everything is the site's clock
        if (iso := _stamp(lines, index)) is not None
    ]
    if not stamps or stamps[0][0] >= top:
        return None
    different = [stamp for stamp in stamps if stamp[2] != stamps[0][2]]
    if different and different[0][1] - stamps[0][1] < _ARTICLE:
        return None  # an agenda, or a list of articles
    return stamps[0][2]


def _first_line(lines: Sequence[_Line]) -> str | None:
    """The day or the month that heads a page, where what stands below it bears it out; else it is the site's clock."""
    for index, line in enumerate(lines[:_TOP_LINES]):
        month = _MONTH_LINE.fullmatch(line.folded)
        if month is not None and index and _RELEASE.match(lines[index - 1].folded):
            return f"{month['year']}-{MONTHS[month['month'].rstrip('.')]:02d}"
    head = lines[0] if lines else None
    if head is None or len(head.dates) != 1:
        return None
    found = head.dates[0]
    if not _WEEKDAY_OR_NOTHING.fullmatch(head.folded, 0, found.start):
        return None
    behind = head.folded[found.end :].strip()
    if behind:
        return found.iso if re.match(r"-\s*(?:anunt|comunicat|informare|stire)", behind) else None
    if len(lines) > 1 and (_RELEASE.match(lines[1].folded) or _IN_ENGLISH.fullmatch(head.folded)):
        return found.iso
    day = date.fromisoformat(found.iso)
    others = (date.fromisoformat(other.iso) for line in lines[1:] for other in line.dates)
    near = any(-_BEFORE_PAGE <= (other - day).days <= _BEHIND_PAGE and other != day for other in others)
    return found.iso if near else None


def _stamp(lines: Sequence[_Line], index: int) -> str | None:
    line = lines[index]
    if line.dates and line.kind == "paragraph" and is_machine_head(line.plain[: line.dates[0].start]):
        return line.dates[0].iso
    if len(line.dates) != 1 or line.kind in ("list_item", "table_row") or line.length > _LONGEST_BYLINE:
        return None
    above = lines[index - 1].folded
    if _LABEL_ABOVE.fullmatch(above) or (_FROM.match(line.folded) and _NUMBERED.search(above)):
        return None
    if any(_TEMPERATURE.fullmatch(above.folded) for above in lines[max(index - 3, 0) : index]):
        return None  # the head of a site: weather, town, today
    if _NO_STAMP.search(line.folded) or lines[index - 1].folded.rstrip().endswith(":"):
        return None
    if index + 1 < len(lines) and _EVENT_FOLLOWS.match(lines[index + 1].folded):
        return None
    found = line.dates[0]
    behind = line.plain[found.end : len(line.folded)]
    release = any(_RELEASE.match(above.folded) for above in lines[max(index - 2, 0) : index])
    return found.iso if is_byline(line.plain[: found.start], behind, release=release) else None


def _dateline(line: _Line) -> str | None:
    if not line.dates or line.kind == "table_row":
        return None
    found = line.dates[0]
    marked = line.plain[: found.start].replace("@", " ") + "@" + line.plain[found.end :]
    if _PRESS_RELEASE.match(marked.lower()):
        return found.iso
    place = _DATELINE.match(marked)
    if place is None or (len(line.dates) > 1 and line.dates[1].start - found.end < 15):
        return None  # a period
    words = place["place"].lower()
    if place["dash"] and not any(unit.level in ("city", "town", "commune") for unit in gazetteer().named(words)):
        return None  # a comma leads to a dateline's day, a dash to that of anything
    if is_occasion(words) or _NO_STAMP.search(words) or re.match(WEEKDAY_NAME, words):
        return None
    return found.iso
