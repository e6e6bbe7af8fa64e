"""FollowTheMoney entities as JSON Lines, for investigative databases: https://followthemoney.tech.

Documents come first, then organisations, each once, then each project with who takes part in it and its grant, so
that what an entity leads to stands before it. Only the ids of what was left out are kept in memory.
"""

import json
from collections import Counter
from pathlib import Path
from typing import TextIO

from followthemoney.proxy import EntityProxy
from followthemoney.types import registry

from explore.answer_formats import escaped
from explore.export import ftm_entities
from explore.export.formats import Report
from explore.export.ftm_checks import faults
from explore.export.ftm_payments import NoPaymentError, bearing_programme_names, grant_of
from explore.export.whole_files import whole_file
from explore.export.whole_projects import Exported, WholeProject
from explore.wording import Language

_DOCUMENTS = """
SELECT d.id, d.url, d.title, s.name AS source, d.published, d.language, d.reader, c.fetched_at AS captured, c.sha256,
    c.media_type, first.url AS copy_of
FROM documents AS d JOIN sources AS s ON s.id = d.source_id JOIN captures AS c ON c.id = d.capture_id
    LEFT JOIN documents AS first ON first.id = d.copy_of
WHERE d.id IN (SELECT document_id FROM project_mentions WHERE project_id IN ({})) ORDER BY d.id
"""
_ORGANISATIONS = """
SELECT id, key, name, short, kind, county, cui, aliases FROM organisations
WHERE id IN (SELECT organisation_id FROM project_organisations WHERE project_id IN ({})) ORDER BY id
"""


def write(exported: Exported, path: Path, language: Language) -> Report:
    """Write the file. Roles and what explains a figure are in the language; names of properties are the format's."""
    roles = {
        row["role"]: row[language]
        for row in exported.rows("SELECT role, ro, en FROM roles WHERE kind = 'partners' ORDER BY role")
    }
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        sheet = _Entities(file)
        for row in exported.rows(_DOCUMENTS.format(exported.chosen)):
            sheet.put(ftm_entities.document(row, language))
        for row in exported.rows(_ORGANISATIONS.format(exported.chosen)):
            sheet.put(ftm_entities.organisation(row, language))
        budgets = bearing_programme_names(exported)
        for whole in exported.whole_projects():
            sheet.put(ftm_entities.project(whole, language))
            for one in whole.organisations:
                sheet.put(ftm_entities.participant(whole, one, roles[one.role]))
            _put_grant(sheet, whole, budgets, language)
    return Report(written=sheet.written, left_out=sheet.left_out)


def _put_grant(sheet: "_Entities", whole: WholeProject, budgets: frozenset[str], language: Language) -> None:
    try:
        grant = grant_of(whole)
    except NoPaymentError as error:
        sheet.left_out[f"grants {error}"] += 1
        return
    if grant and whole.project.id in budgets:
        sheet.left_out["grants of projects that bear the name of a programme"] += 1
    elif grant:
        sheet.put(ftm_entities.payment(whole, grant, language))


class _Entities:
    """The file, a line an entity, with what was written to it by schema, and what was not, by reason."""

    def __init__(self, file: TextIO) -> None:
        self.written: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._file = file
        self._missing: set[str] = set()

    def put(self, entity: EntityProxy) -> None:
        """Write it; if something is wrong with it, leave it out, and what leads to it of those that follow."""
        for prop in entity.iterprops() if self._missing else []:
            if prop.type == registry.entity:
                entity.set(prop, [value for value in entity.get(prop) if value not in self._missing])
        kind, wrong = entity.schema.plural.lower(), faults(entity)
        if wrong:
            self.left_out[f"{kind} {'; '.join(wrong)}"] += 1
            self._missing.add(str(entity.id))
        else:
            self.written[kind] += 1
            self._file.write(f"{escaped(json.dumps(entity.to_dict(), ensure_ascii=False))}\n")
