"""Why a decision has no effect, in Romanian for the review: what `store.anchors` and `store.decision_table` say."""

import re

_WORDS = (
    (r"the page no longer has these words", "pagina nu mai are aceste cuvinte"),
    (r"the words stand in other surroundings now", "cuvintele stau acum în alt context"),
    (r"no (\S+) is read from these words any more", "din aceste cuvinte nu se mai citește un astfel de fapt"),
    (r"(\d+) facts fit equally well", r"mai multe fapte (\1) se potrivesc la fel de bine"),
    (r"no page names it so any more( there)?", "nicio pagină nu o mai numește așa"),
    (r"the database has no page of this address", "baza de date nu are nicio pagină cu această adresă"),
    (r"it can't be: (.*)", r"nu se poate aplica: \1"),
)
_SIDE = re.compile(r"side (\d+): ")


def lost_reason(fault: str | None) -> str:
    """In Romanian; what is not known stays as it is, and nothing is said of no fault."""
    return "; ".join(_told(part) for part in fault.split("; ")) if fault else ""


def _told(fault: str) -> str:
    side = _SIDE.match(fault)
    rest = fault[side.end() :] if side else fault
    for words, romanian in _WORDS:
        found = re.fullmatch(words, rest, re.DOTALL)
        if found:
            rest = found.expand(romanian)
            break
    return f"partea {side[1]}: {rest}" if side else rest
