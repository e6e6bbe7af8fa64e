"""What resolution goes by, out of the tables: each query gives the ids of a kind's items, and their inputs as JSON.

Copies of a story, which must be known, have no vote of their own: it is said of a mention that it is one, of a name how
often originals write it, and only where no original votes on a project's programme do copies. For the times of a story
speaks that of its printings which tells what most do.
"""

# A name as written, with the county of the site that writes it: "Primăria Lunca" is another one in another county.
ORGANISATIONS = """
    SELECT organisation_name_id(name, county, cui), json_object(
        'name', name, 'county', county, 'cui', cui, 'mentions', count(*), 'first', min(first_run),
        'originals', sum(document_id NOT IN (SELECT id FROM documents WHERE copy_of IS NOT NULL))
    ) FROM (
        SELECT p.name, s.county, p.cui, p.first_run, p.document_id
        FROM partners AS p JOIN documents AS d ON d.id = p.document_id JOIN sources AS s ON s.id = d.source_id
        UNION ALL
        SELECT a.organisation, s.county, NULL, a.first_run, a.document_id
        FROM amounts AS a JOIN documents AS d ON d.id = a.document_id JOIN sources AS s ON s.id = d.source_id
        WHERE a.organisation IS NOT NULL
    ) GROUP BY name, county, cui
"""

# Indexes are named for all that is asked of each mention: without statistics SQLite guesses which of them is best, and
# once took one on roles, by which it walked through all leads for each mention.

# The counties of a mention are those of its places; where it has none, those of the organisations that lead it.
PROJECTS = """
    SELECT m.id, json_object(
        'title', m.title, 'aliases', json(m.aliases), 'code', m.code, 'contract', m.contract, 'programme', m.programme,
        'start', m.period_start, 'end', m.period_end, 'months', m.duration_months,
        'leads', json((
            SELECT json_group_array(organisation_id) FROM (
                SELECT DISTINCT organisation_id FROM partners INDEXED BY partners_by_mention
                WHERE mention_id = m.id AND role = 'lead' AND organisation_id IS NOT NULL ORDER BY organisation_id
            )
        )),
        'lead_names', json((
            SELECT json_group_array(name) FROM (
                SELECT DISTINCT o.id, o.name
                FROM partners AS p INDEXED BY partners_by_mention
                CROSS JOIN organisations AS o ON o.id = p.organisation_id
                WHERE p.mention_id = m.id AND p.role = 'lead' ORDER BY o.id
            )
        )),
        'counties', json(coalesce(
            nullif((
                SELECT json_group_array(county) FROM (
                    SELECT DISTINCT county FROM places INDEXED BY places_by_mention
                    WHERE mention_id = m.id AND kind IN ('locality', 'county') AND county IS NOT NULL ORDER BY county
                )
            ), '[]'), (
                SELECT json_group_array(county) FROM (
                    SELECT DISTINCT o.county FROM partners AS p INDEXED BY partners_by_mention
                    CROSS JOIN organisations AS o ON o.id = p.organisation_id
                    WHERE p.mention_id = m.id AND p.role = 'lead' AND o.county IS NOT NULL ORDER BY o.county
                )
            )
        )),
        'first', m.first_run, 'copy', json(
            iif(m.document_id IN (SELECT id FROM documents WHERE copy_of IS NOT NULL), 'true', 'false')
        ), 'times_elsewhere', json(
            iif(m.document_id IN (SELECT document_id FROM printings WHERE topic = 'times'), 'true', 'false')
        )
    ) FROM project_mentions AS m
"""

# Where a mention says no years, those of its project count, which must be resolved.
PROGRAMMES = """
    SELECT m.id, json_object(
        'words', coalesce(m.programme, ''), 'contract', m.contract, 'code', m.code,
        'begin', CAST(substr(
            CASE WHEN coalesce(m.period_start, m.period_end) IS NULL THEN p.period_start ELSE m.period_start END, 1, 4
        ) AS INTEGER),
        'end', CAST(substr(
            CASE WHEN coalesce(m.period_start, m.period_end) IS NULL THEN p.period_end ELSE m.period_end END, 1, 4
        ) AS INTEGER),
        'funders', json((
            SELECT json_group_array(name) FROM (
                SELECT name FROM partners INDEXED BY partners_by_mention
                WHERE mention_id = m.id AND role = 'funder' ORDER BY start, id
            )
        ))
    ) FROM project_mentions AS m LEFT JOIN projects AS p ON p.id = m.project_id
"""

# How many mentions of each project were led to which programme, by its key: originals' where there are any.
PROGRAMMES_OF_PROJECTS = """
    SELECT project_id, json_group_object(key, votes) FROM (
        SELECT project_id, key, count(*) AS votes FROM (
            SELECT m.project_id, i.found ->> 0 AS key, rank() OVER (
                PARTITION BY m.project_id
                ORDER BY m.document_id IN (SELECT id FROM documents WHERE copy_of IS NOT NULL)
            ) AS rank
            FROM resolution_items AS i JOIN project_mentions AS m ON m.id = i.item
            WHERE i.kind = 'programme' AND i.found IS NOT NULL AND m.project_id IS NOT NULL
        ) WHERE rank = 1 GROUP BY project_id, key ORDER BY project_id, key
    ) GROUP BY project_id
"""
