-- Views that journalists ask for, and the rules by which the tables are filled that every sum rests on.
--
-- The lines above a view and after each column are its documentation. This text is part of the schema's version.
--
-- A sum counts one total for each project (project_totals), so never a total beside its parts, a project twice, two
-- copies of a story, or a programme's budget as a project's. Each view of sums gives them in lei and in euro; a total
-- without the other currency's equivalent (its year, or that year's rates, are not known) is missing from that sum, and
-- `without_lei` and `without_euro` say how many are. Add rows up within one view, never across views.

-- Which printing speaks for a story that several print, topic by topic: the one whose statements are most those of all
-- printings, so that a figure is the one that most of them tell; of equals the earliest. A statement speaks for its printing
-- by the number of printings that tell it, and against it by the number that tell something else of the topic (the
-- printing with the greatest sum differs least from all others); those that tell nothing of it have no vote. Only facts
-- that belong to a project vote, a limit ("până la", "peste") is no total, and organisations are compared as resolved.
-- Every other printing that tells of the topic stands here, with the first that tells exactly the same.
CREATE VIEW printings_rule AS
WITH printed AS (
    SELECT id AS document_id, coalesce(copy_of, id) AS story, row_number() OVER (
        PARTITION BY coalesce(copy_of, id) ORDER BY copy_of IS NOT NULL, coalesce(published, '9999') || '-99', id
    ) AS place
    FROM documents
    WHERE copy_of IS NOT NULL OR id IN (SELECT copy_of FROM documents WHERE copy_of IS NOT NULL)
), told AS ( -- each once, however often a page says it
    SELECT p.*, iif(f.role = 'total', 'total', 'parts') AS topic,
        iif(f.role = 'total', '', f.role || coalesce(' ' || f.bound, '') || ' ')
            || coalesce(f.amount_minor, f.value) || coalesce('-' || coalesce(f.amount_minor_max, f.value_max), '')
            || ' ' || f.currency AS said
    FROM printed AS p JOIN amounts AS f ON f.document_id = p.document_id
    WHERE f.mention_id IS NOT NULL AND (f.role <> 'total' OR f.bound IS NULL)
    UNION
    SELECT p.*, 'times', 'start ' || f.period_start
    FROM printed AS p JOIN project_mentions AS f ON f.document_id = p.document_id WHERE f.period_start IS NOT NULL
    UNION
    SELECT p.*, 'times', 'end ' || f.period_end
    FROM printed AS p JOIN project_mentions AS f ON f.document_id = p.document_id WHERE f.period_end IS NOT NULL
    UNION
    SELECT p.*, 'times', f.duration_months || ' months'
    FROM printed AS p JOIN project_mentions AS f ON f.document_id = p.document_id WHERE f.duration_months IS NOT NULL
    UNION
    SELECT p.*, 'beneficiaries', f.status || ' ' || f.count || coalesce('-' || f.count_max, '') || ' ' || f.categories
    FROM printed AS p JOIN beneficiaries AS f ON f.document_id = p.document_id WHERE f.mention_id IS NOT NULL
    UNION
    SELECT p.*, iif(f.role = 'lead', 'lead', 'partners'), f.role || ' ' || coalesce(f.organisation_id, f.name)
    FROM printed AS p JOIN partners AS f ON f.document_id = p.document_id WHERE f.mention_id IS NOT NULL
), tellers AS (
    SELECT story, topic, count(DISTINCT document_id) AS tellers FROM told GROUP BY story, topic
), voted AS (
    SELECT told.*, 2 * count(*) OVER (PARTITION BY story, topic, said) - tellers AS votes
    FROM told JOIN tellers USING (story, topic)
), spoken AS (
    SELECT story, topic, document_id, place, sum(votes) AS votes, group_concat(said, char(10)) AS said
    FROM (SELECT * FROM voted ORDER BY story, topic, document_id, said)
    GROUP BY story, topic, document_id
), ranked AS (
    SELECT document_id, topic,
        first_value(document_id) OVER (PARTITION BY story, topic, said ORDER BY place) AS like_id,
        first_value(document_id) OVER (PARTITION BY story, topic ORDER BY votes DESC, place) AS voice
    FROM spoken
)
SELECT document_id, topic, like_id FROM ranked WHERE document_id <> voice;

-- Which of the amounts is a project's total. Considered are amounts with the role "total" that belong to a project, of a
-- story that several print those of the printing that speaks for it (printings); never a limit ("până la", "peste"),
-- never 0, never more than ten billion lei or euro, which is no project's; and no project that bears the name of a
-- programme. Of these the first counts, in this order:
-- exact before approximate before a range (which counts with its lower end); that which most documents state; lei
-- before euro before other currencies, as a total that is given in two of them counts once; that which was published
-- last; that which the extraction is surest of; the smallest. Its evidence is the surest, then the newest, then that
-- with the smallest id. Where no total is stated: the grant and the own contribution of one document, if it names
-- exactly one of each, exact and in one currency, and no national co-financing, which may be part of the grant (rule
-- "parts"). A grant alone is no total. The year is that in which the project began, else that in which the total's
-- document was published; equivalents are by the average rates of that year, whatever year the page itself tells. The
-- county is that of the project's places; a project whose places lie in several counties is not divided among them, as
-- nobody says how: its county is "several counties". Copies are asked for places only where no other document tells a
-- county. Where none does, that of the organisation stands in that most documents name as lead, if its name tells one.
CREATE VIEW project_totals_rule AS
WITH usable AS (
    SELECT a.*,
        CASE WHEN a.value_max IS NOT NULL THEN 'range' WHEN a.approximate THEN 'approximate' ELSE 'stated' END AS rule
    FROM amounts AS a
    WHERE a.role IN ('total', 'grant', 'own_contribution', 'national_cofinancing') AND a.project_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM printings
            WHERE document_id = a.document_id AND topic = iif(a.role = 'total', 'total', 'parts')
        )
), sums AS (
    SELECT project_id, document_id, id AS amount_id, NULL AS part_id, value, currency, amount_minor, ron_minor, eur_minor,
        rule, confidence
    FROM usable WHERE role = 'total' AND bound IS NULL
    UNION ALL
    SELECT project_id, document_id, min(id) FILTER (WHERE role = 'grant'), min(id) FILTER (WHERE role <> 'grant'), NULL,
        min(currency), min(amount_minor) FILTER (WHERE role = 'grant') + min(amount_minor) FILTER (WHERE role <> 'grant'),
        min(ron_minor) FILTER (WHERE role = 'grant') + min(ron_minor) FILTER (WHERE role <> 'grant'),
        min(eur_minor) FILTER (WHERE role = 'grant') + min(eur_minor) FILTER (WHERE role <> 'grant'),
        'parts', min(confidence)
    FROM usable WHERE role <> 'total'
    GROUP BY project_id, document_id
    HAVING count(DISTINCT amount_minor) FILTER (WHERE role = 'grant') = 1
        AND count(DISTINCT amount_minor) FILTER (WHERE role = 'own_contribution') = 1
        AND count(*) FILTER (WHERE role = 'national_cofinancing' OR rule <> 'stated' OR bound IS NOT NULL) = 0
        AND count(DISTINCT currency) = 1
), plausible AS (
    SELECT sums.*, d.published,
        CASE rule WHEN 'stated' THEN 1 WHEN 'approximate' THEN 2 WHEN 'range' THEN 3 ELSE 4 END AS sureness
    FROM sums JOIN documents AS d ON d.id = sums.document_id
    WHERE amount_minor > 0 AND coalesce(ron_minor, eur_minor, 0) <= 1000000000000
        AND coalesce(eur_minor, 0) <= 1000000000000
        AND amount_minor <= iif(currency = 'ROL', 10000000000000000, 1000000000000)
), once AS (
    SELECT *, row_number() OVER (
        PARTITION BY project_id, currency, amount_minor, sureness, document_id
    ) = 1 AS is_first FROM plausible
), agreed AS (
    SELECT *, sum(is_first) OVER same AS documents, sum(is_first) OVER (PARTITION BY project_id) AS statements,
        max(published) OVER same AS newest, max(confidence) OVER same AS surest
    FROM once WINDOW same AS (PARTITION BY project_id, currency, amount_minor, sureness)
), ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY project_id
        ORDER BY sureness, documents DESC, currency = 'RON' DESC, currency = 'EUR' DESC, currency, newest DESC, surest DESC,
            amount_minor, confidence DESC, published DESC, amount_id
    ) AS place
    FROM agreed
), dated AS (
    SELECT ranked.*, CAST(substr(coalesce(period_start, published), 1, 4) AS INTEGER) AS year, (
            -- asked for each project: joined, all counties would be walked through for each, as SQLite makes no index here
            SELECT CASE count(DISTINCT county) FILTER (WHERE NOT is_copy)
                WHEN 0 THEN iif(count(DISTINCT county) < 2, min(county), 'several counties')
                WHEN 1 THEN min(county) FILTER (WHERE NOT is_copy)
                ELSE 'several counties'
            END
            FROM (SELECT *, document_id IN (SELECT id FROM documents WHERE copy_of IS NOT NULL) AS is_copy FROM places)
            WHERE project_id = ranked.project_id AND county IS NOT NULL
        ) AS worked
    FROM ranked JOIN projects ON projects.id = ranked.project_id
    WHERE place = 1
)
SELECT r.project_id, r.amount_id,
    coalesce(r.value, printf('%d.%02d', r.amount_minor / 100, r.amount_minor % 100)) AS value,
    r.currency, r.amount_minor,
    CASE r.currency -- whole numbers all of them, rounded half up
        WHEN 'RON' THEN r.amount_minor
        WHEN 'ROL' THEN (r.amount_minor + 5000) / 10000
        WHEN 'EUR' THEN (r.amount_minor * lei.per_eur_e4 + 5000) / 10000
        ELSE (2 * r.amount_minor * lei.per_eur_e4 + own.per_eur_e4) / (2 * own.per_eur_e4)
    END AS ron_minor,
    CASE r.currency
        WHEN 'EUR' THEN r.amount_minor
        WHEN 'ROL' THEN (2 * r.amount_minor + lei.per_eur_e4) / (2 * lei.per_eur_e4)
        ELSE (20000 * r.amount_minor + own.per_eur_e4) / (2 * own.per_eur_e4)
    END AS eur_minor,
    iif(r.currency = 'EUR', lei.year, own.year) AS rate_year,
    a.quote, r.document_id, r.rule, r.part_id, r.documents, r.statements, r.year,
    coalesce(r.worked, lead.county) AS county,
    CASE WHEN r.worked IS NOT NULL THEN 'places' WHEN lead.county IS NOT NULL THEN 'lead' END AS county_from
FROM dated AS r JOIN amounts AS a ON a.id = r.amount_id JOIN projects AS p ON p.id = r.project_id
    LEFT JOIN exchange_rates AS own ON own.currency = r.currency AND own.year = r.year
    LEFT JOIN exchange_rates AS lei ON lei.currency = 'RON' AND lei.year = r.year
    LEFT JOIN project_organisations AS x ON x.project_id = r.project_id AND x.role = 'lead' AND x.place = 1
    LEFT JOIN organisations AS lead ON lead.id = x.organisation_id
WHERE p.title COLLATE NOCASE NOT IN (
    SELECT name FROM programmes UNION ALL SELECT short FROM programmes WHERE short IS NOT NULL
);

-- Which organisation has which role in a project. Names were resolved, so an organisation stands once for each role,
-- however many documents name it. The first (`place` 1) is that which most documents name in this role, then that which
-- the extraction is surest of, then that with the smallest id. Of a story that several print, the printing counts that
-- speaks for it (printings); evidence stands in another only where no document that counts says so.
CREATE VIEW project_organisations_rule AS
WITH said AS (
    SELECT project_id, role, organisation_id, id, confidence, document_id, NOT EXISTS (
            SELECT 1 FROM printings
            WHERE document_id = partners.document_id AND topic = iif(partners.role = 'lead', 'lead', 'partners')
        ) AS counts
    FROM partners WHERE project_id IS NOT NULL AND organisation_id IS NOT NULL
), surest AS (
    SELECT *,
        row_number() OVER (
            PARTITION BY project_id, role, organisation_id ORDER BY counts DESC, confidence DESC, id
        ) = 1 AS is_surest
    FROM said
), named AS (
    SELECT project_id, role, organisation_id, count(DISTINCT document_id) FILTER (WHERE counts) AS documents,
        max(confidence) FILTER (WHERE is_surest) AS confidence, max(id) FILTER (WHERE is_surest) AS partner_id
    FROM surest GROUP BY project_id, role, organisation_id
)
SELECT project_id, organisation_id, role, documents,
    row_number() OVER (PARTITION BY project_id, role ORDER BY documents DESC, confidence DESC, organisation_id) AS place,
    partner_id
FROM named;

-- Organisations are a pair where both are lead, partner or supporter of the same project. Who finances many projects
-- would be a partner of everybody, so funders, beneficiaries and contractors make no pairs. Of each role the fifty that
-- most documents name make pairs: a page that lists thousands of partners names a public, and pairs would be millions.
CREATE VIEW organisation_pairs_rule AS
WITH acting AS (
    SELECT project_id, organisation_id, role FROM project_organisations
    WHERE role IN ('lead', 'partner', 'supporter') AND place <= 50
), roles AS (
    SELECT DISTINCT a.organisation_id, b.organisation_id AS other_id, a.role, b.role AS other_role, a.project_id
    FROM acting AS a JOIN acting AS b ON b.project_id = a.project_id AND b.organisation_id > a.organisation_id
    ORDER BY a.organisation_id, other_id, a.role, other_role
)
SELECT organisation_id, other_id, group_concat(DISTINCT role) AS roles, group_concat(DISTINCT other_role) AS other_roles,
    count(DISTINCT project_id) AS projects
FROM roles GROUP BY organisation_id, other_id;

-- Planned and achieved counts are compared only where they count the same group, or the same groups together: 60 young
-- Roma are not set against 220 young people. Of several counts of a project's group with the same status the largest
-- stands, never their sum, for they may be parts of each other, or the same count on several pages. Of a story that several print, the printing counts that speaks for it (printings).
-- The main group of a project is that with the largest achieved count, else that with the largest planned one; staff,
-- volunteers, participants of events, institutions and communities are none.
CREATE VIEW beneficiaries_planned_and_achieved_rule AS
WITH grouped AS (
    SELECT beneficiaries_id, group_concat(category, '+') AS category,
        max(category IN ('specialists', 'volunteers', 'participants', 'institutions', 'communities')) AS is_apart
    FROM (SELECT beneficiaries_id, category FROM beneficiary_categories ORDER BY beneficiaries_id, category)
    GROUP BY beneficiaries_id
), ranked AS (
    SELECT b.project_id, g.category, g.is_apart, b.status, b.count, b.id, row_number() OVER (
        PARTITION BY b.project_id, g.category, b.status
        ORDER BY b.count DESC, b.approximate, b.bound IS NOT NULL, b.confidence DESC, b.id
    ) AS place
    FROM beneficiaries AS b JOIN grouped AS g ON g.beneficiaries_id = b.id
    WHERE b.project_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM printings WHERE document_id = b.document_id AND topic = 'beneficiaries'
    )
), counted AS (
    SELECT project_id, category, is_apart,
        max(count) FILTER (WHERE status = 'target') AS planned,
        max(count) FILTER (WHERE status = 'achieved') AS achieved,
        max(count) FILTER (WHERE status = 'unspecified') AS not_said,
        max(id) FILTER (WHERE status = 'target') AS planned_id,
        max(id) FILTER (WHERE status = 'achieved') AS achieved_id,
        max(id) FILTER (WHERE status = 'unspecified') AS not_said_id
    FROM ranked WHERE place = 1 GROUP BY project_id, category, is_apart
)
SELECT project_id, category, planned, achieved, not_said, CAST(achieved AS REAL) / nullif(planned, 0) AS share,
    NOT is_apart AND (achieved > 0 OR planned > 0) IS TRUE AND row_number() OVER (
        PARTITION BY project_id
        ORDER BY is_apart, nullif(achieved, 0) DESC, nullif(planned, 0) DESC, category
    ) = 1 AS is_main,
    planned_id, achieved_id, not_said_id
FROM counted;

-- What each document states of a project that others may state differently, and how far each statement reaches; of a
-- story that several print, what the first printing states that tells just this (printings). A statement reaches from `lo` to `hi`, and what differs by no more than `near` may be the same, told less exactly. Totals, never a
-- limit ("până la", "peste"), 0, or more than ten billion: `near` is half a unit of the last digit that is no zero; of
-- an exact figure from 100 on at least one unit of the currency and at most 2 %, of one with "circa" 2 to 10 %. Counts of
-- each group, planned and achieved apart, likewise; "peste 100" reaches from 100 on. Beginning and end of the period
-- reach over the whole month or year where no day is told; where one is, `near` is a day. Lengths as stated (`near` is 3 months
-- where years are told), and what both dates span. Who leads it. Not here: grants, as pages tell of some givers or of all;
-- counts that are not said to be planned or achieved; staff, volunteers, participants, institutions, communities; projects
-- that bear a programme's name.
CREATE VIEW statements_rule (
    project_id, -- the project
    document_id, -- document that says so
    kind, -- as in contradictions
    currency, -- as in contradictions
    category, -- as in contradictions
    status, -- as in contradictions
    value, -- what it says, as in contradictions
    fact_table, -- table of the fact
    fact_id, -- the fact
    quote, -- its evidence; of a length, the words that state it
    place, -- first character of the evidence
    confidence, -- of the fact
    lo, -- the least that it may mean: hundredths, people, Julian days, months; of a lead, organisations.number
    hi, -- the most that it may mean
    near, -- how much another statement may differ and still say the same
    size, -- the larger one speaks for its document
    hedged, -- before it, that with the smallest of these: 0 exact, 1 approximate, 2 a range
    spanned, -- 1 where a length is that between two dates, else 0
    is_dated, -- of a length: 1 where the document gives both dates as well
    phrase -- of counts: whom they count, in the page's words; of leads: the organisation; of what dates span: the mention
) AS
WITH grouped AS (
    SELECT beneficiaries_id, group_concat(category, '+') AS category,
        max(category IN ('specialists', 'volunteers', 'participants', 'institutions', 'communities')) AS is_apart
    FROM (SELECT beneficiaries_id, category FROM beneficiary_categories ORDER BY beneficiaries_id, category)
    GROUP BY beneficiaries_id
), figures AS (
    SELECT project_id, document_id, 'total' AS kind, iif(currency = 'ROL', 'RON', currency) AS currency, NULL AS category,
        NULL AS status, 'amounts' AS fact_table, id AS fact_id,
        iif(currency = 'ROL', printf('%d.%02d', amount_minor / 1000000, amount_minor / 10000 % 100), value)
            || coalesce('-' || iif(currency = 'ROL', amount_minor_max / 1000000, value_max), '') AS value,
        quote, start AS place, confidence, amount_minor AS size, amount_minor_max AS size_max, NULL AS bound, approximate,
        iif(currency = 'ROL', 10000.0, 1) AS divisor, 100 AS least, approximate + 2 * (value_max IS NOT NULL) AS hedged,
        NULL AS phrase
    FROM amounts
    WHERE role = 'total' AND bound IS NULL
        AND amount_minor BETWEEN 1 AND iif(currency = 'ROL', 10000000000000000, 1000000000000)
    UNION ALL
    SELECT b.project_id, b.document_id, 'beneficiaries', NULL, g.category, b.status, 'beneficiaries', b.id,
        b.count || coalesce('-' || b.count_max, ''), b.quote, b.start, b.confidence, b.count, b.count_max, b.bound,
        b.approximate, 1, 0, 0, lower(coalesce(b.group_phrase, b.unit))
    FROM beneficiaries AS b JOIN grouped AS g ON g.beneficiaries_id = b.id
    WHERE b.status IN ('target', 'achieved') AND b.count > 0 AND NOT g.is_apart
), ends AS (
    SELECT m.id AS mention_id, m.project_id, m.document_id, 'period_start' AS kind, d.id AS fact_id, m.period_start AS value,
        d.quote, d.start AS place, d.confidence, d.start_date AS first, iif(d.role = 'period', d.start_date, d.end_date) AS last
    FROM project_mentions AS m JOIN dates AS d ON d.mention_id = m.id
    WHERE d.role IN ('start', 'period') AND d.start_date = m.period_start
    UNION ALL
    SELECT m.id, m.project_id, m.document_id, 'period_end', d.id, m.period_end, d.quote, d.start, d.confidence,
        iif(d.role = 'period', d.end_date, d.start_date), d.end_date
    FROM project_mentions AS m JOIN dates AS d ON d.mention_id = m.id
    WHERE d.role IN ('end', 'period') AND d.end_date = m.period_end
), days AS (
    SELECT *,
        julianday(CASE length(first) WHEN 4 THEN first || '-01-01' WHEN 7 THEN first || '-01' ELSE first END) AS lo,
        julianday(CASE length(last) WHEN 4 THEN last || '-12-31' WHEN 7 THEN date(last || '-01', '+1 month', '-1 day')
            ELSE last END) AS hi
    FROM ends
), months AS ( -- since the year 0, up to the day behind an end
    SELECT *, strftime('%Y', lo + is_end) * 12 + strftime('%m', lo + is_end) + (strftime('%d', lo + is_end) - 1) / 31.0
            AS least,
        strftime('%Y', hi + is_end) * 12 + strftime('%m', hi + is_end) + (strftime('%d', hi + is_end) - 1) / 31.0 AS most
    FROM (SELECT *, kind = 'period_end' AS is_end FROM days)
), said AS (
    SELECT project_id, document_id, kind, currency, category, status, value, fact_table, fact_id, quote, place, confidence,
        iif(bound = 'max', 0, size / divisor) AS lo, iif(bound = 'min', 1e15, coalesce(size_max, size) / divisor) AS hi,
        CASE WHEN approximate THEN max(0.02 * size, min(0.1 * size, half)) WHEN size < 100 THEN 0
            ELSE max(least, min(0.02 * size, half)) END / divisor AS near,
        size, hedged, 0 AS spanned, 0 AS is_dated, phrase
    FROM (SELECT *, CAST('1e' || (length(size) - length(rtrim(size, '0'))) AS REAL) / 2 AS half FROM figures)
    UNION ALL
    SELECT project_id, document_id, kind, NULL, NULL, NULL, value, 'dates', fact_id, quote, place, confidence,
        lo, hi, length(value) = 10, length(value), 0, 0, 0, NULL
    FROM days
    UNION ALL
    SELECT project_id, document_id, 'duration', NULL, NULL, NULL, printf('%g', duration_months), 'project_mentions', id,
        coalesce(duration_quote, quote), coalesce(duration_at, start), confidence, duration_months, duration_months,
        iif(duration_quote NOT LIKE '%lun%' AND duration_quote NOT LIKE '%month%', 2.9, 0.4), duration_months, 0, 0,
        period_start IS NOT NULL AND period_end IS NOT NULL, NULL
    FROM project_mentions WHERE duration_months > 0
    UNION ALL
    SELECT b.project_id, b.document_id, 'duration', NULL, NULL, NULL, a.value || '/' || b.value, 'dates', b.fact_id, b.quote,
        b.place, min(a.confidence, b.confidence), b.least - a.most, b.most - a.least, 1, b.most - a.least, 0, 1, 1,
        b.mention_id
    FROM months AS a JOIN months AS b ON b.mention_id = a.mention_id
    WHERE a.kind = 'period_start' AND b.kind = 'period_end' AND b.hi >= a.lo
    UNION ALL
    SELECT x.project_id, x.document_id, 'lead', NULL, NULL, NULL, o.name, 'partners', x.id, x.quote, x.start, x.confidence,
        o.number, o.number, 0, x.confidence, 0, 0, 0, o.id
    FROM partners AS x JOIN organisations AS o ON o.id = x.organisation_id WHERE x.role = 'lead'
)
SELECT * FROM said
WHERE lo IS NOT NULL AND hi IS NOT NULL AND project_id IN (
    SELECT id FROM projects WHERE title COLLATE NOCASE NOT IN (
        SELECT name FROM programmes UNION ALL SELECT short FROM programmes WHERE short IS NOT NULL
    )
) AND NOT EXISTS (
    SELECT 1 FROM printings AS x
    WHERE x.document_id = said.document_id AND x.like_id <> x.document_id
        AND x.topic = iif(said.kind IN ('total', 'beneficiaries', 'lead'), said.kind, 'times')
);

-- Which statements of statements_rule contradict each other: those that are further apart than either's `near`. Of each
-- document one of a kind is compared: the total of a currency (exact before approximate before a range, then the
-- largest, for others may be parts of it), the surest lead, the largest count of a group, stated months before what
-- dates span. They don't differ where a document says elsewhere what the other says, or its totals add up to it; where
-- one total is said to be without VAT and the other is not; where one lead's name holds the other's, one is a county's
-- council and the other its DGASPC, or any page names either of them in another role of the project; where the larger of
-- two achieved counts was published later, or nobody knows when; where counts are less than half of each other and
-- their groups are described in other words, so that one may be a part. What dates span is set against stated months
-- only where whoever states these gives no dates; else the dates are compared. Each value is set against the best
-- supported one that it contradicts, so that a value has one row: support is the number of stories, then of those whose own
-- figure it is, not that of a printing that tells otherwise (printings), then the newest, then the surest, then the
-- smallest. Of a project's statements of a kind the 200 surest are compared. Beside all that a document contradicts itself where the
-- months that it states and the dates that it gives are more than a month apart (three, where it states years).
CREATE VIEW contradictions_rule AS
WITH alike AS (
    SELECT like_id, topic, count(*) AS copies FROM printings WHERE like_id <> document_id GROUP BY like_id, topic
), keyed AS (
    SELECT s.*, d.published, coalesce(d.copy_of, d.id) AS story, o.document_id IS NULL AS is_storys,
        1 + coalesce(c.copies, 0) AS copies, s.project_id || ' ' || s.kind || ' '
            || coalesce(s.currency, s.category || ' ' || s.status, '') AS key
    FROM statements_rule AS s JOIN documents AS d ON d.id = s.document_id
        LEFT JOIN alike AS c ON c.like_id = s.document_id AND c.topic = iif(s.kind IN ('total', 'beneficiaries', 'lead'), s.kind, 'times')
        LEFT JOIN printings AS o ON o.document_id = s.document_id AND o.topic = iif(s.kind IN ('total', 'beneficiaries', 'lead'), s.kind, 'times')
), opposed AS MATERIALIZED (
    SELECT * FROM (
        SELECT *, min(hi) OVER (PARTITION BY key) < max(lo) OVER (PARTITION BY key) AS is_opposed,
            row_number() OVER (
                PARTITION BY key, document_id ORDER BY spanned, hedged, size DESC, confidence DESC, fact_id
            ) = 1 AS is_main,
            row_number() OVER (PARTITION BY key ORDER BY confidence DESC, published DESC, fact_id) AS place_in_key
        FROM keyed
    ) WHERE is_opposed AND place_in_key <= 200
), supported AS ( -- grouped, not by windows: over windows SQLite makes no index for the join below
    SELECT key, lo, hi, near, spanned, count(DISTINCT story) AS stories, sum(copies) AS documents,
        count(DISTINCT iif(is_storys, story, NULL)) AS storys,
        coalesce(max(published), '') AS newest, max(confidence) AS surest
    FROM opposed WHERE is_main GROUP BY key, lo, hi, near, spanned
), beside AS (
    SELECT o.*, stories, storys, documents, newest, surest, substr(substr(d.text, 1, place), -200) AS before,
        substr(d.text, place + length(quote) + 1, 200) AS behind
    FROM opposed AS o JOIN supported AS v ON v.key = o.key AND v.lo = o.lo AND v.hi = o.hi AND v.near = o.near
            AND v.spanned = o.spanned
        JOIN documents AS d ON d.id = o.document_id
    WHERE o.is_main
), compared AS MATERIALIZED (
    SELECT *, kind = 'total' AND (
            rtrim(before, ' :|=(-') LIKE '%f_r_ tva' OR ltrim(behind, ' (,') LIKE 'f_r_ tva%'
            OR ltrim(behind, ' (,') LIKE 'exclusiv tva%' OR ltrim(behind, ' (,') LIKE '+ tva%'
            OR ltrim(behind, ' (,') LIKE 'plus tva%'
        ) AS is_without_vat, (
            before || quote || behind LIKE '%act adi_ional%' OR before || quote || behind LIKE '%actul adi_ional%'
            OR before || quote || behind LIKE '%actului adi_ional%' OR before || quote || behind LIKE '%acte% adi_ionale%'
            OR kind IN ('period_end', 'duration') AND before || quote || behind LIKE '%prelungi%'
        ) AS tells_of_addendum
    FROM beside
), apart AS (
    SELECT a.project_id, a.kind, a.currency, a.category, a.status, a.value, a.fact_table, a.fact_id, a.quote, a.document_id,
        a.documents, a.stories, b.value AS other_value, b.fact_table AS other_fact_table, b.fact_id AS other_fact_id,
        b.quote AS other_quote, b.document_id AS other_document_id, b.documents AS other_documents,
        b.stories AS other_stories, max(a.lo, b.lo) AS larger,
        iif(a.kind IN ('period_start', 'period_end'), abs(a.lo - b.lo), max(a.lo - b.hi, b.lo - a.hi)) AS difference,
        a.tells_of_addendum OR b.tells_of_addendum AS is_told, min(a.confidence, b.confidence) AS confidence,
        row_number() OVER (
            PARTITION BY a.key, a.lo, a.hi, a.near, a.spanned
            ORDER BY b.stories DESC, b.storys DESC, b.newest DESC, b.surest DESC, b.lo, b.hi, b.near, b.spanned,
                a.confidence DESC, a.published DESC, a.fact_id, b.confidence DESC, b.published DESC, b.fact_id
        ) AS nth
    FROM compared AS a JOIN compared AS b ON b.key = a.key
        AND (b.stories, b.storys, b.newest, b.surest, a.lo, a.hi, a.near, a.spanned)
            > (a.stories, a.storys, a.newest, a.surest, b.lo, b.hi, b.near, b.spanned)
    WHERE max(a.lo - b.hi, b.lo - a.hi) > max(a.near, b.near) AND a.is_without_vat = b.is_without_vat
        AND NOT EXISTS (
            SELECT 1 FROM opposed AS s WHERE s.key = a.key AND s.document_id = a.document_id
                AND max(s.lo - b.hi, b.lo - s.hi) <= max(s.near, b.near)
        ) AND NOT EXISTS (
            SELECT 1 FROM opposed AS s WHERE s.key = b.key AND s.document_id = b.document_id
                AND max(s.lo - a.hi, a.lo - s.hi) <= max(s.near, a.near)
        ) AND CASE a.kind
            WHEN 'total' THEN abs(b.lo - (
                SELECT sum(DISTINCT lo) FROM opposed AS s WHERE s.key = a.key AND s.document_id = a.document_id
            )) > max(a.near, b.near) AND abs(a.lo - (
                SELECT sum(DISTINCT lo) FROM opposed AS s WHERE s.key = b.key AND s.document_id = b.document_id
            )) > max(a.near, b.near)
            WHEN 'duration' THEN a.spanned + b.spanned = 0 OR a.spanned + b.spanned = 1 AND a.is_dated + b.is_dated = 1
            WHEN 'lead' THEN instr(lower(a.value), lower(b.value)) + instr(lower(b.value), lower(a.value)) = 0
                AND NOT EXISTS (
                    SELECT 1 FROM partners WHERE project_id = a.project_id AND role <> 'lead'
                        AND organisation_id IN (a.phrase, b.phrase)
                ) AND NOT EXISTS (
                    SELECT 1 FROM organisations AS one JOIN organisations AS two ON two.county IS one.county
                    WHERE one.id IN (a.phrase, b.phrase) AND two.id IN (a.phrase, b.phrase)
                        AND one.kind = 'county_council' AND two.kind = 'dgaspc'
                )
            WHEN 'beneficiaries' THEN (a.phrase = b.phrase OR 2 * min(a.size, b.size) >= max(a.size, b.size)) AND (
                a.status = 'target' OR a.published = b.published AND length(a.published) = 10
                OR a.lo > b.lo AND substr(a.published, 1, length(b.published)) < substr(b.published, 1, length(a.published))
                OR b.lo > a.lo AND substr(b.published, 1, length(a.published)) < substr(a.published, 1, length(b.published))
            )
            ELSE TRUE
        END
    UNION ALL
    SELECT a.project_id, a.kind, NULL, NULL, NULL, a.value, a.fact_table, a.fact_id, a.quote, a.document_id,
        sum(a.copies) OVER same,
        dense_rank() OVER (same ORDER BY a.story) + dense_rank() OVER (same ORDER BY a.story DESC) - 1, -- distinct ones
        b.value, b.fact_table, b.fact_id, b.quote, b.document_id,
        sum(a.copies) OVER same,
        dense_rank() OVER (same ORDER BY a.story) + dense_rank() OVER (same ORDER BY a.story DESC) - 1,
        max(a.lo, b.lo), max(a.lo - b.hi, b.lo - a.hi), FALSE,
        min(a.confidence, b.confidence),
        row_number() OVER (
            PARTITION BY a.project_id, a.lo, b.value ORDER BY a.confidence DESC, b.confidence DESC, a.fact_id, b.fact_id
        )
    FROM keyed AS a JOIN keyed AS b ON b.key = a.key AND b.phrase = a.fact_id AND b.spanned
    WHERE a.kind = 'duration' AND max(a.lo - b.hi, b.lo - a.hi) > max(a.near, b.near)
    WINDOW same AS (PARTITION BY a.project_id, a.lo, b.value)
)
SELECT kind || '-' || fact_id || '-' || other_fact_id AS id, project_id, kind, currency, category, status,
    value, fact_table, fact_id, quote, document_id, documents, stories,
    other_value, other_fact_table, other_fact_id, other_quote, other_document_id, other_documents, other_stories,
    CASE kind WHEN 'lead' THEN NULL WHEN 'total' THEN round(difference / 100.0, 2) ELSE round(difference, 2) END AS difference,
    iif(kind IN ('total', 'duration', 'beneficiaries'), round(1.0 * difference / larger, 6), NULL) AS share,
    iif(is_told, 'addendum', NULL) AS reason, confidence
FROM apart WHERE nth = 1;

-- The programme to which each entry of `programmes` belongs: of an axis or a call the programme above it; an entry with no
-- programme above it, as a fund, stands for itself.
CREATE VIEW main_programmes (
    id, -- the entry
    programme_id -- its programme, or the entry itself
) AS
WITH RECURSIVE lineage (id, ancestor_id, level, depth) AS (
    SELECT id, id, level, 0 FROM programmes
    UNION ALL
    SELECT lineage.id, parent.id, parent.level, depth + 1
    FROM lineage JOIN programmes AS child ON child.id = lineage.ancestor_id
        JOIN programmes AS parent ON parent.id = child.parent_id
    WHERE lineage.level IS NOT 'programme' AND depth < 4
)
SELECT id, coalesce(max(ancestor_id) FILTER (WHERE level = 'programme'), id)
FROM lineage GROUP BY id;

-- Money by programme: the total of each project under the programme that finances it; what is said of an axis or a call
-- counts with its programme. Projects whose programme is not resolved stand under its name as written; projects of which
-- no page names a programme are the row with null.
CREATE VIEW funding_by_programme (
    programme_id, -- the programme; null where its name was not resolved
    programme, -- its name, or the name as a page writes it; null where none is named
    projects, -- projects with a total
    lei, -- sum of the totals in whole lei (RON), rounded
    euro, -- sum of the totals in whole euro, rounded
    ron_minor, -- the same in hundredths of a leu, exact
    eur_minor, -- the same in cents, exact
    without_lei, -- projects that are missing from the sum in lei
    without_euro -- projects that are missing from the sum in euro
) AS
SELECT main.programme_id, coalesce(m.name, trim(p.programme)) AS programme, count(*),
    (sum(t.ron_minor) + 50) / 100, (sum(t.eur_minor) + 50) / 100, sum(t.ron_minor), sum(t.eur_minor),
    count(*) - count(t.ron_minor), count(*) - count(t.eur_minor)
FROM project_totals AS t JOIN projects AS p ON p.id = t.project_id
    LEFT JOIN main_programmes AS main ON main.id = p.programme_id LEFT JOIN programmes AS m ON m.id = main.programme_id
GROUP BY main.programme_id, coalesce(m.name, trim(p.programme))
ORDER BY sum(t.ron_minor) DESC;

-- Money by county: the whole total of each project under the county where its places lie, else, where no page names a
-- county, under that of its lead. A project in several counties stands in the row "several counties", because nobody says
-- how it is divided; one of which neither is known, in the row with null. So the rows add up to the whole.
CREATE VIEW funding_by_county (
    county, -- name as in counties, "several counties", or null where no county is said
    region, -- development region; null where the county is not one
    projects, -- projects with a total
    lei, -- sum of the totals in whole lei (RON), rounded
    euro, -- sum of the totals in whole euro, rounded
    ron_minor, -- the same in hundredths of a leu, exact
    eur_minor, -- the same in cents, exact
    without_lei, -- projects that are missing from the sum in lei
    without_euro, -- projects that are missing from the sum in euro
    by_lead -- projects whose county is only that of their lead
) AS
SELECT t.county, c.region, count(*), (sum(t.ron_minor) + 50) / 100, (sum(t.eur_minor) + 50) / 100, sum(t.ron_minor),
    sum(t.eur_minor), count(*) - count(t.ron_minor), count(*) - count(t.eur_minor),
    count(*) FILTER (WHERE t.county_from = 'lead')
FROM project_totals AS t LEFT JOIN counties AS c ON c.name = t.county
GROUP BY t.county ORDER BY sum(t.ron_minor) DESC;

-- Money by year: the whole total of each project in the year in which it began, else in which the page was published;
-- not what was spent in that year, which the pages don't tell. Projects without a year are the row with null.
CREATE VIEW funding_by_year (
    year, -- year; null where neither the project's beginning nor the page's date is known
    projects, -- projects with a total
    lei, -- sum of the totals in whole lei (RON), rounded
    euro, -- sum of the totals in whole euro, rounded
    ron_minor, -- the same in hundredths of a leu, exact
    eur_minor, -- the same in cents, exact
    without_lei, -- projects that are missing from the sum in lei
    without_euro -- projects that are missing from the sum in euro
) AS
SELECT year, count(*), (sum(ron_minor) + 50) / 100, (sum(eur_minor) + 50) / 100, sum(ron_minor), sum(eur_minor),
    count(*) - count(ron_minor), count(*) - count(eur_minor)
FROM project_totals GROUP BY year ORDER BY year;

-- Money by organisation, for two roles: the projects that it leads ("lead") and those that it finances ("funder"), with
-- their whole totals, for pages seldom say what each gave or got. A project counts once in a role: with the organisation
-- that most documents name in it (project_organisations.place). So the rows of one role add up to the whole; those of
-- which no organisation is named are the row with null. Where organisations share a role, `named` and `named_lei` tell of
-- all projects in which this one has it: don't add these up.
CREATE VIEW funding_by_organisation (
    role, -- "lead" or "funder"; choose one
    organisation_id, -- the organisation; null where none is named
    organisation, -- its name
    projects, -- projects with a total in which it comes first in this role
    lei, -- sum of their totals in whole lei (RON), rounded
    euro, -- sum of their totals in whole euro, rounded
    ron_minor, -- the same in hundredths of a leu, exact
    eur_minor, -- the same in cents, exact
    without_lei, -- projects that are missing from the sum in lei
    without_euro, -- projects that are missing from the sum in euro
    named, -- projects with a total in which it has this role, first or not; null where no organisation is named
    named_lei -- sum of their totals in whole lei, which counts in other rows, too
) AS
WITH asked (role) AS (VALUES ('lead'), ('funder')),
summed AS (
    SELECT asked.role, x.organisation_id, count(*) FILTER (WHERE coalesce(x.place, 1) = 1) AS projects,
        sum(t.ron_minor) FILTER (WHERE coalesce(x.place, 1) = 1) AS ron_minor,
        sum(t.eur_minor) FILTER (WHERE coalesce(x.place, 1) = 1) AS eur_minor,
        count(t.ron_minor) FILTER (WHERE coalesce(x.place, 1) = 1) AS with_lei,
        count(t.eur_minor) FILTER (WHERE coalesce(x.place, 1) = 1) AS with_euro,
        count(*) AS named, sum(t.ron_minor) AS named_minor
    FROM asked CROSS JOIN project_totals AS t
        LEFT JOIN project_organisations AS x ON x.project_id = t.project_id AND x.role = asked.role
    GROUP BY asked.role, x.organisation_id
)
SELECT s.role, s.organisation_id, o.name, s.projects, (s.ron_minor + 50) / 100, (s.eur_minor + 50) / 100, s.ron_minor,
    s.eur_minor, s.projects - s.with_lei, s.projects - s.with_euro, iif(o.id IS NULL, NULL, s.named),
    iif(o.id IS NULL, NULL, (s.named_minor + 50) / 100)
FROM summed AS s LEFT JOIN organisations AS o ON o.id = s.organisation_id;

-- Projects by their totals in lei, the largest first; those without an equivalent in lei come last.
CREATE VIEW biggest_projects (
    project_id, -- the project
    title, -- its title
    lei, -- its total in whole lei (RON), rounded
    euro, -- its total in whole euro, rounded
    value, -- the total as stated, exact decimal
    currency, -- in this currency
    rule, -- how the total was come by: "stated", "approximate", "range" (lower end), "parts" (grant and own contribution)
    documents, -- documents that state it, each story counted once
    lead, -- the organisation that most documents name as lead
    programme, -- programme, as written
    year, -- as in funding_by_year
    county, -- as in funding_by_county
    quote, -- evidence of the total
    url -- page that states it
) AS
SELECT p.id, p.title, (t.ron_minor + 50) / 100, (t.eur_minor + 50) / 100, t.value, t.currency, t.rule, t.documents, o.name,
    p.programme, t.year, t.county, t.quote, d.url
FROM project_totals AS t JOIN projects AS p ON p.id = t.project_id JOIN documents AS d ON d.id = t.document_id
    LEFT JOIN project_organisations AS x ON x.project_id = t.project_id AND x.role = 'lead' AND x.place = 1
    LEFT JOIN organisations AS o ON o.id = x.organisation_id
ORDER BY t.ron_minor DESC;

-- Every project, one a row, by what people choose projects: what `fondoscop export --where` asks about.
CREATE VIEW project_overview (
    id, -- the project
    title, -- its title
    code, -- SMIS code
    contract, -- number of the financing contract
    programme, -- programme, as written
    programme_id, -- the same, resolved
    programme_name, -- its official name
    programme_short, -- its abbreviation
    period_start, -- beginning of the implementation
    period_end, -- end of the implementation
    duration_months, -- length as stated, in months
    year, -- in which it began; where no page tells that, in which its total was published
    county, -- as in project_totals; without a total, the one county of its places, "several counties", or that of its lead
    lead, -- organisation that most documents name as lead
    lead_id, -- the same, its id
    lead_kind, -- kind of that organisation, as in organisations
    total, -- its total in units of `currency`, rounded; the exact one is project_totals.value
    currency, -- ISO 4217
    lei, -- its total in whole lei (RON), rounded
    euro, -- its total in whole euro, rounded
    planned, -- beneficiaries of its main group, planned
    achieved, -- the same, achieved
    mentions -- mentions that were led to it
) AS
SELECT p.id, p.title, p.code, p.contract, p.programme, p.programme_id, g.name, g.short, p.period_start, p.period_end,
    p.duration_months, coalesce(t.year, CAST(substr(p.period_start, 1, 4) AS INTEGER)),
    iif(t.project_id IS NOT NULL, t.county, coalesce((
        SELECT iif(count(DISTINCT county) > 1, 'several counties', min(county)) FROM places WHERE project_id = p.id
    ), o.county)),
    o.name, o.id, o.kind, CAST(t.value AS REAL), t.currency, (t.ron_minor + 50) / 100, (t.eur_minor + 50) / 100,
    b.planned, b.achieved, p.mentions
FROM projects AS p LEFT JOIN programmes AS g ON g.id = p.programme_id
    LEFT JOIN project_totals AS t ON t.project_id = p.id
    LEFT JOIN project_organisations AS x ON x.project_id = p.id AND x.role = 'lead' AND x.place = 1
    LEFT JOIN organisations AS o ON o.id = x.organisation_id
    LEFT JOIN beneficiaries_planned_and_achieved AS b ON b.project_id = p.id AND b.is_main;

-- Projects that no sum counts: no page states a total for them that project_totals_rule accepts.
CREATE VIEW projects_without_total (
    project_id, -- the project
    title, -- its title
    documents, -- documents, copies apart, that speak of it
    grant_value, -- largest grant that is stated for it, exact decimal
    grant_currency, -- in this currency
    quote -- evidence of that grant
) AS
SELECT p.id, p.title, (
        SELECT count(DISTINCT document_id) FROM project_mentions WHERE project_id = p.id
            AND document_id NOT IN (SELECT id FROM documents WHERE copy_of IS NOT NULL)
    ), a.value, a.currency, a.quote
FROM projects AS p LEFT JOIN amounts AS a ON a.id = (
    SELECT id FROM amounts WHERE project_id = p.id AND +role = 'grant'
        AND NOT EXISTS (SELECT 1 FROM printings WHERE document_id = amounts.document_id AND topic = 'parts')
    ORDER BY ron_minor DESC, amount_minor DESC, id LIMIT 1
)
WHERE NOT EXISTS (SELECT 1 FROM project_totals WHERE project_id = p.id);

-- What sources state differently, the largest difference first: each contradiction with both statements, their pages and
-- the project's title. A small difference is often another way to count, and a large one a change on the way, a part,
-- or another phase: read the pages.
CREATE VIEW contradictions_side_by_side (
    project_id, -- the project
    title, -- its title
    kind, -- what is stated differently, as in contradictions
    about, -- of what: currency of totals, group and status of counts; else null
    value, -- what the one says
    quote, -- its evidence
    url, -- page that says so
    published, -- when that was published
    stories, -- documents that say so, each story counted once
    other_value, -- what the other says; as many documents say so, or more
    other_quote, -- its evidence
    other_url, -- page that says so; may be the same
    other_published, -- when that was published
    other_stories, -- documents that say so, each story counted once
    difference, -- the larger less the smaller, as in contradictions
    share, -- difference / the larger; null for leads and dates
    reason, -- "addendum" where a page tells that the contract was changed
    contradiction_id -- row in contradictions
) AS
SELECT x.project_id, p.title, x.kind, coalesce(x.currency, x.category || ', ' || x.status), x.value, x.quote, one.url,
    one.published, x.stories, x.other_value, x.other_quote, other.url, other.published, x.other_stories, x.difference,
    x.share, x.reason, x.id
FROM contradictions AS x JOIN projects AS p ON p.id = x.project_id JOIN documents AS one ON one.id = x.document_id
    JOIN documents AS other ON other.id = x.other_document_id
ORDER BY x.share DESC, x.kind, x.id;

-- Projects of which sources state something differently, those with the most such statements first.
CREATE VIEW contradicted_projects (
    project_id, -- the project
    title, -- its title
    contradictions, -- how many rows it has in contradictions
    kinds, -- of what kinds, each once
    documents, -- documents, copies apart, that tell of the project
    share -- the largest difference as a share of the larger value; null where only dates or leads differ
) AS
SELECT x.project_id, p.title, count(*), group_concat(DISTINCT x.kind), (
        SELECT count(DISTINCT document_id) FROM project_mentions WHERE project_id = x.project_id
            AND document_id NOT IN (SELECT id FROM documents WHERE copy_of IS NOT NULL)
    ), max(x.share)
FROM (SELECT * FROM contradictions ORDER BY kind) AS x JOIN projects AS p ON p.id = x.project_id
GROUP BY x.project_id ORDER BY count(*) DESC, p.title;

-- What each organisation does in which project: one row for each role, with the sentence behind it found by partner_id.
CREATE VIEW organisation_roles (
    organisation_id, -- the organisation
    organisation, -- its name
    role, -- as in partners
    project_id, -- the project
    project, -- its title
    documents, -- documents that say so, each story counted once
    partner_id, -- the surest of the facts that say so
    lei, -- the project's total in whole lei (RON), rounded; the whole project's, not this organisation's
    year -- as in funding_by_year
) AS
SELECT o.id, o.name, x.role, p.id, p.title, x.documents, x.partner_id, (t.ron_minor + 50) / 100, t.year
FROM project_organisations AS x JOIN organisations AS o ON o.id = x.organisation_id
    JOIN projects AS p ON p.id = x.project_id LEFT JOIN project_totals AS t ON t.project_id = x.project_id;

-- Pairs of organisations that take part in the same projects as lead, partner or supporter, each pair once. Who finances
-- many projects would be a partner of everybody, so funders, beneficiaries and contractors are left out: for these ask
-- organisation_roles.
CREATE VIEW partner_network (
    organisation_id, -- the one
    organisation, -- its name
    roles, -- its roles in the common projects
    other_id, -- the other
    other, -- its name
    other_roles, -- its roles in the common projects
    projects -- how many projects they have in common
) AS
SELECT a.id, a.name, x.roles, b.id, b.name, x.other_roles, x.projects
FROM organisation_pairs AS x JOIN organisations AS a ON a.id = x.organisation_id JOIN organisations AS b ON b.id = x.other_id
ORDER BY x.projects DESC;

-- What a project cost for each person it served, where its total and a count are known. One count for each project: the
-- largest that was achieved, else the largest that was planned, of one group; staff, volunteers, participants of events,
-- institutions and communities are no beneficiaries here. A total pays for more than one kind of help, and counts differ
-- in what they count: compare only projects of one kind.
CREATE VIEW cost_per_beneficiary (
    project_id, -- the project
    title, -- its title
    cost, -- for each beneficiary, in whole units of the total's currency, rounded
    currency, -- currency of the total
    cost_lei, -- for each beneficiary, in whole lei (RON), rounded
    value, -- the total as stated, exact decimal
    count, -- how many beneficiaries
    category, -- of this group
    status, -- "achieved" or "target"
    amount_id, -- the fact behind the total
    beneficiaries_id -- the fact behind the count
) AS
WITH main AS (
    SELECT project_id, category, iif(achieved > 0, achieved, planned) AS count,
        iif(achieved > 0, 'achieved', 'target') AS status, iif(achieved > 0, achieved_id, planned_id) AS id
    FROM beneficiaries_planned_and_achieved WHERE is_main
)
SELECT p.id, p.title, (t.amount_minor / c.count + 50) / 100, t.currency, (t.ron_minor / c.count + 50) / 100, t.value, c.count,
    c.category, c.status, t.amount_id, c.id
FROM project_totals AS t JOIN main AS c ON c.project_id = t.project_id JOIN projects AS p ON p.id = t.project_id;

-- Documents that tell of each project, without copies of a story that is there already.
CREATE VIEW project_sources (
    project_id, -- the project
    project, -- its title
    document_id, -- the document
    url, -- its address
    document, -- its title
    published, -- when it was published
    source, -- site it belongs to
    fetched_at, -- when it was captured
    sha256, -- digest of the capture's body
    quote -- the project's first mention
) AS
SELECT p.id, p.title, d.id, d.url, d.title, d.published, s.name, c.fetched_at, c.sha256, m.quote
FROM project_mentions AS m JOIN projects AS p ON p.id = m.project_id JOIN documents AS d ON d.id = m.document_id
    JOIN sources AS s ON s.id = d.source_id JOIN captures AS c ON c.id = d.capture_id
WHERE d.id NOT IN (SELECT id FROM documents WHERE copy_of IS NOT NULL);

-- Documents in which nothing was found: no project, organisation, sum, date, count or place. Often a page that is not about a
-- project; sometimes one that was read wrong.
CREATE VIEW documents_without_facts (
    document_id, -- the document
    url, -- its address
    title, -- its title
    source_id, -- site it belongs to
    length -- of its text, in characters
) AS
SELECT d.id, d.url, d.title, d.source_id, d.length
FROM documents AS d WHERE d.id IN (
    SELECT id FROM documents AS x WHERE NOT EXISTS (SELECT 1 FROM quotes WHERE document_id = x.id)
);

-- Every fact of any kind with what it takes to cite it: one row a fact. Ask for a project, a document, a kind or a
-- fact_id; copies of a story are in it, marked.
CREATE VIEW facts (
    fact_id, -- the fact, by its id in the table of its kind
    kind, -- that table
    role, -- role, status or kind in it; null for project_mentions
    value, -- what it says, in short
    project_id, -- project it belongs to; null when it belongs to none
    document_id, -- document that says so
    number, -- row in quotes and quotes_fts
    quote, -- evidence
    sentence, -- the sentence around it
    confidence, -- how sure the extraction is
    found_by, -- rule or component
    url, -- address of the document
    title, -- title of the document
    published, -- when it was published
    is_copy, -- 1 where the document is a copy of another one's story
    fetched_at, -- when it was captured
    sha256 -- digest of the capture's body, by which the archive proves it
) AS
SELECT f.id, 'project_mentions', NULL, f.title,
    f.project_id, f.document_id, q.number, f.quote, q.sentence, f.confidence, f.found_by,
    d.url, d.title, d.published, d.copy_of IS NOT NULL, c.fetched_at, c.sha256
FROM project_mentions AS f JOIN quotes AS q ON q.document_id = f.document_id AND q.fact_id = f.id
    JOIN documents AS d ON d.id = f.document_id JOIN captures AS c ON c.id = d.capture_id
UNION ALL
SELECT f.id, 'partners', f.role, f.name,
    f.project_id, f.document_id, q.number, f.quote, q.sentence, f.confidence, f.found_by,
    d.url, d.title, d.published, d.copy_of IS NOT NULL, c.fetched_at, c.sha256
FROM partners AS f JOIN quotes AS q ON q.document_id = f.document_id AND q.fact_id = f.id
    JOIN documents AS d ON d.id = f.document_id JOIN captures AS c ON c.id = d.capture_id
UNION ALL
SELECT f.id, 'amounts', f.role, f.value || coalesce('-' || f.value_max, '') || ' ' || f.currency,
    f.project_id, f.document_id, q.number, f.quote, q.sentence, f.confidence, f.found_by,
    d.url, d.title, d.published, d.copy_of IS NOT NULL, c.fetched_at, c.sha256
FROM amounts AS f JOIN quotes AS q ON q.document_id = f.document_id AND q.fact_id = f.id
    JOIN documents AS d ON d.id = f.document_id JOIN captures AS c ON c.id = d.capture_id
UNION ALL
SELECT f.id, 'dates', f.role, iif(f.start_date = f.end_date, f.start_date, f.start_date || '/' || f.end_date),
    f.project_id, f.document_id, q.number, f.quote, q.sentence, f.confidence, f.found_by,
    d.url, d.title, d.published, d.copy_of IS NOT NULL, c.fetched_at, c.sha256
FROM dates AS f JOIN quotes AS q ON q.document_id = f.document_id AND q.fact_id = f.id
    JOIN documents AS d ON d.id = f.document_id JOIN captures AS c ON c.id = d.capture_id
UNION ALL
SELECT f.id, 'beneficiaries', f.status, f.count || coalesce('-' || f.count_max, '') || ' ' || f.unit,
    f.project_id, f.document_id, q.number, f.quote, q.sentence, f.confidence, f.found_by,
    d.url, d.title, d.published, d.copy_of IS NOT NULL, c.fetched_at, c.sha256
FROM beneficiaries AS f JOIN quotes AS q ON q.document_id = f.document_id AND q.fact_id = f.id
    JOIN documents AS d ON d.id = f.document_id JOIN captures AS c ON c.id = d.capture_id
UNION ALL
SELECT f.id, 'places', f.kind, f.name,
    f.project_id, f.document_id, q.number, f.quote, q.sentence, f.confidence, f.found_by,
    d.url, d.title, d.published, d.copy_of IS NOT NULL, c.fetched_at, c.sha256
FROM places AS f JOIN quotes AS q ON q.document_id = f.document_id AND q.fact_id = f.id
    JOIN documents AS d ON d.id = f.document_id JOIN captures AS c ON c.id = d.capture_id;

-- What pages say of operations beside what official lists say of them: one row for each SMIS code of the lists of a programme,
-- and one for each project with a code that its programme's lists lack. The code alone joins them, never a title; a project whose
-- programme has lists is looked for in these alone, since codes of other times may be the same. Where rows share a code, that of the
-- newest list counts (by its day, then its place among the imported), then the first. A total differs where it is further
-- away than rounding goes: half a unit of the announced figure's last digit that is no zero, at least one unit of the currency and at most
-- 2 %, of one with "circa" 2 to 10 %, of a range beyond its ends; totals of other currencies are not compared. A date differs where
-- what both tell of it is not the same, days by more than one. Sums are compared for the project's one total
-- (project_totals); what other pages state of it is in contradictions.
CREATE VIEW operations_compared (
    outcome, -- "differs", "agrees", "not_compared" (both, but with nothing to compare), "not_listed" or "not_announced"
    programme, -- key of the lists' programme
    code, -- SMIS code without leading zeros
    differs, -- of "differs": what does, "total, start, end"
    project_id, -- the project; null when it is not announced
    title, -- its title
    lead, -- organisation that most documents name as lead
    value, -- its total, exact decimal
    currency, -- ISO 4217
    period_start, -- beginning of the implementation
    period_end, -- end of the implementation
    quote, -- evidence of the total; without one, of the title
    url, -- address of the page that says so
    operation_id, -- row of the list, in operations; null when it is not listed
    listed_title, -- title in the list
    beneficiary, -- beneficiary's name in the list
    listed_value, -- total in the list, exact decimal
    listed_currency, -- ISO 4217
    listed_start, -- start in the list
    listed_end, -- completion in the list
    status, -- how it stands by the list
    list, -- name of the list's file
    list_url, -- address of the list
    sheet, -- sheet of the row
    row -- row in it
) AS
WITH RECURSIVE covered (key, programme_id) AS (
    SELECT l.programme, p.id FROM operation_lists AS l JOIN programmes AS p ON p.key = l.programme
    UNION
    SELECT c.key, p.id FROM covered AS c JOIN programmes AS p ON p.parent_id = c.programme_id
), listed AS MATERIALIZED (
    SELECT * FROM (
        SELECT o.*, l.programme, l.name AS list, l.url AS list_url, row_number() OVER (
            PARTITION BY l.programme, o.code ORDER BY l.day DESC, l.place DESC, o.place
        ) AS turn
        FROM operations AS o JOIN operation_lists AS l ON l.id = o.list_id WHERE o.code IS NOT NULL
    ) WHERE turn = 1
), announced AS MATERIALIZED (
    SELECT p.id, CAST(ltrim(p.code, '0') AS TEXT) AS code, -- as text, or no index would be made to join by it
        p.programme_id, p.title, o.name AS lead, t.value, t.currency, t.rule, t.amount_minor,
        coalesce(a.amount_minor_max, t.amount_minor) AS most, p.period_start, p.period_end, coalesce(t.quote, p.quote) AS quote,
        d.url, CAST('1e' || (length(t.amount_minor) - length(rtrim(t.amount_minor, '0'))) AS REAL) / 2 AS half
    FROM projects AS p LEFT JOIN project_totals AS t ON t.project_id = p.id
        LEFT JOIN amounts AS a ON a.id = t.amount_id AND t.rule = 'range'
        LEFT JOIN documents AS d ON d.id = coalesce(t.document_id, p.document_id)
        LEFT JOIN project_organisations AS x ON x.project_id = p.id AND x.role = 'lead' AND x.place = 1
        LEFT JOIN organisations AS o ON o.id = x.organisation_id
    WHERE p.code IS NOT NULL AND EXISTS (SELECT 1 FROM operation_lists)
), rounded AS (
    SELECT *, CASE WHEN rule IN ('approximate', 'range') THEN max(0.02 * amount_minor, min(0.1 * amount_minor, half))
        ELSE max(100, min(0.02 * amount_minor, half)) END AS near
    FROM announced
), paired AS (
    SELECT l.programme, l.code, r.id AS project_id, r.title, r.lead, r.value, r.currency, r.period_start, r.period_end, r.quote,
        r.url, l.id AS operation_id, l.title AS listed_title, l.beneficiary, l.total, l.currency AS listed_currency,
        l.start_date, l.end_date, l.status, l.list, l.list_url, l.sheet, l.row,
        iif(l.currency = r.currency, l.total_minor < r.amount_minor - r.near OR l.total_minor > r.most + r.near, NULL)
            AS is_other_total,
        iif(length(l.start_date) = 10 AND length(r.period_start) = 10,
            abs(julianday(l.start_date) - julianday(r.period_start)) > 1,
            substr(l.start_date, 1, length(r.period_start)) <> substr(r.period_start, 1, length(l.start_date))) AS is_other_start,
        iif(length(l.end_date) = 10 AND length(r.period_end) = 10,
            abs(julianday(l.end_date) - julianday(r.period_end)) > 1,
            substr(l.end_date, 1, length(r.period_end)) <> substr(r.period_end, 1, length(l.end_date))) AS is_other_end
    FROM listed AS l LEFT JOIN rounded AS r ON r.code = l.code AND (
        r.programme_id IS NULL OR r.programme_id NOT IN (SELECT programme_id FROM covered)
        OR EXISTS (SELECT 1 FROM covered WHERE key = l.programme AND programme_id = r.programme_id)
    )
)
SELECT CASE WHEN project_id IS NULL THEN 'not_announced' WHEN is_other_total OR is_other_start OR is_other_end THEN 'differs'
        WHEN coalesce(is_other_total, is_other_start, is_other_end) IS NULL THEN 'not_compared' ELSE 'agrees' END,
    programme, code,
    nullif(substr(iif(is_other_total, ', total', '') || iif(is_other_start, ', start', '') || iif(is_other_end, ', end', ''), 3), ''),
    project_id, title, lead, value, currency, period_start, period_end, quote, url, operation_id, listed_title, beneficiary,
    total, listed_currency, start_date, end_date, status, list, list_url, sheet, row
FROM paired
UNION ALL
SELECT 'not_listed', c.key, r.code, NULL, r.id, r.title, r.lead, r.value, r.currency, r.period_start, r.period_end, r.quote, r.url,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM announced AS r JOIN covered AS c ON c.programme_id = r.programme_id
WHERE NOT EXISTS (SELECT 1 FROM listed AS l WHERE l.programme = c.key AND l.code = r.code);

-- The figures of operations_compared that differ, one a row, each side with where it stands.
CREATE VIEW operations_differing (
    code, -- SMIS code without leading zeros
    project_id, -- the project
    title, -- its title
    what, -- "total", "start" or "end"
    announced, -- what pages say: a decimal, a date
    currency, -- of totals: ISO 4217
    quote, -- evidence; null where the date is made of a beginning and a length
    url, -- address of the page that says so; of such a date, of the project
    listed, -- what the list says
    list, -- name of the list's file
    list_url, -- address of the list
    sheet, -- sheet of the row
    row, -- row in it
    operation_id -- that row, in operations
) AS
WITH differing AS MATERIALIZED (
    SELECT * FROM operations_compared WHERE outcome = 'differs'
), dated AS (
    SELECT project_id, start_date AS day, 'start' AS what, quote, document_id, confidence, id FROM dates
    WHERE role IN ('start', 'period') AND project_id IN (SELECT project_id FROM differing)
    UNION ALL
    SELECT project_id, end_date, 'end', quote, document_id, confidence, id FROM dates
    WHERE role IN ('end', 'period') AND project_id IN (SELECT project_id FROM differing)
), surest AS MATERIALIZED (
    SELECT * FROM (
        SELECT dated.*, documents.url, row_number() OVER (
            PARTITION BY project_id, what, day ORDER BY copy_of IS NOT NULL, confidence DESC, dated.id
        ) AS turn
        FROM dated JOIN documents ON documents.id = dated.document_id
    ) WHERE turn = 1
)
SELECT code, project_id, title, 'total', value, currency, quote, url, listed_value, list, list_url, sheet, row, operation_id
FROM differing WHERE differs LIKE '%total%'
UNION ALL
SELECT c.code, c.project_id, c.title, 'start', c.period_start, NULL, s.quote, coalesce(s.url, c.url), c.listed_start, c.list,
    c.list_url, c.sheet, c.row, c.operation_id
FROM differing AS c LEFT JOIN surest AS s ON s.project_id = c.project_id AND s.what = 'start' AND s.day = c.period_start
WHERE c.differs LIKE '%start%'
UNION ALL
SELECT c.code, c.project_id, c.title, 'end', c.period_end, NULL, s.quote, coalesce(s.url, c.url), c.listed_end, c.list,
    c.list_url, c.sheet, c.row, c.operation_id
FROM differing AS c LEFT JOIN surest AS s ON s.project_id = c.project_id AND s.what = 'end' AND s.day = c.period_end
WHERE c.differs LIKE '%end%';
