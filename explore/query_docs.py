"""docs/queries.md: a section for each of explore/questions.toml. `python -m explore.query_docs` writes it."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

from explore.questions import Question, questions

PAGE = Path(__file__).parent.parent / "docs" / "queries.md"
COMMAND = "python -m explore.query_docs"
_HEAD = Path(__file__).with_name("query_docs_head.md")
_WIDTH = 124  # characters of a line


def queries_page() -> str:
    """The page's Markdown."""
    sections = ("\n\n".join(_section(number, one)) for number, one in enumerate(questions(), start=1))
    return "\n\n".join([_HEAD.read_text(encoding="utf-8").rstrip(), *sections]) + "\n"


def _section(number: int, one: Question) -> Iterator[str]:
    yield f"## {number}. {one.ro}"
    yield f"*{one.en}*"
    yield f"```sql\n{one.sql}\n```"
    columns = ", ".join(f"`{column}`" for column in one.columns)
    yield _wrapped(f"Columns: {columns}. {one.rows}".rstrip())
    if one.empty:
        yield _wrapped(f"May be empty: {one.empty}")
    yield _wrapped(f"Watch out: {one.caution}")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    PAGE.write_text(queries_page(), encoding="utf-8")
