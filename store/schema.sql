-- Fondoscop's database: what pages say about social-services projects, each figure with its sentence.
--
-- This file is the only DDL. The lines above a table and after each column are its documentation. A change of
-- any kind makes older files be rebuilt: the digest of this text is the schema's version (PRAGMA user_version).
--
-- Wherever they stand, `start`, `end` and `quote` are evidence: substr(documents.text, start + 1, end - start) =
-- quote, in Unicode code points from 0. Dates are ISO 8601 text, as precise as the source: 2019, 2019-06 or
-- 2019-06-13. Ids of pages and facts hang on content and survive a rebuild.

PRAGMA application_id = 1179861840; -- "FSCP", read as a number: the file belongs to Fondoscop

-- What the file itself is made of and with: names and versions, no clock.
CREATE TABLE properties (
    name TEXT PRIMARY KEY, -- "schema", "readers", "extractor" or "resolution"
    value TEXT NOT NULL -- its version
) STRICT;

-- Counties and Bucharest, to join county names with: those of sources, places and organisations.
CREATE TABLE counties (
    code TEXT PRIMARY KEY, -- ISO 3166-2:RO without "RO-", as on number plates
    name TEXT NOT NULL UNIQUE, -- without "județul"
    region TEXT NOT NULL -- development region
) STRICT;

-- What the roles of facts are called.
CREATE TABLE roles (
    kind TEXT NOT NULL, -- table of the facts: "partners", "amounts", "dates", "beneficiaries" (status), "places" (kind)
    role TEXT NOT NULL, -- as in that table
    ro TEXT NOT NULL, -- in Romanian
    en TEXT NOT NULL, -- in English
    PRIMARY KEY (kind, role)
) STRICT;

-- What the groups of beneficiaries are called.
CREATE TABLE categories (
    category TEXT PRIMARY KEY, -- as in beneficiary_categories
    ro TEXT NOT NULL, -- in Romanian
    en TEXT NOT NULL -- in English
) STRICT;

-- Sites that are read: agencies, organisations, newspapers.
CREATE TABLE sources (
    id TEXT PRIMARY KEY, -- short name of the source in the list of sources
    name TEXT NOT NULL, -- name for people; the id where the list no longer has the source
    kind TEXT, -- "agency", "ngo", "news", …, as the list says
    county TEXT -- county that the source is about, without "județul"; null for the whole country
) STRICT;

-- Pages and files as they were fetched; their bytes rest in the archive. Older captures stay when a page changes.
CREATE TABLE captures (
    id TEXT PRIMARY KEY, -- from address, time and digest
    url TEXT NOT NULL, -- canonical address
    source_id TEXT NOT NULL REFERENCES sources (id), -- site it belongs to
    run_id TEXT NOT NULL, -- run of the crawler that fetched it
    fetched_at TEXT NOT NULL, -- when, ISO 8601 with microseconds, UTC
    status INTEGER NOT NULL, -- HTTP status
    media_type TEXT, -- Content-Type header as sent
    sha256 TEXT NOT NULL, -- digest of the body after decoding, hexadecimal
    file TEXT NOT NULL, -- WARC file inside the archive
    "offset" INTEGER NOT NULL CHECK ("offset" >= 0), -- place of the record in the file, in bytes
    length INTEGER NOT NULL CHECK (length >= 0), -- length of the record in the file, in bytes
    outcome TEXT NOT NULL -- what became of it: waiting, the document's text, unreadable, outdated, no page at all
        CHECK (outcome IN ('pending', 'read', 'unreadable', 'superseded', 'no-page'))
) STRICT;

-- Crawls of one source each, out of the archive's journal. One command crawls several sources under one run_id.
CREATE TABLE runs (
    id TEXT PRIMARY KEY, -- run_id and source
    run_id TEXT NOT NULL, -- the run, as captures name it
    source_id TEXT NOT NULL REFERENCES sources (id), -- site that was crawled
    started TEXT, -- when, ISO 8601, UTC; null when it ended before it began
    finished TEXT, -- when, ISO 8601, UTC; null when it was killed, so that nobody closed it
    outcome TEXT NOT NULL -- how it went; "unfinished" was killed, "below_floor" found too few documents
        CHECK (outcome IN ('ok', 'failed', 'below_floor', 'crashed', 'stopped', 'unfinished')),
    message TEXT NOT NULL, -- what went wrong; empty when all went well
    requested INTEGER, -- addresses that were asked for; this and the other counts are null where none was written down
    fetched INTEGER, -- addresses that answered with a page, a document, or "not modified"
    new INTEGER, -- documents that were not known before
    changed INTEGER, -- documents that had changed
    unchanged INTEGER, -- documents that were as before
    failed INTEGER, -- addresses that could not be fetched
    vanished INTEGER, -- documents that were there before and are gone
    skipped INTEGER, -- addresses that were passed over because they are not of the source's topic
    live INTEGER, -- documents of the source that were known to be there at the end
    version TEXT, -- version of Fondoscop
    agent TEXT, -- user agent by which the site knew us
    verify_tls INTEGER CHECK (verify_tls IN (0, 1)) -- whether the site's certificate was verified
) STRICT;

-- The text of each address, from its newest readable capture.
CREATE TABLE documents (
    id TEXT PRIMARY KEY, -- from the address
    number INTEGER NOT NULL UNIQUE, -- the id as a number: the row's name in documents_fts
    url TEXT NOT NULL UNIQUE, -- canonical address
    capture_id TEXT NOT NULL REFERENCES captures (id), -- capture that the text was read from
    source_id TEXT NOT NULL REFERENCES sources (id), -- site it belongs to
    title TEXT, -- title of the page or file
    published TEXT -- date of publication
        CHECK (published GLOB '[0-9][0-9][0-9][0-9]'
            OR published GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR published GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    published_by TEXT, -- what told the date of publication: a pattern's name, "metadata", …
    language TEXT, -- ISO 639-1
    text TEXT NOT NULL, -- everything that was read, the text that evidence points into
    length INTEGER NOT NULL CHECK (length = length(text)), -- of the text, in characters
    reader TEXT NOT NULL, -- name and version of the reader
    content TEXT NOT NULL, -- digest of text, structure, title, date and language: a page with the same one is unchanged
    first_run TEXT NOT NULL, -- run that fetched its first readable capture
    last_run TEXT NOT NULL, -- run that found it last, unchanged or not
    seen TEXT NOT NULL, -- when that run found it, ISO 8601 with microseconds, UTC
    vanished TEXT, -- when it was found gone or moved after it had been there; null while it is there
    copy_of TEXT REFERENCES documents (id) ON DELETE SET NULL, -- first document of the same story; null for that itself
    copy_reason TEXT -- why it counts as a copy, in words
) STRICT;

-- What finds the copies of a document's text again: digests, of no use to people.
CREATE TABLE document_signatures (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, -- whose
    version TEXT NOT NULL, -- what made it; those of another version are made anew
    words TEXT NOT NULL, -- digest of the folded words
    bands BLOB NOT NULL -- MinHash of the sequences of words: a hash for each band, 8 bytes each; empty for short texts
) STRICT;

-- What was found by comparing the texts of two documents that may be copies: of no use to people.
CREATE TABLE copy_comparisons (
    document_id TEXT NOT NULL REFERENCES document_signatures (document_id) ON DELETE CASCADE, -- the one
    other_id TEXT NOT NULL REFERENCES document_signatures (document_id) ON DELETE CASCADE, -- the other
    is_copy INTEGER CHECK (is_copy IN (0, 1)), -- whether they tell one story; null where that was not asked
    share TEXT, -- how much of the one stands in the other, in words; null where that was not asked
    PRIMARY KEY (document_id, other_id)
) STRICT;

-- What the printings of one story tell otherwise than the story, or tell again: a document has a row for each topic on which
-- not it speaks for its story. Facts of such a topic count in no sum; where like_id is the document itself, it tells
-- another thing than the story, and is set against it in contradictions. A document that is alone with its story, or
-- speaks for it, or tells nothing of the topic, has no row. Filled by printings_rule in views.sql, which states the rule.
CREATE TABLE printings (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- the printing
    topic TEXT NOT NULL -- totals; other sums; begin, end and length; counts; who leads; who else takes part
        CHECK (topic IN ('total', 'parts', 'times', 'beneficiaries', 'lead', 'partners')),
    like_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- the first printing that tells the same; may be itself
    PRIMARY KEY (document_id, topic)
) STRICT, WITHOUT ROWID;

-- Funds, their programmes, and what is below them, each once: what the words in the documents were resolved to. A fund or
-- programme in one period stands below itself without a period, to which mentions belong whose period can't be told.
-- Listed are those that a document names and all above them; what the list of known ones lacks stands by its own words.
CREATE TABLE programmes (
    id TEXT PRIMARY KEY, -- from the key
    key TEXT NOT NULL UNIQUE, -- short readable name of a known one, "POCU/4"; "name:…" and its words of another
    name TEXT NOT NULL, -- official name; of one that is not known, the best spelling
    short TEXT, -- abbreviation
    level TEXT NOT NULL CHECK (level IN ('fund', 'programme', 'axis', 'call')), -- what it is
    parent_id TEXT REFERENCES programmes (id), -- what it belongs to; null for a fund, and where it is not known
    period TEXT, -- programming period, as "2014-2020"; null where it has several or none is known
    mentions INTEGER NOT NULL CHECK (mentions >= 0) -- how many mentions were led to itself, those below it not counted
) STRICT;

-- Projects, each once: what the documents' mentions were resolved to. Values are those that most mentions give, without
-- those in copies of a story (documents.copy_of); where no other mention gives a value, that of copies stands. Beginning,
-- end and length of a story are those that most of its printings give (printings).
CREATE TABLE projects (
    id TEXT PRIMARY KEY, -- from the key
    number INTEGER NOT NULL UNIQUE, -- the id as a number: the row's name in projects_fts
    key TEXT NOT NULL UNIQUE, -- what makes mentions one project: "code:…", "contract:…", "title:…" or "mention:…"
    title TEXT NOT NULL, -- best spelling of the title
    code TEXT, -- SMIS code
    contract TEXT, -- number of the financing contract
    programme TEXT, -- programme that finances it, as written
    programme_id TEXT REFERENCES programmes (id) ON DELETE SET NULL, -- that programme, resolved: of most mentions, copies apart
    period_start TEXT -- beginning of the implementation
        CHECK (period_start GLOB '[0-9][0-9][0-9][0-9]'
            OR period_start GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR period_start GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    period_end TEXT -- end of the implementation
        CHECK (period_end GLOB '[0-9][0-9][0-9][0-9]'
            OR period_end GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR period_end GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    duration_months REAL CHECK (duration_months >= 0), -- length as stated, in months
    mentions INTEGER NOT NULL CHECK (mentions > 0), -- how many mentions it has, those in copies counted
    document_id TEXT NOT NULL REFERENCES documents (id), -- document that the title is taken from
    start INTEGER NOT NULL CHECK (start >= 0), -- first character of the evidence
    "end" INTEGER NOT NULL CHECK ("end" > start), -- character after the evidence
    quote TEXT NOT NULL, -- evidence: a mention of this title in that document
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- of that mention
    found_by TEXT NOT NULL -- rule or component that found that mention
) STRICT;

-- What one document says of one project, before anything is resolved.
CREATE TABLE project_mentions (
    id TEXT PRIMARY KEY, -- from address, quote and context
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that speaks
    project_id TEXT REFERENCES projects (id) ON DELETE SET NULL, -- the project it was resolved to
    project_reason TEXT, -- why it is that one, in words: what it has in common with project_like; empty for the first
    project_score REAL CHECK (project_score BETWEEN 0 AND 1), -- how much the reason says; ranked, not measured
    project_like TEXT, -- mention that it was found to be the same project as; null for the project's first
    title TEXT NOT NULL, -- title as the document gives it
    aliases TEXT NOT NULL CHECK (json_type(aliases) = 'array'), -- other names in the document, a JSON array
    code TEXT, -- SMIS code
    contract TEXT, -- number of the financing contract
    programme TEXT, -- programme that finances it, as written
    programme_id TEXT REFERENCES programmes (id) ON DELETE SET NULL, -- that programme, resolved
    programme_reason TEXT, -- why it is that one, in words: "code POCU/465/4", "name and years 2014-2020", …
    programme_score REAL CHECK (programme_score BETWEEN 0 AND 1), -- how much the reason says; ranked, not measured
    period_start TEXT -- beginning of the implementation
        CHECK (period_start GLOB '[0-9][0-9][0-9][0-9]'
            OR period_start GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR period_start GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    period_end TEXT -- end of the implementation
        CHECK (period_end GLOB '[0-9][0-9][0-9][0-9]'
            OR period_end GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR period_end GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    duration_months REAL CHECK (duration_months >= 0), -- length as stated, in months
    duration_at INTEGER CHECK (duration_at >= 0), -- first character of the words that state it
    duration_quote TEXT, -- these words
    start INTEGER NOT NULL CHECK (start >= 0), -- first character of the evidence
    "end" INTEGER NOT NULL CHECK ("end" > start), -- character after the evidence
    quote TEXT NOT NULL, -- first evidence
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- how sure the extraction is
    found_by TEXT NOT NULL, -- rule or component
    version TEXT NOT NULL, -- of the extractor: the first word of its version in properties
    first_run TEXT NOT NULL, -- run whose capture first showed it, on a page that has shown it since
    last_run TEXT NOT NULL -- run whose capture was the newest to show it
) STRICT;

-- Further evidence of a mention, after the first.
CREATE TABLE project_mention_spans (
    mention_id TEXT NOT NULL REFERENCES project_mentions (id) ON DELETE CASCADE, -- whose evidence
    number INTEGER NOT NULL CHECK (number >= 2), -- place among the mention's evidence; 1 stands in project_mentions
    start INTEGER NOT NULL CHECK (start >= 0), -- first character
    "end" INTEGER NOT NULL CHECK ("end" > start), -- character after the last
    quote TEXT NOT NULL, -- the text between
    PRIMARY KEY (mention_id, number)
) STRICT;

-- Organisations, each once: what the names in the documents were resolved to.
CREATE TABLE organisations (
    id TEXT PRIMARY KEY, -- from the key
    number INTEGER NOT NULL UNIQUE, -- the id as a number: the row's name in organisations_fts
    name TEXT NOT NULL, -- best spelling of the name; copies have no vote
    key TEXT NOT NULL UNIQUE, -- normalised name: names with the same key are one organisation
    kind TEXT -- what it is by its name; "dgaspc" protects children in a county, "agency" is any other body of the state
        CHECK (kind IN ('ministry', 'agency', 'county_council', 'dgaspc', 'municipality', 'ngo', 'church', 'school',
            'hospital', 'company', 'international', 'fund')),
    county TEXT, -- county that its name tells, without "județul"; null where it tells none
    cui TEXT, -- fiscal code (CUI) without "RO"; null where no page gives one
    short TEXT, -- acronym
    aliases TEXT NOT NULL, -- its spellings that differ by more than case and accents, at most 20, with "; " between
    mentions INTEGER NOT NULL CHECK (mentions > 0) -- how many partners and amounts name it, those of copies counted
) STRICT;

-- Every name of an organisation as written, with the county of the site that writes it, and why it is that organisation.
CREATE TABLE organisation_names (
    id TEXT PRIMARY KEY, -- from name, county and fiscal code
    organisation_id TEXT REFERENCES organisations (id) ON DELETE SET NULL, -- the organisation; null where it names none
    name TEXT NOT NULL, -- name as documents give it
    county TEXT, -- county of the site that writes it, without "județul"; null for the whole country
    cui TEXT, -- fiscal code (CUI) that stands with it
    mentions INTEGER NOT NULL CHECK (mentions > 0), -- how many partners and amounts name it so
    reason TEXT NOT NULL, -- why it is that one, in words: what it has in common with like_id; empty for the first
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- how much the reason says; ranked, not measured
    like_id TEXT -- name that it was found to be the same as; null for the organisation's first
) STRICT;

-- Organisations with a role in a project, as documents name them.
CREATE TABLE partners (
    id TEXT PRIMARY KEY, -- from address, quote and context
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so
    mention_id TEXT REFERENCES project_mentions (id), -- the document's project; null when it belongs to none
    project_id TEXT REFERENCES projects (id) ON DELETE SET NULL, -- that project, resolved
    name TEXT NOT NULL, -- name as the document gives it
    cui TEXT, -- fiscal code (CUI) that the document gives for it
    organisation_id TEXT REFERENCES organisations (id) ON DELETE SET NULL, -- the organisation it was resolved to
    role TEXT NOT NULL -- what it does in the project
        CHECK (role IN ('lead', 'partner', 'funder', 'supporter', 'beneficiary', 'contractor')),
    start INTEGER NOT NULL CHECK (start >= 0), -- first character of the evidence
    "end" INTEGER NOT NULL CHECK ("end" > start), -- character after the evidence
    quote TEXT NOT NULL, -- evidence
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- how sure the extraction is
    found_by TEXT NOT NULL, -- rule or component
    version TEXT NOT NULL, -- of the extractor: the first word of its version in properties
    first_run TEXT NOT NULL, -- run whose capture first showed it, on a page that has shown it since
    last_run TEXT NOT NULL -- run whose capture was the newest to show it
) STRICT;

-- Money. Sum amount_minor within one currency, and never a total beside its parts: the views know how. Equivalents are
-- computed with the average of the European Central Bank's daily rates in one whole year: that in which the amount's
-- project began, if the page tells it, else that in which the page was published. They are null where no year is known
-- or its rates are not complete. 10,000 ROL are 1 RON (Law 348/2004), whatever the year. project_totals computes them
-- anew, by what all pages tell of the project.
CREATE TABLE amounts (
    id TEXT PRIMARY KEY, -- from address, quote and context
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so
    mention_id TEXT REFERENCES project_mentions (id), -- the document's project; null when it belongs to none
    project_id TEXT REFERENCES projects (id) ON DELETE SET NULL, -- that project, resolved
    value TEXT NOT NULL CHECK (value GLOB '[0-9]*' AND value NOT GLOB '*[^0-9.]*'), -- exact decimal, in units of the currency
    amount_minor INTEGER, -- in hundredths of the unit, rounded half up; null when it does not fit in 64 bits
    value_max TEXT CHECK (value_max GLOB '[0-9]*' AND value_max NOT GLOB '*[^0-9.]*'), -- upper end of a range, as value
    amount_minor_max INTEGER, -- upper end of a range, as amount_minor
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'), -- ISO 4217; ROL for lei before July 2005
    role TEXT NOT NULL -- what the money is
        CHECK (role IN ('total', 'grant', 'own_contribution', 'national_cofinancing', 'partner_budget', 'per_unit',
            'other')),
    approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)), -- 1 for "circa", "aproape", …
    bound TEXT CHECK (bound IN ('min', 'max')), -- "min" for "peste", "max" for "până la"
    ron_minor INTEGER, -- value in hundredths of a leu (RON), as stated or computed
    eur_minor INTEGER, -- value in cents of a euro, as stated or computed
    rate_year INTEGER, -- year of the rates by which either was computed; null where nothing was
    rate_per_eur TEXT, -- units of the currency for one euro, that year's average; null for euro
    ron_per_eur TEXT, -- lei (RON) for one euro, that year's average
    organisation TEXT, -- whose money, as the document names it
    organisation_id TEXT REFERENCES organisations (id) ON DELETE SET NULL, -- that organisation, resolved
    start INTEGER NOT NULL CHECK (start >= 0), -- first character of the evidence
    "end" INTEGER NOT NULL CHECK ("end" > start), -- character after the evidence
    quote TEXT NOT NULL, -- evidence
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- how sure the extraction is
    found_by TEXT NOT NULL, -- rule or component
    version TEXT NOT NULL, -- of the extractor: the first word of its version in properties
    first_run TEXT NOT NULL, -- run whose capture first showed it, on a page that has shown it since
    last_run TEXT NOT NULL -- run whose capture was the newest to show it
) STRICT;

-- Dates and ranges of dates.
CREATE TABLE dates (
    id TEXT PRIMARY KEY, -- from address, quote and context
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so
    mention_id TEXT REFERENCES project_mentions (id), -- the document's project; null when it belongs to none
    project_id TEXT REFERENCES projects (id) ON DELETE SET NULL, -- that project, resolved
    start_date TEXT NOT NULL -- the date, or the beginning of the range
        CHECK (start_date GLOB '[0-9][0-9][0-9][0-9]'
            OR start_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR start_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    start_precision TEXT NOT NULL -- "year", "month" or "day"
        CHECK (start_precision = CASE length(start_date) WHEN 4 THEN 'year' WHEN 7 THEN 'month' ELSE 'day' END),
    end_date TEXT NOT NULL -- the same date again, or the end of the range
        CHECK (end_date GLOB '[0-9][0-9][0-9][0-9]'
            OR end_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR end_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    end_precision TEXT NOT NULL -- "year", "month" or "day"
        CHECK (end_precision = CASE length(end_date) WHEN 4 THEN 'year' WHEN 7 THEN 'month' ELSE 'day' END),
    role TEXT NOT NULL -- what happened then
        CHECK (role IN ('publication', 'event', 'signing', 'start', 'end', 'period', 'activity', 'deadline',
            'programme', 'legal', 'other')),
    start INTEGER NOT NULL CHECK (start >= 0), -- first character of the evidence
    "end" INTEGER NOT NULL CHECK ("end" > start), -- character after the evidence
    quote TEXT NOT NULL, -- evidence
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- how sure the extraction is
    found_by TEXT NOT NULL, -- rule or component
    version TEXT NOT NULL, -- of the extractor: the first word of its version in properties
    first_run TEXT NOT NULL, -- run whose capture first showed it, on a page that has shown it since
    last_run TEXT NOT NULL -- run whose capture was the newest to show it
) STRICT;

-- Counts of people or bodies that a project serves, planned or reached.
CREATE TABLE beneficiaries (
    id TEXT PRIMARY KEY, -- from address, quote and context
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so
    mention_id TEXT REFERENCES project_mentions (id), -- the document's project; null when it belongs to none
    project_id TEXT REFERENCES projects (id) ON DELETE SET NULL, -- that project, resolved
    count INTEGER NOT NULL CHECK (count >= 0), -- how many
    count_max INTEGER CHECK (count_max >= count), -- upper end of a range
    unit TEXT NOT NULL, -- counted noun, as written
    group_phrase TEXT, -- the whole phrase that says who they are
    categories TEXT NOT NULL CHECK (json_type(categories) = 'array'), -- groups they belong to, a JSON array
    status TEXT NOT NULL CHECK (status IN ('achieved', 'target', 'unspecified')), -- reached, planned, or not said
    approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)), -- 1 for "circa", "aproximativ", …
    bound TEXT CHECK (bound IN ('min', 'max')), -- "min" for "peste", "max" for "până la"
    start INTEGER NOT NULL CHECK (start >= 0), -- first character of the evidence
    "end" INTEGER NOT NULL CHECK ("end" > start), -- character after the evidence
    quote TEXT NOT NULL, -- evidence
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- how sure the extraction is
    found_by TEXT NOT NULL, -- rule or component
    version TEXT NOT NULL, -- of the extractor: the first word of its version in properties
    first_run TEXT NOT NULL, -- run whose capture first showed it, on a page that has shown it since
    last_run TEXT NOT NULL -- run whose capture was the newest to show it
) STRICT;

-- The groups of each count of beneficiaries, one a row: the same as beneficiaries.categories, to join and to filter.
CREATE TABLE beneficiary_categories (
    beneficiaries_id TEXT NOT NULL REFERENCES beneficiaries (id) ON DELETE CASCADE, -- the count
    category TEXT NOT NULL, -- "children", "elderly", "roma", …
    PRIMARY KEY (beneficiaries_id, category)
) STRICT;

-- Where projects work: localities, counties, regions and countries; not where those who take part reside. A place
-- that a page names twice stands here twice.
CREATE TABLE places (
    id TEXT PRIMARY KEY, -- from address, quote and context
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so
    mention_id TEXT REFERENCES project_mentions (id), -- the document's project; null when it belongs to none
    project_id TEXT REFERENCES projects (id) ON DELETE SET NULL, -- that project, resolved
    name TEXT NOT NULL, -- name in the spelling of the register, without "județul", "comuna", …
    kind TEXT NOT NULL CHECK (kind IN ('locality', 'county', 'region', 'country')), -- what it is
    county TEXT, -- county that it lies in, or is, without "județul"; null where the document does not tell which of several
    siruta INTEGER CHECK (siruta BETWEEN 1 AND 999999), -- code in SIRUTA, as in localities; null in doubt
    start INTEGER NOT NULL CHECK (start >= 0), -- first character of the evidence
    "end" INTEGER NOT NULL CHECK ("end" > start), -- character after the evidence
    quote TEXT NOT NULL, -- evidence
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- how sure the extraction is
    found_by TEXT NOT NULL, -- rule or component
    version TEXT NOT NULL, -- of the extractor: the first word of its version in properties
    first_run TEXT NOT NULL, -- run whose capture first showed it, on a page that has shown it since
    last_run TEXT NOT NULL -- run whose capture was the newest to show it
) STRICT;

-- What people decided of names and mentions: those that share a "merge" are one, those that differ in a "split" are not.
CREATE TABLE decision_marks (
    kind TEXT NOT NULL CHECK (kind IN ('organisation', 'project')), -- what was decided on
    item TEXT NOT NULL, -- organisation_names.id or project_mentions.id
    action TEXT NOT NULL CHECK (action IN ('merge', 'split')), -- what was decided
    decision_id TEXT NOT NULL, -- the decision
    words TEXT NOT NULL, -- what stands as the reason
    PRIMARY KEY (kind, item, action, decision_id)
) STRICT, WITHOUT ROWID;

-- What resolution saw last of each thing that it resolves, so that the next time it looks at what differs: of no use to
-- people.
CREATE TABLE resolution_items (
    kind TEXT NOT NULL, -- what it is: "organisation" (a name), "project" (a mention), …
    item TEXT NOT NULL, -- its id
    inputs TEXT NOT NULL CHECK (json_valid(inputs)), -- all that resolution went by, a JSON object
    found TEXT CHECK (found IS NULL OR json_valid(found)), -- what came of it, JSON, where no other table keeps that
    PRIMARY KEY (kind, item)
) STRICT, WITHOUT ROWID;

-- What finds the items again that may be one: digests of words, of no use to people.
CREATE TABLE resolution_blocks (
    kind TEXT NOT NULL, -- as in resolution_items
    block INTEGER NOT NULL, -- digest of a word under which the item is looked for
    item TEXT NOT NULL, -- as in resolution_items
    PRIMARY KEY (kind, block, item)
) STRICT, WITHOUT ROWID;

-- The units of SIRUTA, the register of places, that places name, and all above them up to the county: the lookup of
-- places.siruta. Filled at the end of each build.
CREATE TABLE localities (
    siruta INTEGER PRIMARY KEY, -- code of the unit
    name TEXT NOT NULL, -- in today's spelling, without "județul", "comuna", …
    level TEXT NOT NULL -- what it is; a city is a municipality
        CHECK (level IN ('county', 'city', 'town', 'commune', 'village', 'sector')),
    county TEXT NOT NULL, -- county that it lies in, or is, as in counties
    parent_siruta INTEGER REFERENCES localities (siruta) -- unit that it belongs to; null for counties and Bucharest
) STRICT;

-- Averages of the European Central Bank's daily rates, by which equivalents are computed: those of whole years, of the
-- currencies and years that amounts, projects and documents have. Filled at the end of each build.
CREATE TABLE exchange_rates (
    currency TEXT NOT NULL, -- ISO 4217; of ROL 10,000 times that of RON
    year INTEGER NOT NULL, -- the year
    per_eur TEXT NOT NULL, -- units of the currency for one euro, exact decimal with four places
    per_eur_e4 INTEGER NOT NULL CHECK (per_eur_e4 > 0), -- the same in ten-thousandths, to count with
    PRIMARY KEY (currency, year)
) STRICT;

-- One total for each project that has one: the base of every sum, so that nothing counts twice. Filled at the end of each
-- build; the comment of the view project_totals_rule in views.sql states the rule.
CREATE TABLE project_totals (
    project_id TEXT PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE, -- the project
    amount_id TEXT NOT NULL REFERENCES amounts (id) ON DELETE CASCADE, -- the amount that states it; of "parts", the grant
    value TEXT NOT NULL, -- exact decimal, in units of the currency; the lower end of a "range"
    currency TEXT NOT NULL, -- ISO 4217
    amount_minor INTEGER NOT NULL, -- the value in hundredths of the unit
    ron_minor INTEGER, -- in hundredths of a leu (RON), as stated or computed; null where no year's rates are known
    eur_minor INTEGER, -- in cents of a euro, likewise
    rate_year INTEGER, -- year of the rates; null where nothing was computed
    quote TEXT NOT NULL, -- evidence of amount_id
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so
    rule TEXT NOT NULL CHECK (rule IN ('stated', 'approximate', 'range', 'parts')), -- how it was come by
    part_id TEXT REFERENCES amounts (id) ON DELETE CASCADE, -- of "parts", the own contribution; else null
    documents INTEGER NOT NULL CHECK (documents > 0), -- documents that state this total, each story counted once
    statements INTEGER NOT NULL CHECK (statements >= documents), -- the same, with those that state another
    year INTEGER, -- in which the project began, else in which the document was published; null where neither is known
    county TEXT, -- county of the project's places, "several counties", else that of its lead; null where neither is known
    county_from TEXT CHECK (county_from IN ('places', 'lead')) -- what tells the county; null where nothing does
) STRICT;

-- Organisations of each project with their roles, each once however many documents name them. Filled at the end of each
-- build by project_organisations_rule in views.sql.
CREATE TABLE project_organisations (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE, -- the project
    organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, -- the organisation
    role TEXT NOT NULL, -- as in partners
    documents INTEGER NOT NULL, -- documents that say so, each story counted once
    place INTEGER NOT NULL, -- 1 for the organisation that most documents name in this role of this project
    partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE, -- the surest of the facts that say so
    PRIMARY KEY (project_id, role, organisation_id)
) STRICT;

-- Pairs of organisations that take part in the same projects, each pair once: the one with the smaller id comes first.
-- Filled at the end of each build by organisation_pairs_rule in views.sql; partner_network shows it with names.
CREATE TABLE organisation_pairs (
    organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, -- the one
    other_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, -- the other
    roles TEXT NOT NULL, -- roles of the one in the common projects
    other_roles TEXT NOT NULL, -- roles of the other in the common projects
    projects INTEGER NOT NULL CHECK (projects > 0), -- how many projects they have in common
    PRIMARY KEY (organisation_id, other_id)
) STRICT;

-- How many people of a group each project planned to serve and served: of several counts of the same group the largest,
-- never a sum, for one may be a part of another. Filled at the end of each build by
-- beneficiaries_planned_and_achieved_rule in views.sql.
CREATE TABLE beneficiaries_planned_and_achieved (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE, -- the project
    category TEXT NOT NULL, -- the group, as in categories; "roma+women" where a count names both
    planned INTEGER, -- largest count with the status target; the lower end of a range
    achieved INTEGER, -- largest count with the status achieved
    not_said INTEGER, -- largest count of which the page does not say whether it is planned or achieved
    share REAL, -- achieved / planned; null where one is not known
    is_main INTEGER NOT NULL CHECK (is_main IN (0, 1)), -- 1 for the group that cost_per_beneficiary goes by
    planned_id TEXT REFERENCES beneficiaries (id) ON DELETE CASCADE, -- the fact behind planned
    achieved_id TEXT REFERENCES beneficiaries (id) ON DELETE CASCADE, -- the fact behind achieved
    not_said_id TEXT REFERENCES beneficiaries (id) ON DELETE CASCADE, -- the fact behind not_said
    PRIMARY KEY (project_id, category)
) STRICT;

-- What sources state differently of one project, two statements a row; neither overwrites the other. The less supported
-- one stands first, the other beside it as other_…; each row once. Values are compared in one currency, one group and
-- one status; what may be a rounded figure, a less precise date or a part of the other is no contradiction. Copies
-- of a story count as one source; a copy that tells otherwise is set against what its story tells. Filled at the end of each build by contradictions_rule
-- in views.sql, whose comment states the rule; contradictions_side_by_side shows it with titles and addresses.
CREATE TABLE contradictions (
    id TEXT PRIMARY KEY, -- from kind and the two facts
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE, -- the project
    kind TEXT NOT NULL -- what is stated differently
        CHECK (kind IN ('total', 'period_start', 'period_end', 'duration', 'lead', 'beneficiaries')),
    currency TEXT, -- of totals: ISO 4217; ROL was turned into RON
    category TEXT, -- of beneficiaries: the group, as in categories; "roma+women" where counts name both
    status TEXT, -- of beneficiaries: "target" or "achieved"
    value TEXT NOT NULL, -- what the one says: a decimal, a date, months, "start/end" against months, a name, a count
    fact_table TEXT NOT NULL -- table of the fact that says so
        CHECK (fact_table IN ('amounts', 'dates', 'project_mentions', 'partners', 'beneficiaries')),
    fact_id TEXT NOT NULL, -- that fact
    quote TEXT NOT NULL, -- its evidence; of months, the words that state them
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so
    documents INTEGER NOT NULL, -- documents that say so, each printing of a story counted
    stories INTEGER NOT NULL, -- the same, each story counted once
    other_value TEXT NOT NULL, -- what the other says
    other_fact_table TEXT NOT NULL -- table of the fact that says so
        CHECK (other_fact_table IN ('amounts', 'dates', 'project_mentions', 'partners', 'beneficiaries')),
    other_fact_id TEXT NOT NULL, -- that fact
    other_quote TEXT NOT NULL, -- its evidence
    other_document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so; may be the same
    other_documents INTEGER NOT NULL, -- documents that say so, each printing of a story counted
    other_stories INTEGER NOT NULL CHECK (other_stories >= stories), -- the same, each story counted once
    difference REAL, -- the larger less the smaller: units of the currency, days, months, people; null for leads
    share REAL, -- difference / the larger; null for leads and dates
    reason TEXT CHECK (reason IN ('addendum')), -- "addendum" where words beside either tell that the contract was changed
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1) -- that of the less sure of both facts
) STRICT;

-- The sentence around each fact's evidence, to search in and to quote: one row a fact.
CREATE TABLE quotes (
    number INTEGER PRIMARY KEY, -- from document and place among its facts, up to 2**63: the row's name in quotes_fts
    fact_id TEXT NOT NULL, -- the fact, by its id in the table of its kind
    kind TEXT NOT NULL, -- table of the fact
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that says so
    quote TEXT NOT NULL, -- evidence
    sentence TEXT NOT NULL -- the sentence, list item or table row in which it stands, cut where it is very long
) STRICT;

-- What a newer capture of a page says and the older did not, and the other way round; a page's first capture is one row,
-- and so is its vanishing, and its coming back.
CREATE TABLE changes (
    id TEXT PRIMARY KEY, -- from capture and fact
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- document that changed
    capture_id TEXT, -- capture that shows it; null for a page that vanished or came back, which the journal tells
    run_id TEXT NOT NULL, -- run that saw it
    moment TEXT NOT NULL, -- when, ISO 8601 with microseconds, UTC
    kind TEXT NOT NULL -- what changed; "document" for a page that is new, vanished or is back
        CHECK (kind IN ('document', 'project', 'partner', 'amount', 'date', 'beneficiaries', 'place')),
    action TEXT NOT NULL CHECK (action IN ('new', 'changed', 'vanished', 'returned')), -- how; only pages come back
    fact_id TEXT, -- the fact, by its id in the table of its kind; of a vanished one, the id that it had
    project TEXT, -- title of the project that the fact belongs to, as the document gives it
    role TEXT, -- role, status or kind of the fact
    values_before TEXT CHECK (values_before IS NULL OR json_valid(values_before)), -- values that the older capture gives, a JSON object; null when new
    values_after TEXT CHECK (values_after IS NULL OR json_valid(values_after)), -- values that the newer capture gives; null when vanished
    quote_before TEXT, -- evidence in the older capture's text
    quote_after TEXT -- evidence in the newer capture's text
) STRICT;

-- What people decided, out of decisions.toml beside this file (docs/decisions.md). A corrected fact has its new value in its
-- table, a rejected one is in none; join target_id with the id of a fact to see which these are.
CREATE TABLE decisions (
    id TEXT PRIMARY KEY, -- as in decisions.toml
    number INTEGER NOT NULL UNIQUE, -- place in decisions.toml, from 1
    action TEXT NOT NULL -- what was decided; "confirm" is for what somebody looked at and found right
        CHECK (action IN ('merge', 'split', 'correct', 'reject', 'confirm', 'undo')),
    decided TEXT NOT NULL, -- day, ISO 8601
    why TEXT NOT NULL, -- reason, as whoever decided wrote it
    kind TEXT -- what it hangs on; null for "undo", which takes back another one
        CHECK (kind IN ('project', 'partner', 'amount', 'date', 'beneficiaries', 'place', 'organisation')),
    url TEXT, -- address of the page that it hangs on, of several the first; null for organisations
    quote TEXT, -- words of the page that it hangs on; of an organisation its name
    target_id TEXT, -- what it hangs on now: the fact, of several the first; of "undo" the decision; null when lost
    field TEXT, -- of "correct", the column; of "confirm", "merge" or "contradiction" where not the fact itself is meant
    value_before TEXT, -- of "correct": what extraction gives, as the column would have it; null for nothing
    value_after TEXT, -- of "correct": what the column has; of "confirm": what it was like, or the contradiction
    outcome TEXT NOT NULL -- whether it has effect: "lost" no longer finds what it hung on, "overruled" yields to a later one
        CHECK (outcome IN ('applied', 'lost', 'undone', 'overruled')),
    fault TEXT, -- why it has no effect, in words
    digest TEXT NOT NULL -- of what the entry says: another one makes its page be read again
) STRICT;

-- Official lists of operations that were imported, out of operations/lists.toml beside this file, where their files rest as
-- they came (docs/exports.md).
CREATE TABLE operation_lists (
    id TEXT PRIMARY KEY, -- from digest and programme
    place INTEGER NOT NULL UNIQUE, -- place in operations/lists.toml, from 1
    programme TEXT NOT NULL, -- key of the programme that it lists, as in programmes
    name TEXT NOT NULL, -- name of the file that was imported
    sha256 TEXT NOT NULL, -- digest of the file
    url TEXT, -- address that it was published at, as whoever imported it says
    day TEXT, -- day that it tells of, ISO 8601, as whoever imported it says
    headings TEXT NOT NULL CHECK (json_type(headings) = 'object'), -- by field, what is written over its column, a JSON object
    operations INTEGER NOT NULL CHECK (operations >= 0), -- rows that are operations
    digest TEXT NOT NULL -- of all that lists.toml says of it: another one makes it be read again
) STRICT;

-- Rows of these lists: what managing authorities say of operations, as operations_compared sets it beside what pages say.
-- Nothing is completed or added up, and names of natural persons are not kept (docs/privacy.md).
CREATE TABLE operations (
    id TEXT PRIMARY KEY, -- from list, sheet and row
    list_id TEXT NOT NULL REFERENCES operation_lists (id) ON DELETE CASCADE, -- list that says so
    place INTEGER NOT NULL, -- place in the list, from 1
    sheet TEXT, -- sheet of the workbook; null in CSV
    row INTEGER NOT NULL CHECK (row > 0), -- row in it, from 1, as spreadsheets count
    code TEXT, -- SMIS code without leading zeros; null where there is none, or none that can be read
    title TEXT, -- title of the operation
    beneficiary TEXT, -- beneficiary's name; null for natural persons
    is_person INTEGER NOT NULL CHECK (is_person IN (0, 1)), -- 1 where the list says that the beneficiary is a natural person
    county TEXT, -- county without "județul"; as written where it is no single one
    locality TEXT, -- locality, as written
    start_date TEXT -- start of the operation
        CHECK (start_date GLOB '[0-9][0-9][0-9][0-9]'
            OR start_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR start_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    end_date TEXT -- expected or actual completion
        CHECK (end_date GLOB '[0-9][0-9][0-9][0-9]'
            OR end_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
            OR end_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'), -- ISO 4217, of all its sums
    total TEXT, -- total cost, exact decimal, in units of the currency
    total_minor INTEGER, -- the same in hundredths; null when it does not fit in 64 bits; so for the others
    eu TEXT, -- the Union's part
    eu_minor INTEGER, -- the same in hundredths
    national TEXT, -- the national budget's part
    national_minor INTEGER, -- the same in hundredths
    own TEXT, -- the beneficiary's own part
    own_minor INTEGER, -- the same in hundredths
    status TEXT, -- how it stands, as written: "în implementare", "reziliat"
    cells TEXT NOT NULL CHECK (json_type(cells) = 'object') -- evidence: the cells as they stand, by heading, a JSON object
) STRICT;

-- What could not be fetched, read, understood or resolved: rows for a person to look at.
CREATE TABLE issues (
    id TEXT PRIMARY KEY, -- from stage, kind, address and message; of the crawl, from stage, kind and address
    stage TEXT NOT NULL CHECK (stage IN ('crawl', 'read', 'extract', 'resolve', 'import')), -- station where it happened; "import" of an official list
    kind TEXT NOT NULL, -- short name: "http-404", "broken-pdf", …
    message TEXT NOT NULL, -- what went wrong and, where there is something to do, what to do
    url TEXT, -- address it is about
    source_id TEXT REFERENCES sources (id), -- site it is about
    capture_id TEXT REFERENCES captures (id), -- capture it is about
    document_id TEXT REFERENCES documents (id) -- document that the database has for this address, perhaps an older one
) STRICT;

-- How well facts are found: figures measured on documents that people annotated. They come with the program and, for
-- documents of one's own, from quality.json in the data directory; nothing here is measured on this database. What is
-- not unseen says what no longer breaks, not what to expect.
CREATE TABLE quality (
    id TEXT PRIMARY KEY, -- from set, kind, role and what was counted
    set_name TEXT NOT NULL, -- name of the set of annotated documents
    seen TEXT NOT NULL -- in words, whether the rules were developed on these documents
        CHECK (seen GLOB 'unseen: *' OR seen GLOB 'developed on: *'),
    documents INTEGER NOT NULL CHECK (documents > 0), -- documents of the set whose annotations speak of this kind
    digest TEXT NOT NULL, -- of these documents and their annotations: the same ones have the same
    kind TEXT NOT NULL -- kind of fact; "slots" are code, contract, programme and times of projects, "links" the projects of facts
        CHECK (kind IN ('projects', 'slots', 'partners', 'amounts', 'dates', 'beneficiaries', 'places', 'links')),
    role TEXT, -- facts of this role, status (beneficiaries) or kind (places) alone; null for all
    counted TEXT NOT NULL -- what counts as right: "whole" is value and role, of partners the project as well; "value" is the value alone
        CHECK (counted IN ('whole', 'value')),
    n INTEGER NOT NULL CHECK (n >= "right"), -- facts that were annotated
    found INTEGER NOT NULL CHECK (found >= "right"), -- facts that were found
    "right" INTEGER NOT NULL CHECK ("right" >= 0), -- of these, those that are right
    precision REAL CHECK (precision BETWEEN 0 AND 1), -- share of right ones in those found; null where none was found
    recall REAL CHECK (recall BETWEEN 0 AND 1), -- share of right ones in those annotated; null where none was annotated
    f1 REAL CHECK (f1 BETWEEN 0 AND 1), -- harmonic mean of both; null where neither is
    f1_low REAL CHECK (f1_low BETWEEN 0 AND 1), -- lower end of the 95 % interval of F1 (bootstrap over documents); null for one document
    f1_high REAL CHECK (f1_high >= f1_low), -- upper end
    version TEXT NOT NULL, -- extractor that was measured, as in properties
    measured TEXT NOT NULL -- day of the measurement, ISO 8601
) STRICT;

CREATE INDEX captures_by_source ON captures (source_id);
CREATE INDEX runs_by_source ON runs (source_id, started);
CREATE INDEX captures_by_url ON captures (url, fetched_at);
CREATE INDEX captures_pending ON captures (url) WHERE outcome = 'pending';
CREATE INDEX documents_by_capture ON documents (capture_id);
CREATE INDEX documents_by_source ON documents (source_id);
CREATE INDEX document_signatures_by_words ON document_signatures (words);
CREATE INDEX copy_comparisons_by_other ON copy_comparisons (other_id);
CREATE INDEX documents_by_copy ON documents (copy_of, id);
CREATE INDEX documents_by_published ON documents (published);
CREATE INDEX printings_by_like ON printings (like_id);
CREATE INDEX projects_by_document ON projects (document_id);
CREATE INDEX projects_by_code ON projects (code);
CREATE INDEX projects_by_programme ON projects (programme);
CREATE INDEX projects_by_programme_id ON projects (programme_id);
CREATE INDEX programmes_by_parent ON programmes (parent_id);
CREATE INDEX decisions_by_target ON decisions (target_id);
CREATE INDEX project_mentions_by_document ON project_mentions (document_id);
CREATE INDEX project_mentions_by_project ON project_mentions (project_id);
CREATE INDEX project_mentions_by_programme ON project_mentions (programme_id);
CREATE INDEX partners_by_document ON partners (document_id);
CREATE INDEX partners_by_mention ON partners (mention_id);
CREATE INDEX partners_by_project ON partners (project_id);
CREATE INDEX partners_by_organisation ON partners (organisation_id);
CREATE INDEX partners_by_name ON partners (name);
CREATE INDEX organisations_by_kind ON organisations (kind);
CREATE INDEX organisations_by_county ON organisations (county);
CREATE INDEX organisation_names_by_organisation ON organisation_names (organisation_id);
CREATE INDEX organisation_names_by_name ON organisation_names (name);
CREATE INDEX amounts_by_document ON amounts (document_id);
CREATE INDEX amounts_by_mention ON amounts (mention_id);
CREATE INDEX amounts_by_project ON amounts (project_id);
CREATE INDEX amounts_by_organisation ON amounts (organisation_id);
CREATE INDEX amounts_by_name ON amounts (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX amounts_by_role ON amounts (role, currency);
CREATE INDEX dates_by_document ON dates (document_id);
CREATE INDEX dates_by_mention ON dates (mention_id);
CREATE INDEX dates_by_project ON dates (project_id);
CREATE INDEX dates_by_role ON dates (role, start_date);
CREATE INDEX beneficiaries_by_document ON beneficiaries (document_id);
CREATE INDEX beneficiaries_by_mention ON beneficiaries (mention_id);
CREATE INDEX beneficiaries_by_project ON beneficiaries (project_id);
CREATE INDEX beneficiary_categories_by_category ON beneficiary_categories (category);
CREATE INDEX places_by_document ON places (document_id);
CREATE INDEX places_by_mention ON places (mention_id);
CREATE INDEX places_by_project ON places (project_id);
CREATE INDEX places_by_siruta ON places (siruta);
CREATE INDEX places_by_county ON places (county, kind);
CREATE INDEX localities_by_parent ON localities (parent_siruta);
CREATE INDEX project_totals_by_amount ON project_totals (amount_id);
CREATE INDEX project_totals_by_part ON project_totals (part_id);
CREATE INDEX project_totals_by_document ON project_totals (document_id);
CREATE INDEX project_totals_by_year ON project_totals (year);
CREATE INDEX project_totals_by_county ON project_totals (county);
CREATE INDEX project_totals_by_size ON project_totals (ron_minor);
CREATE INDEX project_organisations_by_organisation ON project_organisations (organisation_id, role);
CREATE INDEX project_organisations_by_partner ON project_organisations (partner_id);
CREATE INDEX organisation_pairs_by_other ON organisation_pairs (other_id);
CREATE INDEX organisation_pairs_by_projects ON organisation_pairs (projects);
CREATE INDEX planned_by_beneficiaries ON beneficiaries_planned_and_achieved (planned_id);
CREATE INDEX achieved_by_beneficiaries ON beneficiaries_planned_and_achieved (achieved_id);
CREATE INDEX not_said_by_beneficiaries ON beneficiaries_planned_and_achieved (not_said_id);
CREATE INDEX contradictions_by_project ON contradictions (project_id);
CREATE INDEX contradictions_by_document ON contradictions (document_id);
CREATE INDEX contradictions_by_other_document ON contradictions (other_document_id);
CREATE INDEX quotes_by_document ON quotes (document_id);
CREATE INDEX changes_by_document ON changes (document_id);
CREATE INDEX changes_by_moment ON changes (moment);
CREATE INDEX operations_by_list ON operations (list_id);
CREATE INDEX operations_by_code ON operations (code);
CREATE INDEX issues_by_kind ON issues (stage, kind);
CREATE INDEX issues_by_url ON issues (url);
CREATE INDEX issues_by_source ON issues (source_id);
CREATE INDEX issues_by_capture ON issues (capture_id);
CREATE INDEX issues_by_document ON issues (document_id);

-- Full-text search over the documents: asistenta, asistență and asistenţă are one word. Its rowid is documents.number.
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, -- documents.title
    text, -- documents.text
    content = 'documents', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;

CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text)
    VALUES ('delete', old.number, old.title, old.text);
END;

CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, text ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text)
    VALUES ('delete', old.number, old.title, old.text);
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;

-- Full-text search over the projects. Its rowid is projects.number.
CREATE VIRTUAL TABLE projects_fts USING fts5 (
    title, code, programme,
    content = 'projects', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER projects_fts_insert AFTER INSERT ON projects BEGIN
    INSERT INTO projects_fts (rowid, title, code, programme) VALUES (new.number, new.title, new.code, new.programme);
END;

CREATE TRIGGER projects_fts_delete AFTER DELETE ON projects BEGIN
    INSERT INTO projects_fts (projects_fts, rowid, title, code, programme) VALUES ('delete', old.number, old.title, old.code, old.programme);
END;

CREATE TRIGGER projects_fts_update AFTER UPDATE OF title, code, programme ON projects BEGIN
    INSERT INTO projects_fts (projects_fts, rowid, title, code, programme) VALUES ('delete', old.number, old.title, old.code, old.programme);
    INSERT INTO projects_fts (rowid, title, code, programme) VALUES (new.number, new.title, new.code, new.programme);
END;

-- Full-text search over the organisations. Its rowid is organisations.number.
CREATE VIRTUAL TABLE organisations_fts USING fts5 (
    name, short, aliases,
    content = 'organisations', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER organisations_fts_insert AFTER INSERT ON organisations BEGIN
    INSERT INTO organisations_fts (rowid, name, short, aliases) VALUES (new.number, new.name, new.short, new.aliases);
END;

CREATE TRIGGER organisations_fts_delete AFTER DELETE ON organisations BEGIN
    INSERT INTO organisations_fts (organisations_fts, rowid, name, short, aliases) VALUES ('delete', old.number, old.name, old.short, old.aliases);
END;

CREATE TRIGGER organisations_fts_update AFTER UPDATE OF name, short, aliases ON organisations BEGIN
    INSERT INTO organisations_fts (organisations_fts, rowid, name, short, aliases) VALUES ('delete', old.number, old.name, old.short, old.aliases);
    INSERT INTO organisations_fts (rowid, name, short, aliases) VALUES (new.number, new.name, new.short, new.aliases);
END;

-- Full-text search over the sentences in which facts stand. Its rowid is quotes.number.
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
    sentence,
    content = 'quotes', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER quotes_fts_insert AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_fts (rowid, sentence) VALUES (new.number, new.sentence);
END;

CREATE TRIGGER quotes_fts_delete AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, sentence) VALUES ('delete', old.number, old.sentence);
END;

CREATE TRIGGER quotes_fts_update AFTER UPDATE OF sentence ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, sentence) VALUES ('delete', old.number, old.sentence);
    INSERT INTO quotes_fts (rowid, sentence) VALUES (new.number, new.sentence);
END;

-- Each document is one transaction, which leaves a segment in a full-text index. Joining four at a time, as is the
-- default, would write every word many times over; they are joined when there are 64.
INSERT INTO documents_fts (documents_fts, rank) VALUES ('automerge', 0);
INSERT INTO documents_fts (documents_fts, rank) VALUES ('crisismerge', 64);
INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('automerge', 0);
INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('crisismerge', 64);
