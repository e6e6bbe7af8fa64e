"""JSON Lines: a line a project with everything, in the shape of `WholeProject`.

docs/project.schema.json describes it (`python -m explore.export.jsonl` writes that).
Money is text, so that it stays exact; `read_line` gives back what was written.
"""

import json
from pathlib import Path

from pydantic import TypeAdapter

from explore.answer_formats import escaped
from explore.export.formats import Report
from explore.export.whole_files import whole_file
from explore.export.whole_projects import Exported, WholeProject
from explore.wording import Language

SCHEMA = Path(__file__).parents[2] / "docs" / "project.schema.json"
_SHAPE = TypeAdapter(WholeProject)


def write(exported: Exported, path: Path, _language: Language) -> Report:
    """Write the file; names of keys are English in either language."""
    count = 0
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        for count, project in enumerate(exported.whole_projects(), start=1):  # noqa: B007 (the last one is wanted)
            file.write(f"{escaped(_SHAPE.dump_json(project).decode())}\n")
    return Report(written={"projects": count})


def read_line(line: str) -> WholeProject:
    """The project that a line holds. Raises pydantic's ValidationError for any other."""
    return _SHAPE.validate_json(line)


def schema_text() -> str:
    """The shape of a line as JSON Schema (draft 2020-12), for docs/project.schema.json."""
    shape = _SHAPE.json_schema(mode="serialization")
    shape = {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape, "title": "A line of the export jsonl"}
    return f"{json.dumps(shape, indent=2, ensure_ascii=False)}\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), "utf-8")
