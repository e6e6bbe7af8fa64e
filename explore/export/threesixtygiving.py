"""Grants by the 360Giving Data Standard 1.4, as JSON or as a spreadsheet: which projects, and the file around them.

Each grant is checked against the standard's schema before it is written; projects that lack what the standard requires
are left out and counted by what they lack first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from explore.answer_formats import plain
from explore.export.formats import Report
from explore.export.threesixtygiving_award import NoGrantError
from explore.export.threesixtygiving_grants import Grant, grant_of, moment, words
from explore.export.threesixtygiving_standard import VERSION
from explore.export.threesixtygiving_workbook import GrantsWorkbook
from explore.export.whole_files import DestinationError, whole_file
from explore.export.whole_projects import Exported
from explore.wording import Language

_ENDINGS = (".json", ".xlsx")
_VERSIONS = ("schema", "readers", "extractor", "resolution")


class NoGrantsError(Exception):
    """No project is a grant by the standard, which has no empty files; the message says what they lack."""


def write(exported: Exported, path: Path, language: Language) -> Report:
    """Write the file, JSON or a spreadsheet by the end of its name.

    Raises DestinationError for another end, NoGrantsError if there is no grant at all.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        raise DestinationError(f"{path}: 360Giving is written as {' or '.join(_ENDINGS)}; name a file that ends so")
    left_out: Counter[str] = Counter()
    grants = _grants(exported, language, left_out)
    package = _package(exported, language)
    with whole_file(path) as part:
        count = (_write_json if ending == ".json" else _write_workbook)(grants, part, package)
        if not count:
            raise NoGrantsError(_nothing(left_out))
    return Report(written={"grants": count}, left_out=dict(left_out.most_common()))


def _grants(exported: Exported, language: Language, left_out: Counter[str]) -> Iterator[Grant]:
    names = exported.rows("SELECT category, ro, en FROM categories")
    groups: Mapping[str, str] = {row["category"]: row[language] for row in names}
    for project in exported.whole_projects():
        try:
            yield grant_of(project, exported, language, groups)
        except NoGrantError as error:
            left_out[str(error)] += 1


def _package(exported: Exported, language: Language) -> dict[str, str]:
    """What is said of the whole file; who publishes it, and under which licence, is for the publisher to say."""
    state = exported.state()
    versions = ", ".join(f"{name} {state[name].split()[0]}" for name in _VERSIONS if name in state)
    package = {
        "version": VERSION,
        "title": words()["title"][language],
        "description": words()["description"][language].format(versions=versions),
    }
    return {**package, "modified": moment(state["captured"])} if state["captured"] else package


def _write_json(grants: Iterator[Grant], part: Path, package: Mapping[str, str]) -> int:
    count = 0
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for name, value in package.items():
            file.write(f"{',' if name != 'version' else '{'}\n{plain(name)}: {plain(value)}")
        file.write(',\n"grants": [')
        for count, grant in enumerate(grants, start=1):
            file.write(f"{',' if count > 1 else ''}\n{plain(grant)}")
        file.write("\n]\n}\n")
    return count


def _write_workbook(grants: Iterator[Grant], part: Path, package: Mapping[str, str]) -> int:
    count, book = 0, GrantsWorkbook(package)
    try:
        for count, grant in enumerate(grants, start=1):  # noqa: B007 (the last one is wanted)
            book.add(grant)
    except BaseException:
        book.abandon()
        raise
    if count:
        book.save(part)
    else:
        book.abandon()
    return count


def _nothing(left_out: Counter[str]) -> str:
    lacking = "; ".join(f"{count:,} {reason}" for reason, count in left_out.most_common()) or "there are no projects"
    return f"no project is a grant by the 360Giving standard, so no file was written: {lacking}"
