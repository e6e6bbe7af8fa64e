"""The schema of `state.db`, version by version."""

# Each migration brings the schema from its place in the list to the next. Appended to, never changed.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE address (
            source_id TEXT NOT NULL,
            url TEXT NOT NULL,                -- canonical
            role TEXT NOT NULL,               -- page, attachment
            status INTEGER,                   -- of the last answer; NULL: it waits for its first one
            etag TEXT,
            last_modified TEXT,
            sha256 TEXT,                      -- of the last body; NULL: none was ever captured
            last_asked TEXT,                  -- all moments in UTC with microseconds
            last_seen TEXT,                   -- when it last answered with a document, changed or not
            last_changed TEXT,                -- when the last capture was fetched
            vanished TEXT,                    -- when it was first gone after it had been there
            failures INTEGER NOT NULL DEFAULT 0,  -- in a row
            PRIMARY KEY (source_id, url)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX address_asked ON address (source_id, last_asked)",
        "CREATE TABLE memory (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    ),
    (
        # When an address may be asked again; NULL: at once.
        "ALTER TABLE address ADD COLUMN due TEXT",
        # When a hub, a feed or a sitemap last led to it.
        "ALTER TABLE address ADD COLUMN linked TEXT",
        # The beginning of the run that last gave it out to be fetched; empty: none did.
        "ALTER TABLE address ADD COLUMN handed TEXT NOT NULL DEFAULT ''",
        "UPDATE address SET handed = coalesce(last_asked, '')",
        "DROP INDEX address_asked",
        "CREATE INDEX address_handed ON address (source_id, handed)",
        """
        CREATE TABLE source (
            source_id TEXT PRIMARY KEY,
            last_whole TEXT NOT NULL          -- the beginning of its last run that went through to the end
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE VIEW frontier AS               -- for people: what has become of each address, and when it is next asked
        SELECT source_id, url, role,
            CASE
                WHEN status = 301 THEN 'moved'
                WHEN vanished IS NOT NULL THEN 'vanished'
                WHEN failures > 0 THEN 'failed'
                WHEN status IS NULL THEN 'queued'
                ELSE 'fetched'
            END AS state,
            due, failures, status, etag, last_modified, last_asked, last_seen, last_changed
        FROM address
        """,
    ),
    (
        """
        CREATE TABLE passed_over (            -- pages that were fetched and are not of the source's topic
            source_id TEXT NOT NULL,
            url TEXT NOT NULL,
            judged TEXT NOT NULL,             -- when
            PRIMARY KEY (source_id, url)
        ) STRICT, WITHOUT ROWID
        """,
    ),
)
