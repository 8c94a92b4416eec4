extension Migration {
    /// Feeds that are followed, how asking them went, and which of their items have been taken.
    static let feeds = Migration(
        name: "7-feeds",
        sql: """
            CREATE TABLE feed (
                n INTEGER PRIMARY KEY,
                url TEXT NOT NULL UNIQUE,
                title TEXT,
                folder TEXT,
                added INTEGER NOT NULL,
                pages INTEGER NOT NULL DEFAULT 0,
                interval INTEGER,
                moved_from TEXT,
                gone INTEGER NOT NULL DEFAULT 0,
                etag TEXT,
                last_modified TEXT,
                hash BLOB,
                ttl INTEGER,
                tried INTEGER,
                next_try INTEGER,
                succeeded INTEGER,
                failures INTEGER NOT NULL DEFAULT 0,
                reason TEXT,
                items INTEGER NOT NULL DEFAULT 0,
                documents INTEGER NOT NULL DEFAULT 0
            );
            CREATE TABLE feed_item (
                feed INTEGER NOT NULL REFERENCES feed(n) ON DELETE CASCADE,
                key BLOB NOT NULL,
                seen INTEGER NOT NULL,
                PRIMARY KEY (feed, key)
            ) WITHOUT ROWID;
            """)
}
