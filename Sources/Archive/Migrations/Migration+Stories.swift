extension Migration {
    /// What stories are told apart by, and what was decided about each document.
    static let runningStories = Migration(
        name: "4-running-stories",
        sql: """
            CREATE TABLE feature (
                document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
                time INTEGER NOT NULL,
                node INTEGER NOT NULL,
                headline TEXT,
                body BLOB NOT NULL
            );
            CREATE INDEX feature_time ON feature(time);
            CREATE INDEX feature_node ON feature(node);
            CREATE TABLE joining (
                document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
                rank INTEGER NOT NULL,
                kept INTEGER NOT NULL,
                ended INTEGER NOT NULL,
                PRIMARY KEY (document, rank)
            ) WITHOUT ROWID;
            """)

    /// What people put right.
    static let corrections = Migration(
        name: "5-corrections",
        sql: """
            CREATE TABLE correction (
                n INTEGER PRIMARY KEY,
                made INTEGER NOT NULL,
                kind TEXT NOT NULL,
                story TEXT,
                author TEXT NOT NULL,
                reason TEXT NOT NULL,
                body TEXT NOT NULL,
                undone INTEGER,
                undoneBy TEXT,
                undoneWhy TEXT
            );
            """)

    /// Questions that arrivals are put to, what they fired for, and the news that waits to go out.
    static let watches = Migration(
        name: "6-watches",
        sql: """
            CREATE TABLE watch (
                n INTEGER PRIMARY KEY,
                condition TEXT NOT NULL,
                delivery TEXT NOT NULL,
                address TEXT NOT NULL,
                secret TEXT NOT NULL,
                made INTEGER NOT NULL,
                seen INTEGER NOT NULL,
                ended INTEGER
            );
            CREATE TABLE fired (
                watch INTEGER NOT NULL REFERENCES watch(n),
                cause TEXT NOT NULL,
                at INTEGER NOT NULL,
                story TEXT,
                PRIMARY KEY (watch, cause)
            ) WITHOUT ROWID;
            CREATE TABLE outbox (
                id INTEGER PRIMARY KEY,
                watch INTEGER NOT NULL REFERENCES watch(n),
                delivery TEXT NOT NULL,
                address TEXT NOT NULL,
                body TEXT NOT NULL,
                made INTEGER NOT NULL,
                tries INTEGER NOT NULL DEFAULT 0,
                nextTry INTEGER NOT NULL,
                delivered INTEGER,
                fault TEXT
            );
            CREATE INDEX outbox_waiting ON outbox(nextTry) WHERE delivered IS NULL;
            CREATE TABLE figure (
                document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
                measure TEXT NOT NULL COLLATE NOCASE,
                low REAL NOT NULL,
                lower INTEGER NOT NULL,
                upper INTEGER NOT NULL
            );
            CREATE INDEX figure_document ON figure(document);
            """)

    /// Bytes as they arrived, and which documents were made from them.
    static let captures = Migration(
        name: "8-captures",
        sql: """
            CREATE TABLE capture (
                n INTEGER PRIMARY KEY,
                sha256 BLOB NOT NULL UNIQUE,
                address TEXT NOT NULL,
                media TEXT NOT NULL,
                captured INTEGER NOT NULL,
                size INTEGER NOT NULL,
                body BLOB NOT NULL
            );
            CREATE TABLE made_from (
                document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
                capture INTEGER NOT NULL REFERENCES capture(n) ON DELETE CASCADE
            );
            CREATE INDEX made_from_capture ON made_from(capture);
            """)

    /// A document may be read by several runs; what each found is kept as a digest.
    static let runs = Migration(
        name: "9-runs",
        sql: """
            ALTER TABLE reading RENAME TO reading_once;
            CREATE TABLE reading (
                document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
                run INTEGER NOT NULL REFERENCES run(n),
                digest BLOB,
                PRIMARY KEY (document, run)
            ) WITHOUT ROWID;
            INSERT INTO reading (document, run) SELECT document, run FROM reading_once;
            DROP TABLE reading_once;
            """)
}
