-- Sets of ids that the rules of public_tables.toml name. ?1 is a JSON array of the chosen projects, ?2 one of the sources
-- whose texts may be given in full. Whatever a row of the selection refers to is in it, too.
WITH RECURSIVE
chosen (id) AS (SELECT value FROM json_each(?1)),
full_sources (id) AS (SELECT value FROM json_each(?2)),
chosen_facts (id) AS (
    SELECT id FROM project_mentions WHERE project_id IN chosen
    UNION ALL SELECT id FROM partners WHERE project_id IN chosen
    UNION ALL SELECT id FROM amounts WHERE project_id IN chosen
    UNION ALL SELECT id FROM dates WHERE project_id IN chosen
    UNION ALL SELECT id FROM beneficiaries WHERE project_id IN chosen
    UNION ALL SELECT id FROM places WHERE project_id IN chosen
),
chosen_documents (id) AS ( -- that tell of the projects; the first of their story; the printings that they are like
    SELECT document_id FROM project_mentions WHERE project_id IN chosen
    UNION
    SELECT d.copy_of FROM chosen_documents AS x JOIN documents AS d ON d.id = x.id WHERE d.copy_of IS NOT NULL
    UNION
    SELECT p.like_id FROM chosen_documents AS x JOIN printings AS p ON p.document_id = x.id
),
chosen_captures (id) AS ( -- older ones of their addresses, too
    SELECT capture_id FROM documents WHERE id IN chosen_documents
    UNION
    SELECT c.id FROM documents AS d JOIN captures AS c ON c.url = d.url WHERE d.id IN chosen_documents
),
chosen_sources (id) AS (
    SELECT source_id FROM documents WHERE id IN chosen_documents
    UNION
    SELECT source_id FROM captures WHERE id IN chosen_captures
),
chosen_programmes (id) AS ( -- with all above them
    SELECT programme_id FROM projects WHERE id IN chosen AND programme_id IS NOT NULL
    UNION
    SELECT programme_id FROM project_mentions WHERE project_id IN chosen AND programme_id IS NOT NULL
    UNION
    SELECT p.parent_id FROM chosen_programmes AS x JOIN programmes AS p ON p.id = x.id WHERE p.parent_id IS NOT NULL
),
chosen_organisations (id) AS (
    SELECT organisation_id FROM partners WHERE project_id IN chosen AND organisation_id IS NOT NULL
    UNION
    SELECT organisation_id FROM amounts WHERE project_id IN chosen AND organisation_id IS NOT NULL
    UNION
    SELECT organisation_id FROM project_organisations WHERE project_id IN chosen
),
chosen_operations (id) AS (
    SELECT operation_id FROM operations_compared WHERE project_id IN chosen AND operation_id IS NOT NULL
),
chosen_localities (siruta) AS ( -- with all above them
    SELECT siruta FROM places WHERE project_id IN chosen AND siruta IS NOT NULL
    UNION
    SELECT l.parent_siruta FROM chosen_localities AS x JOIN localities AS l ON l.siruta = x.siruta
    WHERE l.parent_siruta IS NOT NULL
)
