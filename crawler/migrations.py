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
