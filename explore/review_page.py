"""The review for a terminal, in Romanian: what is doubtful, why, what it says, where, and the id to decide on."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from explore.review import KINDS, Listed
from explore.wording import harmless, quoted

_WIDEST_QUOTE = 200  # characters


def review_page(listed: Sequence[Listed]) -> RenderableType:
    """One paragraph for each, numbered; below them how to decide."""
    if not listed:
        return Text("Nimic de verificat.")
    parts = [part for number, one in enumerate(listed, start=1) for part in _paragraph(number, one)]
    hint = "fondoscop decide confirm|correct|reject|merge|split ID …   sau: fondoscop review --csv FIȘIER"
    return Group(*parts, Text(""), Text(hint, style="dim", no_wrap=True, overflow="ignore"))


def _paragraph(number: int, one: Listed) -> Iterator[RenderableType]:
    yield Text(f"{number}. {KINDS[one.kind]}: ", style="bold").append(harmless(one.reason), style="not bold")
    quote = quoted(one.quote)
    if len(quote) > _WIDEST_QUOTE:
        quote = f"{quote[:_WIDEST_QUOTE].rstrip()}…"
    says = harmless(one.says)
    yield Padding(Text(says if f"„{quote}”" in says else f"{says} – „{quote}”"), (0, 0, 0, 3))
    ids = " ".join(filter(None, (one.id, one.other)))
    yield Text(f"   {harmless(ids)}  {harmless(one.url or '')}", style="dim", no_wrap=True, overflow="ignore")
