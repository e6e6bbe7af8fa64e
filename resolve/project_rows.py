"""The row of a project, from all that its mentions say.

Its code, contract, programme, period and length are those that most of its mentions give, its title the full one in
its best spelling. Mentions in copies of a story have no vote where one in an original says anything of it: a press
release that ten newspapers print is one source; for its times speaks the printing that tells what most of them do.
Sources that state other values are not corrected here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from resolve.contracts import read_contract
from resolve.matching import Inputs, Member
from resolve.project_mentions import code_of
from resolve.spelling import best_spelling
from resolve.title_alike import Likeness
from resolve.title_frames import without_numbers
from resolve.title_likeness import alike
from resolve.titles import Title, read_title
from store.identity import project_id
from store.resolved import ResolvedProject

Value = TypeVar("Value")


def project_of(members: Sequence[Member]) -> ResolvedProject:
    """The row of these mentions.

    The key is "code:…", else "contract:…" with the first mention's id, else "title:…" with it: titles and contracts
    may be those of several projects, and the mention that was seen first stays whatever is found later. A project
    first known by its title changes its key when a page tells its code, which is the better name.
    """
    said = [member.inputs for member in members]
    code = _most(_heard(said, code_of))
    key = _key(members, code)
    title = _title(_heard(said, lambda inputs: str(inputs["title"])))
    start, end = _period(_heard(said, _dates_of, by="times_elsewhere"))
    lengths = Counter(_heard(said, _length_of, by="times_elsewhere"))
    return ResolvedProject(
        id=project_id(key),
        key=key,
        title=title,
        mention_id=min((_is_copy(m.inputs), m.item) for m in members if m.inputs["title"] == title)[1],
        mentions=len(members),
        code=code,
        contract=_most(_heard(said, lambda inputs: inputs.get("contract") or None)),
        programme=_most(_heard(said, lambda inputs: inputs.get("programme") or None)),
        period_start=start or None,
        period_end=end or None,
        duration_months=min(lengths, key=lambda months: (-lengths[months], months), default=None),
    )


def _is_copy(inputs: Inputs) -> bool:
    return bool(inputs.get("copy"))


def _heard(said: Sequence[Inputs], value: Callable[[Inputs], Value | None], *, by: str = "copy") -> list[Value]:
    """The values that mentions give; those of mentions for which others speak only where no other gives one."""
    told = [(found, bool(inputs.get(by))) for inputs in said if (found := value(inputs)) is not None]
    return [found for found, is_elsewhere in told if not is_elsewhere] or [found for found, _ in told]


def _length_of(inputs: Inputs) -> Decimal | None:
    return None if inputs.get("months") is None else Decimal(str(inputs["months"]))


def _dates_of(inputs: Inputs) -> tuple[str, str] | None:
    dates = inputs.get("start") or "", inputs.get("end") or ""
    return dates if any(dates) else None


def _key(members: Sequence[Member], code: str | None) -> str:
    """No other cluster has it: equal codes are one project, except where people parted them."""
    first = min(members, key=lambda member: (str(member.inputs.get("first", "")), member.item))
    parted = any(action == "split" for member in members for action, *_ in member.inputs.get("decided", ()))
    if code is not None:
        return f"code:{code}/{first.item}" if parted else f"code:{code}"
    contracts = sorted(
        (str(member.inputs.get("first", "")), member.item, contract.names[0])
        for member in members
        if (contract := read_contract(member.inputs.get("contract") or "")) is not None
    )
    if contracts:
        return f"contract:{contracts[0][2]}/{first.item}"
    key = read_title(first.inputs["title"]).key
    return f"title:{key}/{first.item}" if key else f"mention:{first.item}"


def _title(titles: Iterable[str]) -> str:
    """The full title that most give, in its best spelling: no short name of it, and nothing cut off."""
    spellings = Counter(titles)
    by_title: dict[Title, Counter[str]] = {}
    for spelling, count in spellings.items():
        by_title.setdefault(read_title(spelling), Counter())[spelling] += count
    whole = {title for title in by_title if not title.is_cut} or set(by_title)
    full = {title for title in whole if not any(_is_part(title, other) for other in whole)} or whole
    counts = {title: sum(by_title[title].values()) for title in full}
    best = min(full, key=lambda title: (-counts[title], -len(title.key), title.key))
    group = Counter(
        {
            spelling: count
            for title in full
            if title.words.core == best.words.core
            for spelling, count in by_title[title].items()
        }
    )
    bare = Counter(
        {
            spelling: count
            for spelling, count in group.items()
            if without_numbers(spelling) == " ".join(spelling.split())
        }
    )
    return best_spelling(bare or group)


def _is_part(title: Title, other: Title) -> bool:
    found = alike(title, other) if title != other else None
    return (
        found is not None
        and found.likeness in (Likeness.NAME, Likeness.CUT)
        and len(title.words.core) < len(other.words.core)
    )


def _most(values: Iterable[str]) -> str | None:
    """The value most mentions give; among equals the longest, then the first in alphabetical order."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default=None)


def _period(dates: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Beginning and end from one and the same statement: a complete one first, then the most frequent, then
    the most precise, then the earliest.
    """
    periods = Counter(dates)
    return min(
        periods,
        key=lambda p: (not (p[0] and p[1]), -periods[p], -len(p[0]) - len(p[1]), p),
        default=("", ""),
    )
